"""What was reported of volumes, and what clients bound themselves to."""
