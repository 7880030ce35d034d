"""How volumes and protocols look for people."""
