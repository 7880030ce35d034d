"""How many are where at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.known import must_be_known
from answers.shape import SPREAD, UNTOLD, NamedBy
from answers.workforce.heads import Heads
from projections import figures, headcount
from projections.groups import Columns, NamedGroup
from projections.only import ALL, Only

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    """The figure of one group: what it has in each column, none where it has nothing there."""

    groups: Annotated[NamedGroup, NamedBy("by")]
    figure: Annotated[Heads, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadcountAnswer(Answer[HeadcountRow]):
    """How many are where at the end of a day."""

    schema: ClassVar[str] = "headcount"
    by: Annotated[Columns, UNTOLD]
    total: Heads


def headcount_by(view: View, by: Columns, on: date, only: Only = ALL) -> HeadcountAnswer:
    """How many operators each group has at the end of the day."""
    must_be_known(view, only)
    found = headcount.headcount(view, by=by, on=on, only=only)
    rows = [HeadcountRow(row.groups, Heads.of(row.figure)) for row in found]
    total = Heads.of(sum((row.figure for row in found), figures.Figure()))
    return HeadcountAnswer(head=Envelope.of(view, on), rows=rows, by=by, total=total)
