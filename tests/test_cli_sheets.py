"""Spreadsheets as people and programs leave them: read as the sheet shows them, or refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Rientro

SHEETS = Path(__file__).parent / "sheets"
HIRED = "OP-77 hired at IT-CAG on FW on 2018-06-01"
MAPPING = """\
sheet = "Movimenti*"
header = "Matricola"
stop = "Totale*"
[columns]
"Matricola" = "operator"
"Sede" = "site"
"Commessa" = "contract"
"Data decorrenza" = "effective_on"
"Ultimo giorno" = "last_day"
"FTE %" = "fte"
"Causale" = "movement"
"Cognome e nome" = ""
[values.movement]
"Assunzione" = "hire"
"Trasferimento" = "transfer"
"Cessazione" = "leave"
"Dimissioni volontarie" = { movement = "leave", reason = "resigned" }
[values.site]
"Cagliari" = "IT-CAG"
"Lecce" = "IT-LEC"
[defaults]
contract = "FW-SOHO"
[numbers]
hours_full_time = 40
"""
FOUR = [
    "00012345 hired at IT-CAG on FW-SOHO at 0.75 FTE on 2018-06-01",
    "00012346 hired at IT-LEC on FW-SB on 2018-06-01",
    "00012347 transferred from IT-LEC to IT-CAG on FW-SB at 0.5 FTE on 2018-06-04",
    "00012348 left IT-LEC on 2018-06-11 (other)",
]


@pytest.fixture
def desk(run: Rientro) -> Rientro:
    """A small ledger: three sites, three contracts and some operators."""
    return run.given(
        "init",
        "site open IT-CAG --country IT --region IT-88 --city Cagliari --on 2018-01-01",
        "site open IT-LEC --country IT --region IT-75 --city Lecce --on 2018-01-01",
        "site open RO-IAS --country RO --on 2018-01-01",
        *(
            f"contract sign {code} --client Fastweb --supplier Comdata --on 2018-01-01"
            for code in ("FW", "FW-SB", "FW-SOHO")
        ),
        "hire --count 10 --at RO-IAS --contract FW --on 2018-01-02",
        "hire OP-1 OP-2 OP-3 --at IT-CAG --on 2018-01-02",
        "hire 00012347 00012348 --at IT-LEC --on 2018-01-02",
    )


def put(run: Rientro, content: str | bytes | Path, name: str = "file") -> str:
    """A file in the folder."""
    if isinstance(content, Path):
        content = content.read_bytes()
    data = content.encode() if isinstance(content, str) else content
    (run.folder / name).write_bytes(data)
    return name


def told(run: Rientro, file: str, *more: str) -> tuple[list[str], str]:
    """What was recorded of a file, in words, and what was said besides."""
    said = run("import", file, *more, "--format", "json")
    assert said.exit_code == 0, said.stderr
    return [row["words"] for row in json.loads(said.stdout)["rows"][1:]], said.stderr


def refused(run: Rientro, file: str, *more: str) -> list[tuple[int, str, str]]:
    """Line, column and value of everything that is wrong with a file, of which nothing is recorded."""
    before = run.position
    said = run("import", file, *more, "--format", "json")
    assert (said.exit_code, said.stdout) == (3, ""), said
    assert run.position == before
    return [(row["line"], row["column"], row["value"]) for row in json.loads(said.stderr)["rows"]]


READ: dict[str, tuple[list[str], str]] = {
    "x00-base.xlsx": ([HIRED], ""),
    "07-nbsp-header.csv": ([HIRED], ""),
    "12-middle-blank-col.csv": ([HIRED], ""),
    "14-title-row.csv": ([HIRED], "Not read: 1 line above the header."),
    "15-footer-total.csv": ([HIRED], "Not read: 1 total."),
    "16-date-time.csv": ([HIRED], ""),
    "19-dot-date.csv": ([HIRED], ""),
    "27-percent-fte.csv": ([HIRED.replace("on FW", "on FW at 0.5 FTE")], ""),
    "x10-fte-percent.xlsx": ([HIRED.replace("on FW", "on FW at 0.5 FTE")], ""),
    "73-number-column.csv": ([HIRED, HIRED.replace("77", "78")], "Not read: the column #."),
    "x07-code-format-0000.xlsx": ([HIRED.replace("OP-77", "0077")], ""),
    "x75a-code-format.xlsx": ([HIRED.replace("OP-77", "00042")], ""),
    "x17-merged-down.xlsx": (
        [HIRED, HIRED.replace("77", "78")],
        "1 merged range: each of their rows has the range's value.",
    ),
    "x53-merged-contract-fte.xlsx": (
        [
            HIRED.replace("on FW", "on FW at 0.5 FTE"),
            HIRED.replace("77", "78").replace("on FW", "on FW at 0.5 FTE"),
        ],
        "2 merged ranges: each of their rows has the range's value.",
    ),
    "x18-hidden-row.xlsx": ([HIRED], "Read as well: 1 hidden or filtered row."),
    "x19-filtered-row.xlsx": (
        [HIRED, HIRED.replace("77", "78")],
        "Read as well: 1 hidden or filtered row.",
    ),
    "x37-readme-first.xlsx": ([HIRED], "Read the sheet Data.\nNot read: the sheet Readme."),
    "x40-header-newline.xlsx": ([HIRED], ""),
}


@pytest.mark.parametrize(("name", "right"), READ.items(), ids=READ)
def test_a_sheet_is_read_as_it_shows(
    desk: Rientro, name: str, right: tuple[list[str], str]
) -> None:
    words, said = told(desk, put(desk, SHEETS / name))
    assert (words, said.rpartition("Recorded")[0].rstrip("\n")) == right


REFUSED: dict[str, tuple[list[tuple[int, str, str]], str]] = {
    "01-utf16le-bom.csv": (
        [(1, "", "")],
        "text in UTF-16, which Excel calls Unicode text. Save it",
    ),
    "60-ole2.xls": ([(1, "", "")], "an old Excel workbook (.xls), or one that is locked"),
    "x44-strict-ooxml.xlsx": ([(1, "", "")], "saved as Strict Open XML"),
    "52-comment-op.csv": ([(2, "operator", "#1042")], "is not an operator code"),
    "x25-hash-first-col.xlsx": ([(2, "operator", "#1042")], "is not an operator code"),
    "x08-code-17-digits.xlsx": (
        [(2, "operator", "12345678901234600")],
        "a number of 17 digits, of which a spreadsheet keeps 15",
    ),
    "x31-code-became-date.xlsx": ([(2, "operator", "2018-03-01")], "holds the date 2018-03-01"),
    "x51-operator-TRUE.xlsx": ([(2, "operator", "TRUE")], "holds the truth value TRUE"),
    "58-escape-in-header.csv": (
        [(1, "a\\x1b[31m\\x1b]0;pwn\\x07b", "a\\x1b[31m\\x1b]0;pwn\\x07b")],
        "This column is not known.",
    ),
    "two.xlsx": ([(1, "", "")], "2 sheets could be meant: giugno, luglio. Choose one with --sheet"),
    "x35-two-sheets.xlsx": ([(1, "", "")], "2 sheets could be meant: S, Second."),
    "x36-first-hidden.xlsx": ([(1, "", "")], "but a hidden one does: S. Choose it with --sheet"),
    "70-duplicate-rows.csv": ([(3, "count", "25")], "The same row stands in line 2. Give --again"),
    "71-newest-first.csv": (
        [(2, "operator", "Z1")],
        "The rows of one day are read in the order of the file",
    ),
    "v2_it_headers.xlsx": ([(1, "Cognome e nome", "Cognome e nome")], "This column is not known."),
    "v6_snapshot.xlsx": (
        [(1, "movement", ""), (1, "effective_on", "")],
        "A column movement is missing.",
    ),
}


@pytest.mark.parametrize(("name", "right"), REFUSED.items(), ids=REFUSED)
def test_what_does_not_show_what_it_holds_is_refused_by_line(
    desk: Rientro, name: str, right: tuple[list[tuple[int, str, str]], str]
) -> None:
    where, words = right
    file = put(desk, SHEETS / name)
    assert refused(desk, file)[: len(where)] == where
    said = desk("import", file)
    assert words in said.stderr
    assert all(each.isprintable() or each == "\n" for each in said.stderr)


@pytest.mark.parametrize("name", ["v1_messy.xlsx", "v2_it_headers.xlsx"])
def test_an_italian_workbook_is_read_by_a_mapping(desk: Rientro, name: str) -> None:
    mapping = MAPPING if "v1" in name else MAPPING.replace('sheet = "Movimenti*"\n', "")
    words, said = told(desk, put(desk, SHEETS / name), "--map", put(desk, mapping, "comdata.toml"))
    assert words == FOUR
    assert "the contract, hours or engagement of 1 leaver" in said
    assert "nome" not in said.replace("Cognome e nome", "")
    if "v1" in name:
        assert (
            "Read the sheet Movimenti giu-18.\nNot read: the sheet Legenda, 2 lines above" in said
        )
        assert "1 line from the stop on, the column Note" in said


def test_the_mapping_s_name_and_hash_are_kept_and_never_its_text(desk: Rientro) -> None:
    from hashlib import sha256

    put(desk, MAPPING, "comdata.toml")
    file = put(desk, SHEETS / "v1_messy.xlsx")
    assert desk("import", file, "--map", "comdata.toml").exit_code == 0
    events = desk("export", "events").stdout
    kept = json.loads(events.splitlines()[-5])["state"]["event"]["mapping"]
    assert kept == {"name": "comdata.toml", "sha256": sha256(MAPPING.encode()).hexdigest()}
    assert "Cagliari" not in events.splitlines()[-5]
    assert "nome" not in "".join(events.splitlines()[-5:])
    again = desk("import", file, "--map", "comdata.toml")
    assert "4 movements were already recorded" in again.stderr


def test_each_sheet_of_a_workbook_is_recorded_when_it_is_named(desk: Rientro) -> None:
    file = put(desk, SHEETS / "two.xlsx")
    june = told(desk, file, "--sheet", "giugno")
    assert june[0] == ["R-1 hired at IT-CAG on 2018-06-01"]
    assert "Not read: the sheet luglio" in june[1]
    assert told(desk, file, "--sheet", "LUG*")[0] == ["R-2 hired at IT-CAG on 2018-07-01"]
    again = desk("import", file, "--sheet", "2")
    assert "It was already recorded" in again.stderr
    said = desk("import", file, "--sheet", "agosto")
    assert 'No sheet is called "agosto". The sheets are: giugno, luglio.' in said.stderr
    assert 'Several sheets are called "*gli*"' not in said.stderr


def test_all_sheets_are_one_batch(desk: Rientro) -> None:
    file = put(desk, SHEETS / "two.xlsx")
    assert told(desk, file, "--sheet", "all")[0] == [
        "R-1 hired at IT-CAG on 2018-06-01",
        "R-2 hired at IT-CAG on 2018-07-01",
    ]


def test_a_problem_of_one_of_several_sheets_names_it(desk: Rientro) -> None:
    import openpyxl

    book = openpyxl.load_workbook(SHEETS / "two.xlsx")
    book["luglio"]["C2"] = "NOWHERE"
    book.save(desk.folder / "file")
    said = desk("import", "file", "--sheet", "all")
    assert "Sheet luglio: No site NOWHERE is known." in said.stderr


def test_the_same_mistake_is_told_once_with_a_suggestion(desk: Rientro) -> None:
    rows = "".join(f"hire,N-{number},Cagliari,2018-06-01\n" for number in range(300))
    said = desk("import", put(desk, f"movement,operator,site,effective_on\n{rows}"))
    assert said.exit_code == 3
    assert said.stderr.splitlines()[1].startswith(
        'site "Cagliari" (300 rows, 2 to 301): No site Cagliari is known.'
    )
    assert said.stderr.splitlines()[1].endswith("Did you mean IT-CAG (Cagliari)?")
    assert said.stderr.count("\n") == 2


@pytest.mark.parametrize(
    ("row", "hint"),
    {
        "hire,N,it-cag,FW,2018-06-01": "Did you mean IT-CAG (Cagliari)?",
        "hire,N,Lecc,FW,2018-06-01": "Did you mean IT-LEC (Lecce)?",
        "hire,N,Via di Lecce 1,FW,2018-06-01": "is not a code",
        "hire,N,IT-CAG,FW-SOH,2018-06-01": "Did you mean FW-SOHO",
        "assunzioni,N,IT-CAG,FW,2018-06-01": "Did you mean hire?",
        "transfr,N,IT-CAG,FW,2018-06-01": "Did you mean transfer?",
    }.items(),
)
def test_a_value_that_is_not_known_is_answered_with_the_nearest(
    desk: Rientro, row: str, hint: str
) -> None:
    said = desk("import", put(desk, f"movement,operator,site,contract,effective_on\n{row}\n"))
    assert (said.exit_code, hint in said.stderr) == (3, True), said.stderr


def test_our_columns_and_values_have_italian_names_too(desk: Rientro) -> None:
    rows = (
        "causale;matricola;sede;commessa;decorrenza;ultimo giorno;motivo;rapporto\n"
        "Assunzione;N-1;IT-CAG;FW;01/06/2018;;;Tempo determinato\n"
        "trasferimento;N-1;IT-LEC;;02-06-2018;;;\n"
        "VARIAZIONE;N-1;;FW-SB;03.06.2018;;;\n"
        "cessazione;N-1;;;;30/06/2018;Dimissioni;\n"
        "cessazione;OP-1;;;2018-07-01 00:00;;licenziamento;\n"
        "cessazione;OP-2;;;2018-07-01T00:00:00;;Pensionamento;\n"
        "cessazione;OP-3;;;01/07/2018;30/06/2018;fine contratto;\n"
    )
    words, _ = told(desk, put(desk, rows))
    assert words[0].startswith("N-1 hired at IT-CAG on FW")
    assert "fixed-term" in words[0]
    assert words[1].startswith("N-1 transferred from IT-CAG to IT-LEC")
    assert words[3:] == [
        "N-1 left IT-LEC on 2018-07-01 (resigned)",
        "OP-1 left IT-CAG on 2018-07-01 (dismissed)",
        "OP-2 left IT-CAG on 2018-07-01 (retired)",
        "OP-3 left IT-CAG on 2018-07-01 (contract-ended)",
    ]


@pytest.mark.parametrize(
    ("cells", "column"),
    {
        "hire,N,IT-CAG,06/13/2018,,": "effective_on",
        "hire,N,IT-CAG,01/06/18,,": "effective_on",
        "hire,N,IT-CAG,01/06.2018,,": "effective_on",
        "hire,N,IT-CAG,2018-06-01 08:00,,": "effective_on",
        "hire,N,IT-CAG,2018-06-01,2018-06-02,": "last_day",
        "leave,OP-1,,2018-06-01,2018-06-01,": "effective_on",
        "leave,OP-1,,,2200-12-31,": "last_day",
        "hire,N,IT-CAG,2018-06-01,,750%": "fte",
        "hire,N,IT-CAG,2018-06-01,,75.12345%": "fte",
        "hire,N,IT-CAG,2018-06-01,,20": "fte",
    }.items(),
)
def test_a_date_or_a_share_that_could_be_another_is_refused(
    desk: Rientro, cells: str, column: str
) -> None:
    header = "movement,operator,site,effective_on,last_day,fte"
    found = refused(desk, put(desk, f"{header}\n{cells}\n"))
    assert [each[1] for each in found] == [column]


def test_a_file_with_one_place_says_where_operators_go(desk: Rientro) -> None:
    header = "movement,operator,count,site,effective_on\n"
    words, _ = told(desk, put(desk, f"{header}transfer,OP-1,,IT-LEC,2018-06-01\n"))
    assert words == ["OP-1 transferred from IT-CAG to IT-LEC on 2018-06-01"]
    found = refused(desk, put(desk, f"{header}transfer,,2,IT-LEC,2018-06-01\n"))
    assert found == [(2, "to_site", "")]


def test_a_date_more_than_a_year_ahead_is_recorded_with_a_warning(desk: Rientro) -> None:
    rows = "movement,operator,site,effective_on\nhire,N,IT-CAG,2199-06-01\n"
    assert (
        "1 row takes effect more than a year ahead. Check the year."
        in told(desk, put(desk, rows))[1]
    )


def test_what_is_left_out_is_counted(desk: Rientro) -> None:
    rows = (
        "# from Comdata\nMovements of June,,,\n\nmovement,operator,site,effective_on\n"
        "hire,N-1,IT-CAG,2018-06-01\n,,,\n\n# checked,,,\nmovement,operator,site,effective_on\n"
        "hire,N-2,IT-CAG,2018-06-01\nTotale generale,2,,\n\n"
    )
    words, said = told(desk, put(desk, rows))
    assert len(words) == 2
    assert said.startswith(
        "Not read: 1 line above the header, 2 comments, 2 empty lines, 1 total, 1 repeated header.\n"
    )


def test_a_dry_run_shows_the_heads_before_and_after(desk: Rientro) -> None:
    rows = "movement,count,site,to_site,effective_on\ntransfer,4,RO-IAS,IT-LEC,2018-06-01\n"
    said = desk("import", put(desk, rows), "--dry-run")
    assert "Heads on 2018-06-01: IT-LEC 2 → 6, RO-IAS 10 → 6." in said.stderr


OTHERS = {
    b"<html><table><tr><td>movement": "an HTML page",
    b"<?xml version='1.0'?>\n<a/>": "an XML file",
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">': "2003",
    b'{"movement": "hire"}': "The file is JSON",
    b"%PDF-1.4": "a PDF document",
    b"\x1f\x8b\x08\x00": "compressed by gzip",
    b"PAR1xxxx": "a table in Parquet",
    "movement\toperator\n".encode("utf-16-be"): "UTF-16",
    "movement\toperator\n".encode("utf-16-le"): "UTF-16",
    b"SQLite format 3\0": "a ledger or another database",
    b"ID;PWXL;N;E": "SYLK",
}


@pytest.mark.parametrize(("content", "what"), OTHERS.items())
def test_a_file_of_another_form_is_called_by_its_name(
    desk: Rientro, content: bytes, what: str
) -> None:
    said = desk("import", put(desk, content, "file.csv"))
    assert said.exit_code == 3
    assert what in said.stderr


def test_a_column_without_a_name_is_called_by_its_letter(desk: Rientro) -> None:
    rows = "movement,,operator,site,effective_on\nhire,x,N,IT-CAG,2018-06-01\n"
    said = desk("import", put(desk, rows))
    assert "Column B has no name, and something in it." in said.stderr


def test_merged_cells_that_give_no_row_its_own_value_are_refused(desk: Rientro) -> None:
    import openpyxl

    for area, cell, column in (
        ("D2:D3", "D2", "count"),
        ("A1:A2", "A1", "movement"),
        ("B2:C2", "B2", "operator"),
    ):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.append(["movement", "site", "operator", "count", "effective_on"])
        sheet.append(["hire", "IT-CAG", None, 3, "2018-06-01"])
        sheet.append(["hire", "IT-LEC", None, 3, "2018-06-02"])
        sheet.merge_cells(area)
        book.save(desk.folder / "file")
        assert column in {each[1] for each in refused(desk, "file")}, cell


def test_a_two_line_header_that_is_merged_is_read(desk: Rientro) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["movement", "operator", "site", "effective_on"])
    sheet.append([None] * 4)
    sheet.append(["hire", "N-1", "IT-CAG", "2018-06-01"])
    for column in "ABCD":
        sheet.merge_cells(f"{column}1:{column}2")
    book.save(desk.folder / "file")
    assert told(desk, "file")[0] == ["N-1 hired at IT-CAG on 2018-06-01"]


def test_a_note_of_a_row_stands_beside_the_log(desk: Rientro) -> None:
    rows = "movement,operator,site,effective_on,nota\nhire,N-1,IT-CAG,2018-06-01,from the fair\n"
    assert told(desk, put(desk, rows))[0] == ["N-1 hired at IT-CAG on 2018-06-01"]
    assert "from the fair" not in desk("export", "events").stdout
    assert "from the fair" in desk("export", "texts").stdout


# Mappings -----------------------------------------------------------------------------------------


def test_a_column_that_a_mapping_overlooks_refuses_the_file(desk: Rientro) -> None:
    mapping = put(desk, MAPPING.replace('"FTE %" = "fte"\n', ""), "m.toml")
    file = put(desk, SHEETS / "v1_messy.xlsx")
    found = refused(desk, file, "--map", mapping)
    assert (4, "FTE %", "FTE %") in found
    said = desk("import", file, "--map", mapping)
    assert "The mapping does not say what this column is." in said.stderr
    assert "nome 1" not in said.stderr


def test_hours_are_a_share_of_full_time(desk: Rientro) -> None:
    mapping = put(desk, "[numbers]\nhours_full_time = 40\n", "m.toml")
    rows = "movement,operator,site,fte,effective_on\nhire,N-{},IT-CAG,{},2018-06-01\n"
    for hours, fte in (("20", "0.5"), ("25,5", "0.6375"), ("75%", "0.75"), ("13", "0.325")):
        file = put(desk, rows.format(fte, f'"{hours}"'))
        assert told(desk, file, "--map", mapping)[0][0].endswith(f"at {fte} FTE on 2018-06-01")
    for wrong in ("0.5", "1", "41", "x"):
        assert refused(desk, put(desk, rows.format(0, wrong)), "--map", mapping)[0][1] == "fte"


def test_one_value_may_fill_several_columns_and_contradicts_none(desk: Rientro) -> None:
    mapping = put(
        desk,
        '[values.movement]\n"Via" = { movement = "leave", reason = "resigned" }\n'
        '[defaults]\neffective_on = "2018-06-01"\n',
        "m.toml",
    )
    header = "movement,operator,reason\n"
    words, _ = told(desk, put(desk, f"{header}via,OP-1,\n"), "--map", mapping)
    assert words == ["OP-1 left IT-CAG on 2018-06-01 (resigned)"]
    found = refused(desk, put(desk, f"{header}via,OP-2,retired\n"), "--map", mapping)
    assert found == [(2, "reason", "retired")]


BAD = {
    "x = 1": '"x" is no part of one',
    "sheet = 0": "sheet is a name",
    "header = 1": "header is a text",
    "columns = 1": "columns is a table",
    "[columns]\na = 1": '"a" in [columns] stands for a text',
    '[columns]\na = "nothing"': '"nothing" is no column',
    '[columns]\na = "?"': "it is not decided what",
    '[columns]\na_b = "site"\n"A B" = "site"': "is there twice",
    '[values.site]\nx = "?"': "it is not decided what",
    '[values.site]\nx = "a b"': "is not a code",
    "[values.fte]\nx = true": "is not a text",
    '[values.nothing]\nx = "y"': "is no column",
    '[defaults]\nmovement = "fire"': "Write hire",
    "[numbers]\nhours = 1": "is no part of [numbers]",
    '[numbers]\nhours_full_time = "40"': "hours_full_time is a number",
    "not toml": "it is not TOML",
    "a = " + "[" * 3000: "it is not TOML",
}


@pytest.mark.parametrize(("text", "why"), BAD.items())
def test_a_mapping_that_says_nothing_is_refused_with_the_reason(
    desk: Rientro, text: str, why: str
) -> None:
    file = put(desk, SHEETS / "x00-base.xlsx")
    desk("import", file, "--map", put(desk, text, "m.toml")).refused(2, "The mapping", why)


def test_a_drafted_mapping_is_complete_but_for_what_has_to_be_decided(desk: Rientro) -> None:
    file = put(desk, SHEETS / "v1_messy.xlsx")
    said = desk("import", file, "--draft-map")
    assert (said.exit_code, said.stderr) == (0, "")
    assert '"Cognome e nome" = ""  # personal data' in said.stdout
    assert '"Cagliari" = "IT-CAG"' in said.stdout
    assert "nome 1" not in said.stdout
    words, _ = told(desk, file, "--map", put(desk, said.stdout, "drafted.toml"))
    assert words == FOUR


def test_a_draft_marks_what_it_does_not_know(desk: Rientro) -> None:
    rows = "Matricola;Causale;Sede;Data;Turno\nN;Rientro;Napoli;01/06/2018;sera\n"
    said = desk("import", put(desk, rows), "--draft-map")
    assert '"Turno" = "?"' in said.stdout
    assert '"Rientro" = "?"' in said.stdout
    assert '"Napoli" = "?"' in said.stdout
    refused = desk("import", "file", "--map", put(desk, said.stdout, "m.toml"))
    refused.refused(2, 'it is not decided what "Turno" means')
    desk("import", put(desk, "a,b\n1,2\n"), "--draft-map").refused(3, "No mapping can be drafted")


def test_what_a_draft_quotes_is_toml_again(desk: Rientro) -> None:
    import tomllib

    odd = 'Sede "di\\ lavoro\x07 è'
    said = desk("import", put(desk, f"Matricola;Causale;{odd}\n"), "--draft-map")
    assert odd in tomllib.loads(said.stdout)["columns"]
    assert "\x07" not in said.stdout


def test_a_workbook_that_libreoffice_saved_is_read_as_it_shows(desk: Rientro) -> None:
    """With a title in merged cells, padded codes, a hidden row, a merged contract and a total."""
    put(desk, MAPPING, "comdata.toml")
    file = put(desk, SHEETS / "libreoffice-messy.xlsx")
    recorded, said = told(desk, file, "--map", "comdata.toml")
    assert recorded == [
        "00012399 hired at IT-CAG on FW at 0.75 FTE on 2018-06-01",
        "0077 hired at IT-LEC on FW on 2018-06-02",
        "OP-1 transferred from IT-CAG to IT-LEC on FW-SOHO at 0.5 FTE on 2018-06-04",
        "OP-2 left IT-CAG on 2018-06-11 (other)",
    ]
    assert "Read as well: 1 hidden or filtered row." in said
    assert "1 merged range: each of their rows has the range's value." in said


def test_a_sheet_that_libreoffice_saved_as_csv_is_read(desk: Rientro) -> None:
    assert told(desk, put(desk, SHEETS / "libreoffice-semicolons.csv"))[0] == [
        "0099 hired at IT-CAG on FW at 0.75 FTE on 2018-06-01",
        "100 hired at IT-CAG on FW at 0.75 FTE on 2018-06-02",
    ]


def test_a_mapping_that_names_a_sheet_reads_that_sheet_saved_as_csv(desk: Rientro) -> None:
    put(desk, MAPPING, "comdata.toml")
    file = put(desk, "Matricola;Sede;Data decorrenza;Causale\nOP-77;Lecce;01/06/2018;Assunzione\n")
    recorded, said = told(desk, file, "--map", "comdata.toml")
    assert recorded == ["OP-77 hired at IT-LEC on FW-SOHO on 2018-06-01"]
    assert "The file has no sheets, so the mapping's sheet Movimenti* is passed over." in said
    refused = desk("import", file, "--map", "comdata.toml", "--sheet", "Movimenti")
    assert refused.exit_code == 3, "asked for by name, it must be there"
