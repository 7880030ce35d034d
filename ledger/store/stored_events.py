"""The table of events as it is read, in whichever database it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from sqlalchemy import (
    BigInteger,
    Integer,
    LargeBinary,
    Text,
    bindparam,
    case,
    cast,
    column,
    func,
    select,
    table,
)

from domain.event import StreamKind
from ledger.store.codec import RawEvent
from ledger.store.tables import EVENTS_TABLE
from projections.patience import go_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection, Select, TableClause

PAGE = 2_000
"""How many events are read and written at a time."""
_AT_ONCE = 500


class Counted(NamedTuple):
    """What is stored, counted."""

    first: int
    """The first position; 0 where there is none."""
    streams: dict[str, int]
    """How many events of each kind of stream."""


class StoredEvents:
    """The events of a ledger, in the order of their positions.

    The table is the `eventsourcing` library's.
    """

    def __init__(self, position_column: str) -> None:
        self._position_column = position_column

    @property
    def schema(self) -> str | None:
        """The schema that the tables are in; none where the database has no schemas."""
        return None

    @property
    def _events(self) -> TableClause:
        return _table_of_events(self._position_column, self.schema)

    @property
    def _position(self) -> ColumnElement[int]:
        return self._events.c[self._position_column]

    @property
    def _stream(self) -> ColumnElement[str]:
        return self._events.c.originator_id

    def last_position(self, connection: Connection) -> int:
        """The position of the latest event; 0 where there is none."""
        return int(connection.execute(_last(self._events)).scalar() or 0)

    def first_position(self, connection: Connection) -> int:
        """The position of the first event, which is 1 where nothing was done to them."""
        return int(connection.execute(_first(self._events)).scalar() or 0)

    def counted(self, connection: Connection) -> Counted:
        """How many events there are of each kind of stream, from the first on, and where they begin."""
        kinds: list[str] = sorted({*get_args(StreamKind)} - {"ledger"})
        columns = [func.sum(case((self._stream.like(f"{kind}:%"), 1), else_=0)) for kind in kinds]
        all_, *counts = connection.execute(
            select(func.count(), *columns).select_from(self._events).where(self._position > 0)
        ).one()
        streams = {kind: int(n) for kind, n in zip(kinds, counts, strict=True) if n}
        rest = int(all_) - sum(streams.values())
        rest_of_them = {"ledger": rest} if rest else {}
        return Counted(self.first_position(connection), streams | rest_of_them)

    def after(self, connection: Connection, position: int | None, limit: int) -> list[RawEvent]:
        """The next events after the position, in order; the first there are, where none is given."""
        if position is None:
            return self._raw(
                connection, _all_columns(self._events).order_by(self._position).limit(limit)
            )
        return self._raw(connection, _after(self._events), {"position": position, "limit": limit})

    def pages(
        self, connection: Connection, after: int | None = 0, upto: int | None = None
    ) -> Iterator[list[RawEvent]]:
        """The events after a position, in order and many at a time, up to another or to the end.

        The events of a ledger are those after 0. Where None is given, so is whatever stands before.
        """
        while page := self.after(connection, after, PAGE):
            go_on()
            after = page[-1].position
            if upto is not None and after >= upto:
                if within := [raw for raw in page if raw.position <= upto]:
                    yield within
                return
            yield page

    def as_stored(self, connection: Connection, position: int | None, limit: int) -> list[RawEvent]:
        """The same as they stand there, whatever their types are."""
        query = select(*self._events.c)
        if position is not None:
            query = query.where(self._position > position)
        found = connection.execute(query.order_by(self._position).limit(limit))
        return list(map(RawEvent._make, found))

    def of_streams(self, connection: Connection, streams: Iterable[str]) -> Iterator[RawEvent]:
        """The events of the streams, each stream's in order; none that stands before the first."""
        names = list(streams)
        for start in range(0, len(names), _AT_ONCE):
            some = {"streams": names[start : start + _AT_ONCE]}
            yield from self._raw(connection, _of_streams(self._events), some)

    def at(self, connection: Connection, positions: Iterable[int]) -> Iterator[RawEvent]:
        """The events at the positions, in order."""
        ordered = sorted(set(positions))
        for start in range(0, len(ordered), _AT_ONCE):
            some = {"positions": ordered[start : start + _AT_ONCE]}
            yield from self._raw(connection, _at(self._events), some)

    def just_stored(self, connection: Connection, after: int, limit: int) -> list[tuple[Any, ...]]:
        """The events after the position as they stand there, whatever their types are."""
        cursor = connection.execute(
            _as_stored_after(self._events), {"position": after, "limit": limit}
        ).cursor
        return list(cursor.fetchall()) if cursor is not None else []

    def _raw(
        self, connection: Connection, query: Select[Any], values: Mapping[str, Any] | None = None
    ) -> list[RawEvent]:
        cursor = connection.execute(query, values).cursor
        return list(map(RawEvent._make, cursor.fetchall())) if cursor is not None else []


@cache
def _table_of_events(position_column: str, schema: str | None) -> TableClause:
    return table(
        EVENTS_TABLE,
        column(position_column, BigInteger),
        column("originator_id", Text),
        column("originator_version", Integer),
        column("topic", Text),
        column("state", LargeBinary),
        schema=schema,
    )


@cache
def _all_columns(events: TableClause) -> Select[Any]:
    """All columns, as what they should be, even where somebody put something else there."""
    position, stream, version, topic, state = events.c
    columns: tuple[ColumnElement[Any], ...] = (
        position,
        func.coalesce(cast(stream, Text), ""),
        func.coalesce(cast(version, Integer), 0),
        func.coalesce(cast(topic, Text), ""),
        func.coalesce(cast(state, LargeBinary), b""),
    )
    return select(*columns)


@cache
def _after(events: TableClause) -> Select[Any]:
    return _next(events, _all_columns(events))


@cache
def _of_streams(events: TableClause) -> Select[Any]:
    position, stream, version, *_ = events.c
    wanted = stream.in_(bindparam("streams", expanding=True))
    return _all_columns(events).where(wanted, position > 0).order_by(stream, version)


@cache
def _at(events: TableClause) -> Select[Any]:
    position = events.c[0]
    wanted = position.in_(bindparam("positions", expanding=True))
    return _all_columns(events).where(wanted).order_by(position)


@cache
def _as_stored_after(events: TableClause) -> Select[Any]:
    return _next(events, select(*events.c))


def _next(events: TableClause, all_: Select[Any]) -> Select[Any]:
    """The events after a position, in order, and no more than so many."""
    position = events.c[0]
    after = all_.where(position > bindparam("position"))
    return after.order_by(position).limit(bindparam("limit"))


@cache
def _first(events: TableClause) -> Select[Any]:
    return select(func.min(events.c[0]))


@cache
def _last(events: TableClause) -> Select[Any]:
    return select(func.max(events.c[0]))
