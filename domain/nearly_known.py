"""Names that are nearly always meant to be another that is known."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from domain.refusal import Refusal, facts
from domain.tidying import twin_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NEAR = 0.75
_MOST = 3
_LONGEST = 100
_SHORT = 4
_hyphens = re.compile(r"[_\-\u2010-\u2015]").sub


@facts
class CodeNearlyKnown(Refusal):
    """A new code that differs from a known one only in case or leading zeros must be meant."""

    kind: str
    code: str
    known: str


def folded(text: str) -> str:
    """What tells a name from another: neither case nor accents, hyphens, blanks or leading zeros."""
    bare = unicodedata.normalize("NFKD", _hyphens(" ", text))
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    return twin_key(" ".join(bare.split()))


def nearest(typed: str, known: Iterable[str], *, near: float = _NEAR) -> list[str]:
    """The known names that are most likely meant, the likeliest first; none if none is near."""
    called: dict[str, list[str]] = {}
    for each in sorted(known):
        called.setdefault(folded(each), []).append(each)
    return nearest_called(typed, called, near=near)


def nearest_called(
    typed: str, called: Mapping[str, Sequence[str]], *, near: float = _NEAR
) -> list[str]:
    """What is most likely meant, of what goes by several names; these are as `folded` makes them."""
    from difflib import get_close_matches

    wanted = folded(typed[:_LONGEST])
    names = [wanted] if wanted in called else get_close_matches(wanted, called, _MOST, near)
    names = names or [each for each in called if _differ_in_one_sign(wanted, each)]
    return list(dict.fromkeys(each for name in names for each in called[name]))[:_MOST]


def _differ_in_one_sign(one: str, other: str) -> bool:
    """Whether short names are of one length and differ in a single sign, like P1 and P2.

    Of names so short, one sign is too large a part to be near by any proportion.
    """
    if len(one) != len(other) or not 1 < len(one) < _SHORT:
        return False
    return sum(here != there for here, there in zip(one, other, strict=True)) == 1
