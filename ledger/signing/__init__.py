"""What is signed and proved of the stored events: checkpoints, proofs, bundles, keys."""
