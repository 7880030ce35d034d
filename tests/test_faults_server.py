"""The server is stopped, or ends the session, while a command is at work: all or nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from conftest import Rientro
from killing import KILLS, SEED, tell, wait_until
from postgres_server import Server, shared_server
from programs import SECONDS, started

from cli.main import cli

HIRED, SITES = 4_000 if KILLS > 1 else 1_000, 2
ALL = SITES + 1 + HIRED


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of its own, that keeps what it said that it had kept."""
    shared_server()  # or skip
    with TemporaryDirectory() as folder:
        server = Server(Path(folder) / "server")
        with server.session() as session:
            session.execute("ALTER SYSTEM RESET ALL")
            session.execute("SELECT pg_reload_conf()")
        yield server
        server.close()


def stop_and_start(server: Server, database: str) -> None:
    """Stop the server at once, whoever is connected, and start it again."""
    server.hang_up()
    pid = server._server.get_pid()
    assert pid is not None
    os.kill(pid, signal.SIGQUIT)
    wait_until(lambda: not (server.folder / "postmaster.pid").exists(), "the server did not stop")
    server._server.ensure_postgres_running()


def end_sessions(server: Server, database: str) -> None:
    """Let the server end the sessions of everybody in the database."""
    with server.session() as session:
        session.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database]
        )


CUTS = (stop_and_start, end_sessions)


def test_a_server_that_goes_away_has_recorded_all_or_nothing(run: Rientro, server: Server) -> None:
    sys.stdout.write(f"repeat with RIENTRO_SEED={SEED}\n")
    random = Random(SEED)  # noqa: S311 (chance, no secret)
    rows = [f"hire,OP-{number},IT-CAG,2018-06-01" for number in range(HIRED)]
    file = run.folder / "m.csv"
    file.write_text("\n".join(["movement,operator,site,effective_on", *rows, ""]))
    template = server.new_database()
    into(server.url(template), "init")
    into(server.url(template), "site", "open", "IT-CAG", "--country", "IT", "--on", "2018-01-01")
    lasting, seen = 0.0, dict[str, list[str]]()
    for cut in (None, *CUTS * KILLS):  # the first time nobody cuts it off, to see how long it takes
        name = server.new_database(template)
        words = ("--ledger", server.url(name), "import", str(file))
        with started(words, run.folder, run.environment(), stderr=subprocess.PIPE) as program:
            wait_until(lambda: connected(server, name), "it did not connect")  # noqa: B023 (asked at once)
            began = time.monotonic()
            if cut:
                try:
                    program.wait(lasting * random.random())
                except subprocess.TimeoutExpired:
                    cut(server, name)
            said = (program.communicate(timeout=SECONDS)[1] or b"").decode()
        lasting = lasting or time.monotonic() - began
        position = count_events(server, name)
        sys.stdout.write(f"{cut}: {program.returncode} {position} {said}")
        assert (program.returncode, position) in {(0, ALL), (4, SITES)}, said
        assert program.returncode == 0 or "Nothing was recorded" in said
        outcome = "recorded" if position == ALL else "not recorded"
        seen.setdefault(cut.__name__ if cut else "nobody", []).append(outcome)
        into(server.url(name), "import", str(file))
        into(server.url(name), "audit", "replay")
        assert count_events(server, name) == ALL
    assert seen.pop("nobody") == ["recorded"]
    for cut_by, outcomes in seen.items():
        tell(cut_by, outcomes)


def connected(server: Server, name: str) -> bool:
    query = "SELECT 1 FROM pg_stat_activity WHERE datname = %s"
    with server.session() as session:
        return session.execute(query, [name]).fetchone() is not None


def count_events(server: Server, name: str) -> int:
    with server.session(name) as session:
        row = session.execute("SELECT count(*) FROM stored_events").fetchone()
    assert row is not None
    return int(row[0])


def into(url: str, *words: str) -> None:
    said = CliRunner().invoke(cli, ["--ledger", url, *words], prog_name="rientro")
    assert said.exit_code == 0, said.output
