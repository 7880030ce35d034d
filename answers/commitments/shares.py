"""What part of the work is done at a place: by contract, client, supplier, or in total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.commitments.known import must_be_place
from answers.shape import LEADS, SPREAD, UNTOLD
from domain.commitments.shares import Month, last_whole_month
from domain.commitments.terms import Measure
from domain.question_refusals import NamePlace
from projections.commitments.known import contract_facts, figures
from projections.commitments.known_protocols import protocol_list
from projections.judging import shares as judging
from projections.judging.shares import By, Question, ShareRow, UnitTotal
from projections.judging.wanted import MonthsWanted, StockWanted, Wanted

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesAnswer(Answer[ShareRow]):
    """What part of the work is done at a place, on a day."""

    schema: ClassVar[str] = "shares"
    place: Annotated[str, LEADS]
    measure: Annotated[Measure, LEADS]
    proxy: Annotated[bool, LEADS]
    """Whether what is measured only stands for volume."""
    total: Sequence[UnitTotal]
    by: Annotated[By, UNTOLD]


@dataclass(frozen=True, slots=True)
class ShareOnRow:
    """The share of one group as on the last day of a month."""

    on: date
    share: Annotated[ShareRow, SPREAD]


@dataclass(frozen=True, slots=True)
class UnitTotalOnRow:
    """All rows of a unit together, as on the last day of a month."""

    on: date
    total: Annotated[UnitTotal, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesHistoryAnswer(Answer[ShareOnRow]):
    """The same month by month, each for itself."""

    schema: ClassVar[str] = "shares-history"
    place: Annotated[str, LEADS]
    measure: Annotated[Measure, LEADS]
    proxy: Annotated[bool, LEADS]
    total: Sequence[UnitTotalOnRow]
    by: Annotated[By, UNTOLD]


def place_of(view: View, place: str | None, on: date) -> str:
    """The place asked about, or the only one that the protocols in force on the day name.

    Refuses a site that is not known, and to choose where there is no place or there are several.
    """
    if place is not None:
        must_be_place(view, place)
        return place
    known = judging.places_in_force((each.facts for each in protocol_list(view)), on)
    if len(known) != 1:
        raise NamePlace(on, known)
    return known[0]


def shares(view: View, question: Question) -> SharesAnswer:
    """The shares on a day."""
    earliest = last_whole_month(question.on).plus(1 - 2 * question.months)
    sums = figures(view, _wanted(question, earliest, [question.on]))
    protocols = [each.facts for each in protocol_list(view)]
    found = judging.shares(
        contract_facts(view, question.on).values(),
        sums,
        question,
        judging.floors_in_force(protocols, question.on),
    )
    return SharesAnswer(
        head=Envelope.of(view, question.on),
        rows=found.rows,
        place=found.place,
        measure=found.measure,
        proxy=found.proxy,
        total=found.total,
        by=question.by,
    )


def shares_history(view: View, question: Question) -> SharesHistoryAnswer:
    """The shares of each month by itself, as on its last day."""
    last = last_whole_month(question.on)
    months = last.plus(1 - question.months).until(last)
    wanted = _wanted(question, last.plus(-question.months), [month.last for month in months])
    protocols = [each.facts for each in protocol_list(view)]
    found = judging.history(
        contract_facts(view, question.on).values(),
        figures(view, wanted),
        question,
        lambda day: judging.floors_in_force(protocols, day),
    )
    return SharesHistoryAnswer(
        head=Envelope.of(view, question.on),
        rows=[ShareOnRow(each.on, row) for each in found for row in each.rows],
        place=question.place,
        measure=question.measure,
        proxy=question.measure != "volume",
        total=[UnitTotalOnRow(each.on, total) for each in found for total in each.total],
        by=question.by,
    )


def _wanted(question: Question, since: Month, days: Sequence[date]) -> Wanted:
    """What to ask of the ledger: one span of months, or heads on some days."""
    if question.measure == "volume":
        until = last_whole_month(question.on)
        return Wanted((MonthsWanted(question.place, since, until),), ())
    stocks = (StockWanted(question.measure, question.place, day) for day in days)
    return Wanted((), tuple(stocks))
