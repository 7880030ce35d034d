"""The program is killed at random moments: all or nothing is kept, and work goes on."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Rientro, Said
from killing import FileGround, Ground, killed, tell

from cli.main import cli
from projections.tables import metadata

HIRED, MOVED = 2_000, 1_000
SITES, ALL = 3, 3 + 1 + HIRED + MOVED
ASK = ("headcount", "--on", "2018-12-31", "--format", "json")


def rows() -> str:
    """A movement file that is recorded in more than one step."""
    hired = (f"hire,OP-{number},RO-IAS,,2018-01-01" for number in range(HIRED))
    moved = (f"transfer,OP-{number},,IT-CAG,2018-06-01" for number in range(MOVED))
    return "\n".join(["movement,operator,site,to_site,effective_on", *hired, *moved, ""])


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of sites, one of all movements, and its events in a file."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "m.csv").write_text(rows())
    for name in ("sites", "all"):
        into(folder / name, "init", "--name", "Comdata")
        for site in ("RO-IAS", "IT-CAG"):
            into(folder / name, "site", "open", site, "--country", site[:2], "--on", "2018-01-01")
    into(folder / "all", "import", str(folder / "m.csv"))
    into(folder / "all", "export", "events", "--to", str(folder / "events.jsonl"))
    return folder


def into(ledger: Path, *words: str) -> None:
    said = CliRunner().invoke(cli, ["--ledger", str(ledger), *words], prog_name="rientro")
    assert said.exit_code == 0, said.output


def nothing(run: Rientro) -> None:
    """Prepare nothing more."""


def position(run: Rientro) -> int:
    """The ledger's last position; 0 where there is no ledger."""
    if not run.ledger.exists():
        return 0
    with closing(sqlite3.connect(run.ledger)) as connection:
        tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'stored_events'")
        return run.position if tables.fetchone() else 0


def clean(run: Rientro) -> None:
    said = run("audit", "replay")
    assert said.stdout.endswith("events replayed, 0 findings.\n"), said
    assert said.exit_code == 0


def countries(said: Said) -> dict[str, int]:
    assert said.exit_code == 0, said
    return {row["country"]: row["heads"] for row in json.loads(said.stdout)["rows"]}


def test_an_import_that_is_killed_is_recorded_whole_or_not_at_all(
    run: Rientro, prepared: Path
) -> None:
    seen = []
    words = f"import {prepared / 'm.csv'}"
    for left in killed(FileGround(run, prepared / "sites"), words, nothing):
        seen.append({SITES: "before", ALL: "after"}[position(left.run)])
        clean(left.run)
        assert left.run.typed(words).exit_code == 0
        assert position(left.run) == ALL
        assert countries(left.run(*ASK)) == {"IT": MOVED, "RO": HIRED - MOVED}
    tell("import", seen)


def forget_read_model(run: Rientro) -> None:
    with closing(sqlite3.connect(run.ledger)) as connection, connection:
        for name in metadata.tables:
            connection.execute(f"DROP TABLE {name}")


def reached(run: Rientro) -> int:
    """How far the read model has come; 0 where there is none."""
    with closing(sqlite3.connect(run.ledger)) as connection:
        if not connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'projected'"
        ).fetchone():
            return 0
        return int(connection.execute("SELECT position FROM projected").fetchone()[0])


def test_a_question_that_is_killed_while_it_catches_up_leaves_all_rows_or_none(
    run: Rientro, prepared: Path
) -> None:
    seen = []
    for left in killed(FileGround(run, prepared / "all"), " ".join(ASK), forget_read_model):
        seen.append({0: "before", ALL: "after"}[reached(left.run)])
        assert countries(left.run(*ASK)) == {"IT": MOVED, "RO": HIRED - MOVED}
        clean(left.run)
    tell("catching up", seen)


def test_an_export_that_is_killed_leaves_the_old_file_or_the_new_one(
    run: Rientro, prepared: Path
) -> None:
    seen = []
    target, whole = run.folder / "events.jsonl", (prepared / "events.jsonl").read_bytes()
    words = f"export events --to {target}"
    ground: Ground = FileGround(run, prepared / "all")
    for left in killed(ground, words, lambda _: target.write_text("old") and None):
        seen.append({b"old": "before", whole: "after"}[target.read_bytes()])
        assert left.run.typed(words).exit_code == 0
        assert target.read_bytes() == whole
        clean(left.run)
    tell("export", seen)


def test_a_ledger_whose_making_is_killed_is_there_whole_or_can_be_made(
    run: Rientro, prepared: Path
) -> None:
    seen = []
    words = f"init --from {prepared / 'events.jsonl'}"
    for left in killed(FileGround(run, None), words, nothing):
        seen.append({0: "before", ALL: "after"}[position(left.run)])
        if seen[-1] == "before":
            left.run("headcount").refused(4, "init")
            assert left.run.typed(words).exit_code == 0
        else:
            left.run.typed(words).refused(3, "exists")
        clean(left.run)
        assert countries(left.run(*ASK)) == {"IT": MOVED, "RO": HIRED - MOVED}
    tell("init --from", seen)
