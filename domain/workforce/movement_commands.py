"""What can be asked for operators: the same values, whether typed or read from a row of a file."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, ClassVar

from domain.command import Command
from domain.placement import UNCHANGED, Placement, Unchanged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from domain.values import ContractCode, OperatorCode, SiteCode
    from domain.words import Engagement, LeavingReason


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which operators a command is for: those named, or a number of them."""

    operators: Sequence[OperatorCode] = ()
    count: int | None = None

    @property
    def several(self) -> bool:
        """Whether the command is for more than one operator."""
        return len(self.operators) > 1 or self.count is not None


@dataclass(frozen=True, slots=True)
class _OfOperators(Command):
    """What is asked for some operators."""

    has_room_for_a_note: ClassVar[bool] = True
    chosen: Chosen
    _: KW_ONLY
    effective_on: date

    @property
    def several(self) -> bool:
        """Whether it is for more than one operator."""
        return self.chosen.several


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire(_OfOperators):
    """Place operators at a site; for a number of them, codes are made."""

    word: ClassVar[str] = "hire"
    at: Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(_OfOperators):
    """Move operators' work to another site."""

    word: ClassVar[str] = "transfer"
    to_site: SiteCode
    from_site: SiteCode | None = None
    contract: ContractCode | Unchanged | None = UNCHANGED
    fte: Decimal | Unchanged = UNCHANGED
    engagement: Engagement | Unchanged | None = UNCHANGED
    back_on: date | None = None
    """The day on which it is again where and how it was; none if it stays."""

    @property
    def several(self) -> bool:
        """Whether it is for more than one operator, or for a way there and one back."""
        return self.chosen.several or self.back_on is not None

    def return_of(self, before: Placement) -> Transfer | None:
        """The way back to where and how the work was before, if it does not stay."""
        if self.back_on is None:
            return None
        return Transfer(
            self.chosen,
            to_site=before.site,
            contract=before.contract,
            fte=before.fte,
            engagement=before.engagement,
            effective_on=self.back_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassign(_OfOperators):
    """Change operators' contract, hours or engagement where they are.

    If it names nobody and no number, it is for all at the site, on the contract that is said.
    """

    word: ClassVar[str] = "reassign"
    at_site: SiteCode | None = None
    from_contract: ContractCode | Unchanged | None = UNCHANGED
    contract: ContractCode | Unchanged | None = UNCHANGED
    fte: Decimal | Unchanged = UNCHANGED
    engagement: Engagement | Unchanged | None = UNCHANGED

    @property
    def is_for_all(self) -> bool:
        """Whether it is for all at the site."""
        return not self.chosen.operators and self.chosen.count is None

    @property
    def several(self) -> bool:
        """Whether it is for more than one operator, or for all of a site."""
        return self.chosen.several or self.is_for_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(_OfOperators):
    """Release operators."""

    word: ClassVar[str] = "leave"
    reason: LeavingReason
    from_site: SiteCode | None = None


Move = Hire | Transfer | Reassign | Leave
"""What can be asked for one operator as well as for many."""


@dataclass(frozen=True, slots=True)
class Downsize(Command):
    """Let a site release operators: one fact about the site, and one about each of them."""

    word: ClassVar[str] = "downsize"
    has_room_for_a_note: ClassVar[bool] = True
    site: SiteCode
    chosen: Chosen
    _: KW_ONLY
    reason: str
    effective_on: date

    @property
    def several(self) -> bool:
        """Always: the site and each operator have an event."""
        return True
