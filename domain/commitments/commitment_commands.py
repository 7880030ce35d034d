"""What can be asked for volumes and protocols."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, ClassVar

from domain.command import Command

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from domain.commitments.shares import Month
    from domain.commitments.terms import ProtocolTerms
    from domain.values import Code, ContractCode
    from domain.words import Unit


@dataclass(frozen=True, slots=True)
class ReportVolumes(Command):
    """Report how much work was done under a contract in a month, place by place."""

    word: ClassVar[str] = "volume-report"
    contract: ContractCode
    _: KW_ONLY
    month: Month
    volumes: tuple[tuple[str, str], ...]
    """Places and volumes as they were typed: what a volume means may depend on the unit."""
    unit: Unit | None = None
    source: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DraftProtocol(Command):
    """Draft a protocol, for the record."""

    word: ClassVar[str] = "protocol-draft"
    code: Code
    _: KW_ONLY
    terms: ProtocolTerms
    effective_on: date
    source: str | None = None


@dataclass(frozen=True, slots=True)
class SignProtocol(Command):
    """Sign a protocol, or sign it again with other terms."""

    word: ClassVar[str] = "protocol-sign"
    code: Code
    _: KW_ONLY
    terms: ProtocolTerms
    effective_on: date
    source: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class EndProtocol(Command):
    """End a protocol."""

    word: ClassVar[str] = "protocol-end"
    code: Code
    _: KW_ONLY
    reason: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class JoinProtocol(Command):
    """Let clients join a protocol."""

    word: ClassVar[str] = "protocol-join"
    code: Code
    signatories: tuple[str, ...]
    _: KW_ONLY
    effective_on: date
    source: str | None = None


@dataclass(frozen=True, slots=True)
class LeaveProtocol(Command):
    """Let clients leave a protocol."""

    word: ClassVar[str] = "protocol-leave"
    code: Code
    signatories: tuple[str, ...]
    _: KW_ONLY
    reason: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class StateTurnover(Command):
    """State what part of the sector's turnover a signatory stands for, or all together."""

    word: ClassVar[str] = "protocol-turnover"
    code: Code
    signatory: str | None
    _: KW_ONLY
    share: Fraction
    source: str
    year: int | None = None
