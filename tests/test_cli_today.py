"""Today is the day where the machine is, and that is said; instants say that they are in UTC."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from conftest import Rientro, Said

FAR_EAST, FAR_WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"


@pytest.fixture(params=[FAR_EAST, FAR_WEST])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where this process is meanwhile."""
    with monkeypatch.context() as there:
        there.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.parametrize(
    "words", ["headcount", "bridge --since 2018-05-08", "operator list", "progress", "flows"]
)
def test_today_is_the_day_where_the_machine_is(demo: Rientro, zone: str, words: str) -> None:
    is_told_of(zone, demo.typed(f"{words} --format json"))


def test_a_program_is_in_the_time_zone_that_its_environment_names(demo: Rientro) -> None:
    is_told_of(FAR_WEST, demo.program("headcount", "--format", "json", TZ=FAR_WEST))


def is_told_of(zone: str, said: Said) -> None:
    """The answer is of the day that it is in the zone, and says so."""
    here = datetime.now(UTC).astimezone(ZoneInfo(zone))
    assert json.loads(said.stdout)["on"] == str(here.date())
    assert said.stderr == (
        f"Today is {here.date()} by this machine's time zone ({here.tzname()}).\n"
    )


def test_a_day_that_is_named_is_not_told_again(demo: Rientro) -> None:
    said = demo.program("headcount", "--on", "2018-09-30", TZ=FAR_EAST)
    assert (said.exit_code, said.stderr) == (0, "")


def test_where_the_clock_is_utc_there_is_nothing_to_tell(demo: Rientro) -> None:
    said = demo.program("headcount", TZ="UTC")
    assert (said.exit_code, said.stderr) == (0, "")


def test_instants_in_tables_say_that_they_are_in_utc(demo: Rientro) -> None:
    for words in ("log", "operator show RO-IAS-0001"):
        first = demo.typed(words).stdout.splitlines()[1]
        assert re.search(r"\d\d:\d\d:\d\dZ ", first)
