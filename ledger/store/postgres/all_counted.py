"""What sees to it that rows of figures are added up in the transaction in which they were added.

Rows go in by one function a table, and what follows from them by another at the end. Whoever left
that out would leave rows behind that nobody knows of, and every question would have to doubt the
figures until their owner builds them anew. So who adds rows leaves a mark in the table of
turns, and a trigger on it looks, when the transaction is about to be kept, whether all events are
counted. It takes the mark away, so that the table is always empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.store.postgres.rights import taken_from_all
from ledger.store.postgres.session import quoted
from ledger.store.tables import EVENTS_TABLE, TURN_TABLE
from projections.tables import run_all

if TYPE_CHECKING:
    from sqlalchemy import Connection

NAME = "rientro_all_counted"
_MADE = (
    "CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {schema}.{turn} DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION {schema}.{name}()"
)
_BODY = """
BEGIN
  DELETE FROM ONLY {schema}.{turn};
  IF (SELECT p.position FROM ONLY {schema}.projected AS p) IS DISTINCT FROM
      (SELECT coalesce(max(e.notification_id), 0) FROM ONLY {schema}.{events} AS e) THEN
    RAISE EXCEPTION 'rows of figures were added, and not added up'
      USING ERRCODE = 'data_exception';
  END IF;
  RETURN NULL;
END"""
_THERE = """
    SELECT pg_get_triggerdef(t.oid, true) = %(made)s AND t.tgenabled = 'A' AND p.prosrc = %(body)s
        AND p.prosecdef AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp']
        AND p.proowner = c.relowner
    FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE t.tgname = %(name)s AND c.oid = to_regclass(%(turn)s)
"""


def body(schema: str) -> str:
    """The body of the function behind the trigger, in a schema as it is written."""
    return _BODY.format(schema=schema, turn=TURN_TABLE, events=EVENTS_TABLE)


def differs(connection: Connection, schema: str) -> bool:
    """Whether the trigger is not there, or not as it should be."""
    shown = connection.exec_driver_sql("SELECT quote_ident(%s)", (schema,)).scalar_one()
    values = {
        "name": NAME,
        "turn": f"{quoted(schema)}.{TURN_TABLE}",
        "made": _MADE.format(name=NAME, schema=shown, turn=TURN_TABLE),
        "body": body(quoted(schema)),
    }
    return not connection.exec_driver_sql(_THERE, values).scalar()


def put_back(connection: Connection, schema: str, owner: str) -> None:
    """Make the trigger anew, and the function behind it, which is the owner's."""
    written = quoted(schema)
    turn, function = f"{written}.{TURN_TABLE}", f"{written}.{NAME}()"
    run_all(
        connection,
        (
            f"DROP TRIGGER IF EXISTS {NAME} ON {turn}",
            f"DROP FUNCTION IF EXISTS {function}",
            (
                f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
                f"SET search_path = pg_catalog, pg_temp AS $gate${body(written)}$gate$"
            ),
            f"ALTER FUNCTION {function} OWNER TO {owner}",
            _MADE.format(name=NAME, schema=written, turn=TURN_TABLE),
            f"ALTER TABLE {turn} ENABLE ALWAYS TRIGGER {NAME}",
        ),
    )
    run_all(connection, taken_from_all(connection, [function]))
