"""What in the ledger has to do with some countries, sites, contracts, clients and so on.

A site's employer and a contract's client may change: what ever had to do with one still does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from projections.cells import cells
from projections.contracts import contract_list
from projections.groups import held, histories, part_of
from projections.movements import positions_in_cells
from projections.sites import site_list

if TYPE_CHECKING:
    from projections.only import Only
    from projections.view import View


def movements_touching(view: View, only: Only) -> list[int]:
    """The positions of the movements from, to or at placements that the filter holds."""
    wanted = select(cells.c.cell).where(and_(*held(view, only, cells)))
    return positions_in_cells(view, wanted)


def streams_touching(view: View, only: Only) -> list[str]:
    """The streams of the sites themselves, or of the contracts and their volumes, if it is of one kind."""
    kinds = {part_of(name) for name in only.named}
    if kinds == {"site"}:
        codes = _held_by(view, only, "site", {facts.site for facts in site_list(view)})
        return [f"site:{code}" for code in codes]
    if kinds == {"contract"}:
        known = {facts.contract for facts in contract_list(view)}
        held_by = _held_by(view, only, "contract", known)
        return [f"{kind}:{code}" for code in held_by for kind in ("contract", "volume")]
    return []


def facts_touching(view: View, only: Only) -> tuple[frozenset[str], frozenset[str]]:
    """The sites and the contracts whose facts may change a figure of who is asked about.

    A filter of sites leaves no contract out, nor one of contracts a site.
    """
    return (
        frozenset(_held_by(view, only, "site", {each.site for each in site_list(view)})),
        frozenset(
            _held_by(view, only, "contract", {each.contract for each in contract_list(view)})
        ),
    )


def _held_by(view: View, only: Only, kind: str, codes: set[str]) -> list[str]:
    """Those of the codes that the filters of that kind hold, by all that was ever said of them."""
    named = {name: values for name, values in only.named.items() if part_of(name) == kind}
    told = histories(view, named)
    for name, values in named.items():
        if name == kind:
            codes &= values
        else:
            ever = told[name].items()
            codes &= {code for code, had in ever if any(group in values for _, group in had)}
    return sorted(codes)
