"""What the tables of the read model have in common.

Dates and instants are ISO 8601 texts, so that they sort and compare alike in every database.
Where a row has no contract, no engagement or no other site, it has the empty text, which is no code.
FTE are whole ten-thousandths, so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import MetaData, Text, bindparam, func, insert, literal_column, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import (
        ColumnElement,
        Connection,
        RowMapping,
        Select,
        Table,
    )
    from sqlalchemy.dialects import postgresql, sqlite

    from projections.view import View

    Upsert = postgresql.Insert | sqlite.Insert

metadata = MetaData()
NONE = ""
ONLY_OF = "only_of"
"""What an index says of itself where it has only some of the rows: the condition of those."""
WITHIN = "within"
"""What a column of numbers that are added up says of itself: the least and the most of one of them."""
ROW_FUNCTIONS = "rientro_row_functions"
"""The option of a connection that says where the functions are that take rows of figures."""
ADD_UP = "rientro_add_up"
"""The function on a server that makes all that follows from the rows that were taken."""
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
        """Insert the gathered rows, or give them to the function that takes them; forget them."""
        if not self._rows:
            return
        if connection.dialect.name == "postgresql":
            from projections.row_functions import taking

            columns = tuple(map(list, zip(*self._rows, strict=True)))
            statement = taking(self.table, _schema(connection), row_functions(connection))
            connection.exec_driver_sql(statement, columns)
        else:
            connection.exec_driver_sql(_insertion(self.table), self._rows)
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
                {row[:keys]: row for row in gathered}, {_key(row[:keys]): row for row in stored}
            )


def coarse_key(code: str) -> str:
    """What twins of a code surely share, and what a database can make of a code itself."""
    return code.lower().replace("0", "")


def coarse_key_of(column: ColumnElement[str]) -> ColumnElement[str]:
    """The same, as the database makes it; written out, so that an index of it is found."""
    zero: ColumnElement[str] = literal_column("'0'")
    nothing: ColumnElement[str] = literal_column("''")
    return func.replace(func.lower(column), zero, nothing)


def rows_known(view: View, table: Table) -> list[RowMapping]:
    """The rows of what was recorded up to the position of the view, in the order of recording."""
    found = view.connection.execute(_known(table), {"position": view.position})
    return list(found.mappings())


@cache
def _known(table: Table) -> Select[Any]:
    known = select(table).where(table.c.position <= bindparam("position"))
    return known.order_by(table.c.position)


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


def _unequal(gathered: dict[Row, Row], stored: dict[Row, Row]) -> Iterator[Difference]:
    for key in sorted(gathered.keys() | stored.keys(), key=_in_any_order):
        if gathered.get(key) != stored.get(key):
            yield gathered.get(key), stored.get(key)


def _key(key: Row) -> Row:
    """The key of a row in use, of which a column may have any type: a list cannot be looked up."""
    return tuple(each if isinstance(each, Hashable) else str(each) for each in key)


def _in_any_order(key: Row) -> list[tuple[str, Any]]:
    """What keys are sorted by whatever their types are: an SQLite file keeps what it is given."""
    return [(type(value).__name__, value) for value in key]


@cache
def _insertion(table: Table) -> str:
    """The statement for a row given as a tuple."""
    from sqlalchemy.dialects.sqlite.base import SQLiteDialect

    return str(insert(table).compile(dialect=SQLiteDialect(paramstyle="qmark")))


def upsert(table: Table, dialect: str) -> Upsert:
    """An insertion that can say what becomes of rows that are there."""
    # A dialect takes a while to load, so only the one in use is.
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def run_all(connection: Connection, statements: Iterable[str]) -> None:
    """Run statements that tell nothing; a server is given all of them at once."""
    if connection.dialect.name == "postgresql":
        if text := "; ".join(statements):
            connection.exec_driver_sql(text.replace("%", "%%"))
        return
    for statement in statements:
        connection.exec_driver_sql(statement)


def before_names(connection: Connection, schema: str | None) -> str:
    """A schema as it is written before the name of a table; nothing where there is none."""
    return f"{connection.dialect.identifier_preparer.quote_schema(schema)}." if schema else ""


def _schema(connection: Connection) -> str | None:
    """The schema to which the names of our tables lead; none where the database has no schemas."""
    names_lead_to = connection.get_execution_options().get("schema_translate_map", {})
    return cast("str | None", names_lead_to.get(None))


def row_functions(connection: Connection) -> str | None:
    """The schema, as it is written in SQL, whose functions take rows of figures here.

    None where rows are written as they are: in a file, and in tables that are not in use yet.
    """
    return cast("str | None", connection.get_execution_options().get(ROW_FUNCTIONS))
