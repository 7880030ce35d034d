"""What can be asked for contracts."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from domain.command import Command
from domain.placement import UNCHANGED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from domain.placement import Unchanged
    from domain.values import ContractCode


@dataclass(frozen=True, slots=True)
class SignContract(Command):
    """Sign a contract."""

    word: ClassVar[str] = "contract-sign"
    code: ContractCode
    _: KW_ONLY
    client: str
    effective_on: date
    supplier: str | None = None
    service: str | None = None
    agreed_on: date | None = None
    succeeds: ContractCode | None = None


@dataclass(frozen=True, slots=True)
class ChangeContract(Command):
    """Let a contract have another client or supplier from a day on; nobody moves."""

    word: ClassVar[str] = "contract-change"
    code: ContractCode
    _: KW_ONLY
    reason: str
    effective_on: date
    client: str | Unchanged = UNCHANGED
    supplier: str | Unchanged | None = UNCHANGED


@dataclass(frozen=True, slots=True)
class CorrectContract(Command):
    """Put right what was written down wrong when a contract was signed."""

    word: ClassVar[str] = "contract-correct"
    code: ContractCode
    right: Mapping[str, Any]
    """The facts that were wrong, as they are right, by the names of their fields."""
    _: KW_ONLY
    reason: str


@dataclass(frozen=True, slots=True)
class EndContract(Command):
    """End a contract."""

    word: ClassVar[str] = "contract-end"
    code: ContractCode
    _: KW_ONLY
    reason: str
    effective_on: date
