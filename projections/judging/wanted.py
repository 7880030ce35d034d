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
    """What to ask for: one span of months a place, and a few days of heads."""
    signing = protocol.signing_on(on)
    commitments = signing.terms.commitments if signing else ()
    joined = [s.joined_on for s in signatories if s.joined_on <= on]
    last = last_whole_month(on)
    since: dict[Place, Month] = {}
    stocks: set[StockWanted] = set()
    for one in commitments:
        if one.is_proxy:
            days = {on, *(day - timedelta(days=1) for day in joined)}
            stocks.update(StockWanted(one.measure, one.place, day) for day in days)
            continue
        firsts = [last, *(Month.of(day).plus(-1) for day in joined)]
        first = min(month.plus(1 - one.months) for month in firsts)
        since[one.place] = min(first, since.get(one.place, first))
    return Wanted(
        tuple(MonthsWanted(place, first, last) for place, first in sorted(since.items())),
        tuple(sorted(stocks)),
    )
