"""The ledger: one method for each command, and one way to ask.

Every command is one transaction. It reads what it needs, lets the domain decide, and keeps all the
events or none.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from domain import values
from domain.events import (
    ContractSigned,
    LedgerOpened,
    MovementVoided,
    PlanAnnounced,
    SiteOpened,
    is_movement,
)
from domain.placement import UNCHANGED, Placement, Unchanged
from domain.plan import place
from domain.recorded import Recorded
from domain.refusals import (
    BeyondLedger,
    NothingToVoid,
    NotLatestMovement,
    UnknownBatch,
    VoidedAlready,
)
from ledger import readmodel
from ledger.exchange.importing import BadRows, Importing
from ledger.exchange.movement_file import Problems, read
from ledger.log import events_of_batch, last_known
from ledger.mapper import Malformed, from_stored, to_stored
from ledger.recording import UNNAMED, BatchTerms, Outcome, Recording
from ledger.unusable import (
    DamagedLedger,
    MissingLedger,
    NotALedger,
    NotPermitted,
    ReadOnlyLedger,
)
from projections.batches import batch_named, batch_of_file
from projections.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from sqlalchemy import Connection

    from domain.events import Event
    from domain.operator import Operator
    from domain.words import LeavingReason
    from ledger.audit.replay import Replay
    from ledger.database import Database
    from ledger.readmodel import Meter
    from projections.batches import BatchFacts

    Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which operators a command is for: those named, or a number of them."""

    operators: Sequence[str] = ()
    count: int | None = None

    @property
    def several(self) -> bool:
        """Whether the command is for more than one operator."""
        return len(self.operators) > 1 or self.count is not None


class Ledger:
    """A ledger that exists."""

    def __init__(
        self,
        database: Database,
        *,
        by: str,
        clock: Clock,
        meter: Meter = readmodel.no_meter,
        behind: Callable[[int], None] = readmodel.not_told,
    ) -> None:
        """`behind` is told how many events an answer does not know, where they cannot be added."""
        self._tell_behind = behind
        self.database = database
        self._by = by
        self._clock = clock
        self._meter = meter

    @classmethod
    def create(cls, database: Database, *, name: str, by: str, clock: Clock) -> Ledger:
        """Make a new ledger; refuses where there is one."""
        from ledger.creating import new_ledger

        ledger = cls(database, by=by, clock=clock)
        opened = LedgerOpened(name=values.line(name, "name"))
        with new_ledger(database) as connection:
            first = Recorded(1, "ledger", 1, clock(), by, None, opened)
            database.append(connection, [to_stored(first)])
            readmodel.catch_up(database, connection)
        return ledger

    # Asking ---------------------------------------------------------------------------------

    @contextmanager
    def asking(self, known_at: datetime | None = None) -> Iterator[View]:
        """A reading of the ledger: of all that is recorded, or of what was known at an instant."""
        is_level = self._catch_up()
        with self.database.reading() as connection:
            view = self._view(connection, known_at)
            if not is_level:
                missing = max(0, readmodel.behind(self.database, connection))
                last = self.database.last_position(connection)
                view = replace(view, position=min(view.position, last - missing))
                self._tell_behind(missing)
            yield view

    @contextmanager
    def replaying(
        self, meter: Meter = readmodel.no_meter, *, until: int | datetime | None = None
    ) -> Iterator[Replay]:
        """A replay of a ledger of which nothing is believed, not even that it is whole.

        The read model is compared meanwhile, in a process beside this one where that is possible.
        With `until`, a position or an instant, the replay stops there and compares nothing.
        """
        from ledger.audit.beside import Beside
        from ledger.audit.comparison import compare_apart
        from ledger.audit.replay import Replay

        with suppress(DamagedLedger, NotPermitted, ReadOnlyLedger):
            self._catch_up()
        comparison = Beside(partial(compare_apart, self.database))
        with (
            comparison if until is None else nullcontext(),
            self.database.reading() as connection,
        ):
            yield Replay(
                self.database, self._view(connection, until), meter, compared=comparison.result
            )

    def _catch_up(self) -> bool:
        """Bring the read model level with the events, where it is not; returns whether it is.

        Where nothing may be written here, the read model stays as far behind as it is.
        """
        with self.database.reading() as connection:
            self._name(connection)
            if readmodel.is_level(self.database, connection):
                return True
            is_there = readmodel.exists(self.database, connection)
        try:
            with self.database.writing() as connection:
                readmodel.catch_up(self.database, connection, self._meter)
        except (NotPermitted, ReadOnlyLedger):
            if not is_there:
                raise
            return False
        return True

    def _view(self, connection: Connection, until: int | datetime | None) -> View:
        """What was known at a position or an instant, or is known now."""
        name, last = self._name(connection), self.database.last_position(connection)
        if until is None:
            return View(connection, name=name, position=last)
        try:
            if not isinstance(until, int):
                position = last_known(self.database, connection, until)
                return View(connection, name=name, position=position, known_at=until)
            if not 1 <= until <= last:
                raise BeyondLedger(until, last)
            known_at = from_stored(self.database.after(connection, until - 1, 1)[0]).recorded_at
            return View(connection, name=name, position=until, known_at=known_at)
        except Malformed as error:
            raise DamagedLedger(self.database.where, str(error)) from None

    def _name(self, connection: Connection) -> str:
        """The ledger's name, from its first event; refuses what is not a ledger."""
        where = self.database.where
        tables = self.database.tables(connection)
        if not tables:
            raise MissingLedger(where)  # its making was interrupted, and came to nothing
        if "stored_events" not in tables:
            raise NotALedger(where, "it is another program's database")
        first = self.database.after(connection, 0, 1)
        try:
            opened = from_stored(first[0]).event if first else None
        except Malformed:
            opened = None
        if not isinstance(opened, LedgerOpened):
            raise NotALedger(where, "it does not begin with the opening of a ledger")
        return opened.name

    # Sites ----------------------------------------------------------------------------------

    def open_site(
        self,
        code: str,
        *,
        country: str,
        effective_on: date,
        name: str | None = None,
        region: str | None = None,
        city: str | None = None,
        employer: str | None = None,
    ) -> Outcome:
        """Open a site."""
        event = SiteOpened(
            name=name or code,
            country=country,
            region=region,
            city=city,
            employer=employer,
            effective_on=effective_on,
        )
        with self._recording("site-open") as recording:
            recording.decide(code, recording.streams.site(code).open(event))
        return recording.outcome

    def close_site(self, code: str, *, reason: str, effective_on: date) -> Outcome:
        """Close a site on which nobody is left."""
        with self._recording("site-close") as recording:
            occupancy = recording.occupancy(code)
            site = recording.streams.site(code)
            recording.decide(
                code, site.close(reason=reason, effective_on=effective_on, occupancy=occupancy)
            )
        return recording.outcome

    def attest_site(self, code: str, *, heads: int, source: str, effective_on: date) -> Outcome:
        """Keep what somebody outside counted at a site at the end of a day."""
        with self._recording("site-attest") as recording:
            site = recording.streams.site(code)
            recording.decide(
                code, site.attest(heads=heads, source=source, effective_on=effective_on)
            )
        return recording.outcome

    # Contracts ------------------------------------------------------------------------------

    def sign_contract(
        self,
        code: str,
        *,
        client: str,
        effective_on: date,
        supplier: str | None = None,
        service: str | None = None,
    ) -> Outcome:
        """Sign a contract."""
        event = ContractSigned(
            client=client, supplier=supplier, service=service, effective_on=effective_on
        )
        with self._recording("contract-sign") as recording:
            recording.decide(code, recording.streams.contract(code).sign(event))
        return recording.outcome

    def end_contract(self, code: str, *, reason: str, effective_on: date) -> Outcome:
        """End a contract."""
        with self._recording("contract-end") as recording:
            contract = recording.streams.contract(code)
            recording.decide(code, contract.end(reason=reason, effective_on=effective_on))
        return recording.outcome

    # Movements ------------------------------------------------------------------------------

    def hire(
        self,
        chosen: Chosen,
        *,
        at: Placement,
        effective_on: date,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Place operators at a site; for a number of them, codes are made."""
        with self._batch("hire", chosen.several, batch, dry_run) as recording:
            if chosen.count is None:
                operators = recording.named(chosen.operators)
            else:
                recording.streams.site(at.site).must_be_open_on(effective_on)
                operators = recording.new_operators(at.site, chosen.count)
            for operator in operators:
                hired = operator.hire(at=at, effective_on=effective_on, register=recording.streams)
                recording.decide(operator.code, hired)
        return recording.outcome

    def transfer(
        self,
        chosen: Chosen,
        *,
        to_site: str,
        effective_on: date,
        from_site: str | None = None,
        contract: str | Unchanged | None = UNCHANGED,
        fte: Decimal | Unchanged = UNCHANGED,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Move operators' work to another site."""
        with self._batch("transfer", chosen.several, batch, dry_run) as recording:
            for operator in _chosen(recording, chosen, from_site, effective_on):
                transferred = operator.transfer(
                    to_site=to_site,
                    from_site=from_site,
                    contract=contract,
                    fte=fte,
                    effective_on=effective_on,
                    register=recording.streams,
                )
                recording.decide(operator.code, transferred)
        return recording.outcome

    def reassign(
        self,
        chosen: Chosen,
        *,
        effective_on: date,
        contract: str | Unchanged | None = UNCHANGED,
        fte: Decimal | Unchanged = UNCHANGED,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Change operators' contract or hours where they are."""
        with self._batch("reassign", chosen.several, batch, dry_run) as recording:
            for operator in recording.named(chosen.operators):
                reassigned = operator.reassign(
                    contract=contract,
                    fte=fte,
                    effective_on=effective_on,
                    register=recording.streams,
                )
                recording.decide(operator.code, reassigned)
        return recording.outcome

    def leave(
        self,
        chosen: Chosen,
        *,
        effective_on: date,
        reason: LeavingReason,
        from_site: str | None = None,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Release operators."""
        with self._batch("leave", chosen.several, batch, dry_run) as recording:
            for operator in _chosen(recording, chosen, from_site, effective_on):
                left = operator.leave(
                    effective_on=effective_on,
                    reason=reason,
                    from_site=from_site,
                    register=recording.streams,
                )
                recording.decide(operator.code, left)
        return recording.outcome

    def downsize(
        self,
        code: str,
        chosen: Chosen,
        *,
        reason: str,
        effective_on: date,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Let a site release operators: one fact about the site, and one about each of them."""
        with self._batch("downsize", True, batch, dry_run) as recording:
            leaving = [
                (
                    operator.code,
                    operator.leave(
                        effective_on=effective_on,
                        reason="redundant",
                        from_site=code,
                        register=recording.streams,
                    ),
                )
                for operator in _chosen(recording, chosen, code, effective_on)
            ]
            released = sum(left is not None for _, left in leaving)
            if released:
                site = recording.streams.site(code)
                downsized = site.downsize(
                    operators=released,
                    reason=reason,
                    effective_on=effective_on,
                    occupancy=recording.occupancy(code),
                )
                recording.decide(code, downsized)
            for operator, left in leaving:
                recording.decide(operator, left)
        return recording.outcome

    def import_movements(
        self,
        content: bytes,
        *,
        batch: str | None = None,
        source: str | None = None,
        dry_run: bool = False,
        meter: Meter = readmodel.no_meter,
    ) -> Outcome:
        """Record the movements of a file, all or none; a file that was recorded stays quiet."""
        sha256 = hashlib.sha256(content).hexdigest()
        problems = Problems()
        rows = read(content, problems)
        if problems.found and (problems.enough or not rows):
            raise BadRows(problems, content)
        terms = BatchTerms(name=batch, source=source, sha256=sha256)
        with self._batch("import", True, terms, dry_run) as recording:
            earlier = batch_of_file(recording.connection, sha256)
            if earlier is not None and self._still_stands(recording, earlier):
                recording.already += sum(row.heads or 1 for row in rows)
            else:
                Importing(recording, problems, meter).decide(rows)
            if problems.found:
                raise BadRows(problems, content)
        return recording.outcome

    def _still_stands(self, recording: Recording, batch: BatchFacts) -> bool:
        """Whether any movement of the batch was not taken back."""
        moved = self._moved_by(recording, batch)
        first = moved[:1]  # mostly it stands, and the others need not be read
        return any(_standing(recording, first)) or any(_standing(recording, moved[1:]))

    def _moved_by(self, recording: Recording, batch: BatchFacts) -> list[Recorded[Event]]:
        """The movements of the batch, in order, without voids."""
        return [
            recorded
            for recorded in events_of_batch(self.database, recording.connection, batch)
            if is_movement(recorded.event) and not isinstance(recorded.event, MovementVoided)
        ]

    def void(
        self,
        code: str,
        *,
        reason: str,
        back_to: date | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """Take back an operator's latest movement, or all from a date on, latest first."""
        with self._batch("void", back_to is not None, UNNAMED, dry_run) as recording:
            operator = recording.streams.operator(code)
            steps = list(operator.standing)
            if back_to is None:
                steps = steps[:1]
            else:
                steps = [step for step in steps if step.effective_on >= back_to]
            if not steps:
                raise NothingToVoid(code, back_to)
            for _ in steps:
                _void(recording, code, reason)
        return recording.outcome

    def void_batch(self, name: str, *, reason: str, dry_run: bool = False) -> Outcome:
        """Take back all that still stands of a batch, the latest first."""
        with self._batch("void", True, UNNAMED, dry_run) as recording:
            batch = batch_named(recording.connection, name)
            if batch is None:
                raise UnknownBatch(name)
            moved = self._moved_by(recording, batch)
            recording.streams.operators(recorded.code for recorded in moved)
            voided = 0
            for recorded in reversed(moved):
                operator = recording.streams.operator(recorded.code)
                versions = [step.version for step in operator.standing]
                if recorded.version in versions:
                    if versions[0] != recorded.version and operator.latest is not None:
                        raise NotLatestMovement(recorded.code, operator.latest.in_words)
                    _void(recording, recorded.code, reason)
                    voided += 1
            if not voided:
                raise VoidedAlready(name)
        return recording.outcome

    # Plans ----------------------------------------------------------------------------------

    def announce_plan(
        self,
        code: str,
        *,
        target: int,
        origins: Sequence[str],
        destinations: Sequence[str],
        baseline_on: date,
        deadline_on: date,
        effective_on: date,
        contracts: Sequence[str] = (),
        client: str | None = None,
        supplier: str | None = None,
        statement: str | None = None,
        source: str | None = None,
    ) -> Outcome:
        """Keep a promise that somebody made, word for word."""
        with self._recording("plan-announce") as recording:
            streams = recording.streams
            event = PlanAnnounced(
                statement=statement,
                source=source,
                client=client,
                supplier=supplier,
                origins=tuple(place(named, streams) for named in origins),
                destinations=tuple(place(named, streams) for named in destinations),
                contracts=tuple(contracts),
                target=target,
                baseline_on=baseline_on,
                deadline_on=deadline_on,
                effective_on=effective_on,
            )
            recording.decide(code, streams.plan(code).announce(event, streams))
        return recording.outcome

    def revise_plan(
        self,
        code: str,
        *,
        reason: str,
        effective_on: date,
        target: int | None = None,
        deadline_on: date | None = None,
    ) -> Outcome:
        """Change a plan's target, its deadline or both."""
        with self._recording("plan-revise") as recording:
            revised = recording.streams.plan(code).revise(
                target=target,
                deadline_on=deadline_on,
                reason=reason,
                effective_on=effective_on,
                register=recording.streams,
            )
            recording.decide(code, revised)
        return recording.outcome

    def withdraw_plan(self, code: str, *, reason: str, effective_on: date) -> Outcome:
        """Give a plan up."""
        with self._recording("plan-withdraw") as recording:
            withdrawn = recording.streams.plan(code).withdraw(
                reason=reason, effective_on=effective_on, register=recording.streams
            )
            recording.decide(code, withdrawn)
        return recording.outcome

    # The transaction of a command -------------------------------------------------------------

    @contextmanager
    def _recording(self, command: str, *, dry_run: bool = False) -> Iterator[Recording]:
        by = values.line(self._by, "name of who records")
        with self.database.writing() as connection:
            name = self._name(connection)
            if not readmodel.is_level(self.database, connection):
                readmodel.catch_up(self.database, connection, self._meter)
            recording = Recording(
                connection,
                self.database,
                ledger=name,
                now=self._clock(),
                by=by,
                command=command,
            )
            yield recording
            recording.finish(dry_run=dry_run)

    @contextmanager
    def _batch(
        self, command: str, several: bool, terms: BatchTerms, dry_run: bool
    ) -> Iterator[Recording]:
        with self._recording(command, dry_run=dry_run) as recording:
            if several or terms.name is not None:
                recording.together(terms)
            yield recording


def _standing(recording: Recording, moved: Sequence[Recorded[Event]]) -> Iterator[bool]:
    """Of each movement, whether it stands."""
    operators = recording.streams.operators(recorded.code for recorded in moved)
    for recorded, operator in zip(moved, operators, strict=True):
        yield any(step.version == recorded.version for step in operator.standing)


def _void(recording: Recording, code: str, reason: str) -> None:
    streams = recording.streams
    recording.decide(code, streams.operator(code).void(reason=reason, register=streams))


def _chosen(recording: Recording, chosen: Chosen, site: str | None, on: date) -> Sequence[Operator]:
    if chosen.count is None or site is None:
        return recording.named(chosen.operators)
    return recording.pick(site, chosen.count, on)
