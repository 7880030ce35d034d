"""Operators: who was hired, moved, released, and what the rules for that are."""
