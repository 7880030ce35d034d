"""What was recorded by mistake is taken back: of operators, sites, contracts and plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from domain.batches import UnknownBatch, VoidedAlready
from domain.logbook import CannotBeVoided, LastWasAVoid, NothingRecordedBy, UnknownPosition
from domain.voids import VoidBatch, VoidPosition, takes_back
from domain.workforce.movement_refusals import NothingToVoid, NotLatestMovement
from ledger.reading.batch_members import movements_of
from ledger.reading.event_log import event_at, latest_by
from ledger.recording.stored_aggregates import Aggregates
from projections.batches import batch_named

if TYPE_CHECKING:
    from domain.event import Event
    from domain.recorded import Recorded
    from domain.voids import EraseNote, VoidLast, VoidLatest
    from ledger.recording.unit_of_work import Recording


_ASKED_BY_CODE: Mapping[str, Callable[[Aggregates, str], Any]] = {
    "indicator": Aggregates.indicator,
    "quality": Aggregates.quality,
    "union": Aggregates.union,
    "rule": Aggregates.rule,
    "notice": Aggregates.notice,
}
"""Kinds of streams of which what stands of a version is taken back, and how each is read."""


def void_latest(recording: Recording, command: VoidLatest) -> None:
    """Take back each operator's latest movement that stands, or all from a date on."""
    back_to = command.back_to
    for operator in recording.roster.named(command.operators):
        steps = list(operator.standing)
        if back_to is None:
            steps = steps[:1]
        else:
            steps = [step for step in steps if step.effective_on >= back_to]
        if not steps:
            raise NothingToVoid(operator.code, back_to)
        for _ in steps:
            recording.void(operator.code, command.reason)


def void_last(recording: Recording, command: VoidLast) -> None:
    """Take back what the last command of the same person recorded, where all of it can be."""
    latest = latest_by(recording.database, recording.view, recording.by)
    if latest is None:
        raise NothingRecordedBy(recording.by)
    if takes_back(latest.event):
        raise LastWasAVoid(recording.by, latest.position)
    if latest.batch is not None:
        recording.together_unless_begun()
        void_batch(recording, VoidBatch(latest.batch, reason=command.reason))
    else:
        void_position(recording, VoidPosition(latest.position, reason=command.reason))


def void_batch(recording: Recording, command: VoidBatch) -> None:
    """Take back each movement of the batch that still stands."""
    batch = batch_named(recording.connection, command.batch)
    if batch is None:
        raise UnknownBatch(command.batch)
    moved = movements_of(recording.database, recording.view, batch)
    if not moved:
        raise CannotBeVoided("batch", command.batch)
    recording.aggregates.operators(recorded.code for recorded in moved)
    voided = [_void_movement(recording, each, command.reason) for each in reversed(moved)]
    if not any(voided):
        raise VoidedAlready(command.batch)


def void_position(recording: Recording, command: VoidPosition) -> None:
    """Take back what stands at the position, whosever it is."""
    last = recording.outcome.position
    if command.position > last:
        raise UnknownPosition(command.position, last)
    recorded = event_at(recording.database, recording.connection, command.position)
    code, version, aggregates = recorded.code, recorded.version, recording.aggregates
    reason, kind = command.reason, recorded.stream.partition(":")[0]
    if kind == "site":
        site = aggregates.site(code)
        recording.decide(code, site.void(version, reason=reason, register=aggregates))
    elif kind == "contract":
        contract = aggregates.contract(code)
        recording.decide(code, contract.void(version, reason=reason, register=aggregates))
    elif kind == "plan":
        plan = aggregates.plan(code)
        recording.decide(code, plan.void(version, reason=reason, register=aggregates))
    elif kind == "volume":
        volumes = aggregates.volume(code)
        recording.decide(code, volumes.void(version, reason=reason, register=aggregates))
    elif kind == "protocol":
        protocol = aggregates.protocol(code)
        recording.decide(code, protocol.void(version, reason=reason, register=aggregates))
    elif kind in _ASKED_BY_CODE:
        known = _ASKED_BY_CODE[kind](aggregates, code)
        recording.decide(code, known.void(version, reason=reason, register=aggregates))
    elif kind != "operator" or not _void_movement(recording, recorded, reason):
        batch = batch_named(recording.connection, code) if kind == "batch" else None
        if batch and movements_of(recording.database, recording.view, batch):
            raise CannotBeVoided(kind, code, voidable_batch=code)
        raise CannotBeVoided(kind, code)


def erase_note(recording: Recording, command: EraseNote) -> None:
    """Erase the note of an event for ever."""
    recording.erase(command.position, reason=command.reason)


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
