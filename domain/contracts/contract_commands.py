"""What can be asked for contracts."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, ClassVar

from domain.command import Command

if TYPE_CHECKING:
    from datetime import date

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


@dataclass(frozen=True, slots=True)
class EndContract(Command):
    """End a contract."""

    word: ClassVar[str] = "contract-end"
    code: ContractCode
    _: KW_ONLY
    reason: str
    effective_on: date
