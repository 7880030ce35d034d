"""What a value that a ledger does not know may mean: by the codes, cities and names that it knows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from domain.countries import KOSOVO, is_country
from domain.nearly_known import folded, nearest_called
from domain.words import ENGAGEMENTS, LEAVING_REASONS
from ledger.exchange.movement_columns import MOVEMENTS
from ledger.exchange.sheets.cells import key
from ledger.exchange.sheets.problems import safe
from ledger.exchange.sheets.words import VALUES
from projections.contracts import contract_list
from projections.sites import site_list

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    @cached_property
    def places(self) -> dict[str, list[str]]:
        """The countries by their names in English and Italian, and the sites, which go before them."""
        return {folded(name): [code] for name, code in _countries()} | self.sites

    @cached_property
    def indicators(self) -> dict[str, list[str]]:
        """The indicators by what they may be called: codes and titles."""
        from projections.quality import definitions  # every question loads this module

        found: dict[str, list[str]] = {}
        for indicator in definitions(self._view).indicators.values():
            for name in (indicator.code, indicator.title):
                _add(found, name, indicator.code)
        return found

    def _called(self, column: str) -> dict[str, list[str]]:
        """What may stand in a column, by what it may be called."""
        match column:
            case "site" | "to_site":
                return self.sites
            case "place":
                return self.places
            case "indicator":
                return self.indicators
        return self.contracts

    def exactly(self, column: str, value: str) -> list[str]:
        """The codes of what is called just so."""
        if column == "place":
            what, _, code = value.rpartition(":")
            if (
                is_country(code)
                if what in ("", "country")
                else what == "site" and code in self._cities
            ):
                return [value]
        return self._called(column).get(folded(value), [])

    def near(self, column: str, value: str) -> list[str]:
        """What the value is likely meant to be, the likeliest first; of a site with its city."""
        if not value or len(value) > _LONGEST:
            return []
        if column in ("site", "to_site", "place"):
            if value in self._cities or is_country(value):
                return []
            codes = nearest_called(value, self._called(column))
            return [self._with_city(code) for code in codes]
        if column in ("contract", "indicator"):
            codes = nearest_called(value, self._called(column))
            return [] if value in codes else codes
        if column in _WORDS:
            if value.lower() in _WORDS[column] or key(value) in VALUES[column]:
                return []
            words = {folded(word): [word] for word in _WORDS[column]}
            words |= {folded(word): [ours] for word, ours in VALUES[column].items()}
            return nearest_called(value, words)
        return []

    def _with_city(self, code: str) -> str:
        city = self._cities.get(code)
        return f"{code} ({safe(city)})" if city else code


def _countries() -> Iterator[tuple[str, str]]:
    """The countries by what they are called in English and in Italian."""
    import gettext

    import pycountry  # two tables of 250 rows, read only where a country is looked for

    italian = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, ["it"], fallback=True)
    yield "Kosovo", KOSOVO
    for country in pycountry.countries:
        yield country.alpha_2, country.alpha_2
        for name in (country.name, getattr(country, "common_name", None)):
            if name is not None:
                yield name, country.alpha_2
                yield italian.gettext(name), country.alpha_2


def _add(found: dict[str, list[str]], name: str | None, code: str) -> None:
    if name and code not in found.setdefault(folded(name), []):
        found[folded(name)].append(code)
