"""The part of the workforce that a question is asked about."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class Only:
    """What a placement must have to be counted; where nothing is named, anything will do.

    The empty text stands for none: work on no contract, an engagement that nobody said.
    """

    country: frozenset[str] = frozenset()
    site: frozenset[str] = frozenset()
    contract: frozenset[str] = frozenset()
    client: frozenset[str] = frozenset()
    employer: frozenset[str] = frozenset()
    engagement: frozenset[str] = frozenset()

    @property
    def named(self) -> dict[str, frozenset[str]]:
        """What is named, by column."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: values for name, values in found.items() if values}

    def __bool__(self) -> bool:
        return bool(self.named)

    def holds(self, columns: Mapping[str, ColumnElement[Any]]) -> ColumnElement[bool]:
        """That a placement with these columns is counted."""
        return and_(*(columns[name].in_(sorted(values)) for name, values in self.named.items()))

    def touches(
        self, here: Mapping[str, ColumnElement[Any]], there: Mapping[str, ColumnElement[Any]]
    ) -> ColumnElement[bool]:
        """That a movement begins or ends where placements are counted."""
        return or_(self.holds(here), self.holds(there))


ALL = Only()
"""Everybody."""
