"""Equal texts are one group, however they were typed, now and in what older versions recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from conftest import Rientro
from ledgers import Desk
from places import Place

JANUARY = date(2018, 1, 1)
COMPOSED, DECOMPOSED = "Forl\u00ec", "Forli\u0300"
BREAKS_OR_TURNS = [
    "Forl\u00ec\n",
    "For\x1b[31ml\u00ec",
    "\u202eForl\u00ec",
    "For\u2028l\u00ec",
    "\x00",
]


def test_what_older_versions_recorded_is_one_group(place: Place) -> None:
    desk = Desk(place)
    desk.open("IT-FO1", JANUARY, city=COMPOSED, employer="Konecta Italia")
    desk.open("IT-FO2", JANUARY, city=DECOMPOSED, employer="Konecta\u00a0 Italia")
    desk.open("IT-FO3", JANUARY, city="For\u00adl\u00ec", employer="Konecta\u034f Italia\u00ad")
    desk.sign("SOHO", JANUARY, client="Fastweb  SpA")
    desk.sign("SB", JANUARY, client="Fastweb\u202fSpA")
    desk.hire("A", at="IT-FO1", on=JANUARY, contract="SOHO")
    desk.hire("B", at="IT-FO2", on=JANUARY, contract="SB")
    desk.hire("C", at="IT-FO3", on=JANUARY)

    assert desk.headcount("city", JANUARY) == {COMPOSED: (3, Decimal(3))}
    assert desk.headcount("employer", JANUARY) == {"Konecta Italia": (3, Decimal(3))}
    assert desk.headcount("client", JANUARY) == {
        "Fastweb SpA": (2, Decimal(2)),
        None: (1, Decimal(1)),
    }


def test_a_name_of_a_group_is_kept_tidy_and_its_letters_as_typed(demo: Rientro) -> None:
    opened = demo.program(
        *("site", "open", "IT-FOR", "--country", "IT", "--on", "2018-10-01"),
        *("--city", f" {DECOMPOSED}\u00a0 ", "--employer", "Konecta\u2003\tITALIA\u200b S.p.A."),
        *("--name", "Forl\u00ec\ufeff  Nord"),
    )
    assert opened.exit_code == 0, opened
    shown = demo("site", "show", "IT-FOR", "--on", "2018-10-01", "--format", "csv").stdout
    assert f",{COMPOSED}," in shown
    assert "Konecta ITALIA S.p.A." in shown
    assert "Forl\u00ec Nord" in shown
    event = demo("log", "--stream", "site:IT-FOR", "--format", "csv").stdout
    assert f"{COMPOSED}" in event
    assert DECOMPOSED not in event


def test_opening_a_site_again_in_other_blanks_stays_quiet(demo: Rientro) -> None:
    words = ("site", "open", "IT-FOR", "--country", "IT", "--on", "2018-10-01", "--city")
    demo(*words, DECOMPOSED)
    position = demo.position
    again = demo(*words, f"{COMPOSED}\u00a0")
    assert (again.exit_code, demo.position) == (0, position)
    assert again.stderr == "It was already recorded; nothing was added for that.\n"


def test_what_an_older_version_recorded_untidily_is_already_recorded(place: Place) -> None:
    desk = Desk(place)
    desk.open("IT-FO1", JANUARY, city=DECOMPOSED, employer="Konecta\u00a0Italia")
    desk.sign("SOHO", JANUARY, client="Fastweb  SpA")

    assert not desk.open("IT-FO1", JANUARY, city=COMPOSED, employer="Konecta Italia").recorded
    assert not desk.sign("SOHO", JANUARY, client="Fastweb SpA").recorded


@pytest.mark.parametrize("text", BREAKS_OR_TURNS, ids=ascii)
@pytest.mark.parametrize("option", ["--city", "--employer", "--name"])
def test_what_breaks_the_line_or_turns_text_around_is_refused(
    demo: Rientro, option: str, text: str
) -> None:
    words = ("site", "open", "IT-FOR", "--country", "IT", "--on", "2018-10-01")
    demo(*words, option, text).refused(2, "1 to 500 characters of plain text")
    assert demo.position == 665


@pytest.mark.parametrize("text", ["\u200b", "\u00ad\u2060", " \u00a0 "], ids=ascii)
def test_a_name_of_which_nothing_is_seen_is_refused(demo: Rientro, text: str) -> None:
    words = ("contract", "sign", "NEW", "--on", "2018-10-01", "--client")
    demo(*words, text).refused(2, "The client must be 1 to 500 characters")


def test_a_plan_is_promised_by_one_client_however_it_was_typed(demo: Rientro) -> None:
    terms = "--from RO --to IT-LEC --target 4 --baseline 2018-10-01 --deadline 2018-12-31"
    demo.typed(f"plan announce P {terms} --on 2018-10-01 --client 'Fastweb\u00a0 SpA'")
    shown = demo("plan", "show", "P", "--format", "csv").stdout
    assert "Fastweb SpA" in shown
