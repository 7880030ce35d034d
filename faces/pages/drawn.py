"""What a page draws of an answer, before or in place of its tables. Each is imported where it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from answers.workforce.bridge import BridgeAnswer
from answers.workforce.headcount import HeadcountAnswer
from answers.workforce.restatement import RestatedAnswer
from faces.html import speech
from faces.html.blocks import Section

if TYPE_CHECKING:
    from answers.answer import Answer
    from answers.commitments.review import ReviewAnswer
    from answers.indicators import IndicatorRow
    from answers.workforce.flows import FlowsAnswer
    from answers.workforce.whereabouts import WhereaboutsAnswer
    from faces.pages.addresses import Addresses

_WHOLLY = frozenset({"review", "commitments"})
"""Answers of which the sections say all that the tables would."""


def takes_the_place_of_its_tables(answer: Answer[Any]) -> bool:
    """Whether what is drawn of an answer says all of it."""
    return answer.schema in _WHOLLY and bool(answer.rows)


def drawn(answer: Answer[Any], to: Addresses, beside: Sequence[Any]) -> Iterator[Section]:
    """The sections; none of an answer that has only tables.

    `beside` are the sites of where posts are, or what the indicators of quality count.
    """
    if not answer.rows:
        return
    given: Any = answer  # its schema says which it is
    match answer.schema:
        case "headcount" if isinstance(answer, HeadcountAnswer) and len(answer.rows) > 1:
            from faces.html.sections.headcount import headcount

            yield headcount(answer, lambda row: to.figure(answer, row, "heads"), speech.wording())
        case "bridge" if isinstance(answer, BridgeAnswer) and answer.by == ("country",):
            from faces.html.sections.bridges import bridges

            yield bridges(answer, speech.wording(), partial(to.figure, answer))
        case "whereabouts":
            from faces.html.sections.whereabouts import whereabouts

            yield whereabouts(given, beside, speech.wording(), _ways(given, to))
        case "flows":
            from faces.html.sections.flows import flows

            yield flows(given, beside, _ways(given, to), speech.wording())
        case "restatement" if isinstance(answer, RestatedAnswer) and answer.events:
            from faces.html.sections.restated import restated

            yield restated(answer, speech.wording())
        case "commitments":
            from faces.html.sections.commitments import verdicts_of_all

            yield from verdicts_of_all(given.judgments)
        case "review":
            yield from _review(given, beside)
        case "quality" if given.by == "contract":
            from faces.html.sections.quality import quality

            yield quality(given.rows, given.place, beside, speech.wording())
        case "shares" if any(row.percent is not None for row in given.rows):
            from faces.html.sections.shares import shares

            yield shares(given, speech.wording())
        case "shares-history":
            from faces.html.sections.shares import shares_by_month

            yield shares_by_month(given, speech.wording())


def _ways(
    answer: WhereaboutsAnswer | FlowsAnswer, to: Addresses
) -> Callable[[str | None, str | None], str | None]:
    """Where a way from a place to another leads."""
    return partial(to.between, answer.by, since=answer.since)


def _review(answer: ReviewAnswer, indicators: Sequence[IndicatorRow]) -> Iterator[Section]:
    from faces.html.sections.commitments import commitments, plans_beside

    yield commitments(answer)
    if answer.plans:
        yield plans_beside(answer.plans)
    if answer.quality:
        from faces.html.sections.quality import quality

        yield quality(answer.quality, answer.place, indicators, speech.wording())
    if answer.notices:
        from faces.html.sections.notices import notices

        yield notices(answer.notices)
