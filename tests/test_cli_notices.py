"""Notices before work goes abroad, as they are typed and answered: the worked example, day for day."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Rientro, Said

BEGINNING = (
    "init --name abroad",
    "site open IT-CAG --country IT --employer Comdata --on 2010-01-01",
    "site open RO-IAS --country RO --employer Comdata --on 2010-01-01",
    "site open AL-TIR --country AL --employer Comdata --on 2010-01-01",
    "site open HR-ZAG --country HR --employer Comdata --on 2010-01-01",
    "site open GB-LON --country GB --employer Comdata --on 2010-01-01",
    "contract sign FW-OLD --client Fastweb --supplier Comdata --on 2010-01-01",
    "contract sign FW-DIR --client Fastweb --on 2010-01-01",
    "rule adopt --shipped it-24-bis",
    "rule adopt --shipped eu",
    "hire --count 62 --at IT-CAG --contract FW-OLD --on 2010-01-04",
    "hire --count 40 --at RO-IAS --contract FW-OLD --on 2010-01-04",
)
MOVES = """\
movement,operator,count,site,to_site,contract,effective_on
transfer,IT-CAG-0061,,,HR-ZAG,,2013-07-15
transfer,IT-CAG-0062,,,HR-ZAG,,2013-07-15
leave,IT-CAG-0061,,,,,2014-01-01
leave,IT-CAG-0062,,,,,2014-01-01
hire,AL-1,,AL-TIR,,FW-DIR,2016-02-01
transfer,,30,IT-CAG,RO-IAS,,2016-06-01
hire,,24,AL-TIR,,FW-OLD,2017-06-01
hire,,40,IT-CAG,,FW-OLD,2017-09-01
transfer,,10,IT-CAG,AL-TIR,,2018-02-01
transfer,,30,IT-CAG,RO-IAS,,2018-03-01
transfer,,24,RO-IAS,IT-CAG,,2018-06-04
transfer,,2,IT-CAG,GB-LON,,2020-01-31
transfer,,2,IT-CAG,GB-LON,,2020-02-15
"""
FILED = (
    (
        "notice file 2018-AL-1 --rule IT-24BIS-2017 --to labour --country AL --contract FW-OLD "
        "--workers 10 --from 2018-02-01 --filed 2018-01-02"
    ),
    (
        "notice file 2018-AL-1 --rule IT-24BIS-2017 --to mise --country AL --contract FW-OLD "
        "--workers 10 --from 2018-02-01 --filed 2018-01-03"
    ),
    (
        "notice file 2017-AL --rule IT-24BIS-2017-PRESENT --to labour --country AL --workers 1 "
        "--from 2017-01-01 --filed 2017-03-03"
    ),
)


def typed(run: Rientro, *lines: str) -> Said:
    for line in lines:
        said = run.typed(line)
        assert said.exit_code == 0, said
    return said


@pytest.fixture
def abroad(run_anywhere: Rientro) -> Rientro:
    """The ledger of the example, before anybody goes abroad."""
    return run_anywhere.given(*BEGINNING)


@pytest.fixture
def gone(abroad: Rientro) -> Rientro:
    """The same, when all have gone abroad who do, and three notices were filed."""
    (abroad.folder / "moves.csv").write_text(MOVES)
    typed(abroad, "import moves.csv", *FILED)
    return abroad


def rows(run: Rientro, question: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(typed(run, f"{question} --format json").stdout)["rows"]
    return found


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    keys = ("rule", "recipient", "due_on", "filed_on", "verdict", "days_late")
    return tuple(row[key] for key in keys)


OF_2012, OF_2017, PRESENT = "IT-24BIS-2012", "IT-24BIS-2017", "IT-24BIS-2017-PRESENT"


def test_the_worked_example_day_for_day(gone: Rientro) -> None:
    found: dict[tuple[str, str, str | None], list[dict[str, Any]]] = {}
    for row in rows(gone, "notices --on 2020-12-31 --all"):
        key = row["moved_on"], row["country"], row["contract"]
        found.setdefault(key, []).append(row)

    transferred = found["2018-02-01", "AL", "FW-OLD"]
    assert [told(row) for row in transferred] == [
        (OF_2017, "labour", "2018-01-02", "2018-01-02", "in-time", 0),
        (OF_2017, "mise", "2018-01-02", "2018-01-03", "late", 1),
        (OF_2017, "garante", "2018-01-02", None, "missing", 0),
    ]
    first = transferred[0]
    assert {name: first[name] for name in ("heads", "hired", "transferred", "reassigned")} == {
        "heads": 10,
        "hired": 0,
        "transferred": 10,
        "reassigned": 0,
    }
    assert (first["member"], first["notice"], first["workers"]) == (False, "2018-AL-1", 10)
    assert (first["more_than_stated"], first["employees"], first["before_rule"]) == (
        False,
        None,
        False,
    )

    hired = found["2017-06-01", "AL", "FW-OLD"]
    assert [told(row) for row in hired] == [
        (OF_2017, name, "2017-05-02", None, "missing", 0) for name in ("labour", "mise", "garante")
    ]
    assert {(row["heads"], row["hired"]) for row in hired} == {(24, 24)}
    assert rows(gone, "flows --since 2017-05-31 --on 2017-06-01") == []

    assert [told(row) for row in found["2017-01-01", "AL", "FW-DIR"]] == [
        (PRESENT, "labour", "2017-03-02", "2017-03-03", "late", 1),
        (PRESENT, "mise", "2017-03-02", None, "missing", 0),
        (PRESENT, "garante", "2017-03-02", None, "missing", 0),
    ]
    of_2016 = found["2016-02-01", "AL", "FW-DIR"]
    assert [told(row) for row in of_2016] == [
        (OF_2012, name, "2015-10-04", None, "missing", 0) for name in ("labour", "garante")
    ]
    assert {row["employees"] for row in of_2016} == {101}

    (member,) = found["2018-03-01", "RO", "FW-OLD"]
    assert told(member) == (OF_2017, None, None, None, "not-needed", 0)
    assert (member["because"], member["member"], member["heads"]) == ("in-area", True, 30)
    assert [told(row) for row in found["2016-06-01", "RO", "FW-OLD"]] == [
        (OF_2012, name, "2016-02-02", None, "missing", 0) for name in ("labour", "garante")
    ]
    assert [told(row) for row in found["2013-07-15", "HR", "FW-OLD"]] == [
        (OF_2012, name, "2013-03-17", None, "missing", 0) for name in ("labour", "garante")
    ]
    (last_day_in,) = found["2020-01-31", "GB", "FW-OLD"]
    assert (last_day_in["verdict"], last_day_in["because"]) == ("not-needed", "in-area")
    outside = found["2020-02-15", "GB", "FW-OLD"]
    assert [told(row) for row in outside] == [
        (OF_2017, name, "2020-01-16", None, "missing", 0) for name in ("labour", "mise", "garante")
    ]
    assert all("Withdrawal Agreement" in row["note"] for row in outside)
    assert not [key for key in found if key[1] == "IT"]

    said = typed(gone, "audit replay")
    assert said.stdout.endswith(" events replayed, 0 findings.\n"), said.stdout[-500:]


def verdicts(run: Rientro, question: str) -> list[tuple[str, str]]:
    return [(row["due_on"], row["verdict"]) for row in rows(run, question)]


def test_what_must_still_be_filed_is_open_until_its_day_has_passed(abroad: Rientro) -> None:
    typed(abroad, "transfer IT-CAG-0001 --to AL-TIR --on 2018-10-01")
    asked = "notices --since 2018-01-01 --on"
    assert verdicts(abroad, f"{asked} 2018-08-20") == [("2018-09-01", "open")] * 3
    assert verdicts(abroad, f"{asked} 2018-09-01") == [("2018-09-01", "open")] * 3
    assert verdicts(abroad, f"{asked} 2018-09-02") == [("2018-09-01", "missing")] * 3
    typed(
        abroad,
        "void IT-CAG-0001 --reason 'Put off'",
        "transfer IT-CAG-0001 --to AL-TIR --on 2018-10-10",
    )
    assert verdicts(abroad, f"{asked} 2018-09-02") == [("2018-09-10", "open")] * 3


def test_more_may_arrive_than_a_notice_states(abroad: Rientro) -> None:
    typed(
        abroad,
        "notice file N --rule IT-24BIS-2017 --to labour --country AL --workers 10 "
        "--from 2018-10-01 --filed 2018-08-25",
        "transfer --count 8 --from IT-CAG --to AL-TIR --on 2018-10-01",
        "transfer --count 4 --from IT-CAG --to AL-TIR --on 2018-11-05",
    )
    found = [row for row in rows(abroad, "notices --on 2018-12-31") if row["recipient"] == "labour"]
    assert [(row["verdict"], row["heads"], row["more_than_stated"]) for row in found[-2:]] == [
        ("in-time", 8, False),
        ("in-time", 4, True),
    ]
    later = rows(abroad, "notices --since 2018-11-01 --on 2018-12-31")
    assert [row["more_than_stated"] for row in later if row["recipient"] == "labour"] == [True]
    page = typed(abroad, "notices --on 2018-12-31").stdout
    assert "More arrived than is stated in the notice N." in page
    assert max(map(len, page.splitlines())) <= 80


def test_the_past_is_answered_as_it_was_known(gone: Rientro) -> None:
    row = rows(gone, "log --stream notice:2018-AL-1")[0]
    before = rows(gone, "notices --on 2020-12-31 --since 2018-02-01")[0]
    typed(gone, f"void --position {row['position']} --reason 'Another receipt'")
    after = rows(gone, "notices --on 2020-12-31 --since 2018-02-01")[0]
    assert (before["verdict"], after["verdict"]) == ("in-time", "missing")
    (voided,) = rows(gone, "log --stream notice:2018-AL-1")[2:]
    instant = rows(gone, "log --stream notice:2018-AL-1")[1]["recorded_at"]
    then = rows(gone, f"notices --on 2020-12-31 --since 2018-02-01 --known-at {instant}")[0]
    assert then == before
    assert (
        voided["words"] == "notice 2018-AL-1 had the filing of version 1 voided (Another receipt)"
    )
    assert typed(gone, "audit replay").stdout.endswith("0 findings.\n")


def test_what_is_said_again_is_quiet_and_what_differs_needs_a_reason(
    abroad: Rientro, tmp_path: Path
) -> None:
    before = abroad.position
    typed(abroad, "rule adopt --shipped it-24-bis", "rule adopt --shipped eu")
    assert abroad.position == before
    said = typed(abroad, "rule adopt --shipped it-24-bis")
    assert said.stderr == "3 events were already recorded; nothing was added for that.\n"
    text = Path("domain/law/it-24-bis.toml")
    shipped = (Path(__file__).resolve().parent.parent / text).read_text(encoding="utf-8")
    by_ministry = tmp_path / "ministry.toml"
    by_ministry.write_text(shipped.replace('area = "country:IT"', 'area = "union:EU"'))
    abroad.typed(f"rule adopt --terms {by_ministry}").refused(
        3, "The rule IT-24BIS-2012 was already adopted with another text.", "--reason"
    )
    typed(abroad, f"rule adopt --terms {by_ministry} --reason 'As the Ministry reads it'")
    (rule,) = rows(abroad, "rule show IT-24BIS-2012")
    assert rule["area"] == "union:EU"
    assert "120 days before the transfer" in rule["text"]
    position = rows(abroad, "log --stream rule:IT-24BIS-2012")[-1]["position"]
    typed(abroad, f"void --position {position} --reason 'The text of the law counts'")
    assert rows(abroad, "rule show IT-24BIS-2012")[0]["area"] == "country:IT"
    assert typed(abroad, "audit replay").stdout.endswith("0 findings.\n")


def test_notices_wait_for_the_union_that_a_rule_names(run: Rientro) -> None:
    typed(run, "init --name n", "rule adopt --shipped it-24-bis")
    run.typed("notices --on 2018-01-01").refused(3, "IT-24BIS-2017", "EU", "Adopt a file")
    run.typed("union show EU").refused(3, "Nobody has described the union EU.", "--shipped eu")
    typed(run, "rule adopt --shipped eu")
    assert run.typed("notices --on 2018-01-01").stderr == "No notice is or was due.\n"
    on_the_day = {row["country"] for row in rows(run, "union show EU --on 2020-02-01")}
    before = {row["country"] for row in rows(run, "union show EU --on 2020-01-31")}
    assert before - on_the_day == {"GB"}


def test_a_notice_is_filed_once_with_a_recipient_that_its_rule_names(
    abroad: Rientro, tmp_path: Path
) -> None:
    filed = FILED[0]
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(b"received\n")
    abroad.typed(filed.replace("labour", "inps")).refused(
        3, "names no recipient inps", "labour, mise, garante"
    )
    abroad.typed(filed.replace("IT-24BIS-2017", "IT-1")).refused(3, "No rule IT-1 is adopted.")
    abroad.typed(filed.replace("FW-OLD", "FW-X")).refused(3, "No contract FW-X is known.")
    abroad.typed(filed.replace("AL --contract", "UK --contract")).refused(
        2, '"UK" is not a country'
    )
    dry = typed(abroad, f"{filed} --dry-run")
    assert "This would record 1 event. Nothing was recorded." in dry.stderr
    assert rows(abroad, "notice list") == []
    typed(abroad, f"{filed} --receipt {receipt} --number 2018/77")
    typed(abroad, f"{filed} --receipt {receipt} --number 2018/77")
    abroad.typed(filed).refused(3, "already filed with labour on 2018-01-02")
    (row,) = rows(abroad, "notice list")
    assert (row["number"], row["contracts"], row["from_on"]) == (
        "2018/77",
        ["FW-OLD"],
        "2018-02-01",
    )
    assert row["sha256"] == hashlib.sha256(b"received\n").hexdigest()
    abroad.typed(filed.replace("2018-AL-1", "2018-AL-01").replace("labour", "mise")).refused(
        3, "2018-AL-1", "--new-code"
    )
    rule = rows(abroad, "log --stream rule:IT-24BIS-2017")[0]["position"]
    abroad.typed(f"void --position {rule} --reason typo").refused(
        3,
        "The text of rule IT-24BIS-2017 cannot be voided while notice 2018-AL-1 was filed under it.",
    )
    signing = rows(abroad, "log --stream contract:FW-OLD")[0]["position"]
    abroad.typed(f"void --position {signing} --reason typo").refused(3, "FW-OLD cannot be voided")


def test_rules_and_unions_can_be_looked_at(abroad: Rientro) -> None:
    listed = rows(abroad, "rule list")
    assert [row["rule"] for row in listed] == [OF_2012, OF_2017, PRESENT]
    in_2016 = rows(abroad, "rule list --on 2016-06-01")
    assert [(row["rule"], row["days_before"], row["employees_from"]) for row in in_2016] == [
        (OF_2012, 120, 20)
    ]
    abroad.typed("rule show IT-1").refused(
        3, "No rule IT-1 is adopted.", "These are adopted: IT-24BIS-2012"
    )
    for question in ("rule list", "notice list", "rule show IT-24BIS-2017", "union show EU"):
        page = typed(abroad, question)
        assert page.exit_code == 0
    abroad.typed("rule adopt").refused(2, "--terms", "--shipped")
    abroad.typed("rule adopt --shipped agcom").refused(2, "union is missing")
    abroad.typed("rule adopt --shipped nothing").refused(2, "nothing")
