"""Mappings that are drafted, for every kind of file: whatever is drafted can be read by."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from conftest import Rientro

BEGINNING = (
    "init --name drafts",
    "site open IT-CAG --country IT --city Cagliari --on 2018-01-01",
    "site open RO-IAS --country RO --city Iasi --on 2018-01-01",
    "contract sign FW-SB --client Fastweb --service 'Small Business' --on 2018-01-01",
    "contract sign TI-MOB --client TIM --on 2018-01-01",
    "quality define --shipped agcom",
)
AGAIN = "FW-SB --indicator b2 --period 2018-Q2"
COMMANDS = {"movements": "import", "volumes": "volume import", "quality": "quality import"}
OURS = {
    "movements": """\
movement,operator,count,site,to_site,contract,fte,effective_on,reason
hire,OP-1,,IT-CAG,,FW-SB,0.5,2018-06-01,
hire,,2,RO-IAS,,-,,2018-06-01,
transfer,OP-1,,,RO-IAS,,,2018-07-01,
leave,OP-1,,,,,,2018-08-01,resigned
""",
    "volumes": """\
contract,month,place,volume,unit,reason
FW-SB,2018-03,IT-CAG,8150,contacts,
FW-SB,2018-03,AL,1850,,
TI-MOB,03/2018,country:IT,1.5,hours,
""",
    "quality": """\
contract,site,indicator,period,numerator,denominator,given,reason
FW-SB,IT-CAG,answer-seconds,2018-06,960000,12000,,
FW-SB,,b2,2018-Q2,3,4,,
TI-MOB,,answer-seconds,2018,,,87,
""",
}


@pytest.fixture
def desk(run: Rientro) -> Rientro:
    return run.given(*BEGINNING)


def put(run: Rientro, content: str | bytes, name: str) -> str:
    (run.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def drafted(run: Rientro, kind: str, file: str) -> str:
    said = run.typed(f"{COMMANDS[kind]} {file} --draft-map")
    assert (said.exit_code, said.stderr) == (0, ""), said
    return said.stdout


def preview(run: Rientro, kind: str, file: str, mapping: str = "") -> list[str]:
    """What would be recorded of a file, but for the name of its batch."""
    by = f" --map {mapping}" if mapping else ""
    said = run.typed(f"{COMMANDS[kind]} {file} --dry-run --format json{by}")
    assert said.exit_code == 0, said.stderr
    return [row["words"] for row in json.loads(said.stdout)["rows"][1:]]


@pytest.mark.parametrize("kind", OURS)
def test_a_mapping_drafted_for_our_own_file_reads_the_same(desk: Rientro, kind: str) -> None:
    file = put(desk, OURS[kind], "ours.csv")
    draft = drafted(desk, kind, file)
    assert '"?"' not in "".join(draft.splitlines(keepends=True)[3:])
    read = preview(desk, kind, file)
    assert len(read) >= 2
    assert preview(desk, kind, file, put(desk, draft, "drafted.toml")) == read


@pytest.mark.parametrize("kind", OURS)
def test_an_export_is_read_by_its_draft_as_it_is_without(desk: Rientro, kind: str) -> None:
    """What was replaced, taken back or is the other side of something is passed over in both."""
    assert desk.typed(f"{COMMANDS[kind]} {put(desk, OURS[kind], 'ours.csv')}").exit_code == 0
    for line in {
        "movements": ["void OP-1 --reason x"],
        "volumes": ["volume report FW-SB --month 2018-03 --in IT-CAG=1 --reason x"],
        "quality": [
            f"quality report {AGAIN} --numerator 4 --denominator 4 --reason x",
        ],
    }[kind]:
        assert desk.typed(line).exit_code == 0, line
    exported = desk.typed(f"export {kind}").stdout
    file = put(desk, exported, "exported.csv")
    draft = put(desk, drafted(desk, kind, file), "drafted.toml")
    for line in BEGINNING:
        assert desk.typed(f"--ledger another.db {line}").exit_code == 0
    said = [
        desk.typed(f"--ledger another.db {COMMANDS[kind]} {file} --dry-run --format json{by}")
        for by in ("", f" --map {draft}")
    ]
    assert [each.exit_code for each in said] == [0, 0], said
    plain, mapped = ([row["words"] for row in json.loads(each.stdout)["rows"][1:]] for each in said)
    assert mapped == plain != []


def test_an_italian_list_of_volumes_is_drafted_whole(desk: Rientro) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Volumi gestiti – primo semestre"],
        [],
        ["Commessa", "Mese di riferimento", "Sede", "Contatti", "Referente"],
        ["Small Business", "gennaio 2018", "Cagliari", 7900, "x"],
        ["Small Business", "gennaio 2018", "Albania", 2100, "x"],
        ["Small Business", "Feb 2018", "Romania", 8000, "x"],
        ["Totale", None, None, 18000, None],
    ):
        sheet.append(row)
    book.save(desk.folder / "volumi.xlsx")
    draft = drafted(desk, "volumes", "volumi.xlsx")
    assert [line for line in draft.splitlines() if '"?"' in line][1:] == ['"Referente" = "?"']
    decided = draft.replace('"Referente" = "?"', '"Referente" = ""')
    mapping = put(desk, decided, "volumi.toml")
    assert preview(desk, "volumes", "volumi.xlsx", mapping) == [
        "FW-SB in 2018-01: IT-CAG 7900, AL 2100 contacts reported",
        "FW-SB in 2018-02: RO 8000 contacts reported",
    ]


def test_a_list_of_quality_is_drafted_by_titles(desk: Rientro) -> None:
    titles = json.loads(desk.typed("quality indicators --format json").stdout)["rows"]
    title = next(row["title"] for row in titles if row["indicator"] == "b2")
    file = put(
        desk,
        f"Commessa;Sede;KPI;Mese;Numeratore;Denominatore\nTIM;Iasi;{title};2° trimestre 2018;3;4\n",
        "kpi.csv",
    )
    mapping = put(desk, drafted(desk, "quality", file), "kpi.toml")
    (said,) = preview(desk, "quality", file, mapping)
    assert said == "b2 of TI-MOB at RO-IAS for 2018-Q2 reported: 3 / 4"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "FW-SB;2018-01;IT;1\nTotale gennaio;;;1\nFW-SB;2018-02;IT;2\nTotale;;;3\nFonte: x;;;\n",
            2,
        ),
        ("FW-SB;2018-01;IT;1\nTotale;;;1\n", 1),
        ("FW-SB;2018-01;IT;1\nTotale;;;1\nFW-SB;2018-02;IT;1\nTotale;;;1\n", 2),
        ("FW-SB;2018-01;it;1\nFW-SB;2018-02;IT;1\n", 2),
        ("FW-SB;2018-01;Italia;1\nFW-SB;2018-02;ITALIA ;1\n", 2),
    ],
    ids=["subtotals", "total", "totals called alike", "case", "the same name twice"],
)
def test_no_row_is_lost_behind_a_subtotal_nor_a_value_told_twice(
    desk: Rientro, rows: str, expected: int
) -> None:
    file = put(desk, f"contract;month;place;Contatti\n{rows}", "volumes.csv")
    mapping = put(desk, drafted(desk, "volumes", file), "drafted.toml")
    assert len(preview(desk, "volumes", file, mapping)) == expected


def test_a_heading_that_is_there_twice_is_drafted_once_and_refused_in_the_file(
    desk: Rientro,
) -> None:
    file = put(desk, "contract;month;place;volume;Volume\nFW-SB;2018-01;IT;1;2\n", "v.csv")
    mapping = put(desk, drafted(desk, "volumes", file), "drafted.toml")
    said = desk.typed(f"volume import {file} --map {mapping}")
    assert said.exit_code == 3
    assert "This column is there twice" in said.stderr


def test_a_draft_needs_a_file_that_looks_like_one_and_no_mapping(desk: Rientro) -> None:
    file = put(desk, "a,b\n1,2\n", "odd.csv")
    desk.typed(f"volume import {file} --draft-map").refused(3, "No mapping can be drafted")
    desk.typed(f"quality import {file} --draft-map").refused(3, "No mapping can be drafted")
    desk.typed(f"volume import {file} --draft-map --map {file}").refused(2, "not both")
    assert desk.position == len(BEGINNING) + 5


def test_a_folder_of_sheets_has_the_one_that_fits(desk: Rientro, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, header in (("all", ["contract", "month", "place", "volume"]), ("Note", ["x"])):
        book.create_sheet(name).append(header)
    book["all"].append(["FW-SB", "2018-01", "IT", 1])
    book["all"].append(["FW-SB", "2018-02", "IT", 1])
    del book["Sheet"]
    book.save(tmp_path / "book.xlsx")
    put(desk, (tmp_path / "book.xlsx").read_bytes(), "book.xlsx")
    draft = drafted(desk, "volumes", "book.xlsx")
    assert "sheet = 1\n" in draft
    mapping = put(desk, draft + '[defaults]\nunit = "contacts"\n', "drafted.toml")
    assert len(preview(desk, "volumes", "book.xlsx", mapping)) == 2
