"""What was recorded by mistake is taken back: of operators, sites, contracts and plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.batches import UnknownBatch, VoidedAlready
from domain.logbook import CannotBeVoided, UnknownPosition
from domain.workforce.movement_refusals import NothingToVoid, NotLatestMovement
from ledger.reading.batch_members import movements_of
from ledger.reading.event_log import event_at
from ledger.recording.commands import Commands
from ledger.recording.unit_of_work import BatchTerms
from projections.batches import batch_named

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.recording.unit_of_work import Outcome, Recording


class VoidCommands(Commands):
    """What takes back what was recorded."""

    def void(
        self,
        code: str,
        *,
        reason: str,
        back_to: date | None = None,
        note: str | None = None,
        dry_run: bool = False,
    ) -> Outcome:
        """Take back an operator's latest movement, or all from a date on, latest first."""
        with self._voiding(back_to is not None, note, dry_run) as recording:
            operator = recording.aggregates.operator(code)
            steps = list(operator.standing)
            if back_to is None:
                steps = steps[:1]
            else:
                steps = [step for step in steps if step.effective_on >= back_to]
            if not steps:
                raise NothingToVoid(code, back_to)
            for _ in steps:
                recording.void(code, reason)
        return recording.outcome

    def void_batch(
        self, name: str, *, reason: str, note: str | None = None, dry_run: bool = False
    ) -> Outcome:
        """Take back all that still stands of a batch, the latest first."""
        with self._voiding(True, note, dry_run) as recording:
            batch = batch_named(recording.connection, name)
            if batch is None:
                raise UnknownBatch(name)
            moved = movements_of(self.database, recording.view, batch)
            if not moved:
                raise CannotBeVoided(f"batch {name}")
            recording.aggregates.operators(recorded.code for recorded in moved)
            voided = [_void_movement(recording, each, reason) for each in reversed(moved)]
            if not any(voided):
                raise VoidedAlready(name)
        return recording.outcome

    def void_at(
        self, position: int, *, reason: str, note: str | None = None, dry_run: bool = False
    ) -> Outcome:
        """Take back what was recorded at the position, where it still stands."""
        with self._voiding(False, note, dry_run) as recording:
            last = recording.outcome.position
            if position > last:
                raise UnknownPosition(position, last)
            recorded = event_at(self.database, recording.connection, position)
            code, version, aggregates = recorded.code, recorded.version, recording.aggregates
            kind = recorded.stream.partition(":")[0]
            if kind == "site":
                site = aggregates.site(code)
                recording.decide(code, site.void(version, reason=reason, register=aggregates))
            elif kind == "contract":
                contract = aggregates.contract(code)
                recording.decide(code, contract.void(version, reason=reason, register=aggregates))
            elif kind == "plan":
                plan = aggregates.plan(code)
                recording.decide(code, plan.void(version, reason=reason, register=aggregates))
            elif kind != "operator" or not _void_movement(recording, recorded, reason):
                whose = f"{kind} {code}".rstrip()
                batch = batch_named(recording.connection, code) if kind == "batch" else None
                if batch and movements_of(self.database, recording.view, batch):
                    raise CannotBeVoided(whose, f"Void its movements: rientro void --batch {code}")
                raise CannotBeVoided(whose)
        return recording.outcome

    def _voiding(
        self, several: bool, note: str | None, dry_run: bool
    ) -> AbstractContextManager[Recording]:
        """What is taken back has no room for a note: where there is one, the batch has it."""
        return self._batch("void", several or note is not None, BatchTerms(note=note), dry_run)


def _void_movement(recording: Recording, recorded: Recorded[Event], reason: str) -> bool:
    """Take back a movement, and say whether it stood; refuses where the operator has a later one."""
    operator = recording.aggregates.operator(recorded.code)
    versions = [step.version for step in operator.standing]
    if recorded.version not in versions:
        return False
    if versions[0] != recorded.version and operator.latest is not None:
        raise NotLatestMovement(recorded.code, operator.latest.in_words)
    recording.void(recorded.code, reason)
    return True
