"""Notices of work that goes abroad: unions of countries, rules of law, and what was filed."""
