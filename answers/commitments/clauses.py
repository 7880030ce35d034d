"""The clauses of a protocol, word for word, with what they are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.commitments.amounts import percent_kept

if TYPE_CHECKING:
    from fractions import Fraction

    from domain.commitments.terms import Commitment


@dataclass(frozen=True, slots=True)
class CommitmentTermsRow:
    """One clause that can be judged."""

    commitment: str
    text: str
    work: str
    contracts: str
    successors: str
    judged: str
    place: str
    measure: str
    floor: str | None
    hold_above: str | None
    due: int | None
    months: int

    @classmethod
    def of(cls, commitment: Commitment) -> CommitmentTermsRow:
        """It, as it is told."""
        return cls(
            commitment=commitment.code,
            text=commitment.text,
            work=commitment.work,
            contracts=commitment.contracts,
            successors=commitment.successors,
            judged=commitment.judged,
            place=commitment.place,
            measure=commitment.measure,
            floor=_percent(commitment.floor),
            hold_above=_percent(commitment.hold_above),
            due=commitment.due,
            months=commitment.months,
        )


def _percent(percent: Fraction | None) -> str | None:
    return percent_kept(percent) if percent is not None else None
