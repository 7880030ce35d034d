"""What happened and what is allowed: events, aggregates, rules and refusals.

This room knows no clock, no database and no command line.
"""
