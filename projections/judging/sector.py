"""For what part of the sector the signatories stand who keep what they signed, and who do not.

If nothing is stated of all together, the shares of the latest year are added, and nothing can be said to be
attributed to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from domain.commitments.shares import amount_text
from projections.judging.verdicts import Verdict

Outcome = Literal["keeps", "breaks", "not_yet_known", "not_asked"]


@dataclass(frozen=True, slots=True)
class TurnoverShare:
    """What part of the sector's turnover somebody stands for: the latest that was recorded."""

    signatory: str | None
    """None is all together."""
    share: int
    """Percent, in ten-thousandths."""
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class OtherYear:
    """A share that is of another year than the whole, and so is not added."""

    signatory: str
    share: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Sector:
    """Shares of the sector's turnover, added up by what their signatories do."""

    keeps: str
    breaks: str
    not_yet_known: str
    not_asked: str
    not_attributed: str | None
    stated: str | None
    year: int | None
    source: str | None
    other_years: tuple[OtherYear, ...]


def outcome(verdicts: Iterable[Verdict]) -> Outcome:
    """What a signatory does, by all its commitments together."""
    given = set(verdicts)
    if "broken" in given:
        return "breaks"
    if "not-yet-known" in given:
        return "not_yet_known"
    return "keeps" if "kept" in given else "not_asked"


def sector(
    together: TurnoverShare | None,
    signatories: Iterable[TurnoverShare],
    verdicts: Mapping[str, Iterable[Verdict]],
) -> Sector:
    """The sums. `verdicts` are those of each signatory's commitments; who has none is not asked."""
    stated = tuple(signatories)
    year = together.year if together else max((s.year for s in stated if s.year), default=None)
    sums: dict[Outcome, int] = {"keeps": 0, "breaks": 0, "not_yet_known": 0, "not_asked": 0}
    others: list[OtherYear] = []
    for one in stated:
        name = one.signatory or ""
        if one.year == year:
            sums[outcome(verdicts.get(name, ()))] += one.share
        else:
            others.append(OtherYear(name, amount_text(one.share), one.year))
    return Sector(
        keeps=amount_text(sums["keeps"]),
        breaks=amount_text(sums["breaks"]),
        not_yet_known=amount_text(sums["not_yet_known"]),
        not_asked=amount_text(sums["not_asked"]),
        not_attributed=amount_text(together.share - sum(sums.values())) if together else None,
        stated=amount_text(together.share) if together else None,
        year=year,
        source=together.source if together else None,
        other_years=tuple(sorted(others, key=lambda other: other.signatory)),
    )
