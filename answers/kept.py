"""What a report and the first page tell besides plans: who keeps what was signed, quality and notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.commitments.known_protocols import protocol_list

if TYPE_CHECKING:
    from datetime import date

    from answers.commitments.review import ReviewAnswer
    from answers.commitments.verdicts import VerdictRow
    from answers.indicators import IndicatorRow
    from answers.notices import NoticeDueRow
    from answers.progress import ProgressRow
    from answers.quality import QualityAnswer
    from projections.view import View


@dataclass(frozen=True, slots=True)
class QualityPart:
    """What was reported, and what the indicators count."""

    answer: QualityAnswer
    indicators: Sequence[IndicatorRow]


def reviews(
    view: View, clients: frozenset[str], on: date, stands: Mapping[str, ProgressRow]
) -> list[ReviewAnswer]:
    """The protocols that one of the clients joined by the day; all that are judged if there are none.

    `stands` are plans of which it is known already where they stand on the day.
    """
    asked = [
        each.code
        for each in protocol_list(view)
        if not clients
        or any(name in clients and stays[0].joined_on <= on for name, stays in each.stays.items())
    ]
    if not asked:
        return []
    from answers.commitments.review import review_of

    return [review_of(view, code, on, stands) for code in asked]


def verdicts(view: View, on: date) -> Sequence[VerdictRow]:
    """Every commitment of every signatory, as it is kept on the day."""
    if not protocol_list(view):
        return ()
    from answers.commitments.verdicts import commitments

    return commitments(view, None, None, on).verdicts


def quality_part(view: View, since: date, on: date) -> QualityPart | None:
    """Quality from the month of a day on; nothing where nothing is reported."""
    from projections.quality import standing_reports

    if not standing_reports(view):
        return None
    from answers.indicators import indicator_list
    from answers.quality import quality
    from domain.commitments.shares import Month

    answer = quality(view, on, by="contract", since=Month.of(since))
    if not answer.rows:
        return None
    return QualityPart(answer, indicator_list(view).rows)


def notices_part(view: View, since: date, on: date) -> Sequence[NoticeDueRow]:
    """The notices that are or were due of what moved since a day; none where no rule is adopted."""
    from projections.notices import rule_list

    if not rule_list(view):
        return ()
    from answers.notices import notices

    return notices(view, on, since=since).rows
