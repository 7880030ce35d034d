"""Who is where, and everything that was recorded of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.event_rows import EventRow, event_rows
from answers.known import must_be_known
from answers.shape import UNTOLD
from domain.workforce.movement_refusals import UnknownOperator
from ledger.reading.event_log import Wanted, events
from projections import operators
from projections.only import ALL, Only
from projections.sites import site_named

if TYPE_CHECKING:
    from ledger.reading.readings import Readings
    from projections.view import View


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """An operator and the placement on the day."""

    operator: str
    site: str
    contract: str | None
    fte: Decimal
    since: date
    engagement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorListAnswer(Answer[OperatorRow]):
    """Who is placed at the end of a day."""

    schema: ClassVar[str] = "operator-list"
    narrowed: Annotated[bool, UNTOLD]
    """Whether only some were asked for."""
    on: Annotated[date, UNTOLD]


def operator_list(view: View, site: str | None, on: date, only: Only = ALL) -> OperatorListAnswer:
    """The operators who are anywhere, or at one site; refuses a site that is not known."""
    must_be_known(view, only)
    if site is not None:
        site_named(view, site)
    rows = [
        OperatorRow(
            operator=each.operator,
            site=each.site,
            contract=each.contract,
            fte=each.figure.fte,
            since=date.fromisoformat(each.since),
            engagement=each.engagement,
        )
        for each in operators.operator_list(view, on=on, site=site, only=only)
    ]
    narrowed = site is not None or bool(only)
    return OperatorListAnswer(head=Envelope.of(view, on), rows=rows, narrowed=narrowed, on=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorShownAnswer(Answer[EventRow]):
    """Everything that was recorded of an operator."""

    schema: ClassVar[str] = "operator-show"


def operator_shown(ledger: Readings, view: View, code: str) -> OperatorShownAnswer:
    """The events of the operator; refuses one that is not known."""
    rows = event_rows(ledger, view, events(ledger.database, view, Wanted(operator=code)))
    if not rows:
        raise UnknownOperator(code, view.then)
    return OperatorShownAnswer(head=Envelope.of(view), rows=rows)
