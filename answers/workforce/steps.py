"""A bridge as answers tell it: step by step, in heads and in FTE."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated

from answers.shape import SPREAD
from projections import figures


@dataclass(frozen=True, slots=True)
class FteSteps:
    """The steps of a bridge in full-time equivalents."""

    opening: Decimal
    hired: Decimal
    transferred_in: Decimal
    transferred_out: Decimal
    reassigned: Decimal
    left: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class HeadSteps:
    """The steps of a bridge in heads; `reassigned` is signed."""

    opening: int
    hired: int
    transferred_in: int
    transferred_out: int
    reassigned: int
    left: int
    closing: int

    @classmethod
    def of(cls, bridge: figures.Bridge) -> HeadSteps:
        """The heads of a bridge."""
        return cls(**{name: figure.heads for name, figure in bridge.steps.items()})


@dataclass(frozen=True, slots=True)
class Steps:
    """A bridge: its steps in heads, and the same in FTE."""

    heads: Annotated[HeadSteps, SPREAD]
    fte: FteSteps

    @classmethod
    def of(cls, bridge: figures.Bridge) -> Steps:
        """A bridge as it is told."""
        return cls(HeadSteps.of(bridge), fte_steps(bridge))


def fte_steps(bridge: figures.Bridge) -> FteSteps:
    """The FTE of a bridge."""
    return FteSteps(**{name: figure.fte for name, figure in bridge.steps.items()})


STEPS = tuple(each.name for each in fields(HeadSteps))
