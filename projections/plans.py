"""Which plans were announced, on which terms, and which terms are in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from domain.plans.plan_events import AtSite, InCountry
from domain.plans.plan_places import place_text
from domain.plans.plan_refusals import UnknownPlan
from projections.contracts import contract_list
from projections.plan_rows import SETS, plan_terms, plan_voids, plan_withdrawals, plans
from projections.scope import Scope, days_of_succession, with_successors
from projections.sites import countries
from projections.tables import rows_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from sqlalchemy import RowMapping

    from projections.contracts import ContractFacts
    from projections.view import View


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """A country or a site, as it is written, and the known sites that it stands for."""

    name: str
    is_country: bool
    sites: frozenset[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is promised, in force from a day on."""

    target: int
    deadline_on: date
    reason: str | None
    effective_on: date
    origins: tuple[PlanPlace, ...]
    destinations: tuple[PlanPlace, ...]
    contracts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as announced, and everything that was changed of it since."""

    plan: str
    statement: str | None
    source: str | None
    client: str | None
    supplier: str | None
    baseline_on: date
    announced_on: date
    terms: tuple[Terms, ...]
    withdrawn_on: date | None
    withdrawn_because: str | None
    known_contracts: tuple[ContractFacts, ...]
    """All contracts, to tell which of them succeed those of the plan."""

    @property
    def origins(self) -> tuple[PlanPlace, ...]:
        """The places from which posts come, by the terms last recorded."""
        return self.latest.origins

    @property
    def destinations(self) -> tuple[PlanPlace, ...]:
        """The places to which posts go, by the terms last recorded."""
        return self.latest.destinations

    @property
    def contracts(self) -> frozenset[str]:
        """The contracts that are named, by the terms last recorded; any where there are none."""
        return frozenset(self.latest.contracts)

    @property
    def origin_sites(self) -> frozenset[str]:
        """Every site from which posts come."""
        return _united(self.origins)

    @property
    def destination_sites(self) -> frozenset[str]:
        """Every site to which posts go."""
        return _united(self.destinations)

    @property
    def original(self) -> Terms:
        """The terms as announced."""
        return self.terms[0]

    @property
    def latest(self) -> Terms:
        """The terms last recorded."""
        return self.terms[-1]

    def scope_on(self, day: date) -> Scope:
        """The places and contracts in force on the day, with those that succeed them by then.

        An origin once named stays one for whoever was there on the baseline.
        """
        terms = self.terms_on(day)
        ever = (each for each in self.terms if each is terms or each.effective_on <= day)
        return Scope(
            _united(terms.origins),
            _united(terms.destinations),
            with_successors(terms.contracts, self.known_contracts, day),
            _united(place for each in ever for place in each.origins),
        )

    @property
    def scope_changes_on(self) -> frozenset[date]:
        """The days on which places or contracts change: by a revision, or a contract that succeeds."""
        days = {each.effective_on for each in self.terms[1:]}
        for each in self.terms:
            days |= days_of_succession(each.contracts, self.known_contracts)
        return frozenset(day for day in days if self.scope_on(day) != self._scope_before(day))

    def _scope_before(self, day: date) -> Scope:
        return self.scope_on(day - timedelta(days=1))

    def terms_on(self, day: date) -> Terms:
        """The terms in force on the day: the latest that took effect by then."""
        in_force = [terms for terms in self.terms if terms.effective_on <= day]
        return in_force[-1] if in_force else self.original


def plan_list(view: View, code: str | None = None) -> list[PlanFacts]:
    """Every plan, or the one with that code, in order of code."""
    voided = {(row["code"], row["version"]) for row in rows_known(view, plan_voids)}
    announced: dict[str, dict[str, Any]] = {}
    revised: dict[str, list[RowMapping]] = {}
    withdrawn: dict[str, RowMapping] = {}
    for row in rows_known(view, plans):
        said = {name: value for name, value in row.items() if value is not None}
        if row["kind"] == "announced":
            announced[row["code"]] = said
        elif row["kind"] == "voided":
            announced.pop(row["code"], None)
        elif row["code"] in announced:
            announced[row["code"]] |= {**said, "position": announced[row["code"]]["position"]}
    for row in rows_known(view, plan_terms):
        if (row["code"], row["version"]) not in voided:
            revised.setdefault(row["code"], []).append(row)
    for row in rows_known(view, plan_withdrawals):
        if (row["code"], row["version"]) not in voided:
            withdrawn[row["code"]] = row
    wanted = sorted(announced) if code is None else [code] if code in announced else []
    if not wanted:
        return []
    at, known_contracts = countries(view), tuple(contract_list(view))
    found = []
    for plan in wanted:
        facts, withdrawal = announced[plan], withdrawn.get(plan)
        found.append(
            PlanFacts(
                plan=plan,
                statement=facts["statement"] or None,
                source=facts["source"] or None,
                client=facts["client"] or None,
                supplier=facts["supplier"] or None,
                baseline_on=date.fromisoformat(facts["baseline_on"]),
                announced_on=date.fromisoformat(facts["announced_on"]),
                terms=_terms(facts, revised.get(plan, ()), at),
                withdrawn_on=date.fromisoformat(withdrawal["effective_on"]) if withdrawal else None,
                withdrawn_because=withdrawal["reason"] if withdrawal else None,
                known_contracts=known_contracts,
            )
        )
    return found


def plan_named(view: View, code: str) -> PlanFacts:
    """The plan with that code; refuses one that is not known, or was not known then."""
    found = plan_list(view, code)
    if not found:
        raise UnknownPlan(code, view.then)
    return found[0]


def _place(written: str, countries: dict[str, str]) -> PlanPlace:
    kind, _, code = written.partition(":")
    if kind == "site":
        return PlanPlace(place_text(AtSite(site=code)), False, frozenset((code,)))
    stands_for = frozenset(site for site, country in countries.items() if country == code)
    return PlanPlace(place_text(InCountry(country=code)), True, stands_for)


def _united(places: Iterable[PlanPlace]) -> frozenset[str]:
    return frozenset().union(*(place.sites for place in places))


def _terms(
    announced: dict[str, Any], revisions: Sequence[RowMapping], countries: dict[str, str]
) -> tuple[Terms, ...]:
    """The terms as announced, and as each revision left them."""
    target, deadline_on = announced["target"], announced["deadline_on"]
    named = {each: announced[each].split() for each in SETS}

    def terms(reason: str | None, effective_on: str) -> Terms:
        return Terms(
            target=target,
            deadline_on=date.fromisoformat(deadline_on),
            reason=reason,
            effective_on=date.fromisoformat(effective_on),
            origins=tuple(_place(each, countries) for each in named["origins"]),
            destinations=tuple(_place(each, countries) for each in named["destinations"]),
            contracts=tuple(named["contracts"]),
        )

    found = [terms(None, announced["announced_on"])]
    for row in revisions:
        if row["position"] < announced["position"]:
            continue
        target, deadline_on = row["target"] or target, row["deadline_on"] or deadline_on
        for each in SETS:
            dropped = row[f"dropped_{each}"].split()
            kept = [one for one in named[each] if one not in dropped]
            named[each] = kept + row[f"added_{each}"].split()
        found.append(terms(row["reason"] or None, row["effective_on"]))
    return tuple(found)
