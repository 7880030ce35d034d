"""Contracts: services that clients buy or do themselves, and what the rules for them are."""
