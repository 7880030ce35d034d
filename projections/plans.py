"""Which plans were announced, on which terms, and which terms are in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, Table, and_, select

from domain.plans.plan import place_text
from domain.plans.plan_events import (
    AtSite,
    InCountry,
    PlanAnnounced,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.plans.plan_refusals import UnknownPlan
from domain.tidying import as_group
from projections.projection import Projection
from projections.scope import Scope
from projections.sites import sites
from projections.tables import NONE, AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement

    from domain.plans.plan_events import Place
    from domain.recorded import Recorded
    from projections.view import View

plans = Table(
    "plans",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, unique=True),
    Column("statement", ExactText, nullable=False),
    Column("source", ExactText, nullable=False),
    Column("client", ExactText, nullable=False),
    Column("supplier", ExactText, nullable=False),
    Column("contracts", ExactText, nullable=False),
    Column("baseline_on", ExactText, nullable=False),
    Column("announced_on", ExactText, nullable=False),
)

plan_places = Table(
    "plan_places",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("plan", ExactText, nullable=False),
    Column("role", ExactText, nullable=False),
    Column("kind", ExactText, nullable=False),
    Column("code", ExactText, nullable=False),
)

plan_terms = Table(
    "plan_terms",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("plan", ExactText, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("target", Integer, nullable=False),
    Column("deadline_on", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("effective_on", ExactText, nullable=False),
)
"""What was promised, and what was changed of it: a target of 0 and no deadline stay as they were."""

plan_withdrawals = Table(
    "plan_withdrawals",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("plan", ExactText, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("effective_on", ExactText, nullable=False),
)

plan_voids = Table(
    "plan_voids",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("plan", ExactText, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
)
"""The revisions and withdrawals that were taken back, by their version in the plan's stream."""
_BETWEEN_CONTRACTS = " "


class Plans(Projection):
    """Writes a row for every plan, its places, its terms and its withdrawal."""

    def __init__(self) -> None:
        self.announced = AppendedRows(plans)
        self.places = AppendedRows(plan_places)
        self.terms = AppendedRows(plan_terms)
        self.withdrawn = AppendedRows(plan_withdrawals)
        self.voided = AppendedRows(plan_voids)
        self.appended = (
            self.announced,
            self.places,
            self.terms,
            self.withdrawn,
            self.voided,
        )
        self.handles = {
            PlanAnnounced: self.on_announced,
            PlanRevised: self.on_revised,
            PlanRevisionVoided: self.on_voided,
            PlanWithdrawn: self.on_withdrawn,
            PlanWithdrawalVoided: self.on_voided,
        }

    def on_announced(self, recorded: Recorded[PlanAnnounced]) -> None:
        """A plan was announced."""
        plan, position, code = recorded.event, recorded.position, recorded.code
        announced_on = plan.effective_on.isoformat()
        self.announced.add(
            (
                position,
                code,
                plan.statement or NONE,
                plan.source or NONE,
                as_group(plan.client),
                as_group(plan.supplier),
                _BETWEEN_CONTRACTS.join(plan.contracts),
                plan.baseline_on.isoformat(),
                announced_on,
            )
        )
        deadline_on = plan.deadline_on.isoformat()
        self.terms.add(
            (position, code, recorded.version, plan.target, deadline_on, NONE, announced_on)
        )
        named = [("origin", place) for place in plan.origins]
        named += [("destination", place) for place in plan.destinations]
        for number, (role, place) in enumerate(named):
            of_place = _kind_and_code(place)
            self.places.add((position, number, code, role, *of_place))

    def on_revised(self, recorded: Recorded[PlanRevised]) -> None:
        """A plan's target or deadline was changed."""
        terms = recorded.event
        deadline_on = terms.deadline_on.isoformat() if terms.deadline_on else NONE
        self.terms.add(
            (
                recorded.position,
                recorded.code,
                recorded.version,
                terms.target or 0,
                deadline_on,
                terms.reason,
                terms.effective_on.isoformat(),
            )
        )

    def on_withdrawn(self, recorded: Recorded[PlanWithdrawn]) -> None:
        """A plan was given up."""
        event = recorded.event
        effective_on = event.effective_on.isoformat()
        version = recorded.version
        self.withdrawn.add((recorded.position, recorded.code, version, event.reason, effective_on))

    def on_voided(self, recorded: Recorded[PlanRevisionVoided | PlanWithdrawalVoided]) -> None:
        """A revision or a withdrawal was taken back."""
        self.voided.add((recorded.position, recorded.code, recorded.event.version))


@dataclass(frozen=True, slots=True)
class Terms:
    """A target and a deadline, in force from a day on."""

    target: int
    deadline_on: date
    reason: str | None
    effective_on: date


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """A country or a site, as it is written, and the known sites that it stands for."""

    name: str
    is_country: bool
    sites: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as announced, and everything that was changed of it since."""

    plan: str
    statement: str | None
    source: str | None
    client: str | None
    supplier: str | None
    origins: tuple[PlanPlace, ...]
    destinations: tuple[PlanPlace, ...]
    contracts: frozenset[str]
    baseline_on: date
    announced_on: date
    terms: tuple[Terms, ...]
    withdrawn_on: date | None
    withdrawn_because: str | None

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

    def scope_on(self, day: date) -> Scope:  # noqa: ARG002 (places and contracts never change yet)
        """The places and contracts in force on the day."""
        return Scope(self.origin_sites, self.destination_sites, self.contracts)

    def terms_on(self, day: date) -> Terms:
        """The terms in force on the day: the latest that took effect by then."""
        in_force = [terms for terms in self.terms if terms.effective_on <= day]
        return in_force[-1] if in_force else self.original


def plan_list(view: View, code: str | None = None) -> list[PlanFacts]:
    """Every plan, or the one with that code, in order of code."""
    query = select(plans).order_by(plans.c.code)
    query = query.where(plans.c.position <= view.position)
    if code is not None:
        query = query.where(plans.c.code == code)
    known_sites = select(sites.c.code, sites.c.country).where(sites.c.position <= view.position)
    countries = {row.code: row.country for row in view.connection.execute(known_sites)}
    found = []
    for row in view.connection.execute(query).all():
        places = list(_places(view, row.code, countries))
        withdrawal = _withdrawal(view, row.code)
        found.append(
            PlanFacts(
                plan=row.code,
                statement=row.statement or None,
                source=row.source or None,
                client=row.client or None,
                supplier=row.supplier or None,
                origins=tuple(place for role, place in places if role == "origin"),
                destinations=tuple(place for role, place in places if role == "destination"),
                contracts=frozenset(row.contracts.split(_BETWEEN_CONTRACTS)) - {NONE},
                baseline_on=date.fromisoformat(row.baseline_on),
                announced_on=date.fromisoformat(row.announced_on),
                terms=_terms(view, row.code),
                withdrawn_on=withdrawal[0] if withdrawal else None,
                withdrawn_because=withdrawal[1] if withdrawal else None,
            )
        )
    return found


def plan_named(view: View, code: str) -> PlanFacts:
    """The plan with that code; refuses one that is not known, or was not known then."""
    found = plan_list(view, code)
    if not found:
        raise UnknownPlan(code, view.then)
    return found[0]


def _kind_and_code(place: Place) -> tuple[str, str]:
    return ("site", place.site) if isinstance(place, AtSite) else ("country", place.country)


def _places(view: View, plan: str, countries: dict[str, str]) -> Iterator[tuple[str, PlanPlace]]:
    """The role of each place of the plan, and the place."""
    query = select(plan_places).where(plan_places.c.plan == plan).order_by(plan_places.c.number)
    for row in view.connection.execute(query):
        if row.kind == "site":
            name, stands_for = place_text(AtSite(site=row.code)), frozenset((row.code,))
        else:
            name = place_text(InCountry(country=row.code))
            stands_for = frozenset(site for site, at in countries.items() if at == row.code)
        yield row.role, PlanPlace(name, row.kind == "country", stands_for)


def _united(places: tuple[PlanPlace, ...]) -> frozenset[str]:
    return frozenset().union(*(place.sites for place in places))


def _terms(view: View, plan: str) -> tuple[Terms, ...]:
    query = (
        select(plan_terms).where(_stands(view, plan_terms, plan)).order_by(plan_terms.c.position)
    )
    found: list[Terms] = []
    target, deadline_on = 0, NONE
    for row in view.connection.execute(query):
        target, deadline_on = row.target or target, row.deadline_on or deadline_on
        terms = Terms(
            target=target,
            deadline_on=date.fromisoformat(deadline_on),
            reason=row.reason or None,
            effective_on=date.fromisoformat(row.effective_on),
        )
        found.append(terms)
    return tuple(found)


def _withdrawal(view: View, plan: str) -> tuple[date, str] | None:
    query = select(plan_withdrawals.c.effective_on, plan_withdrawals.c.reason).where(
        _stands(view, plan_withdrawals, plan)
    )
    row = view.connection.execute(query).first()
    return (date.fromisoformat(row[0]), row[1]) if row else None


def _stands(view: View, table: Table, plan: str) -> ColumnElement[bool]:
    """The rows of the plan that were recorded by then, and not taken back by then."""
    void = plan_voids.c
    voided = select(void.version).where(void.plan == plan, void.position <= view.position)
    return and_(
        table.c.plan == plan,
        table.c.position <= view.position,
        table.c.version.not_in(voided),
    )
