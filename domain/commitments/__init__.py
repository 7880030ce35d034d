"""Commitments: volumes, shares, protocols, and what can be judged of them."""
