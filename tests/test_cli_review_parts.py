"""What a review says of quality and notices at the contracts of those who signed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Rientro, Said

BEGINNING = (
    "init --name review",
    "site open IT-CAG --country IT --employer Comdata --on 2010-01-01",
    "site open AL-TIR --country AL --employer Comdata --on 2010-01-01",
    "contract sign FW-SB --client Fastweb --supplier Comdata --on 2015-01-01",
    "contract sign TI-MOB --client TIM --supplier Comdata --on 2015-01-01",
    "protocol sign PROT --shipped protocollo-2017 --on 2017-05-04",
    "protocol join PROT Fastweb --on 2017-05-04",
    "rule adopt --shipped it-24-bis",
    "rule adopt --shipped eu",
    "quality define --shipped agcom",
    "quality target answer-seconds --value 70 --source 'Its own' --on 2017-01-01",
    "hire --count 30 --at IT-CAG --contract FW-SB --on 2017-06-05",
    "hire --count 30 --at IT-CAG --contract TI-MOB --on 2017-06-05",
)
ASKED = "review PROT --on 2018-05-04"


def typed(run: Rientro, *lines: str) -> Said:
    for line in lines:
        said = run.typed(line)
        assert said.exit_code == 0, said
    return said


@pytest.fixture
def signed(run: Rientro) -> Rientro:
    return run.given(*BEGINNING)


def review(run: Rientro, question: str = ASKED) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(typed(run, f"{question} --format json").stdout)
    return found


def test_a_review_has_the_quality_and_the_notices_of_the_signatories(signed: Rientro) -> None:
    assert (review(signed)["quality"], review(signed)["notices"]) == ([], [])
    for contract in ("FW-SB", "TI-MOB"):
        typed(
            signed,
            f"quality report {contract} --indicator answer-seconds --period 2018-03 --site AL-TIR "
            "--numerator 740 --denominator 10",
        )
    typed(
        signed,
        "transfer --count 2 --from IT-CAG --to AL-TIR --on 2018-02-01",
        "transfer IT-CAG-0060 --to AL-TIR --on 2018-02-01",
        "notice file N --rule IT-24BIS-2017 --to labour --country AL --contract FW-SB --workers 2 "
        "--from 2018-02-01 --filed 2018-01-03",
    )
    found = review(signed)
    assert {row["contract"] for row in found["quality"]} == {"FW-SB"}
    whole = found["quality"][0]
    assert (whole["site"], whole["value"], whole["verdict"]) == (None, "74", "broken")
    assert [(row["contract"], row["recipient"], row["verdict"]) for row in found["notices"]] == [
        ("FW-SB", "labour", "late"),
        ("FW-SB", "mise", "missing"),
        ("FW-SB", "garante", "missing"),
    ]
    page = typed(signed, ASKED).stdout
    assert "How good the service was, beside that" in page
    assert "Which notices are or were due" in page
    assert "1 day late" in page


def test_a_strict_review_finds_a_notice_that_is_late_or_missing(signed: Rientro) -> None:
    before = signed.typed(f"{ASKED} --strict").exit_code
    typed(signed, "transfer --count 2 --from IT-CAG --to AL-TIR --on 2018-02-01")
    after = signed.typed(f"{ASKED} --strict").exit_code
    assert (before, after) == (0, 1)


def test_a_review_of_the_past_knows_no_later_notice(signed: Rientro) -> None:
    typed(signed, "transfer --count 2 --from IT-CAG --to AL-TIR --on 2018-02-01")
    then = json.loads(typed(signed, "log --format json").stdout)["rows"][-1]["recorded_at"]
    typed(
        signed,
        "notice file N --rule IT-24BIS-2017 --to labour --country AL --workers 2 "
        "--from 2018-02-01 --filed 2018-01-02",
    )
    now = review(signed)["notices"][0]["verdict"]
    known = review(signed, f"{ASKED} --known-at {then}")["notices"][0]["verdict"]
    assert (now, known) == ("in-time", "missing")
