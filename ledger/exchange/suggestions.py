"""What a value that a ledger does not know may mean: by the codes, cities and names that it knows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from domain.nearly_known import folded, nearest_called
from domain.values import is_country
from domain.words import ENGAGEMENTS, LEAVING_REASONS
from ledger.exchange.movement_columns import MOVEMENTS
from ledger.exchange.sheets.problems import safe
from ledger.exchange.sheets.words import VALUES
from projections.contracts import contract_list
from projections.sites import site_list

if TYPE_CHECKING:
    from projections.view import View

_LONGEST = 100
_WORDS: dict[str, tuple[str, ...]] = {
    "movement": MOVEMENTS,
    "reason": LEAVING_REASONS,
    "engagement": ENGAGEMENTS,
}


class Suggestions:
    """Suggests what a value in a file may stand for."""

    def __init__(self, view: View) -> None:
        self._view = view

    @cached_property
    def sites(self) -> dict[str, list[str]]:
        """The sites by what they may be called: codes, cities and names, as `folded` makes them."""
        found: dict[str, list[str]] = {}
        for site in site_list(self._view):
            for name in (site.site, site.city, site.name):
                _add(found, name, site.site)
        return found

    @cached_property
    def contracts(self) -> dict[str, list[str]]:
        """The contracts by what they may be called: codes, services and clients."""
        found: dict[str, list[str]] = {}
        for contract in contract_list(self._view):
            for name in (contract.contract, contract.service, contract.client):
                _add(found, name, contract.contract)
        return found

    @cached_property
    def _cities(self) -> dict[str, str]:
        return {site.site: site.city or site.name for site in site_list(self._view)}

    def exactly(self, column: str, value: str) -> list[str]:
        """The codes of what is called just so."""
        known = self.sites if column in ("site", "to_site") else self.contracts
        return known.get(folded(value), [])

    def near(self, column: str, value: str) -> list[str]:
        """What the value is likely meant to be, the likeliest first; of a site with its city."""
        if not value or len(value) > _LONGEST:
            return []
        if column in ("site", "to_site", "place"):
            if value in self._cities or is_country(value):
                return []
            codes = nearest_called(value, self.sites)
            return [f"{code} ({safe(self._cities[code])})" for code in codes]
        if column == "contract":
            codes = nearest_called(value, self.contracts)
            return [] if value in codes else codes
        if column in _WORDS:
            words = {folded(word): [word] for word in _WORDS[column]}
            words |= {folded(word): [ours] for word, ours in VALUES[column].items()}
            return nearest_called(value, words)
        return []


def _add(found: dict[str, list[str]], name: str | None, code: str) -> None:
    if name and code not in found.setdefault(folded(name), []):
        found[folded(name)].append(code)
