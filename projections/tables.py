"""What the tables of the read model have in common.

Dates and instants are ISO 8601 texts, so that they sort and compare alike in every database.
Where a row has no contract, no engagement or no other site, it has the empty text, which is no code.
FTE are whole ten-thousandths, so that sums are exact.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import MetaData, Text, bindparam, func, insert, literal_column, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import (
        ClauseElement,
        ColumnElement,
        Connection,
        RowMapping,
        Select,
        Subquery,
        Table,
    )
    from sqlalchemy.dialects import postgresql, sqlite

    from projections.view import View

    Upsert = postgresql.Insert | sqlite.Insert

metadata = MetaData()
NONE = ""
ONLY_OF = "only_of"
"""What an index says of itself where it has only some of the rows: the condition of those."""
_PAGE = 2_000
ExactText = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared byte by byte in every database."""
Row = tuple[Any, ...]
Difference = tuple[Row | None, Row | None]
"""A row computed anew and the row in use; none where there is no such row."""


class AppendedRows:
    """Rows that are only ever added, each with its position or its number in the first column."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._rows: list[Row] = []
        self.add = self._rows.append

    def write(self, connection: Connection) -> None:
        """Insert the gathered rows and forget them."""
        if self._rows:
            statement = _insertion(self.table, connection.dialect.name, _schema(connection))
            connection.exec_driver_sql(statement, self._rows)
            self._rows.clear()

    def differences(
        self, connection: Connection, within: tuple[int, int] | None = None
    ) -> Iterator[Difference]:
        """Pairs of a gathered row and the row in use where they differ.

        Forgets the gathered rows. They are those of the whole table, or those after one position
        and up to another.
        """
        stored = _rows_in_use(connection, self.table, within)
        gathered = sorted(self._rows) if stored != self._rows else stored
        self._rows.clear()
        if gathered != stored:
            keys = len(self.table.primary_key)
            yield from _unequal(
                {row[:keys]: row for row in gathered}, {row[:keys]: row for row in stored}
            )


class KeptRows:
    """Rows of which the latest for each key, the first column, is kept."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._rows: dict[str, Row] = {}

    def keep(self, row: Row) -> None:
        """Keep the row in place of an earlier one for its key."""
        self._rows[row[0]] = row

    def __len__(self) -> int:
        """How many rows are gathered."""
        return len(self._rows)

    def write(self, connection: Connection) -> None:
        """Insert or replace the gathered rows and forget them."""
        if self._rows:
            statement = _replacement(self.table, connection.dialect.name, _schema(connection))
            connection.exec_driver_sql(statement, sorted(self._rows.values()))
            self._rows.clear()

    def differences(self, connection: Connection) -> Iterator[Difference]:
        """Pairs of a gathered row and the row in use where they differ, of the whole table.

        Forgets the gathered rows.
        """
        for stored in _all_rows(connection, self.table):
            gathered = self._rows.pop(stored[0], None)
            if gathered != stored:
                yield gathered, stored
        for row in self._rows.values():
            yield row, None
        self._rows.clear()


def coarse_key(code: str) -> str:
    """What twins of a code surely share, and what a database can make of a code itself."""
    return code.lower().replace("0", "")


def coarse_key_of(column: ColumnElement[str]) -> ColumnElement[str]:
    """The same, as the database makes it; written out, so that an index of it is found."""
    zero: ColumnElement[str] = literal_column("'0'")
    nothing: ColumnElement[str] = literal_column("''")
    return func.replace(func.lower(column), zero, nothing)


def latest_of_each(view: View, table: Table, key: ColumnElement[str]) -> Subquery:
    """The latest row for each key, of those up to the position of the view."""
    latest = (
        select(func.max(table.c.position)).where(table.c.position <= view.position).group_by(key)
    )
    return select(table).where(table.c.position.in_(latest)).subquery()


def rows_known(view: View, table: Table) -> list[RowMapping]:
    """The rows of what was recorded up to the position of the view, in the order of recording."""
    query = select(table).where(table.c.position <= view.position).order_by(table.c.position)
    return list(view.connection.execute(query).mappings())


def named_text(said: Mapping[str, Any], name: str) -> str | None:
    """A fact as a column has it: null if it is not said, the empty text if there is none."""
    if name not in said:
        return None
    value = said[name]
    return NONE if value is None else str(value)


def _rows_in_use(connection: Connection, table: Table, within: tuple[int, int] | None) -> list[Row]:
    """The rows as the driver gives them, in order; they are compared as they are."""
    query = _in_order(table)
    if within is not None:
        query = _within(table).params(after=within[0], upto=within[1])
    cursor = connection.execute(query).cursor
    return list(cursor.fetchall()) if cursor is not None else []


@cache
def _in_order(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key)


@cache
def _within(table: Table) -> Select[Any]:
    position = table.c[0]
    return _in_order(table).where(position > bindparam("after"), position <= bindparam("upto"))


def _all_rows(connection: Connection, table: Table) -> Iterator[Row]:
    """Every row of the table, some at a time."""
    cursor = connection.execute(select(table)).cursor
    while cursor is not None and (rows := cursor.fetchmany(_PAGE)):
        yield from rows


def _unequal(gathered: dict[Row, Row], stored: dict[Row, Row]) -> Iterator[Difference]:
    for key in sorted(gathered.keys() | stored.keys()):
        if gathered.get(key) != stored.get(key):
            yield gathered.get(key), stored.get(key)


@cache
def _insertion(table: Table, dialect: str, schema: str | None) -> str:
    return _text(insert(table), dialect, schema)


@cache
def _replacement(table: Table, dialect: str, schema: str | None) -> str:
    statement = upsert(table, dialect)
    changed = {c.name: statement.excluded[c.name] for c in table.c if not c.primary_key}
    keys = list(table.primary_key)
    return _text(
        statement.on_conflict_do_update(index_elements=keys, set_=changed), dialect, schema
    )


def upsert(table: Table, dialect: str) -> Upsert:
    """An insertion that can say what becomes of rows that are there."""
    # A dialect takes a while to load, so only the one in use is.
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def _schema(connection: Connection) -> str | None:
    """The schema to which the names of our tables lead; none where the database has no schemas."""
    names_lead_to = connection.get_execution_options().get("schema_translate_map", {})
    return cast("str | None", names_lead_to.get(None))


def _text(statement: ClauseElement, dialect: str, schema: str | None) -> str:
    """The statement for rows given as tuples."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql.base import PGDialect

        dialect_of_tuples = PGDialect(paramstyle="format")  # type: ignore[no-untyped-call]
        return str(
            statement.compile(
                dialect=dialect_of_tuples,
                schema_translate_map={None: schema},
                render_schema_translate=True,
            )
        )
    from sqlalchemy.dialects.sqlite.base import SQLiteDialect

    return str(statement.compile(dialect=SQLiteDialect(paramstyle="qmark")))
