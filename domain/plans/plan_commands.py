"""What can be asked for plans."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, ClassVar

from domain.command import Command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from domain.values import ContractCode, PlanCode


@dataclass(frozen=True, slots=True)
class AnnouncePlan(Command):
    """Keep a promise that somebody made, word for word."""

    word: ClassVar[str] = "plan-announce"
    code: PlanCode
    _: KW_ONLY
    target: int
    origins: Sequence[str]
    """Countries or sites, as they were typed."""
    destinations: Sequence[str]
    baseline_on: date
    deadline_on: date
    effective_on: date
    contracts: Sequence[ContractCode] = ()
    client: str | None = None
    supplier: str | None = None
    statement: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class RevisePlan(Command):
    """Change a plan's target, its deadline or both."""

    word: ClassVar[str] = "plan-revise"
    code: PlanCode
    _: KW_ONLY
    reason: str
    effective_on: date
    target: int | None = None
    deadline_on: date | None = None


@dataclass(frozen=True, slots=True)
class WithdrawPlan(Command):
    """Give a plan up."""

    word: ClassVar[str] = "plan-withdraw"
    code: PlanCode
    _: KW_ONLY
    reason: str
    effective_on: date
