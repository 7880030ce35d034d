"""Numbers, days, sites and several operators, said in the way that people have them at hand."""

from __future__ import annotations

import pytest
from conftest import Rientro, Said

MADE = "--at IT-CAG --on 2018-10-01"
HIRED = f"hire OP-1 OP-2 OP-3 {MADE} --contract FW-SB"


def _heads(demo: Rientro, site: str, on: str) -> int:
    rows = demo.typed(f"headcount --by site --on {on} --format csv").stdout.splitlines()
    return next(int(row.split(",")[1]) for row in rows if row.startswith(f"{site},"))


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


def test_a_transfer_until_a_day_is_back_the_day_after_as_before(demo: Rientro) -> None:
    demo.typed(HIRED)
    words = "transfer OP-1 --to IT-LEC --fte 0.5 --on 2018-10-08 --until 2018-10-12 --batch help"
    assert demo.typed(words).exit_code == 0
    shown = demo.typed("operator show OP-1").stdout
    assert "transferred from IT-LEC to IT-CAG" in shown
    assert "2018-10-13" in shown
    before, there, last, back = (
        _heads(demo, "IT-LEC", f"2018-10-{day:02d}") for day in (7, 8, 12, 13)
    )
    assert (there - before, last - before, back - before) == (1, 1, 0)
    assert demo.typed("log --batch help --format csv").stdout.count("operator:OP-1") == 2
    position = demo.position
    again = demo.typed(words.replace("--batch help", ""))
    assert (again.exit_code, demo.position) == (0, position)
    assert "already recorded" in again.stderr


def test_a_transfer_does_not_end_before_it_begins(demo: Rientro) -> None:
    said = demo.typed("transfer IT-LEC-0001 --to IT-CAG --on 2018-10-08 --until 2018-10-07")
    assert _told(said) == (
        "Error: --on 2018-10-08 is after --until 2018-10-07. Name the earlier day first.\n"
    )


def test_all_at_a_site_or_of_a_contract_there_are_reassigned(demo: Rientro) -> None:
    demo.typed("site open IT-NEW --country IT --on 2018-10-01")
    demo.typed("hire A-1 A-2 --at IT-NEW --on 2018-10-01 --contract FW-SB")
    demo.typed("hire A-3 --at IT-NEW --on 2018-10-01")
    words = "reassign --at IT-NEW --from-contract FW-SB --all --contract FW-SOHO --on 2018-10-02"
    assert demo.typed(words).exit_code == 0
    counted = "reassign --at IT-NEW --from-contract - --count 1 --fte 0.5 --on 2018-10-02"
    assert demo.typed(counted).exit_code == 0
    assert (
        demo.typed("reassign --at IT-NEW --all --engagement agency --on 2018-10-03").exit_code == 0
    )
    listed = demo.typed("operator list --at IT-NEW --on 2018-10-02 --format csv").stdout
    assert [line.split(",")[0] for line in listed.splitlines() if "FW-SOHO" in line] == [
        "A-1",
        "A-2",
    ]
    assert [line.split(",")[0] for line in listed.splitlines() if "0.5" in line] == ["A-3"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--all", "Name operators, or a site with --at, and one of them only."),
        ("IT-LEC-0001 --at IT-LEC", "Name operators, or a site with --at, and one of them only."),
        ("IT-LEC-0001 --all", "--all, --count and --from-contract go with --at."),
        ("--at IT-LEC", "With --at say --all or --count, and one of them only."),
        ("--at IT-LEC --all --count 3", "With --at say --all or --count, and one of them only."),
    ],
)
def test_who_is_reassigned_is_said_in_one_way(demo: Rientro, words: str, told: str) -> None:
    said = demo.typed(f"reassign {words} --fte 0.5 --on 2018-10-02")
    assert _told(said) == f"Error: {told}\n"


def test_several_operators_are_taken_back_together(demo: Rientro) -> None:
    demo.typed(HIRED)
    assert demo.typed("void OP-1 OP-3 --reason 'Hired elsewhere'").exit_code == 0
    listed = demo.typed("operator list --at IT-CAG --on 2018-10-01 --format csv").stdout
    assert [each for each in ("OP-1", "OP-2", "OP-3") if f"{each}," in listed] == ["OP-2"]
    position = demo.position
    demo.typed("void OP-2 OP-1 --reason wrong").refused(3, "OP-1 has no movement")
    assert demo.position == position


def test_what_the_last_command_recorded_is_taken_back_once(demo: Rientro) -> None:
    heads = _heads(demo, "IT-CAG", "2018-10-01")
    demo.typed(HIRED)
    demo.typed("--by bruno hire OP-9 --at IT-CAG --on 2018-10-01")
    assert demo.typed("void --last --reason mistyped").exit_code == 0
    assert _heads(demo, "IT-CAG", "2018-10-01") == heads + 1
    position = demo.position
    demo.typed("void --last --reason mistyped").refused(
        3,
        f"What anna recorded last, at position {position}, was a void, "
        "and a void is not voided. Record again what should stand.",
    )
    demo.typed("--by nobody void --last --reason x").refused(
        3, "nobody has recorded nothing in this ledger."
    )


def test_what_somebody_built_on_is_not_taken_back_by_the_last(demo: Rientro) -> None:
    demo.typed(HIRED)
    demo.typed("--by bruno leave OP-2 --on 2018-10-05")
    position = demo.position
    demo.typed("void --last --reason mistyped").refused(3, "OP-2")
    assert demo.position == position


def test_what_the_last_command_recorded_may_be_a_single_fact(demo: Rientro) -> None:
    demo.typed("contract sign FW-NEW --client Fastweb --on 2018-11-01")
    said = demo.typed("void --last --reason 'Not yet agreed'")
    assert "the signing of 2018-11-01 voided" in said.stderr
    demo.typed("contract show FW-NEW").refused(3, "No contract FW-NEW is known")


def test_a_return_is_added_to_a_transfer_that_is_there(demo: Rientro) -> None:
    demo.typed(HIRED)
    there = "transfer OP-1 OP-2 --to IT-LEC --contract FW-SOHO --on 2018-10-08"
    demo.typed(there)
    said = demo.typed(f"{there} --until 2018-10-12")
    assert "already recorded" in said.stderr
    shown = demo.typed("operator list --at IT-CAG --on 2018-10-13 --format csv").stdout
    assert [line for line in shown.splitlines() if line.startswith("OP-2,")] == [
        "OP-2,IT-CAG,FW-SB,1,2018-10-13,"
    ]


def test_nobody_is_left_out_where_all_are_meant(demo: Rientro) -> None:
    demo.typed("site open IT-NEW --country IT --on 2018-10-01")
    demo.typed("hire A-1 A-2 --at IT-NEW --on 2018-10-01 --contract FW-SB")
    demo.typed("hire A-3 --at IT-NEW --on 2018-10-01")
    demo.typed("leave A-2 --on 2018-10-20")
    all_of = "reassign --at IT-NEW --from-contract FW-SB --all --fte 0 --on 2018-10-10"
    demo.typed(all_of).refused(
        3,
        "Not all at IT-NEW can be reassigned on 2018-10-10: 1 operator cannot, because of a movement "
        "after that date.",
    )
    demo.typed("void A-2 --reason 'She stays'")
    assert demo.typed(all_of).exit_code == 0
    position = demo.position
    assert "already recorded" in demo.typed(all_of).stderr
    moved = all_of.replace("--fte 0", "--contract FW-SOHO").replace("10-10", "10-11")
    assert demo.typed(moved).exit_code == 0
    assert demo.position == position + 3
    assert "already recorded" in demo.typed(moved).stderr
    demo.typed(moved.replace("10-11", "10-12")).refused(
        3, "Nobody who could be reassigned is at IT-NEW on contract FW-SB on 2018-10-12."
    )


@pytest.mark.parametrize(
    "words",
    [
        "hire N-1 N-2 --at IT-CAG --on 2018-10-01",
        "transfer IT-LEC-0001 IT-LEC-0002 --to IT-CAG --on 2018-10-01",
        "transfer --count 2 --from IT-LEC --to IT-CAG --on 2018-10-01 --until 2018-10-05",
        "reassign IT-LEC-0001 IT-LEC-0002 --on 2018-10-01",
        "reassign --at IT-LEC --count 2 --on 2018-10-01",
        "reassign --at IT-LEC --all --on 2018-10-01",
    ],
)
def test_hours_engagement_and_a_note_go_with_every_placement(demo: Rientro, words: str) -> None:
    said = demo.typed(f"{words} --fte 0 --engagement agency --note 'On a course'")
    assert said.exit_code == 0
    listed = demo.typed("operator list --engagement agency --on 2018-10-01 --format csv").stdout
    rows = listed.splitlines()[1:]
    assert len(rows) >= 2
    assert all(row.endswith(",0,2018-10-01,agency") for row in rows)
    assert "On a course" in demo.typed("log --recorded-by anna --format json").stdout


@pytest.mark.parametrize(
    "words",
    [
        "leave IT-LEC-0001 --last-day 2018-10-31",
        "leave --count 2 --from IT-LEC --last-day 2018-10-31",
        "downsize IT-LEC --count 2 --reason 'Volumes moved' --on 2018-11-01",
        "void IT-LEC-0001 IT-LEC-0002 --reason mistyped",
    ],
)
def test_a_note_goes_with_what_ends(demo: Rientro, words: str) -> None:
    assert demo.typed(f"{words} --note 'Told by phone'").exit_code == 0
    assert "Told by phone" in demo.typed("log --format json").stdout
