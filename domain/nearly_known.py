"""Codes that are nearly always meant to be another that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.refusal import Refusal, facts
from domain.tidying import twin_key

if TYPE_CHECKING:
    from collections.abc import Iterable


@facts
class CodeNearlyKnown(Refusal):
    """A new code that differs from a known one only in case or leading zeros must be meant."""

    kind: str
    code: str
    known: str


def nearest_code(code: str, known: Iterable[str]) -> str | None:
    """The known code that is most likely meant: a twin, or else one that is written much alike."""
    from difflib import get_close_matches

    by_key: dict[str, str] = {}
    for each in sorted(known):
        by_key.setdefault(twin_key(each), each)
    wanted = twin_key(code)
    if wanted in by_key:
        return by_key[wanted]
    found = get_close_matches(wanted, by_key, n=1, cutoff=0.75)
    return by_key[found[0]] if found else None
