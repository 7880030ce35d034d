"""Which target holds for an indicator on a day: that of the contract, of its client, or of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator should come to from a day on."""

    indicator: str
    value: Fraction
    effective_on: date
    client: str | None = None
    contract: str | None = None
    """With neither it is for all."""


def target_on(
    targets: Iterable[Target],
    indicator: str,
    day: date,
    *,
    contract: str | None,
    client: str | None,
) -> Fraction | None:
    """The latest target in force on the day: for the contract, or else for the client, or else for all.

    Of two that take effect on one day the one that was recorded later holds.
    """
    found: dict[int, Target] = {}
    for target in targets:
        if target.indicator != indicator or target.effective_on > day:
            continue
        if target.contract is not None:
            nearness = 3 if target.contract == contract else 0
        elif target.client is not None:
            nearness = 2 if target.client == client else 0
        else:
            nearness = 1
        known = found.get(nearness)
        if nearness and (known is None or target.effective_on >= known.effective_on):
            found[nearness] = target
    return found[max(found)].value if found else None
