"""Files as suppliers send them, of movements and of reports: read as they show, or refused by the row."""

from __future__ import annotations

import json

import openpyxl
import pytest
from conftest import Rientro

BEGINNING = (
    "init --name supplied",
    "site open IT-CAG --country IT --city Cagliari --on 2018-01-01",
    "contract sign FW --client Fastweb --on 2018-01-01",
    "quality define --shipped agcom",
    "hire OP-1 OP-2 OP-3 --at IT-CAG --on 2018-01-02",
)
COMMANDS = {"movements": "import", "volumes": "volume import", "quality": "quality import"}
QUALITY = "contract,indicator,period,numerator,denominator,given,reason\n"


@pytest.fixture
def desk(run: Rientro) -> Rientro:
    return run.given(*BEGINNING)


def read(desk: Rientro, kind: str, text: str) -> list[str]:
    """What a file would record, in words."""
    (desk.folder / "file.csv").write_text(text)
    said = desk.typed(f"{COMMANDS[kind]} file.csv --dry-run --format json")
    assert said.exit_code == 0, said.stderr
    return [row["words"] for row in json.loads(said.stdout)["rows"][1:]]


def wrong(desk: Rientro, kind: str, text: str) -> list[tuple[int, str, str]]:
    """Line, column and what would be right, of every row that is refused."""
    (desk.folder / "file.csv").write_text(text)
    said = desk.typed(f"{COMMANDS[kind]} file.csv --format json")
    assert said.exit_code == 3, said
    rows = json.loads(said.stderr)["rows"]
    return [(row["line"], row["column"], row["message"]) for row in rows]


def test_why_somebody_leaves_is_a_movement_and_a_reason(desk: Rientro) -> None:
    text = (
        "Causale;Matricola;Data decorrenza;Motivo\n"
        "Dimissioni;OP-1;01/06/2018;\nLicenziamento;OP-2;01/06/2018;licenziamento\n"
        "Esubero;OP-3;01/06/2018;\n"
    )
    assert read(desk, "movements", text) == [
        f"OP-{number} left IT-CAG on 2018-06-01 ({why})"
        for number, why in enumerate(("resigned", "dismissed", "redundant"), 1)
    ]
    other = wrong(desk, "movements", text.replace("OP-1;01/06/2018;", "OP-1;01/06/2018;esubero"))
    assert [each[:2] for each in other] == [(2, "reason")]
    assert other[0][2].startswith("The movement says resigned already.")
    assert "Did you mean" not in other[0][2]


def test_a_word_that_may_mean_several_things_is_left_to_a_mapping(desk: Rientro) -> None:
    text = "Causale;Matricola;Data decorrenza\nDistacco;OP-1;01/06/2018\n"
    ((line, column, message),) = wrong(desk, "movements", text)
    assert (line, column) == (2, "movement")
    assert message.endswith("or say in a mapping what it means.")


def test_a_list_of_sap_is_read_between_its_rules(desk: Rientro) -> None:
    rule = "-----------------------------------------\n"
    text = (
        f"{rule}|movement|operator|site  |effective_on|\n{rule}"
        f"|hire    |OP-9    |IT-CAG|01.06.2018  |\n{rule}"
    )
    assert read(desk, "movements", text) == ["OP-9 hired at IT-CAG on 2018-06-01"]
    assert "2 lines of hyphens" in desk.typed("import file.csv --dry-run").stderr


def test_every_place_that_is_none_is_told_with_what_it_may_mean(desk: Rientro) -> None:
    text = "contract,month,place,volume,unit\n" + "".join(
        f"FW,2018-03,{place},1,contacts\n" for place in ("Italia", "Albania", "Cagliari", "RO")
    )
    told = wrong(desk, "volumes", text)
    assert [(line, column) for line, column, _ in told] == [(n, "place") for n in (2, 3, 4)]
    for (_, _, message), meant in zip(told, ("IT", "AL", "IT-CAG (Cagliari)"), strict=True):
        assert message.endswith(f"Did you mean {meant}?")


def test_other_figures_need_a_reason_in_their_column(desk: Rientro) -> None:
    for typed in (
        "volume report FW --month 2018-03 --unit contacts --in IT=1",
        "quality report FW --indicator answer-seconds --period 2018-03 --given 70",
    ):
        assert desk.typed(typed).exit_code == 0
    volumes = "contract,month,place,volume,unit\nFW,03/2018,IT,2,\n"
    quality = f"{QUALITY}FW,answer-seconds,2018-03,,,71,\n"
    for kind, text in (("volumes", volumes), ("quality", quality)):
        ((line, column, message),) = wrong(desk, kind, text)
        assert (line, column) == (2, "reason")
        assert message.endswith(
            "why it changes in the column reason; the old figures stay in the history."
        )
    ((_, column, message),) = wrong(
        desk, "volumes", "contract,month,place,volume\nFW,2018-04,IT,1\nX,2018-04,IT,1\n"
    )
    assert column == "contract"
    assert "--unit" not in message


def test_a_period_that_two_rows_report_is_told_by_the_line_of_the_first(desk: Rientro) -> None:
    rows = "FW,answer-seconds,2018-03,,,70,\nFW,answer-seconds,03/2018,,,71,\n"
    ((line, column, message),) = wrong(desk, "quality", QUALITY + rows)
    assert (line, column) == (3, "reason")
    assert message.startswith("Line 2 reports the same period with other figures.")
    assert len(read(desk, "quality", QUALITY + rows.replace("71,\n", "71,late log\n"))) == 2


def test_a_percentage_may_have_its_sign_and_a_year_be_a_number(desk: Rientro) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["contract", "indicator", "period", "given"])
    sheet.append(["FW", "within-20s", 2018, 0.87])
    sheet["D2"].number_format = "0%"
    book.save(desk.folder / "quality.xlsx")
    said = desk.typed("quality import quality.xlsx --dry-run").stdout
    assert "within-20s of FW for 2018 reported: 87 given" in said
    assert read(desk, "quality", f"{QUALITY}FW,within-20s,2018-03,,,87 %,\n") == [
        "within-20s of FW for 2018-03 reported: 87 given"
    ]
    ((_, column, message),) = wrong(desk, "quality", f"{QUALITY}FW,answer-seconds,2018-03,,,87%,\n")
    assert column == "given"
    assert '"87%" is not a given value' in message


@pytest.mark.parametrize("month", ["01/03/2018", "1.3.2018", "01-03-2018", "2018-03-01"])
def test_a_month_may_be_its_first_day_and_no_other(desk: Rientro, month: str) -> None:
    text = f"contract,month,place,volume,unit\nFW,{month},IT,1,contacts\n"
    assert read(desk, "volumes", text) == ["FW in 2018-03: IT 1 contacts reported"]
    other = wrong(
        desk,
        "volumes",
        text.replace("01/", "02/")
        .replace("1.3", "2.3")
        .replace("01-03", "02-03")
        .replace("-01,", "-02,"),
    )
    assert [each[:2] for each in other] == [(2, "month")]
