"""What was recorded by mistake is taken back by its position, whatever it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from conftest import Rientro

HERE = "--reason typo"


@pytest.fixture
def demo(demo_anywhere: Rientro) -> Rientro:
    """The demonstration, in each kind of database."""
    return demo_anywhere


def recorded(demo: Rientro, words: str) -> int:
    """The position of what the command recorded."""
    said = demo.typed(words)
    assert said.stderr.startswith("Recorded: "), said
    return demo.position


def rows(demo: Rientro, question: str) -> list[dict[str, Any]]:
    said = demo.typed(f"{question} --format json")
    assert said.exit_code == 0, said
    found: list[dict[str, Any]] = json.loads(said.stdout)["rows"]
    return found


def first(demo: Rientro, stream: str, topic: str) -> int:
    """The position of the first event of its kind in a stream."""
    events = rows(demo, f"log --stream {stream}")
    return next(int(row["position"]) for row in events if row["topic"] == topic)


def findings(demo: Rientro) -> list[str]:
    said = demo.typed("audit replay --format json")
    return [each["kind"] for each in json.loads(said.stdout)["findings"]]


def test_a_wrong_closing_is_taken_back_and_the_right_one_recorded(demo: Rientro) -> None:
    wrong = recorded(demo, "site close RO-IAS --on 2018-10-01 --reason moved")
    right = "site close RO-IAS --on 2018-12-31 --reason moved"
    demo.typed(right).refused(3, "log --site RO-IAS", "rientro void --position N --reason TEXT")
    said = demo.typed(f"void --position {wrong} --reason 'Another site'")
    assert said.stderr == (
        "Recorded: site RO-IAS had the closing of 2018-10-01 voided (Another site) "
        f"(position {wrong + 1}).\n"
    )
    (site,) = rows(demo, "site show RO-IAS")
    assert (site["closed_on"], site["closed_because"]) == (None, None)
    recorded(demo, "hire OP-1 --at RO-IAS --on 2018-11-01")
    recorded(demo, "leave OP-1 --on 2018-12-01")
    recorded(demo, right)
    assert rows(demo, "site show RO-IAS")[0]["closed_on"] == "2018-12-31"
    assert findings(demo) == []


def test_a_wrong_end_of_a_contract_is_taken_back(demo: Rientro) -> None:
    wrong = recorded(demo, "contract sign X --client TIM --on 2018-01-01") + 1
    assert recorded(demo, "contract end X --on 2018-06-01 --reason over") == wrong
    assert recorded(demo, f"void --position {wrong} {HERE}") == wrong + 1
    assert rows(demo, "contract list")[-1]["ended_on"] is None
    recorded(demo, "hire OP-1 --at IT-CAG --contract X --on 2018-09-01")
    recorded(demo, "contract end X --on 2019-01-01 --reason over")
    (last,) = rows(demo, "contract list")[2:]
    assert (last["ended_on"], last["ended_because"]) == ("2019-01-01", "over")
    assert findings(demo) == []


def test_a_wrong_outside_count_is_taken_back_and_found_no_more(demo: Rientro) -> None:
    wrong = recorded(demo, "site attest IT-LEC --heads 10 --on 2018-09-30 --source INPS")
    recorded(demo, "site attest IT-LEC --heads 100 --on 2018-09-30 --source INPS")
    assert findings(demo) == ["attestation-differs"]
    recorded(demo, f"void --position {wrong} --reason 'A zero is missing'")
    assert findings(demo) == []
    told = demo.typed("audit replay").stdout
    assert ", 2 headcounts attested, 1 attestation voided\n" in told
    (site,) = rows(demo, "site show IT-LEC")
    assert [each["heads"] for each in site["attestations"]] == [100]


def test_a_movement_is_taken_back_by_its_position_too(demo: Rientro) -> None:
    first = recorded(demo, "transfer RO-BUC-0080 --to IT-LEC --on 2018-10-01")
    second = recorded(demo, "reassign RO-BUC-0080 --fte 0.5 --on 2018-11-01")
    demo.typed(f"void --position {first} {HERE}").refused(3, "has a later movement: reassigned")
    assert demo.typed(f"void --position {second} --dry-run {HERE}").exit_code == 0
    for position in (second, first):
        recorded(demo, f"void --position {position} {HERE}")
        demo.typed(f"void --position {position} {HERE}").refused(3, "was voided already")
    assert demo.typed("operator list --at RO-BUC").stdout.count("RO-BUC-0080") == 1
    assert findings(demo) == []


@pytest.mark.parametrize(
    ("stream", "what", "whose", "advice"),
    [
        ("ledger", "ledger-opened.2", "the ledger itself", "rientro log"),
        ("site:RO-IAS", "site-downsized.1", "site RO-IAS", "rientro log"),
        (
            *("batch:2018-01-RO-IAS", "batch-recorded.2", "batch 2018-01-RO-IAS"),
            "rientro void --batch 2018-01-RO-IAS",
        ),
    ],
)
def test_nothing_else_is_voided(
    demo: Rientro, stream: str, what: str, whose: str, advice: str
) -> None:
    position = first(demo, stream, what)
    said = demo.typed(f"void --position {position} {HERE}")
    said.refused(3, f"of {whose}, cannot be voided", advice)


@pytest.mark.parametrize(
    ("stream", "topic", "what"),
    [
        (
            *("site:RO-IAS", "site-opened.2"),
            "The opening of RO-IAS cannot be voided while somebody is there",
        ),
        (
            *("contract:FW-SB", "contract-signed.2"),
            "The signing of FW-SB cannot be voided while somebody is on it",
        ),
    ],
)
def test_what_somebody_leans_on_is_not_voided(
    demo: Rientro, stream: str, topic: str, what: str
) -> None:
    position = first(demo, stream, topic)
    demo.typed(f"void --position {position} {HERE}").refused(3, what)


def test_an_announcement_is_voided_and_the_plan_is_none(demo: Rientro) -> None:
    position = first(demo, "plan:FW-2018", "plan-announced.1")
    assert demo.typed(f"void --position {position} {HERE}").exit_code == 0
    demo.typed("progress FW-2018").refused(3, "No plan FW-2018 is known.")
    assert findings(demo) == []


def test_a_batch_of_voids_is_not_voided(demo: Rientro) -> None:
    demo.typed(f"void --batch 2018-01-RO-IAS --dry-run {HERE}").refused(3, "has a later movement")
    demo.typed(f"void --batch 2018-09-hires {HERE}")
    name = rows(demo, "log --reverse --limit 1")[0]["batch"]
    demo.typed(f"void --batch {name} {HERE}").refused(3, f"of batch {name}, cannot be voided")
    opening = first(demo, f"batch:{name}", "batch-recorded.2")
    said = demo.typed(f"void --position {opening} {HERE}")
    said.refused(3, "cannot be voided", "See what was recorded: rientro log")


def test_a_damaged_log_is_told_as_such_and_nothing_is_recorded(demo_file: Rientro) -> None:
    with closing(sqlite3.connect(demo_file.ledger)) as connection, connection:
        for change in ("update", "delete"):
            connection.execute(f"DROP TRIGGER stored_events_no_{change}")
        connection.execute("DELETE FROM stored_events WHERE rowid = 600")
        connection.execute("UPDATE stored_events SET state = X'7b7d' WHERE rowid = 601")
    gap = demo_file.typed(f"void --position 600 {HERE}")
    gap.refused(4, "is damaged (no event stands at position 600", "audit replay")
    for words in ("--position 601", "--batch 2018-09-downsizing"):
        said = demo_file.typed(f"void {words} {HERE}")
        said.refused(4, "is damaged (an event cannot be read", "audit replay")


def test_a_void_has_one_way_to_say_what_it_takes_back(demo: Rientro) -> None:
    demo.typed(f"void --position 666 {HERE}").refused(3, "no event at position 666", "is 665")
    for words in ("", "OP-1 --position 3", "--batch x --position 3", "OP-1 --batch x"):
        said = demo.typed(f"void {words} {HERE}")
        said.refused(
            2,
            "Name operators, a batch with --batch, a --position or --last, and one of these only.",
        )
    said = demo.typed(f"void --position 3 --back-to 2018-01-01 {HERE}")
    said.refused(2, "--back-to goes with operators.")


def test_what_was_known_before_a_void_is_what_it_was(demo: Rientro) -> None:
    places = [
        recorded(demo, "site close RO-IAS --on 2018-10-01 --reason moved"),
        recorded(demo, "site attest RO-IAS --heads 9 --on 2018-09-30 --source INPS"),
        recorded(demo, "contract end FW-SB --on 2019-01-01 --reason over"),
    ]
    since = f"log --after {places[0] - 1}"
    closed, _, ended = (row["recorded_at"] for row in rows(demo, since))
    for position in places:
        recorded(demo, f"void --position {position} {HERE}")
    assert demo.typed("db rebuild").exit_code == 0
    (then,) = rows(demo, f"site show RO-IAS --known-at {ended}")
    assert (then["closed_on"], len(then["attestations"])) == ("2018-10-01", 1)
    assert rows(demo, f"site show RO-IAS --known-at {closed}")[0]["attestations"] == []
    assert [row["closed_on"] for row in rows(demo, "site list")] == [None] * 4
    ends = [rows(demo, f"contract list --known-at {at}")[0]["ended_on"] for at in (closed, ended)]
    assert ends == [None, "2019-01-01"]
    assert rows(demo, "contract list")[0]["ended_on"] is None
