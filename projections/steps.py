"""Steps of work that goes abroad, from the movements: who arrived, who is there, who employs how many.

The database says where everybody was before and after each day, as counts; only these few rows are
looked at here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from projections.cells import cells
from projections.changes import changes_between, changes_up_to, of_days
from projections.contracts import contract_list
from projections.judging.arrivals import Arrival, Step, Succession, Whereabouts, how_arrived, steps
from projections.judging.law import Employment
from projections.movements import movements, movements_in_cells
from projections.sites import SiteFacts, site_list
from projections.tables import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from domain.notices.laws import Rule
    from projections.view import View


def successions(view: View) -> Succession:
    """Which contract succeeds which, as it is known."""
    known = contract_list(view)
    return Succession({each.contract: each.succeeds for each in known if each.succeeds})


def steps_since(
    view: View, succession: Succession, countries: dict[str, str], since: date | None
) -> tuple[Step, ...]:
    """Every step on or after the day, or from the first one on, past and to come."""
    return steps(_arrivals(view, succession, countries, since))


def _arrivals(
    view: View, succession: Succession, countries: dict[str, str], since: date | None
) -> Iterator[Arrival]:
    m = movements.c
    net = func.sum(m.heads)
    days = (
        select(m.operator, m.effective_on, cells.c.site, cells.c.contract, net.label("heads"))
        .select_from(movements_in_cells)
        .where(m.position <= view.position)
        .group_by(m.operator, m.effective_on, cells.c.site, cells.c.contract)
        .having(net != 0)
    )
    if since is not None:
        days = days.where(m.effective_on >= since.isoformat())
    ends = days.subquery("ends").c
    came, went = ends.heads > 0, ends.heads < 0
    # At the end of a day an operator is at one place at most, and so they were the day before.
    sides = [
        func.coalesce(func.max(case((side, column))), NONE).label(f"{column.name}_{name}")
        for name, side in (("now", came), ("before", went))
        for column in (ends.site, ends.contract)
    ]
    moved = (
        select(ends.effective_on, *sides)
        .group_by(ends.operator, ends.effective_on)
        .having(func.max(ends.heads) > 0)
        .subquery("moved")
    )
    found = select(*moved.c, func.count()).group_by(*moved.c)
    for row in view.connection.execute(found):
        day, site, contract, site_before, contract_before, heads = tuple(row)
        if site not in countries:  # what is known of the site was set aside
            continue
        now = Whereabouts(countries[site], contract or None, site)
        before = None
        if site_before:
            was_in = countries.get(site_before, NONE)
            before = Whereabouts(was_in, contract_before or None, site_before)
        how = how_arrived(before, now, succession)
        if how is not None:
            yield Arrival(date.fromisoformat(day), now.country, now.contract, how, site, heads)


def present_on(
    view: View, rules: Iterable[Rule], countries: dict[str, str]
) -> dict[str, list[Step]]:
    """By rule, a step for each country and contract with everybody who is there on the rule's day."""
    return {
        rule.code: _present(view, rule.present_on, countries)
        for rule in rules
        if rule.present_on is not None
    }


def _present(view: View, day: date, countries: dict[str, str]) -> list[Step]:
    c = changes_up_to(view).c
    query = select(c.site, c.contract, func.sum(c.heads)).group_by(c.site, c.contract)
    heads: defaultdict[tuple[str, str], int] = defaultdict(int)
    sites: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for site, contract, number in view.connection.execute(query, of_days(view, up_to=day)):
        if number and site in countries:
            heads[countries[site], contract] += int(number)
            sites[countries[site], contract].add(site)
    return [
        Step(day, country, contract or None, present=number, sites=frozenset(there))
        for (country, contract), number in sorted(heads.items())
        for there in (sites[country, contract],)
    ]


def employment(view: View, wanted: Iterable[tuple[str, date]]) -> Employment:
    """The employers of these sites on these days, and how many heads they have in all."""
    asked = set(wanted)
    if not asked:
        return Employment()
    known = {facts.site: facts for facts in site_list(view)}
    employers = {
        (site, day): employer
        for site, day in asked
        if site in known and (employer := known[site].on(day).employer)
    }
    return Employment(employers, _heads(view, set(employers.values()), asked, known))


def _heads(
    view: View,
    employers: set[str],
    asked: set[tuple[str, date]],
    known: dict[str, SiteFacts],
) -> dict[tuple[str, date], int]:
    """The heads of each employer at all its sites, on each of the days."""
    days = sorted({day for _, day in asked})
    c = changes_between(view).c
    query = select(c.site, c.effective_on, func.sum(c.heads)).group_by(c.site, c.effective_on)
    found_of_days = view.connection.execute(
        query.order_by(c.effective_on), of_days(view, up_to=days[-1])
    )
    so_far: defaultdict[str, tuple[list[str], list[int]]] = defaultdict(lambda: ([], []))
    for site, day, heads in found_of_days:
        on, sums = so_far[site]
        on.append(day)
        sums.append((sums[-1] if sums else 0) + int(heads))
    found: defaultdict[tuple[str, date], int] = defaultdict(int)
    for site, (on, sums) in so_far.items():
        for day in days:
            employer = known[site].on(day).employer if site in known else None
            at = bisect_right(on, day.isoformat())
            if employer in employers and at:
                found[employer, day] += sums[at - 1]
    return dict(found)
