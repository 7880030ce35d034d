"""From where a question is asked: a moment of the ledger, and what it is asked to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class View:
    """One consistent reading of the ledger."""

    connection: Connection
    name: str
    """The ledger's name."""
    position: int
    """The last position that answers may know."""
    known_at: datetime | None = None
    """The instant of the ledger's own past that is asked about; none for now."""
    is_past: bool = False
    """Whether more was recorded since than answers may know."""

    @property
    def then(self) -> datetime | None:
        """The instant of the ledger's own past; none where all is known that was recorded."""
        return self.known_at if self.is_past else None
