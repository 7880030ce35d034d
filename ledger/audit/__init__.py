"""The audit: the whole history replayed under the rules, and proofs for outsiders."""
