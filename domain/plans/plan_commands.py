"""What can be asked for plans."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from domain.command import Command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from domain.values import ContractCode, PlanCode


class NamedPlaces(NamedTuple):
    """Places, as they are typed, and contracts that a revision adds or drops."""

    origins: Sequence[str] = ()
    destinations: Sequence[str] = ()
    contracts: Sequence[str] = ()


NOT_NAMED = NamedPlaces()


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
    """Change a plan's target, its deadline, its places or its contracts from a day on."""

    word: ClassVar[str] = "plan-revise"
    code: PlanCode
    _: KW_ONLY
    reason: str
    effective_on: date
    target: int | None = None
    deadline_on: date | None = None
    added: NamedPlaces = NOT_NAMED
    dropped: NamedPlaces = NOT_NAMED


@dataclass(frozen=True, slots=True)
class CorrectPlan(Command):
    """Put right what was written down wrong when a plan was announced."""

    word: ClassVar[str] = "plan-correct"
    code: PlanCode
    right: Mapping[str, Any]
    """The facts that were wrong, as they are right, by the names of their fields; places as typed."""
    _: KW_ONLY
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawPlan(Command):
    """Give a plan up."""

    word: ClassVar[str] = "plan-withdraw"
    code: PlanCode
    _: KW_ONLY
    reason: str
    effective_on: date
