"""What commitments are judged from, as it is known at a view: contracts, protocols, sums and corrections."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from domain.commitments.shares import UNITS_PER_ONE, Month, Share
from domain.commitments.shares import month as parse_month
from domain.countries import is_country
from projections.commitments.volumes import (
    COUNTRY,
    SITE,
    units_of_contracts,
    volume_reports,
    volumes,
)
from projections.contracts import contract_list
from projections.headcount import headcount
from projections.judging.facts import (
    ContractFacts,
    Figures,
    Reports,
    Stock,
)
from projections.judging.restated import Correction
from projections.sites import countries

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from domain.commitments.terms import Measure
    from projections.figures import Figure
    from projections.judging.facts import Place
    from projections.judging.wanted import MonthsWanted, StockWanted, Wanted
    from projections.view import View

# Contracts ----------------------------------------------------------------------------------


def contract_facts(view: View, on: date) -> dict[str, ContractFacts]:
    """Every contract by its code, with the client and the supplier that it has on the day."""
    return contracts_by_day(view)(on)


def contracts_by_day(view: View) -> Callable[[date], dict[str, ContractFacts]]:
    """The same for any day, read once; between two changes of any, it is the same object."""
    measured, contracts = units_of_contracts(view), contract_list(view)
    days = sorted({change.since for known in contracts for change in known.changes})
    found: dict[int, dict[str, ContractFacts]] = {}

    def on_day(on: date) -> dict[str, ContractFacts]:
        changed = bisect_right(days, on)
        if changed not in found:
            found[changed] = as_on(on)
        return found[changed]

    def as_on(on: date) -> dict[str, ContractFacts]:
        return {
            each.contract: ContractFacts(
                code=each.contract,
                client=each.client,
                supplier=each.supplier,
                runs_from=each.signed_on,
                ends_on=each.ended_on,
                agreed_on=each.agreed_on,
                succeeds=each.succeeds,
                unit=measured.get(each.contract),
            )
            for each in (known.on(on) if known.changes else known for known in contracts)
        }

    return on_day


# Protocols ----------------------------------------------------------------------------------


# Sums ---------------------------------------------------------------------------------------


def figures(view: View, wanted: Wanted) -> Figures:
    """The sums that are wanted."""
    lies_in = countries(view)
    spans: dict[Place, list[MonthsWanted]] = {}
    for months in wanted.months:
        spans.setdefault(months.place, []).append(months)
    reports = {place: _reports(view, place, some, lies_in) for place, some in spans.items()}
    return Figures(reports, _stocks(view, wanted.stocks, lies_in))


def _reports(
    view: View, place: Place, spans: Iterable[MonthsWanted], lies_in: Mapping[str, str]
) -> Reports:
    r, v = volume_reports.c, volumes.c
    wholes = (
        select(r.contract, r.month, func.sum(r.whole))
        .where(_in_one_of(r.month, spans), r.position <= view.position)
        .group_by(r.month, r.contract)
        .having(func.sum(r.stands) > 0)
    )
    parts = (
        select(v.contract, v.month, func.sum(v.volume))
        .where(_in_one_of(v.month, spans), v.position <= view.position, _at(place, lies_in))
        .group_by(v.month, v.contract)
    )
    at_place = {(row[0], row[1]): int(row[2]) for row in view.connection.execute(parts).all()}
    months: dict[str, Month] = {}
    found: defaultdict[str, dict[Month, Share]] = defaultdict(dict)
    for contract, name, whole in view.connection.execute(wholes).all():
        month = months.get(name) or months.setdefault(name, parse_month(name))
        found[contract][month] = Share(at_place.get((contract, name), 0), int(whole))
    return found


def _in_one_of(month: ColumnElement[str], spans: Iterable[MonthsWanted]) -> ColumnElement[bool]:
    """Whether a month is in one of the spans; written without BETWEEN, which takes no collation."""
    return or_(*(and_(month >= str(each.since), month <= str(each.until)) for each in spans))


def _at(place: Place, lies_in: Mapping[str, str]) -> ColumnElement[bool]:
    """Whether a row of volumes is of the place: a country is itself and all sites in it."""
    v, (kind, code) = volumes.c, which_place(place, lies_in)
    if kind == SITE:
        return and_(v.place_kind == SITE, v.place == code)
    inside = sorted(site for site, country in lies_in.items() if country == code)
    return or_(
        and_(v.place_kind == COUNTRY, v.place == code),
        and_(v.place_kind == SITE, v.place.in_(inside)),
    )


def which_place(place: Place, sites: Iterable[str]) -> tuple[str, str]:
    """Whether a place is a country or a site, and its code; `country:` or `site:` may say so."""
    what, _, code = place.rpartition(":")
    if what in (COUNTRY, SITE):
        return what, code
    return (COUNTRY if place not in sites or is_country(place) else SITE), place


def _stocks(
    view: View, wanted: Iterable[StockWanted], lies_in: Mapping[str, str]
) -> dict[tuple[Measure, Place, date], Stock]:
    by_day: dict[date, list[tuple[str, str, Figure]]] = {}
    found: dict[tuple[Measure, Place, date], Stock] = {}
    for asked in wanted:
        if asked.day not in by_day:
            by_day[asked.day] = [
                (each.groups[0] or "", each.groups[1] or "", each.figure)
                for each in headcount(view, by=("contract", "site"), on=asked.day)
            ]
        kind, code = which_place(asked.place, lies_in)
        stock: defaultdict[str, Share] = defaultdict(Share)
        for contract, site, figure in by_day[asked.day]:
            amount = figure.heads * UNITS_PER_ONE if asked.measure == "heads" else figure.fte_units
            is_there = site == code if kind == SITE else lies_in.get(site) == code
            if contract:
                stock[contract] += Share(amount if is_there else 0, amount)
        found[asked.measure, asked.place, asked.day] = stock
    return found


# Corrections --------------------------------------------------------------------------------


def corrections(view: View, wanted: Iterable[MonthsWanted]) -> list[Correction]:
    """Every report that was not the first of its month, in the order of recording.

    With what stood before and after it at each of the places that are asked about.
    """
    asked = list(wanted)
    if not asked:
        return []
    r, v = volume_reports.c, volumes.c
    again = (
        select(r.contract, r.month)
        .where(_in_one_of(r.month, asked), r.position <= view.position)
        .group_by(r.contract, r.month)
        .having(func.count() > 1)
        .subquery("again")
    )
    are_again = and_(again.c.contract == r.contract, again.c.month == r.month)
    reports = (
        select(r.position, r.contract, r.month, r.stands, r.whole, r.reason, r.recorded_at)
        .join_from(volume_reports, again, are_again)
        .where(r.position <= view.position)
        .order_by(r.position)
    )
    lies_in = countries(view)
    places = sorted({each.place for each in asked})
    parts: dict[str, dict[int, int]] = {}
    for place in places:
        changed = (
            select(v.position, func.sum(v.volume))
            .join_from(
                volumes,
                again,
                and_(again.c.contract == v.contract, again.c.month == v.month),
            )
            .where(v.position <= view.position, _at(place, lies_in))
            .group_by(v.position)
        )
        parts[place] = {row[0]: int(row[1]) for row in view.connection.execute(changed)}
    found: list[Correction] = []
    standing: dict[tuple[str, str], tuple[int, dict[Place, Share]]] = {}
    for position, contract, month, stands, whole, reason, at in view.connection.execute(reports):
        known = standing.get((contract, month))
        count, before = known or (0, dict.fromkeys(places, Share()))
        after = {
            place: share + Share(parts[place].get(position, 0), int(whole))
            for place, share in before.items()
        }
        standing[contract, month] = count + stands, after
        if known is not None:
            found.append(
                Correction(
                    contract=contract,
                    month=parse_month(month),
                    before=before if count else {},
                    after=after if count + stands else {},
                    position=position,
                    recorded_at=datetime.fromisoformat(at),
                    reason=reason,
                )
            )
    return found
