"""From where a question is asked: a moment of the ledger, and what it is asked to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class View:
    """One consistent reading of the ledger."""

    connection: Connection
    name: str
    """The ledger's name."""
    position: int
    """The last position that this reading includes."""
    known_up_to: int | None = None
    """The last position that answers may know; none for all that is recorded."""
