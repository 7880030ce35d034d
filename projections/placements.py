"""Where each operator is after all that was recorded: the roster that `--count` picks from."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sqlalchemy import BigInteger, Column, Index, Integer, Table, select

from domain.events import (
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from domain.values import fte_units
from projections.tables import NONE, ExactText, KeptRows, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from domain.placement import Placement
    from domain.recorded import Recorded

placements = Table(
    "placements",
    metadata,
    Column("operator", ExactText, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("site", ExactText, nullable=False),
    Column("contract", ExactText, nullable=False),
    Column("fte_units", Integer, nullable=False),
    Index("placements_at_site", "site"),
    sqlite_with_rowid=False,
)


class Placements:
    """Keeps the latest placement of every operator; an operator who left has none."""

    def __init__(self) -> None:
        self.rows = KeptRows(placements)

    def on(self, recorded: Recorded[OperatorEvent]) -> None:
        """An operator moved, or a movement was taken back."""
        operator = recorded.code
        now = _now(recorded.event)
        at = (now.site, now.contract or NONE, fte_units(now.fte)) if now else (NONE, NONE, 0)
        self.rows.put((operator,), (operator, recorded.position, *at))


def _now(event: OperatorEvent) -> Placement | None:
    match event:
        case OperatorTransferred(destination=now):
            return now
        case OperatorHired(placement=now):
            return now
        case OperatorReassigned(after=now):
            return now
        case OperatorLeft():
            return None
        case MovementVoided(restored=now):
            return now
    assert_never(event)


def operators_at(connection: Connection, site: str) -> list[str]:
    """The codes of all operators who are at the site after all that was recorded."""
    query = select(placements.c.operator).where(placements.c.site == site)
    return list(connection.execute(query).scalars())


def codes_beginning_with(connection: Connection, prefix: str) -> list[str]:
    """The codes of all operators ever recorded that begin with the prefix."""
    code = placements.c.operator
    beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    query = select(code).where(code >= prefix, code < beyond)
    return list(connection.execute(query).scalars())
