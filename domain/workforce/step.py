"""One movement of an operator that stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from domain.placement import Placement
    from domain.words import LeavingReason
    from domain.workforce.movement_events import Kind


@dataclass(frozen=True, slots=True)
class Step:
    """One standing movement, linked to the standing movement before it."""

    version: int
    kind: Kind
    effective_on: date
    placement: Placement | None
    """Where it led; none for a leaver."""
    reason: LeavingReason | None
    previous: Step | None

    @property
    def origin(self) -> Placement | None:
        """Where it came from; none for a hire."""
        return self.previous.placement if self.previous else None
