"""The rights on a ledger's tables and functions: those that each role should have, and those there are.

Whoever made a ledger owns all of it. A right is somebody's to do something with one thing of the
ledger's; what is not wanted of the four roles, or of everybody, is taken away, and what somebody
else has is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ledger.store.postgres.gate_functions import TURN, functions
from ledger.store.postgres.session import quoted
from ledger.store.tables import (
    CHECKPOINTS_TABLE,
    EVENTS_TABLE,
    TEXTS_TABLE,
    TOPICS_TABLE,
    TURN_TABLE,
)
from projections import reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

SEQUENCE = f"{EVENTS_TABLE}_notification_id_seq"
EVERYBODY = "PUBLIC"


class Roles(NamedTuple):
    """The names of the roles of one ledger, or of several that use the same."""

    recorder: str
    reader: str
    auditor: str
    signer: str

    @classmethod
    def beginning_with(cls, prefix: str) -> Roles:
        """The names that begin so."""
        return cls(*(f"{prefix}_{role}" for role in cls._fields))


class Right(NamedTuple):
    """Somebody's right to do something with a thing of the ledger's."""

    thing: str
    """What it is, as it is written in SQL behind ON, without the schema."""
    who: str
    may: str


def names_of_tables() -> frozenset[str]:
    """The names of all tables of a ledger on a server."""
    others = (EVENTS_TABLE, TURN_TABLE, TOPICS_TABLE, CHECKPOINTS_TABLE, TEXTS_TABLE)
    return frozenset({*others, *reach.TABLES})


def wanted(schema: str, there: frozenset[str], roles: Roles) -> list[Right]:
    """The rights that the roles should have on the tables that are there, and the functions."""
    recorder, reader, _, signer = roles
    read = {table: {recorder, reader} for table in reach.TABLES}
    read |= {TEXTS_TABLE: {recorder, reader}}  # an auditor needs no notes, and a signer none
    read |= {table: {*roles} for table in (EVENTS_TABLE, TOPICS_TABLE, CHECKPOINTS_TABLE)}
    found = [
        Right(f"TABLE {table}", role, "SELECT")
        for table, readers in sorted(read.items())
        for role in sorted(readers)
        if table in there
    ]
    if CHECKPOINTS_TABLE in there:
        found.append(Right(f"TABLE {CHECKPOINTS_TABLE}", signer, "INSERT"))
    for function in functions(quoted(schema)):
        callers = (recorder, signer) if function.name == TURN else (recorder,)
        found += [Right(f"FUNCTION {function.signature}", role, "EXECUTE") for role in callers]
    return found


def statements(schema: str, there: frozenset[str], roles: Roles) -> list[str]:
    """The statements that make the roles and give them what is wanted, and nothing else."""
    return list(_statements(schema, there, roles))


def _statements(schema: str, there: frozenset[str], roles: Roles) -> Iterator[str]:
    place, all_ = _written(schema), ", ".join(roles)
    for role in roles:
        yield (
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles "
            f"WHERE rolname OPERATOR(pg_catalog.=) '{role}') "
            f"THEN CREATE ROLE {role} NOLOGIN; END IF; END $$"
        )
    yield f"REVOKE CREATE ON SCHEMA {place} FROM {EVERYBODY}"
    yield f"REVOKE ALL ON SCHEMA {place} FROM {all_}"
    yield f"GRANT USAGE ON SCHEMA {place} TO {all_}"
    tables = ", ".join(f"{place}.{name}" for name in sorted(names_of_tables() & there))
    # A right on a column goes with that on its table.
    yield f"REVOKE ALL ON TABLE {tables} FROM {EVERYBODY}, {all_}"
    yield f"REVOKE ALL ON SEQUENCE {place}.{SEQUENCE} FROM {EVERYBODY}, {all_}"
    called = ", ".join(f"{place}.{each.signature}" for each in functions(quoted(schema)))
    yield f"REVOKE ALL ON FUNCTION {called} FROM {EVERYBODY}, {all_}"
    given: dict[tuple[str, str], list[str]] = {}
    for thing, role, may in wanted(schema, there, roles):
        kind, _, name = thing.partition(" ")
        given.setdefault((role, f"{may} ON {kind}"), []).append(f"{place}.{name}")
    for (role, what), names in given.items():
        yield f"GRANT {what} {', '.join(names)} TO {role}"


def rights_there(connection: Connection, schema: str) -> list[Right]:
    """All rights on the tables, the sequence and the functions of the ledger but the owner's."""
    tables = [*names_of_tables(), SEQUENCE]
    values = {"schema": schema, "tables": tables, "prefix": "rientro_"}
    return [Right(*row) for row in connection.exec_driver_sql(_RIGHTS, values)]


def more_than_wanted(connection: Connection, schema: str) -> list[Right]:
    """The rights to write that nobody should have but the owner, and those that everybody has.

    Whose right to call the gate was given is the owner's matter.
    """
    return [
        right
        for right in rights_there(connection, schema)
        if right.who == EVERYBODY
        or (right.may not in {"SELECT", "EXECUTE"} and not _is_signers(right))
    ]


def are_given(connection: Connection, schema: str, roles: Roles) -> bool:
    """Whether the roles have what they should: who is not the owner can give nothing."""
    found = set(rights_there(connection, schema))
    events = Right(f"TABLE {EVENTS_TABLE}", roles.auditor, "SELECT")
    return events in found


def left(connection: Connection, schema: str, roles: Roles) -> list[str]:
    """What others may do, and what the roles may do besides, in a few words each."""
    told = [
        f"{right.who} may {right.may} {right.thing}"
        for right in rights_there(connection, schema)
        if right.who not in {EVERYBODY, *roles}
    ]
    values = {"roles": list(roles)}
    for role, name in connection.exec_driver_sql(_ELSEWHERE, values):
        told.append(f"{role} has rights in the database {name} too")
    for role, what in connection.exec_driver_sql(_ATTRIBUTES, values):
        told.append(f"{role} {what}")
    for role, other in connection.exec_driver_sql(_MEMBERS, values):
        told.append(f"{role} is a member of {other}")
    for (function,) in connection.exec_driver_sql(_STRANGE, {"schema": schema}):
        told.append(f"the function {function} is not the ledger's own")
    return told


def taken_from_all(connection: Connection, functions_made: Sequence[str]) -> list[str]:
    """The statements after which nobody but its owner may call a function that was just made.

    An owner may have said that others may call whatever the owner makes.
    """
    others = connection.exec_driver_sql(_GRANTEES, {"functions": list(functions_made)}).all()
    everybody = [(name, EVERYBODY) for name in functions_made]
    return [f"REVOKE ALL ON FUNCTION {name} FROM {who}" for name, who in (*everybody, *others)]


def _is_signers(right: Right) -> bool:
    return (right.thing, right.may) == (f"TABLE {CHECKPOINTS_TABLE}", "INSERT")


def _written(schema: str) -> str:
    """The schema as it is shown to people: its name is a plain one."""
    return schema


_GRANTEES = """
    SELECT DISTINCT given.function, a.grantee::regrole::text
    FROM unnest(%(functions)s::text[]) AS given (function)
    JOIN pg_proc AS p ON p.oid = to_regprocedure(given.function), aclexplode(p.proacl) AS a
    WHERE a.grantee NOT IN (0, p.proowner)
"""
_WHO = f"CASE a.grantee WHEN 0 THEN '{EVERYBODY}' ELSE pg_get_userbyid(a.grantee)::text END"
_RIGHTS = f"""
    SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.relname, {_WHO},
        a.privilege_type::text
    FROM pg_class AS c, aclexplode(c.relacl) AS a
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
        AND c.relname = ANY(%(tables)s) AND a.grantee <> c.relowner
    UNION
    SELECT 'TABLE ' || c.relname, {_WHO}, a.privilege_type::text
    FROM pg_class AS c JOIN pg_attribute AS o ON o.attrelid = c.oid, aclexplode(o.attacl) AS a
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
        AND c.relname = ANY(%(tables)s) AND a.grantee <> c.relowner
    UNION
    SELECT 'FUNCTION ' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')', {_WHO},
        a.privilege_type::text
    FROM pg_proc AS p,
        aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
    WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
        AND starts_with(p.proname, %(prefix)s) AND p.prorettype <> 'trigger'::regtype
        AND a.grantee <> p.proowner
    ORDER BY 1, 2, 3
"""  # noqa: S608 (constants)
_ELSEWHERE = """
    SELECT DISTINCT r.rolname::text, d.datname::text
    FROM pg_shdepend AS s JOIN pg_roles AS r ON r.oid = s.refobjid
    JOIN pg_database AS d ON d.oid = s.dbid
    WHERE s.refclassid = 'pg_authid'::regclass AND r.rolname = ANY(%(roles)s)
        AND d.datname <> current_database() ORDER BY 1, 2
"""
_ATTRIBUTES = """
    SELECT r.rolname::text, a.what FROM pg_roles AS r, LATERAL (VALUES
        (r.rolsuper, 'is a superuser'), (r.rolbypassrls, 'passes by policies'),
        (r.rolcreaterole, 'may make roles'), (r.rolcreatedb, 'may make databases'),
        (r.rolreplication, 'may replicate'), (r.rolcanlogin, 'can log in itself')
    ) AS a (is_so, what) WHERE a.is_so AND r.rolname = ANY(%(roles)s) ORDER BY 1, 2
"""
_MEMBERS = """
    SELECT r.rolname::text, o.rolname::text FROM pg_auth_members AS m
    JOIN pg_roles AS r ON r.oid = m.member JOIN pg_roles AS o ON o.oid = m.roleid
    WHERE r.rolname = ANY(%(roles)s) ORDER BY 1, 2
"""
_STRANGE = """
    SELECT p.oid::regprocedure::text FROM pg_proc AS p
    WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)
        AND NOT starts_with(p.proname, 'rientro_') AND p.proname <> 'es_insert_events_text'
        AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid
            AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')
    ORDER BY 1 LIMIT 10
"""
