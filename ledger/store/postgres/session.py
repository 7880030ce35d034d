"""How every transaction on a server begins, whatever a role, a database or an environment has set.

Settings decide what a statement means: which function a name stands for, whether a backslash in a
text is one, which day 01/02 is. They can come from the server, the database, the role, a pooler,
the URL and the environment of whoever runs a command. So the first statement of each transaction
sets them, for as long as it lasts. Until then nothing is sent that names anything without its
schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.pool import NullPool

from ledger.store.statements import COMPILED_ONCE, SharedDialect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import psycopg
    from sqlalchemy import Connection, Engine

SETTINGS: Mapping[str, str] = {
    # Nothing is looked for in a schema in which somebody else can make something. The temporary
    # schema, which would else be looked in first, comes last; it is never looked in for functions.
    "search_path": "pg_catalog, pg_temp",
    "client_encoding": "'UTF8'",
    "standard_conforming_strings": "on",
    "backslash_quote": "safe_encoding",
    "bytea_output": "hex",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "TimeZone": "'UTC'",
    "extra_float_digits": "1",
    "array_nulls": "on",
    "transform_null_equals": "off",
    "quote_all_identifiers": "off",
    # Rows that a policy would hide are told as an error, and are not left out in silence.
    "row_security": "off",
}
_KNOWN = "; ".join(f"SET LOCAL {name} = {value}" for name, value in SETTINGS.items()).encode()
_OF_THE_SERVER = ("pg_", "information_schema")
"""How the names of schemas begin that are no place for a ledger, the temporary ones included."""


class KnownStateDialect(SharedDialect, PGDialect_psycopg):
    """SQLAlchemy's own, which asks the server its first questions in a known state too."""

    supports_statement_cache = True
    ledger_schema: str | None = None
    """The first schema of the search path that a ledger can be in; none where there is no such."""

    def initialize(self, connection: Connection) -> None:
        """Find the schema, as long as the search path is the user's, and then learn the rest."""
        found = connection.exec_driver_sql("SELECT pg_catalog.current_schemas(false)").scalar()
        driver = driver_of(connection)
        set_known_state(driver)
        self.ledger_schema = next(
            (
                name
                for name in found or ()
                if not name.startswith(_OF_THE_SERVER)
                and (name != driver.info.user or _is_own(connection, name))
            ),
            None,
        )
        super().initialize(connection)  # type: ignore[no-untyped-call]


def _is_own(connection: Connection, schema: str) -> bool:
    """Whether a schema with the user's name is not one that somebody else made under that name.

    Unless a search path is set, it comes before all others, and whoever may make schemas could let a
    user look at another ledger there.
    """
    return bool(connection.exec_driver_sql(_OWN, {"schema": schema}).scalar())


_OWN = """
    SELECT n.nspowner IN (r.oid, d.datdba) OR pg_has_role(session_user, n.nspowner, 'MEMBER')
        AND NOT r.rolsuper OR (SELECT o.rolsuper FROM pg_roles AS o WHERE o.oid = n.nspowner)
    FROM pg_namespace AS n, pg_roles AS r, pg_database AS d
    WHERE n.nspname = %(schema)s AND r.rolname = session_user AND d.datname = current_database()
"""


def engine_of(connect: Callable[[], psycopg.Connection[Any]]) -> Engine:
    """An engine on which every transaction begins in the known state."""
    engine = create_engine(
        "postgresql+rientro://",
        creator=connect,
        poolclass=NullPool,
        use_native_hstore=False,
        execution_options=COMPILED_ONCE,
    )
    event.listen(engine, "begin", lambda connection: set_known_state(driver_of(connection)))
    return engine


def set_known_state(driver: psycopg.Connection[Any]) -> None:
    """Set what statements depend on, until the transaction ends.

    These statements look at no data: what a reader sees is not settled by them.
    """
    driver.execute(_KNOWN, prepare=False)


def schema_of(engine: Engine) -> str | None:
    """The schema of the ledger, once a connection was made."""
    return cast("KnownStateDialect", engine.dialect).ledger_schema


def driver_of(connection: Connection) -> psycopg.Connection[Any]:
    """The driver's connection under one of SQLAlchemy's."""
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)


def quoted(name: str) -> str:
    """A name as it is written in SQL, whatever it is."""
    return '"' + name.replace('"', '""') + '"'


registry.register("postgresql.rientro", __name__, KnownStateDialect.__name__)
