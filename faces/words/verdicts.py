"""Verdicts on checkpoints in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers.proving import CosignedRow
from faces.words import said_of, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from proofs.verify import Check


def verdict_in_words(check: Check) -> str:
    """What became of the history that a checkpoint was taken of, and who cosigned it."""
    rows = map(CosignedRow.of, check.cosigned)
    return " ".join([_verdict(check), *cosigned_in_words(rows)])


def cosigned_in_words(cosigned: Iterable[CosignedRow]) -> list[str]:
    """Who cosigned, and when."""
    return [
        say("verify.cosigned", witness=each.witness, at=f"{each.at:%Y-%m-%d %H:%M}")
        for each in cosigned
    ]


def _verdict(check: Check) -> str:
    if check.extended_by is not None and check.checkpoint is not None:
        number, size = check.extended_by, check.checkpoint.size
        return (
            said_of(number, "verify.extended", size=size)
            if number
            else say("verify.intact", size=size)
        )
    said = [f"{check.why[:1].upper()}{check.why[1:]}."]
    if check.untrusted_from is not None:
        said.append(say("verify.untrusted", first=check.untrusted_from, last=check.untrusted_to))
    if check.listed_intact is not None:
        said.append(say("verify.listed", size=check.listed_intact))
    return " ".join(said)
