"""What has to be asked of a database before commitments can be judged on a day: few sums, known in advance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.commitments.shares import Month, last_whole_month
from domain.commitments.terms import Measure
from projections.judging.facts import Place, ProtocolFacts, Signatory


@dataclass(frozen=True, slots=True, order=True)
class MonthsWanted:
    """The part at the place and the whole, by contract and month, from the first month to the last."""

    place: Place
    since: Month
    until: Month


@dataclass(frozen=True, slots=True, order=True)
class StockWanted:
    """Heads or FTE at the place and in all, by contract, at the end of the day."""

    measure: Measure
    place: Place
    day: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that the commitments of a protocol look at on a day."""

    months: tuple[MonthsWanted, ...]
    stocks: tuple[StockWanted, ...]


def wanted(protocol: ProtocolFacts, signatories: Iterable[Signatory], on: date) -> Wanted:
    """What to ask for: the window, the months before each joining, and a few days of heads."""
    signing = protocol.signing_on(on)
    commitments = signing.terms.commitments if signing else ()
    joined = {s.joined_on for s in signatories if s.joined_on <= on}
    months: list[MonthsWanted] = []
    stocks: list[StockWanted] = []
    for one in commitments:
        if one.is_proxy:
            days = {on, *(day - timedelta(days=1) for day in joined)}
            stocks += (StockWanted(one.measure, one.place, day) for day in days)
            continue
        lasts = {last_whole_month(on), *(Month.of(day).plus(-1) for day in joined)}
        months += (MonthsWanted(one.place, last.plus(1 - one.months), last) for last in lasts)
    return together([Wanted(tuple(months), tuple(stocks))])


def together(asked: Iterable[Wanted]) -> Wanted:
    """One question for all: spans that touch are one, and every day of heads is asked once."""
    every = list(asked)
    spans: list[MonthsWanted] = []
    for each in sorted({span for one in every for span in one.months}):
        last = spans[-1] if spans else None
        if last and last.place == each.place and each.since <= last.until.plus(1):
            spans[-1] = MonthsWanted(last.place, last.since, max(last.until, each.until))
        else:
            spans.append(each)
    return Wanted(tuple(spans), tuple(sorted({day for one in every for day in one.stocks})))
