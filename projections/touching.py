"""What in the ledger has to do with some countries, sites, contracts, clients and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from projections.cells import cells
from projections.contracts import contracts
from projections.groups import beside
from projections.movements import positions_in_cells
from projections.sites import sites

if TYPE_CHECKING:
    from projections.only import Only
    from projections.view import View

_OF_SITES = {"site", "country", "employer"}
_OF_CONTRACTS = {"contract", "client"}


def movements_touching(view: View, only: Only) -> list[int]:
    """The positions of the movements from, to or at placements that the filter holds."""
    placed = beside(cells, only.named)
    wanted = select(cells.c.cell).select_from(placed.source).where(only.holds(placed.here))
    return positions_in_cells(view, wanted)


def streams_touching(view: View, only: Only) -> list[str]:
    """The streams of the sites themselves, or of the contracts, if the filter is of one kind."""
    if not only.named.keys() - _OF_SITES:
        columns = {"site": sites.c.code, "country": sites.c.country, "employer": sites.c.employer}
        query = select(sites.c.code).where(only.holds(columns), sites.c.position <= view.position)
        return [f"site:{code}" for code in view.connection.execute(query).scalars()]
    if not only.named.keys() - _OF_CONTRACTS:
        columns = {"contract": contracts.c.code, "client": contracts.c.client}
        query = select(contracts.c.code).where(
            only.holds(columns), contracts.c.position <= view.position
        )
        return [f"contract:{code}" for code in view.connection.execute(query).scalars()]
    return []
