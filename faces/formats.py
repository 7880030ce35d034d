"""The formats of answers, listed once; whoever parses a command reads this alone."""

from __future__ import annotations

FORMATS = {"table": "faces.as_table", "json": "faces.as_json", "csv": "faces.as_csv"}
"""Every format, and the face that writes it."""
