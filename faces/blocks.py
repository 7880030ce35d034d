"""What a page for people is made of. A subject says which of them show an answer, and no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from faces.columns import Column


class Table(NamedTuple):
    """Rows in columns, and their total where there is one."""

    columns: Sequence[Column]
    rows: Sequence[Any]
    total: Any | None = None


class Facts(NamedTuple):
    """Names and values, one below another."""

    facts: Sequence[tuple[str, str]]


class Lines(NamedTuple):
    """Plain lines."""

    lines: Sequence[str]


class Nothing(NamedTuple):
    """That there is nothing to show, in a sentence; it is told beside the data."""

    sentence: str


class Drawing(NamedTuple):
    """A picture for a terminal, and for nothing else."""

    draw: Callable[[int], Sequence[str]]
    """Gives its lines, for a terminal of that width."""


Block = Table | Facts | Lines | Nothing | Drawing
BLANK = Lines([""])


def table_or(
    sentence: str, columns: Sequence[Column], rows: Sequence[Any], total: Any | None = None
) -> Block:
    """A table of the rows, or the sentence where there are none."""
    return Table(columns, rows, total) if rows else Nothing(sentence)
