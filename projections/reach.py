"""How far the tables of figures have come, which every question looks at first.

So the names of the tables stand here, and a question loads those alone that it is about.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, Column, SmallInteger, Table, select

from projections.tables import ExactText, before_names, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

SCHEMA_VERSION = 7
"""The shape of these tables. An older shape is refused until `db upgrade` has built it anew."""
BY_POSITION = (
    "attestations",
    "batch_signatures",
    "batches",
    "contract_ends",
    "contracts",
    "indicators",
    "movements",
    "notices",
    "plan_terms",
    "plan_voids",
    "plan_withdrawals",
    "plans",
    "protocol_entries",
    "quality",
    "rule_recipients",
    "rules",
    "site_closures",
    "sites",
    "union_members",
    "unions",
    "volume_reports",
    "volumes",
)
"""The tables whose rows are found by the positions of their events."""
BY_OTHER_KEYS = ("cells", "changes", "placements", "projected")
"""The other tables."""
TABLES = frozenset(BY_POSITION) | frozenset(BY_OTHER_KEYS)
"""The names of all tables of figures."""

projected = Table(
    "projected",
    metadata,
    Column("one", SmallInteger, primary_key=True, autoincrement=False),
    Column("schema_version", SmallInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("recorded_at", ExactText, nullable=False),
)


_REACHED = select(projected.c.schema_version, projected.c.position, projected.c.recorded_at).where(
    projected.c.one == 1
)


class Reached(NamedTuple):
    """How far the read model has come: the last event in it."""

    schema_version: int
    position: int
    recorded_at: str


@cache
def _furthest(within: str) -> str:
    """The question, which every command asks, as a text: building it would take longer than it does."""
    return " UNION ALL ".join(
        f"SELECT max(position) AS position FROM {within}{name}"  # noqa: S608 (names of our own)
        for name in BY_POSITION
    )


def furthest(connection: Connection) -> int:
    """The last position in the read model's rows; 0 where there are none.

    It is looked for where rows are found by their positions. Refuses with ValueError what is none.
    """
    question = _furthest(before_names(connection, connection.schema_for_object(projected)))
    # Asked for the furthest of all at once, a server would take twice as long to plan it.
    found = [latest for (latest,) in connection.exec_driver_sql(question) if latest is not None]
    numbers = [latest for latest in found if isinstance(latest, (int, float))]
    furthest_of_all = max(numbers, default=0)
    if numbers != found or not isinstance(furthest_of_all, int):
        raise ValueError("one of their positions is no number")
    return furthest_of_all


def reached(connection: Connection) -> Reached:
    """How far the read model has come; refuses with ValueError a table that does not say so."""
    rows = [Reached(*row) for row in connection.execute(_REACHED)]
    if [tuple(map(type, row)) for row in rows] != [(int, int, str)]:
        raise ValueError("they do not say how far they reach")
    return rows[0]
