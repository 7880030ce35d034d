"""What a PostgreSQL URL says, and how much of it may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from ledger.store.errors import UnreachableLedger

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMES = ("postgresql", "postgres")
_SHOWN = frozenset({"host", "hostaddr", "port", "user", "dbname", "options", "service", "sslmode"})
_DEFAULTS: Mapping[str, str] = {
    "connect_timeout": "10",
    "fallback_application_name": "rientro",
    "client_encoding": "utf8",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""So that a server that has gone away is noticed within about a minute."""


def without_secrets(url: str) -> str:
    """The URL with nothing in it that opens a door; refuses one that is not clear about that."""
    scheme, _, rest = url.partition("://")
    head, has_query, query = rest.partition("?")
    authority, slash, path = head.partition("/")
    if rest.count("@") > authority.count("@") or authority.count("@") > 1:
        raise UnreachableLedger(
            f"{scheme}://…",
            "url-signs",
        )
    user, at, host = authority.rpartition("@")
    shown = f"{scheme}://{user.partition(':')[0]}{at}{host}{slash}{path}"
    kept = [(name, value) for name, value in parse_qsl(query) if name in _SHOWN]
    return shown + (f"?{urlencode(kept, safe='/', quote_via=quote)}" if has_query and kept else "")


def parameters(url: str) -> dict[str, str]:
    """The parameters of a connection, as libpq reads them from the URL."""
    scheme, _, rest = url.partition("://")
    try:
        given = conninfo_to_dict(f"{SCHEMES[0]}://{rest}")
    except ProgrammingError:
        # The library's words would quote the part that it cannot read, which may be a password.
        where = without_secrets(url)
        raise UnreachableLedger(where, f"the {scheme} URL cannot be read") from None
    return {**_DEFAULTS, **{name: str(value) for name, value in given.items()}}


def database_name(url: str) -> str:
    """The name of the database in the URL; empty where it has none."""
    return unquote(url.partition("://")[2].partition("?")[0].partition("/")[2])
