"""What a command would do to the figures and the plans, where it is only to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from domain.words import PlanStatus

if TYPE_CHECKING:
    from domain.words import By
    from projections.figures import Figure


@dataclass(frozen=True, slots=True)
class FigureMoved:
    """The figure of a group of a column at the end of a day, before and after a command."""

    by: By
    group: str | None
    on: date
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class HeadsMoved:
    """The heads at a site before and after a command, on the last day that it speaks of."""

    site: str
    on: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """How a plan stands at the end of a day."""

    brought_back: int
    target: int
    deadline_on: date
    status: PlanStatus


@dataclass(frozen=True, slots=True)
class PlanMoved:
    """The posts that a plan has brought back, before and after a command, on the day it speaks of."""

    plan: str
    on: date
    before: int | None
    """None if the plan is not known before."""
    after: int | None
    """None if the plan is not known after."""
    stood: PlanStanding | None = None
    """How the plan stood before; none if it was not known."""
    stands: PlanStanding | None = None
    """How it would stand; none if it would not be known."""
