"""What quality is judged from, and what is shown beside it: volume, heads and moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from domain.commitments.shares import Month, Share, total
from domain.quality.indicators import Indicator
from projections.judging.facts import ContractCode, ContractFacts
from projections.judging.taken import QualityReport
from projections.judging.targets import Target


@dataclass(frozen=True, slots=True)
class Beside:
    """What happened in one month at the place asked about, or at the site or country of a row."""

    volume: Share = field(default_factory=Share)
    heads: int = 0
    """At the end of the month."""
    heads_elsewhere: int = 0
    moved_in: int = 0
    hired: int = 0
    left: int = 0


BesideKey = tuple[ContractCode, str | None, Month]
"""Contract, where (none is the place asked about, else the site or country of a row) and month."""


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """What quality is judged from: standing reports, targets, and what is shown beside them."""

    contracts: Mapping[ContractCode, ContractFacts]
    indicators: Mapping[str, Indicator]
    reports: Sequence[QualityReport]
    """Also those before the period asked about: who has reported once owes what follows."""
    targets: Sequence[Target] = ()
    countries: Mapping[str, str] = field(default_factory=dict)
    """Of each site."""
    sites_there: frozenset[str] = frozenset()
    """The sites at the place asked about."""
    beside: Mapping[BesideKey, Beside] = field(default_factory=dict)
    floors: Sequence[Fraction] = ()
    """Percentages that no share is printed onto without reaching them (`floors_in_force`)."""


def all_beside(found: Sequence[Beside]) -> Beside:
    """Several contracts in one month, added up."""
    return Beside(
        volume=total(one.volume for one in found),
        heads=sum(one.heads for one in found),
        heads_elsewhere=sum(one.heads_elsewhere for one in found),
        moved_in=sum(one.moved_in for one in found),
        hired=sum(one.hired for one in found),
        left=sum(one.left for one in found),
    )
