"""What other tools are handed: every format, and a file that is there as a whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from conftest import Rientro, Said
from limits import no_file_above
from programs import SECONDS, command, ended, started

from ledger.exchange.exported_sides import SideRow
from ledger.exchange.movement_columns import COLUMNS, EXPORTED_COLUMNS

LAST = "2018-12-31"
AFTER_THE_DEMO = (
    "hire OP-1 --at IT-CAG --fte 0.3333 --on 2018-10-01",
    "reassign OP-1 --contract FW-SOHO --fte 0.5 --on 2018-10-02",
    "transfer OP-1 --to IT-LEC --no-contract --on 2018-10-03",
    "leave OP-1 --reason contract-ended --on 2018-10-04",
    "void OP-1 --reason 'He; stayed, \"for now\"'",
)
BINARY = {"xlsx": b"PK\x03\x04", "parquet": b"PAR1"}


@pytest.fixture
def told(demo: Rientro) -> Rientro:
    """The demonstration, and one operator to whom everything happened."""
    return demo.given(*AFTER_THE_DEMO)


def rows(said: Said) -> list[dict[str, str]]:
    assert (said.exit_code, said.stderr) == (0, ""), said
    return list(csv.DictReader(io.StringIO(said.stdout)))


def written(run: Rientro, *words: str) -> bytes:
    """What an export writes to a file."""
    said = run("export", *words, "--to", "written")
    assert (said.exit_code, said.stdout) == (0, ""), said
    return (run.folder / "written").read_bytes()


# Events -----------------------------------------------------------------------------------------


def test_events_are_the_log_one_line_each_with_the_state_verbatim(told: Rientro) -> None:
    said = told("export", "events")
    lines = said.stdout.encode().splitlines(keepends=True)
    stored = told.folder / "rientro.db"
    query = (
        "SELECT originator_id, originator_version, topic, state FROM stored_events ORDER BY rowid"
    )
    with closing(sqlite3.connect(stored)) as connection:
        expected = [
            b'{"stream":"%b","version":%d,"topic":"%b","state":%b}\n'
            % (stream.encode(), version, topic.encode(), state)
            for stream, version, topic, state in connection.execute(query)
        ]
    assert lines == expected
    assert len(lines) == 665 + len(AFTER_THE_DEMO)


def test_events_are_cloudevents_too(told: Rientro) -> None:
    lines = told("export", "events", "--as", "cloudevents").stdout.splitlines()
    events = [json.loads(line) for line in lines]
    assert [event["id"] for event in events] == [str(n) for n in range(1, len(events) + 1)]
    assert {event["specversion"] for event in events} == {"1.0"}
    hired, voided = events[665], events[-1]
    instant = datetime.fromisoformat(hired.pop("time"))
    assert instant.tzinfo == UTC
    assert hired == {
        "specversion": "1.0",
        "id": "666",
        "source": "rientro:rientro-demo",
        "type": "rientro.operator-hired.2",
        "subject": "operator:OP-1",
        "datacontenttype": "application/json",
        "sequence": "0000000000000000666",
        "streamversion": 1,
        "recordedby": "anna",
        "data": {
            "placement": {
                "site": "IT-CAG",
                "contract": None,
                "fte": "0.3333",
                "engagement": None,
            },
            "effective_on": "2018-10-01",
            "text": None,
            "again": None,
        },
    }
    assert voided["data"]["version"] == 4
    assert events[20]["batch"] == "2018-01-RO-IAS"
    # Names of attributes are small letters and digits, and none is null.
    assert all(name.isalnum() and name == name.lower() for event in events for name in event)
    assert all(value is not None for event in events for value in event.values())


def test_the_source_of_a_cloudevent_is_a_uri_whatever_the_ledger_is_called(run: Rientro) -> None:
    run("init", "--name", "Ritorno / più 100 %")
    event = json.loads(run("export", "events", "--as", "cloudevents").stdout)
    assert event["source"] == "rientro:Ritorno%20%2F%20pi%C3%B9%20100%20%25"


# Movements ----------------------------------------------------------------------------------------


def test_movements_are_one_row_a_side(told: Rientro) -> None:
    movements = rows(told("export", "movements"))[-7:]
    imported = ("movement", "site", "to_site", "contract", "fte", "reason")
    assert [" ".join(row[name] or "''" for name in imported) for row in movements] == [
        "hire IT-CAG '' - 0.3333 ''",
        "reassign IT-CAG '' FW-SOHO 0.5 ''",
        "reassign IT-CAG '' FW-SOHO 0.5 ''",
        "transfer IT-CAG IT-LEC - 0.5 ''",
        "transfer IT-LEC '' - 0.5 ''",
        "leave IT-LEC '' '' '' contract-ended",
        "void IT-LEC '' '' '' He; stayed, \"for now\"",
    ]
    besides = ("side", "kind", "heads", "fte_change", "side_contract")
    assert [" ".join(row[name] or "''" for name in besides) for row in movements] == [
        "1 hired 1 0.3333 ''",
        "1 reassigned -1 -0.3333 ''",
        "2 reassigned 1 0.5 FW-SOHO",
        "1 transferred_out -1 -0.5 FW-SOHO",
        "2 transferred_in 1 0.5 ''",
        "1 left -1 -0.5 ''",
        "1 left 1 0.5 ''",
    ]
    assert [row["voided_by"] for row in movements] == [*[""] * 5, "670", ""]
    assert {row["recorded_by"] for row in movements} == {"anna"}
    assert [row["other_site"] for row in movements][3:5] == ["IT-LEC", "IT-CAG"]


def test_the_rows_add_up_to_the_headcount(told: Rientro) -> None:
    exported = rows(told("export", "movements"))
    for column, by in (("site", "site"), ("side_contract", "contract")):
        heads: Counter[str] = Counter()
        fte: Counter[str] = Counter()
        for row in exported:
            heads[row[column]] += int(row["heads"])
            fte[row[column]] += Decimal(row["fte_change"])  # type: ignore[assignment]
        answer = json.loads(told("headcount", "--by", by, "--on", LAST, "--format", "json").stdout)
        assert {(row[by] or ""): row["heads"] for row in answer["rows"]} == heads
        assert {(row[by] or ""): Decimal(row["fte"]) for row in answer["rows"]} == fte


def test_json_lines_say_the_same_as_csv(told: Rientro) -> None:
    lines = told("export", "movements", "--as", "jsonl").stdout.splitlines()
    for line, row in zip(lines, rows(told("export", "movements")), strict=True):
        plain = {
            name: "" if value is None else str(value) for name, value in json.loads(line).items()
        }
        assert plain == row
    last = json.loads(lines[-1])
    assert (last["heads"], last["fte_change"], last["to_site"]) == (1, "0.5", None)


def test_a_workbook_says_the_same_as_csv_in_cells_of_their_kind(told: Rientro) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(told, "movements", "--as", "xlsx")))
    header, *cells = book.worksheets[0].iter_rows(values_only=True)
    table = rows(told("export", "movements"))
    assert list(header) == list(table[0])
    last = dict(zip(header, cells[-1], strict=True))
    assert (last["heads"], last["fte_change"]) == (1, 0.5)
    assert last["effective_on"] == datetime(2018, 10, 4)  # noqa: DTZ001 (a cell has no zone)
    for line, row in zip(cells, table, strict=True):
        assert [as_text(cell) for cell in line] == list(row.values())


def as_text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if cell is None:
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def test_a_workbook_keeps_the_first_and_the_last_dates(run: Rientro) -> None:
    run.typed("init")
    run.typed("site open IT-CAG --country IT --on 1900-01-01")
    days = ("1900-01-01", "1900-02-28", "1900-03-01", "2200-12-31")
    for number, day in enumerate(days):
        run("hire", f"OP-{number}", "--at", "IT-CAG", "--on", day)
    written(run, "movements", "--as", "xlsx")
    run.typed("--ledger copy.db init")
    run.typed("--ledger copy.db site open IT-CAG --country IT --on 1900-01-01")
    assert run("--ledger", "copy.db", "import", "written").exit_code == 0
    log = run("--ledger", "copy.db", "log").stdout
    assert all(f"hired at IT-CAG on {day}" in log for day in days)


def test_parquet_says_the_same_as_csv_in_columns_of_their_kind(told: Rientro) -> None:
    table = pq.read_table(io.BytesIO(written(told, "movements", "--as", "parquet")))
    found = table.to_pylist()
    assert found[-1]["fte_change"] == Decimal("0.5")
    assert found[-1]["effective_on"] == date(2018, 10, 4)
    assert found[-1]["recorded_at"].utcoffset().total_seconds() == 0
    plain = ("operator", "site", "to_site", "contract", "kind", "heads", "position", "voided_by")
    for one, row in zip(found, rows(told("export", "movements")), strict=True):
        assert ["" if one[name] is None else str(one[name]) for name in plain] == [
            row[name] for name in plain
        ]


def test_a_ledger_without_movements_is_exported_in_every_format(run: Rientro) -> None:
    run("init")
    for as_ in ("csv", "jsonl", "xlsx", "parquet", "hledger", "ledger"):
        assert run("export", "movements", "--as", as_, "--to", f"m.{as_}").exit_code == 0
    assert run("export", "movements").stdout.count("\n") == 1
    assert pq.read_table(run.folder / "m.parquet").num_rows == 0
    assert (run.folder / "m.xlsx").read_bytes()[:4] == BINARY["xlsx"]


@pytest.mark.parametrize("what", ["events", "movements"])
def test_an_export_of_the_past_is_the_export_of_then(told: Rientro, what: str) -> None:
    then = told("export", what).stdout
    log = json.loads(told("log", "--format", "json", "--operator", "OP-1").stdout)
    known = log["rows"][-1]["recorded_at"]
    told.typed("void OP-1 --reason twice")
    told.typed("void OP-1 --reason thrice")
    assert told("export", what).stdout != then
    assert told("export", what, "--known-at", known).stdout == then


def test_the_same_ledger_gives_the_same_file(told: Rientro) -> None:
    for as_ in ("csv", "xlsx", "parquet", "hledger"):
        assert written(told, "movements", "--as", as_) == written(told, "movements", "--as", as_)


# Files --------------------------------------------------------------------------------------------


def test_the_format_is_that_of_the_ending_unless_it_is_named(told: Rientro) -> None:
    for name, beginning in {
        "m.XLSX": BINARY["xlsx"],
        "m.parquet": BINARY["parquet"],
        "m.jsonl": b"{",
        "m.journal": b"; ",
        "m.csv": b"movement,",
        "m": b"movement,",
    }.items():
        assert told("export", "movements", "--to", name).exit_code == 0
        assert (told.folder / name).read_bytes().startswith(beginning)
    told("export", "movements", "--to", "m.xlsx", "--as", "csv")
    assert (told.folder / "m.xlsx").read_bytes().startswith(b"movement,")


def test_a_file_s_ending_is_not_contradicted(told: Rientro) -> None:
    said = told("export", "events", "--to", "events.csv")
    said.refused(2, "Events are written as jsonl", "for .csv use: rientro export movements")
    assert not (told.folder / "events.csv").exists()
    assert told("export", "events", "--to", "events.csv", "--as", "jsonl").exit_code == 0


@pytest.mark.parametrize("name", ["m.json", "m.txt", "m.csv.bak", "m.\x1b[31m"])
def test_an_ending_that_is_not_known_is_refused_unless_the_format_is_said(
    told: Rientro, name: str
) -> None:
    said = told("export", "movements", "--to", name)
    said.refused(2, "or say the format with --as")
    assert "\x1b" not in said.stderr
    assert not (told.folder / name).exists()
    assert told("export", "movements", "--to", name, "--as", "csv").exit_code == 0


FORMULAS = ("=1+1", "+39 070", "-5", "@here", "'=1+1", "''-5")


def test_what_looks_like_a_formula_has_an_apostrophe_and_comes_back_without_it(
    told: Rientro,
) -> None:
    told("hire", "--at", "IT-CAG", "--on", "2018-10-05", "--", "-5")
    for number, text in enumerate(FORMULAS):
        told("hire", f"F-{number}", "--at", "IT-CAG", "--on", "2018-10-05")
        assert told("void", f"F-{number}", "--reason", text).exit_code == 0
    safe, raw = (rows(told("export", "movements", *more)) for more in ((), ("--raw",)))
    found = [(one["reason"], two["reason"]) for one, two in zip(safe, raw, strict=True)]
    assert [pair for pair in found if pair[1] in FORMULAS] == [
        (f"'{text}", text) for text in FORMULAS
    ]
    assert ("'-5", "-5") in {
        (one["operator"], two["operator"]) for one, two in zip(safe, raw, strict=True)
    }
    assert not any(cell[:1] in {"=", "+", "@"} for row in safe for cell in row.values())
    assert {row["contract"] for row in safe} >= {"-"}
    told.typed("--ledger two.db init")
    told.typed("--ledger two.db site open IT-CAG --country IT --on 2018-01-01")
    only = next(row for row in safe if row["operator"] == "'-5")
    (told.folder / "one.csv").write_text(f"{','.join(only)}\n{','.join(only.values())}\n")
    assert told("--ledger", "two.db", "import", "one.csv").exit_code == 0
    assert "-5 hired at IT-CAG" in told("--ledger", "two.db", "log").stdout


def test_raw_is_for_csv(told: Rientro) -> None:
    told("export", "movements", "--raw", "--as", "jsonl").refused(2, "--raw is for csv")


def test_a_file_says_what_standard_output_says(told: Rientro) -> None:
    said = told("export", "events", "--to", "events.jsonl")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == "Wrote 670 events as jsonl to events.jsonl.\n"
    text = (told.folder / "events.jsonl").read_text()
    assert text == told("export", "events").stdout == told("export", "events", "--to", "-").stdout


def test_an_old_file_is_replaced_and_keeps_its_permissions(told: Rientro) -> None:
    file = told.folder / "m.csv"
    file.write_text("old")
    file.chmod(0o640)
    told("export", "movements", "--to", "m.csv", "--replace")
    assert file.read_text().startswith("movement,")
    assert file.stat().st_mode & 0o777 == 0o640


def test_the_file_that_a_link_leads_to_is_replaced(told: Rientro) -> None:
    (told.folder / "link.csv").symlink_to("m.csv")
    told("export", "movements", "--to", "link.csv")
    assert (told.folder / "link.csv").is_symlink()
    assert (told.folder / "m.csv").read_text().startswith("movement,")


def test_a_device_is_written_and_not_replaced(told: Rientro) -> None:
    assert told("export", "movements", "--to", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    "name",
    ["rientro.db", "./rientro.db", "rientro.db-wal", "link.db", "hard.db", "rientro.db-journal"],
)
def test_the_ledger_itself_is_never_written_over(told: Rientro, name: str) -> None:
    (told.folder / "link.db").symlink_to("rientro.db")
    (told.folder / "hard.db").hardlink_to(told.ledger)
    before = told.ledger.read_bytes()
    told("export", "events", "--to", name).refused(2, "is the ledger itself", "--to")
    assert told.ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "why"),
    {
        ".": "is a folder",
        "no/such/x.csv": "does not exist",
        "rientro.db/x": "does not exist",
    }.items(),
)
def test_a_place_where_no_file_can_be_is_wrong_usage(told: Rientro, name: str, why: str) -> None:
    told("export", "movements", "--to", name).refused(2, why)


def test_nothing_is_written_where_there_is_no_ledger(run: Rientro) -> None:
    run("export", "events", "--to", "events.jsonl").refused(4, "There is no ledger at rientro.db")
    assert list(run.folder.iterdir()) == []


@pytest.mark.parametrize("as_", ["csv", "jsonl", "hledger"])
def test_a_disk_that_is_full_leaves_the_old_file_and_no_half_one(told: Rientro, as_: str) -> None:
    (told.folder / "m").write_text("old")
    before = sorted(told.folder.iterdir())
    with no_file_above(40_000):
        said = told("export", "movements", "--as", as_, "--to", "m", "--replace")
    said.refused(4, "m: File too large")
    assert (told.folder / "m").read_text() == "old"
    assert sorted(told.folder.iterdir()) == before


def test_a_workbook_for_which_a_disk_has_no_room_leaves_the_old_one(told: Rientro) -> None:
    """What writes workbooks keeps files of its own, which end with the program."""
    (told.folder / "m").write_text("old")
    before = sorted(told.folder.iterdir())
    with no_file_above(40_000):
        done = subprocess.run(
            command("export", "movements", "--as", "xlsx", "--to", "m", "--replace"),
            cwd=told.folder,
            env=told.environment(),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert done.returncode == 4
    assert "m: File too large" in done.stderr
    assert (told.folder / "m").read_text() == "old"
    assert sorted(told.folder.iterdir()) == before


@pytest.fixture
def terminal() -> Iterator[int]:
    """The program's end of a terminal."""
    ours, theirs = pty.openpty()
    yield theirs
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize("as_", BINARY)
def test_bytes_are_not_poured_on_a_terminal(told: Rientro, terminal: int, as_: str) -> None:
    words = ("export", "movements", "--as", as_)
    said = ended(words, told.folder, told.environment(), stdout=terminal)
    assert said.returncode == 2
    assert "name a file with --to" in said.stderr


@pytest.mark.parametrize("as_", BINARY)
def test_bytes_go_down_a_pipe(told: Rientro, as_: str) -> None:
    words = ("export", "movements", "--as", as_)
    with started(words, told.folder, told.environment(), stdout=subprocess.PIPE) as program:
        assert program.communicate(timeout=SECONDS)[0] == written(told, *words[1:])
        assert program.wait() == 0


def test_where_parquet_is_not_installed_the_way_to_it_is_told(
    told: Rientro, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = told("export", "movements", "--as", "parquet", "--to", "m.parquet")
    said.refused(2, "pipx inject rientro pyarrow", "csv")
    assert not (told.folder / "m.parquet").exists()


def test_every_column_of_an_export_is_one_that_an_import_knows() -> None:
    assert set(SideRow._fields) <= {*COLUMNS, *EXPORTED_COLUMNS}


def test_an_export_of_movements_is_narrowed_to_whole_movements(demo: Rientro) -> None:
    csv_rows = demo("export", "movements", "--site", "IT-LEC", "--known-at", "2100-01-01").stdout
    header, *rows = csv_rows.splitlines()
    assert rows
    assert header.startswith("movement,operator,site,to_site")
    transfers = [row for row in rows if row.startswith("transfer,")]
    assert len(transfers) == 20  # ten operators, both sides of each
    journal = demo("export", "movements", "--site", "IT-LEC", "--as", "hledger").stdout
    assert journal.count(" * (") == len(rows) - 10
    nobody = demo("export", "movements", "--site", "NOPE")
    assert (nobody.exit_code, nobody.stdout) == (3, "")
