"""What led from the headcount on one day to that on another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.known import must_be_known
from answers.shape import SPREAD, UNTOLD, NamedBy
from answers.workforce.steps import Steps
from projections import headcount
from projections.groups import Columns, NamedGroup
from projections.only import ALL, Only

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class BridgeRow:
    """The bridge of one group."""

    groups: Annotated[NamedGroup, NamedBy("by")]
    steps: Annotated[Steps, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeAnswer(Answer[BridgeRow]):
    """What led from the headcount on one day to that on another."""

    schema: ClassVar[str] = "bridge"
    by: Annotated[Columns, UNTOLD]
    since: date
    total: Steps


def bridge_by(view: View, by: Columns, since: date, on: date, only: Only = ALL) -> BridgeAnswer:
    """The bridge of each group, from the end of one day to the end of another."""
    must_be_known(view, only)
    found = headcount.bridges(view, by=by, since=since, on=on, only=only)
    rows = [BridgeRow(row.groups, Steps.of(row.bridge)) for row in found.groups]
    total = Steps.of(found.whole)
    return BridgeAnswer(head=Envelope.of(view, on), rows=rows, by=by, since=since, total=total)
