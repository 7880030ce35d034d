"""Will the deadline be met? The forecast of the demonstration, as it is typed."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from conftest import Rientro

JULY = "forecast FW-2018 --on 2018-07-31"
KEYS = (
    "plan target deadline_on brought_back remaining met_on scheduled weeks window_weeks "
    "moving_weeks block_weeks method runs seed p50_on p85_on p95_on horizon_on "
    "probability_by_deadline scheduled_meets_on trend backtest cautions"
)


def told(demo: Rientro, words: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(demo.typed(f"{words} --format json").stdout)
    assert document["schema"] == "rientro.forecast.v1"
    (row,) = document["rows"]
    assert " ".join(row) == KEYS
    return dict(row)


def test_from_the_past_alone_the_date_is_open(demo: Rientro) -> None:
    row = told(demo, f"{JULY} --past-only --seed 644")
    assert (row["p50_on"], row["p85_on"], row["p95_on"]) == (
        "2018-09-25",
        "2018-12-11",
        "2019-04-30",
    )
    assert round(row["probability_by_deadline"], 2) == 0.57
    assert (row["runs"], row["seed"], row["block_weeks"]) == (10_000, 644, 4)
    assert (row["scheduled"], row["cautions"]) == ([], [])
    assert row["weeks"][0] == {"until": "2018-05-15", "net": 0}
    assert row["trend"].keys() == {"first_half", "second_half"}
    assert row["backtest"] == {"asked": 0, "within_p50": 0, "within_p85": 0}


def test_what_is_recorded_ahead_makes_it_certain_and_says_that_it_may_count_twice(
    demo: Rientro,
) -> None:
    row = told(demo, JULY)
    assert (row["probability_by_deadline"], row["scheduled_meets_on"]) == (1, "2018-09-10")
    assert row["scheduled"][0] == {"on": "2018-08-06", "heads": 40}
    assert row["cautions"] == ["planned-and-usual"]


def test_the_seed_is_the_position_of_the_answer(demo: Rientro) -> None:
    assert told(demo, f"{JULY} --runs 10")["seed"] == demo.position
    demo.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    assert told(demo, f"{JULY} --runs 10")["seed"] == demo.position


def test_people_read_it_in_words(demo: Rientro) -> None:
    said = demo.typed(f"{JULY} --past-only --seed 644")
    assert said.stdout == (
        "plan             FW-2018, at the end of 2018-07-31\n"
        "target           220 posts by 2018-09-30\n"
        "brought back     140 of 220, 80 remain\n"
        "50 of 100 runs   by 2018-09-25\n"
        "85 of 100 runs   by 2018-12-11\n"
        "95 of 100 runs   by 2019-04-30\n"
        "by the deadline  57 of 100 runs reach the target by 2018-09-30\n"
        "drawn from       12 weeks, 4 of them with arrivals, in blocks of 4 weeks; 10,000 runs, "
        "seed 644\n"
        "trend            13.3 a week in the first half of these weeks, 10.0 in the second\n"
        "\n"
        "The weeks to come are taken to be like those that were: no growth, no decline and no "
        "season is assumed.\n"
    )


def test_of_a_plan_that_is_met_it_says_when(demo: Rientro) -> None:
    said = demo.typed("forecast FW-2018 --on 2018-09-30")
    assert "The target is reached; it was reached first on 2018-09-10." in said.stdout
    assert "7 days earlier: the four weeks after held" in said.stdout
    assert "of 100 runs   by" not in said.stdout
    assert told(demo, "forecast FW-2018 --on 2018-09-30")["p50_on"] is None


def test_the_columns_of_csv_are_those_of_the_format(demo: Rientro) -> None:
    met, open_ = (
        list(csv.reader(io.StringIO(demo.typed(f"{words} --format csv").stdout)))
        for words in ("forecast FW-2018 --on 2018-09-30", JULY)
    )
    assert met[0] == open_[0]
    assert " ".join(met[0]) == (
        KEYS.replace("trend", "trend_first_half trend_second_half").replace(
            "backtest", "backtest_asked backtest_within_p50 backtest_within_p85"
        )
    )


def test_at_the_end_of_june_it_is_too_early_and_says_when_to_ask_again(demo: Rientro) -> None:
    said = demo.typed("forecast FW-2018 --on 2018-06-30 --format json")
    error = json.loads(said.stderr)
    assert (said.exit_code, said.stdout, error["error"]) == (3, "", "TooLittleHistory")
    assert (error["weeks"], error["moving_weeks"]) == (7, 2)
    assert error["ask_again_on"] == "2018-07-14"
    demo.typed("forecast FW-2018 --on 2018-06-30").refused(3, "Ask again with --on 2018-07-14")


def test_a_plan_that_was_given_up_has_no_date(demo: Rientro) -> None:
    demo.typed("plan withdraw FW-2018 --reason 'Called off' --on 2018-08-01")
    said = demo.typed("forecast FW-2018 --on 2018-08-01 --format json")
    error = json.loads(said.stderr)
    assert (said.exit_code, error["error"]) == (3, "PlanWithdrawn")
    assert error["withdrawn_on"] == "2018-08-01"
    assert demo.typed(f"{JULY} --past-only").exit_code == 0


def test_where_nothing_came_back_it_advises_a_look_at_the_days(demo: Rientro) -> None:
    demo.typed(
        "plan announce MORE --target 9 --from RO --to IT-CAG --contract FW-SOHO "
        "--baseline 2018-01-01 --deadline 2018-12-31 --on 2018-01-01"
    )
    for number in range(1, 5):
        on = f"2018-0{number}-10"
        demo.typed(f"hire OP-{number} --at IT-CAG --contract FW-SOHO --on {on}")
        demo.typed(f"leave OP-{number} --on 2018-0{number}-20")
    said = demo.typed("forecast MORE --on 2018-06-30 --past-only --format json")
    error = json.loads(said.stderr)
    assert (said.exit_code, error["error"], error["net"]) == (3, "NothingCameBack", 0)
    assert "rientro progress MORE --history --on 2018-06-30" in error["message"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("forecast", "Missing argument 'PLAN'"),
        ("forecast FW-2018 --weeks 7", "--weeks"),
        ("forecast FW-2018 --runs 0", "--runs"),
        ("forecast FW-2018 --seed -1", "--seed"),
    ],
)
def test_what_cannot_be_asked_is_refused(demo: Rientro, words: str, told: str) -> None:
    demo.typed(words).refused(2, told)


def test_a_plan_that_nobody_announced_is_refused(demo: Rientro) -> None:
    demo.typed("forecast FW-2019").refused(3, "No plan FW-2019 is known")
