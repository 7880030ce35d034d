"""Figures: heads and full-time equivalents together, and the bridge between two days."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.values import FTE_UNITS_PER_HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of heads and their FTE, which tell different stories."""

    heads: int = 0
    fte_units: int = 0

    @property
    def fte(self) -> Decimal:
        """The full-time equivalents."""
        return Decimal(self.fte_units) / FTE_UNITS_PER_HEAD

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.heads + other.heads, self.fte_units + other.fte_units)

    def __sub__(self, other: Figure) -> Figure:
        return Figure(self.heads - other.heads, self.fte_units - other.fte_units)

    def __neg__(self) -> Figure:
        return Figure(-self.heads, -self.fte_units)

    def __bool__(self) -> bool:
        return bool(self.heads or self.fte_units)


Totals = dict[str, Figure]
"""The sum of all changes of each kind, signed: leavers count below zero."""


def total(totals: Totals) -> Figure:
    """The figure that all changes add up to."""
    return sum(totals.values(), Figure())


def add_up(totals: Totals, kind: str, figure: Figure) -> None:
    """Add the figure to its kind."""
    totals[kind] = totals.get(kind, Figure()) + figure


@dataclass(frozen=True, slots=True)
class Bridge:
    """What led from one figure to another.

    `opening + hired + transferred_in - transferred_out + reassigned - left = closing`, in heads
    and in FTE. `reassigned` is signed; it also holds what a transfer inside the group changed in
    hours, since the transfer itself cancels there.
    """

    opening: Figure
    hired: Figure
    transferred_in: Figure
    transferred_out: Figure
    reassigned: Figure
    left: Figure
    closing: Figure

    @classmethod
    def between(cls, before: Totals, after: Totals) -> Bridge:
        """The bridge from all changes up to one day to all changes up to another."""
        none = Figure()
        change = {kind: after[kind] - before.get(kind, none) for kind in after}
        return cls(
            opening=total(before),
            hired=change.get("hired", none),
            transferred_in=change.get("transferred_in", none),
            transferred_out=-change.get("transferred_out", none),
            reassigned=change.get("reassigned", none),
            left=-change.get("left", none),
            closing=total(after),
        )

    @classmethod
    def together(cls, bridges: Iterable[Bridge]) -> Bridge:
        """The bridge of all groups that there are.

        What one of them sends another receives, so every transfer cancels in heads; what transfers
        changed in hours counts as reassigned, as it does inside a group.
        """
        none = Figure()
        summed = sum(bridges, cls.between({}, {}))
        hours = summed.transferred_in - summed.transferred_out
        return replace(
            summed, transferred_in=none, transferred_out=none, reassigned=summed.reassigned + hours
        )

    def before(self, later: Bridge) -> Bridge:
        """One bridge of both, where the later goes on where this one ends."""
        return replace(self + later, opening=self.opening, closing=later.closing)

    def __add__(self, other: Bridge) -> Bridge:
        steps, more = self.steps, other.steps
        return Bridge(**{name: steps[name] + more[name] for name in steps})

    def __sub__(self, other: Bridge) -> Bridge:
        steps, less = self.steps, other.steps
        return Bridge(**{name: steps[name] - less[name] for name in steps})

    @property
    def steps(self) -> Mapping[str, Figure]:
        """The parts in their order, by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
