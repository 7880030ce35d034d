"""What is recorded: one transaction for each command, and what it may ask."""
