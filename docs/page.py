"""What the written pages of the reference have in common."""

from __future__ import annotations

WIDTH = 88
NOTE = "<!-- Written by docs/generate.py; change the program, then run: make docs -->\n"
