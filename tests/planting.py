"""Traps that a stranger lays in a database where everybody may make something.

A trap is something with a name that our statements use: a function, an aggregate, an operator, a
type, a table. Whatever runs one fails, and a stranger would be a superuser if a superuser did.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import eventsourcing.postgres
import psycopg
import sqlalchemy.dialects.postgresql
from places import PostgresPlace

import ledger.store.postgres
import projections

_SOURCES = (ledger.store.postgres, projections, sqlalchemy.dialects.postgresql, psycopg)
_SPRUNG = "something planted was run"

_FUNCTIONS = """
DO $plant$
DECLARE
    each record;
    one text;
    body text;
BEGIN
    FOR each IN
        SELECT proname, pg_catalog.oidvectortypes(proargtypes) AS given,
            proretset, prorettype::regtype AS gives, pronargs
        FROM pg_catalog.pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND proname = ANY($1)
            AND prorettype::regtype::text NOT IN ('internal', 'trigger', 'cstring', 'record')
            AND NOT 'internal'::regtype = ANY(proargtypes) AND NOT 'cstring'::regtype = ANY(proargtypes)
            AND NOT '"any"'::regtype = ANY(proargtypes)
    LOOP
        body := pg_catalog.format('BEGIN PERFORM public.spring(%L); RETURN; END', each.proname);
        FOREACH one IN ARRAY CASE WHEN each.pronargs = 1
            THEN ARRAY[each.given, 'name', 'text', 'varchar', 'int2', 'int4', 'int8', 'oid', 'bytea']
            ELSE ARRAY[each.given] END
        LOOP
            BEGIN
                EXECUTE pg_catalog.format(
                    'CREATE FUNCTION public.%I(%s) RETURNS %s %s LANGUAGE plpgsql AS %L',
                    each.proname, one, CASE WHEN each.proretset THEN 'SETOF' ELSE '' END,
                    CASE WHEN one <> each.given AND each.gives::text LIKE 'any%%' THEN 'text'
                    ELSE each.gives::text END,
                    CASE WHEN each.proretset OR each.gives = 'void'::regtype THEN body
                    ELSE pg_catalog.replace(body, 'RETURN;', 'RETURN NULL;') END
                );
            EXCEPTION WHEN others THEN NULL;  -- there is one already, or there can be none
            END;
        END LOOP;
    END LOOP;
END
$plant$
"""

_AGGREGATES = """
DO $plant$
DECLARE
    one text;
    called text;
BEGIN
    FOREACH one IN ARRAY ARRAY['name', 'text', 'varchar', 'int2', 'int4', 'int8', 'numeric', 'oid'] LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION public.gather(text, %s) RETURNS text LANGUAGE plpgsql AS '
            '$$BEGIN PERFORM public.spring(''an aggregate''); RETURN NULL; END$$', one);
        FOREACH called IN ARRAY ARRAY['array_agg', 'max', 'min', 'sum', 'count', 'bool_or'] LOOP
            EXECUTE pg_catalog.format(
                'CREATE AGGREGATE public.%I(%s) (SFUNC = public.gather, STYPE = text, INITCOND = %L)',
                called, one, '');
        END LOOP;
    END LOOP;
END
$plant$
"""

_OPERATORS = """
DO $plant$
DECLARE
    each record;
BEGIN
    FOR each IN
        SELECT oprname, l.t AS l, r.t AS r FROM
            (SELECT DISTINCT oprname FROM pg_catalog.pg_operator
             WHERE oprname IN ('=', '<>', '<', '>', '<=', '>=', '+', '-', '||', '~~')) o,
            (VALUES ('name'), ('text'), ('varchar'), ('int2'), ('int4'), ('int8'), ('oid'), ('char'),
                ('bytea')) l(t),
            (VALUES ('name'), ('text'), ('varchar'), ('int2'), ('int4'), ('int8'), ('oid'), ('char'),
                ('bytea')) r(t)
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE OR REPLACE FUNCTION public.compare(%s, %s) RETURNS bool LANGUAGE plpgsql AS '
            '$$BEGIN PERFORM public.spring(''an operator''); RETURN true; END$$', each.l, each.r);
        EXECUTE pg_catalog.format(
            'CREATE OPERATOR public.%s (FUNCTION = public.compare, LEFTARG = %s, RIGHTARG = %s)',
            each.oprname, each.l, each.r);
    END LOOP;
END
$plant$
"""

_TYPES = """
DO $plant$
DECLARE
    one text;
BEGIN
    CREATE FUNCTION public.accepts(text) RETURNS bool LANGUAGE plpgsql AS
        $$BEGIN PERFORM public.spring('a type'); RETURN true; END$$;
    FOREACH one IN ARRAY ARRAY['text', 'bytea', 'int8', 'int4', 'int2', 'name', 'oid', 'regclass',
        'regrole', 'regtype', 'xid8', 'bool', 'timestamptz', 'varchar', 'numeric'] LOOP
        EXECUTE pg_catalog.format(
            'CREATE DOMAIN public.%I AS pg_catalog.%I CHECK (public.accepts(''''))', one, one);
    END LOOP;
    CREATE TYPE public.mood AS ENUM ('good');
    CREATE FUNCTION public.as_text(public.mood) RETURNS pg_catalog.text LANGUAGE plpgsql AS
        $$BEGIN PERFORM public.spring('a cast'); RETURN ''; END$$;
    CREATE CAST (public.mood AS pg_catalog.text) WITH FUNCTION public.as_text AS IMPLICIT;
END
$plant$
"""

_TABLES = """
DO $plant$
DECLARE
    one text;
BEGIN
    FOR one IN SELECT relname FROM pg_catalog.pg_class
        WHERE relnamespace = 'pg_catalog'::regnamespace AND relname = ANY($1)
    LOOP
        BEGIN
            EXECUTE pg_catalog.format(
                'CREATE VIEW public.%I AS SELECT *, public.spring(''a table'') FROM pg_catalog.%I',
                one, one);
        EXCEPTION WHEN invalid_table_definition THEN NULL;  -- a column of a type for no view
        END;
    END LOOP;
END
$plant$
"""


class Stranger:
    """Somebody without any right but those that everybody has."""

    def __init__(self, place: PostgresPlace) -> None:
        self.place = place
        self.name = f"nob_{place.name}"
        place.sql(f"CREATE ROLE {self.name} LOGIN")
        place.sql("GRANT CREATE ON SCHEMA public TO PUBLIC")

    def makes(self, *statements: str) -> None:
        """Let the stranger run the statements."""
        url = self.place.server.url(self.place.name, self.name)
        with psycopg.connect(url, autocommit=True) as session:
            session.execute("SET search_path = pg_catalog")
            for statement in statements:
                session.execute(statement.encode())

    def lays_traps(self) -> None:
        """Plant something under every name that occurs in what talks to the server."""
        words = ", ".join(f"'{word}'" for word in sorted(_words()))
        named = f"(ARRAY[{words}]::pg_catalog.text[])"
        self.makes(
            (
                "CREATE FUNCTION public.spring(what text) RETURNS text LANGUAGE plpgsql AS $$BEGIN "
                f"EXECUTE 'ALTER ROLE {self.name} SUPERUSER'; "
                f"RAISE EXCEPTION '{_SPRUNG}: %', what; END$$"
            ),
            _AGGREGATES,
            _FUNCTIONS.replace("$1", named),
            _OPERATORS,
            _TYPES,
        )

    def lays_traps_for_catalogues(self) -> None:
        """Plant something under the name of each of the server's own tables.

        A ledger is made in an empty schema only, so it has to be there by then.
        """
        words = ", ".join(f"'{word}'" for word in sorted(_words()))
        self.makes(_TABLES.replace("$1", f"(ARRAY[{words}]::pg_catalog.text[])"))

    @property
    def is_superuser(self) -> bool:
        """Whether the stranger has become one."""
        with self.place.server.session() as session:
            query = "SELECT rolsuper FROM pg_roles WHERE rolname = %s"
            found = session.execute(query, [self.name]).fetchone()
        return found is None or bool(found[0])

    def leaves(self) -> None:
        """Forget the stranger and the database."""
        self.place.close()
        with self.place.server.session() as session:
            session.execute(f"DROP ROLE {self.name}".encode())


@cache
def _words() -> set[str]:
    """Every word in the code that sends statements."""
    folders = [Path(str(module.__file__)).parent for module in _SOURCES]
    files = [file for folder in folders for file in folder.rglob("*.py")]
    files.append(Path(str(eventsourcing.postgres.__file__)))
    return {word for file in files for word in re.findall(r"\b[a-z][a-z0-9_]+\b", file.read_text())}
