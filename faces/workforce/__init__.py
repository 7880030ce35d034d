"""How figures, and who is where, look for people."""
