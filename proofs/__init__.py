"""Merkle trees, signed notes, checkpoints and proofs: bytes only.

Imports nothing of the other rooms, so a verifier cannot lean on the writer.
"""
