"""A restatement sets two states of knowledge side by side, and names the events between them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Rientro

DAY = ("--on", "2018-09-30", "--format", "json")


def known(run: Rientro) -> str:
    """The instant of the last event."""
    rows = json.loads(run("log", "--format", "json").stdout)["rows"]
    return str(rows[-1]["recorded_at"])


@pytest.fixture
def instants(demo: Rientro) -> list[str]:
    """When the figure was reported, when a hire came late, and when a mistake was taken back."""
    found = [known(demo)]
    demo.typed("hire OP-1 --at IT-CAG --fte 0.5 --on 2018-09-24")
    found.append(known(demo))
    demo.typed("void IT-LEC-0001 --reason 'did not come'")
    demo.typed("hire OP-2 --at IT-CAG --on 2018-10-01")
    return [*found, known(demo)]


def restated(run: Rientro, *words: str) -> dict[str, Any]:
    said = run("restatement", *DAY, *words)
    assert (said.exit_code, said.stderr) == (0, ""), said
    document: dict[str, Any] = json.loads(said.stdout)
    return document


def test_the_headcount_then_and_now_and_what_made_the_difference(
    demo: Rientro, instants: list[str]
) -> None:
    found = restated(demo, "--known-at", instants[0])
    assert found["rows"][0] == {
        "country": "IT",
        "before": {"heads": 220, "fte": "209"},
        "after": {"heads": 220, "fte": "208.5"},
        "change": {"heads": 0, "fte": "-0.5"},
    }
    assert [event["position"] for event in found["events"]] == [666, 667]
    assert (found["position"], found["against_position"]) == (665, 668)


def test_two_instants_of_the_past_are_compared(demo: Rientro, instants: list[str]) -> None:
    found = restated(demo, "--known-at", instants[0], "--against", instants[1])
    assert found["rows"][0]["change"] == {"heads": 1, "fte": "0.5"}
    assert [event["position"] for event in found["events"]] == [666]


def test_each_step_of_a_bridge_then_and_now(demo: Rientro, instants: list[str]) -> None:
    words = ("--by", "site", "--since", "2018-05-08")
    found = restated(demo, "--known-at", instants[0], *words)
    then = json.loads(demo("bridge", *DAY, *words, "--known-at", instants[0]).stdout)["rows"]
    now = json.loads(demo("bridge", *DAY, *words).stdout)["rows"]
    assert [{"site": row["site"], **row["before"]} for row in found["rows"]] == then
    assert [{"site": row["site"], **row["after"]} for row in found["rows"]] == now
    changes = {row["site"]: row["change"] for row in found["rows"]}
    assert (changes["IT-CAG"]["hired"], changes["IT-LEC"]["hired"]) == (1, -1)
    assert changes["IT-CAG"]["fte"]["closing"] == "0.5"
    assert found["since"] == "2018-05-08"


def test_days_and_instants_are_named_in_order(demo: Rientro, instants: list[str]) -> None:
    late, early = instants[1], instants[0]
    demo("restatement", "--known-at", late, "--against", early).refused(2, "must not be earlier")
    demo(
        *("restatement", "--known-at", early, "--since", "2018-10-01", "--on", "2018-09-30")
    ).refused(2, "Name the earlier day first")


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("progress FW-2018", "plan FW-2018"),
        ("operator show RO-IAS-0001", "operator RO-IAS-0001"),
        ("operator list --at RO-IAS", "site RO-IAS"),
    ],
)
def test_what_was_not_known_then_is_not_said_to_be_unknown_now(
    demo: Rientro, question: str, what: str
) -> None:
    said = demo.typed(f"{question} --known-at 2001-01-01")
    assert (said.exit_code, said.stdout) == (3, "")
    assert said.stderr == (
        f"Error: No {what} was known at 2001-01-01 23:59:59 UTC. "
        "Leave --known-at out to ask about what is known now.\n"
    )


def test_where_a_plan_stood_then_and_stands_now_and_what_made_the_difference(
    demo: Rientro, instants: list[str]
) -> None:
    demo.typed("leave RO-BUC-0061 --on 2018-10-01 --reason resigned")
    demo.typed("plan revise FW-2018 --target 200 --on 2018-09-29 --reason 'As agreed'")
    demo.typed("site open AL-TIR --country AL --on 2018-01-01")
    demo.typed("hire AL-1 --at AL-TIR --on 2018-09-01")
    found = restated(demo, "--plan", "FW-2018", "--known-at", instants[1])
    (row,) = found["rows"]
    assert (row["before"]["brought_back"], row["before"]["target"]) == (220, 220)
    assert (row["after"]["brought_back"], row["after"]["target"]) == (219, 200)
    assert row["change"] == -1
    assert [event["position"] for event in found["events"]] == [667, 670]
    now = json.loads(demo.typed("progress FW-2018 --on 2018-09-30 --format json").stdout)["rows"][0]
    assert row["after"] == {name: now[name] for name in row["after"]}
    told = demo("restatement", *DAY[:2], "--plan", "FW-2018", "--known-at", instants[1]).stdout
    assert told.splitlines()[1].split()[:3] == ["then", "FW-2018", "met"]


def test_a_plan_that_was_not_known_then_had_brought_nothing_back(demo: Rientro) -> None:
    (row,) = restated(demo, "--plan", "FW-2018", "--known-at", "2001-01-01")["rows"]
    assert (row["before"], row["change"]) == (None, 220)
    words = ("restatement", *DAY[:2], "--known-at", "2001-01-01")
    demo(*words, "--plan", "FW-2019").refused(3, "FW-2019")
    demo(*words, "--plan", "FW-2018", "--by", "site").refused(2, "--plan goes without --by")
    demo(*words, "--plan", "FW-2018", "--country", "IT").refused(2, "--plan goes without --by")


def test_a_contract_that_comes_late_changes_a_plan(demo: Rientro) -> None:
    plan = "plan announce SB --target 5 --from RO --to IT --contract FW-SB --baseline 2018-05-08"
    demo.typed(f"{plan} --deadline 2018-12-31 --on 2018-05-08")
    demo.typed("contract sign FW-NEW --client Fastweb --on 2018-09-01")
    demo.typed("reassign --at IT-CAG --from-contract FW-SB --all --contract FW-NEW --on 2018-09-30")
    before = known(demo)
    demo.typed("contract correct FW-NEW --succeeds FW-SB --reason 'It was left out'")
    found = restated(demo, "--plan", "SB", "--known-at", before)
    assert found["rows"][0]["change"] > 0
    assert [event["topic"] for event in found["events"]] == ["contract-corrected.1"]


def test_a_restatement_of_a_part_names_the_events_of_that_part(
    demo: Rientro, instants: list[str]
) -> None:
    at_lecce = restated(demo, "--by", "site", "--site", "IT-LEC", "--known-at", instants[0])
    assert [row["site"] for row in at_lecce["rows"]] == ["IT-LEC"]
    assert at_lecce["rows"][0]["change"]["heads"] == -1
    assert [event["position"] for event in at_lecce["events"]] == [667]
    demo.typed("contract correct FW-SB --client Fastweb-2 --reason Typo")
    abroad = restated(demo, "--by", "client", "--country", "RO", "--known-at", instants[0])
    assert [event["position"] for event in abroad["events"]] == [669]
    of_soho = restated(demo, "--by", "site", "--contract", "FW-SOHO", "--known-at", instants[0])
    assert [event["position"] for event in of_soho["events"]] == [667]
    demo("restatement", *DAY[:2], "--known-at", instants[0], "--site", "IT-LEX").refused(
        3, "IT-LEC"
    )


def test_what_takes_effect_on_the_very_day_is_among_the_events_and_what_comes_after_is_not(
    demo: Rientro,
) -> None:
    then = known(demo)
    demo.typed("hire DAY-1 --at IT-LEC --on 2018-09-30")
    demo.typed("hire DAY-2 --at IT-LEC --on 2018-10-01")
    demo.typed("site change IT-LEC --employer Konecta --on 2018-09-30 --reason 'Taken over'")
    demo.typed("site change IT-CAG --employer Konecta --on 2018-10-01 --reason 'Taken over'")
    demo.typed("contract change FW-SB --client TIM --on 2018-09-30 --reason 'Passed on'")
    demo.typed("contract change FW-SOHO --client TIM --on 2018-10-01 --reason 'Passed on'")
    found = restated(demo, "--known-at", then)
    assert [event["position"] for event in found["events"]] == [666, 668, 670]
    of_the_bridge = restated(demo, "--known-at", then, "--since", "2018-09-29")
    assert [event["position"] for event in of_the_bridge["events"]] == [666, 668, 670]


def test_the_events_of_a_part_are_those_of_its_sites_and_contracts(demo: Rientro) -> None:
    then = known(demo)
    demo.typed("hire PART-1 --at IT-LEC --contract FW-SB --on 2018-09-30")
    demo.typed("hire PART-2 --at IT-CAG --contract FW-SOHO --on 2018-09-30")
    demo.typed("transfer PART-2 --to IT-LEC --on 2018-09-30")

    def positions(*part: str) -> list[int]:
        events = restated(demo, "--known-at", then, *part)["events"]
        return [event["position"] for event in events]

    assert positions("--site", "IT-LEC") == [666, 668]
    assert positions("--site", "IT-CAG") == [667, 668]
    assert positions("--contract", "FW-SB") == [666]
    assert positions("--supplier", "Comdata") == [666, 667, 668]
    assert positions("--contract", "-") == []
