"""Quality in files: read from CSV and XLSX, and exported so that it can be read back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from conftest import Rientro, Said

BEGINNING = (
    "init --name quality",
    "site open IT-CAG --country IT --on 2010-01-01",
    "site open RO-IAS --country RO --on 2010-01-01",
    "contract sign FW-SOHO --client Fastweb --supplier Comdata --on 2015-01-01",
    "contract sign TI-MOB --client TIM --on 2010-01-01",
    "quality define --shipped agcom",
)
HEADER = "contract,site,indicator,period,numerator,denominator,given,reason"
FILE = f"""\
{HEADER}
FW-SOHO,RO-IAS,answer-seconds,2018-05,975000,15000,,
FW-SOHO,IT-CAG,answer-seconds,05/2018,425000,5000,,
FW-SOHO,IT-CAG,first-contact,2018-Q2,"20,5",40,,
TI-MOB,,answer-seconds,2017,,,87,
"""


def typed(run: Rientro, *lines: str) -> Said:
    for line in lines:
        said = run.typed(line)
        assert said.exit_code == 0, said
    return said


@pytest.fixture
def ledger(run: Rientro) -> Rientro:
    run.given(*BEGINNING)
    (run.folder / "quality.csv").write_text(FILE)
    return run


def reports(run: Rientro) -> list[tuple[str | None, ...]]:
    rows = json.loads(typed(run, "quality list --format json").stdout)["rows"]
    return [tuple(row.values()) for row in rows]


STANDING = [
    ("FW-SOHO", "IT-CAG", "answer-seconds", "2018-05", "425000", "5000", None),
    ("FW-SOHO", "RO-IAS", "answer-seconds", "2018-05", "975000", "15000", None),
    ("FW-SOHO", "IT-CAG", "first-contact", "2018-Q2", "20.5", "40", None),
    ("TI-MOB", None, "answer-seconds", "2017", None, None, "87"),
]


def test_a_file_is_recorded_as_one_batch_and_once(ledger: Rientro) -> None:
    dry = typed(ledger, "quality import quality.csv --dry-run")
    assert "This would record 5 events. Nothing was recorded." in dry.stderr
    said = typed(ledger, "quality import quality.csv --batch may --source 'Dialler of May'")
    assert said.stderr.startswith("Recorded 4 events as batch may (positions "), said.stderr
    assert reports(ledger) == STANDING
    again = typed(ledger, "quality import quality.csv")
    assert again.stderr == "4 reports were already recorded; nothing was added for that.\n"
    assert typed(ledger, "audit replay").stdout.endswith("0 findings.\n")
    assert "may" in typed(ledger, "batch list").stdout


def test_every_bad_row_is_told_and_nothing_recorded(ledger: Rientro) -> None:
    before = ledger.position
    (ledger.folder / "bad.csv").write_text(
        f"{HEADER}\n"
        "FW-SOHO,RO-IAS,answer-seconds,2018-05,975000,15000,,\n"
        "FW-SOHO,RO-IAS,answer-seconds,spring,1,2,,\n"
        "FW-SOHO,RO-IAS,answer-seconds,2018-06,20.000,2,,\n"
        "FW-SOHO,RO-IAX,answer-seconds,2018-06,1,2,,\n"
        "FW-SOHO,RO-IAS,calls,2018-06,1,2,,\n"
        "FW-SOHO,RO-IAS,b2,2018-06,3,2,,\n"
        "FW-SOHO,RO-IAS,b2,2018-07,3,,,\n"
        ",RO-IAS,b2,2018-08,3,4,,\n"
        "FW-SOHO,RO-IAS,answer-seconds,2018-05,975001,15000,,\n"
    )
    said = ledger.typed("quality import bad.csv --format json")
    assert said.exit_code == 3
    rows = [(row["line"], row["column"]) for row in json.loads(said.stderr)["rows"]]
    assert rows == [
        (3, "period"),
        (4, "numerator"),
        (5, "site"),
        (6, "indicator"),
        (7, "numerator"),
        (8, "numerator"),
        (9, "contract"),
        (10, "reason"),
    ]
    assert ledger.position == before
    assert '"RO-IAX"' not in ledger.typed("quality import bad.csv").stdout


def test_a_workbook_is_read_with_periods_as_dates_and_by_a_mapping(ledger: Rientro) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Commessa", "Sede", "Indicatore", "Mese", "Attese", "Chiamate"])
    sheet.append(["FW-SOHO", "Cagliari", "attesa", date(2018, 5, 1), 425000, 5000])
    sheet.append(["FW-SOHO", "Cagliari", "attesa", "2018-06", 960000.5, 12000])
    book.save(ledger.folder / "quality.xlsx")
    (ledger.folder / "map.toml").write_text(
        '[columns]\n"Commessa" = "contract"\n"Sede" = "site"\n"Indicatore" = "indicator"\n"Mese" = "period"\n"Attese" = "numerator"\n"Chiamate" = "denominator"\n'
        '[values.site]\n"Cagliari" = "IT-CAG"\n[values.indicator]\n"attesa" = "answer-seconds"\n'
    )
    typed(ledger, "quality import quality.xlsx --map map.toml")
    assert reports(ledger) == [
        ("FW-SOHO", "IT-CAG", "answer-seconds", "2018-05", "425000", "5000", None),
        ("FW-SOHO", "IT-CAG", "answer-seconds", "2018-06", "960000.5", "12000", None),
    ]
    typed(ledger, "quality import quality.xlsx --map map.toml --sheet 1")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_is_read_back(ledger: Rientro, tmp_path: Path, ending: str) -> None:
    typed(
        ledger,
        "quality import quality.csv",
        "quality report FW-SOHO --indicator answer-seconds --period 2018-05 --site IT-CAG "
        "--numerator 425000.125 --denominator 5000 --reason 'Dialler log'",
        "quality report FW-SOHO --indicator b2 --period 2018-05 --numerator 0 --denominator 0",
    )
    typed(ledger, f"void --position {ledger.position} --reason 'Of another contract'")
    file = f"out.{ending}"
    typed(ledger, f"export quality --to {file}")
    typed(ledger, f"export quality --to {file}")  # over an export of the same kind
    ledger.typed(f"export volumes --to {file}").refused(3, "an export of quality")
    typed(ledger, *(f"--ledger other.db {line}" for line in BEGINNING))
    typed(ledger, f"--ledger other.db quality import {file}")
    assert (
        typed(ledger, "--ledger other.db quality list").stdout
        == typed(ledger, "quality list").stdout
    )
    assert typed(ledger, "--ledger other.db audit replay").stdout.endswith("0 findings.\n")


def test_exported_rows_add_up_to_what_was_known(ledger: Rientro) -> None:
    typed(
        ledger,
        "quality import quality.csv",
        "quality report FW-SOHO --indicator answer-seconds --period 2018-05 --site IT-CAG "
        "--numerator 430000 --denominator 5000 --reason 'Dialler log'",
    )
    lines = typed(ledger, "export quality --as jsonl").stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    of_may = [row for row in rows if row["site"] == "IT-CAG" and row["period"] == "2018-05"]
    assert [(row["numerator"], row["stands"]) for row in of_may] == [
        ("425000", 1),
        ("-425000", -1),
        ("430000", 1),
    ]
    assert of_may[0]["replaced_by"] == of_may[2]["position"]
    assert sum(int(row["numerator"]) for row in of_may) == 430_000
    assert typed(ledger, "export quality --as parquet --to out.parquet").exit_code == 0
    ledger.typed("export quality --to out.ods").refused(2, "Nothing is written as")


def test_a_template_and_nothing_to_read(ledger: Rientro) -> None:
    template = typed(ledger, "quality import --template").stdout
    (ledger.folder / "template.csv").write_text(template)
    assert "no reports" in typed(ledger, "quality import template.csv").stderr
    ledger.typed("quality import").refused(2, "Name a file")
