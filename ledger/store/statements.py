"""Statements are compiled once in a process, whichever of its ledgers they are for.

SQLAlchemy keeps compiled statements by the dialect of an engine, and every ledger has an engine of
its own. Where many questions are answered in one process, most of their time would be spent on
compiling the same statements again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import CompiledCacheType

_KEPT = 1_000
_compiled: CompiledCacheType = LRUCache(_KEPT)
COMPILED_ONCE: dict[str, Any] = {"compiled_cache": _compiled}
"""The execution options of an engine whose dialect is a `SharedDialect`."""


class SharedDialect(DefaultDialect):
    """A dialect that equals another of its kind for the same version of the database."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SharedDialect) and self._compiles_for == other._compiles_for

    def __hash__(self) -> int:
        return hash(self._compiles_for)

    @property
    def _compiles_for(self) -> tuple[type[SharedDialect], tuple[Any, ...] | None]:
        return type(self), self.server_version_info
