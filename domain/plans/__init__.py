"""Plans: promises to bring posts back, and what the rules for them are."""
