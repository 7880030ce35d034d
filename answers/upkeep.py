"""How a ledger is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import InWords

if TYPE_CHECKING:
    from ledger.upkeep.doctor import Diagnosis


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact about the ledger's database, its events or its figures."""

    what: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorAnswer(Answer[FactRow]):
    """Facts about the ledger, and what is wrong with it."""

    schema: ClassVar[str] = "doctor"
    findings: Sequence[InWords]
    findings_count: int


def diagnosed(found: Diagnosis) -> DoctorAnswer:
    """A diagnosis as it is told."""
    return DoctorAnswer(
        head=Envelope(found.ledger, found.position),
        rows=[FactRow(name, value) for name, value in found.facts.items()],
        findings=[InWords("symptom", each) for each in found.findings],
        findings_count=len(found.findings),
    )
