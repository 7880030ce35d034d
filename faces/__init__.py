"""How answers look: as a table for people, as JSON and CSV for programs. No rules and no SQL.

Each subject says here how its answers look for people; programs read the same of every one.
"""
