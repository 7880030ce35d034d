"""Sites: workplaces in countries, and what the rules for them are."""
