"""Where an operator works: a site, a contract or none, the hours, and on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final, Literal

from domain.values import FULL_TIME, ContractCode, Fte, SiteCode
from domain.words import Engagement


class _Unchanged(Enum):
    UNCHANGED = "unchanged"


UNCHANGED: Final = _Unchanged.UNCHANGED
"""Says that a part of a placement stays what it was; `None` as a contract means none.

`None` as an engagement means that nobody says what it is.
"""
Unchanged = Literal[_Unchanged.UNCHANGED]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an operator works, on which contract (or none), at which share of full time, engaged how."""

    site: SiteCode
    contract: ContractCode | None = None
    fte: Fte = FULL_TIME
    engagement: Engagement | None = None

    def but(
        self,
        *,
        site: SiteCode | Unchanged = UNCHANGED,
        contract: ContractCode | Unchanged | None = UNCHANGED,
        fte: Decimal | Unchanged = UNCHANGED,
        engagement: Engagement | Unchanged | None = UNCHANGED,
    ) -> Placement:
        """The same placement with some parts changed."""
        return Placement(
            self.site if site is UNCHANGED else site,
            self.contract if contract is UNCHANGED else contract,
            self.fte if fte is UNCHANGED else fte,
            self.engagement if engagement is UNCHANGED else engagement,
        )
