"""Volumes are reported by whole months; what changes says why, and what stood before it stays."""

from __future__ import annotations

import csv
import io
import json
from contextlib import AbstractContextManager
from datetime import date

import pytest
from conftest import Rientro
from openpyxl import Workbook

from domain.commitments.shares import month
from ledger.reading.readings import Readings
from ledger.store.addresses import database_at
from projections.commitments.known import figures
from projections.judging.wanted import MonthsWanted, Wanted
from projections.view import View


@pytest.fixture
def run(run_anywhere: Rientro) -> Rientro:
    """A ledger with a contract and a site, in each kind of database."""
    return run_anywhere.given(
        "init --name promises",
        "site open IT-CAG --country IT --on 2010-01-01",
        "site open RO-IAS --country RO --on 2018-05-01",
        "contract sign FW-NEW --client Fastweb --supplier Comdata --on 2018-01-01",
    )


def reported(run: Rientro, words: str) -> str:
    said = run.typed(f"volume report FW-NEW {words}")
    assert said.exit_code == 0, said.stderr
    return said.stderr


def listed(run: Rientro, *words: str) -> list[tuple[str, str, str]]:
    said = run("volume", "list", *words, "--format", "json")
    assert said.exit_code == 0, said.stderr
    return [(row["month"], row["place"], row["volume"]) for row in json.loads(said.stdout)["rows"]]


MARCH = "--month 2018-03 --unit contacts --in IT=8150 --in AL=1850"
CORRECTED = "--month 2018-03 --in IT=8050 AL=1950 --reason 'Dialler log'"


def test_a_month_is_reported_and_listed(run: Rientro) -> None:
    assert "FW-NEW in 2018-03: IT 8150, AL 1850 contacts reported" in reported(run, MARCH)
    assert listed(run) == [("2018-03", "AL", "1850"), ("2018-03", "IT", "8150")]
    assert listed(run, "FW-NEW", "--since", "2018-04") == []
    assert listed(run, "--on", "2018-03-30") == []
    assert len(listed(run, "--on", "2018-03-31")) == 2
    run("volume", "list", "NO").refused(3, "NO")


def test_the_log_of_a_contract_has_its_volumes(run: Rientro) -> None:
    reported(run, MARCH)
    shown = run("log", "--contract", "FW-NEW").stdout.splitlines()
    assert [("signed by" in line, "reported" in line) for line in shown[1:]] == [
        (True, False),
        (False, True),
    ]


def test_the_same_report_again_is_quiet_in_whatever_order(run: Rientro) -> None:
    reported(run, MARCH)
    position = run.position
    assert "already recorded" in reported(run, MARCH)
    assert "already recorded" in reported(run, "--month 2018-03 --in AL=1850.0 IT=8150")
    assert run.position == position


def test_a_dry_run_shows_a_report_and_records_none(run: Rientro) -> None:
    assert "Nothing was recorded" in reported(run, f"{MARCH} --dry-run")
    assert listed(run) == []


def test_other_figures_need_a_reason_and_the_old_ones_stay_known(run: Rientro) -> None:
    reported(run, MARCH)
    said = run.typed("volume report FW-NEW --month 2018-03 --in IT=8050 AL=1950")
    said.refused(
        3, "2018-03 is reported as IT 8150, AL 1850", "--reason", "the old figures stay in"
    )
    then = json.loads(run("log", "--format", "json").stdout)["rows"][-1]["recorded_at"]
    assert "in place of IT 8150, AL 1850 (Dialler log)" in reported(run, CORRECTED)
    assert listed(run) == [("2018-03", "AL", "1950"), ("2018-03", "IT", "8050")]
    assert listed(run, "--known-at", then) == [("2018-03", "AL", "1850"), ("2018-03", "IT", "8150")]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("--month 2018-04 --in IT=1", 3, "its unit is not known"),
        ("--month 2018-04 --unit minutes --in IT=1", 0, ""),
        ("--month 2017-12 --unit contacts --in IT=1", 3, "runs from 2018-01-01"),
        ("--month 2018-04 --unit contacts --in IT=1 IT=1", 3, "IT is named twice"),
        ("--month 2018-04 --unit contacts --in IT=1 IT-CAG=1", 3, "IT-CAG lies in IT"),
        ("--month 2018-04 --unit contacts --in RO-IAS=1", 3, "RO-IAS opens on 2018-05-01"),
        ("--month 2018-05 --unit contacts --in RO-IAS=1", 0, ""),
        ("--month 2018-04 --unit contacts --in XK=1", 0, ""),
        ("--month 2018-04 --unit contacts --in IT=8.150", 2, "write 8150, or 8150.0"),
        ("--month 2018-04 --unit contacts --in IT=8,150", 2, "write 8150, or 8150.0"),
        ("--month 2018-04 --unit hours --in IT=8.150", 0, ""),
        ("--month 2018-04 --unit contacts --in IT=8150.0", 0, ""),
        ("--month 2018-04 --unit contacts --in IT=-1", 2, "is not a volume"),
        ("--month 2018-04 --unit contacts --in IT=1.00001", 2, "is not a volume"),
        ("--month 2018-04 --unit contacts --in IT", 2, "write them like IT=8150"),
        ("--month 2018-4 --unit contacts --in IT=1", 2, "write it like 2018-03"),
        ("--month 2018-04 --unit calls --in IT=1", 2, "contacts"),
        ("--month 2018-04 --unit contacts --in NOPE=1", 3, "neither a country nor a known site"),
    ],
)
def test_a_report_that_cannot_be_is_refused(run: Rientro, words: str, code: int, told: str) -> None:
    said = run.typed(f"volume report FW-NEW {words}")
    if code:
        said.refused(code, told)
    else:
        assert said.exit_code == 0, said.stderr


def test_a_contract_is_measured_in_one_unit(run: Rientro) -> None:
    reported(run, MARCH)
    said = run.typed("volume report FW-NEW --month 2018-04 --unit minutes --in IT=1")
    said.refused(3, "FW-NEW is measured in contacts")
    # The figures that are reported already are no other in that.
    said = run.typed("volume report FW-NEW --month 2018-03 --unit minutes --in IT=8150 AL=1850")
    said.refused(3, "FW-NEW is measured in contacts")


def test_nobody_reports_for_a_contract_that_is_not_signed(run: Rientro) -> None:
    run.typed("volume report NO --month 2018-04 --unit contacts --in IT=1").refused(3, "NO")


def test_taking_the_latest_report_back_restores_what_stood_before_it(run: Rientro) -> None:
    reported(run, MARCH)
    first = run.position
    reported(run, CORRECTED)
    second = run.position
    run("void", "--position", str(first), "--reason", "x").refused(3, "a later one of the same")
    assert run("void", "--position", str(second), "--reason", "Wrong log").exit_code == 0
    assert listed(run) == [("2018-03", "AL", "1850"), ("2018-03", "IT", "8150")]
    run("void", "--position", str(second), "--reason", "x").refused(3, "cannot be voided")
    assert run("void", "--position", str(first), "--reason", "Wrong month").exit_code == 0
    assert listed(run) == []
    last = run.position
    assert run("void", "--position", str(last), "--reason", "Right after all").exit_code == 0
    assert listed(run) == [("2018-03", "AL", "1850"), ("2018-03", "IT", "8150")]
    assert run("audit", "replay").exit_code == 0


def test_a_correction_by_hand_is_taken_back_like_any_report(run: Rientro) -> None:
    reported(run, MARCH)
    reported(run, CORRECTED)
    reported(run, f"{MARCH} --reason 'It was right'")
    assert run("void", "--position", str(run.position), "--reason", "No").exit_code == 0
    assert listed(run) == [("2018-03", "AL", "1950"), ("2018-03", "IT", "8050")]


def test_nothing_done_is_another_thing_than_nothing_reported(run: Rientro) -> None:
    reported(run, "--month 2018-03 --unit contacts --in IT=0")
    wanted = Wanted((MonthsWanted("IT", month("2018-01"), month("2018-12")),), ())
    with run_view(run) as view:
        found = figures(view, wanted).report("IT", "FW-NEW", month("2018-03"))
        assert found is not None
        assert (found.part, found.whole) == (0, 0)
    assert run("void", "--position", str(run.position), "--reason", "x").exit_code == 0
    with run_view(run) as view:
        assert figures(view, wanted).report("IT", "FW-NEW", month("2018-03")) is None


def test_what_volumes_lean_on_is_not_taken_back_before_them(run: Rientro) -> None:
    reported(run, "--month 2018-06 --unit contacts --in RO-IAS=5")
    run("void", "--position", "4", "--reason", "x").refused(3, "volumes of it are reported")
    run("void", "--position", "3", "--reason", "x").refused(3, "volumes of contract FW-NEW name it")
    assert run("void", "--position", str(run.position), "--reason", "x").exit_code == 0
    assert run("void", "--position", "4", "--reason", "x").exit_code == 0
    assert run("audit", "replay").exit_code == 0


def test_contracts_are_listed_by_when_they_were_agreed_on(run: Rientro) -> None:
    line = "contract sign FW-OLD --client Fastweb --agreed-on 2017-03-31 --on 2018-03-01"
    assert run.typed(line).exit_code == 0
    rows = json.loads(
        run("contract", "list", "--agreed-since", "2017-05-04", "--format", "json").stdout
    )["rows"]
    assert [row["contract"] for row in rows] == ["FW-NEW"]
    assert "2017-03-31" in run("contract", "list").stdout
    assert "2017-03-31" in run("contract", "show", "FW-OLD").stdout


# Files ------------------------------------------------------------------------------------------

FILE = """\
contract;month;place;volume;unit
FW-NEW;2018-01;IT;7900;contacts
FW-NEW;01/2018;AL;2100;
FW-NEW;2018-02;IT-CAG;8000,5;
FW-NEW;2018-02;AL;2000;
"""


def test_the_rows_of_a_contract_and_month_are_one_report(run: Rientro) -> None:
    (run.folder / "v.csv").write_text(FILE)
    said = run("volume", "import", "v.csv", "--batch", "b", "--source", "Statement", "--dry-run")
    assert (said.exit_code, listed(run)) == (0, [])
    said = run("volume", "import", "v.csv", "--batch", "b", "--source", "Statement")
    assert "Recorded 2 reports as batch b (positions 5 to 7)." in said.stderr
    assert listed(run) == [
        ("2018-01", "AL", "2100"),
        ("2018-01", "IT", "7900"),
        ("2018-02", "AL", "2000"),
        ("2018-02", "IT-CAG", "8000.5"),
    ]
    again = run("volume", "import", "v.csv")
    assert "2 reports were already recorded" in again.stderr
    assert run("audit", "replay").exit_code == 0


def test_a_file_that_was_recorded_stays_quiet_after_a_correction(run: Rientro) -> None:
    (run.folder / "v.csv").write_text(FILE)
    run("volume", "import", "v.csv")
    reported(run, "--month 2018-01 --in IT=7901 AL=2100 --reason Typo")
    said = run("volume", "import", "v.csv")
    assert said.exit_code == 0
    assert "1 of them was changed or taken back since" in said.stderr
    assert run("volume", "import", "v.csv", "--again").exit_code == 3


def test_a_file_is_taken_back_whole_and_can_be_recorded_again(run: Rientro) -> None:
    (run.folder / "v.csv").write_text(FILE)
    reported(run, "--month 2018-01 --unit contacts --in IT=7800 AL=2100")
    rows = FILE.replace("volume;unit", "volume;unit;reason").replace("contacts", "contacts;Log")
    (run.folder / "v.csv").write_text(rows)
    assert run("volume", "import", "v.csv", "--batch", "b").exit_code == 0
    said = run("void", "--batch", "b", "--reason", "A draft")
    assert "Recorded 2 events as batch void-" in said.stderr, said.stderr
    assert listed(run) == [("2018-01", "AL", "2100"), ("2018-01", "IT", "7800")]
    run("void", "--batch", "b", "--reason", "A draft").refused(3, "Nothing of batch b stands")
    assert "Recorded 2 reports" in run("volume", "import", "v.csv").stderr
    assert run("audit", "replay").exit_code == 0


def test_a_file_is_not_taken_back_under_a_later_report(run: Rientro) -> None:
    (run.folder / "v.csv").write_text(FILE)
    run("volume", "import", "v.csv", "--batch", "b")
    reported(run, "--month 2018-01 --in IT=7901 AL=2100 --reason Typo")
    stands, position = listed(run), run.position
    run("void", "--batch", "b", "--reason", "A draft").refused(3, "a later one of the same month")
    assert (listed(run), run.position) == (stands, position)


BAD = """\
contract,month,place,volume,unit,reason
FW-NEW,2018-01,IT,7901,contacts,
FW-NEW,01/2018,AL,2100,,
FW-NEW,2018-02,IT,8.150,,
FW-NEW,2018-03,IT,a,,
FW-NEW,2018-13,IT,3,,
NO,2018-02,IT,8000,cases,
FW-NEW,2018-05,IT,3,,
FW-NEW,2018-05,IT-CAG,3,minutes,
FW-NEW,2018-06,IT,3,,one
FW-NEW,2018-06,AL,3,,two
FW-NEW,2018-07,,3,,
"""


def test_every_bad_row_is_told_and_nothing_is_recorded(run: Rientro) -> None:
    reported(run, "--month 2018-01 --unit contacts --in IT=7900 AL=2100")
    before = run.position
    (run.folder / "bad.csv").write_text(BAD)
    said = run("volume", "import", "bad.csv", "--format", "json")
    assert said.exit_code == 3
    rows = json.loads(said.stdout or said.stderr)["rows"]
    told = {(row["line"], row["column"]) for row in rows}
    assert told == {
        (2, "reason"), (4, "volume"), (5, "volume"), (6, "month"), (7, "contract"),
        (9, "unit"), (11, "reason"), (12, "place"),
    }  # fmt: skip
    assert run.position == before


def test_somebody_else_s_sheet_is_read_by_a_mapping(run: Rientro) -> None:
    (run.folder / "it.csv").write_text("Commessa;Mese;Paese;Contatti\nFW-NEW;04/2018;Italia;5\n")
    (run.folder / "it.toml").write_text(
        '[columns]\n"Commessa" = "contract"\n"Mese" = "month"\n"Paese" = "place"\n'
        '"Contatti" = "volume"\n[values.place]\nItalia = "IT"\n[defaults]\nunit = "contacts"\n'
    )
    said = run("volume", "import", "it.csv", "--map", "it.toml")
    assert said.exit_code == 0, said.stderr
    assert listed(run) == [("2018-04", "IT", "5")]


def test_a_workbook_has_months_as_dates_and_volumes_as_numbers(run: Rientro) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Volumi"
    for row in (
        ["contract", "month", "place", "volume", "unit"],
        ["FW-NEW", date(2018, 3, 1), "IT", 8150, "contacts"],
        ["FW-NEW", date(2018, 3, 1), "AL", 1850, "contacts"],
    ):
        sheet.append(row)
    sheet["B2"].number_format = "mmm yyyy"
    book.create_sheet("Note").append(["contract", "month", "place", "volume"])
    book.save(run.folder / "v.xlsx")
    said = run("volume", "import", "v.xlsx", "--sheet", "Volumi")
    assert said.exit_code == 0, said.stderr
    assert listed(run) == [("2018-03", "AL", "1850"), ("2018-03", "IT", "8150")]
    sheet["B2"] = date(2018, 3, 15)
    book.save(run.folder / "w.xlsx")
    said = run("volume", "import", "w.xlsx", "--sheet", "Volumi")
    assert (said.exit_code, "2018-03-15" in said.stderr) == (3, True)


def test_the_template_is_a_file_that_is_read(run: Rientro) -> None:
    template = run("volume", "import", "--template").stdout
    (run.folder / "t.csv").write_text(f"{template}FW-NEW,2018-03,IT,1,cases,\n")
    assert run("volume", "import", "t.csv").exit_code == 0
    assert listed(run) == [("2018-03", "IT", "1")]


@pytest.mark.parametrize("as_", ["csv", "xlsx", "jsonl", "parquet"])
def test_an_export_has_signed_rows_and_takes_the_place_of_its_kind(run: Rientro, as_: str) -> None:
    reported(run, MARCH)
    reported(run, CORRECTED)
    for _ in range(2):
        said = run("export", "volumes", "--to", f"v.{as_}")
        assert said.exit_code == 0, said.stderr
    if as_ != "csv":
        return
    rows = list(csv.DictReader(io.StringIO((run.folder / "v.csv").read_text())))
    assert [(row["place"], row["volume"], row["stands"]) for row in rows] == [
        ("IT", "8150", "1"),
        ("AL", "1850", "1"),
        ("IT", "-8150", "-1"),
        ("AL", "-1850", "-1"),
        ("IT", "8050", "1"),
        ("AL", "1950", "1"),
    ]
    assert [row["replaced_by"] for row in rows] == ["6", "6", "", "", "", ""]


def run_view(run: Rientro) -> AbstractContextManager[View]:
    """A reading of the ledger that the command line writes to."""
    return Readings(database_at(run.settings["RIENTRO_LEDGER"])).asking(None)
