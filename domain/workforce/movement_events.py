"""What happened to operators.

Each event says where the operator came from and where it leads to: a placement, or none for one who
was not there yet, or is not there any more. Whoever adds movements up need not know more of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, final

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
Kind = Literal["hired", "transferred", "reassigned", "left"]
"""What a movement is called."""


@final
class OperatorHired(Event, topic="operator-hired.2", stream="operator"):
    """An operator started at a site; `effective_on` is the first day there."""

    kind: ClassVar[Kind] = "hired"
    placement: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None

    @property
    def came_from(self) -> None:
        """Where the operator was before it."""
        return None

    @property
    def leads_to(self) -> Placement:
        """Where the operator is after it."""
        return self.placement


@final
class OperatorTransferred(Event, topic="operator-transferred.2", stream="operator"):
    """An operator's work moved from one site to another; `effective_on` is the first day there."""

    kind: ClassVar[Kind] = "transferred"
    origin: Placement
    destination: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None

    @property
    def came_from(self) -> Placement:
        """Where the operator was before it."""
        return self.origin

    @property
    def leads_to(self) -> Placement:
        """Where the operator is after it."""
        return self.destination


@final
class OperatorReassigned(Event, topic="operator-reassigned.2", stream="operator"):
    """An operator changed contract, hours or engagement and stayed at the site."""

    kind: ClassVar[Kind] = "reassigned"
    before: Placement
    after: Placement
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None

    @property
    def came_from(self) -> Placement:
        """Where the operator was before it."""
        return self.before

    @property
    def leads_to(self) -> Placement:
        """Where the operator is after it."""
        return self.after


@final
class OperatorLeft(Event, topic="operator-left.2", stream="operator"):
    """An operator left; `effective_on` is the first day on which the operator was not there."""

    kind: ClassVar[Kind] = "left"
    placement: Placement
    reason: LeavingReason
    effective_on: Day
    text: Sha256 | None = None
    again: Again = None

    @property
    def came_from(self) -> Placement:
        """Where the operator was before it."""
        return self.placement

    @property
    def leads_to(self) -> None:
        """Where the operator is after it."""
        return None


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

    @property
    def came_from(self) -> Placement | None:
        """Where the operator was before it."""
        return self.was

    @property
    def leads_to(self) -> Placement | None:
        """Where the operator is after it."""
        return self.restored


Movement = OperatorHired | OperatorTransferred | OperatorReassigned | OperatorLeft
"""One change of one operator's placement."""
OperatorEvent = Movement | MovementVoided
"""What an operator's stream is made of."""


def is_operator_event(event: Event) -> TypeIs[OperatorEvent]:
    """Whether it is of an operator's stream: a movement, or the taking back of one."""
    return event.stream == "operator"
