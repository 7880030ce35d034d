"""What a kind of file holds, as data: its columns, what they are called, and what reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ledger.exchange.sheets.cells import key


@dataclass(frozen=True)
class Layout:
    """The columns of a kind of file."""

    columns: tuple[str, ...]
    """Those that a person gives, in the order in which they are named."""
    besides: tuple[str, ...]
    """Those that an export adds."""
    needed: tuple[tuple[str, ...], ...]
    """Of each of these groups, one column must be there."""
    dates: tuple[str, ...]
    """Without any of these, a line is none of a row."""
    alone: frozenset[str]
    """Those of which one cell is not for several rows."""
    names: Mapping[str, str]
    """Other names of the columns."""
    values: Mapping[str, Mapping[str, str]]
    """Other words for what stands in a column."""
    readers: Mapping[str, Callable[[str], Any]]
    """What reads the text of each column; it refuses what is wrong."""
    headings: Mapping[str, str]
    """What such columns are often called besides: for a drafted mapping, which a person looks through."""
    words: Mapping[str, tuple[str, ...]]
    """The words that may stand in a column, if they are few."""
    known: frozenset[str]
    """The columns of codes which a ledger knows by other names, too."""
    implied: Mapping[str, Mapping[str, str]]
    """What the heading of a column says of every row, by our columns."""

    def column(self, name: str) -> str | None:
        """Our name of a column that is called so, if it is one of ours."""
        said = key(name)
        ours = said.replace(" ", "_")
        return ours if ours in self.columns or ours in self.besides else self.names.get(said)

    def missing(self, there: set[str]) -> list[str]:
        """What is to be said of the columns that are needed and not there."""
        return [" or ".join(group) for group in self.needed if there.isdisjoint(group)]
