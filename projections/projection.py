"""What every projection is: some tables, and what each event changes in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Self

    from sqlalchemy import ColumnElement, Connection, Insert, Table

    from domain.event import Event
    from domain.recorded import Recorded
    from projections.tables import AppendedRows, Difference

Handler: TypeAlias = "Callable[[Recorded[Any]], None]"


class Comparable(Protocol):
    """A table whose rows in use can be compared with what the events give."""

    @property
    def table(self) -> Table:
        """The table."""

    def differences(self, connection: Connection, /) -> Iterator[Difference]:
        """Pairs of what the events give and the row in use, where they differ."""


@dataclass(frozen=True, slots=True)
class Sums:
    """A table that the database makes of the rows of others: sums, or the latest of each key."""

    table: Table
    addition: Callable[[str, ColumnElement[int]], Insert]
    """The statement that takes the rows after a position in, for a kind of database."""
    differences: Callable[[Connection], Iterator[Difference]]
    """Pairs of what the rows add up to and the sums in use, where they differ."""


class Projection:
    """Some tables of the read model, and what each event changes in them.

    All that there is of a table follows from its being named here: that it is made, filled, built
    anew, compared, who may read it, and the function of a server by which rows are taken. `projections.projector` lists every projection.
    """

    handles: Mapping[type[Event], Handler]
    """What is done with each kind of event that changes a row."""
    appended: Sequence[AppendedRows] = ()
    """Rows that are only ever added, few enough to be compared in one go."""
    paged: Sequence[AppendedRows] = ()
    """Rows that are only ever added, each with its position in the first column: compared by pages."""
    sums: Sequence[Sums] = ()
    """Tables that follow from the rows of this projection."""

    @classmethod
    def going_on(cls, connection: Connection | None) -> Self:  # noqa: ARG003 (few look at their tables)
        """The projection, going on from its tables in a database; from empty ones without any."""
        return cls()

    @property
    def tables(self) -> list[Table]:
        """Its tables."""
        named: list[Comparable] = [*self.appended, *self.paged, *self.sums]
        return [each.table for each in named]
