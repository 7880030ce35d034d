"""Quality while work moved, as it is typed and answered: the worked example and published figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Rientro, Said

BEGINNING = (
    "init --name quality",
    "site open IT-CAG --country IT --employer Comdata --on 2010-01-01",
    "site open RO-IAS --country RO --employer Comdata --on 2010-01-01",
    "contract sign FW-SOHO --client Fastweb --supplier Comdata --on 2015-01-01",
    "contract sign TI-MOB --client TIM --on 2010-01-01",
    "quality define --shipped agcom",
    "quality target answer-seconds --value 70 --source 'Its own standard' --on 2018-01-01",
)
HEADER = "contract,site,indicator,period,numerator,denominator\n"
REPORTS = f"""\
{HEADER}FW-SOHO,RO-IAS,answer-seconds,2018-05,975000,15000
FW-SOHO,IT-CAG,answer-seconds,2018-05,425000,5000
FW-SOHO,RO-IAS,answer-seconds,2018-06,520000,8000
FW-SOHO,IT-CAG,answer-seconds,2018-06,960000,12000
FW-SOHO,RO-IAS,b2,2018-05,40,50
FW-SOHO,RO-IAS,b2,2018-06,36,40
"""
ASKED = "quality --since 2018-05 --on 2018-06-30"


def typed(run: Rientro, *lines: str) -> Said:
    for line in lines:
        said = run.typed(line)
        assert said.exit_code == 0, said
    return said


def report(
    indicator: str,
    period: str,
    site: str | None,
    above: int,
    below: int,
    contract: str = "FW-SOHO",
) -> str:
    at = f"--site {site} " if site else ""
    return (
        f"quality report {contract} --indicator {indicator} --period {period} {at}"
        f"--numerator {above} --denominator {below}"
    )


@pytest.fixture
def measured(run_anywhere: Rientro) -> Rientro:
    """A ledger with the indicators of the shipped file, and a target."""
    return run_anywhere.given(*BEGINNING)


@pytest.fixture
def reported(run_anywhere: Rientro) -> Rientro:
    """The same, with two months in which work moved."""
    (run_anywhere.folder / "reports.csv").write_text(REPORTS)
    return run_anywhere.given(*BEGINNING, "quality import reports.csv")


@pytest.fixture
def ended(run_anywhere: Rientro) -> Rientro:
    """The same, with a quarter that was reported, of a contract that ended."""
    quarter = report("answer-seconds", "2018-Q2", "IT-CAG", 70, 1)
    end = "contract end FW-SOHO --on 2019-01-01 --reason 'Not renewed'"
    return run_anywhere.given(*BEGINNING, quarter, end)


def answer(run: Rientro, question: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(typed(run, f"{question} --format json").stdout)
    return found


def rows(run: Rientro, question: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer(run, question)["rows"]
    return found


def by_place(run: Rientro, question: str, indicator: str) -> dict[tuple[Any, str], dict[str, Any]]:
    return {
        (row["site"], row["period"]): row
        for row in rows(run, question)
        if row["indicator"] == indicator
    }


def test_the_worked_example_digit_for_digit(reported: Rientro) -> None:
    typed(
        reported,
        "hire --count 50 --at RO-IAS --contract FW-SOHO --on 2018-01-08",
        "transfer --count 10 --from RO-IAS --to IT-CAG --on 2018-06-04",
        "volume report FW-SOHO --month 2018-05 --unit contacts --in IT=5000 RO=15000",
        "volume report FW-SOHO --month 2018-06 --in IT=12000 RO=8000",
    )
    found = by_place(reported, ASKED, "answer-seconds")
    june = found[None, "2018-06"]
    named = {
        "contract": "FW-SOHO",
        "site": None,
        "period": "2018-06",
        "indicator": "answer-seconds",
        "unit": "seconds",
        "numerator": "1480000",
        "denominator": "20000",
        "value": "74",
        "given": False,
        "target": "70",
        "verdict": "broken",
        "months_met": 1,
        "months_known": 2,
        "before": "70",
        "direction": "worse",
        "share": 60.0,
        "moved_in": 10,
        "hired": 0,
        "left": 0,
    }
    assert {key: june[key] for key in named} == named
    assert list(june)[: len(named)] == list(named)
    may, both = found[None, "2018-05"], found[None, "2018-05/2018-06"]
    assert (may["numerator"], may["denominator"], may["value"], may["verdict"]) == (
        "1400000",
        "20000",
        "70",
        "kept",
    )
    assert (may["share"], may["share_of_counted"], may["direction"]) == (25.0, 25.0, None)
    assert (both["value"], both["months_met"], both["months_known"]) == ("72", 1, 2)
    assert (both["share"], both["share_of_counted"]) == (42.5, 42.5)
    values = {key: row["value"] for key, row in found.items() if key[0]}
    assert values == {
        ("RO-IAS", "2018-05"): "65",
        ("RO-IAS", "2018-06"): "65",
        ("RO-IAS", "2018-05/2018-06"): "65",
        ("IT-CAG", "2018-05"): "85",
        ("IT-CAG", "2018-06"): "80",
        ("IT-CAG", "2018-05/2018-06"): "81.4706",
    }
    trend = {key[0]: row["direction"] for key, row in found.items() if key[1] == "2018-06"}
    assert trend == {None: "worse", "RO-IAS": "same", "IT-CAG": "better"}
    heads = (june["heads"], june["heads_elsewhere"], found["IT-CAG", "2018-06"]["moved_in"])
    assert heads == (10, 40, 10)
    assert found["IT-CAG", "2018-06"]["share"] is None  # volumes name the country, and no site
    assert by_place(reported, ASKED, "b2")[None, "2018-05/2018-06"]["value"] == "90"
    assert answer(reported, ASKED)["heads_differ"] == []
    page = typed(reported, ASKED).stdout
    assert max(map(len, page.splitlines())) <= 80
    assert typed(reported, "audit replay").stdout.endswith("0 findings.\n")


def test_operators_abroad_are_compared_with_the_ledger(measured: Rientro) -> None:
    typed(
        measured,
        "hire --count 41 --at RO-IAS --contract FW-SOHO --on 2018-01-08",
        report("b2", "2018-06", "RO-IAS", 36, 40),
    )
    differ = answer(measured, ASKED)["heads_differ"]
    assert differ == [
        {
            "contract": "FW-SOHO",
            "indicator": "b2",
            "period": "2018-06",
            "stated": "40",
            "heads": 41,
        }
    ]
    said = typed(measured, ASKED)
    assert "40 operators abroad were reported, and the ledger has 41 outside IT" in said.stderr
    replayed = measured.typed("audit replay")
    assert replayed.exit_code == 1
    assert (
        "attestation-differs at position 55 (quality:FW-SOHO): b2 for 2018-06 has 40 operators abroad, "
        "the ledger 41 at the end of it"
    ) in replayed.stdout
    typed(measured, "leave RO-IAS-0001 --on 2018-06-30")
    assert answer(measured, ASKED)["heads_differ"] == []
    assert typed(measured, "audit replay").stdout.endswith("0 findings.\n")


def test_a_published_series_of_given_values_is_never_summed(measured: Rientro) -> None:
    """The mean answer times of TIM, as they were published.

    https://www.repubblica.it/economia/2019/05/03/news/call_center_risposte_di_tim_in_ritardo_di_17_secondi_multa_da_58_mila_euro-225351603/
    """
    typed(
        measured,
        "quality target answer-seconds --value 70 --client TIM --source TIM --on 2010-01-01",
        "quality report TI-MOB --indicator answer-seconds --period 2017 --given 87",
        "quality report TI-MOB --indicator answer-seconds --period 2018 --given 94",
    )
    found = by_place(measured, "quality --since 2010-01 --on 2019-12-31", "answer-seconds")
    first, second, both = (found[None, when] for when in ("2017", "2018", "2017-01/2018-12"))
    assert (first["value"], first["given"], first["verdict"], first["direction"]) == (
        "87",
        True,
        "broken",
        None,
    )
    assert (second["value"], second["verdict"], second["direction"]) == ("94", "broken", "worse")
    assert (second["months_met"], second["months_known"]) == (0, 24)
    assert (both["value"], both["verdict"], both["because"]) == (None, "not-yet-known", "given")
    page = typed(measured, "quality --since 2010-01 --on 2019-12-31").stdout
    assert "Values that were given without their sums are never added up." in page


def test_a_published_mean_of_percentages_is_not_repeated(measured: Rientro) -> None:
    """725 of 1,092 and 37 of 74 are 762 of 1,166, and not 57.93 %."""
    typed(
        measured,
        report("within-20s", "2018-05", "RO-IAS", 725, 1_092),
        report("within-20s", "2018-05", "IT-CAG", 37, 74),
    )
    whole = by_place(measured, ASKED, "within-20s")[None, "2018-05"]
    assert (whole["numerator"], whole["denominator"]) == ("762", "1166")
    assert whole["value"] == "65.3516"


def test_a_standard_may_hold_in_ten_of_twelve_months(measured: Rientro) -> None:
    """ARERA: at most 240 s in at least 10 of 12 months."""
    waits = [200, 210, 220, 230, 239, 240, 241, 200, 210, 300, 240, 239]
    reports = (
        f"TI-MOB,,answer-seconds,2018-{month:02},{wait * 100},100\n"
        for month, wait in enumerate(waits, 1)
    )
    (measured.folder / "waits.csv").write_text(f"{HEADER}{''.join(reports)}")
    typed(
        measured,
        "quality target answer-seconds --value 240 --contract TI-MOB --source ARERA --on 2018-01-01",
        "quality import waits.csv",
    )
    found = by_place(measured, "quality --since 2018-01 --on 2018-12-31", "answer-seconds")
    last = found[None, "2018"]
    assert (last["months_met"], last["months_known"]) == (10, 12)


def test_a_correction_keeps_what_was_known(measured: Rientro) -> None:
    first = report("answer-seconds", "2018-05", None, 1_400_000, 20_000)
    typed(measured, first)
    before = measured.position
    assert typed(measured, first).stderr == "It was already recorded; nothing was added for that.\n"
    assert measured.position == before
    other = report("answer-seconds", "2018-05", None, 1_500_000, 20_000)
    measured.typed(other).refused(
        3, "FW-SOHO for 2018-05 is reported as 1400000/20000", "--reason", "stay in the history"
    )
    then = rows(measured, "log --stream quality:FW-SOHO")[0]["recorded_at"]
    typed(measured, f"{other} --reason 'Dialler log'")
    known = "quality --since 2018-05 --on 2018-05-31"
    assert rows(measured, known)[0]["value"] == "75"
    assert rows(measured, f"{known} --known-at {then}")[0]["value"] == "70"
    position = measured.position
    measured.typed(f"void --position {before} --reason x").refused(3, "cannot be voided")
    typed(measured, f"void --position {position} --reason 'The log was of another day'")
    assert rows(measured, known)[0]["value"] == "70"
    typed(measured, f"void --position {before} --reason 'Another contract'")
    assert rows(measured, known) == []
    assert rows(measured, "quality list") == []
    words = [row["words"] for row in rows(measured, "log --stream quality:FW-SOHO")]
    assert words[-1] == (
        "answer-seconds of FW-SOHO for 2018-05 taken back: 1400000 / 20000 (Another contract)"
    )
    typed(measured, report("answer-seconds", "2018-05", "IT-CAG", 0, 0))
    zero = rows(measured, known)[0]
    assert (zero["numerator"], zero["value"], zero["because"]) == ("0", None, "nothing-counted")
    assert typed(measured, "audit replay").stdout.endswith("0 findings.\n")


@pytest.mark.parametrize(
    ("line", "exit_code", "words"),
    [
        (report("answer-seconds", "2018-05", "IT-CAG", 70, 1), 3, ("2018-Q2", "overlaps 2018-05")),
        (
            report("answer-seconds", "2018-H1", None, 70, 1),
            3,
            ("counted twice", "IT-CAG", "2018-Q2"),
        ),
        (
            report("calls", "2018-05", None, 70, 1),
            3,
            ("No indicator calls is defined.", "These are defined: answer-seconds, b2"),
        ),
        (report("within-20s", "2018-05", None, 3, 2), 3, ("3 is more than 2",)),
        (report("answer-seconds", "2018-05", "IT-XXX", 3, 2), 3, ("No site IT-XXX is known.",)),
        (report("b2", "2018-05", None, 3, 0), 3, ("numerator is 3, and the denominator is 0",)),
        (report("b2", "2014-05", None, 0, 0), 3, ("runs from 2015-01-01",)),
        (report("b2", "2019-05", None, 0, 0), 3, ("ended on 2019-01-01",)),
        (report("b2", "2018-05", None, 1, 2, "FW-X"), 3, ("No contract FW-X is known.",)),
        (
            "quality report FW-SOHO --indicator b2 --period 2018-05 --numerator 1",
            3,
            ("a numerator and a denominator",),
        ),
        (
            f"{report('b2', '2018-05', None, 1, 2)} --given 50",
            3,
            ("a numerator and a denominator",),
        ),
        (
            "quality report FW-SOHO --indicator b2 --period 2018-05 --given 101",
            3,
            ("101 is more than 100",),
        ),
        ("quality target calls --value 1 --source S --on 2018-01-01", 3, ("No indicator calls",)),
        ("quality target b2 --value 101 --source S --on 2018-01-01", 3, ("101 is more than 100",)),
        (
            "quality target b2 --value 90 --client C --contract FW-SOHO --source S --on 2018-01-01",
            3,
            ("for a contract, for a client or for all",),
        ),
        (
            (
                "quality report FW-SOHO --indicator b2 --period 2018-05 --numerator 20.000 "
                "--denominator 30"
            ),
            2,
            ("20000", "20.0000"),
        ),
        (
            "quality report FW-SOHO --indicator b2 --period 2018-05 --numerator -1 --denominator 2",
            2,
            ('"-1" is not a numerator',),
        ),
        (report("b2", "spring", None, 1, 2), 2, ('"spring" is not a period',)),
        ("quality", 2, ("--since",)),
        ("quality --since 2018-05 list", 2, ("Write options after list",)),
        ("quality define", 2, ("--terms",)),
        ("quality --since 2018-05 --contract FW-X", 3, ('No contract "FW-X" is known.',)),
    ],
)
def test_what_cannot_be_reported_is_refused(
    ended: Rientro, line: str, exit_code: int, words: tuple[str, ...]
) -> None:
    ended.typed(line).refused(exit_code, *words)


def test_definitions_and_targets_are_taken_back_before_nothing_that_leans_on_them(
    measured: Rientro,
) -> None:
    typed(measured, report("answer-seconds", "2018-05", "IT-CAG", 70, 1))
    defined = rows(measured, "log --stream indicator:answer-seconds")
    measured.typed(f"void --position {defined[0]['position']} --reason x").refused(
        3, "its target from 2018-01-01 on stands"
    )
    typed(measured, f"void --position {defined[1]['position']} --reason 'Of another client'")
    row = rows(measured, "quality --since 2018-05 --on 2018-05-31")[0]
    assert (row["target"], row["verdict"]) == (None, "no-target")
    measured.typed(f"void --position {defined[0]['position']} --reason x").refused(
        3, "a report of it stands, of contract FW-SOHO"
    )
    for stream in ("site:IT-CAG", "contract:FW-SOHO"):
        opened = rows(measured, f"log --stream {stream}")[0]["position"]
        assert measured.typed(f"void --position {opened} --reason x").exit_code == 3
    b2 = rows(measured, "log --stream indicator:b2")[0]["position"]
    typed(measured, f"void --position {b2} --reason 'Not used'")
    assert "b2" not in [row["indicator"] for row in rows(measured, "quality indicators")]
    typed(measured, "quality define --shipped agcom")
    assert typed(measured, "audit replay").stdout.endswith("0 findings.\n")


def test_an_indicator_is_defined_once(measured: Rientro, tmp_path: Path) -> None:
    before = measured.position
    said = typed(measured, "quality define --shipped agcom")
    assert said.stderr == "5 events were already recorded; nothing was added for that.\n"
    assert measured.position == before
    other = tmp_path / "other.toml"
    shipped = Path(__file__).resolve().parent.parent / "domain/law/agcom.toml"
    other.write_text(shipped.read_text().replace('"calls to an operator"', '"calls received"'))
    measured.typed(f"quality define --terms {other}").refused(
        3, "within-20s was already defined in other words", "another code"
    )


def test_definitions_of_one_file_are_taken_back_together(run_anywhere: Rientro) -> None:
    typed(run_anywhere, "init --name quality", "quality define --shipped agcom")
    typed(run_anywhere, "void --last --reason 'Another file was meant'")
    assert rows(run_anywhere, "quality indicators") == []
    said = typed(run_anywhere, "quality define --shipped agcom")
    assert "Recorded 5 events" in said.stderr
    target = "quality target b2 --value 90 --source Law --on 2018-01-01"
    batch = rows(run_anywhere, "batch list")[-1]["batch"]
    typed(run_anywhere, target)
    whole = run_anywhere.typed(f"void --batch {batch} --reason x")
    whole.refused(3, "cannot be voided while its target from 2018-01-01 on stands")
    assert len(rows(run_anywhere, "quality indicators")) == 5
    assert typed(run_anywhere, "audit replay").stdout.endswith("0 findings.\n")


@pytest.mark.parametrize("by", ["contract", "client", "site", "country"])
def test_quality_is_asked_by_contract_client_site_or_country(reported: Rientro, by: str) -> None:
    found = rows(reported, f"{ASKED} --by {by} --contract FW-SOHO")
    assert {row[by] for row in found} == {
        "contract": {"FW-SOHO"},
        "client": {"Fastweb"},
        "site": {"IT-CAG", "RO-IAS"},
        "country": {"IT", "RO"},
    }[by]
    page = typed(reported, f"{ASKED} --by {by}").stdout
    assert max(map(len, page.splitlines())) <= 80
    csv = typed(reported, f"{ASKED} --by {by} --format csv").stdout.splitlines()[0]
    assert csv.startswith("contract,site,period,indicator,unit,numerator,denominator,value,given,")
