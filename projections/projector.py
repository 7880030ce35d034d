"""Brings the read model up to date with the events, and compares it with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, Column, SmallInteger, Table, func, select, union_all
from sqlalchemy.schema import CreateIndex, CreateTable

from domain.batches import BatchRecorded, BatchSigned
from domain.contracts.contract_events import (
    ContractChanged,
    ContractCorrected,
    ContractEnded,
    ContractEndVoided,
    ContractSigned,
    ContractSigningVoided,
)
from domain.event import Event
from domain.logbook import EventSetAside, LedgerOpened, TextErased
from domain.once import Once
from domain.places.site_events import (
    AttestationVoided,
    HeadcountAttested,
    SiteChanged,
    SiteClosed,
    SiteClosingVoided,
    SiteCorrected,
    SiteDownsized,
    SiteOpened,
    SiteOpeningVoided,
)
from domain.plans.plan_events import (
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.values import instant_text
from domain.workforce.movement_events import is_operator_event
from projections import changes
from projections.attestations import Attestations
from projections.batches import Batches
from projections.cells import Cells
from projections.contracts import Contracts
from projections.effects import effect
from projections.movements import Movements
from projections.placements import Placements
from projections.plans import Plans
from projections.sites import Sites
from projections.tables import ONLY_OF, AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from domain.recorded import Recorded
    from projections.effects import Moved
    from projections.tables import Difference

SCHEMA_VERSION = 4
"""The shape of these tables. An older shape is refused until `db upgrade` has built it anew."""

WITHOUT_ROWS: frozenset[type[Event]] = frozenset(
    {
        LedgerOpened,
        TextErased,
        EventSetAside,
        SiteDownsized,
        BatchSigned,
    }
)
"""What changes no table: who was released by a downsizing stands in events of their own."""
NOT_YET_IN_FIGURES: frozenset[type[Event]] = frozenset(
    {
        SiteOpeningVoided,
        SiteChanged,
        SiteCorrected,
        ContractSigningVoided,
        ContractChanged,
        ContractCorrected,
        PlanAnnouncementVoided,
        PlanCorrected,
    }
)
"""What no command records yet, since no figure follows it: it is kept, replayed and told."""
_PASSED_OVER = WITHOUT_ROWS | NOT_YET_IN_FIGURES
_MOST_KEPT_BACK = 100_000
_NO_END = 2**63 - 1
_PREFIX = len("operator:")

projected = Table(
    "projected",
    metadata,
    Column("one", SmallInteger, primary_key=True, autoincrement=False),
    Column("schema_version", SmallInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("recorded_at", ExactText, nullable=False),
)


class Reached(NamedTuple):
    """How far the read model has come: the last event in it."""

    schema_version: int
    position: int
    recorded_at: str


class Projector:
    """Folds events into the tables of every question."""

    def __init__(self, connection: Connection | None = None) -> None:
        """Goes on from the tables in the database; from empty ones where no database is given."""
        self._cells = Cells(connection)
        self._last: Recorded[Event] | None = None
        self._effect = Once(partial(effect, cells=self._cells))
        self._movements = Movements()
        self._placements = Placements()
        sites, counts, contracts = Sites(), Attestations(), Contracts()
        plans, batches = Plans(), Batches()
        self._appended: tuple[AppendedRows, ...] = (
            self._cells.rows,
            sites.opened,
            sites.closed,
            counts.rows,
            contracts.signed,
            contracts.ended,
            plans.announced,
            plans.places,
            plans.terms,
            plans.withdrawn,
            plans.voided,
            batches.rows,
        )
        self._handlers: dict[type[Event], Callable[[Recorded[Any]], None]] = {
            SiteOpened: sites.on_opened,
            SiteClosed: sites.on_closed,
            SiteClosingVoided: sites.on_closing_voided,
            HeadcountAttested: counts.on_attested,
            AttestationVoided: counts.on_voided,
            ContractSigned: contracts.on_signed,
            ContractEnded: contracts.on_ended,
            ContractEndVoided: contracts.on_end_voided,
            PlanAnnounced: plans.on_announced,
            PlanRevised: plans.on_revised,
            PlanRevisionVoided: plans.on_voided,
            PlanWithdrawn: plans.on_withdrawn,
            PlanWithdrawalVoided: plans.on_voided,
            BatchRecorded: batches.on,
        }

    def fold(self, page: Sequence[Recorded[Event]]) -> None:
        """Gather the rows of the events, in their order."""
        moved: list[Moved] = []
        for each in page:
            position, stream, _, _, _, _, event = each
            if is_operator_event(event):
                moved.append((position, stream[_PREFIX:], self._effect(event)))
            elif type(event) not in _PASSED_OVER:
                self._handlers[type(event)](each)
        self._movements.on(moved)
        self._placements.on(moved)
        self._last = page[-1] if page else self._last

    def write(self, connection: Connection, *, more: bool = False) -> None:
        """Write the gathered rows, and that everything up to the last folded event is in them.

        Where more is to come in the same transaction, what would be written over again is kept
        back, unless there is much of it.
        """
        for rows in (self._movements.rows, *self._appended):
            rows.write(connection)
        last = self._last
        if last is None or (more and len(self._placements.rows) < _MOST_KEPT_BACK):
            return
        self._placements.rows.write(connection)
        changes.add_up(connection, after=reached(connection).position)
        connection.execute(
            projected.update().values(
                position=last.position, recorded_at=instant_text(last.recorded_at)
            )
        )

    def page_differences(
        self, connection: Connection, after: int, upto: int = _NO_END
    ) -> Iterator[tuple[str, Difference]]:
        """Where movements in use differ from the gathered ones, for a range of positions."""
        for difference in self._movements.rows.differences(connection, (after, upto)):
            yield "movements", difference

    def final_differences(self, connection: Connection) -> Iterator[tuple[str, Difference]]:
        """Where all other tables in use differ from what was gathered."""
        for rows in self._appended:
            for difference in rows.differences(connection):
                yield rows.table.name, difference
        for difference in self._placements.rows.differences(connection):
            yield "placements", difference
        for difference in changes.differences(connection):
            yield "changes", difference
        yield from self._end_differences(connection)

    def _end_differences(self, connection: Connection) -> Iterator[tuple[str, Difference]]:
        """Whether the tables end when their last event was recorded: later events are no earlier."""
        in_use, last = reached(connection), self._last
        if last is not None and last.position == in_use.position:
            given = in_use._replace(recorded_at=instant_text(last.recorded_at))
            if given != in_use:
                yield projected.name, (given, in_use)


def create(connection: Connection, *, indexed: bool = True) -> None:
    """Make the empty tables of the read model; refuses where one of them is there."""
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table))
    if indexed:
        create_indexes(connection)
    connection.execute(
        projected.insert().values(one=1, schema_version=SCHEMA_VERSION, position=0, recorded_at="")
    )


def table_names() -> list[str]:
    """The names of all tables of the read model."""
    return list(metadata.tables)


def create_indexes(connection: Connection) -> None:
    """Make the indexes by which questions find their rows."""
    for table in metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if ONLY_OF in index.info:
                # Said here, since a dialect takes a while to load: only the one in use is.
                index.dialect_options[connection.dialect.name]["where"] = index.info[ONLY_OF]
            connection.execute(CreateIndex(index))


def recreate(connection: Connection) -> None:
    """Make the tables of the read model anew, empty, so that they are filled from the events."""
    metadata.drop_all(connection)
    create(connection)


def doubt(connection: Connection) -> None:
    """Let the tables say that they hold nothing, so that nobody asks them before they are rebuilt."""
    connection.execute(projected.update().values(position=0, recorded_at=""))


def furthest(connection: Connection) -> int:
    """The last position in the read model's rows; 0 where there are none.

    It is looked for where rows are found by their positions.
    """
    latest = [
        select(func.max(table.c.position).label("position"))
        for table in metadata.sorted_tables
        if next(iter(table.primary_key)).name == "position"
    ]
    rows = union_all(*latest).subquery("latest")
    return int(connection.execute(select(func.max(rows.c.position))).scalar() or 0)


def reached(connection: Connection) -> Reached:
    """How far the read model has come; refuses with ValueError a table that does not say so."""
    columns = (projected.c.schema_version, projected.c.position, projected.c.recorded_at)
    rows = [Reached(*row) for row in connection.execute(select(*columns))]
    if [tuple(map(type, row)) for row in rows] != [(int, int, str)]:
        raise ValueError("they do not say how far they reach")
    return rows[0]
