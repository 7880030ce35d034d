"""How rows of figures get into a server: by functions of the owner's, made from what is declared.

Whoever records writes no table. Each table of rows has a function that takes only rows of events
that the figures do not know yet, which as a rule are those of the same transaction. What follows
from the rows, sums and latest placements, the server makes itself, and says how far it has come:
before the transaction ends, or nothing of it is kept.
The statements are those by which the same rows are written where there are no such functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Integer, LargeBinary, SmallInteger, Text, literal_column

from projections.tables import ADD_UP, WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Column, Table

    from projections.projection import Projection

_TYPES: dict[type, str] = {
    BigInteger: "bigint",
    Integer: "integer",
    SmallInteger: "smallint",
    Text: "text",
    LargeBinary: "bytea",
}
_POSITION = "position"
_REACHED = "the_reached"
_UNCOUNTED = """
  IF EXISTS (SELECT FROM pg_catalog.unnest($1) AS given (at) WHERE given.at IS NULL
      OR given.at <= (SELECT p.position FROM ONLY {schema}.projected AS p)
      OR given.at > (SELECT coalesce(max(e.notification_id), 0) FROM ONLY {schema}.stored_events AS e))
  THEN RAISE EXCEPTION 'rows of {table} are of events that are counted already, or not there'
    USING ERRCODE = 'data_exception';
  END IF;"""
_NUMBERED = """
  IF NOT EXISTS (SELECT FROM ONLY {schema}.stored_events AS e WHERE e.notification_id >
      (SELECT p.position FROM ONLY {schema}.projected AS p))
    OR EXISTS (SELECT FROM ROWS FROM (pg_catalog.unnest($1)) WITH ORDINALITY AS given (number, nth)
      WHERE given.number IS DISTINCT FROM given.nth
        + (SELECT coalesce(max(t.{key}), 0) FROM ONLY {schema}.{table} AS t))
  THEN RAISE EXCEPTION 'rows of {table} do not follow the last one, or no event needs them'
    USING ERRCODE = 'data_exception';
  END IF;"""
_MARK = "INSERT INTO {schema}.stored_events_turn DEFAULT VALUES;"
"""Lets a trigger see, at the end, whether all events are counted."""
_BOUNDED = """
  IF EXISTS (SELECT FROM pg_catalog.unnest(${number}) AS given (value)
      WHERE given.value NOT BETWEEN {least} AND {most})
  THEN RAISE EXCEPTION '{column} of {table} is not from {least} to {most}'
    USING ERRCODE = 'data_exception';
  END IF;"""
"""What is added up stays a number that the sums can hold, whatever somebody gives."""
_ADDING = """
DECLARE
  the_last bigint;
  the_state bytea;
  the_reached bigint;
BEGIN
  PERFORM {schema}.rientro_turn();
  SELECT p.position INTO STRICT the_reached FROM ONLY {schema}.projected AS p;
  SELECT e.notification_id, e.state INTO the_last, the_state FROM ONLY {schema}.stored_events AS e
    ORDER BY e.notification_id DESC LIMIT 1;
  IF the_last > the_reached THEN
    {sums};
    UPDATE {schema}.projected AS p SET position = the_last,
      recorded_at = pg_catalog.convert_from(the_state, 'UTF8')::json ->> 'recorded_at';
  END IF;
END"""


@dataclass(frozen=True, slots=True)
class RowFunction:
    """A function on a server: its name, the types that it takes, and its body in PL/pgSQL."""

    name: str
    takes: Sequence[str]
    body: str


def row_functions_of(projections: Sequence[Projection], schema: str) -> Iterator[RowFunction]:
    """The functions by which all rows of the projections are taken, in a schema as it is written."""
    for each in projections:
        for rows in (*each.appended, *each.paged):
            yield _taking_function(rows.table, schema)
    sums = [_addition(each, schema) for projection in projections for each in projection.sums]
    body = _ADDING.format(schema=schema, sums=";\n    ".join(sums))
    yield RowFunction(ADD_UP, (), body)


@cache
def taking(table: Table, schema: str | None, functions: str | None) -> str:
    """The statement that gives the columns of rows, each as an array, to the table."""
    arrays = [f"%b::{kind}[]" for kind in _kinds(table)]
    if functions is not None:
        return f"SELECT {functions}.{_name(table)}({', '.join(arrays)})"
    written = '"' + str(schema).replace('"', '""') + '"'
    return _insertion(table, written, [f"pg_catalog.unnest({each})" for each in arrays])


def _name(table: Table) -> str:
    return f"rientro_add_{table.name}"


def _taking_function(table: Table, schema: str) -> RowFunction:
    key = next(iter(table.primary_key)).name
    check = (_UNCOUNTED if key == _POSITION else _NUMBERED).format(
        schema=schema, table=table.name, key=key
    )
    for number, column in enumerate(table.c, 1):
        if WITHIN in column.info:
            least, most = column.info[WITHIN]
            named = {"number": number, "least": least, "most": most}
            check += _BOUNDED.format(table=table.name, column=column.name, **named)
    arrays = [f"pg_catalog.unnest(${number})" for number in range(1, len(table.c) + 1)]
    body = (
        f"\nBEGIN\n  PERFORM {schema}.rientro_turn();{check}\n"
        f"  {_MARK.format(schema=schema)}\n"
        f"  {_insertion(table, schema, arrays)};\nEND"
    )
    return RowFunction(_name(table), [f"{kind}[]" for kind in _kinds(table)], body)


def _insertion(table: Table, schema: str, arrays: Sequence[str]) -> str:
    names = ", ".join(column.name for column in table.c)
    return (
        f"INSERT INTO {schema}.{table.name} ({names}) "  # noqa: S608 (names of our own)
        f"SELECT * FROM ROWS FROM ({', '.join(arrays)}) AS given"
    )


def _kinds(table: Table) -> list[str]:
    return [_kind(column) for column in table.c]


def _kind(column: Column[Any]) -> str:
    """The type of a column as the server names it; refuses one of a type that no table here has."""
    for known, name in _TYPES.items():
        if type(column.type) is known:
            return name
    raise TypeError(f"{column} is of a type that is not sent to a server")


def _addition(sums: Any, schema: str) -> str:
    """The statement that takes further rows in, with all its values written out."""
    from sqlalchemy.dialects.postgresql.base import PGDialect

    statement = sums.addition("postgresql", literal_column(_REACHED))
    compiled = statement.compile(
        dialect=PGDialect(paramstyle="named"),  # type: ignore[no-untyped-call]
        schema_translate_map={None: _unquoted(schema)},
        compile_kwargs={"literal_binds": True},
        render_schema_translate=True,
    )
    return str(compiled)


def _unquoted(schema: str) -> str:
    return schema[1:-1].replace('""', '"')
