"""A ledger in a database, and somebody at a desk who records in it and asks it.

Nothing here knows a rule or a formula: a desk passes on, in few words, what the ledger offers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from places import Place, Row, kept_place

from domain.contracts.contract_commands import SignContract
from domain.placement import UNCHANGED, Placement, Unchanged
from domain.places.site_commands import OpenSite
from domain.plans.plan_commands import AnnouncePlan
from domain.words import By, Engagement, LeavingReason
from domain.workforce.movement_commands import Chosen, Downsize, Hire, Leave, Reassign, Transfer
from ledger.audit.findings import Finding
from ledger.ledger import Ledger
from ledger.recording.batch_terms import UNNAMED, BatchTerms
from ledger.recording.outcome import Outcome
from projections.figures import Bridge
from projections.headcount import bridge, headcount
from projections.plan_course import ProgressOn
from projections.plan_operators import PlanOperator, plan_operators
from projections.plans import PlanFacts, plan_list
from projections.progress import Progress, history, progress
from projections.projector import all_tables
from projections.view import View
from projections.whereabouts import WhereaboutsBy, whereabouts

START = datetime(2018, 1, 1, 9, tzinfo=UTC)
HeadsAndFte = tuple[int, Decimal]
ALL_TABLES = {table.name: table for table in all_tables()}
"""Every table of figures, by its name."""


class Clock:
    """A clock that goes on by a second whenever it is looked at, and can be set."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def batch(name: str | None, source: str | None = None) -> BatchTerms:
    """How movements are recorded together; unnamed where there is no name. All codes are meant."""
    return BatchTerms(name=name, source=source, new_code=True)


class Desk:
    """Somebody who records in one ledger, and asks it."""

    _view: View | None = None

    def __init__(
        self,
        place: Place,
        *,
        name: str = "Comdata",
        by: str = "anna",
        ledger_id: str | None = None,
    ) -> None:
        """Open a ledger; in a place where nothing was asked yet, it is a copy of one just like it."""
        if place.is_new and ledger_id is None:
            self._copy(place, _opened(type(place), name, by), by)
        else:
            self._open(place, name, ledger_id, by)

    def _open(self, place: Place, name: str, ledger_id: str | None, by: str) -> None:
        self._sit_down(place, Clock())
        self.ledger = Ledger.create(
            self.database, name=name, ledger_id=ledger_id, by=by, clock=self.clock
        )

    def _copy(self, place: Place, kept: Desk, by: str) -> None:
        place.become(kept.place)
        self._sit_down(place, Clock(kept.clock.now))
        self.ledger = Ledger(self.database, by=by, clock=self.clock)

    def _sit_down(self, place: Place, clock: Clock) -> None:
        self.place = place
        self.sql = place.sql
        self.clock = clock
        self.database = place.database()

    @classmethod
    def where(cls, place: Place, *recorded: Callable[[Desk], object]) -> Desk:
        """A desk at a ledger in which that was recorded, one after the other.

        Each is recorded once for each kind of place, and copied then.
        """
        desk = cls.__new__(cls)
        desk._copy(place, _kept(recorded, type(place)), "anna")
        return desk

    # Recording ------------------------------------------------------------------------------

    def open(self, code: str, on: date, **facts: Any) -> Outcome:
        """Open a site in the country with which its code begins."""
        return self.ledger.record(OpenSite(code, **{"country": code[:2], **facts}, effective_on=on))

    def sign(
        self,
        code: str,
        on: date,
        client: str = "Fastweb",
        succeeds: str | None = None,
        supplier: str | None = None,
    ) -> Outcome:
        return self.ledger.record(
            SignContract(code, client=client, supplier=supplier, effective_on=on, succeeds=succeeds)
        )

    def hire(
        self,
        *codes: str,
        at: str,
        on: date,
        count: int | None = None,
        contract: str | None = None,
        fte: str = "1",
        engagement: Engagement | None = None,
        terms: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        return self.ledger.record(
            Hire(
                Chosen(codes, count),
                at=Placement(at, contract, Decimal(fte), engagement),
                effective_on=on,
            ),
            batch=terms,
            dry_run=dry_run,
        )

    def transfer(
        self,
        *codes: str,
        to: str,
        on: date,
        count: int | None = None,
        origin: str | None = None,
        contract: str | Unchanged | None = UNCHANGED,
        fte: str | None = None,
        engagement: Engagement | Unchanged | None = UNCHANGED,
        terms: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        return self.ledger.record(
            Transfer(
                Chosen(codes, count),
                to_site=to,
                from_site=origin,
                contract=contract,
                fte=Decimal(fte) if fte else UNCHANGED,
                engagement=engagement,
                effective_on=on,
            ),
            batch=terms,
            dry_run=dry_run,
        )

    def reassign(
        self,
        *codes: str,
        on: date,
        contract: str | Unchanged | None = UNCHANGED,
        fte: str | None = None,
        engagement: Engagement | Unchanged | None = UNCHANGED,
        terms: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        return self.ledger.record(
            Reassign(
                Chosen(codes),
                contract=contract,
                fte=Decimal(fte) if fte else UNCHANGED,
                engagement=engagement,
                effective_on=on,
            ),
            batch=terms,
            dry_run=dry_run,
        )

    def leave(
        self,
        *codes: str,
        on: date,
        count: int | None = None,
        origin: str | None = None,
        reason: LeavingReason = "resigned",
        terms: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        return self.ledger.record(
            Leave(Chosen(codes, count), from_site=origin, reason=reason, effective_on=on),
            batch=terms,
            dry_run=dry_run,
        )

    def downsize(
        self,
        site: str,
        *codes: str,
        on: date,
        count: int | None = None,
        terms: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        return self.ledger.record(
            Downsize(site, Chosen(codes, count), reason="the work went home", effective_on=on),
            batch=terms,
            dry_run=dry_run,
        )

    def announce(
        self,
        code: str,
        *,
        target: int,
        origins: Sequence[str],
        destinations: Sequence[str],
        baseline: date,
        deadline: date,
        contracts: Sequence[str] = (),
    ) -> Outcome:
        """Announce a plan on its baseline."""
        return self.ledger.record(
            AnnouncePlan(
                code,
                target=target,
                origins=origins,
                destinations=destinations,
                contracts=contracts,
                baseline_on=baseline,
                deadline_on=deadline,
                effective_on=baseline,
            )
        )

    # Asking ---------------------------------------------------------------------------------

    @contextmanager
    def asking_at_once(self) -> Iterator[None]:
        """All questions that are asked here are answered in one reading."""
        with self._asking() as view:
            before, self._view = self._view, view
            try:
                yield
            finally:
                self._view = before

    @contextmanager
    def _asking(self) -> Iterator[View]:
        if self._view is not None:
            yield self._view
            return
        with self.ledger.asking() as view:
            yield view

    @property
    def position(self) -> int:
        """The position of the last event."""
        with self._asking() as view:
            return view.position

    def headcount(self, by: By, on: date) -> dict[str | None, HeadsAndFte]:
        with self._asking() as view:
            rows = headcount(view, by=by, on=on)
        return {row.group: (row.figure.heads, row.figure.fte) for row in rows}

    def bridge(self, by: By, since: date, on: date) -> dict[str | None, Bridge]:
        with self._asking() as view:
            return {row.group: row.bridge for row in bridge(view, by=by, since=since, on=on)}

    def plan(self, code: str) -> PlanFacts:
        with self._asking() as view:
            return plan_list(view, code)[0]

    def progress(self, code: str, on: date, known_at: datetime | None = None) -> Progress:
        reading = self._asking() if known_at is None else self.ledger.asking(known_at)
        with reading as view:
            return progress(view, plan_list(view, code)[0], on)

    def history(self, code: str, on: date) -> list[ProgressOn]:
        with self._asking() as view:
            return history(view, plan_list(view, code)[0], on)

    def plan_operators(self, code: str, on: date) -> list[PlanOperator]:
        with self._asking() as view:
            return plan_operators(view, plan_list(view, code)[0], on)

    def whereabouts(
        self, since: date, on: date, by: WhereaboutsBy = "site"
    ) -> dict[tuple[str | None, str | None], HeadsAndFte]:
        with self._asking() as view:
            rows = whereabouts(view, by=by, since=since, on=on)
        return {(row.was, row.now): (row.figure.heads, row.figure.fte) for row in rows}

    def findings(self) -> list[Finding]:
        """What a replay finds, all of it."""
        with self.ledger.replaying() as replay:
            for _ in replay.chapters():
                pass
        assert replay.findings.count == len(replay.findings.kept)
        return replay.findings.kept

    # Behind the ledger's back -----------------------------------------------------------------

    def read_model(self) -> dict[str, list[Row]]:
        """Every row of every table of the read model."""
        rows = self.place.each_sql(f"SELECT * FROM {name}" for name in ALL_TABLES)
        return {name: sorted(each) for name, each in zip(ALL_TABLES, rows, strict=True)}

    def forget_read_model(self) -> None:
        """Drop every table of the read model; the events stay."""
        self.place.each_sql(f"DROP TABLE {name}" for name in ALL_TABLES)


def heads(figures: dict[str | None, HeadsAndFte]) -> dict[str | None, int]:
    """The heads alone."""
    return {group: figure[0] for group, figure in figures.items()}


def in_heads(steps: Bridge) -> dict[str, int]:
    """The parts of a bridge that are not nothing, in heads."""
    return {name: part.heads for name, part in steps.steps.items() if part.heads}


def in_fte(steps: Bridge) -> dict[str, str]:
    """The parts of a bridge that are not nothing, in FTE."""
    return {name: str(part.fte.normalize()) for name, part in steps.steps.items() if part.fte_units}


def explained(behind: Iterable[PlanOperator]) -> int:
    """The posts brought back, counted from the operators behind the figure."""
    signs = {"origin": (0, 1), "hired": (0, 1), "opening": (-1, 0), "not-counted": (0, 0)}
    return sum(signs[each.came][each.now is not None] for each in behind)


def movers(outcome: Outcome) -> list[str]:
    """Whose movements a command recorded, in order."""
    streams = (recorded.stream for recorded in outcome.recorded)
    return [stream.removeprefix("operator:") for stream in streams if stream[:9] == "operator:"]


def days_between(first: date, last: date) -> Iterable[date]:
    """Every day from the first to the last, both included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


@cache
def _kept(recorded: tuple[Callable[[Desk], object], ...], kind: type[Place]) -> Desk:
    """A desk at which that was recorded; its ledger is copied and never touched."""
    *before, last = recorded
    place = kept_place(kind)
    desk = Desk.where(place, *before) if before else Desk(place)
    last(desk)
    return desk


@cache
def _opened(kind: type[Place], name: str, by: str) -> Desk:
    """A desk at a ledger that was just opened, to be copied too."""
    desk = Desk.__new__(Desk)
    desk._open(kept_place(kind), name, None, by)
    return desk


Ask = Callable[[], Outcome]
