"""How good the service was while work moved: the worked example, digit for digit, and each rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.commitments.shares import UNITS_PER_ONE, Month, Period, Share, month, period
from domain.law import shipped
from domain.quality.indicators import Counted, Indicator, read_indicators
from projections.judging.beside import Beside, QualityFacts
from projections.judging.facts import ContractFacts
from projections.judging.quality import By, QualityRow, quality
from projections.judging.taken import HeadsDiffer, QualityReport, against_heads
from projections.judging.targets import Target, target_on

INDICATORS = {indicator.code: indicator for indicator in read_indicators(shipped("agcom"))}
ANSWER, WITHIN_20S, B2 = (INDICATORS[code] for code in ("answer-seconds", "within-20s", "b2"))
SOHO = ContractFacts("FW-SOHO", "Fastweb", "Comdata", date(2015, 1, 1), unit="contacts")
SMALL = ContractFacts("FW-SB", "Fastweb", "Comdata", date(2015, 1, 1), unit="contacts")
SEVENTY = Target("answer-seconds", Fraction(70), date(2018, 1, 1))
COUNTRIES = {"RO-IAS": "RO", "IT-CAG": "IT"}
HOME = frozenset({"IT-CAG"})
MAY, JUNE = month("2018-05"), month("2018-06")


def counted(
    when: str,
    numerator: int,
    denominator: int,
    site: str | None = None,
    *,
    indicator: str = "answer-seconds",
    contract: str = "FW-SOHO",
) -> QualityReport:
    sums = Counted(numerator * UNITS_PER_ONE, denominator * UNITS_PER_ONE)
    return QualityReport(contract, site, indicator, period(when), measured=sums)


def stated(when: str, value: int, contract: str = "FW-SOHO") -> QualityReport:
    return QualityReport(contract, None, "answer-seconds", period(when), given=Fraction(value))


WHILE_WORK_MOVED = [
    counted("2018-05", 975_000, 15_000, "RO-IAS"),
    counted("2018-05", 425_000, 5_000, "IT-CAG"),
    counted("2018-06", 520_000, 8_000, "RO-IAS"),
    counted("2018-06", 960_000, 12_000, "IT-CAG"),
]


def answered(
    reports: Iterable[QualityReport],
    *,
    by: By = "contract",
    since: str = "2010-01",
    until: str = "2026-12",
    targets: Iterable[Target] = (SEVENTY,),
    contracts: Iterable[ContractFacts] = (SOHO, SMALL),
    beside: dict[tuple[str, str | None, Month], Beside] | None = None,
) -> dict[tuple[str | None, str], QualityRow]:
    """The rows by site and period."""
    facts = QualityFacts(
        contracts={contract.code: contract for contract in contracts},
        indicators=INDICATORS,
        reports=list(reports),
        targets=list(targets),
        countries=COUNTRIES,
        sites_there=HOME,
        beside=beside or {},
    )
    rows = quality(facts, by, month(since), month(until))
    return {(row.site, row.period): row for row in rows}


# The worked example -------------------------------------------------------------------------


def test_the_whole_gets_worse_while_no_site_does() -> None:
    rows = answered(WHILE_WORK_MOVED)
    may, june = rows[None, "2018-05"], rows[None, "2018-06"]
    assert (may.numerator, may.denominator, may.value) == ("1400000", "20000", "70")
    assert (may.verdict, may.months_met, may.months_known) == ("kept", 1, 1)
    assert (may.before, may.direction, may.share_of_counted) == (None, None, 25.0)
    assert (june.contract, june.unit, june.target, june.given) == (
        "FW-SOHO",
        "seconds",
        "70",
        False,
    )
    assert (june.numerator, june.denominator, june.value) == ("1480000", "20000", "74")
    assert (june.verdict, june.months_met, june.months_known) == ("broken", 1, 2)
    assert (june.before, june.direction, june.share_of_counted) == ("70", "worse", 60.0)
    assert [rows["RO-IAS", when].value for when in ("2018-05", "2018-06")] == ["65", "65"]
    assert [rows["IT-CAG", when].value for when in ("2018-05", "2018-06")] == ["85", "80"]
    assert rows["RO-IAS", "2018-06"].direction == "same"
    assert rows["IT-CAG", "2018-06"].direction == "better"


def test_both_months_together_are_a_ratio_of_sums() -> None:
    rows = answered(WHILE_WORK_MOVED)
    whole = rows[None, "2018-05/2018-06"]
    assert (whole.numerator, whole.denominator, whole.value) == ("2880000", "40000", "72")
    assert (whole.months_met, whole.months_known, whole.share_of_counted) == (1, 2, 42.5)
    romania, italy = (rows[site, "2018-05/2018-06"] for site in ("RO-IAS", "IT-CAG"))
    assert (romania.numerator, romania.denominator, romania.value) == ("1495000", "23000", "65")
    assert (italy.numerator, italy.denominator, italy.value) == ("1385000", "17000", "81.4706")


def test_of_a_stock_the_last_month_counts() -> None:
    rows = answered(
        [
            counted("2018-05", 40, 50, "RO-IAS", indicator="b2"),
            counted("2018-06", 36, 40, "RO-IAS", indicator="b2"),
        ]
    )
    assert rows[None, "2018-06"].value == "90"
    both = rows[None, "2018-05/2018-06"]
    assert (both.numerator, both.denominator, both.value) == ("36", "40", "90")


def test_a_published_series_of_given_values_is_never_summed() -> None:
    """TIM, mean answer time: 87 s in 2017, 94 s in 2018, 80 s in the first half of 2019; own target 70 s.

    Source: repubblica.it, 3 May 2019; webnews.it, 3 December 2019.
    """
    series = [stated("2017", 87), stated("2018", 94), stated("2019-H1", 80)]
    rows = answered(series, targets=[replace(SEVENTY, effective_on=date(2010, 1, 1))])
    told = [
        (rows[None, when].value, rows[None, when].verdict, rows[None, when].direction)
        for when in ("2017", "2018", "2019-H1")
    ]
    assert told == [("87", "broken", None), ("94", "broken", "worse"), ("80", "broken", "better")]
    assert all(rows[None, when].given for when in ("2017", "2018", "2019-H1"))
    together = rows[None, "2017-01/2019-06"]
    assert (together.value, together.verdict, together.because) == (None, "not-yet-known", "given")
    assert (together.months_met, together.months_known) == (0, 30)


def test_percentages_are_not_averaged() -> None:
    """725 of 1,092 and 37 of 74 are 762 of 1,166, 65.35 %, where the mean of both percentages is 57.93.

    Source: forums.vitalpbx.org, request for change in SLA calculation.
    """
    rows = answered(
        [
            counted("2018-05", 725, 1092, "RO-IAS", indicator="within-20s"),
            counted("2018-05", 37, 74, "IT-CAG", indicator="within-20s"),
        ]
    )
    whole = rows[None, "2018-05"]
    assert (whole.numerator, whole.denominator, whole.value) == ("762", "1166", "65.3516")
    assert rows["IT-CAG", "2018-05"].value == "50"
    more = answered(
        [
            counted("2018-05", 234, 300, "RO-IAS", indicator="within-20s"),
            counted("2018-05", 1020, 1200, "IT-CAG", indicator="within-20s"),
        ]
    )
    assert more[None, "2018-05"].value == "83.6"


def test_a_target_holds_from_its_day_on() -> None:
    """AGCOM 255/24/CONS: at least 40 % within 20 s; recorded here from 1 August 2025."""
    forty = Target("within-20s", Fraction(40), date(2025, 8, 1))
    rows = answered(
        [counted(when, 39, 100, indicator="within-20s") for when in ("2025-07", "2025-08")],
        targets=[forty],
    )
    assert (rows[None, "2025-07"].verdict, rows[None, "2025-07"].target) == ("no-target", None)
    assert (rows[None, "2025-08"].verdict, rows[None, "2025-08"].target) == ("broken", "40")
    assert (rows[None, "2025-08"].months_met, rows[None, "2025-08"].months_known) == (0, 1)


# Targets ------------------------------------------------------------------------------------


def test_a_target_of_the_contract_comes_before_the_client_s_and_that_before_one_for_all() -> None:
    day = date(2018, 6, 30)
    client = Target("answer-seconds", Fraction(60), date(2018, 6, 30), client="Fastweb")
    contract = Target("answer-seconds", Fraction(50), date(2018, 6, 1), contract="FW-SOHO")
    later = Target("answer-seconds", Fraction(55), date(2018, 7, 1), contract="FW-SOHO")

    def asked(*targets: Target) -> Fraction | None:
        return target_on(targets, "answer-seconds", day, contract="FW-SOHO", client="Fastweb")

    assert asked(SEVENTY, client, contract, later) == 50
    assert asked(SEVENTY, client, later) == 60
    assert asked(SEVENTY, later) == 70
    assert asked(later, replace(SEVENTY, indicator="b2")) is None
    others = replace(client, client="TIM"), replace(contract, contract="FW-SB")
    assert asked(SEVENTY, *others) == 70


def test_a_site_whose_contracts_have_different_targets_has_none() -> None:
    reports = [
        counted("2018-05", 60, 1, "IT-CAG"),
        counted("2018-05", 60, 1, "IT-CAG", contract="FW-SB"),
    ]
    own = Target("answer-seconds", Fraction(50), date(2018, 1, 1), contract="FW-SB")
    row = answered(reports, by="site", targets=[SEVENTY, own])["IT-CAG", "2018-05"]
    assert (row.verdict, row.because, row.target) == ("no-target", "several-targets", None)
    same = answered(reports, by="site")["IT-CAG", "2018-05"]
    assert (same.verdict, same.value) == ("kept", "60")


@given(
    st.integers(0, 200_000),
    st.integers(1, 3000),
    st.integers(1, 1_000_000),
    st.sampled_from([ANSWER, WITHIN_20S]),
)
def test_a_value_is_never_printed_onto_a_target_that_is_missed(
    numerator: int, denominator: int, target: int, indicator: Indicator
) -> None:
    value = indicator.value(Counted(numerator, denominator))
    aim = Fraction(target, UNITS_PER_ONE)
    assert value is not None
    printed = Fraction(indicator.rounded(value, aim), UNITS_PER_ONE)
    assert abs(printed - value) < Fraction(1, UNITS_PER_ONE)
    if not indicator.meets(value, aim):
        assert not indicator.meets(printed, aim)
    else:
        assert indicator.meets(printed, aim) or abs(printed - value) <= Fraction(1, 20_000)


def test_a_value_just_above_a_limit_is_rounded_away_from_it() -> None:
    assert ANSWER.rounded(Fraction("70.00001"), Fraction(70)) == 700_001
    assert ANSWER.rounded(Fraction("70.00001"), None) == 700_000
    assert WITHIN_20S.rounded(Fraction("79.99999"), Fraction(80)) == 799_999


# What is not known --------------------------------------------------------------------------


def test_a_missing_month_makes_no_verdict() -> None:
    rows = answered([counted("2018-04", 60, 1), counted("2018-06", 60, 1)])
    together = rows[None, "2018-Q2"]
    assert (together.verdict, together.because) == ("not-yet-known", "months-missing")
    assert (together.missing, together.value) == (("2018-05",), "60")
    assert rows[None, "2018-06"].direction == "same"


def test_a_client_is_not_judged_by_the_one_contract_that_still_reports() -> None:
    reports = [
        counted("2018-05", 60, 1),
        counted("2018-05", 60, 1, contract="FW-SB"),
        counted("2018-06", 60, 1),
    ]
    rows = answered(reports, by="client")
    assert rows[None, "2018-05"].verdict == "kept"
    june = rows[None, "2018-06"]
    assert (june.verdict, june.because, june.missing) == (
        "not-yet-known",
        "months-missing",
        ("2018-06",),
    )
    asked_late = answered(reports, by="client", since="2018-06")
    assert asked_late[None, "2018-06"].verdict == "not-yet-known"
    ended = replace(SMALL, ends_on=date(2018, 6, 1))
    assert (
        answered(reports, by="client", contracts=[SOHO, ended])[None, "2018-06"].verdict == "kept"
    )


def test_nothing_counted_has_no_value() -> None:
    row = answered([counted("2018-05", 0, 0)])[None, "2018-05"]
    assert (row.verdict, row.because, row.value) == ("not-yet-known", "nothing-counted", None)
    assert (row.numerator, row.denominator) == ("0", "0")


def test_a_given_value_beside_sums_is_not_added() -> None:
    rows = answered(
        [stated("2018-05", 60), counted("2018-05", 60, 1, contract="FW-SB")], by="client"
    )
    assert (rows[None, "2018-05"].because, rows[None, "2018-05"].value) == ("given", None)


def test_a_given_value_is_shown_for_its_own_period_only() -> None:
    at_site = replace(stated("2018-05", 60), site="IT-CAG")
    rows = answered([at_site, counted("2018-06", 60, 1, "RO-IAS")])
    assert rows["IT-CAG", "2018-05"].value == "60"
    both = rows["IT-CAG", "2018-05/2018-06"]
    assert (both.value, both.verdict, both.because) == (None, "not-yet-known", "given")


# Periods and groups -------------------------------------------------------------------------


def test_a_report_of_a_quarter_counts_three_months() -> None:
    rows = answered([counted("2018-Q1", 60, 1), counted("2018-04", 80, 1)])
    april = rows[None, "2018-04"]
    assert (april.months_met, april.months_known) == (3, 4)
    assert rows[None, "2018-01/2018-04"].value == "70"


def test_months_and_a_quarter_of_two_contracts_are_one_row() -> None:
    reports = [counted(f"2018-0{n}", 60, 1) for n in (1, 2, 3)]
    rows = answered([*reports, counted("2018-Q1", 100, 1, contract="FW-SB")], by="client")
    assert list(rows) == [(None, "2018-Q1")]
    assert rows[None, "2018-Q1"].value == "70"


def test_sites_and_countries_are_groups_of_their_own() -> None:
    sites = answered(WHILE_WORK_MOVED, by="site")
    assert sites["IT-CAG", "2018-06"].value == "80"
    countries = answered(WHILE_WORK_MOVED, by="country")
    assert {row.country for row in countries.values()} == {"IT", "RO"}


def test_the_period_asked_about_begins_and_ends_with_whole_reports() -> None:
    rows = answered(WHILE_WORK_MOVED, since="2018-06")
    assert {when for _, when in rows} == {"2018-06"}
    assert (rows[None, "2018-06"].months_known, rows[None, "2018-06"].direction) == (1, None)


def test_moves_and_volume_stand_beside() -> None:
    beside = {
        ("FW-SOHO", None, MAY): Beside(Share(25, 100), heads=20, moved_in=3, hired=1),
        ("FW-SOHO", None, JUNE): Beside(
            Share(60, 100), heads=40, heads_elsewhere=6, moved_in=17, left=2
        ),
        ("FW-SOHO", "IT-CAG", JUNE): Beside(heads=38, moved_in=16),
    }
    rows = answered(WHILE_WORK_MOVED, beside=beside)
    june = rows[None, "2018-06"]
    assert (june.share, june.heads, june.heads_elsewhere, june.moved_in, june.left) == (
        60.0,
        40,
        6,
        17,
        2,
    )
    both = rows[None, "2018-05/2018-06"]
    assert (both.share, both.heads, both.moved_in, both.hired) == (42.5, 40, 20, 1)
    assert (rows["IT-CAG", "2018-06"].heads, rows["IT-CAG", "2018-06"].moved_in) == (38, 16)


def test_a_stated_stock_of_operators_is_compared_with_the_ledger() -> None:
    reports = [
        counted("2018-06", 20, 25, "RO-IAS", indicator="b2"),
        counted("2018-06", 10, 15, "AL-TIA", indicator="b2"),
    ]
    assert against_heads(reports, {("FW-SOHO", JUNE): 40}) == ()
    (differs,) = against_heads(reports, {("FW-SOHO", JUNE): 41})
    assert differs == HeadsDiffer("FW-SOHO", "b2", "2018-06", 400_000, 41)


# A restatement ------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2018-04", "2018-05", "2018-06"]),
            st.sampled_from(["RO-IAS", "IT-CAG"]),
            st.integers(0, 500),
            st.integers(1, 9),
        ),
        unique_by=lambda one: one[:2],
        min_size=1,
    ),
    st.integers(1, 120),
)
def test_every_value_is_a_ratio_of_sums_judged_exactly(
    told: list[tuple[str, str, int, int]], target: int
) -> None:
    rows = answered(
        [counted(when, n, d, site) for when, site, n, d in told],
        targets=[replace(SEVENTY, value=Fraction(target))],
    )
    met = 0
    before: Fraction | None = None
    for known, when in enumerate(sorted({when for when, *_ in told}), 1):
        value = Fraction(
            sum(n for w, _, n, _ in told if w == when), sum(d for w, _, _, d in told if w == when)
        )
        met += value <= target
        row = rows[None, when]
        assert (row.verdict == "kept") == (value <= target)
        assert (row.months_met, row.months_known) == (met, known)
        expected = None if before is None else "same" if value == before else None
        expected = expected or (None if before is None else "better" if value < before else "worse")
        assert row.direction == expected
        before = value


@pytest.mark.parametrize(
    ("first", "months", "text"),
    [
        ("2018-06", 1, "2018-06"),
        ("2018-04", 3, "2018-Q2"),
        ("2018-07", 6, "2018-H2"),
        ("2018-01", 12, "2018"),
        ("2018-02", 3, "2018-02/2018-04"),
        ("2018-02", 12, "2018-02/2019-01"),
    ],
)
def test_a_period_is_written_as_people_write_it(first: str, months: int, text: str) -> None:
    made = Period(month(first), months)
    assert str(made) == text
    if "/" not in text:
        assert period(text) == made
