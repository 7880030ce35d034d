"""Whatever stands in a file: it is recorded as a whole, or refused in words, and nothing is half."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from conftest import Said
from examples import examples
from histories import DAYS, OPERATORS, SITES, desks, workbook
from hypothesis import given
from hypothesis import strategies as st

from cli.main import cli
from ledger.exchange.movement_columns import COLUMNS, EXPORTED_COLUMNS

many = examples(4, soaked=8)
HEADER = [*COLUMNS, *EXPORTED_COLUMNS]
words = st.sampled_from(
    [
        *("hire", "transfer", "reassign", "leave", "void", "Hire", "-", "", "0", "1", "2", "1e5"),
        *("0,5", "0.3333", "1.00000", "01/02/2018", "2018-02-30", "31/12/2017", "retired", "#N/A"),
        *(*OPERATORS, *SITES, "SOHO", "SB", "a@b.it", "\u202eOP", "“", "=1+1", "'"),
        *(day.isoformat() for day in DAYS),
    ]
)
cells = words | words | st.text(max_size=8)
typed = cells | st.integers() | st.floats() | st.booleans() | st.dates()


def told(*imported: bytes) -> list[Said]:
    """What the command line says to each file, at a ledger with sites and contracts."""
    with desks() as desk_of:
        desk = desk_of("one")
        said = []
        for content in imported:
            before = desk.position
            file = Path(desk.place.url).with_name("file")
            file.write_bytes(content)
            words = ["--ledger", desk.place.url, "--by", "anna", "import", str(file)]
            result = CliRunner().invoke(cli, [*words, "--format", "json"], prog_name="rientro")
            said.append(Said(result.exit_code, result.stdout, result.stderr))
            whole_or_refused(said[-1], desk.position - before)
        assert {finding.kind for finding in desk.findings()} == set()
        return said


def whole_or_refused(said: Said, recorded: int) -> None:
    """Either all that was said to be recorded is, or nothing is and the reason is told."""
    assert "Traceback" not in said.stderr
    if said.exit_code == 0:
        document = json.loads(said.stdout)
        assert len(document["rows"]) == recorded
        return
    assert (said.exit_code, said.stdout, recorded) == (3, "", 0), said
    document = json.loads(said.stderr)
    assert document["error"] == "BadRows"
    assert 1 <= len(document["rows"]) <= 100
    for row in document["rows"]:
        assert set(row) == {"line", "column", "value", "message"}
        assert row["line"] >= 1
        assert row["message"]


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


@many
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_recorded_whole_or_refused(content: bytes) -> None:
    told(content, ",".join(COLUMNS).encode() + b"\n" + content, b"PK\x03\x04" + content)


@many
@given(
    header=st.permutations(HEADER).map(lambda names: names[:15]) | st.just(list(COLUMNS)),
    rows=st.lists(st.lists(cells, max_size=13), max_size=6),
    delimiter=st.sampled_from(",;\t"),
)
def test_any_cells_are_recorded_whole_or_refused(
    header: list[str], rows: list[list[str]], delimiter: str
) -> None:
    told(as_csv([header, *rows], delimiter))


@many
@given(rows=st.lists(st.lists(typed, max_size=13), max_size=6))
def test_any_cells_of_a_workbook_are_recorded_whole_or_refused(rows: list[list[Any]]) -> None:
    told(workbook([COLUMNS, *rows]))


FIELDS = [
    "movement",
    "operator",
    "count",
    "site",
    "to_site",
    "contract",
    "fte",
    "effective_on",
    "reason",
]
VALID = as_csv(
    [
        FIELDS,
        *([f"hire,OP-{n},,RO-IAS,,SOHO,0.5,2018-02-0{n},".split(",") for n in range(1, 5)]),
        ["transfer", "OP-1", "", "RO-IAS", "IT-CAG", "-", "", "2018-03-01", ""],
        ["leave", "OP-1", "", "", "", "", "", "2018-07-01", "resigned"],
        ["hire", "", "3", "IT-LEC", "", "", "", "2018-02-01", ""],
        ["transfer", "", "2", "IT-LEC", "IT-CAG", "", "", "2018-03-01", ""],
    ]
)
BOOK = workbook([line.split(",") for line in VALID.decode().splitlines()])


@many
@given(data=st.data(), content=st.sampled_from([VALID, BOOK]))
def test_a_good_file_with_something_changed_is_recorded_whole_or_refused(
    data: st.DataObject, content: bytes
) -> None:
    at = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(0, 6))
    mutated = content[:at] + data.draw(st.binary(max_size=6)) + content[at + length :]
    told(mutated, mutated)


@many
@given(data=st.data())
def test_good_rows_with_cells_changed_or_moved_are_recorded_whole_or_refused(
    data: st.DataObject,
) -> None:
    rows = [line.split(",") for line in VALID.decode().splitlines()]
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.integers(0, len(FIELDS) - 1))] = data.draw(cells)
    body = data.draw(st.permutations(rows[1:]))
    told(as_csv([rows[0], *body]), as_csv([rows[0], *body]))
