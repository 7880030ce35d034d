"""What a value that a ledger does not know may mean: by the codes, cities and names that it knows."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from domain.words import ENGAGEMENTS, LEAVING_REASONS
from ledger.exchange.movement_columns import MOVEMENTS
from ledger.exchange.sheets.cells import key
from ledger.exchange.sheets.problems import safe
from ledger.exchange.sheets.words import VALUES
from projections.contracts import contract_list
from projections.sites import site_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projections.view import View

_NEAR = 0.75
_MOST = 3
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
        """The sites by what they may be called: codes, cities and names, as `_plain` makes them."""
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
        return known.get(_plain(value), [])

    def hint(self, column: str, value: str) -> str:
        """A question to put behind what is wrong with a value, or nothing."""
        return question(self.meant(column, value))

    def meant(self, column: str, value: str) -> list[str]:
        """What a value may mean, the nearest first, as it is shown to people."""
        if not value or len(value) > _LONGEST:
            return []
        if column in ("site", "to_site"):
            if value in self._cities:
                return []
            codes = _nearest(value, self.sites)
            return [f"{code} ({safe(self._cities[code])})" for code in codes]
        if column == "contract":
            codes = _nearest(value, self.contracts)
            return [] if value in codes else codes
        if column in _WORDS:
            words = {word: [word] for word in _WORDS[column]}
            words |= {_plain(word): [ours] for word, ours in VALUES[column].items()}
            return _nearest(value, words)
        return []


def among(value: str, known: Iterable[str]) -> list[str]:
    """What a value may mean that should be one of these."""
    found: dict[str, list[str]] = {}
    for each in known:
        _add(found, each, each)
    return [safe(each) for each in _nearest(value[:_LONGEST], found)]


def _add(found: dict[str, list[str]], name: str | None, code: str) -> None:
    if name and code not in found.setdefault(_plain(name), []):
        found[_plain(name)].append(code)


def _plain(text: str) -> str:
    """The text without accents, in small letters, as `cells.key` makes it."""
    bare = unicodedata.normalize("NFKD", key(text))
    return "".join(each for each in bare if not unicodedata.combining(each))


def _nearest(value: str, known: Mapping[str, list[str]]) -> list[str]:
    wanted = _plain(value)
    names = [wanted] if wanted in known else get_close_matches(wanted, known, _MOST, _NEAR)
    return list(dict.fromkeys(code for name in names for code in known[name]))[:_MOST]


def question(meant: Iterable[str]) -> str:
    """Whether that was meant, to be put behind a sentence; nothing if it may mean nothing."""
    said = " or ".join(meant)
    return f" Did you mean {said}?" if said else ""
