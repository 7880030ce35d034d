"""What others counted and the ledger does not bear out: outside counts, and operators abroad."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from domain.places.site_events import HeadcountAttested
from domain.refusal import WithFacts, facts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from domain.quality.indicator_book import IndicatorBook
    from domain.quality.measuring import QualityBook
    from ledger.audit.world import World


@facts
class ReportedHeadsDiffer(WithFacts):
    """Operators abroad were reported, and the ledger has another number of them."""

    indicator: str
    contract: str
    month: str
    stated: str
    heads: int


class Contradicted(NamedTuple):
    """An outside count that the ledger does not bear out."""

    position: int
    site: str
    attested: HeadcountAttested
    heads: int
    """What the ledger says."""


def contradicted_attestations(world: World) -> list[Contradicted]:
    """The outside counts that stand and differ from the ledger, as they were recorded."""
    found = []
    for code in world.known["site"]:
        occupancy = world.occupancy(code)
        for version, attested, _ in world.site(code).counts:
            heads = occupancy.heads_on(attested.effective_on)
            if heads != attested.heads:
                position = world.counted_at[code, version]
                found.append(Contradicted(position, code, attested, heads))
    return sorted(found)


def contradicted_reports(world: World) -> list[tuple[int, str, ReportedHeadsDiffer]]:
    """Operators abroad who were reported, where the ledger has another number, as they stand."""
    indicators = cast("Iterable[IndicatorBook]", world.known["indicator"].values())
    if not indicators:
        return []
    from domain.commitments.shares import UNITS_PER_ONE, amount_text
    from domain.quality.indicators import counts_heads_abroad

    asked = [
        each.code
        for each in indicators
        if each.definition is not None and counts_heads_abroad(each.definition)
    ]
    books = cast("Iterable[QualityBook]", world.known["quality"].values()) if asked else ()
    found = []
    for book in books:
        for code in asked:
            for month, (stated, version) in book.denominators(code).items():
                heads = _heads_abroad(world, book.code, month.last)
                if stated != heads * UNITS_PER_ONE:
                    differ = ReportedHeadsDiffer(
                        code, book.code, str(month), amount_text(stated), heads
                    )
                    found.append((world.reports_at[book.code, version], book.code, differ))
    return sorted(found, key=itemgetter(0, 1))


def _heads_abroad(world: World, contract: str, day: date) -> int:
    """The heads on the contract outside the place that the shipped terms name."""
    from domain.law.home import home

    place = home()
    return sum(
        heads
        for site, heads in world.heads_on_contracts.by_site(contract, day).items()
        if (opened := world.site(site).opened) is None or opened.country != place
    )
