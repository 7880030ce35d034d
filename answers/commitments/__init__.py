"""What was reported of volumes, what clients bound themselves to, and who keeps it."""
