"""Who arrived in which country, on which contract, on which day: the steps that a law may ask about.

An operator arrives if they are in a country on a contract at the end of a day, and were not at the end of
the day before. So chains within a day cancel, and whoever passes to a contract that succeeds theirs stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

Arrived = Literal["hired", "transferred", "reassigned"]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an operator is at the end of a day."""

    country: str
    contract: str | None
    site: str


@dataclass(frozen=True, slots=True)
class EndOfDay:
    """An operator at the end of a day on which something of theirs was recorded."""

    operator: str
    day: date
    where: Whereabouts | None
    """None means that they are nowhere."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """So many operators who arrived alike."""

    day: date
    country: str
    contract: str | None
    how: Arrived
    site: str
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """All arrivals of one day's work at one country, on one contract."""

    day: date
    country: str
    contract: str | None
    hired: int = 0
    transferred: int = 0
    reassigned: int = 0
    present: int = 0
    """Who is there on the day that a rule names, instead of who arrived."""
    sites: frozenset[str] = frozenset()

    @property
    def heads(self) -> int:
        """How many operators it is about."""
        return self.hired + self.transferred + self.reassigned + self.present


@dataclass(frozen=True, slots=True)
class Succession:
    """Which contract succeeds which."""

    before: Mapping[str, str] = field(default_factory=dict)
    """The contract that each one succeeds, where it does."""

    def and_before(self, contract: str | None) -> tuple[str, ...]:
        """The contract, the one that it succeeds, and so on."""
        chain: list[str] = []
        while contract is not None and contract not in chain:
            chain.append(contract)
            contract = self.before.get(contract)
        return tuple(chain)


def arrivals(ends: Iterable[EndOfDay], succession: Succession) -> Iterator[Arrival]:
    """Every arrival, given each operator's days in order, one operator after the other.

    Of several places on one day the last one counts.
    """
    for _, of_operator in groupby(ends, key=lambda end: end.operator):
        before: Whereabouts | None = None
        for day, of_day in groupby(of_operator, key=lambda end: end.day):
            *_, last = of_day
            now = last.where
            how = how_arrived(before, now, succession)
            if now is not None and how is not None:
                yield Arrival(day, now.country, now.contract, how, now.site)
            before = now


def how_arrived(
    before: Whereabouts | None, now: Whereabouts | None, succession: Succession
) -> Arrived | None:
    """How an operator arrived who was somewhere and is somewhere; none if they did not."""
    if now is None:
        return None
    if before is None:
        return "hired"
    if before.country != now.country:
        return "transferred"
    if before.contract == now.contract:
        return None
    goes_on = before.contract in succession.and_before(now.contract)
    return None if goes_on else "reassigned"


def steps(found: Iterable[Arrival]) -> tuple[Step, ...]:
    """The arrivals by day, country and contract, earliest first."""
    counts: dict[tuple[date, str, str | None], dict[Arrived, int]] = {}
    sites: dict[tuple[date, str, str | None], set[str]] = {}
    for arrival in found:
        key = (arrival.day, arrival.country, arrival.contract)
        kinds = counts.setdefault(key, {"hired": 0, "transferred": 0, "reassigned": 0})
        kinds[arrival.how] += arrival.heads
        sites.setdefault(key, set()).add(arrival.site)
    return tuple(
        Step(day, country, contract, **kinds, sites=frozenset(sites[day, country, contract]))
        for (day, country, contract), kinds in sorted(
            counts.items(), key=lambda item: in_order(*item[0])
        )
    )


def in_order(day: date, country: str, contract: str | None) -> tuple[date, str, bool, str]:
    """A sort key of steps: by day, country and contract, with no contract last."""
    return day, country, contract is None, contract or ""
