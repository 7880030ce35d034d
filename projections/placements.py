"""Where each operator is after all that was recorded: the roster that `--count` picks from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Index, Integer, Table, select

from projections.tables import ExactText, coarse_key_of, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

placements = Table(
    "placements",
    metadata,
    Column("operator", ExactText, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("site", ExactText, nullable=False),
    Column("contract", ExactText, nullable=False),
    Column("fte_units", Integer, nullable=False),
    Column("engagement", ExactText, nullable=False),
    Index("placements_at_site", "site"),
    sqlite_with_rowid=False,
)
"""The latest placement of every operator; an operator who left has none."""

Index("placements_by_coarse_key", coarse_key_of(placements.c.operator))
"""By which the twins of a code are found among all that were ever recorded."""


def operators_at(connection: Connection, site: str) -> list[str]:
    """The codes of all operators who are at the site after all that was recorded."""
    query = select(placements.c.operator).where(placements.c.site == site)
    return list(connection.execute(query).scalars())


def operators_on(connection: Connection, contract: str) -> list[str]:
    """The codes of all operators who are on the contract after all that was recorded."""
    query = select(placements.c.operator).where(placements.c.contract == contract)
    return list(connection.execute(query).scalars())


def codes_beginning_with(connection: Connection, prefix: str) -> list[str]:
    """The codes of all operators ever recorded that begin with the prefix."""
    code = placements.c.operator
    beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    query = select(code).where(code >= prefix, code < beyond)
    return list(connection.execute(query).scalars())
