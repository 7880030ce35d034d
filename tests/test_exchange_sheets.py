"""Whatever a workbook looks like: what is read is what a person sees, or the row is refused."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.exchange.movement_columns import LAYOUT
from ledger.exchange.movement_file import MovementFile
from ledger.exchange.movement_row import Row
from ledger.exchange.sheets.cells import key, letters, number, number_format, tidy
from ledger.exchange.sheets.mapping import BadMapping, read_mapping
from ledger.exchange.sheets.problems import Problems

BOOKS = examples(12, soaked=30)


@dataclass(frozen=True)
class Cell:
    """A cell as somebody wrote it, and what a person reads in it; nothing if that cannot be told."""

    value: Any
    means: Any
    format: str = "General"


def shown(value: Any, means: Any = None, format: str = "General") -> Cell:  # noqa: A002
    return Cell(value, value if means is None else means, format)


OPERATORS = [
    *(shown("OP-1"), shown("00012"), Cell("  OP-2\u00a0", "OP-2"), Cell(42, "42")),
    *(Cell(77, "0077", "0000"), Cell(42, "00042", "00000"), Cell(1234, "1234", "0")),
    *(Cell(123, "123", "@"), Cell(999999999999999, "999999999999999", "0"), Cell("\n7\n", "7")),
]
NO_OPERATORS = [
    *(Cell(True, None), Cell(date(2018, 3, 1), None, "yyyy-mm-dd"), Cell(7.5, None)),
    *(Cell(12345678901234567, None, "0"), Cell(7, None, '"OP-"0'), Cell(7, None, "0.00")),
    *(Cell(1234, None, "#,##0"), Cell("=1+1", None), Cell("#N/A", None), Cell(7, None, "0;-0")),
    *(Cell("two words", None), Cell(0.5, None, "hh:mm"), Cell(77, None, "0%")),
]
FTES = [
    *(Cell("0,5", Decimal("0.5")), Cell("75%", Decimal("0.75")), Cell("75 %", Decimal("0.75"))),
    *(Cell(0.5, Decimal("0.5")), Cell(0.25, Decimal("0.25"), "0%"), Cell(1, Decimal(1), "0")),
    *(Cell(0.125, Decimal("0.125"), "0.0%"), Cell(0.3, Decimal("0.3"), "0.00")),
    *(Cell(0.1 + 0.2, Decimal("0.3")), Cell(1, Decimal(1), "_-* #,##0.00_-")),
]
NO_FTES = [
    *(Cell(0.75, None, "0"), Cell(0.755, None, "0%"), Cell(0.25, None, "0.0"), Cell(True, None)),
    *(Cell(0.5, None, "hh:mm"), Cell(0.5, None, '0.0" h"'), Cell(0.5, None, "# ?/?")),
    *(Cell(1000, None, "0,"), Cell("=1/2", None), Cell(date(1900, 1, 1), None, "yyyy-mm-dd")),
]
JUNE = date(2018, 6, 1)
DAYS = [
    *(Cell("2018-06-01", JUNE), Cell("01/06/2018", JUNE), Cell("1.6.2018", JUNE)),
    *(Cell("01-06-2018", JUNE), Cell("2018-06-01 00:00:00", JUNE), Cell("01/06/2018 0:00", JUNE)),
    *(Cell(JUNE, JUNE, "yyyy-mm-dd"), Cell(JUNE, JUNE, "dd/mm/yyyy"), Cell(JUNE, JUNE, "d-mmm-yy")),
    *(
        Cell(datetime.combine(JUNE, time()), JUNE, "dd/mm/yyyy hh:mm"),
        Cell(43252, JUNE, "[$-410]d mmmm yyyy;@"),
    ),
]
NO_DAYS = [
    *(
        Cell("01/06/18", None),
        Cell("06/13/2018", None),
        Cell(43252, None),
        Cell(JUNE, None, "mmm yyyy"),
    ),
    *(Cell(JUNE, None, "dd/mm"), Cell(JUNE, None, "yyyy"), Cell("2018-06-01 08:00", None)),
    *(
        Cell(datetime.combine(JUNE, time(8)), None, "dd/mm/yyyy hh:mm"),
        Cell(True, None),
        Cell(0.5, None, "hh:mm"),
    ),
]
CHOICES = {
    "operator": (OPERATORS, NO_OPERATORS),
    "fte": (FTES, NO_FTES),
    "effective_on": (DAYS, NO_DAYS),
}
NAMES = {
    "movement": ["movement", "MOVEMENT", "Causale", " movement\u00a0"],
    "operator": ["operator", "Matricola", "Operator"],
    "site": ["site", "sede", "Site"],
    "contract": ["contract", "Commessa"],
    "fte": ["fte", "FTE"],
    "effective_on": [
        "effective_on",
        "effective\non",
        "Effective\u00a0On",
        "effective-on",
        "Decorrenza",
    ],
}


@dataclass(frozen=True)
class Made:
    """A workbook; the rows that a person reads in it; and the cells that nobody can be sure of."""

    content: bytes = field(repr=False)
    rows: list[tuple[Any, ...]]
    wrong: set[tuple[int, str]]


@st.composite
def books(draw: st.DrawFn) -> Made:
    """A workbook of hires, somewhere in it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    columns = draw(st.permutations(list(NAMES)))
    left, top = draw(st.integers(0, 2)), draw(st.integers(0, 3))
    for number_ in range(top):
        sheet.cell(number_ + 1, 1, draw(st.sampled_from(["Comdata S.p.A.", "giugno", None, 2018])))
    header = top + 1
    for index, name in enumerate(columns):
        sheet.cell(header, left + index + 1, draw(st.sampled_from(NAMES[name])))
    rows, wrong, line = [], set(), header
    count = draw(st.integers(1, 6))
    lines: list[int] = []
    for _ in range(count):
        line += draw(st.sampled_from([1, 1, 1, 2]))
        lines.append(line)
        means: dict[str, Any] = {"movement": "hire", "site": "IT-CAG", "contract": "FW"}
        for index, name in enumerate(columns):
            if name in CHOICES:
                good, bad = CHOICES[name]
                cell = draw(st.sampled_from(good * 3 + bad))
                if cell.means is None:
                    wrong.add((line, name))
                means[name] = cell.means
            else:
                cell = shown(means[name])
            there = sheet.cell(line, left + index + 1, cell.value)
            there.number_format = cell.format
        rows.append(
            (
                means["operator"],
                means["site"],
                means["contract"],
                means["fte"],
                means["effective_on"],
            )
        )
        if draw(st.booleans()):
            sheet.row_dimensions[line].hidden = True
    for name in ("site", "contract"):
        first = draw(st.integers(0, len(lines) - 1))
        last = draw(st.integers(first, len(lines) - 1))
        if last > first:
            column = left + columns.index(name) + 1
            sheet.merge_cells(
                start_row=lines[first], end_row=lines[last], start_column=column, end_column=column
            )
    if draw(st.booleans()):
        sheet.cell(line + 1, left + 1, draw(st.sampled_from(["Totale", "TOTAL 6", "Somma"])))
    for title, state in draw(
        st.lists(st.sampled_from([("Leggimi", "visible"), ("Liste", "hidden")]), unique=True)
    ):
        other = book.create_sheet(title, draw(st.integers(0, 1)))
        other.append(["note", "operator"])
        other.sheet_state = state
    book.active = book.worksheets.index(sheet)
    content = io.BytesIO()
    book.save(content)
    return Made(content.getvalue(), rows, wrong)


@BOOKS
@given(books())
def test_what_is_read_of_a_workbook_is_what_a_person_sees(made: Made) -> None:
    problems = Problems()
    file = MovementFile(made.content, problems)
    told = {(each.line, each.column) for each in problems.told({}, lambda *_: "")[0]}
    assert told == made.wrong
    read = [(row.operator, row.site, row.contract, row.fte, row.effective_on) for row in file.rows]
    assert read == [row for row in made.rows if None not in row]
    assert all(isinstance(row, Row) and type(row.operator) is str for row in file.rows)


def test_every_way_of_writing_a_cell_is_read_or_refused() -> None:
    """Each of the cells above alone, so that none depends on what is drawn."""
    for name, (good, bad) in CHOICES.items():
        for cell in (*good, *bad):
            book = openpyxl.Workbook()
            sheet = book.worksheets[0]
            sheet.append(["movement", "site", *CHOICES])
            sheet.append(["hire", "IT-CAG", "OP-1", 1, "2018-06-01"])
            there = sheet.cell(2, 3 + list(CHOICES).index(name), cell.value)
            there.number_format = cell.format
            content = io.BytesIO()
            book.save(content)
            problems = Problems()
            file = MovementFile(content.getvalue(), problems)
            found = getattr(file.rows[0], name) if file.rows else None
            assert found == cell.means, (name, cell)
            assert problems.any == (cell.means is None), (name, cell)


@pytest.mark.parametrize(
    ("value", "code", "text", "is_shown", "is_code"),
    [
        (77, "0000", "0077", True, True),
        (-7, "0000", "-7", True, True),
        (123456, "0000", "123456", True, True),
        (1e15, "General", "1000000000000000", True, False),
        (0.1 + 0.2, "General", "0.3", True, False),
        (0.5, "0%", "50%", True, False),
        (0.5, "0.00%;[Red]-0.00%", "50%", True, False),
        (5, "[Red]0", "5", True, False),
        (5, '0"kg"', "5", False, False),
        (5, "0,,", "5", False, False),
        (5, "0.00E+00", "5", False, False),
    ],
)
def test_a_number_is_what_its_format_makes_of_it(
    value: float, code: str, text: str, is_shown: bool, is_code: bool
) -> None:
    held = number(value, number_format(code))
    assert (str(held), held.is_shown, held.is_code) == (text, is_shown, is_code)


@given(st.integers(0, 16_383))
def test_columns_are_called_as_a_spreadsheet_calls_them(index: int) -> None:
    from openpyxl.utils import get_column_letter

    assert letters(index) == get_column_letter(index + 1)


@given(st.text())
def test_a_text_is_tidy_at_once(text: str) -> None:
    assert tidy(tidy(text)).lstrip("'") == tidy(text).lstrip("'")
    assert key(tidy(text)) in {key(text), key(text[1:])} or "'" in text


# Mappings that are anything ---------------------------------------------------------------------

values = st.sampled_from(
    ["hire", "leave", "IT-CAG", "FW", "0.5", "2018-06-01", "", "?", "x y", "1"]
)
leaves = values | st.text(max_size=6) | st.integers() | st.booleans() | st.floats(allow_nan=False)
names = st.sampled_from([*LAYOUT.columns, "Matricola", "Sede", "Causale", "Nome"]) | st.text(
    max_size=5
)
parts = st.sampled_from(["columns", "values", "defaults", "numbers", "sheet", "header", "stop"])
FILE = (
    "Matricola;Causale;Sede;Nome;effective_on\nOP-1;Assunzione;IT-CAG;x;2018-06-01\n"
    "OP-2;hire;IT-CAG;;01/06/2018\n"
)


def toml(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{toml(name)} = {toml(each)}" for name, each in value.items())
        return "{" + inner + "}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        spelt = "".join(f"\\U{ord(each):08X}" for each in value if not 0xD800 <= ord(each) < 0xE000)
        return f'"{spelt}"'
    return repr(value)


def printed(text: str) -> None:
    assert text.isprintable()


def tried(mapping: bytes) -> None:
    """Read a file by the mapping: whole, refused, or no mapping; never a crash, never a half."""
    try:
        known = read_mapping(mapping, "m.toml", LAYOUT)
    except BadMapping as error:
        printed(str(error))
        return
    problems = Problems()
    file = MovementFile(FILE.encode(), problems, known)
    assert problems.any or len(file.rows) <= 2
    for each in problems.told(file.cells_at(problems.places), lambda *_: "")[0]:
        printed(f"{each.column}{each.value}{each.message}")


@examples(15, soaked=50)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
@example(b'[columns]\n"Matricola" = "operator"\n')
@example(b"a" * (1024**2 + 1))
def test_any_bytes_are_a_mapping_or_none(mapping: bytes) -> None:
    tried(mapping)


@examples(20, soaked=60)
@given(
    st.dictionaries(
        parts,
        leaves
        | st.dictionaries(
            names,
            leaves
            | st.dictionaries(
                names, leaves | st.dictionaries(names, leaves, max_size=2), max_size=3
            ),
            max_size=4,
        ),
        max_size=4,
    )
)
def test_any_mapping_reads_a_file_whole_or_refuses_it(said: dict[str, Any]) -> None:
    text = "".join(f"{name} = {toml(value)}\n" for name, value in said.items())
    try:
        tomllib.loads(text)
    except ValueError:
        return
    tried(text.encode())
