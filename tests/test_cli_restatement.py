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
