"""A number of heads as answers tell it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections import figures


@dataclass(frozen=True, slots=True)
class Heads:
    """A number of heads, and their full-time equivalents."""

    heads: int
    fte: Decimal

    @classmethod
    def of(cls, figure: figures.Figure) -> Heads:
        """A figure as it is told."""
        return cls(figure.heads, figure.fte)
