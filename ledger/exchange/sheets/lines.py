"""What every sheet has, in whatever file it is: lines of cells."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Line(NamedTuple):
    """One line of cells, and its number in the file, from 1."""

    number: int
    cells: list[str]


class Sheet(ABC):
    """Lines that have something in them."""

    def __init__(self, name: str, *, is_shown: bool = True) -> None:
        self.name = name
        """Its name; none in a file that has one sheet only."""
        self.is_shown = is_shown
        self.comments = 0
        """How many lines before the header were comments."""
        self.empty = 0
        """How many lines with nothing in them stood between those that were read so far."""
        self.hidden_rows: frozenset[int] = frozenset()
        self.hidden_columns = 0
        self.merged: Sequence[tuple[int, int, int, int]] = ()
        """The merged ranges that have a value: first and last row, first and last column."""

    @abstractmethod
    def heads(self, most: int) -> list[list[Line]]:
        """So many lines at most from the beginning; in each way in which they may be read."""

    @abstractmethod
    def begin(self, head: int, line: int) -> None:
        """Take the lines as the head of that number has them, from the line of that number on."""

    @abstractmethod
    def lines(self) -> Iterator[Line]:
        """Every line that has something in it."""
