"""The columns that figures are grouped by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from faces.columns import Column, text
from faces.words import word

_BLANK = " "
"""What stands in the columns of a total; a dash would say that the group has none there."""


def group_columns(by: Sequence[str]) -> list[Column]:
    """A column for each that the answer is asked by."""
    return [text(name, partial(_part, name, number)) for number, name in enumerate(by)]


def in_all(by: Sequence[str]) -> tuple[str, ...]:
    """The group of a total: blank in every column."""
    return (_BLANK,) * len(by)


def _part(name: str, number: int, row: Any) -> Any:
    group = row.groups[number]
    return word(name, group) if name == "engagement" and group else group
