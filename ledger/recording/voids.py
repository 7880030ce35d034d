"""What was recorded by mistake is taken back: of operators, sites, contracts and plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from domain.batches import UnknownBatch, VoidedAlready
from domain.logbook import CannotBeVoided, LastWasAVoid, NothingRecordedBy, UnknownPosition
from domain.voids import EraseNote, VoidBatch, VoidLast, VoidLatest, VoidPosition, takes_back
from domain.workforce.movement_events import MovementVoided, is_operator_event
from domain.workforce.movement_refusals import NothingToVoid, NotLatestMovement
from ledger.reading.event_log import event_at, events_of_batch, latest_by
from ledger.recording.stored_aggregates import Aggregates
from projections.batches import batch_named

if TYPE_CHECKING:
    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.recording.carrying_out import CarriesOut
    from ledger.recording.unit_of_work import Recording
    from projections.batches import BatchFacts


_VOIDED_BY_VERSION: Mapping[str, Callable[[Aggregates, str], Any]] = {
    "site": Aggregates.site,
    "contract": Aggregates.contract,
    "plan": Aggregates.plan,
    "volume": Aggregates.volume,
    "protocol": Aggregates.protocol,
    "indicator": Aggregates.indicator,
    "quality": Aggregates.quality,
    "union": Aggregates.union,
    "rule": Aggregates.rule,
    "notice": Aggregates.notice,
}
"""Kinds of streams of which what stands of a version is taken back, and how each is read."""
_SAID_IN_BATCHES = frozenset(_VOIDED_BY_VERSION) - {"site", "contract", "plan"}
"""Those of them that are recorded together; the site of a batch that releases is not its own."""


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
    """Take back each movement and report of the batch, and what else it said, that still stands."""
    batch = batch_named(recording.connection, command.batch)
    if batch is None:
        raise UnknownBatch(command.batch)
    members = _members_of(recording, batch)
    if not members:
        raise CannotBeVoided("batch", command.batch)
    recording.aggregates.operators(each.code for each in members if is_operator_event(each.event))
    voided = [_void_member(recording, each, command.reason) for each in reversed(members)]
    if not any(voided):
        raise VoidedAlready(command.batch)


def void_position(recording: Recording, command: VoidPosition) -> None:
    """Take back what stands at the position, whosever it is."""
    last = recording.outcome.position
    if command.position > last:
        raise UnknownPosition(command.position, last)
    recorded = event_at(recording.database, recording.connection, command.position)
    kind = recorded.stream.partition(":")[0]
    if kind in _VOIDED_BY_VERSION:
        _void_version(recording, recorded, command.reason)
    elif kind != "operator" or not _void_movement(recording, recorded, command.reason):
        batch = batch_named(recording.connection, recorded.code) if kind == "batch" else None
        if batch and _members_of(recording, batch):
            raise CannotBeVoided(kind, recorded.code, voidable_batch=recorded.code)
        raise CannotBeVoided(kind, recorded.code)


def erase_note(recording: Recording, command: EraseNote) -> None:
    """Erase the note of an event for ever."""
    recording.erase(command.position, reason=command.reason)


def _members_of(recording: Recording, batch: BatchFacts) -> list[Recorded[Event]]:
    """What of the batch may be taken back, in order: movements, reports, definitions; no voids."""
    return [
        each
        for each in events_of_batch(recording.database, recording.connection, batch)
        if not isinstance(each.event, MovementVoided)
        and not takes_back(each.event)
        and (is_operator_event(each.event) or each.stream.partition(":")[0] in _SAID_IN_BATCHES)
    ]


def _void_member(recording: Recording, recorded: Recorded[Event], reason: str) -> bool:
    """Take back an event of a batch, and say whether it stood."""
    if is_operator_event(recorded.event):
        return _void_movement(recording, recorded, reason)
    try:
        _void_version(recording, recorded, reason)
    except CannotBeVoided:
        return False
    return True


def _void_version(recording: Recording, recorded: Recorded[Event], reason: str) -> None:
    """Take back what stands of the version; refuses where nothing of it does."""
    aggregates = recording.aggregates
    kind = recorded.stream.partition(":")[0]
    known = _VOIDED_BY_VERSION[kind](aggregates, recorded.code)
    event = known.void(recorded.version, reason=reason, register=aggregates)
    recording.decide(recorded.code, event)


def _void_movement(recording: Recording, recorded: Recorded[Event], reason: str) -> bool:
    """Take back a movement, and say whether it stood; refuses where the operator has a later one."""
    operator = recording.aggregates.operator(recorded.code)
    versions = [step.version for step in operator.standing]
    if recorded.version not in versions:
        return False
    if versions[0] != recorded.version and operator.latest is not None:
        raise NotLatestMovement.of(recorded.code, operator.latest)
    recording.void(recorded.code, reason)
    return True


CARRIES_OUT: CarriesOut = MappingProxyType(
    {
        VoidLatest: void_latest,
        VoidLast: void_last,
        VoidBatch: void_batch,
        VoidPosition: void_position,
        EraseNote: erase_note,
    }
)
"""What carries out each kind of command about them."""
