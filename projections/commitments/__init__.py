"""What was reported of volumes and said of protocols, and what of it commitments are judged from."""
