"""How answers look: as a table for people, as JSON and CSV for programs, as words."""
