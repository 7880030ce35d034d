"""Shares, verdicts and reviews at the command line: the worked examples, digit for digit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from conftest import Rientro

SIGNED = "2017-05-04"
MARCH_ENDS = "2018-03-31"
REVIEW = "2018-05-04"
IN_A_FILE = "volume import volumes.csv"
Figures = tuple[str | None, str, str | None, str | None, float | None, str | None]
Month = tuple[str, str, int, int, str]
"""A contract, a month, the work in Italy, and that in another country, with its name."""


def recorded(run: Rientro, *lines: str) -> None:
    """Record what was typed, which nothing forbids."""
    for line in lines:
        said = run.typed(line)
        assert said.exit_code == 0, f"{line}: {said.stderr}"


def asked(run: Rientro, line: str) -> dict[str, Any]:
    """The answer, as programs read it."""
    said = run.typed(f"{line} --format json")
    assert said.exit_code == 0, f"{line}: {said.stderr}"
    document: dict[str, Any] = json.loads(said.stdout)
    return document


def write(run: Rientro, reports: Iterable[Month]) -> None:
    """Write a file of volumes, to be read at once."""
    rows = [
        f"{contract},{month},{place},{volume},contacts\n"
        for contract, month, italy, elsewhere, country in reports
        for place, volume in (("IT", italy), (country, elsewhere))
    ]
    (run.folder / "volumes.csv").write_text(f"contract,month,place,volume,unit\n{''.join(rows)}")


def told(rows: list[dict[str, Any]], **of: str) -> dict[str | None, Figures]:
    """The figures of the rows by contract, of those that are asked for."""
    return {
        row["contract"]: (
            row["verdict"],
            row["because"],
            row["part"],
            row["whole"],
            row["percent"],
            row["short"],
        )
        for row in rows
        if all(row[name] == value for name, value in of.items())
    }


def verdicts(run: Rientro, line: str, **of: str) -> dict[str | None, Figures]:
    """The figures of a commitment's rows."""
    return told(asked(run, f"commitments {line}")["rows"], **of)


def known_before(run: Rientro, position: int) -> str:
    """The instant at which the event before that position was recorded."""
    rows = asked(run, "log")["rows"]
    (at,) = (row["recorded_at"] for row in rows if row["position"] == position - 1)
    return str(at)


# Example 1: new contracts -------------------------------------------------------------------

NEW_CONTRACTS = (
    "init --name example-1",
    "contract sign FW-NEW --client Fastweb --supplier Comdata --agreed-on 2017-12-20 --on 2018-01-01",
    f"contract sign WT-NEW --client 'Wind Tre' --supplier Comdata --agreed-on {SIGNED} --on 2018-01-01",
    "contract sign TI-NEW --client TIM --supplier Comdata --agreed-on 2018-02-10 --on 2018-03-01",
    "contract sign FW-LATE --client Fastweb --supplier Comdata --agreed-on 2017-03-31 --on 2018-03-01",
    f"protocol sign PROT-2017 --shipped protocollo-2017 --on {SIGNED}",
    f"protocol join PROT-2017 Fastweb 'Wind Tre' TIM --on {SIGNED}",
)
VOLUMES: list[Month] = [
    ("FW-NEW", "2018-01", 7900, 2100, "AL"),
    ("FW-NEW", "2018-02", 8000, 2000, "AL"),
    ("FW-NEW", "2018-03", 8150, 1850, "AL"),
    *(("WT-NEW", month, 4000, 1000, "RO") for month in ("2018-01", "2018-02", "2018-03")),
    ("TI-NEW", "2018-03", 7999, 2001, "AL"),
    ("FW-LATE", "2018-03", 3000, 7000, "AL"),
]
CORRECTED = "volume report FW-NEW --month 2018-03 --in IT=8050 --in AL=1950 --reason 'dialler log'"


def example_1(run: Rientro) -> Rientro:
    """The ledger of the example, before the correction."""
    write(run, VOLUMES)
    return run.given(*NEW_CONTRACTS, IN_A_FILE)


def test_new_contracts_are_judged_then_and_now(run_anywhere: Rientro) -> None:
    run = example_1(run_anywhere)
    of_new = {"commitment": "new"}
    on = f"PROT-2017 --on {MARCH_ENDS}"
    first = verdicts(run, on, **of_new)
    assert first["FW-NEW"] == ("kept", "reaches-floor", "24050", "30000", 80.17, "0")
    assert verdicts(run, "--on 2018-01-31", **of_new)["FW-NEW"][2:5] == ("7900", "10000", 79.0)

    recorded(run, CORRECTED)
    position = run.position
    now = verdicts(run, on, **of_new)
    assert now == {
        "FW-NEW": ("broken", "below-floor", "23950", "30000", 79.83, "50"),
        "WT-NEW": ("kept", "reaches-floor", "12000", "15000", 80.0, "0"),
        "TI-NEW": ("broken", "below-floor", "7999", "10000", 79.99, "1"),
    }
    late = asked(run, f"shares --months 3 --on {MARCH_ENDS}")["rows"]
    assert [row["percent"] for row in late if row["contract"] == "FW-LATE"] == [30.0]
    total = asked(run, f"shares --by total --months 3 --on {MARCH_ENDS}")
    (row,) = total["rows"]
    assert (row["part"], row["whole"], row["percent"]) == ("46949", "65000", 72.23)
    assert row["missing"] == []
    assert total["total"] == [
        {"unit": "contacts", "part": "46949", "whole": "65000", "percent": 72.23}
    ]
    assert (total["place"], total["measure"], total["proxy"]) == ("IT", "volume", False)

    then = known_before(run, position)
    assert verdicts(run, f"{on} --known-at {then}", **of_new) == first
    in_march = verdicts(run, "--on 2018-03-30", **of_new)["FW-NEW"]
    assert in_march == ("broken", "below-floor", "15900", "20000", 79.5, "100")


def test_a_review_says_what_a_correction_did(run: Rientro) -> None:
    recorded(example_1(run), CORRECTED)
    review = asked(run, f"review PROT-2017 --on {MARCH_ENDS}")
    (march,) = review["restated"]
    assert (march["contract"], march["month"], march["reason"]) == (
        "FW-NEW",
        "2018-03",
        "dialler log",
    )
    assert (march["before"], march["after"]) == ("8150 of 10000", "8050 of 10000")
    assert march["position"] == run.position
    changes = {each["commitment"]: (each["before"], each["after"]) for each in march["verdicts"]}
    assert changes["new"] == ("kept", "broken")
    assert told(review["commitments"], commitment="new") == verdicts(
        run, f"--on {MARCH_ENDS}", commitment="new"
    )
    then = known_before(run, run.position)
    before = asked(run, f"review PROT-2017 --on {MARCH_ENDS} --known-at {then}")
    assert before["restated"] == []
    assert told(before["commitments"], commitment="new")["FW-NEW"][0] == "kept"


def test_a_strict_review_ends_with_a_finding_if_one_is_broken(run: Rientro) -> None:
    example_1(run)
    in_2017 = "review PROT-2017 --on 2017-12-31"
    assert run.typed(f"{in_2017} --strict").exit_code == 0
    broken = f"review PROT-2017 --on {MARCH_ENDS}"
    assert run.typed(broken).exit_code == 0
    strict = run.typed(f"{broken} --strict")
    assert (strict.exit_code, strict.stderr) == (1, "")
    assert strict.stdout == run.typed(broken).stdout


def test_a_missing_month_gives_no_verdict_and_says_who_would_have_to_report(run: Rientro) -> None:
    write(run, (each for each in VOLUMES if each[:2] != ("FW-NEW", "2018-02")))
    recorded(run, *NEW_CONTRACTS, IN_A_FILE)
    (row,) = (
        row
        for row in asked(run, f"commitments --on {MARCH_ENDS} --signatory Fastweb")["rows"]
        if row["contract"] == "FW-NEW"
    )
    assert (row["verdict"], row["because"]) == ("not-yet-known", "months-missing")
    assert (row["missing"], row["percent"]) == (["2018-02"], 80.25)
    share = asked(run, f"shares --on {MARCH_ENDS}")["rows"][1]
    assert (share["contract"], share["missing"], share["percent"]) == ("FW-NEW", ["2018-02"], 80.25)
    missing = asked(run, f"review PROT-2017 --on {MARCH_ENDS}")["missing"]
    assert {
        "what": "volumes",
        "signatory": "Fastweb",
        "contract": "FW-NEW",
        "months": ["2018-02"],
        "commitments": ["new", "hold"],
        "who": ["Fastweb", "Comdata"],
    } in missing


# Example 2: in-house, ratchet, turnover, proxy ----------------------------------------------


def months(first: str, count: int) -> list[str]:
    """So many months in a row."""
    year, month = map(int, first.split("-"))
    numbers = range(year * 12 + month - 1, year * 12 + month - 1 + count)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]


def ratchet(contract: str, before: int, now: int) -> list[Month]:
    """Twelve months before joining, and the eleven that are judged."""
    return [
        *((contract, month, before, 10_000 - before, "AL") for month in months("2016-05", 12)),
        *((contract, month, now, 10_000 - now, "AL") for month in months("2017-06", 11)),
    ]


BOUND = (
    "init --name example-2",
    *(
        f"contract sign {code} --client '{client}' --supplier Comdata --on 2010-01-01"
        for code, client in (("FW-OLD", "Fastweb"), ("WT-OLD", "Wind Tre"), ("TI-OLD", "TIM"))
    ),
    f"protocol sign PROT-2017 --shipped protocollo-2017 --on {SIGNED}",
    f"protocol join PROT-2017 Fastweb 'Wind Tre' TIM --on {SIGNED}",
)
DIRECT = "contract sign FW-DIR --client Fastweb --on 2010-01-01"
DONE_DIRECTLY: list[Month] = [
    ("FW-DIR", month, italy, 10_000 - italy, "AL")
    for month, italy in zip(months("2017-11", 6), (9300, 9450, 9500, 9600, 9550, 9500), strict=True)
]


@pytest.fixture
def direct(run: Rientro) -> Rientro:
    """What Fastweb does with its own people."""
    write(run, DONE_DIRECTLY)
    return run.given(*BOUND, DIRECT, IN_A_FILE)


@pytest.mark.parametrize(
    ("on", "figures"),
    [
        ("2017-10-31", ("not-yet-due", "before-due-day")),
        ("2017-11-30", ("not-yet-known", "no-whole-month")),
        ("2017-12-31", ("broken", "below-floor", "9450", "10000", 94.5, "50")),
        (REVIEW, ("kept", "reaches-floor", "47600", "50000", 95.2, "0")),
    ],
)
def test_in_house_work_is_judged_from_the_due_day_on(
    direct: Rientro, on: str, figures: tuple[Any, ...]
) -> None:
    (row,) = asked(direct, f"commitments --on {on} --signatory Fastweb")["rows"][:1]
    assert (row["commitment"], row["joined_on"], row["due_on"]) == ("direct", SIGNED, "2017-11-04")
    assert told([row])[None][: len(figures)] == figures


def test_whoever_was_above_must_not_fall_back(run: Rientro) -> None:
    shares = ("FW-OLD", 8700, 8600), ("WT-OLD", 7800, 7000), ("TI-OLD", 8000, 7900)
    write(run, (month for each in shares for month in ratchet(*each)))
    recorded(run, *BOUND, IN_A_FILE)
    rows = asked(run, f"commitments PROT-2017 --on {REVIEW}")["rows"]
    holding = {row["signatory"]: row for row in rows if row["commitment"] == "hold"}
    fastweb = holding["Fastweb"]
    assert told([fastweb])[None] == ("broken", "below-floor", "94600", "110000", 86.0, "1100")
    assert (fastweb["floor"], fastweb["floor_from"]) == ("87", "baseline")
    assert fastweb["baseline"] == {
        "since": "2016-05",
        "until": "2017-04",
        "part": "104400",
        "whole": "120000",
        "percent": 87.0,
        "missing": [],
    }
    for name, baseline in (("Wind Tre", 78.0), ("TIM", 80.0)):
        row = holding[name]
        assert (row["verdict"], row["because"]) == ("not-bound", "not-above")
        assert row["baseline"]["percent"] == baseline


def test_turnover_is_added_by_what_signatories_do(run: Rientro) -> None:
    kept: Month = ("TI-NEW", "2018-01", 9, 1, "AL")
    broken = ratchet("FW-OLD", 8700, 8600)
    write(run, (kept, *broken))
    recorded(
        run,
        *(line for line in BOUND if "TI-OLD" not in line),
        "contract sign TI-NEW --client TIM --supplier Comdata --agreed-on 2017-12-01 --on 2018-01-01",
        "contract end TI-NEW --reason 'Run out' --on 2018-02-01",
        IN_A_FILE,
        "protocol turnover PROT-2017 --share 65 --year 2015 --source 'Il Sole 24 Ore'",
        *(
            f"protocol turnover PROT-2017 '{name}' --share {share} --year 2015 --source 'made up'"
            for name, share in (("TIM", 21), ("Fastweb", 4), ("Wind Tre", 9))
        ),
    )
    review = asked(run, "review PROT-2017 --on 2018-01-31")
    assert review["turnover"] == {
        "keeps": "21",
        "breaks": "4",
        "not_yet_known": "9",
        "not_asked": "0",
        "not_attributed": "31",
        "stated": "65",
        "year": 2015,
        "source": "Il Sole 24 Ore",
        "other_years": [],
    }
    more = run.typed("protocol turnover PROT-2017 Enel --share 32 --year 2015 --source 'made up'")
    more.refused(3, "66", "65")


def test_heads_stand_for_volume_and_give_no_verdict_by_themselves(direct: Rientro) -> None:
    run = direct
    recorded(
        run,
        "site open IT-CAG --country IT --on 2010-01-01",
        "site open AL-TIR --country AL --on 2010-01-01",
        "hire --count 19 --at IT-CAG --contract FW-DIR --on 2010-01-04",
        "hire --count 1 --at AL-TIR --contract FW-DIR --on 2010-01-04",
    )
    heads = asked(run, "shares --measure heads --on 2017-12-31")
    (row,) = (row for row in heads["rows"] if row["contract"] == "FW-DIR")
    assert (heads["measure"], heads["proxy"]) == ("heads", True)
    assert (row["unit"], row["part"], row["whole"], row["percent"]) == ("heads", "19", "20", 95.0)
    assert (row["since"], row["until"], row["latest"]) == (None, None, None)
    volume = asked(run, "shares --months 1 --on 2017-12-31")["rows"]
    assert [each["percent"] for each in volume if each["contract"] == "FW-DIR"] == [94.5]
    (first,) = asked(run, "commitments --on 2017-12-31 --signatory Fastweb")["rows"][:1]
    assert (first["verdict"], first["measure"], first["proxy"]) == ("broken", "volume", False)


def test_a_draft_is_never_judged(run: Rientro) -> None:
    recorded(run, "init --name draft", "protocol draft P --shipped protocollo-2017 --on 2017-03-06")
    run.typed("protocol join P Fastweb --on 2017-03-06").refused(3, "draft")
    assert asked(run, "commitments P --on 2018-01-31")["rows"] == []
    review = asked(run, "review P --on 2018-01-31")
    assert (review["protocol"]["signed_on"], review["commitments"]) == (None, [])


# What is asked, and how it is said ----------------------------------------------------------

BY_HEADS = """\
title = "A promise about posts"
[[commitment]]
code = "posts"
text = "half of the posts are in Italy"
work = "in-house"
contracts = "all"
judged = "together"
place = "IT"
measure = "heads"
floor = "50"
months = 1
"""
POSTS = (
    "init --name by-heads",
    "contract sign FW-DIR --client Fastweb --on 2010-01-01",
    "site open IT-CAG --country IT --on 2010-01-01",
    "site open AL-TIR --country AL --on 2010-01-01",
    "hire --count 3 --at IT-CAG --contract FW-DIR --on 2010-01-04",
    "hire --count 3 --at AL-TIR --contract FW-DIR --on 2010-01-04",
    "protocol sign POSTS --terms posts.toml --on 2017-05-04",
    "protocol join POSTS Fastweb --on 2017-05-04",
)


def test_a_verdict_by_heads_is_called_so(run: Rientro) -> None:
    (run.folder / "posts.toml").write_text(BY_HEADS, encoding="utf-8")
    recorded(run, *POSTS)
    (row,) = asked(run, f"commitments --on {MARCH_ENDS}")["rows"]
    assert (row["verdict"], row["measure"], row["proxy"]) == ("kept", "heads", True)
    assert (row["unit"], row["part"], row["whole"], row["short"]) == ("heads", "3", "6", "0")
    assert run.typed(f"commitments --on {MARCH_ENDS}").stdout == (
        "Fastweb in POSTS, at the end of 2018-03-31\n"
        "commitment  contract  verdict          there  in all      %  floor %\n"
        "posts       all       kept (by heads)      3       6  50.00       50\n"
        "posts: 3 heads in IT of 6 heads on that day, where 50 % was promised.\n"
    )
    recorded(run, "leave --count 1 --from IT-CAG --on 2018-01-08")
    assert run.typed(f"commitments --on {MARCH_ENDS}").stdout.splitlines()[2:] == [
        "posts       all       broken (by heads)      2       5  40.00       50",
        "posts: 1 head more would have had to be in IT, of 5 heads on that day, to reach 50 %.",
    ]


def test_where_is_only_asked_if_the_protocols_in_force_do_not_say(run: Rientro) -> None:
    example_1(run)
    of_the_protocol = asked(run, f"shares --on {MARCH_ENDS}")
    assert of_the_protocol["rows"] == asked(run, f"shares --in IT --on {MARCH_ENDS}")["rows"]
    run.typed("shares --on 2017-05-03").refused(2, "No protocol in force", "--in IT")
    in_albania = BY_HEADS.replace('"IT"', '"AL"')
    (run.folder / "posts.toml").write_text(in_albania, encoding="utf-8")
    recorded(run, "protocol sign POSTS --terms posts.toml --on 2017-05-04")
    run.typed(f"shares --on {MARCH_ENDS}").refused(2, "several places", "AL, IT")
    albania = asked(run, f"shares --in AL --by total --on {MARCH_ENDS}")
    assert (albania["place"], albania["rows"][0]["part"]) == ("AL", "14951")
    run.typed("shares --in IT-CAG").refused(3, 'No place "IT-CAG" is known')


def test_what_is_not_known_is_refused_with_the_nearest(run: Rientro) -> None:
    example_1(run)
    for line in ("commitments PROT-2107", "review PROT-2107"):
        run.typed(line).refused(3, "Unknown protocol PROT-2107", "PROT-2017")
    run.typed("commitments --signatory Fastwep").refused(3, '"Fastwep"', "Did you mean Fastweb?")
    run.typed("commitments --signatory Enel").refused(3, "These are known: Fastweb, TIM, Wind Tre.")


def test_months_that_differ_in_unit_are_never_added(run: Rientro) -> None:
    minutes = "volume report WT-NEW --month 2018-01 --unit minutes --in IT=10.5 AL=0.5"
    write(run, (each for each in VOLUMES if each[0] != "WT-NEW"))
    recorded(run, *NEW_CONTRACTS, IN_A_FILE, minutes)
    answer = asked(run, f"shares --by total --on {MARCH_ENDS}")
    units = {row["unit"]: (row["part"], row["whole"]) for row in answer["rows"]}
    assert units == {"contacts": ("35049", "50000"), "minutes": ("10.5", "11")}
    assert [total["unit"] for total in answer["total"]] == ["contacts", "minutes"]


def test_what_is_not_reported_is_told_once_though_there_are_several_units(
    run_anywhere: Rientro,
) -> None:
    run = run_anywhere
    recorded(run, "init --name units")
    for code, unit in (("FW-A", "contacts"), ("FW-B", "hours"), ("FW-C", None)):
        recorded(run, f"contract sign {code} --client Fastweb --on 2018-01-01")
        if unit:
            recorded(run, f"volume report {code} --month 2018-01 --unit {unit} --in IT=5")
    said = run.typed("shares --by client --in IT --on 2018-01-31")
    assert said.stdout.count("Not reported: FW-C 2018-01.") == 1, said.stdout


def test_a_history_has_each_month_as_on_its_last_day(run: Rientro) -> None:
    example_1(run)
    months = asked(run, f"shares --history --by total --months 3 --on {MARCH_ENDS}")
    assert [(row["on"], row["part"], row["percent"]) for row in months["rows"]] == [
        ("2018-01-31", "11900", 79.33),
        ("2018-02-28", "12000", 80.0),
        ("2018-03-31", "23149", 66.14),
    ]
    history = asked(run, f"commitments --history --signatory Fastweb --on {MARCH_ENDS}")
    new = [row for row in history["rows"] if row["contract"] == "FW-NEW"]
    assert [(row["on"], row["verdict"], row["percent"]) for row in new] == [
        ("2018-01-31", "broken", 79.0),
        ("2018-02-28", "broken", 79.5),
        ("2018-03-31", "kept", 80.17),
    ]
