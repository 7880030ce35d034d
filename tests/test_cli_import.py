"""A supplier's spreadsheet, as it comes: what is recorded of it, and what is said of its mistakes."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from conftest import Rientro, Said
from histories import workbook

HEADER = "movement,operator,count,site,to_site,contract,fte,effective_on,reason"
YEAR = f"""{HEADER}
transfer,OP-1,,RO-BUC,IT-LEC,-,0.75,2018-11-05,
hire,OP-1,,RO-BUC,,FW-SB,0.5,2018-10-01,
leave,OP-1,,,,,,2018-12-31,retired
hire,,2,IT-CAG,,,,2018-10-02,
reassign,OP-1,,IT-LEC,,FW-SOHO,,2018-12-01,
transfer,,1,RO-BUC,IT-CAG,,,2018-09-30,
"""
DONE = [
    "RO-BUC-0061 transferred from RO-BUC to IT-CAG on FW-SOHO on 2018-09-30",
    "OP-1 hired at RO-BUC on FW-SB at 0.5 FTE on 2018-10-01",
    "IT-CAG-0101 hired at IT-CAG on 2018-10-02",
    "IT-CAG-0102 hired at IT-CAG on 2018-10-02",
    "OP-1 transferred from RO-BUC to IT-LEC at 0.75 FTE on 2018-11-05",
    "OP-1 reassigned at IT-LEC from no contract at 0.75 FTE to FW-SOHO at 0.75 FTE on 2018-12-01",
    "OP-1 left IT-LEC on 2018-12-31 (retired)",
]


def crlf(text: str) -> str:
    """The text as a program on Windows saves it."""
    return "\ufeff" + text.replace("\n", "\r\n")


def saved(run: Rientro, content: str | bytes, name: str = "moves.csv") -> str:
    """A file in the folder."""
    data = content.encode() if isinstance(content, str) else content
    (run.folder / name).write_bytes(data)
    return name


def in_words(said: Said) -> list[str]:
    """What the events say that a command recorded, without the opening of the batch."""
    assert said.exit_code == 0, said
    return [row["words"] for row in json.loads(said.stdout)["rows"][1:]]


def problems(said: Said) -> list[tuple[int, str, str]]:
    """Line, column and value of every problem, told in JSON; each says what would be right."""
    assert (said.exit_code, said.stdout) == (3, ""), said
    document = json.loads(said.stderr)
    assert (document["schema"], document["error"]) == ("rientro.error.v1", "BadRows")
    assert all(len(row["message"]) > 20 for row in document["rows"])
    return [(row["line"], row["column"], row["value"]) for row in document["rows"]]


def test_rows_take_effect_in_order_of_date_and_then_of_line(demo: Rientro) -> None:
    said = demo("import", saved(demo, YEAR), "--batch", "year", "--format", "json")
    assert in_words(said) == DONE
    assert demo("log", "--batch", "year", "--format", "csv").stdout.count("\n") == 1 + 1 + len(DONE)


def test_a_dry_run_says_just_what_is_recorded_after_it(demo: Rientro) -> None:
    file = saved(demo, YEAR)
    dry = demo("import", file, "--batch", "year", "--dry-run", "--format", "json")
    assert demo.position == 665
    assert in_words(dry) == in_words(demo("import", file, "--batch", "year", "--format", "json"))
    table = demo(
        *("import", saved(demo, f"# more of them\n{YEAR}"), "--batch", "again", "--dry-run"),
        "--again",
    ).stdout
    assert "IT-CAG-0103 hired at IT-CAG on 2018-10-02\n" in table


def test_the_batch_keeps_the_hash_of_the_file_and_its_source(demo: Rientro) -> None:
    demo("import", saved(demo, YEAR), "--batch", "year", "--source", "Comdata, by letter")
    opening = json.loads(demo("log", "--batch", "year", "--format", "json").stdout)["rows"][0]
    assert opening["event"] == {
        "source": "Comdata, by letter",
        "sha256": hashlib.sha256(YEAR.encode()).hexdigest(),
        "movements": 7,
        "records": 7,
        "kind": "movements",
        "mapping": None,
        "replaces": None,
        "text": None,
    }


GERMAN = YEAR.replace(",", ";").replace("0.5", "0,50").replace("0.75", "0,75")
DIALECTS = {
    "comma": YEAR,
    "semicolon and decimal comma": GERMAN,
    "tab": YEAR.replace(",", "\t"),
    "byte order mark": "\ufeff" + YEAR,
    "carriage returns": YEAR.replace("\n", "\r\n"),
    "carriage returns alone": YEAR.replace("\n", "\r"),
    "no newline at the end": YEAR.rstrip("\n"),
    "quoted": "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in YEAR.splitlines()
    ),
    "decimal comma in quotes": YEAR.replace("0.75", '"0,75"'),
    "day first": YEAR.replace("2018-11-05", "05/11/2018").replace("2018-12-31", "31/12/2018"),
    "blanks around": YEAR.replace(",", " , "),
    "comments and empty lines": f"# from Comdata\n\n{YEAR}\n,,,,,,,,\n# the end,,",
    "capital letters and blanks in the header": YEAR.replace(HEADER, HEADER.title()).replace(
        "To_Site", "To Site"
    ),
    "other order, fewer columns, empty columns": "\n".join(
        ",".join((*reversed(line.split(",")), "", "")) for line in YEAR.splitlines()
    ),
}


@pytest.mark.parametrize("content", DIALECTS.values(), ids=DIALECTS)
def test_a_file_is_read_in_every_dialect(demo: Rientro, content: str) -> None:
    said = demo("import", saved(demo, content), "--batch", "year", "--format", "json")
    assert in_words(said) == DONE


def test_a_workbook_has_dates_and_numbers_as_cells(demo: Rientro) -> None:
    rows: list[list[Any]] = [HEADER.split(",")]
    for line in YEAR.splitlines()[1:]:
        movement, operator, count, site, to_site, contract, fte, on, reason = line.split(",")
        rows.append(
            [
                *(movement, operator, int(count) if count else None, site, to_site, contract),
                *(float(fte) if fte else None, date.fromisoformat(on), reason),
            ]
        )
    rows[2][7] = datetime(2018, 10, 1)  # noqa: DTZ001 (a cell has no zone)
    rows[1][6] = 0.7500000000000001  # as a formula may leave it
    file = saved(demo, workbook(rows), "moves.xlsx")
    assert in_words(demo("import", file, "--batch", "year", "--format", "json")) == DONE


def test_a_code_that_a_spreadsheet_took_for_a_number_is_read_as_it_looks(demo: Rientro) -> None:
    rows: list[list[Any]] = [
        ["movement", "operator", "site", "effective_on"],
        ["hire", 1042, "IT-CAG", "2018-10-01"],
    ]
    file = saved(demo, workbook(rows), "moves.xlsx")
    assert in_words(demo("import", file, "--format", "json")) == [
        "1042 hired at IT-CAG on 2018-10-01"
    ]


@pytest.mark.parametrize(
    "cell", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#N/D", "#RIF!", "#VALORE!", "#NOME?", "#WERT!"]
)
def test_a_formula_that_failed_is_no_comment(demo: Rientro, cell: str) -> None:
    content = f"{HEADER}\n{cell},OP-1,,IT-CAG,,,,2018-10-01,\n"
    said = demo("import", saved(demo, content), "--format", "json")
    assert problems(said) == [(2, "movement", cell)]


def test_standard_input_is_a_file_too(demo: Rientro) -> None:
    said = demo.program("import", "-", "--format", "json", given=YEAR.encode())
    assert said.exit_code == 0
    assert in_words(Said(0, said.stdout, "")) == DONE


def test_a_first_line_that_tells_the_separator_is_no_header(demo: Rientro) -> None:
    said = demo("import", saved(demo, "sep=;\r\n" + YEAR.replace(",", ";")), "--format", "json")
    assert in_words(said) == DONE
    later = "# from Comdata\n\nsep=;\n" + YEAR.replace(",", ";").replace("OP-1", "OP-3")
    assert demo("import", saved(demo, later), "--again").exit_code == 0
    twice = demo("import", saved(demo, f"{HEADER}\nsep=,\n"))
    assert "sep=" in twice.stderr
    wrong = demo("import", saved(demo, "sep=;\n" + YEAR.replace(",", ";").replace("hire", "fire")))
    assert "\n   4  movement  fire " in wrong.stderr


def test_a_reason_is_read_in_any_case(demo: Rientro) -> None:
    said = demo("import", saved(demo, YEAR.replace("retired", "Retired")), "--format", "json")
    assert in_words(said) == DONE


def book_of(run: Rientro, *sheets: tuple[str, str, str]) -> str:
    """A workbook with these sheets: their names, whether they are shown, and their rows."""
    book = openpyxl.Workbook(write_only=True)
    for name, state, text in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for line in text.splitlines():
            sheet.append([cell or None for cell in line.split(",")])
    book.save(run.folder / "book.xlsx")
    return "book.xlsx"


def test_further_sheets_of_a_workbook_are_told_where_they_are_not_read(demo: Rientro) -> None:
    sheets = [("Year", "visible", YEAR), ("Notes", "visible", "to do"), ("Empty", "visible", "")]
    file = book_of(demo, ("Cover", "visible", ""), *sheets, ("Lists", "hidden", "hire"))
    dry = demo("import", file, "--dry-run", "--format", "json")
    assert json.loads(dry.stdout)["unread_sheets"] == ["Notes"]
    said = demo("import", file)
    assert said.stderr.startswith(
        "Read the sheet Year.\nNot read: the sheet Notes, the hidden sheet Lists.\nRecorded 7"
    )
    assert demo("--quiet", "import", file).stderr == ""
    wrong = book_of(demo, ("Year", "visible", YEAR.replace("hire", "fire")), *sheets[1:])
    refused = demo("import", wrong)
    assert refused.exit_code == 3
    assert "Read the sheet Year.\nNot read: the sheet Notes.\n" in refused.stderr


def test_a_cover_with_a_formula_that_was_never_computed_is_not_the_sheet_that_is_read(
    demo: Rientro,
) -> None:
    said = demo("import", book_of(demo, ("Cover", "visible", "=1+1"), ("Year", "visible", YEAR)))
    assert said.exit_code == 0
    assert said.stderr.startswith("Read the sheet Year.\nNot read: the sheet Cover.\n")


def test_a_workbook_without_anything_has_no_header(demo: Rientro) -> None:
    said = demo("import", book_of(demo, ("One", "visible", ""), ("Two", "visible", "")))
    assert "The file has no header" in said.stderr


def test_a_workbook_of_which_a_sheet_is_damaged_is_not_read_at_all(demo: Rientro) -> None:
    whole = demo.folder / book_of(demo, ("One", "visible", YEAR), ("Two", "visible", YEAR))
    with ZipFile(whole) as book, ZipFile(demo.folder / "cut.xlsx", "w") as cut:
        for name in book.namelist():
            content = book.read(name)
            cut.writestr(name, content[:300] if name.endswith("sheet2.xml") else content)
    said = demo("import", "cut.xlsx")
    assert said.exit_code == 3
    assert "The file is not a readable XLSX workbook" in said.stderr
    assert demo.position == 665


# Once more ------------------------------------------------------------------------------------


def test_the_same_file_again_is_quiet(demo: Rientro) -> None:
    file = saved(demo, YEAR)
    demo("import", file)
    before = demo.position
    said = demo("import", file)
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == "7 movements were already recorded; nothing was added for that.\n"
    assert demo.position == before


@pytest.mark.parametrize(
    "save", [str, str.rstrip, lambda text: "\ufeff" + text, lambda text: f"{text}\n"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_same_file_is_known_however_another_program_saved_it(
    demo: Rientro, save: Callable[[str], str], end: str
) -> None:
    assert "transfer,,1" in YEAR  # a number of operators, who would be others each time
    otherwise = save(YEAR).replace("\n", end)
    for batch, first, then in (("one", YEAR, otherwise), ("two", otherwise, YEAR)):
        demo("import", saved(demo, first), "--batch", batch)
        before = demo.position
        said = demo("import", saved(demo, then))
        assert said.stderr == "7 movements were already recorded; nothing was added for that.\n"
        assert demo.position == before
        demo("void", "--batch", batch, "--reason", "an old file")


def test_a_file_is_known_while_any_of_its_batches_stands(demo: Rientro) -> None:
    file, other = YEAR, YEAR.replace("OP-1,", "OP-7,")
    demo("import", saved(demo, file), "--batch", "first")
    demo("import", saved(demo, other), "--batch", "second")
    was, same = (hashlib.sha256(text.encode()).hexdigest() for text in (other, crlf(file)))
    events = demo("export", "events").stdout.replace(was, same)
    (demo.folder / "events.jsonl").write_text(events)
    demo("--ledger", "twice.db", "init", "--from", "events.jsonl")
    again = ("--ledger", "twice.db", "import", saved(demo, crlf(file)))
    assert demo(*again).stderr.startswith("7 movements were already recorded")
    demo.typed("--ledger twice.db void --batch second --reason 'the same file'")
    assert demo(*again).stderr.startswith("7 movements were already recorded")
    demo.typed("--ledger twice.db void --batch first --reason 'a draft'")
    assert demo(*again).stderr.startswith("Recorded 7 movements")


def test_what_was_voided_of_a_known_file_is_counted_by_whichever_batch_recorded_it(
    demo: Rientro,
) -> None:
    one = f"{HEADER}\nhire,A-1,,IT-LEC,,,,2018-11-01,\n"
    file = f"{one}hire,,2,IT-LEC,,,,2018-11-01,\n"
    demo("import", saved(demo, one))
    assert "1 movement was already recorded" in demo("import", saved(demo, file)).stderr
    demo.typed("void A-1 --reason 'Never came'")
    again = json.loads(demo("import", saved(demo, file), "--format", "json").stdout)
    assert (again["already_recorded"], again["taken_back"], again["rows"]) == (3, 1, [])
    demo.typed("void IT-LEC-0092 --reason 'Never came'")
    again = json.loads(demo("import", saved(demo, file), "--format", "json").stdout)
    assert (again["already_recorded"], again["taken_back"], again["rows"]) == (3, 2, [])


@pytest.mark.parametrize("text", [YEAR, "\n".join(YEAR.splitlines()[:3])], ids=["counted", "named"])
def test_what_was_voided_of_a_file_stays_so_however_it_is_saved(demo: Rientro, text: str) -> None:
    demo("import", saved(demo, text))
    demo.typed("void OP-1 --reason 'Not yet'")
    before = demo.position
    said = demo("import", saved(demo, crlf(text)))
    assert "1 of them was voided since and stays voided" in said.stderr
    assert demo.position == before


def test_the_same_file_says_what_of_it_was_voided(demo: Rientro) -> None:
    file = saved(demo, YEAR)
    demo("import", file)
    demo.typed("void OP-1 --reason 'Did not retire'")
    before = demo.position
    said = demo("import", file)
    assert said.stderr == (
        "7 movements were already recorded; nothing was added for that.\n"
        "1 of them was voided since and stays voided: record it again if it is right after all.\n"
    )
    assert demo.position == before


def test_counted_rows_that_were_recorded_just_so_are_refused_unless_more_are_meant(
    demo: Rientro,
) -> None:
    demo("import", saved(demo, YEAR), "--batch", "year")
    later = saved(demo, f"{YEAR}hire,OP-9,,IT-LEC,,,,2018-10-01,\n")
    said = demo("import", later, "--format", "json")
    assert problems(said) == [(5, "count", "2"), (7, "count", "1")]
    assert "Batch year has just so many of them already. Give --again" in said.stderr
    again = demo("import", later, "--again")
    assert again.stderr.startswith("Recorded 4 movements")
    assert "4 movements were already recorded" in again.stderr
    fresh = demo("import", saved(demo, YEAR.replace("OP-1", "OP-5")), "--again", "--format", "json")
    assert json.loads(fresh.stdout)["counted"] == 3


def test_counted_rows_of_a_batch_that_was_taken_back_are_no_repetition(demo: Rientro) -> None:
    rows = f"{HEADER}\nhire,,2,IT-CAG,,,,2018-10-02,\n"
    demo("import", saved(demo, rows), "--batch", "june")
    july = f"{rows}hire,JULY,,IT-CAG,,,,2018-10-03,\n"
    assert demo("import", saved(demo, july)).exit_code == 3
    demo.typed("void --batch june --reason 'a draft'")
    assert demo("import", saved(demo, july)).stderr.startswith("Recorded 3 movements")


@pytest.mark.parametrize(
    "row",
    [
        "hire,,3,IT-CAG,,,,2018-10-02,",
        "hire,,2,IT-CAG,,FW-SB,,2018-10-02,",
        "hire,,2,IT-CAG,,,0.5,2018-10-02,",
        "hire,,2,IT-CAG,,,,2018-10-03,",
        "hire,,2,IT-LEC,,,,2018-10-02,",
    ],
)
def test_counted_rows_that_differ_are_more(demo: Rientro, row: str) -> None:
    demo("import", saved(demo, f"{HEADER}\nhire,,2,IT-CAG,,,,2018-10-02,\n"))
    assert demo("import", saved(demo, f"{HEADER}\n{row}\n")).exit_code == 0


def test_who_is_moved_again_after_a_void_is_pointed_out(demo: Rientro) -> None:
    hires = [f"hire,N-{number},,IT-LEC,,,,2018-10-01," for number in range(8)]
    file = saved(demo, "\n".join([HEADER, *hires]))
    demo("import", file, "--batch", "first")
    demo.typed("void N-3 --reason 'Never came'")
    later = "\n".join([HEADER, *hires, "hire,N-8,,IT-LEC,,,,2018-11-01,"])
    again = demo("import", saved(demo, later))
    assert again.stderr.endswith("\nMoved again after the latest movement was voided: N-3.\n")
    demo.typed("void N-8 --reason 'a draft'")
    demo.typed("void --batch first --reason 'a draft'")
    all_again = demo("import", saved(demo, f"# all\n{later}"), "--dry-run", "--format", "json")
    assert "voided: N-0, N-1, N-2, N-4, N-5 …" in all_again.stderr
    told = json.loads(all_again.stdout)["voided_before"]
    assert told == [f"N-{number}" for number in (0, 1, 2, 4, 5, 6, 7, 8)]


def test_rows_that_are_recorded_already_are_passed_over(demo: Rientro) -> None:
    demo.typed("hire OP-1 --at RO-BUC --contract FW-SB --fte 0.5 --on 2018-10-01")
    said = demo("import", saved(demo, YEAR), "--format", "json")
    assert in_words(said) == [told for told in DONE if "OP-1 hired" not in told]
    assert "1 movement was already recorded" in said.stderr


def test_a_batch_name_that_was_used_is_refused_and_says_by_whom(demo: Rientro) -> None:
    file = saved(demo, YEAR)
    demo("import", file, "--batch", "year")
    said = demo("import", file, "--batch", "year")
    said.refused(3, "Batch year was already recorded at 20", "by anna", "rientro log --batch year")


def test_a_file_whose_batch_was_voided_can_be_imported_again(demo: Rientro) -> None:
    file = saved(demo, YEAR)
    demo("import", file, "--batch", "year")
    once = demo("headcount", "--by", "site", "--on", "2018-12-01").stdout
    demo("void", "--batch", "year", "--reason", "an old file")
    assert demo("import", file, "--batch", "again").stderr.startswith("Recorded 7 movements")
    assert demo("headcount", "--by", "site", "--on", "2018-12-01").stdout == once
    assert demo("import", file).stderr.startswith("7 movements were already recorded")
    demo("void", "--batch", "again", "--reason", "and again")
    assert demo("import", file, "--batch", "at-last").stderr.startswith("Recorded 7 movements")
    assert demo("audit", "replay").exit_code == 0


@pytest.mark.parametrize("operator", ["RO-BUC-0061", "IT-CAG-0101"])
def test_a_file_of_which_something_stands_is_not_imported_again(
    demo: Rientro, operator: str
) -> None:
    file = saved(demo, YEAR)
    demo("import", file, "--batch", "year")
    demo("void", operator, "--reason", "did not come")
    before = demo.position
    assert demo("import", file).exit_code == 0
    assert demo.position == before


def test_the_template_is_a_file_without_movements(demo: Rientro) -> None:
    template = demo("import", "--template")
    assert (template.exit_code, template.stderr) == (0, "")
    said = demo("import", saved(demo, template.stdout))
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == (
        "Not read: 12 comments.\nThe file has no movements. Nothing was recorded.\n"
    )
    *comments, header = template.stdout.splitlines()
    shown = [line[2:] for line in comments if line.count(",") == header.count(",")]
    assert len(shown) == 6
    for code in ("IT-CAG-0100", "RO-BUC-0061"):
        shown = [line.replace("OP-0007", code) for line in shown]
        demo("import", saved(demo, "\n".join([header, *shown])))


# What is wrong ----------------------------------------------------------------------------------


WRONG = {
    "promote,OP-1,,IT-CAG,,,,2018-10-01,": ("movement", "promote"),
    ",OP-1,,IT-CAG,,,,2018-10-01,": ("movement", ""),
    "hire,OP 1,,IT-CAG,,,,2018-10-01,": ("operator", "OP 1"),
    "hire,a.b@x.it,,IT-CAG,,,,2018-10-01,": ("operator", "a.b@x.it"),
    "hire,RSSMRA80A01F205X,,IT-CAG,,,,2018-10-01,": ("operator", "RSSMRA80A01F205X"),
    "hire,,,IT-CAG,,,,2018-10-01,": ("operator", ""),
    "hire,OP-1,2,IT-CAG,,,,2018-10-01,": ("operator", "OP-1"),
    "hire,,0,IT-CAG,,,,2018-10-01,": ("count", "0"),
    "hire,,2.5,IT-CAG,,,,2018-10-01,": ("count", "2.5"),
    "hire,,99999999999,IT-CAG,,,,2018-10-01,": ("count", "99999999999"),
    "hire,OP-1,,,,,,2018-10-01,": ("site", ""),
    "transfer,,2,,IT-CAG,,,2018-10-01,": ("site", ""),
    "hire,OP-1,,NOWHERE,,,,2018-10-01,": ("site", "NOWHERE"),
    "hire,OP-1,,IT-CAG,IT-LEC,,,2018-10-01,": ("to_site", "IT-LEC"),
    "transfer,RO-BUC-0080,,,,,,2018-10-01,": ("to_site", ""),
    "transfer,RO-BUC-0080,,,NOWHERE,,,2018-10-01,": ("to_site", "NOWHERE"),
    "transfer,RO-BUC-0080,,,RO-BUC,,,2018-10-01,": ("to_site", "RO-BUC"),
    "transfer,RO-BUC-0080,,IT-LEC,IT-CAG,,,2018-10-01,": ("site", "IT-LEC"),
    "transfer,,900,RO-BUC,IT-CAG,,,2018-10-01,": ("count", "900"),
    "transfer,NOBODY,,,IT-CAG,,,2018-10-01,": ("operator", "NOBODY"),
    "reassign,,3,RO-BUC,,FW-SB,,2018-10-01,": ("count", "3"),
    "reassign,RO-BUC-0080,,,,FW-SOHO,1,2018-10-01,": ("fte", "1"),
    "hire,OP-1,,IT-CAG,,NOTHING,,2018-10-01,": ("contract", "NOTHING"),
    "hire,OP-1,,IT-CAG,,,1.5,2018-10-01,": ("fte", "1.5"),
    "hire,OP-1,,IT-CAG,,,0.12345,2018-10-01,": ("fte", "0.12345"),
    "hire,OP-1,,IT-CAG,,,,,": ("effective_on", ""),
    "hire,OP-1,,IT-CAG,,,,31/02/2018,": ("effective_on", "31/02/2018"),
    "hire,OP-1,,IT-CAG,,,,2018-10-01 08:00:00,": ("effective_on", "2018-10-01 08:00:00"),
    "hire,OP-1,,IT-CAG,,,,01/01/2017,": ("effective_on", "01/01/2017"),
    "leave,RO-BUC-0080,,,,FW-SB,,2018-10-01,": ("contract", "FW-SB"),
    "leave,RO-BUC-0080,,,,,,2018-10-01,tired": ("reason", "tired"),
    "hire,OP-1,,IT-CAG,,,,2018-10-01,resigned": ("reason", "resigned"),
    "hire,OP-1,,IT-CAG,,,,2018-10-01,,more": ("", ""),
}


@pytest.mark.parametrize(("row", "where"), WRONG.items(), ids=WRONG)
def test_a_bad_row_is_told_with_its_line_column_and_value(
    demo: Rientro, row: str, where: tuple[str, str]
) -> None:
    good = "hire,OP-77,,IT-CAG,,,,2018-10-01,"
    said = demo("import", saved(demo, f"{HEADER}\n{good}\n{row}\n"), "--format", "json")
    assert problems(said) == [(3, *where)]
    assert demo.position == 665


def test_all_bad_rows_are_told_at_once_and_what_follows_from_them_is_not(demo: Rientro) -> None:
    content = f"""{HEADER}
hire,OP-1,,IT-CAG,,,1.5,2018-10-01,
transfer,OP-1,,IT-CAG,IT-LEC,,,2018-10-02,
hire,OP-2,,NOWHERE,,,,2018-10-01,
leave,OP-2,,NOWHERE,,,,2018-10-05,
hire,OP-3,,IT-CAG,,,,2018-10-01,
transfer,OP-3,,,IT-CAG,,,2018-10-03,
transfer,,27,RO-BUC,IT-CAG,,,2018-10-02,
"""
    said = demo("import", saved(demo, content), "--format", "json")
    assert problems(said) == [
        (2, "fte", "1.5"),
        (4, "site", "NOWHERE"),
        (7, "to_site", "IT-CAG"),
    ]


def test_bad_rows_are_a_table_for_people(demo: Rientro) -> None:
    content = f"{HEADER}\nhire,OP-1,,NOWHERE,,,,2018-10-01,\npromote,\x1b[31m,,,,,,2018-10-01,\n"
    said = demo("import", saved(demo, content))
    lines = said.stderr.splitlines()
    assert (said.exit_code, said.stdout) == (3, "")
    assert lines[0] == "Error: The file has 2 problems. Nothing of it was recorded."
    assert lines[1] == "line  column    value    what would be right"
    assert lines[2].startswith("   2  site      NOWHERE  No site NOWHERE is known. Check")
    assert (
        lines[3]
        == "   3  movement  promote  Write hire, transfer, reassign or leave, or say in a mapping what it means."
    )


def test_a_hundred_bad_rows_are_enough(demo: Rientro) -> None:
    content = HEADER + "\nhire,OP-1,,NOWHERE,,,2,2018-10-01,tired" * 60 + "\n"
    said = demo("import", saved(demo, content), "--format", "json")
    assert len(problems(said)) == 100
    assert "The file has 100 or more problems." in said.stderr


UNREADABLE: dict[str, tuple[str | bytes, int]] = {
    "empty": ("", 1),
    "only comments": ("# nothing\n", 1),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", 1),
    "not UTF-8": (HEADER.encode() + b"\nhire,OP-1,,IT-CAG,,,,2018-10-01,\xe0\n", 2),
    "UTF-16": (YEAR.encode("utf-16"), 1),
    "NUL": ("movement\0", 1),
    "an open quotation mark": (f'{HEADER}\nhire,OP-1,,"IT-CAG,,,,2018-10-01,\n', 2),
    "half a workbook": (workbook([["movement"]])[:200], 1),
    "a zip of something else": (b"PK\x03\x04 not a workbook", 1),
    "no operator and no count": ("movement,effective_on\n", 1),
    "an unknown column": (f"{HEADER},wage\n", 1),
    "a column twice": (f"{HEADER},fte\n", 1),
}


@pytest.mark.parametrize(("content", "line"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_of_another_kind_is_refused_in_one_problem(
    demo: Rientro, content: str | bytes, line: int
) -> None:
    found = problems(demo("import", saved(demo, content), "--format", "json"))
    assert [each[0] for each in found] == [line]


def test_a_missing_file_a_folder_and_no_file_are_wrong_usage(demo: Rientro) -> None:
    demo("import", "nothing.csv").refused(2, "nothing.csv", "does not exist")
    demo("import", ".").refused(2, "is a directory")
    demo("import").refused(2, "Name a file")


# What an export has besides -----------------------------------------------------------------------


EXPORTED = "movement,operator,site,to_site,effective_on,side,voided_by\n"


def test_second_sides_voids_and_what_was_voided_are_passed_over(demo: Rientro) -> None:
    content = EXPORTED + (
        "hire,OP-1,RO-BUC,,2018-10-01,1,\n"
        "transfer,OP-1,RO-BUC,IT-CAG,2018-10-02,1,\n"
        "transfer,OP-1,IT-CAG,,2018-10-02,2,\n"
        "hire,OP-2,RO-BUC,,2018-10-01,1,812\n"
        "void,OP-2,RO-BUC,,2018-10-01,1,\n"
    )
    said = demo("import", saved(demo, content), "--format", "json")
    assert in_words(said) == [
        "OP-1 hired at RO-BUC on 2018-10-01",
        "OP-1 transferred from RO-BUC to IT-CAG on 2018-10-02",
    ]


@pytest.mark.parametrize(
    ("row", "where"),
    {
        "hire,OP-1,RO-BUC,,2018-10-01,left,": ("side", "left"),
        "hire,OP-1,RO-BUC,,2018-10-01,1,anna": ("voided_by", "anna"),
        "void,OP-1,RO-BUC,,2018-10-01,,": ("movement", "void"),
    }.items(),
)
def test_nothing_is_passed_over_that_no_export_writes(
    demo: Rientro, row: str, where: tuple[str, str]
) -> None:
    said = demo("import", saved(demo, f"{EXPORTED}{row}\n"), "--format", "json")
    assert problems(said) == [(2, *where)]


def test_a_number_of_operators_comes_from_a_site_that_is_named(demo: Rientro) -> None:
    said = demo("import", saved(demo, f"{HEADER}\ntransfer,,2,,IT-CAG,,,2018-10-01,\n"))
    assert "Name the site where it happens." in said.stderr


def test_rows_see_what_the_rows_before_them_did(demo: Rientro) -> None:
    demo.typed("site open IT-ORI --country IT --on 2018-10-01")
    rows = ["hire,,3,IT-ORI,,,,2018-10-01,", "transfer,,2,IT-ORI,IT-CAG,,,2018-10-02,"]
    file = saved(demo, "\n".join([HEADER, *rows, "leave,IT-ORI-0003,,,,,,2018-10-02,"]) + "\n")
    assert demo("import", file).exit_code == 0
    assert "IT-ORI" not in demo("operator", "list", "--on", "2018-10-02", "--at", "IT-ORI").stdout
    moved = demo("operator", "list", "--on", "2018-10-02", "--at", "IT-CAG").stdout
    assert "IT-ORI-0001" in moved
    assert "IT-ORI-0002" in moved


# Rows that meet in one file -------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        ["hire,IT-ORI-0001,,IT-ORI,,,,2018-10-01,", "hire,,2,IT-ORI,,,,2018-10-01,"],
        ["hire,,2,IT-ORI,,,,2018-10-01,", "hire,IT-ORI-0001,,IT-ORI,,,,2018-10-01,"],
        ["hire,IT-ORI-0001,,IT-ORI,,,,2018-10-01,", "hire,,2,IT-ORI,,,,2018-10-02,"],
    ],
)
def test_a_made_code_is_none_that_the_file_gives_to_somebody(
    demo: Rientro, rows: list[str]
) -> None:
    demo.typed("site open IT-ORI --country IT --on 2018-10-01")
    said = demo("import", saved(demo, "\n".join([HEADER, *rows]) + "\n"))
    assert said.stderr.startswith("Recorded 3 movements")
    listed = demo("operator", "list", "--at", "IT-ORI", "--on", "2018-10-02").stdout
    assert [line.split()[0] for line in listed.splitlines()[1:]] == [
        f"IT-ORI-000{number}" for number in (1, 2, 3)
    ]


def test_somebody_under_a_made_code_may_leave_and_come_again_in_the_same_file(
    demo: Rientro,
) -> None:
    demo.typed("site open IT-ORI --country IT --on 2018-10-01")
    rows = [
        "hire,,1,IT-ORI,,,,2018-10-01,",
        "leave,IT-ORI-0001,,,,,,2018-10-02,",
        "hire,IT-ORI-0001,,IT-ORI,,,,2018-10-03,",
    ]
    said = demo("import", saved(demo, "\n".join([HEADER, *rows]) + "\n"))
    assert said.stderr.startswith("Recorded 3 movements")


def test_a_row_on_the_day_of_a_recorded_one_counts_once_the_file_has_moved_the_operator(
    demo: Rientro,
) -> None:
    demo.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    demo.typed("transfer OP-1 --to IT-LEC --on 2018-10-02")
    there, back = "transfer,OP-1,,{},{},,,2018-10-02,", ("IT-LEC", "IT-CAG")
    rows = [there.format(*back), there.format(*reversed(back))]
    file = saved(demo, "\n".join([HEADER, *rows]) + "\n")
    assert demo("import", file).stderr.startswith("Recorded 2 movements")
    assert "IT-LEC" in demo("operator", "list", "--at", "IT-LEC").stdout
    again = demo("import", saved(demo, "\n".join([HEADER, *rows, ""]) + "\n"))
    assert again.stderr == "2 movements were already recorded; nothing was added for that.\n"


def test_who_left_and_came_again_on_the_day_of_a_recorded_hire_is_there(demo: Rientro) -> None:
    demo.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    rows = ["leave,OP-1,,,,,,2018-10-01,", "hire,OP-1,,IT-CAG,,,,2018-10-01,"]
    demo("import", saved(demo, "\n".join([HEADER, *rows]) + "\n"))
    assert "OP-1 " in demo("operator", "list", "--at", "IT-CAG", "--on", "2018-10-01").stdout


@pytest.mark.parametrize(
    "count", ["0", "00", "-1", "1000001", "0" * 9 + "1" + "9" * 20, "9" * 5000]
)
def test_a_count_is_a_number_of_people(demo: Rientro, count: str) -> None:
    said = demo("import", saved(demo, f"{HEADER}\nhire,,{count},IT-CAG,,,,2018-10-01,\n"))
    assert said.exit_code == 3
    assert "is not a count from 1 to 1,000,000." in said.stderr


def test_a_count_may_have_zeros_before_it(demo: Rientro) -> None:
    said = demo("import", saved(demo, f"{HEADER}\nhire,,0000000003,IT-CAG,,,,2018-10-01,\n"))
    assert said.stderr.startswith("Recorded 3 movements")


def test_what_follows_from_a_bad_count_is_not_told_besides(demo: Rientro) -> None:
    rows = ["hire,,x3,IT-CAG,,,,2018-10-01,", "leave,IT-CAG-0125,,,,,,2018-10-02,"]
    said = demo("import", saved(demo, "\n".join([HEADER, *rows]) + "\n"), "--format", "json")
    assert problems(said) == [(2, "count", "x3")]


def test_a_bad_count_of_leavers_hides_nobody_who_was_never_hired(demo: Rientro) -> None:
    rows = ["leave,,9999,IT-CAG,,,,2018-10-01,", "leave,NOBODY,,,,,,2018-10-02,"]
    said = demo("import", saved(demo, "\n".join([HEADER, *rows]) + "\n"), "--format", "json")
    assert [(line, column) for line, column, _ in problems(said)] == [(2, "count"), (3, "operator")]


# Comments and quotation marks -----------------------------------------------------------------

ROW = "hire,OP-1,,IT-CAG,,,,2018-10-01,"


@pytest.mark.parametrize(
    "content",
    [
        f'#,"June file\n{HEADER}\n{ROW}\n',
        f"{HEADER}\n# a note; of b\n{ROW}\n",
        f'"# All, of, June"\n # a, b, c, d\n{HEADER}\n{ROW}\n',
        '"# All, of, June"\n' + f"{HEADER}\n{ROW}\n".replace(",", ";"),
        f"# one, two\r# three, four\r{HEADER}\r{ROW}\r",
    ],
)
def test_a_comment_may_say_anything(demo: Rientro, content: str) -> None:
    said = demo("import", saved(demo, content), "--format", "json")
    assert in_words(said) == ["OP-1 hired at IT-CAG on 2018-10-01"]


def test_a_quotation_mark_that_is_not_closed_is_told_where_it_opens(demo: Rientro) -> None:
    rows = [ROW, 'hire,OP-2,,"IT-CAG,,,,2018-10-01,', "# in the text", ROW.replace("1", "3")]
    said = demo("import", saved(demo, "\n".join([HEADER, *rows]) + "\n"), "--format", "json")
    assert [(line, column) for line, column, _ in problems(said)] == [(3, "")]


# Workbooks ------------------------------------------------------------------------------------


def test_a_cell_whose_formula_failed_is_wrong(demo: Rientro) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER.split(","))
    for line, (column, error) in enumerate({5: "#N/A", 6: "#DIV/0!", 8: "#REF!"}.items(), 1):
        movement = "leave" if column == 8 else "hire"
        sheet.write_row(line, 0, [movement, f"OP-{line}", "", "IT-CAG"])
        sheet.write(line, 7, "2018-10-01")
        sheet.write_formula(line, column, "=A1/0", None, error)
    book.close()
    said = demo("import", saved(demo, content.getvalue(), "moves.xlsx"), "--format", "json")
    assert problems(said) == [
        (2, "contract", "#N/A"),
        (3, "fte", "#DIV/0!"),
        (4, "reason", "#REF!"),
    ]


def test_a_formula_that_was_never_computed_is_wrong(demo: Rientro) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER.split(","))
    sheet.append(["hire", "OP-1", None, "IT-CAG", None, '="FW-"&"SB"', "=1/2", "2018-10-01"])
    content = io.BytesIO()
    book.save(content)
    said = demo("import", saved(demo, content.getvalue(), "moves.xlsx"), "--format", "json")
    assert sorted(problems(said)) == [(2, "contract", '="FW-"&"SB"'), (2, "fte", "=1/2")]


def test_the_first_sheet_that_is_shown_is_read(demo: Rientro) -> None:
    book = openpyxl.Workbook()
    hidden, shown = book.worksheets[0], book.create_sheet()
    hidden.sheet_state = "hidden"
    for sheet, code in ((hidden, "OP-1"), (shown, "OP-2")):
        sheet.append(["movement", "operator", "site", "effective_on"])
        sheet.append(["hire", code, "IT-CAG", date(2018, 10, 1)])
    content = io.BytesIO()
    book.save(content)
    said = demo("import", saved(demo, content.getvalue(), "moves.xlsx"), "--format", "json")
    assert in_words(said) == ["OP-2 hired at IT-CAG on 2018-10-01"]


def test_a_lonely_cell_far_away_is_told(demo: Rientro) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER.split(","))
    sheet.write_row(1, 0, ROW.split(","))
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    said = demo("import", saved(demo, content.getvalue(), "moves.xlsx"))
    assert said.exit_code == 3
    assert "1048576" in said.stderr
    assert "There are more cells than columns in the header." in said.stderr
