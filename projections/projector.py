"""Brings the read model up to date with the events, and compares it with them.

A projection is loaded when an event of its streams is folded: who hires somebody needs nothing of
protocols. Whoever makes the tables or compares them loads all.
"""

from __future__ import annotations

from functools import cache
from pkgutil import resolve_name
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, MetaData, Table, bindparam
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable

from domain.event import Event
from domain.logbook import EventSetAside, LedgerOpened, TextErased
from domain.places.site_events import SiteDownsized
from domain.values import instant_text
from projections.reach import SCHEMA_VERSION, projected, reached
from projections.tables import ADD_UP, ONLY_OF, metadata, row_functions, run_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Index, Insert
    from sqlalchemy.schema import ExecutableDDLElement

    from domain.event import StreamKind
    from domain.recorded import Recorded
    from projections.projection import Comparable, Handler, Projection, Sums
    from projections.tables import Difference

WITHOUT_ROWS: frozenset[type[Event]] = frozenset(
    {
        LedgerOpened,
        TextErased,
        EventSetAside,
        SiteDownsized,
    }
)
"""What changes no row: who was released by a downsizing stands in events of their own."""
_FORMER = frozenset({"plan_places"})
"""Tables that older versions had."""
_NO_END = 2**63 - 1


PROJECTIONS: Mapping[str, tuple[StreamKind, ...]] = MappingProxyType(
    {
        "workforce:Workforce": ("operator",),
        "sites:Sites": ("site",),
        "attestations:Attestations": ("site",),
        "contracts:Contracts": ("contract",),
        "plan_rows:Plans": ("plan",),
        "commitments.volumes:Volumes": ("volume",),
        "commitments.protocols:Protocols": ("protocol",),
        "quality:Quality": ("indicator", "quality"),
        "notice_rows:Notices": ("union", "rule", "notice"),
        "batches:Batches": ("batch",),
    }
)
"""Every projection, listed once, and of which streams it takes the events."""


def all_projections(connection: Connection | None) -> tuple[Projection, ...]:
    """Every projection; from its tables, or from empty ones."""
    return tuple(_loaded(name, connection) for name in PROJECTIONS)


def _loaded(name: str, connection: Connection | None) -> Projection:
    return _class_of(name).going_on(connection)


def _class_of(name: str) -> type[Projection]:
    projection: type[Projection] = resolve_name(f"projections.{name}")
    return projection


def all_tables() -> list[Table]:
    """All tables of the read model."""
    for name in PROJECTIONS:
        _class_of(name)  # whose module makes its tables
    return metadata.sorted_tables


class Projector:
    """Folds events into the tables of every question."""

    def __init__(self, connection: Connection | None = None) -> None:
        """Goes on from the tables in the database; from empty ones where no database is given."""
        self._connection = connection
        self._in_use: dict[str, Projection] = {}
        self._last: Recorded[Event] | None = None
        self._handlers: dict[type[Event], Handler] = dict.fromkeys(WITHOUT_ROWS, _pass_over)

    def fold(self, page: Sequence[Recorded[Event]]) -> None:
        """Gather the rows of the events, in their order."""
        handlers = self._handlers
        for each in page:
            (handlers.get(type(each.event)) or self._handler_of(each.event))(each)
        self._last = page[-1] if page else self._last

    def write(self, connection: Connection, *, more: bool = False) -> None:
        """Write the gathered rows, and that everything up to the last folded event is in them.

        Where more is to come in the same transaction, what follows from the rows is left for the
        end.
        """
        projections = self._listed()
        for each in projections:
            for rows in (*each.paged, *each.appended):
                rows.write(connection)
        last = self._last
        if last is None or more:
            return
        if (schema := row_functions(connection)) is not None:
            connection.exec_driver_sql(f"SELECT {schema}.{ADD_UP}()")
            return
        before = reached(connection).position
        for sums in (sums for each in projections for sums in each.sums):
            connection.execute(_addition(sums, connection.dialect.name), {"after": before})
        connection.execute(
            projected.update().values(
                position=last.position, recorded_at=instant_text(last.recorded_at)
            )
        )

    def page_differences(
        self, connection: Connection, after: int, upto: int = _NO_END
    ) -> Iterator[tuple[str, Difference]]:
        """Where the largest tables in use differ from the gathered rows, for a range of positions."""
        self._load_all()
        for rows in (rows for each in self._listed() for rows in each.paged):
            for difference in rows.differences(connection, (after, upto)):
                yield rows.table.name, difference

    def final_differences(self, connection: Connection) -> Iterator[tuple[str, Difference]]:
        """Where all other tables in use differ from what was gathered."""
        self._load_all()
        appended: list[Comparable] = [rows for each in self._listed() for rows in each.appended]
        sums: list[Comparable] = [sums for each in self._listed() for sums in each.sums]
        for table in (*appended, *sums):
            for difference in table.differences(connection):
                yield table.table.name, difference
        yield from self._end_differences(connection)

    def _handler_of(self, event: Event) -> Handler:
        """What is done with such an event, whose projections are loaded for that."""
        self._load(name for name, streams in PROJECTIONS.items() if event.stream in streams)
        return self._handlers[type(event)]

    def _load_all(self) -> None:
        """Load every projection: a table is compared even if no event is there to fill it."""
        self._load(PROJECTIONS)

    def _load(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self._in_use:
                projection = self._in_use[name] = _loaded(name, self._connection)
                self._handlers.update(projection.handles)

    def _listed(self) -> list[Projection]:
        """The projections that are loaded, in the order in which they are listed."""
        return [self._in_use[name] for name in PROJECTIONS if name in self._in_use]

    def _end_differences(self, connection: Connection) -> Iterator[tuple[str, Difference]]:
        """Whether the tables end when their last event was recorded: later events are no earlier."""
        in_use, last = reached(connection), self._last
        if last is not None and last.position == in_use.position:
            given = in_use._replace(recorded_at=instant_text(last.recorded_at))
            if given != in_use:
                yield projected.name, (given, in_use)


@cache
def _addition(sums: Sums, dialect: str) -> Insert:
    """The statement that takes the rows after a position into sums."""
    return sums.addition(dialect, bindparam("after", type_=BigInteger))


def _pass_over(_: Recorded[Event]) -> None:
    """Change no row."""


def create(connection: Connection, *, indexed: bool = True) -> None:
    """Make the empty tables of the read model; refuses where one of them is there."""
    schema = connection.schema_for_object(projected)
    run_all(connection, _creations(connection.dialect, schema))
    if indexed:
        create_indexes(connection)
    connection.execute(
        projected.insert().values(one=1, schema_version=SCHEMA_VERSION, position=0, recorded_at="")
    )


def drop_former(connection: Connection, there: Iterable[str]) -> None:
    """Drop tables of the read model that older versions had, and this one does not."""
    for name in sorted(_FORMER.intersection(there)):
        connection.execute(DropTable(Table(name, MetaData())))


def create_indexes(connection: Connection) -> None:
    """Make the indexes by which questions find their rows."""
    schema = connection.schema_for_object(projected)
    run_all(connection, _index_creations(connection.dialect, schema))


@cache
def _creations(dialect: Dialect, schema: str | None) -> tuple[str, ...]:
    """The statements that make the tables in a schema."""
    return tuple(_written(CreateTable(each), dialect, schema) for each in all_tables())


@cache
def _index_creations(dialect: Dialect, schema: str | None) -> tuple[str, ...]:
    """The statements that make the indexes of the tables in a schema."""
    for index in indexes():
        if ONLY_OF in index.info:
            # Said here, since a dialect takes a while to load: only the one in use is.
            index.dialect_options[dialect.name]["where"] = index.info[ONLY_OF]
    return tuple(_written(CreateIndex(each), dialect, schema) for each in indexes())


def _written(statement: ExecutableDDLElement, dialect: Dialect, schema: str | None) -> str:
    compiled = statement.compile(
        dialect=dialect, schema_translate_map={None: schema}, render_schema_translate=True
    )
    return str(compiled)


def indexes() -> Iterator[Index]:
    """The indexes of all tables."""
    for table in all_tables():
        yield from sorted(table.indexes, key=lambda index: str(index.name))


def doubt(connection: Connection) -> None:
    """Let the tables say that they hold nothing, so that nobody asks them before they are rebuilt."""
    connection.execute(projected.update().values(position=0, recorded_at=""))
