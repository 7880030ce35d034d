"""The program is killed at random moments: all or nothing is kept, and work goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Rientro, Said
from killing import KILLS, FileGround, Ground, ServerGround, killed, tell
from ledgers import ALL_TABLES
from places import KINDS, Place, PostgresPlace, Row, SQLitePlace, new_place

from cli.main import cli

HIRED, MOVED = (4_000, 2_000) if KILLS > 1 else (1_500, 700)
SITES, ALL = 3, 3 + 1 + HIRED + MOVED
ASK = ("headcount", "--on", "2018-12-31", "--format", "json")


def rows() -> str:
    """A movement file that is recorded in more than one step."""
    hired = (f"hire,OP-{number},RO-IAS,,2018-01-01" for number in range(HIRED))
    moved = (f"transfer,OP-{number},,IT-CAG,2018-06-01" for number in range(MOVED))
    return "\n".join(["movement,operator,site,to_site,effective_on", *hired, *moved, ""])


@dataclass(frozen=True)
class Prepared:
    """A ledger of sites, one of all movements, and files of the movements and of all events."""

    kind: str
    sites: str
    all: str
    """The names by which the ledgers are copied: a file's, or a database's."""
    movements: Path
    events: Path

    def ground(self, run: Rientro, prepared: str | None) -> Ground:
        """A place where one of the ledgers, or none, is put back again and again."""
        if self.kind == "sqlite":
            return FileGround(run, Path(prepared) if prepared else None)
        return ServerGround(run, prepared)


@pytest.fixture(scope="session", params=KINDS)
def prepared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prepared]:
    """Ledgers that are copied and never touched."""
    folder = tmp_path_factory.mktemp("prepared")
    movements, events = folder / "m.csv", folder / "events.jsonl"
    movements.write_text(rows())
    places = [new_place(request.param, tmp_path_factory.mktemp("ledger")) for _ in range(2)]
    for place in places:
        into(place, "init", "--name", "Comdata")
        for site in ("RO-IAS", "IT-CAG"):
            into(place, "site", "open", site, "--country", site[:2], "--on", "2018-01-01")
    into(places[1], "import", str(movements))
    into(places[1], "export", "events", "--to", str(events))
    names = [place.name if isinstance(place, PostgresPlace) else place.url for place in places]
    yield Prepared(request.param, names[0], names[1], movements, events)
    for place in places:
        place.close()


def into(place: Place, *words: str) -> None:
    said = CliRunner().invoke(cli, ["--ledger", place.url, *words], prog_name="rientro")
    assert said.exit_code == 0, said.output


def nothing(run: Rientro) -> None:
    """Prepare nothing more."""


def position(run: Rientro) -> int:
    """The ledger's last position; 0 where there is no ledger."""
    return run.position if "stored_events" in tables(run) else 0


def tables(run: Rientro) -> frozenset[str]:
    """The names of the tables that are there."""
    if run.place is None and not run.ledger.exists():
        return frozenset()
    query = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if run.place
        else "SELECT name FROM sqlite_master"
    )
    return frozenset(name for (name,) in sql(run, query))


def sql(run: Rientro, statement: str) -> list[Row]:
    """Run one statement behind the program's back."""
    return (run.place or SQLitePlace(run.folder, run.ledger.name)).sql(statement)


def clean(run: Rientro) -> None:
    said = run("audit", "replay")
    assert said.stdout.endswith("events replayed, 0 findings.\n"), said
    assert said.exit_code == 0


def countries(said: Said) -> dict[str, int]:
    assert said.exit_code == 0, said
    return {row["country"]: row["heads"] for row in json.loads(said.stdout)["rows"]}


def test_an_import_that_is_killed_is_recorded_whole_or_not_at_all(
    run: Rientro, prepared: Prepared
) -> None:
    seen = []
    words = f"import {prepared.movements}"
    for left in killed(prepared.ground(run, prepared.sites), words, nothing):
        seen.append({SITES: "before", ALL: "after"}[position(left.run)])
        clean(left.run)
        assert left.run.typed(words).exit_code == 0
        assert position(left.run) == ALL
        assert countries(left.run(*ASK)) == {"IT": MOVED, "RO": HIRED - MOVED}
    tell(f"import, {prepared.kind}", seen)


def forget_read_model(run: Rientro) -> None:
    for name in ALL_TABLES:
        sql(run, f"DROP TABLE {name}")


def reached(run: Rientro) -> int:
    """How far the read model has come; 0 where there is none."""
    there = "projected" in tables(run)
    return int(sql(run, "SELECT position FROM projected")[0][0]) if there else 0


def test_a_question_that_is_killed_while_it_catches_up_leaves_all_rows_or_none(
    run: Rientro, prepared: Prepared
) -> None:
    seen = []
    for left in killed(prepared.ground(run, prepared.all), " ".join(ASK), forget_read_model):
        seen.append({0: "before", ALL: "after"}[reached(left.run)])
        assert countries(left.run(*ASK)) == {"IT": MOVED, "RO": HIRED - MOVED}
        clean(left.run)
    tell(f"catching up, {prepared.kind}", seen)


def test_an_export_that_is_killed_leaves_the_old_file_or_the_new_one(
    run: Rientro, prepared: Prepared
) -> None:
    seen = []
    target, whole = run.folder / "events.jsonl", prepared.events.read_bytes()
    old = whole.splitlines(keepends=True)[0]
    words = f"export events --to {target}"

    def be_old(_: Rientro) -> None:
        target.write_bytes(old)

    for left in killed(prepared.ground(run, prepared.all), words, be_old):
        seen.append({old: "before", whole: "after"}[target.read_bytes()])
        assert left.run.typed(words).exit_code == 0
        assert target.read_bytes() == whole
        clean(left.run)
    tell(f"export, {prepared.kind}", seen)


def test_a_ledger_whose_making_is_killed_is_there_whole_or_can_be_made(
    run: Rientro, prepared: Prepared
) -> None:
    seen = []
    words = f"init --from {prepared.events}"
    for left in killed(prepared.ground(run, None), words, nothing):
        seen.append({0: "before", ALL: "after"}[position(left.run)])
        if seen[-1] == "before":
            left.run("headcount").refused(4, "init")
            assert left.run.typed(words).exit_code == 0
        else:
            left.run.typed(words).refused(3, "exists")
        clean(left.run)
        assert countries(left.run(*ASK)) == {"IT": MOVED, "RO": HIRED - MOVED}
    tell(f"init --from, {prepared.kind}", seen)


def test_a_rebuild_that_is_killed_leaves_the_old_tables_or_the_new_ones(
    run: Rientro, prepared: Prepared
) -> None:
    seen = []

    def be_wrong(run: Rientro) -> None:
        sql(run, "DELETE FROM movements WHERE position = 5")

    for left in killed(prepared.ground(run, prepared.all), "db rebuild", be_wrong, code=1):
        rows = sql(left.run, "SELECT count(*) FROM movements")[0][0]
        seen.append({HIRED + 2 * MOVED - 1: "before", HIRED + 2 * MOVED: "after"}[rows])
        assert tables(left.run) >= set(ALL_TABLES)
        said = left.run("db", "rebuild")
        assert said.exit_code == (1 if seen[-1] == "before" else 0), said
        clean(left.run)
    tell(f"db rebuild, {prepared.kind}", seen)


def test_a_checkpoint_that_is_killed_is_there_whole_or_not_at_all(
    run: Rientro, prepared: Prepared
) -> None:
    seen = []
    key, file = run.folder / "own.key", run.folder / "first.checkpoint"
    run("audit", "keygen", "--to", str(key), "--name", "Comdata")

    def be_new(_: Rientro) -> None:
        file.unlink(missing_ok=True)

    words = f"audit checkpoint --key {key} --to"
    for left in killed(prepared.ground(run, prepared.all), f"{words} {file}", be_new):
        there = file.exists()
        seen.append("after" if there else "before")
        assert left.run.typed(f"{words} {file}").exit_code == (3 if there else 0)
        said = left.run.typed(f"audit verify {file} --public-key {key}.pub")
        assert (said.exit_code, "intact" in said.stdout) == (0, True), said
        assert left.run.typed("hire OP-9999 --at IT-CAG --on 2018-12-01").exit_code == 0
        second = run.folder / f"{len(seen)}.checkpoint"
        assert left.run.typed(f"{words} {second}").exit_code == 0
        clean(left.run)
    tell(f"audit checkpoint, {prepared.kind}", seen)


def test_a_copy_that_is_killed_is_there_whole_or_can_be_made(
    run: Rientro, prepared: Prepared
) -> None:
    seen = []
    copied = Rientro(run.folder, {**run.settings, "RIENTRO_LEDGER": "copied.db"})

    def be_empty(_: Rientro) -> None:
        for each in run.folder.glob("copied.db*"):
            each.unlink()

    for left in killed(prepared.ground(run, prepared.all), "copy --to copied.db", be_empty):
        before = copied("headcount").exit_code == 4
        seen.append("before" if before else "after")
        assert left.run.typed("copy --to copied.db").exit_code == (0 if before else 3)
        assert copied("export", "events").stdout == prepared.events.read_text()
        clean(copied)
        clean(left.run)
    tell(f"copy, {prepared.kind}", seen)
