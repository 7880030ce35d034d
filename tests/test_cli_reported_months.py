"""Months that are reported hold the dates of their contract and of their sites where they are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Rientro

BEGINNING = (
    "init --name reported",
    "site open IT-CAG --country IT --on 2018-01-01",
    "site open RO-IAS --country RO --on 2018-01-01",
    "contract sign FW --client Fastweb --supplier Comdata --on 2018-01-01",
    "contract sign OTHER --client Fastweb --on 2018-01-01",
    "quality define --shipped agcom",
    "volume report FW --month 2018-03 --unit contacts --in IT-CAG=8 AL=2",
    "volume report FW --month 2018-05 --in IT-CAG=8 RO=2",
    "quality report FW --indicator answer-seconds --period 2018-Q2 --site RO-IAS --given 65",
)
DONE = 0
REFUSED = 3


@pytest.fixture
def run(run_anywhere: Rientro) -> Rientro:
    """Volumes of March and May name Cagliari, and the quality of a quarter names Iasi."""
    return run_anywhere.given(*BEGINNING)


def typed(run: Rientro, *lines: str) -> None:
    for line in lines:
        said = run.typed(line)
        assert said.exit_code == DONE, (line, said.stderr)


def refused(run: Rientro, line: str) -> dict[str, Any]:
    """The facts of the rule by which a command is refused, which records nothing."""
    position = run.position
    said = run.typed(f"{line} --format json")
    assert said.exit_code == REFUSED, (line, said.stderr)
    assert run.position == position
    facts: dict[str, Any] = json.loads(said.stderr)
    assert facts.pop("schema") == "rientro.error.v1"
    return facts


@pytest.mark.parametrize(
    ("line", "rule", "months"),
    [
        ("contract end FW --on 2018-04-01 --reason x", "EndsBeforeReports", ["2018-Q2", "2018-05"]),
        ("contract end FW --on 2018-05-01 --reason x", "EndsBeforeReports", ["2018-05"]),
        ("contract correct FW --on 2018-04-01 --reason x", "StartsAfterReports", ["2018-03"]),
        (
            "contract correct FW --on 2018-07-01 --reason x",
            "StartsAfterReports",
            ["2018-03", "2018-Q2", "2018-05"],
        ),
        ("site close IT-CAG --on 2018-05-01 --reason x", "ClosesBeforeReports", ["2018-05"]),
        ("site close RO-IAS --on 2018-04-01 --reason x", "ClosesBeforeReports", ["2018-Q2"]),
        (
            "site correct IT-CAG --opened-on 2018-04-01 --reason x",
            "OpensAfterReports",
            ["2018-03"],
        ),
        (
            "site correct RO-IAS --opened-on 2018-07-01 --reason x",
            "OpensAfterReports",
            ["2018-Q2"],
        ),
    ],
)
def test_a_date_behind_which_a_report_stands_is_refused_with_its_months(
    run: Rientro, line: str, rule: str, months: list[str]
) -> None:
    facts = refused(run, line)
    assert (facts["error"], facts["contract"], facts["months"]) == (rule, "FW", months)
    assert ", ".join(months) in facts["message"]


def test_a_date_within_the_reported_months_is_fine_and_the_replay_agrees(run: Rientro) -> None:
    typed(
        run,
        "contract correct FW --on 2018-03-31 --reason x",
        "contract end FW --on 2018-05-02 --reason x",
        "site correct IT-CAG --opened-on 2018-03-31 --reason x",
        "site close IT-CAG --on 2018-05-02 --reason x",
        "site correct RO-IAS --opened-on 2018-06-30 --reason x",
        "site close RO-IAS --on 2018-07-01 --reason x",
        "contract end OTHER --on 2018-02-01 --reason x",
        "audit replay",
    )


def test_a_report_that_was_taken_back_holds_no_date(run: Rientro) -> None:
    facts = refused(run, "contract end FW --on 2018-04-01 --reason x")
    assert "rientro log" in facts["message"]
    rows = json.loads(run.typed("log --format json").stdout)["rows"]
    reports = [row["position"] for row in rows if "reported" in row["topic"]]
    typed(
        run,
        *(f"void --position {position} --reason x" for position in reports[1:]),
        "contract end FW --on 2018-04-01 --reason x",
        "site close RO-IAS --on 2018-04-01 --reason x",
        "audit replay",
    )


def test_a_report_is_not_restored_behind_a_date_that_has_come_since(run: Rientro) -> None:
    """Taking a report back restores the one before it, if the rules still allow that one."""
    typed(run, "volume report FW --month 2018-05 --in IT=8 RO=2 --reason x")
    corrected = run.position
    typed(run, "site close IT-CAG --on 2018-05-01 --reason x")
    closed = run.position
    facts = refused(run, f"void --position {corrected} --reason x")
    assert (facts["error"], facts["site"]) == ("SiteIsClosed", "IT-CAG")
    typed(
        run,
        f"void --position {closed} --reason x",
        f"void --position {corrected} --reason x",
        "audit replay",
    )
