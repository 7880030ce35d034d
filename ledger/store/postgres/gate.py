"""The functions through which a ledger on a server is written to: whether they are there, and made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.store.errors import GateDiffers
from ledger.store.postgres import all_counted
from ledger.store.postgres.gate_functions import APPEND, TURN, functions, known_topics
from ledger.store.postgres.rights import taken_from_all
from ledger.store.postgres.session import quoted
from ledger.store.tables import EVENTS_TABLE, TOPICS_TABLE
from projections.tables import run_all

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.store.postgres.gate_functions import GateFunction

_THERE = """
    SELECT p.proname::text, oidvectortypes(p.proargtypes), p.prosrc, p.prosecdef
        AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp'] AND l.lanname = 'plpgsql'
        AND p.provolatile = 'v' AND p.proowner = (SELECT relowner FROM pg_class
            WHERE oid = to_regclass(%(events)s))
    FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
    WHERE starts_with(p.proname, 'rientro_')
        AND p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
"""
_OF_THESE_NAMES = """
    SELECT p.oid::regprocedure::text FROM pg_proc AS p WHERE p.proname = ANY(%(names)s)
        AND p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
"""
_TURN_IS_OURS = """
    SELECT p.prosrc = %(body)s AND p.prosecdef AND l.lanname = 'plpgsql'
        AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp'], pg_has_role(c.relowner, 'MEMBER')
    FROM pg_proc AS p JOIN pg_class AS c ON c.relowner = p.proowner
    JOIN pg_language AS l ON l.oid = p.prolang
    WHERE p.oid = to_regprocedure(%(turn)s) AND c.oid = to_regclass(%(events)s)
"""
_OWNER = "SELECT relowner::regrole::text FROM pg_class WHERE oid = to_regclass(%(events)s)"
_CALLERS = f"""
    SELECT DISTINCT a.grantee::regrole::text
    FROM pg_proc AS p, aclexplode(p.proacl) AS a
    WHERE p.proname = '{APPEND}' AND a.grantee NOT IN (0, p.proowner) AND p.proowner =
        (SELECT relowner FROM pg_class WHERE oid = to_regclass(%(events)s))
        AND p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
"""  # noqa: S608 (a name of our own)


def has_turn(connection: Connection, where: str, schema: str) -> bool:
    """Whether the function that takes the turn is there and of whoever owns the ledger.

    A stranger may have made one of that name before there was a ledger; it is never called. Nor is
    one of the owner's that is another than it should be, since it would run with the rights of the
    caller: who may put it right does without, and everybody else is refused.
    """
    [turn] = [each for each in functions(quoted(schema)) if each.name == TURN]
    values = {
        "turn": f"{quoted(schema)}.{turn.signature}",
        "events": f"{quoted(schema)}.{EVENTS_TABLE}",
        "body": turn.body,
    }
    found = connection.exec_driver_sql(_TURN_IS_OURS, values).first()
    if found is None:
        return False
    is_ours, may_put_it_right = found
    if not is_ours and not may_put_it_right:
        raise GateDiffers(where, TURN)
    return bool(is_ours)


def differing(connection: Connection, schema: str) -> list[str]:
    """The functions that are not there or not as they should be, and the table of topics."""
    written = quoted(schema)
    there = {
        (name, takes): (body, is_whole)
        for name, takes, body, is_whole in connection.exec_driver_sql(
            _THERE, {"schema": schema, "events": f"{written}.{EVENTS_TABLE}"}
        )
    }
    wrong = [
        each.name
        for each in functions(written)
        if there.get((each.name, ", ".join(each.takes))) != (each.body, True)
    ]
    topics = connection.exec_driver_sql(
        "SELECT to_regclass(%(t)s) IS NOT NULL", {"t": f"{written}.{TOPICS_TABLE}"}
    ).scalar()
    if not topics or not _has_all_topics(connection, written):
        wrong.append(TOPICS_TABLE)
    if all_counted.differs(connection, schema):
        wrong.append(all_counted.NAME)
    return wrong


def _has_all_topics(connection: Connection, schema: str) -> bool:
    rows = connection.exec_driver_sql(
        f"SELECT topic, stream, owners_alone FROM {schema}.{TOPICS_TABLE}"  # noqa: S608
    )
    return {topic: (stream, alone) for topic, stream, alone in rows} == known_topics()


def put_back(connection: Connection, schema: str) -> None:
    """Make the functions anew that are not as they should be; who may call them stays so."""
    written, wrong = quoted(schema), differing(connection, schema)
    values = {"schema": schema, "events": f"{written}.{EVENTS_TABLE}"}
    owner = connection.exec_driver_sql(_OWNER, values).scalar_one()
    callers = connection.exec_driver_sql(_CALLERS, values).scalars().all()
    if all_counted.NAME in wrong:
        all_counted.put_back(connection, schema, owner)
    if TOPICS_TABLE in wrong:
        _put_topics_back(connection, written, owner)
    anew = [each for each in functions(written) if each.name in wrong]
    names = {**values, "names": [each.name for each in anew]}
    former = connection.exec_driver_sql(_OF_THESE_NAMES, names).scalars().all()
    called = [f"{written}.{each.signature}" for each in anew]
    run_all(connection, (f"DROP FUNCTION {signature}" for signature in former))
    run_all(connection, (_made(each, written) for each in anew))
    run_all(
        connection,
        (
            *(f"ALTER FUNCTION {function} OWNER TO {owner}" for function in called),
            *taken_from_all(connection, called),
            *(
                f"GRANT EXECUTE ON FUNCTION {function} TO {role}"
                for function in called
                for role in callers
            ),
        ),
    )


def _made(function: GateFunction, schema: str) -> str:
    """The statement that makes a function in a schema, as it is written."""
    return (
        f"CREATE FUNCTION {schema}.{function.signature} RETURNS {function.gives} LANGUAGE plpgsql "
        f"SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $gate${function.body}$gate$"
    )


def _put_topics_back(connection: Connection, schema: str, owner: str) -> None:
    table = f"{schema}.{TOPICS_TABLE}"
    rows = ", ".join(
        f"('{topic}', '{stream}', {str(alone).lower()})"
        for topic, (stream, alone) in sorted(known_topics().items())
    )
    run_all(
        connection,
        (
            (
                f'CREATE TABLE IF NOT EXISTS {table} (topic text COLLATE "C" PRIMARY KEY, '
                "stream text NOT NULL, owners_alone boolean NOT NULL)"
            ),
            f"ALTER TABLE {table} OWNER TO {owner}",
            f"DELETE FROM ONLY {table}",  # noqa: S608 (names of our own)
            f"INSERT INTO {table} (topic, stream, owners_alone) VALUES {rows}",  # noqa: S608
        ),
    )
