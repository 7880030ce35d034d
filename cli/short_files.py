"""Files that are short if they are what they should be, and that others have made."""

from __future__ import annotations

import sys
from pathlib import Path


def beginning_of(name: str | Path) -> bytes:
    """As much of a file as tells whether it is a note or too long for one; `-` is standard input."""
    from proofs.checkpoint import LONGEST_NOTE

    if name == "-":
        return sys.stdin.buffer.read(LONGEST_NOTE + 1)
    with Path(name).open("rb") as file:
        return file.read(LONGEST_NOTE + 1)
