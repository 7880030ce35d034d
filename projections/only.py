"""The part of the workforce that a question is asked about."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Only:
    """What a placement must have to be counted; where nothing is named, anything will do.

    The empty text stands for none: work on no contract, or on one without a supplier, an engagement
    that nobody said.
    """

    country: frozenset[str] = frozenset()
    site: frozenset[str] = frozenset()
    contract: frozenset[str] = frozenset()
    client: frozenset[str] = frozenset()
    supplier: frozenset[str] = frozenset()
    employer: frozenset[str] = frozenset()
    engagement: frozenset[str] = frozenset()

    @property
    def named(self) -> dict[str, frozenset[str]]:
        """What is named, by column."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: values for name, values in found.items() if values}

    def __bool__(self) -> bool:
        return bool(self.named)


ALL = Only()
"""Everybody."""
