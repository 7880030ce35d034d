"""The words of a verdict, and how the worst of several decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Verdict = Literal["broken", "not-yet-known", "not-yet-due", "kept", "not-bound"]
"""From the worst to the one that says least."""
_ORDER: tuple[Verdict, ...] = get_args(Verdict)

Because = Literal[
    "not-joined",
    "left",
    "protocol-ended",
    "no-in-house-work",
    "no-outsourced-work",
    "no-new-contracts",
    "succeeds-older",
    "before-due-day",
    "no-whole-month",
    "ended",
    "months-missing",
    "not-above",
    "no-baseline",
    "baseline-missing",
    "no-volume",
    "reaches-floor",
    "below-floor",
    "information",
]


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict, and what it rests on."""

    verdict: Verdict
    because: Because


def decide(judgments: Sequence[Judgment]) -> Judgment:
    """The worst; what has no whole month yet counts only if nothing else is judged."""
    judged = [
        one for one in judgments if one.because != "no-whole-month" and one.verdict != "not-bound"
    ]
    return min(judged or judgments, key=lambda one: _ORDER.index(one.verdict))
