"""Quality as it is asked about: what was reported, judged beside volumes, heads and moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from domain.commitments.shares import Month, Share, last_whole_month
from domain.commitments.shares import month as parse_month
from domain.quality.indicators import counts_heads_abroad
from projections.changes import changes_between, of_days
from projections.commitments.known import contract_facts, figures, which_place
from projections.commitments.known_protocols import protocol_list
from projections.commitments.volumes import COUNTRY, SITE, volumes
from projections.judging.beside import Beside, BesideKey, QualityFacts
from projections.judging.quality import By, QualityRow, quality
from projections.judging.shares import floors_in_force
from projections.judging.taken import HeadsDiffer, against_heads
from projections.judging.wanted import MonthsWanted, Wanted
from projections.quality import Definitions, definitions, standing_reports
from projections.sites import countries
from projections.tables import NONE

if TYPE_CHECKING:
    from projections.judging.taken import QualityReport
    from projections.view import View

Where = str | None
"""None is the place asked about, else a site or a country."""


@dataclass(frozen=True, slots=True)
class QualityAsked:
    """What a question about quality found."""

    rows: tuple[QualityRow, ...]
    heads_differ: tuple[HeadsDiffer, ...]


def quality_asked(
    view: View,
    by: By,
    *,
    since: Month,
    on: date,
    place: str,
    contracts: Iterable[str] | None = None,
) -> QualityAsked:
    """Every period reported from a month to the last that is over on the day, of some contracts or all."""
    until, lies_in = last_whole_month(on), countries(view)
    named = None if contracts is None else frozenset(contracts)
    reports = [each for each in standing_reports(view) if named is None or each.contract in named]
    known = definitions(view)
    asked = [each for each in reports if each.period.first >= since and each.period.last <= until]
    wheres = _wheres(asked, by, lies_in)
    sites = {where: _sites_at(where or place, lies_in) for where in wheres}
    span = _Span(since, until, sites, lies_in)
    beside = _beside(view, span, place) if asked else {}
    facts = QualityFacts(
        contracts=contract_facts(view, on),
        indicators=known.indicators,
        reports=[each for each in reports if each.indicator in known.indicators],
        targets=known.targets,
        countries=lies_in,
        sites_there=_sites_at(place, lies_in),
        beside=beside,
        floors=floors_in_force((each.facts for each in protocol_list(view)), on),
    )
    return QualityAsked(quality(facts, by, since, until), _heads_differ(asked, known, beside))


def _wheres(reports: Iterable[QualityReport], by: By, lies_in: Mapping[str, str]) -> set[Where]:
    """The places of which volumes, heads and moves are shown."""
    sites = {each.site for each in reports if each.site is not None}
    return {None, *sites, *({lies_in.get(site) for site in sites} if by == "country" else ())}


def _sites_at(place: str, lies_in: Mapping[str, str]) -> frozenset[str]:
    kind, code = which_place(place, lies_in)
    if kind == SITE:
        return frozenset({code})
    return frozenset(site for site, country in lies_in.items() if country == code)


@dataclass(frozen=True, slots=True)
class _Span:
    """Of which months and places is asked."""

    since: Month
    until: Month
    sites: Mapping[Where, frozenset[str]]
    """The sites at each of the places."""
    lies_in: Mapping[str, str]
    """The country of each site."""


@dataclass(slots=True)
class _Counted:
    """What is counted of a contract at a place in a month, as it is added up."""

    volume: Share = field(default_factory=Share)
    heads: int = 0
    elsewhere: int = 0
    moved_in: int = 0
    hired: int = 0
    left: int = 0


def _beside(view: View, span: _Span, place: str) -> dict[BesideKey, Beside]:
    found: defaultdict[BesideKey, _Counted] = defaultdict(_Counted)
    _count_volumes(view, span, place, found)
    _count_moves(view, span, found)
    return {
        key: Beside(
            volume=each.volume,
            heads=each.heads,
            heads_elsewhere=each.elsewhere,
            moved_in=each.moved_in,
            hired=each.hired,
            left=each.left,
        )
        for key, each in found.items()
    }


def _count_volumes(
    view: View, span: _Span, place: str, found: defaultdict[BesideKey, _Counted]
) -> None:
    months = tuple(MonthsWanted(where or place, span.since, span.until) for where in span.sites)
    reports, whole_countries = figures(view, Wanted(months, ())).reports, _whole_countries(view)
    for where in span.sites:
        country = span.lies_in.get(where or place)
        for contract, by_month in reports.get(where or place, {}).items():
            for month, share in by_month.items():
                # Of a country that was reported as a whole nobody knows what was done at each site.
                if (contract, str(month), country) not in whole_countries:
                    found[contract, where, month].volume = share


def _whole_countries(view: View) -> set[tuple[str, str, str | None]]:
    """The contracts, months and countries of which a volume is reported that names no site."""
    v = volumes.c
    query = select(v.contract, v.month, v.place).where(v.place_kind == COUNTRY)
    query = query.where(v.position <= view.position).group_by(v.contract, v.month, v.place)
    found = view.connection.execute(query.having(func.sum(v.stands) > 0))
    return {(contract, in_month, country) for contract, in_month, country in found}


_Heads = defaultdict[Month, defaultdict[str, dict[str, int]]]
"""By month and contract, the change of heads at each site."""


def _count_moves(view: View, span: _Span, found: defaultdict[BesideKey, _Counted]) -> None:
    c = changes_between(view).c
    name = func.substr(c.effective_on, 1, 7)
    key = c.contract, name, c.kind, c.site, c.other_site
    query = select(*key, func.sum(c.heads)).where(c.contract != NONE).group_by(*key)
    changed: _Heads = defaultdict(lambda: defaultdict(dict))
    for row in view.connection.execute(query, of_days(view, up_to=span.until.last)):
        contract, in_month, kind, site, other, summed = tuple(row)
        month, heads = parse_month(in_month), int(summed)
        at = changed[month][contract]
        at[site] = at.get(site, 0) + heads
        if month < span.since:
            continue
        for where, sites in span.sites.items():
            if site not in sites:
                continue
            counted = found[contract, where, month]
            if kind == "hired":
                counted.hired += heads
            elif kind == "left":
                counted.left -= heads
            elif kind == "transferred_in" and other not in sites:
                counted.moved_in += heads
    _count_heads(span, changed, found)


def _count_heads(span: _Span, changed: _Heads, found: defaultdict[BesideKey, _Counted]) -> None:
    """The heads at the end of each month: all changes up to then."""
    there: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    first = min(changed, default=span.since)
    for month in min(first, span.since).until(span.until):
        for contract, changes in changed.get(month, {}).items():
            for site, heads in changes.items():
                there[contract][site] += heads
        if month < span.since:
            continue
        for contract, by_site in there.items():
            whole = sum(by_site.values())
            for where, sites in span.sites.items():
                at_place = sum(heads for site, heads in by_site.items() if site in sites)
                counted = found[contract, where, month]
                counted.heads, counted.elsewhere = at_place, whole - at_place


def _heads_differ(
    reports: Iterable[QualityReport], known: Definitions, beside: Mapping[BesideKey, Beside]
) -> tuple[HeadsDiffer, ...]:
    """Where operators abroad were reported, and the ledger has another number of heads elsewhere."""
    counting = {code for code, each in known.indicators.items() if counts_heads_abroad(each)}
    heads = {
        (contract, month): each.heads_elsewhere
        for (contract, where, month), each in beside.items()
        if where is None
    }
    return against_heads((each for each in reports if each.indicator in counting), heads)
