"""What stands on a ledger's tables on a server, or beside them, and is not the ledger's own.

The owner of the tables may add a trigger or a policy, and a superuser may do anything. Nothing here
is forbidden to them, but it is seen: what can change what is written or read stops every command
that records or asks, and all of it is told by `doctor` and the replay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.store.columns import columns
from ledger.store.postgres import all_counted, postgres_guards
from ledger.store.postgres.gate_functions import functions
from ledger.store.postgres.rights import SEQUENCE, more_than_wanted, names_of_tables
from ledger.store.postgres.session import quoted
from ledger.store.tables import CHECKPOINTS_TABLE, EVENTS_TABLE, TEXTS_TABLE, TOPICS_TABLE
from projections import reach

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OF_LIBRARY = ("es_insert_events_text",)
_RISKY = (
    *("session_replication_role", "session_preload_libraries", "local_preload_libraries"),
    *("dynamic_library_path", "role", "row_security", "standard_conforming_strings"),
    *("lo_compat_privileges", "event_triggers", "check_function_bodies"),
)
_TYPES = {"boolean": 16, "bytea": 17, "bigint": 20, "smallint": 21, "integer": 23, "text": 25}
_COLLATIONS = {"of no text": 0, "default": 100, "C": 950}
"""By the numbers that they have on every server. Whatever has another one is looked at more closely."""


def what_changes(connection: Connection, schema: str) -> list[str]:
    """What can change rows as they are written or read: in a few words each."""
    values: dict[str, Any] = {
        "schema": schema,
        "tables": sorted(names_of_tables()),
        "guards": [
            all_counted.NAME,
            *(name for table in postgres_guards.GUARDED for name in postgres_guards.names(table)),
        ],
        "sequence": f"nextval('{schema}.{SEQUENCE}'::regclass)",
        "bodies": [all_counted.body(quoted(schema)), *postgres_guards.BODIES.values()],
        "events": EVENTS_TABLE,
    }
    usual = {"types": list(_TYPES.values()), "collations": list(_COLLATIONS.values())}
    if not connection.exec_driver_sql(_MAY_CHANGE, {**values, **usual}).scalar():
        return []
    return list(connection.exec_driver_sql(_CHANGES, values).scalars())


def what_stands_beside(connection: Connection, schema: str) -> list[str]:
    """What else is not the ledger's own, or is not as it should be: in a few words each."""
    values = {
        "schema": schema,
        "tables": sorted(names_of_tables()),
        "indexes": _indexes(),
        "functions": [
            *(each.name for each in functions(quoted(schema))),
            *postgres_guards.BODIES,
            all_counted.NAME,
            *_OF_LIBRARY,
        ],
        "keyed": [EVENTS_TABLE, CHECKPOINTS_TABLE, TEXTS_TABLE, TOPICS_TABLE, *reach.TABLES],
        "columns": [f"{table}.{name}" for table, names in columns().items() for name in names],
        "risky": list(_RISKY),
        "events": f"{quoted(schema)}.{EVENTS_TABLE}",
    }
    found = list(connection.exec_driver_sql(_BESIDE, values).scalars())
    found += [
        f"right {right.may} of {right.who} on {right.thing.lower()}"
        for right in more_than_wanted(connection, schema)
    ]
    return found


def _indexes() -> list[str]:
    """The names of the indexes that the figures have, and the library's."""
    from projections.projector import indexes

    return [*(str(index.name) for index in indexes()), f"{EVENTS_TABLE}_notification_id_idx"]


_MAY_CHANGE = """
    WITH ours AS MATERIALIZED (
        SELECT array_agg(c.oid) AS all_of_them,
            max(c.oid) FILTER (WHERE c.relname = %(events)s) AS events,
            bool_or(c.relhasrules OR c.relrowsecurity OR c.relforcerowsecurity OR c.relhassubclass)
                AS is_odd
        FROM pg_class AS c WHERE c.relname = ANY(%(tables)s)
        AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s))
    SELECT (SELECT is_odd FROM ours)
    OR EXISTS (SELECT FROM pg_trigger AS t
        WHERE t.tgrelid = ANY((SELECT all_of_them FROM ours)::oid[]) AND NOT t.tgisinternal
        AND (t.tgname <> ALL(%(guards)s)
            OR (SELECT p.prosrc FROM pg_proc AS p WHERE p.oid = t.tgfoid) <> ALL(%(bodies)s)))
    OR EXISTS (SELECT FROM pg_policy AS p
        WHERE p.polrelid = ANY((SELECT all_of_them FROM ours)::oid[]))
    OR EXISTS (SELECT FROM pg_inherits AS i
        WHERE i.inhrelid = ANY((SELECT all_of_them FROM ours)::oid[]))
    OR EXISTS (SELECT FROM pg_constraint AS k
        WHERE k.conrelid = ANY((SELECT all_of_them FROM ours)::oid[])
        AND k.contype IN ('c', 'f', 'x'))
    OR EXISTS (SELECT FROM pg_attribute AS a
        WHERE a.attrelid = ANY((SELECT all_of_them FROM ours)::oid[])
        AND a.attnum > 0 AND NOT a.attisdropped AND (a.attgenerated <> '' OR a.attidentity <> ''
            OR a.atttypid <> ALL(%(types)s::oid[]) OR a.atttypmod <> -1
            OR a.attcollation <> ALL(%(collations)s::oid[])
            OR a.atthasdef AND (a.attname <> 'notification_id'
                OR a.attrelid IS DISTINCT FROM (SELECT events FROM ours)
                OR (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef AS d
                    WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum)
                    IS DISTINCT FROM %(sequence)s)))
"""
"""Whether there may be anything of what changes: every command asks, and the list takes far longer."""
_CHANGES = """
    WITH ours AS (
        SELECT c.oid, c.relname FROM pg_class AS c WHERE c.relname = ANY(%(tables)s)
        AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s))
    SELECT 'trigger ' || t.tgname || ' on ' || o.relname
    FROM ours AS o JOIN pg_trigger AS t ON t.tgrelid = o.oid JOIN pg_proc AS p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND (t.tgname <> ALL(%(guards)s) OR p.prosrc <> ALL(%(bodies)s))
    UNION ALL
    SELECT 'rule ' || r.rulename || ' on ' || o.relname
    FROM ours AS o JOIN pg_rewrite AS r ON r.ev_class = o.oid
    UNION ALL
    SELECT 'policy ' || p.polname || ' on ' || o.relname
    FROM ours AS o JOIN pg_policy AS p ON p.polrelid = o.oid
    UNION ALL
    SELECT 'row level security on ' || o.relname
    FROM ours AS o JOIN pg_class AS c USING (oid) WHERE c.relrowsecurity OR c.relforcerowsecurity
    UNION ALL
    SELECT 'child ' || i.inhrelid::regclass::text || ' of ' || o.relname
    FROM ours AS o JOIN pg_inherits AS i ON i.inhparent = o.oid
    UNION ALL
    SELECT 'parent ' || i.inhparent::regclass::text || ' of ' || o.relname
    FROM ours AS o JOIN pg_inherits AS i ON i.inhrelid = o.oid
    UNION ALL
    SELECT 'constraint ' || k.conname || ' on ' || o.relname
    FROM ours AS o JOIN pg_constraint AS k ON k.conrelid = o.oid WHERE k.contype IN ('c', 'f', 'x')
    UNION ALL
    SELECT 'value of column ' || a.attname || ' of ' || o.relname
    FROM ours AS o JOIN pg_attribute AS a ON a.attrelid = o.oid
    LEFT JOIN pg_attrdef AS d ON d.adrelid = o.oid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND (a.attgenerated <> '' OR a.attidentity <> ''
        OR (d.oid IS NOT NULL AND NOT (o.relname = %(events)s AND a.attname = 'notification_id'
            AND pg_get_expr(d.adbin, d.adrelid) = %(sequence)s)))
    UNION ALL
    SELECT 'type of column ' || a.attname || ' of ' || o.relname
    FROM ours AS o JOIN pg_attribute AS a ON a.attrelid = o.oid JOIN pg_type AS t ON t.oid = a.atttypid
    WHERE a.attnum > 0 AND NOT a.attisdropped AND (t.typtype <> 'b' OR a.atttypmod <> -1
        OR t.typnamespace <> 'pg_catalog'::regnamespace)
    UNION ALL
    SELECT 'collation of column ' || a.attname || ' of ' || o.relname
    FROM ours AS o JOIN pg_attribute AS a ON a.attrelid = o.oid
    JOIN pg_collation AS c ON c.oid = a.attcollation
    WHERE a.attnum > 0 AND NOT a.attisdropped AND (c.collname NOT IN ('default', 'C')
        OR c.collnamespace <> 'pg_catalog'::regnamespace)
    ORDER BY 1
"""
_BESIDE = """
    WITH ours AS (
        SELECT c.oid, c.relname, c.relowner, c.relpersistence FROM pg_class AS c
        WHERE c.relname = ANY(%(tables)s)
        AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %(schema)s)),
    owner AS (SELECT relowner AS oid FROM pg_class WHERE oid = to_regclass(%(events)s)),
    place AS (SELECT oid, nspacl, nspowner FROM pg_namespace WHERE nspname = %(schema)s)
    SELECT DISTINCT 'view ' || v.oid::regclass::text || ' of ' || o.relname
    FROM ours AS o JOIN pg_depend AS d ON d.refobjid = o.oid AND d.refclassid = 'pg_class'::regclass
    JOIN pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_class AS v ON v.oid = r.ev_class AND v.oid <> o.oid
    UNION ALL
    SELECT 'index ' || c.relname || ' on ' || o.relname
    FROM ours AS o JOIN pg_index AS i ON i.indrelid = o.oid JOIN pg_class AS c ON c.oid = i.indexrelid
    WHERE c.relname <> ALL(%(indexes)s) AND (i.indisunique OR i.indexprs IS NOT NULL
        OR i.indpred IS NOT NULL)
        AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid
            AND k.contype IN ('p', 'u'))
    UNION ALL
    SELECT 'no index ' || e.name FROM unnest(%(indexes)s) AS e (name)
    WHERE EXISTS (SELECT FROM ours AS o WHERE starts_with(e.name, o.relname || '_'))
        AND NOT EXISTS (SELECT FROM ours AS o JOIN pg_index AS i ON i.indrelid = o.oid
            JOIN pg_class AS c ON c.oid = i.indexrelid WHERE c.relname = e.name AND i.indisvalid)
    UNION ALL
    SELECT 'no primary key of ' || o.relname FROM ours AS o WHERE o.relname = ANY(%(keyed)s)
        AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = o.oid AND i.indisprimary
            AND i.indisvalid)
    UNION ALL
    SELECT 'column ' || a.attname || ' of ' || o.relname
    FROM ours AS o JOIN pg_attribute AS a ON a.attrelid = o.oid
    WHERE a.attnum > 0 AND NOT a.attisdropped
        AND o.relname || '.' || a.attname <> ALL(%(columns)s)
    UNION ALL
    SELECT 'constraint ' || k.conname || ' of ' || k.conrelid::regclass::text || ' on ' || o.relname
    FROM ours AS o JOIN pg_constraint AS k ON k.confrelid = o.oid
    UNION ALL
    SELECT 'publication ' || p.pubname || ' of ' || o.relname
    FROM ours AS o JOIN pg_publication_rel AS r ON r.prrelid = o.oid
    JOIN pg_publication AS p ON p.oid = r.prpubid
    UNION ALL
    SELECT 'publication ' || p.pubname FROM pg_publication AS p WHERE p.puballtables
    UNION ALL
    SELECT DISTINCT 'right ' || a.privilege_type || ' of ' || CASE a.grantee WHEN 0 THEN 'PUBLIC'
        ELSE pg_get_userbyid(a.grantee)::text END || ' on what '
        || pg_get_userbyid(d.defaclrole) || ' will make'
    FROM pg_default_acl AS d, aclexplode(d.defaclacl) AS a
    WHERE d.defaclrole = (SELECT oid FROM owner) AND d.defaclobjtype IN ('r', 'f', 'S')
        AND d.defaclnamespace IN (0, (SELECT oid FROM place)) AND a.grantee <> d.defaclrole
        AND NOT (a.grantee = 0 AND d.defaclobjtype = 'f')
    UNION ALL
    SELECT 'unlogged table ' || o.relname FROM ours AS o WHERE o.relpersistence <> 'p'
    UNION ALL
    SELECT 'owner ' || pg_get_userbyid(o.relowner) || ' of ' || o.relname
    FROM ours AS o, owner AS w WHERE o.relowner <> w.oid
    UNION ALL
    (SELECT 'function ' || p.oid::regprocedure::text || ' of ' || pg_get_userbyid(p.proowner)
    FROM pg_proc AS p, place WHERE p.pronamespace = place.oid AND p.proname <> ALL(%(functions)s)
        AND (p.prosecdef OR starts_with(p.proname, 'rientro_') OR EXISTS (SELECT FROM pg_proc AS q
            WHERE q.proname = p.proname AND q.pronamespace = 'pg_catalog'::regnamespace))
        AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e'
            AND d.classid = 'pg_proc'::regclass)
    ORDER BY 1 LIMIT 20)
    UNION ALL
    (SELECT 'operator ' || p.oid::regoperator::text || ' of ' || pg_get_userbyid(p.oprowner)
    FROM pg_operator AS p, place WHERE p.oprnamespace = place.oid
        AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e'
            AND d.classid = 'pg_operator'::regclass)
    ORDER BY 1 LIMIT 20)
    UNION ALL
    SELECT 'event trigger ' || e.evtname FROM pg_event_trigger AS e WHERE e.evtenabled <> 'D'
        AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = e.oid AND d.deptype = 'e'
            AND d.classid = 'pg_event_trigger'::regclass)
    UNION ALL
    SELECT 'right CREATE of ' || CASE a.grantee WHEN 0 THEN 'PUBLIC'
        ELSE pg_get_userbyid(a.grantee)::text END || ' on schema ' || %(schema)s
    FROM place, aclexplode(place.nspacl) AS a
    WHERE a.privilege_type = 'CREATE' AND a.grantee <> place.nspowner
        AND NOT pg_has_role(a.grantee, (SELECT oid FROM owner), 'MEMBER')
    UNION ALL
    SELECT 'setting ' || split_part(s.one, '=', 1) || ' of '
        || coalesce('role ' || pg_get_userbyid(nullif(r.setrole, 0)), 'the database')
    FROM pg_db_role_setting AS r, unnest(r.setconfig) AS s (one)
    WHERE split_part(s.one, '=', 1) = ANY(%(risky)s) AND r.setdatabase IN
        (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
"""
