"""What happened and what is allowed: events, aggregates, rules and refusals.

This room knows no clock and no database. A refusal names the command that helps.
"""
