"""Numbers and days, said in the way that people have them at hand."""

from __future__ import annotations

import pytest
from conftest import Rientro, Said

MADE = "--at IT-CAG --on 2018-10-01"
HIRED = f"hire OP-1 OP-2 OP-3 {MADE} --contract FW-SB"


def _told(said: Said) -> str:
    assert (said.exit_code, said.stdout) == (2, "")
    return said.stderr.rpartition("\n\n")[2]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1_000", "write it without a separator, like 1000."),
        ("1.000", "write it without a separator, like 1000."),
        ("1,000", "write it without a separator, like 1000."),
        ("+5", "write it in digits, like 25."),
        (" 5", "write it in digits, like 25."),
        ("٥", "write it in digits, like 25."),
        ("0", "write it in digits, like 25."),
        ("many", "write it in digits, like 25."),
    ],
)
def test_a_number_is_digits_alone_and_told_as_what_it_is(
    demo: Rientro, typed: str, told: str
) -> None:
    said = demo("hire", "--count", typed, "--at", "IT-CAG", "--on", "2018-10-01")
    assert _told(said) == (
        f"Error: Invalid value for '--count': \"{typed}\" is not a whole number from 1 to 1000000: "
        f"{told}\n"
    )
    assert demo.position == 665


def test_a_last_day_is_the_day_before_the_first_one_not_there(demo: Rientro) -> None:
    demo.typed(HIRED)
    assert demo.typed("leave OP-1 --last-day 2018-10-31 --reason resigned").exit_code == 0
    assert demo.typed("leave OP-1 --on 2018-11-01 --reason resigned").stderr == (
        "It was already recorded; nothing was added for that.\n"
    )


@pytest.mark.parametrize("when", ["", "--on 2018-11-01 --last-day 2018-10-31"])
def test_a_leaver_has_one_day(demo: Rientro, when: str) -> None:
    assert _told(demo.typed(f"leave IT-LEC-0001 {when}")) == (
        "Error: Say when with --on, the first day not there, or --last-day, and with one of them "
        "only.\n"
    )
