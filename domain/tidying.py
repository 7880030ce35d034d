"""Texts and codes that look the same, made the same.

A text that names a group (a city, an employer, a client) is one group however it was typed. A code
that differs from a known one only in case or in leading zeros is nearly always the same person.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.event import Event

_NAMES_OF_GROUPS = frozenset({"name", "city", "employer", "client", "supplier", "service"})
_zeros_before_digits = re.compile("(?<![0-9])0+(?=[0-9])").sub


def tidied(text: str) -> str:
    """The text in NFC, with single blanks, and without characters that cannot be seen.

    What is a blank and what cannot be seen is told by the Unicode properties White_Space,
    Default_Ignorable_Code_Point and General_Category=Format, so no list of ours grows old.
    """
    if not text.isascii():
        import regex  # knows Unicode's properties; a plain text needs none of them

        text = regex.sub(r"[\p{Default_Ignorable_Code_Point}\p{Format}]", "", text)
        text = unicodedata.normalize("NFC", regex.sub(r"\p{White_Space}", " ", text))
    return " ".join(text.split())


def as_group(text: str | None) -> str:
    """The name of a group as figures have it, however an older event has it; empty for none."""
    return tidied(text) if text else ""


def with_groups(said: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with the names of groups as figures have them."""
    return {
        name: as_group(value) if name in _NAMES_OF_GROUPS and value else value
        for name, value in said.items()
    }


def say_the_same(event: Event, *others: Event | None) -> bool:
    """Whether the event has the facts of one of the others, but for how groups were typed."""
    return any(
        event == other or (type(event) is type(other) and _facts(event) == _facts(other))
        for other in others
        if other is not None
    )


def _facts(event: Event) -> dict[str, Any]:
    return with_groups({name: getattr(event, name) for name in type(event).model_fields})


def twin_key(code: str) -> str:
    """What a code has in common with those that nearly are it: `op-7` for `OP-007` and `Op-07`.

    Zeros before any run of digits do not count, and neither does case. Codes are ASCII.
    """
    return _zeros_before_digits("", code.lower())
