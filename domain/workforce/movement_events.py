"""What happened to operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, final, get_args

from domain.event import Event, Position, Version
from domain.placement import Placement
from domain.values import Day, Line, Sha256
from domain.words import LeavingReason

if TYPE_CHECKING:
    from typing_extensions import TypeIs

# Two things may be said of a movement besides. `text` is the SHA-256 of a note that somebody added,
# which is kept elsewhere and can be erased; `again` is the position of the movement that this one
# repeats, behind another that was recorded late. Neither changes what happened.
Again = Position | None


@final
class OperatorHired(Event, topic="operator-hired.2", stream="operator"):
    """An operator started at a site; `effective_on` is the first day there."""

    placement: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None


@final
class OperatorTransferred(Event, topic="operator-transferred.2", stream="operator"):
    """An operator's work moved from one site to another; `effective_on` is the first day there."""

    origin: Placement
    destination: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None


@final
class OperatorReassigned(Event, topic="operator-reassigned.2", stream="operator"):
    """An operator changed contract, hours or engagement and stayed at the site."""

    before: Placement
    after: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None


@final
class OperatorLeft(Event, topic="operator-left.2", stream="operator"):
    """An operator left; `effective_on` is the first day on which the operator was not there."""

    placement: Placement
    reason: LeavingReason
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None


@final
class MovementVoided(Event, topic="movement-voided.2", stream="operator"):
    """An operator's latest movement was taken back: it had been recorded by mistake.

    `was` is the placement that the voided movement led to (none for a leaver) and `restored` the
    one before it (none for a hire); `effective_on` is the voided movement's own date.
    """

    version: Version
    was: Placement | None
    restored: Placement | None
    effective_on: Day
    reason: Line


Movement = OperatorHired | OperatorTransferred | OperatorReassigned | OperatorLeft
"""One change of one operator's placement."""
OperatorEvent = Movement | MovementVoided
"""What an operator's stream is made of."""
_OPERATOR_EVENTS = frozenset(get_args(OperatorEvent))


def is_operator_event(event: Event) -> TypeIs[OperatorEvent]:
    """Whether it is of an operator's stream: a movement, or the taking back of one."""
    return type(event) in _OPERATOR_EVENTS
