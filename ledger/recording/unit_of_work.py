"""One command's transaction: what it may ask, what it decides, and how that is kept.

A command has all writing to itself from its first look to its last event, so that what it checked
is still so when it records. Events and the rows of the read model are kept together, or not at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from domain.event import Event
from domain.recorded import Recorded
from domain.workforce.movement_events import is_operator_event
from ledger.recording.batch_terms import BatchTerms
from ledger.recording.outcome import Outcome, UnknownClient
from ledger.recording.records import StoredRecords
from ledger.recording.roster import Roster
from ledger.recording.stored_aggregates import Aggregates
from ledger.recording.stranded import left_behind
from ledger.recording.twins import refuse_twins, twins
from ledger.store import texts
from ledger.store.database import NotStorable
from ledger.store.storable import Codec
from ledger.store.stored_events import PAGE
from ledger.store.texts import StoredText
from projections.placements import operators_on
from projections.projector import Projector
from projections.reach import reached
from projections.view import View
from proofs.batch_signature import Extent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from domain.batches import BatchRecorded
    from ledger.recording.foreseen import FigureMoved, HeadsMoved, PlanMoved
    from ledger.store.database import Database
    from proofs.note import SigningKey


def no_salt() -> bytes:
    """Refuse to make a salt, where nobody is meant to add a note."""
    raise ValueError("A note needs random bytes.")


class Recording:
    """What one command sees and decides."""

    def __init__(
        self,
        connection: Connection,
        database: Database,
        *,
        ledger: str,
        at: datetime,
        by: str,
        command: str,
        new_salt: Callable[[], bytes] = no_salt,
    ) -> None:
        """The read model must be level with the events; `new_salt` gives 16 random bytes."""
        self.connection = connection
        self._reached = reached(connection)
        self.view = View(connection, ledger, self._reached.position)
        """What was recorded before this command."""
        self._decided: list[Recorded[Event]] = []
        self.aggregates = Aggregates(database, self.view)
        self.roster = Roster(connection, self.aggregates, self._decided)
        self._already = 0
        self._taken_back = 0
        self.database = database
        self.by = by
        """Who records."""
        self._command = command
        self.outcome = Outcome(ledger, self._reached.position)
        self.recorded_at = at
        self._batch: BatchTerms | None = None
        self._batch_name: str | None = None
        self._new_salt = new_salt
        self._note: str | None = None
        self._texts: list[StoredText] = []
        self._to_erase: int | None = None
        self._first = self._reached.position + 1
        self._codes_looked_at: set[str] = set()
        self._unknown_clients: list[UnknownClient] = []
        self.new_codes_are_meant = False
        """Whether a new code that nearly is a known one is another."""

    def together(self, terms: BatchTerms) -> None:
        """Record what follows as one batch; refuses a name that was used."""
        if terms.name is not None:
            self.aggregates.batch(terms.name).must_be_new(self.aggregates)
        self._batch = terms
        self._batch_name = terms.name or self._made_name()
        self._first += 1  # after the event that opens the batch

    def together_unless_begun(self) -> None:
        """Record what follows as one batch; nothing may have been decided yet."""
        if self._batch is None:
            self.together(BatchTerms(note=self._note))

    def decide(self, code: str, event: Event | None, note: str | None = None) -> None:
        """Take an aggregate's decision: an event to record, or none where it is recorded already.

        A note goes with an event that can have one, and is not kept where there is no event.
        """
        if event is None:
            self.pass_over(1)
            return
        position = self._first + len(self._decided)
        if note is None and self._batch is None and self._note is not None:
            note, self._note = self._note, None
        if note is not None:
            event = event.model_copy(update={"text": self._noted(position, note)})
        stream, version = self.aggregates.apply(code, event)
        self._decided.append(self._enveloped(position, stream, version, event))
        self.roster.follow(code, event)

    @property
    def erases(self) -> bool:
        """Whether a note is erased, of which no trace is to stay."""
        return self._to_erase is not None

    def twins(self, operators: Iterable[str]) -> dict[str, str]:
        """Of operators who are to be recorded first, those who nearly are others, with these.

        Who asks tells of them, so that they are not looked at again.
        """
        new = [code for code in operators if not self.aggregates.operator(code).version]
        self._codes_looked_at.update(f"operator:{code}" for code in new)
        return {} if self.new_codes_are_meant else twins(self.connection, "operator", new)

    def note(self, note: str | None) -> None:
        """Add a note to the one movement that is going to be recorded without a batch."""
        self._note = note

    def erase(self, position: int, *, reason: str) -> None:
        """Erase the note of an event for ever."""
        records = StoredRecords(self.database, self.connection)
        self.database.must_be_owned(self.connection, "erase a note")
        self.decide("", self.aggregates.logbook().erase(position, reason=reason, records=records))
        self._to_erase = position

    def void(self, code: str, reason: str) -> None:
        """Take back an operator's latest standing movement."""
        voided = self.aggregates.operator(code).void(reason=reason)
        self.decide(code, voided)

    def pass_over(self, movements: int, *, taken_back: int = 0) -> None:
        """Count movements that are recorded already, and how many of them were voided since."""
        self._already += movements
        self._taken_back += taken_back

    def tell_of_client(self, unknown: UnknownClient) -> None:
        """Let the outcome tell of a name that is no client's."""
        self._unknown_clients.append(unknown)

    def look_at_those_on(self, contract: str) -> None:
        """Let the outcome tell of operators who stay on the contract, should it have ended."""
        self.aggregates.operators(sorted(operators_on(self.connection, contract)))

    def finish(self, *, dry_run: bool) -> None:
        """Store what was decided, with its rows, unless it is only to be shown."""
        recorded = self._decided
        if self._batch is not None and recorded:
            recorded = [self._opening(self._batch), *recorded]
        if not self.new_codes_are_meant:
            named = recorded if self._batch and self._batch.name else self._decided
            refuse_twins(self.connection, named, self._codes_looked_at)
        position = self._reached.position + (0 if dry_run else len(recorded))
        is_shown = dry_run and recorded
        heads, plans, figures = self._foreseen(recorded) if is_shown else ((), (), ())
        self.outcome = replace(
            self.outcome,
            position=position,
            recorded=tuple(recorded),
            already=self._already,
            taken_back=self._taken_back,
            stranded=left_behind(self.aggregates),
            heads=heads,
            plans=plans,
            figures=figures,
            unknown_clients=tuple(self._unknown_clients),
            dry_run=dry_run,
            notes={each.position: each.text for each in self._texts},
        )
        if dry_run or not recorded:
            return
        self._store(recorded)
        if self._batch is not None and self._batch.key is not None:
            signature = self._signature(self._batch.key, recorded)
            self._store([signature])
            self.outcome = replace(
                self.outcome, position=signature.position, recorded=(*recorded, signature)
            )
        texts.add(self.database, self.connection, self._texts)
        if self._to_erase is not None:
            texts.erase(self.database, self.connection, self._to_erase)

    def _store(self, recorded: Sequence[Recorded[Event]]) -> None:
        """Store events at the next positions, with their rows."""
        projector, codec = Projector(self.connection), Codec(self.database.where)
        for start in range(0, len(recorded), PAGE):
            page = recorded[start : start + PAGE]
            kept = self.database.append(self.connection, codec.as_stored(page))
            if list(kept) != [each.position for each in page]:
                # A sequence of somebody else's; what was said would not be so.
                raise NotStorable("the database gives other positions than the next ones")
            projector.fold(page)
            projector.write(self.connection, more=start + PAGE < len(recorded))

    def _signature(self, key: SigningKey, recorded: Sequence[Recorded[Event]]) -> Recorded[Event]:
        """The batch's signature, over its lines as they are stored; it is no part of the batch."""
        from ledger.signing.batch_signing import signature_of

        opening, last = recorded[0], recorded[-1].position
        batch = self.aggregates.batch(opening.code).after(cast("BatchRecorded", opening.event))
        extent = Extent(opening.code, opening.position, last)
        event = signature_of(
            self.database, self.connection, batch, extent, key, batches=self.aggregates
        )
        at, by = self.recorded_at, self.by
        return Recorded(last + 1, opening.stream, batch.version + 1, at, by, None, event)

    def _noted(self, position: int, note: str) -> str:
        """Keep a note to be stored; returns what its event holds."""
        salt = self._new_salt()
        self._texts.append(StoredText(position, salt, note))
        return texts.hash_of(salt, note)

    def _foreseen(
        self, recorded: list[Recorded[Event]]
    ) -> tuple[tuple[HeadsMoved, ...], tuple[PlanMoved, ...], tuple[FigureMoved, ...]]:
        """The heads, plans and figures that would be others, on the first of the days that are told.

        The events and their rows are written and taken away again, and no position is used up.
        """
        from ledger.recording.foreseeing import (
            days_told,
            figures_moved,
            figures_on,
            heads_moved,
            plans_moved,
            standings_on,
        )

        today = self.recorded_at.astimezone().date()  # the day by the machine's own time zone
        days = days_told(self.view, self._decided, today=today)
        before, figures_before = standings_on(self.view, days), figures_on(self.view, days)
        with self.connection.begin_nested() as meanwhile:
            self._store(recorded)
            then = replace(self.view, position=recorded[-1].position)
            after, figures_after = standings_on(then, days), figures_on(then, days)
            meanwhile.rollback()
        return (
            heads_moved(self._decided, self.aggregates.occupancy),
            plans_moved(before, after),
            figures_moved(figures_before, figures_after),
        )

    def _enveloped(self, position: int, stream: str, version: int, event: Event) -> Recorded[Event]:
        at, by, batch = self.recorded_at, self.by, self._batch_name
        return Recorded(position, stream, version, at, by, batch, event)

    def _opening(self, terms: BatchTerms) -> Recorded[Event]:
        """What opens the batch of all that was decided."""
        name = self._batch_name or ""
        movements = sum(is_operator_event(each.event) for each in self._decided)
        event = self.aggregates.batch(name).record(
            batches=self.aggregates,
            source=terms.source,
            sha256=terms.sha256,
            movements=movements,
            records=len(self._decided),
            text=self._noted(self._first - 1, terms.note) if terms.note is not None else None,
            mapping=terms.mapping,
            kind=terms.kind,
        )
        return self._enveloped(self._first - 1, f"batch:{name}", 1, event)

    def _made_name(self) -> str:
        """A batch's name that no other has: its position tells it apart where the clock does not."""
        position = self._reached.position + 1
        return f"{self._command}-{self.recorded_at:%Y%m%dT%H%M%SZ}-{position}"
