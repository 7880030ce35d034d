"""A plan says which places it means, in every form of the answer."""

from __future__ import annotations

import json

import pytest
from conftest import Rientro

TERMS = "--target 40 --baseline 2018-10-31 --deadline 2019-03-31 --on 2018-11-05"


@pytest.fixture
def demo(demo_anywhere: Rientro) -> Rientro:
    """The demonstration, in each kind of database."""
    return demo_anywhere


def announced(demo: Rientro, words: str) -> str:
    """What is told of the new plan."""
    said = demo.typed(f"plan announce {words} {TERMS}")
    assert said.exit_code == 0, said.stderr
    return said.stderr


@pytest.mark.parametrize(
    "places",
    [
        "--from RO --from AL --to IT-CAG --to IT-LEC --contract FW-SB --contract FW-SOHO",
        "--from RO AL --to IT-CAG IT-LEC --contract FW-SB FW-SOHO",
        "--from=RO AL --to IT-CAG IT-LEC IT-CAG --contract FW-SB --contract=FW-SOHO",
    ],
)
def test_several_places_follow_one_option_or_each_its_own(demo: Rientro, places: str) -> None:
    said = announced(demo, f"FW-2019 {places}")
    assert "40 posts from RO, AL to IT-CAG, IT-LEC by 2019-03-31" in said
    row = json.loads(demo("plan", "show", "FW-2019", "--format", "json").stdout)["rows"][0]
    assert row["contracts"] == ["FW-SB", "FW-SOHO"]


@pytest.mark.parametrize(
    "words",
    ["--from RO --to IT-CAG IT-LEC", "--from RO AL --to IT-CAG", "--from RO --to IT-CAG FW-2019"],
)
def test_a_plan_s_code_comes_first_where_a_place_could_be_taken_for_it(
    demo: Rientro, words: str
) -> None:
    demo.typed(f"plan announce {words} {TERMS}").refused(
        2, "Write PLAN first: rientro plan announce PLAN …"
    )
    assert demo.position == 665
    last = demo.typed(f"plan announce --from RO --to IT-LEC {TERMS} FW-2019")
    assert "plan FW-2019 announced" in last.stderr


def test_a_word_after_a_single_option_is_refused(demo: Rientro) -> None:
    said = demo.typed(f"plan announce FW-2019 --from RO --to IT --client Fastweb SpA {TERMS}")
    said.refused(2, 'Got unexpected extra argument "SpA"')


def test_a_country_is_shown_with_the_sites_that_count(demo: Rientro) -> None:
    announced(demo, "FW-2019 --from RO AL --to IT-LEC")
    shown = demo("plan", "show", "FW-2019").stdout.splitlines()
    assert "from          RO (RO-BUC, RO-IAS), AL (no site yet)" in shown
    assert "to            IT-LEC" in shown
    row = json.loads(demo("plan", "show", "FW-2019", "--format", "json").stdout)["rows"][0]
    assert (row["origins"], row["origin_sites"]) == (["RO", "AL"], ["RO-BUC", "RO-IAS"])
    assert (row["destinations"], row["destination_sites"]) == (["IT-LEC"], ["IT-LEC"])


def test_a_site_with_a_country_s_code_is_never_taken_for_the_country(demo: Rientro) -> None:
    demo.typed("site open RO --country RO --on 2018-01-01")
    unclear = demo.typed(f"plan announce FW-2019 --from RO --to IT {TERMS}")
    unclear.refused(3, "RO is a country and a site here. Write country:RO or site:RO.")
    assert "40 posts from site:RO to IT " in announced(demo, "SITE --from site:RO --to IT")
    assert "40 posts from RO to IT " in announced(demo, "COUNTRY --from country:RO --to IT")
    listed = json.loads(demo("plan", "list", "--format", "json").stdout)["rows"]
    assert {row["plan"]: (row["origins"], row["origin_sites"]) for row in listed[:3:2]} == {
        "COUNTRY": (["RO"], ["RO", "RO-BUC", "RO-IAS"]),
        "SITE": (["site:RO"], ["RO"]),
    }


def test_a_plan_is_shown_as_it_was_known_then(demo: Rientro) -> None:
    log = json.loads(demo("log", "--format", "json").stdout)["rows"]
    demo.typed("plan revise FW-2018 --target 200 --reason agreed --on 2018-09-01")
    for question in ("plan list", "plan show FW-2018"):
        then = demo.typed(f"{question} --known-at {log[-1]['recorded_at']} --format json").stdout
        now = demo.typed(f"{question} --format json").stdout
        assert [json.loads(each)["rows"][0]["target"] for each in (then, now)] == [220, 200]
    before = demo.typed("plan show FW-2018 --known-at 2001-01-01")
    before.refused(3, "No plan FW-2018 was known at 2001-01-01")
