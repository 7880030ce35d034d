"""The world, kept as simply as can be: a list of what happened, counted from scratch each time.

It says of a command which rules it would break, and answers the ledger's questions the long way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from domain.placement import Placement

Group = str | None
Worth = Callable[[Placement], int]
STEPS = ("opening", "hired", "transferred_in", "transferred_out", "reassigned", "left", "closing")


def head(placement: Placement) -> int:
    """Everybody counts as one."""
    return 1


def everybody(placement: Placement) -> bool:
    """Everybody counts."""
    return True


def hours(placement: Placement) -> int:
    """Everybody counts as much as they work, in ten-thousandths."""
    return int(placement.fte * 10_000)


class Move(NamedTuple):
    """One operator's movement from a placement (or none) to another (or none)."""

    operator: str
    kind: str
    on: date
    before: Placement | None
    after: Placement | None
    reason: str | None = None


@dataclass
class Site:
    country: str
    opened_on: date
    region: str | None = None
    city: str | None = None
    employer: str | None = None
    closed_on: date | None = None


@dataclass
class Contract:
    client: str
    signed_on: date
    supplier: str | None = None
    ended_on: date | None = None


@dataclass
class Plan:
    origins: frozenset[str]
    destinations: frozenset[str]
    """Countries or sites."""
    contracts: frozenset[str]
    baseline: date
    terms: list[tuple[date, int, date]]
    """Since when, which target, until when."""
    withdrawn_on: date | None = None

    def terms_on(self, day: date) -> tuple[int, date]:
        """The target and the deadline in force."""
        in_force = self.terms[0]
        for terms in self.terms:
            if terms[0] <= day:
                in_force = terms
        return in_force[1], in_force[2]


class Said(NamedTuple):
    """What a command would come to: the rules it breaks, or else the movements it records."""

    broken: set[str]
    moves: list[Move]


@dataclass
class World:
    """Everything that happened."""

    sites: dict[str, Site] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)

    # Rules ----------------------------------------------------------------------------------

    def latest(self, operator: str) -> Move | None:
        moves = [move for move in self.moves if move.operator == operator]
        return moves[-1] if moves else None

    def not_open(self, code: str, on: date) -> set[str]:
        site = self.sites.get(code)
        if site is None:
            return {"UnknownSite"}
        if on < site.opened_on:
            return {"SiteNotYetOpen"}
        return {"SiteIsClosed"} if site.closed_on and on >= site.closed_on else set()

    def not_released(self, code: str, on: date) -> set[str]:
        site = self.sites.get(code)
        return set() if site and site.closed_on == on else self.not_open(code, on)

    def not_arriving(self, there: Placement, on: date) -> set[str]:
        broken = self.not_open(there.site, on)
        if there.contract is not None:
            contract = self.contracts.get(there.contract)
            if contract is None:
                return broken | {"UnknownContract"}
            ended = contract.ended_on is not None and on >= contract.ended_on
            if ended or on < contract.signed_on:
                broken |= {"ContractNotRunning"}
        return broken

    def hire(self, operator: str, at: Placement, on: date) -> Said:
        move = Move(operator, "hired", on, None, at)
        latest = self.latest(operator)
        if latest is not None and latest._replace(before=None) == move and latest.kind == "hired":
            return Said(set(), [])
        broken = self.not_arriving(at, on)
        if latest is not None:
            broken |= {"AlreadyHired"} if latest.after else set()
            broken |= {"OutOfOrder"} if on < latest.on else set()
        return Said(broken, [move])

    def move(
        self,
        operator: str,
        kind: str,
        on: date,
        change: Callable[[Placement], Placement | None],
        origin: str | None = None,
        reason: str | None = None,
    ) -> Said:
        """Transfer, reassign or release an operator."""
        latest = self.latest(operator)
        if latest is None:
            return Said({"NotHired"}, [])
        came_from = origin is None or (latest.before is not None and latest.before.site == origin)
        led_to = change(latest.before) if latest.before else None
        again = (latest.kind, latest.on, latest.after, latest.reason) == (kind, on, led_to, reason)
        if again and came_from:
            return Said(set(), [])
        if latest.after is None:
            return Said({"AlreadyLeft"} | ({"OutOfOrder"} if on < latest.on else set()), [])
        after = change(latest.after)
        before, broken = latest.after, set[str]()
        broken |= {"OutOfOrder"} if on < latest.on else set()
        broken |= {"NotAtSite"} if origin not in {None, before.site} else set()
        if kind == "transferred" and after and after.site == before.site:
            broken |= {"SameSite"}
        if kind == "reassigned" and after == before:
            broken |= {"NothingChanges"}
        if kind != "reassigned":
            broken |= self.not_released(before.site, on)
        broken |= self.not_arriving(after, on) if after else set()
        return Said(broken, [Move(operator, kind, on, before, after, reason)])

    def pick(self, site: str, count: int, on: date) -> tuple[set[str], list[str]]:
        """The first so many, in natural order, of those who are there and stay."""
        latest = {move.operator: move for move in self.moves}
        there = [
            code
            for code, move in latest.items()
            if move.after and move.after.site == site and move.on <= on
        ]
        picked = sorted(there, key=natural)[:count]
        broken = self.not_released(site, on)
        return broken | ({"NotEnoughOperators"} if len(picked) < count else set()), picked

    def new_codes(self, site: str, count: int) -> list[str]:
        codes = {move.operator for move in self.moves}
        made = [re.fullmatch(rf"{site}-([0-9]+)", code) for code in codes]
        highest = max([int(each[1]) for each in made if each], default=0)
        return [f"{site}-{highest + number:04d}" for number in range(1, count + 1)]

    def not_closing(self, code: str, on: date) -> set[str]:
        site = self.sites.get(code)
        if site is None:
            return {"UnknownSite"}
        broken = {"SiteAlreadyClosed"} if site.closed_on else set()
        broken |= {"SiteClosesTooEarly"} if on <= site.opened_on else set()
        days = [on, *(move.on for move in self.moves if move.on > on)]
        somebody = any(at.site == code for day in days for at in self.roster(day).values())
        return broken | ({"SiteNotEmpty"} if somebody else set())

    # Answers --------------------------------------------------------------------------------

    def roster(self, day: date) -> dict[str, Placement]:
        """Who is where at the end of the day."""
        there: dict[str, Placement | None] = {}
        for move in self.moves:  # one operator's movements are in order of date
            if move.on <= day:
                there[move.operator] = move.after
        return {operator: at for operator, at in there.items() if at}

    def group(self, at: Placement, by: str) -> Group:
        if by == "site":
            return at.site
        if by == "contract":
            return at.contract
        if by == "engagement":
            return at.engagement
        of: Contract | Site | None = self.sites[at.site]
        if by in ("client", "supplier"):
            of = self.contracts[at.contract] if at.contract else None
        group: Group = getattr(of, by) if of else None
        return group

    def bridges(
        self,
        group: Callable[[Placement], Any],
        since: date,
        on: date,
        worth: Worth,
        counts: Callable[[Placement], bool] = everybody,
    ) -> dict[Any, dict[str, int]]:
        """What led from one day to another, in every group that anybody was in by then.

        Only placements that count are in a group; whoever comes from another or goes to another
        comes from outside and goes outside.
        """
        moves = [move for move in self.moves if move.on <= on]
        places = [at for move in moves for at in (move.before, move.after) if at and counts(at)]
        found = {group(at): dict.fromkeys(STEPS, 0) for at in places}
        for name, day in (("opening", since), ("closing", on)):
            for at in filter(counts, self.roster(day).values()):
                found[group(at)][name] += worth(at)
        for _, _, _, before, after, _ in (move for move in moves if move.on > since):
            stays = bool(before and after and before.site == after.site)
            if before and after and counts(before) and counts(after):
                stays = stays or group(before) == group(after)
            if before and counts(before):
                step = "reassigned" if stays else "transferred_out" if after else "left"
                found[group(before)][step] += -worth(before) if stays else worth(before)
            if after and counts(after):
                step = "reassigned" if stays else "transferred_in" if before else "hired"
                found[group(after)][step] += worth(after)
        return found

    def end(self, plan: Plan, at: Placement, *, any_contract: bool = False) -> Group:
        """Which end of the plan a placement is at; none where it is neither."""
        if plan.contracts and not any_contract and at.contract not in plan.contracts:
            return None
        places = {at.site, self.sites[at.site].country}
        if places & plan.destinations:
            return "destination"
        return "origin" if places & plan.origins else None

    def elsewhere(self, plan: Plan, day: date) -> int:
        """The net of transfers between destinations and sites that are at neither end."""
        net = 0
        for _, kind, on, before, after, _ in self.moves:
            if kind == "transferred" and plan.baseline < on <= day and before and after:
                for here, there, sign in ((after, before, 1), (before, after, -1)):
                    outside = self.end(plan, there, any_contract=True) is None
                    net += sign * (outside and self.end(plan, here) == "destination")
        return net

    def not_counted(self, plan: Plan, day: date) -> int:
        """Who is at the destinations, and on the baseline was neither there nor at an origin."""
        was = self.roster(min(plan.baseline, day))
        return sum(
            self.end(plan, at) == "destination"
            and operator in was
            and self.end(plan, was[operator]) != "destination"
            and self.end(plan, was[operator], any_contract=True) != "origin"
            for operator, at in self.roster(day).items()
        )

    def brought_back(self, plan: Plan, day: date) -> int:
        if day <= plan.baseline:
            return 0
        there = [
            sum(self.end(plan, at) == "destination" for at in self.roster(each).values())
            for each in (plan.baseline, day)
        ]
        return there[1] - there[0] - self.not_counted(plan, day)

    def met_on(self, plan: Plan, after: date, up_to: date) -> date | None:
        days = (after + timedelta(days=number) for number in range(1, (up_to - after).days + 1))
        reached = (d for d in days if self.brought_back(plan, d) >= plan.terms_on(d)[0])
        return next(reached, None)

    def status(self, plan: Plan, day: date) -> str:
        if plan.withdrawn_on and plan.withdrawn_on <= day:
            return "withdrawn"
        deadline = plan.terms_on(day)[1]
        judged = min(day, deadline)
        if self.brought_back(plan, judged) >= plan.terms_on(judged)[0]:
            return "met"
        if day > deadline:
            return "met-late" if self.met_on(plan, deadline, day) else "missed"
        return "in-progress" if self.brought_back(plan, day) > 0 else "not-started"


def natural(code: str) -> list[Any]:
    """Text and numbers by turns, so that 9 comes before 10."""
    return [int(part) if part.isdigit() else part for part in re.split("([0-9]+)", code)]


def together(said: Iterable[Said]) -> Said:
    """What several operators' commands come to as one: all or none."""
    each = list(said)
    broken = set().union(*(one.broken for one in each))
    return Said(broken, [move for one in each for move in one.moves])
