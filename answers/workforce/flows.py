"""From where to where operators were transferred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.known import must_be_known
from answers.shape import SPREAD, Key
from answers.workforce.heads import Heads
from projections import flows
from projections.flows import FlowsBy
from projections.only import ALL, Only

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class FlowRow:
    """The transfers from one place to another, and the FTE at which they arrived."""

    origin: Annotated[str, Key("from")]
    destination: Annotated[str, Key("to")]
    figure: Annotated[Heads, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowsAnswer(Answer[FlowRow]):
    """From where to where operators were transferred."""

    schema: ClassVar[str] = "flows"
    since: date | None
    by: FlowsBy


def flows_by(
    view: View, by: FlowsBy, since: date | None, on: date, only: Only = ALL
) -> FlowsAnswer:
    """The transfers after the end of `since`, or all, up to the end of `on`."""
    must_be_known(view, only)
    rows = [
        FlowRow(flow.origin, flow.destination, Heads.of(flow.figure))
        for flow in flows.flows(view, by=by, since=since, on=on, only=only)
    ]
    return FlowsAnswer(head=Envelope.of(view, on), rows=rows, since=since, by=by)
