"""How volumes, protocols and verdicts look for people."""
