"""Totals by any of the columns that questions are asked by, such as country or contract."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from projections.changes import changes_up_to, kind_inside
from projections.contracts import contracts
from projections.figures import Figure, Totals, add_up
from projections.sites import sites

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause

    from domain.words import By
    from projections.view import View


def totals_by(view: View, by: By, on: date) -> dict[str, Totals]:
    """All changes up to the end of the day, for each group and kind.

    A transfer inside a group cancels in heads; what it changed in hours counts as reassigned.
    """
    changes = changes_up_to(view, on)
    source, group, other = _grouping(changes, by)
    kind = kind_inside(changes, group == other)
    query = (
        select(group, kind, func.sum(changes.c.heads), func.sum(changes.c.fte_units))
        .select_from(source)
        .group_by(group, kind)
    )
    totals: defaultdict[str, Totals] = defaultdict(dict)
    for code, change, heads, fte_units in view.connection.execute(query):
        add_up(totals[code], change, Figure(int(heads), int(fte_units)))
    return totals


def in_order(groups: set[str]) -> list[str]:
    """The groups in order, what has none of the kind last."""
    return sorted(groups, key=lambda group: (not group, group))


def _grouping(
    changes: FromClause, by: By
) -> tuple[FromClause, ColumnElement[Any], ColumnElement[Any]]:
    """Where to read, the group of a change, and the group of its other side."""
    if by == "site":
        return changes, changes.c.site, changes.c.other_site
    if by == "contract":
        return changes, changes.c.contract, changes.c.other_contract
    if by == "engagement":
        return changes, changes.c.engagement, changes.c.other_engagement
    if by == "client":
        here, there = contracts.alias("here"), contracts.alias("there")
        source = changes.outerjoin(here, here.c.code == changes.c.contract).outerjoin(
            there, there.c.code == changes.c.other_contract
        )
        return source, func.coalesce(here.c.client, ""), func.coalesce(there.c.client, "")
    site, other = sites.alias("site_here"), sites.alias("site_there")
    source = changes.join(site, site.c.code == changes.c.site).outerjoin(
        other, other.c.code == changes.c.other_site
    )
    return source, site.c[by], other.c[by]
