"""Which floor holds in which month: that of the terms then in force, or the share before joining.

Whether a share reaches a floor says `domain.commitments.shares`.

Where the contract of this capability leaves room, this is what is done:
the share before joining is that of all the signatory's work of this kind in the same unit, also for a
commitment about new contracts or one contract each, since it is a signatory's share;
if a commitment has both a floor and a share before joining above its limit, the higher of both holds, so
that whoever was above cannot be bound to less than everybody is;
a month on whose last day the protocol, or this commitment in it, was not in force has no floor, and is not
judged;
a month in which only the share before joining could bind, and does not, has none either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from domain.commitments.shares import Month, Share, amount_text, total
from domain.commitments.terms import Commitment
from projections.judging.facts import ContractFacts, Figures, ProtocolFacts, Signatory
from projections.judging.sums import Summed, add_up

FloorFrom = Literal["terms", "baseline"]
Standing = Literal["known", "none", "missing"]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A signatory's share before it joined, as answers show it."""

    since: str | None
    until: str | None
    part: str
    whole: str
    percent: float | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """A signatory's share before it joined, exactly, and the months that it was taken of."""

    share: Share
    months: Summed | None = None
    """None where it is a stock of one day."""

    @property
    def standing(self) -> Standing:
        """Whether it is known, cannot be since nothing was done, or is not yet since months are missing."""
        if self.months is not None and self.months.missing_from:
            return "missing"
        return "known" if self.share.whole else "none"

    def shown(self, limits: Sequence[Fraction]) -> Baseline:
        """As answers show it."""
        months = self.months
        return Baseline(
            since=months.since if months else None,
            until=months.until if months else None,
            part=amount_text(self.share.part),
            whole=amount_text(self.share.whole),
            percent=self.share.percent(limits),
            missing=months.missing if months else (),
        )


@dataclass(frozen=True, slots=True)
class Floor:
    """The least share, and where it is from. None where nothing binds, or nobody can say yet."""

    percent: Fraction | None
    origin: FloorFrom = "terms"
    awaits_baseline: bool = False
    """Whether the share before joining could raise it, and is not known yet."""


def before_joining(
    commitment: Commitment,
    signatory: Signatory,
    contracts: Sequence[ContractFacts],
    unit: str | None,
    figures: Figures,
) -> Before:
    """The share of all the signatory's work of the kind, in the unit, before it joined."""
    if commitment.is_proxy:
        return _stock_before_joining(commitment, signatory, contracts, figures)
    joined_in = Month.of(signatory.joined_on)
    months = joined_in.plus(-commitment.months).until(joined_in.plus(-1))
    # A contract of which nothing was ever reported may be of this unit, so its months are missing.
    of_unit = [contract for contract in contracts if contract.unit in (unit, None)]
    summed = add_up(of_unit, months, commitment.place, figures)
    return Before(summed.share, summed)


def _stock_before_joining(
    commitment: Commitment,
    signatory: Signatory,
    contracts: Sequence[ContractFacts],
    figures: Figures,
) -> Before:
    day = signatory.joined_on - timedelta(days=1)
    return Before(
        total(
            figures.stock(commitment.measure, commitment.place, day, contract.code)
            for contract in contracts
            if contract.runs_on(day)
        )
    )


def floor_of(commitment: Commitment, before: Before | None) -> Floor:
    """The floor that the commitment sets, given the share before joining."""
    floor = Floor(commitment.floor)
    if commitment.hold_above is None or before is None:
        return floor
    if before.standing == "missing":
        return Floor(commitment.floor, awaits_baseline=True)
    share = before.share.exact
    if share is None or not before.share.is_above(commitment.hold_above):
        return floor
    if commitment.floor is not None and commitment.floor > share:
        return floor
    return Floor(share, "baseline")


def in_force_alike_since(protocol: ProtocolFacts, code: str, on: date) -> date | None:
    """Since when the commitment has been about the same place, measure and work.

    A revision that changes one of these starts the window anew.
    """
    latest = {signing.effective_on: signing for signing in protocol.signings}
    now = protocol.commitment_on(code, on)
    since: date | None = None
    for day in sorted((day for day in latest if day <= on), reverse=True):
        then = latest[day].terms.commitment(code)
        if now is None or then is None or _subject(then) != _subject(now):
            break
        since = day
    return since


def _subject(commitment: Commitment) -> tuple[str, str, str]:
    return commitment.place, commitment.measure, commitment.work


def commitments_by_month(
    protocol: ProtocolFacts, code: str, months: Sequence[Month], on: date
) -> dict[Month, Commitment]:
    """The commitment as it was in force on the last day of each month; months without it are left out."""
    since = in_force_alike_since(protocol, code, on)
    found: dict[Month, Commitment] = {}
    for month in months:
        then = protocol.commitment_on(code, month.last)
        if since is None or month.last < since or then is None:
            continue
        if protocol.is_in_force_on(month.last):
            found[month] = then
    return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """Floors of several months, weighed by what was done in each."""

    needed: Fraction
    """The least part that reaches them, in ten-thousandths."""
    whole: int
    origin: FloorFrom

    @property
    def percent(self) -> Fraction | None:
        """The floor of all months together."""
        return 100 * self.needed / self.whole if self.whole else None


def weigh(floors: Mapping[Month, Floor], by_month: Mapping[Month, Share]) -> Weighed:
    """The floors of the months, each by the whole of its month; a month without a floor counts as 0."""
    wholes: dict[int, int] = {}  # there are few floors, and sums of fractions take their time
    of_floor: dict[int, Floor] = {}
    for month, share in by_month.items():
        floor = floors[month]
        of_floor[id(floor)] = floor
        wholes[id(floor)] = wholes.get(id(floor), 0) + share.whole
    needed = Fraction(0)
    for which, floor in of_floor.items():
        if floor.percent is not None:
            needed += floor.percent * wholes[which] / 100
    origins = {floor.origin for floor in of_floor.values()}
    return Weighed(
        needed,
        total(by_month.values()).whole,
        "baseline" if "baseline" in origins else "terms",
    )
