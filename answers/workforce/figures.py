"""How many are where, what led to it, and from where to where they were transferred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.known import must_be_known
from answers.shape import SPREAD, UNTOLD, Key, NamedBy
from answers.workforce.steps import Heads, Steps
from projections import figures, flows, headcount, whereabouts
from projections.flows import FlowsBy
from projections.groups import Columns, NamedGroup
from projections.only import ALL, Only
from projections.whereabouts import WhereaboutsBy

if TYPE_CHECKING:
    from projections.view import View


# headcount ----------------------------------------------------------------------------------------


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


# bridge -------------------------------------------------------------------------------------------


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


# flows --------------------------------------------------------------------------------------------


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


# whereabouts --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WhereaboutsRow:
    """So many posts were at one place and are at another; nowhere is hired since, or left."""

    was: Annotated[str | None, Key("from")]
    now: Annotated[str | None, Key("to")]
    figure: Annotated[Heads, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereaboutsAnswer(Answer[WhereaboutsRow]):
    """Where each post was at the end of one day, and where it is at the end of another."""

    schema: ClassVar[str] = "whereabouts"
    since: date
    by: WhereaboutsBy


def whereabouts_by(view: View, by: WhereaboutsBy, since: date, on: date) -> WhereaboutsAnswer:
    """Where everybody was at the end of `since` and is at the end of `on`."""
    rows = [
        WhereaboutsRow(each.was, each.now, Heads.of(each.figure))
        for each in whereabouts.whereabouts(view, by=by, since=since, on=on)
    ]
    return WhereaboutsAnswer(head=Envelope.of(view, on), rows=rows, since=since, by=by)
