"""Every language says all that English says, and programs read the same in each of them."""

from __future__ import annotations

import shlex
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import catalogues
import pytest
from babel import Locale
from babel.dates import format_date
from babel.messages import Catalog
from babel.numbers import format_decimal
from conftest import Rientro
from sentences import Said

from faces.words import counted, filling, say, speaking
from faces.words.catalogue import ENGLISH, language_of
from faces.words.filling import Filling, date_in_words, with_signs

ROOT = Path(__file__).resolve().parent.parent
OTHERS = [file.parents[1].name for file in catalogues.files()]


# Catalogues -----------------------------------------------------------------------------------


def test_the_catalogues_are_current_complete_and_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["catalogues.py", "--check"])
    catalogues.main()  # ends the program where a catalogue is not


def _of(*messages: tuple[str, str]) -> Catalog:
    made = Catalog(locale="it")
    for english, other in messages:
        made.add(english, other)
    return made


def test_what_is_wrong_with_a_catalogue_is_found() -> None:
    assert list(catalogues.wrong_with(_of(("{code} left", "{code} cessata")))) == []
    for other, wrong in (
        ("", "not translated"),
        ("{codice} cessata", "places differ"),
        ("cessata", "places differ"),
    ):
        [found] = catalogues.wrong_with(_of(("{code} left", other)))
        assert found.startswith(wrong)
    fuzzy = _of(("{code} left", "{code} cessata"))
    for message in fuzzy:
        message.flags.add("fuzzy")
    assert any(each.startswith("fuzzy") for each in catalogues.wrong_with(fuzzy))
    commands = _of(("See {rientro:log --batch {batch}}", "Vedi {rientro:log --batch {lotto}}"))
    assert any(each.startswith("places differ") for each in catalogues.wrong_with(commands))


def test_what_is_new_is_added_and_what_is_said_no_more_stands_aside() -> None:
    said = [Said("{code} left", "a"), Said("{code} hired", "b")]
    old = _of(("{code} left", "{code} cessata"), ("{code} flew", "{code} volata"))
    now = catalogues.brought_up_to_date("it", old, said)
    assert {each.id: each.string for each in now if each.id} == {
        "{code} left": "{code} cessata",
        "{code} hired": "",
    }
    assert b'#~ msgid "{code} flew"' in catalogues.as_written(now)
    again = catalogues.brought_up_to_date("it", now, [Said("{code} flew", "c")])
    [flew] = [each for each in again if each.id]
    assert flew.string == "{code} volata"


def test_a_catalogue_keeps_the_plural_forms_that_it_was_translated_by() -> None:
    old = Catalog(locale="it")
    old.mime_headers = [("Plural-Forms", "nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);")]
    old.add(("{n} row", "{n} rows"), ("{n} riga", "{n} righe", "{n} di righe"))
    now = catalogues.brought_up_to_date("it", old, [Said(("{n} row", "{n} rows"), "a")])
    written = catalogues.as_written(now).decode()
    assert "nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);" in written
    assert 'msgstr[2] "{n} di righe"' in written


@pytest.mark.parametrize("spoken", OTHERS)
def test_numbers_and_dates_are_written_as_babel_writes_them(spoken: str) -> None:
    locale = Locale.parse(spoken)
    with speaking(spoken):
        for number in range(366):
            day = date(2020, 1, 1) + timedelta(days=number)
            assert date_in_words(day) == format_date(day, "long", locale)
        for value in (Decimal("0.5"), Decimal("1234567.25"), Decimal("-79.37")):
            assert with_signs(f"{value:,}") == format_decimal(value, locale=locale)


def test_english_keeps_numbers_and_dates_as_they_are_typed() -> None:
    assert date_in_words(date(2018, 7, 31)) == "2018-07-31"
    assert with_signs("1,234.5") == "1,234.5"
    assert catalogues.from_babel(ENGLISH)[filling.DECIMAL, "decimal sign"] == "."


# Which language -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "environment", "spoken"),
    [
        (None, {}, "en"),
        ("it", {"LANG": "en_GB.UTF-8"}, "it"),
        ("en", {"LANG": "it_IT.UTF-8"}, "en"),
        (None, {"LANG": "it_IT.UTF-8"}, "it"),
        (None, {"LANG": "it"}, "it"),
        (None, {"LANG": "it_IT.UTF-8", "LC_MESSAGES": "C"}, "en"),
        (None, {"LANG": "it_IT.UTF-8", "LC_ALL": "de_AT@euro"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "it_CH"}, "it"),
        (None, {"LANG": "ro_RO.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_one_named_or_the_locales_or_english(
    named: str | None, environment: dict[str, str], spoken: str
) -> None:
    assert language_of(named, environment) == spoken


def test_the_option_beats_the_environment_and_the_environment_the_locale(run: Rientro) -> None:
    assert "Usage:" in run("--help", LANG="it_IT.UTF-8", RIENTRO_LANG="en").stdout
    assert "Uso:" in run("--help", RIENTRO_LANG="it").stdout
    assert "Uso:" in run("--help", RIENTRO_LANG="", LANG="it_IT.UTF-8").stdout
    assert "Usage:" in run("--lang", "en", "--help", RIENTRO_LANG="it").stdout
    assert "Uso:" in run("--ledger", "x.db", "--lang=it", "site", "--help").stdout
    said = run("--help")
    assert said.stdout.startswith("Usage:")


def test_a_language_that_is_not_there_is_refused(run: Rientro) -> None:
    run("--lang", "de", "headcount").refused(2, '"de" is not one of en, it')
    run("headcount", RIENTRO_LANG="xx").refused(2, '"xx" is not one of en, it')


def test_a_program_of_its_own_speaks_it_from_the_first_word(demo: Rientro) -> None:
    said = demo.program("--lang", "it", "headcount", "--nothing")
    assert said.exit_code == 2
    assert said.stderr.startswith("Uso: rientro headcount")
    assert "Errore: " in said.stderr
    assert "paese" in demo.program("headcount", "--on", "2018-09-30", RIENTRO_LANG="it").stdout


# The same for programs ------------------------------------------------------------------------


@pytest.mark.parametrize("spoken", OTHERS)
@pytest.mark.parametrize(
    "words",
    ["log --on 2018-09-30", "audit replay", "headcount --on 2018-13-01", "site show NOWHERE"],
)
def test_sentences_for_programs_are_english(demo: Rientro, spoken: str, words: str) -> None:
    line = [*shlex.split(words), "--format", "json"]
    assert demo("--lang", spoken, *line) == demo(*line)


# Whole sentences ------------------------------------------------------------------------------


def test_a_date_may_have_another_word_before_a_vowel() -> None:
    with speaking("it"):
        said = Filling()
        assert said.format("{on:dal |dall'}", on=date(2018, 5, 9)) == "dal 9 maggio 2018"
        assert said.format("{on:dal |dall'}", on=date(2018, 5, 8)) == "dall'8 maggio 2018"


def test_plurals_are_the_languages() -> None:
    with speaking("it"):
        assert [counted(number, "movement") for number in (0, 1, 2, 1234)] == [
            "0 movimenti",
            "1 movimento",
            "2 movimenti",
            "1.234 movimenti",
        ]
        assert say("yes") == "sì"


def test_the_help_of_commands_is_not_changed_by_showing_it(run: Rientro) -> None:
    before = run("hire", "--help")
    assert run("--lang", "it", "hire", "--help") != before
    assert run("hire", "--help") == before


@pytest.mark.parametrize("spoken", OTHERS)
@pytest.mark.parametrize("group", ["", "site", "contract", "plan", "audit", "db", "export"])
def test_each_command_is_told_in_one_line_in_every_language(
    run: Rientro, spoken: str, group: str
) -> None:
    said = run("--lang", spoken, *group.split(), "--help", COLUMNS="80").stdout.splitlines()
    assert max(map(len, said)) <= 80
    assert not [line for line in said if line.endswith("...") and "[ARGS]" not in line]
