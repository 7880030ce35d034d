"""Figures are believed as far as they were compared: a damaged field is told by the answer or by doctor."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Rientro
from examples import TIMES
from ledgers import ALL_TABLES
from places import PostgresPlace, SQLitePlace

QUESTIONS = (
    "headcount --on 2018-09-30",
    "bridge --since 2018-05-08 --on 2018-09-30 --by site",
    "progress --on 2018-09-30",
    "operator list --on 2018-09-30 --format csv",
)
OTHERS: tuple[object, ...] = (
    0,
    1,
    -1,
    7,
    10**6,
    2**62,
    "",
    "x",
    "2018-13-99",
    "9999-12-31",
    "IT-CAG",
    b"\x00",
)


def answers(rientro: Rientro) -> dict[str, tuple[int, str]]:
    told = {}
    for question in QUESTIONS:
        said = rientro.typed(question)
        assert "should not" not in said.stderr, (question, said)
        assert said.exit_code in {0, 4}, (question, said)
        told[question] = said.exit_code, said.stdout
    return told


def damages(rientro: Rientro, drawn: random.Random) -> Iterator[str]:
    """Damage one field of one row after another, each in a table that is drawn."""
    names = sorted(ALL_TABLES)
    with closing(sqlite3.connect(rientro.ledger)) as connection:
        filled = [
            name for name in names if connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()
        ]
    while True:
        table = ALL_TABLES[drawn.choice(filled)]
        column = drawn.choice(list(table.c))
        with closing(sqlite3.connect(rientro.ledger)) as connection:
            rows = connection.execute(f"SELECT * FROM {table.name}").fetchall()
            row = drawn.choice(rows)
            where = dict(zip([each.name for each in table.c], row, strict=True))
            key = {each.name: where[each.name] for each in table.primary_key}
            condition = " AND ".join(f"{name} = ?" for name in key)
            value = drawn.choice(OTHERS)
            if value == where[column.name]:
                continue
            try:
                with connection:
                    connection.execute(
                        f"UPDATE {table.name} SET {column.name} = ? WHERE {condition}",
                        [value, *key.values()],
                    )
            except (sqlite3.IntegrityError, OverflowError):
                continue
            now = connection.execute(f"SELECT * FROM {table.name}").fetchall()
        if sorted(map(repr, now)) != sorted(map(repr, rows)):
            yield f"{table.name}.{column.name} = {value!r} where {key}"


@pytest.fixture(scope="module")
def undamaged(
    recorded_demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[int, str]]:
    """What is answered where nothing was damaged."""
    folder = tmp_path_factory.mktemp("undamaged")
    ledger = shutil.copy(recorded_demo, folder / "rientro.db")
    return answers(Rientro(folder, {"RIENTRO_LEDGER": str(ledger), "RIENTRO_BY": "anna"}))


@pytest.mark.parametrize("seed", range(3 * TIMES))
def test_a_field_that_was_damaged_is_told_and_mended(
    demo: Rientro, undamaged: dict[str, tuple[int, str]], seed: int
) -> None:
    expected = undamaged
    damage = next(damages(demo, random.Random(seed)))  # noqa: S311 (a test that can be run again)
    found = answers(demo)
    doctor = demo("doctor")
    assert "should not" not in doctor.stderr, (damage, doctor)
    differing = [each for each in QUESTIONS if found[each] != expected[each]]
    told = doctor.exit_code != 0
    assert told, (damage, differing, doctor)
    if "schema_version" in damage:
        return  # what to do then is told by another test
    rebuilt = demo("db", "rebuild")
    assert rebuilt.exit_code in {0, 1}, (damage, rebuilt)
    assert answers(demo) == expected, damage
    assert demo("doctor").exit_code == 0


DAMAGES_ON_A_SERVER = (
    "UPDATE changes SET heads_so_far = heads_so_far + 50",
    "UPDATE placements SET site = 'IT-LEC' WHERE operator = 'RO-IAS-0001'",
    "UPDATE movements SET heads = 50, effective_on = '2018-01-09' WHERE position = 20",
    "UPDATE cells SET site = 'IT-LEC' WHERE cell = 1",
    "UPDATE projected SET recorded_at = '9999-12-31T23:59:59.999999Z'",
)


def test_damaged_sums_on_a_server_are_told_to_a_reader_and_mended(demo_on_server: Rientro) -> None:
    place = demo_on_server.place
    assert isinstance(place, PostgresPlace)
    for damage in DAMAGES_ON_A_SERVER:
        copy = PostgresPlace(template=place.name)
        copy.sql(damage)
        doctor = demo_on_server("--ledger", copy.url, "doctor")
        assert doctor.exit_code == 1
        assert "the figures are not what the events give" in doctor.stdout, damage
        copy.close()
    right = demo_on_server("headcount").stdout
    place.each_sql(DAMAGES_ON_A_SERVER)
    demo_on_server("db", "rebuild")
    assert "figures are not" not in demo_on_server("doctor").stdout
    assert demo_on_server("headcount").stdout == right


# Ways out -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [0, 4, 99])
def test_a_wrong_version_of_the_figures_has_a_way_out(demo_anywhere: Rientro, version: int) -> None:
    ledger = demo_anywhere
    place = ledger.place or SQLitePlace(ledger.folder, ledger.ledger.name)
    right = ledger("headcount", "--on", "2018-09-30").stdout
    place.sql(f"UPDATE projected SET schema_version = {version}")
    ledger("headcount").refused(4)
    assert ledger("doctor").exit_code == 1
    if version < 5:
        assert ledger("db", "upgrade").exit_code == 0
        said = ledger("headcount", "--on", "2018-09-30")
    else:
        # Whether a newer program was at work, nobody can tell; the events are untouched.
        ledger("db", "rebuild").refused(4, "newer")
        assert ledger("copy", "--to", "copied.db").exit_code == 0
        said = ledger("--ledger", "copied.db", "headcount", "--on", "2018-09-30")
    assert (said.exit_code, said.stdout) == (0, right)


def test_garbage_in_the_list_of_checkpoints_has_a_way_out(demo_anywhere: Rientro) -> None:
    ledger = demo_anywhere
    place = ledger.place or SQLitePlace(ledger.folder, ledger.ledger.name)
    assert ledger("audit", "keygen", "--to", "my.key").exit_code == 0
    kept = ("audit", "checkpoint", "--key", "my.key", "--to", "kept.checkpoint")
    assert ledger(*kept).exit_code == 0
    garbage = "decode('00', 'hex')" if isinstance(place, PostgresPlace) else "x'00'"
    place.sql(
        f"INSERT INTO signed_checkpoints VALUES (2, 700, {garbage}, 'x', 'x', 'x', 'x', {garbage}, '')"
    )
    assert ledger("audit", "checkpoint", "--key", "my.key", "--to", "2.checkpoint").exit_code != 0
    doctor = ledger("doctor")
    assert doctor.exit_code == 1
    assert "checkpoint 2 in the ledger's list was changed" in doctor.stdout
    assert "rientro copy --to NEW" in doctor.stdout
    assert ledger("copy", "--to", "copied.db").exit_code == 0
    for words in (
        "audit checkpoint --key my.key --to 3.checkpoint",
        "audit verify kept.checkpoint",
    ):
        said = ledger.typed(f"--ledger copied.db {words}")
        assert said.exit_code == 0, said
    doctor = ledger("--ledger", "copied.db", "doctor")
    assert (doctor.exit_code, "list was changed" in doctor.stdout) == (0, False), doctor


# Figures that may not be written ---------------------------------------------------------------------

LAG = (
    "DELETE FROM changes",
    "DELETE FROM placements",
    "DELETE FROM movements WHERE position > 300",
    "DELETE FROM batches WHERE position > 300",
    "DELETE FROM sites WHERE position > 300",
    "DELETE FROM plans WHERE position > 300",
    *(
        f"DELETE FROM {table} WHERE position > 300"
        for table in ("volumes", "volume_reports", "protocol_entries")
    ),
    "UPDATE projected SET position = 300",
)


@pytest.mark.parametrize("lag", ["behind", "none"])
def test_a_file_that_may_not_be_written_gives_the_same_answers(demo: Rientro, lag: str) -> None:
    expected = answers(demo)
    whole = {name: f"DROP TABLE {name}" for name in ALL_TABLES}
    with closing(sqlite3.connect(demo.ledger)) as connection, connection:
        kept = connection.execute("SELECT * FROM changes").fetchall()
        for statement in LAG if lag == "behind" else whole.values():
            connection.execute(statement)
        if lag == "behind":  # sums up to position 300 are those that a rebuild would have made then
            _add_up(connection)
    assert kept
    chattr = shutil.which("chattr")
    demo.ledger.chmod(0o444)
    if os.geteuid() == 0 and (
        chattr is None or subprocess.run([chattr, "+i", demo.ledger], check=False).returncode
    ):
        pytest.skip("root can write every file here")
    before = demo.ledger.read_bytes()
    try:
        assert answers(demo) == expected
    finally:
        if os.geteuid() == 0:
            subprocess.run([str(chattr), "-i", demo.ledger], check=True)
    assert demo.ledger.read_bytes() == before


def _add_up(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO changes SELECT cell, effective_on, heads, "
        "sum(heads) OVER (PARTITION BY cell ORDER BY effective_on), "
        "sum(units) OVER (PARTITION BY cell ORDER BY effective_on) FROM ("
        "SELECT cell, effective_on, sum(heads) AS heads, sum(fte_units) AS units FROM movements "
        "GROUP BY cell, effective_on)"
    )
