"""Where each operator is after all that was recorded: the roster that `--count` picks from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    Table,
    and_,
    func,
    literal_column,
    or_,
    select,
)

from projections.cells import cells
from projections.movements import movements
from projections.projection import Sums
from projections.tables import NONE, ExactText, coarse_key_of, metadata, upsert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Insert, Select

    from projections.tables import Difference

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


def addition(dialect: str, after: ColumnElement[int]) -> Insert:
    """What puts every operator who moved after a position to where the latest movement led."""
    # In order of the key, so that the pages of its index are written one after another.
    rows = _latest(movements.c.position > after)
    rows = rows.order_by(rows.selected_columns[0])
    latest = upsert(placements, dialect).from_select([column.name for column in placements.c], rows)
    put = {c.name: latest.excluded[c.name] for c in placements.c if not c.primary_key}
    return latest.on_conflict_do_update(index_elements=[placements.c.operator], set_=put)


def differences(connection: Connection) -> Iterator[Difference]:
    """Pairs of where the movements in use led and the row in use, where they differ."""
    given = _latest(movements.c.position > literal_column("0")).subquery("given")
    same = given.c.operator == placements.c.operator
    unequal = or_(*(given.c[c.name].is_distinct_from(c) for c in placements.c))
    for row in connection.execute(
        select(*given.c, *placements.c)
        .select_from(given.outerjoin(placements, same))
        .where(unequal)
    ):
        in_use = tuple(row[len(placements.c) :])
        yield tuple(row[: len(placements.c)]), in_use if in_use[0] is not None else None
    needless = select(placements).outerjoin(given, same).where(given.c.operator.is_(None))
    for row in connection.execute(needless):
        yield None, tuple(row)


LATEST = Sums(placements, addition, differences)


def _latest(which: ColumnElement[bool]) -> Select[Any]:
    """Where the latest of some movements led each operator: to the side with a head more."""
    m, side = movements.c, movements.alias("side")
    last = (
        select(m.operator, func.max(m.position).label("position"))
        .where(which)
        .group_by(m.operator)
        .subquery("last")
    )
    arrives = and_(side.c.position == last.c.position, side.c.heads > literal_column("0"))
    where = last.outerjoin(side, arrives).outerjoin(cells, cells.c.cell == side.c.cell)
    return select(
        last.c.operator,
        last.c.position,
        func.coalesce(cells.c.site, NONE).label("site"),
        func.coalesce(cells.c.contract, NONE).label("contract"),
        func.coalesce(side.c.fte_units, 0).label("fte_units"),
        func.coalesce(cells.c.engagement, NONE).label("engagement"),
    ).select_from(where)


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
