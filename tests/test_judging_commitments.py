"""Who keeps what they signed: the worked examples, digit for digit, and every way to have no verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from promised import (
    CONTRACTS,
    CORRECTED,
    FASTWEB,
    FW_NEW,
    PROTOCOL,
    REPORTS,
    SIGNED,
    TERMS,
    TIM,
    WIND_TRE,
    figures,
    judged,
    months,
    rows,
    share,
)

from domain.commitments.shares import month
from domain.commitments.terms import Commitment, ProtocolTerms
from projections.judging.commitments import CommitmentRow, judge
from projections.judging.facts import (
    ContractFacts,
    Figures,
    ProtocolFacts,
    Signatory,
    Signing,
    Spell,
)
from projections.judging.restated import Correction, restated
from projections.judging.sector import OtherYear, TurnoverShare, outcome, sector
from projections.judging.shares import Question, floors_in_force, places_in_force, shares
from projections.judging.wanted import MonthsWanted, wanted

MARCH_ENDS = date(2018, 3, 31)
REVIEW = date(2018, 5, 4)


def told(
    row: CommitmentRow,
) -> tuple[str | None, str, str | None, str | None, float | None, str | None]:
    """The figures of a row that the worked examples have."""
    return row.verdict, row.because, row.part, row.whole, row.percent, row.short


# Example 1: new contracts -------------------------------------------------------------------


def test_a_new_contract_keeps_its_floor_though_its_first_month_alone_does_not() -> None:
    row = rows(judged(FASTWEB, "new", MARCH_ENDS, REPORTS))["FW-NEW"]
    assert told(row) == ("kept", "reaches-floor", "24050", "30000", 80.17, "0")
    assert (row.since, row.until, row.missing, row.unit) == ("2018-01", "2018-03", (), "contacts")
    assert (row.floor, row.floor_from, row.measure, row.proxy) == ("80", "terms", "volume", False)
    assert (row.joined_on, row.due_on, row.rejoined_on, row.baseline) == (
        SIGNED,
        SIGNED,
        None,
        None,
    )
    january = judged(FASTWEB, "new", date(2018, 1, 31), REPORTS)
    assert rows(january)["FW-NEW"].percent == 79.0


def test_a_correction_breaks_what_was_kept() -> None:
    row = rows(judged(FASTWEB, "new", MARCH_ENDS, CORRECTED))["FW-NEW"]
    assert told(row) == ("broken", "below-floor", "23950", "30000", 79.83, "50")


def test_eighty_reaches_eighty_and_a_contract_agreed_on_the_very_day_is_new() -> None:
    row = rows(judged(WIND_TRE, "new", MARCH_ENDS, CORRECTED))["WT-NEW"]
    assert told(row) == ("kept", "reaches-floor", "12000", "15000", 80.0, "0")


def test_a_percentage_is_not_printed_onto_a_floor_that_is_not_reached() -> None:
    row = rows(judged(TIM, "new", MARCH_ENDS, CORRECTED))["TI-NEW"]
    assert told(row) == ("broken", "below-floor", "7999", "10000", 79.99, "1")


def test_a_contract_agreed_before_its_client_joined_is_not_judged_though_it_runs_later() -> None:
    assert "FW-LATE" not in rows(judged(FASTWEB, "new", MARCH_ENDS, CORRECTED))


def test_a_month_that_is_not_over_does_not_count() -> None:
    row = rows(judged(FASTWEB, "new", date(2018, 3, 30), REPORTS))["FW-NEW"]
    assert told(row) == ("broken", "below-floor", "15900", "20000", 79.5, "100")


def test_a_missing_month_gives_no_verdict_and_the_rest_is_shown() -> None:
    february = month("2018-02")
    without = {m: s for m, s in REPORTS["FW-NEW"].items() if m != february}
    row = rows(judged(FASTWEB, "new", MARCH_ENDS, REPORTS | {"FW-NEW": without}))["FW-NEW"]
    assert told(row) == ("not-yet-known", "months-missing", "16050", "20000", 80.25, None)
    assert row.missing == ("2018-02",)


def test_all_together_is_a_ratio_of_sums_and_no_mean() -> None:
    question = Question("IT", MARCH_ENDS, months=3, by="total")
    answer = shares(
        CONTRACTS.values(), figures(CORRECTED), question, floors_in_force([PROTOCOL], MARCH_ENDS)
    )
    (row,) = answer.rows
    assert (row.part, row.whole, row.percent, row.missing) == ("46949", "65000", 72.23, ())
    (total,) = answer.total
    assert (total.unit, total.part, total.percent) == ("contacts", "46949", 72.23)


def test_shares_by_contract_say_what_they_are_taken_of() -> None:
    answer = shares([FW_NEW], figures(REPORTS), Question("IT", MARCH_ENDS), (Fraction(80),))
    (row,) = answer.rows
    assert (row.contract, row.client, row.supplier, row.work) == (
        "FW-NEW",
        "Fastweb",
        "Comdata",
        "outsourced",
    )
    assert (row.since, row.until, row.part, row.whole, row.percent) == (
        "2018-01",
        "2018-03",
        "24050",
        "30000",
        80.17,
    )
    assert (row.before, row.change) == (None, None)
    assert row.latest is not None
    assert (row.latest.month, row.latest.part, row.latest.whole, row.latest.percent) == (
        "2018-03",
        "8150",
        "10000",
        81.5,
    )


def test_a_trend_compares_two_windows_that_are_complete() -> None:
    answer = shares([FW_NEW], figures(REPORTS), Question("IT", MARCH_ENDS, months=1))
    assert (answer.rows[0].before, answer.rows[0].change) == (80.0, 1.5)
    after_two = shares([FW_NEW], figures(REPORTS), Question("IT", MARCH_ENDS, months=2))
    assert (after_two.rows[0].before, after_two.rows[0].change) == (79.0, 1.75)


def test_what_a_correction_did_to_a_verdict_is_told() -> None:
    at = datetime(2018, 4, 10, tzinfo=UTC)
    march = Correction(
        "FW-NEW",
        month("2018-03"),
        {"IT": share(8150, 10_000)},
        {"IT": share(8050, 10_000)},
        42,
        at,
        "dialler log",
    )
    signatories = (FASTWEB, WIND_TRE, TIM)
    (row,) = restated(PROTOCOL, signatories, CONTRACTS, figures(CORRECTED), [march], MARCH_ENDS)
    assert (row.contract, row.month, row.before, row.after) == (
        "FW-NEW",
        "2018-03",
        "8150 of 10000",
        "8050 of 10000",
    )
    by_code = {change.commitment: (change.before, change.after) for change in row.verdicts}
    assert by_code["new"] == ("kept", "broken")
    assert (row.position, row.recorded_at, row.reason) == (42, at, "dialler log")
    in_march = date(2018, 3, 30)
    assert restated(PROTOCOL, signatories, CONTRACTS, figures(CORRECTED), [march], in_march) == ()


def test_each_correction_is_judged_with_those_before_it_and_none_after_it() -> None:
    def corrected(before: int | None, after: int | None, position: int) -> Correction:
        at = datetime(2018, 4, position, tzinfo=UTC)
        was, now = ({"IT": share(it, 10_000)} if it is not None else {} for it in (before, after))
        return Correction("FW-NEW", month("2018-03"), was, now, position, at, "dialler log")

    course = [corrected(8050, None, 3), corrected(8150, 8050, 2), corrected(None, 8150, 4)]
    found = restated(PROTOCOL, [FASTWEB], CONTRACTS, figures(REPORTS), course, MARCH_ENDS)
    new = [
        (change.before, change.after)
        for row in found
        for change in row.verdicts
        if change.commitment == "new"
    ]
    assert [row.position for row in found] == [2, 3, 4]
    assert new == [("kept", "broken"), ("broken", "not-yet-known"), ("not-yet-known", "kept")]
    assert [(row.before, row.after) for row in found][1:] == [
        ("8050 of 10000", None),
        (None, "8150 of 10000"),
    ]


# Example 2: in-house, ratchet, turnover, proxy ----------------------------------------------

FW_DIR = ContractFacts("FW-DIR", "Fastweb", None, date(2010, 1, 1), unit="contacts")
DIRECT = {
    "FW-DIR": months("2017-11", [(it, 10_000 - it) for it in (9300, 9450, 9500, 9600, 9550, 9500)])
}


def direct(on: date) -> CommitmentRow:
    return judged(FASTWEB, "direct", on, DIRECT, {"FW-DIR": FW_DIR}).rows[0]


def test_in_house_work_is_judged_from_the_first_month_that_begins_when_it_is_due() -> None:
    assert told(direct(date(2017, 10, 31)))[:2] == ("not-yet-due", "before-due-day")
    november = direct(date(2017, 11, 30))
    assert told(november)[:2] == ("not-yet-known", "no-whole-month")
    assert november.due_on == date(2017, 11, 4)
    december = direct(date(2017, 12, 31))
    assert told(december) == ("broken", "below-floor", "9450", "10000", 94.5, "50")
    review = direct(REVIEW)
    assert told(review) == ("kept", "reaches-floor", "47600", "50000", 95.2, "0")
    assert (review.since, review.until) == ("2017-12", "2018-04")


def ratchet(client: Signatory, before: int, now: int) -> CommitmentRow:
    contract = ContractFacts("OLD", client.name, "Comdata", date(2010, 1, 1), unit="contacts")
    reports = months("2016-05", [(before, 10_000 - before)] * 13 + [(now, 10_000 - now)] * 11)
    return judged(client, "hold", REVIEW, {"OLD": reports}, {"OLD": contract}).rows[0]


def test_whoever_was_above_the_limit_must_not_fall_back() -> None:
    row = ratchet(FASTWEB, 8700, 8600)
    assert told(row) == ("broken", "below-floor", "94600", "110000", 86.0, "1100")
    assert (row.floor, row.floor_from) == ("87", "baseline")
    assert row.baseline is not None
    assert (row.baseline.part, row.baseline.whole, row.baseline.percent) == (
        "104400",
        "120000",
        87.0,
    )
    assert (row.baseline.since, row.baseline.until, row.baseline.missing) == (
        "2016-05",
        "2017-04",
        (),
    )
    assert (row.since, row.until) == ("2017-06", "2018-04")


def test_whoever_was_below_or_just_at_the_limit_is_not_bound_by_it() -> None:
    below = ratchet(WIND_TRE, 7800, 7000)
    assert told(below) == ("not-bound", "not-above", "77000", "110000", 70.0, None)
    assert below.floor is None
    at = ratchet(TIM, 8000, 7900)
    assert told(at)[:2] == ("not-bound", "not-above")
    assert (at.percent, at.baseline and at.baseline.percent) == (79.0, 80.0)


ALL_TOGETHER = TurnoverShare(None, 650_000, 2015, "Il Sole 24 Ore")
STATED = [
    TurnoverShare(name, percent * 10_000, 2015, "made up")
    for name, percent in (("TIM", 21), ("Fastweb", 4), ("Wind Tre", 9))
]


def test_turnover_is_added_by_what_its_signatories_do() -> None:
    sums = sector(
        ALL_TOGETHER,
        STATED,
        {
            "TIM": ("kept", "not-bound"),
            "Fastweb": ("kept", "broken", "not-yet-known"),
            "Wind Tre": ("kept", "not-yet-known"),
        },
    )
    assert (sums.keeps, sums.breaks, sums.not_yet_known, sums.not_asked) == ("21", "4", "9", "0")
    assert (sums.not_attributed, sums.stated, sums.year) == ("31", "65", 2015)
    assert sums.source == "Il Sole 24 Ore"


def test_whoever_is_only_not_bound_or_not_yet_due_is_not_asked() -> None:
    assert outcome(()) == "not_asked"
    assert outcome(["not-bound", "not-yet-due"]) == "not_asked"
    assert outcome(["kept", "not-yet-due"]) == "keeps"
    sums = sector(ALL_TOGETHER, STATED, {"TIM": ("not-yet-due",)})
    assert (sums.not_asked, sums.not_attributed) == ("34", "31")


def test_a_share_of_another_year_is_named_and_not_added() -> None:
    later = replace(STATED[1], year=2016)
    sums = sector(ALL_TOGETHER, [STATED[0], later], {"TIM": ("kept",), "Fastweb": ("kept",)})
    assert (sums.keeps, sums.not_attributed) == ("21", "44")
    assert sums.other_years == (OtherYear("Fastweb", "4", 2016),)


def test_nothing_is_attributed_to_nobody_if_nobody_stated_the_whole() -> None:
    sums = sector(None, STATED, {"TIM": ("kept",)})
    assert (sums.keeps, sums.not_asked, sums.not_attributed, sums.stated) == (
        "21",
        "13",
        None,
        None,
    )


def test_heads_are_a_proxy_and_give_no_verdict_under_these_terms() -> None:
    stocks = Figures(stocks={("heads", "IT", MARCH_ENDS): {"FW-DIR": share(19, 20)}})
    answer = shares([FW_DIR], stocks, Question("IT", MARCH_ENDS, measure="heads"), (Fraction(95),))
    assert (answer.proxy, answer.measure) == (True, "heads")
    (row,) = answer.rows
    assert (row.part, row.whole, row.percent, row.unit) == ("19", "20", 95.0, "heads")
    assert (row.since, row.until, row.latest, row.change) == (None, None, None, None)
    (judgment, *_) = judge(PROTOCOL, FASTWEB, {"FW-DIR": FW_DIR}, stocks, MARCH_ENDS)
    assert (judgment.verdict, judgment.because) == ("not-yet-known", "months-missing")


def test_a_plan_may_be_met_while_a_floor_is_broken() -> None:
    september = date(2018, 9, 30)
    small, office = (
        ContractFacts(code, "Fastweb", "Comdata", date(2015, 1, 1)) for code in ("FW-SB", "FW-SOHO")
    )
    heads = Figures(
        stocks={("heads", "IT", september): {"FW-SB": share(120, 120), "FW-SOHO": share(100, 126)}}
    )
    answer = shares([small, office], heads, Question("IT", september, measure="heads"))
    assert [row.percent for row in answer.rows] == [100.0, 79.37]


def test_a_draft_is_not_judged() -> None:
    draft = ProtocolFacts("PROT-2017", ())
    assert judge(draft, FASTWEB, CONTRACTS, figures(REPORTS), MARCH_ENDS) == ()


# Whom it binds ------------------------------------------------------------------------------


def because(signatory: Signatory, on: date, protocol: ProtocolFacts = PROTOCOL) -> tuple[str, str]:
    judgment = judged(signatory, "new", on, REPORTS, protocol=protocol)
    return judgment.verdict, judgment.because


def test_nobody_is_bound_before_joining_or_after_leaving() -> None:
    later = Signatory("Fastweb", (Spell(date(2018, 4, 1)),))
    assert because(later, MARCH_ENDS) == ("not-bound", "not-joined")
    left = Signatory("Fastweb", (Spell(SIGNED, date(2018, 3, 31)),))
    assert because(left, MARCH_ENDS) == ("not-bound", "left")
    assert because(left, date(2018, 3, 30)) == ("broken", "below-floor")


def test_a_protocol_holds_on_its_last_day_and_after_it_only_if_it_renews() -> None:
    ends = replace(TERMS, ends_on=MARCH_ENDS, renews=False)
    once = ProtocolFacts("PROT-2017", (Signing(SIGNED, ends),))
    assert because(FASTWEB, MARCH_ENDS, once)[0] == "kept"
    assert because(FASTWEB, date(2018, 4, 1), once) == ("not-bound", "protocol-ended")
    renewed = ProtocolFacts("PROT-2017", (Signing(SIGNED, replace(ends, renews=True)),))
    assert because(FASTWEB, date(2018, 4, 1), renewed)[0] == "kept"
    ended = ProtocolFacts("PROT-2017", PROTOCOL.signings, ended_on=MARCH_ENDS)
    assert because(FASTWEB, MARCH_ENDS, ended) == ("not-bound", "protocol-ended")
    assert because(FASTWEB, date(2018, 3, 30), ended)[0] == "broken"


def test_without_such_work_nobody_is_bound() -> None:
    nothing = judged(FASTWEB, "direct", MARCH_ENDS, REPORTS)
    assert (nothing.verdict, nothing.because) == ("not-bound", "no-in-house-work")
    nobody = Signatory("Enel", (Spell(SIGNED),))
    assert because(nobody, MARCH_ENDS) == ("not-bound", "no-outsourced-work")
    before = judged(FASTWEB, "new", date(2017, 12, 31), REPORTS)
    assert (before.verdict, before.because) == ("not-bound", "no-outsourced-work")
    old = {"FW-LATE": CONTRACTS["FW-LATE"]}
    none_new = judged(FASTWEB, "new", MARCH_ENDS, REPORTS, old)
    assert (none_new.verdict, none_new.because) == ("not-bound", "no-new-contracts")


def test_who_leaves_and_joins_again_is_judged_by_the_first_joining_without_the_months_between() -> (
    None
):
    back = Signatory("Fastweb", (Spell(SIGNED, date(2018, 1, 31)), Spell(date(2018, 2, 2))))
    row = rows(judged(back, "new", MARCH_ENDS, REPORTS))["FW-NEW"]
    assert told(row) == ("kept", "reaches-floor", "8150", "10000", 81.5, "0")
    assert (row.joined_on, row.rejoined_on) == (SIGNED, date(2018, 2, 2))


@pytest.mark.parametrize(
    ("left", "back", "judged_since"),
    [
        (date(2018, 1, 15), date(2018, 2, 1), "2018-02"),
        (date(2018, 1, 15), date(2018, 2, 2), "2018-03"),
        (date(2018, 2, 1), date(2018, 2, 1), "2018-01"),
        (date(2018, 1, 31), date(2018, 2, 1), "2018-02"),
    ],
)
def test_a_month_counts_if_it_was_in_on_every_day_of_it(
    left: date, back: date, judged_since: str
) -> None:
    member = Signatory("Fastweb", (Spell(SIGNED, left), Spell(back)))
    row = rows(judged(member, "new", MARCH_ENDS, REPORTS))["FW-NEW"]
    assert (row.since, row.until) == (judged_since, "2018-03")


def test_the_first_day_it_runs_is_taken_and_said_if_nobody_knows_when_it_was_agreed() -> None:
    contract = replace(FW_NEW, agreed_on=None)
    row = rows(judged(FASTWEB, "new", MARCH_ENDS, REPORTS, {"FW-NEW": contract}))["FW-NEW"]
    assert (row.verdict, row.assumed) == ("kept", True)


def test_a_contract_that_succeeds_an_older_one_makes_no_new_promise_unless_the_terms_say_so() -> (
    None
):
    old = ContractFacts(
        "FW-OLD", "Fastweb", "Almaviva", date(2015, 1, 1), date(2018, 1, 1), date(2014, 12, 1)
    )
    contracts = {"FW-OLD": old, "FW-NEW": replace(FW_NEW, succeeds="FW-OLD")}
    as_first = judged(FASTWEB, "new", MARCH_ENDS, REPORTS, contracts)
    row = rows(as_first)["FW-NEW"]
    assert (row.verdict, row.because, row.succeeds) == ("not-bound", "succeeds-older", "FW-OLD")
    by_own = replace(
        TERMS, commitments=tuple(replace(c, successors="new") for c in TERMS.commitments)
    )
    protocol = ProtocolFacts("PROT-2017", (Signing(SIGNED, by_own),))
    own = rows(judged(FASTWEB, "new", MARCH_ENDS, REPORTS, contracts, protocol))["FW-NEW"]
    assert (own.verdict, own.succeeds) == ("kept", None)


def test_the_worst_contract_decides_and_all_together_is_information() -> None:
    other = replace(FW_NEW, code="FW-NEW-2")
    contracts = {"FW-NEW": FW_NEW, "FW-NEW-2": other}
    reports = REPORTS | {"FW-NEW-2": months("2018-01", [(5000, 5000), (9900, 100), (9900, 100)])}
    judgment = judged(
        FASTWEB, "new", MARCH_ENDS, CORRECTED | {"FW-NEW-2": reports["FW-NEW-2"]}, contracts
    )
    assert judgment.verdict == "broken"
    together = rows(judgment)[None]
    assert (together.verdict, together.because) == (None, "information")
    assert (together.part, together.whole, together.percent) == ("48750", "60000", 81.25)


def test_a_contract_without_a_whole_month_counts_only_if_nothing_else_is_judged() -> None:
    young = replace(FW_NEW, code="FW-YOUNG", runs_from=date(2018, 3, 20))
    on = date(2018, 3, 30)
    both = {"FW-NEW": FW_NEW, "FW-YOUNG": young}
    assert judged(FASTWEB, "new", on, REPORTS, both).because == "below-floor"
    alone = judged(FASTWEB, "new", on, REPORTS, {"FW-YOUNG": young})
    assert (alone.verdict, alone.because) == ("not-yet-known", "no-whole-month")


def test_a_contract_without_a_whole_month_takes_no_verdict_away() -> None:
    young = replace(FW_NEW, code="FW-YOUNG", runs_from=date(2018, 4, 5))
    both = {"FW-NEW": FW_NEW, "FW-YOUNG": young}
    judgment = judged(FASTWEB, "new", date(2018, 4, 10), REPORTS, both)
    assert rows(judgment)["FW-YOUNG"].because == "no-whole-month"
    assert (judgment.verdict, judgment.because) == ("kept", "reaches-floor")


def test_a_silent_contract_leaves_the_share_before_joining_open() -> None:
    contract = ContractFacts("OLD", "Fastweb", "Comdata", date(2010, 1, 1), unit="contacts")
    silent = ContractFacts("SILENT", "Fastweb", "Comdata", date(2010, 1, 1), date(2017, 5, 1))
    reports = {"OLD": months("2016-05", [(8700, 1300)] * 24)}
    contracts = {"OLD": contract, "SILENT": silent}
    judgment = judged(FASTWEB, "hold", REVIEW, reports, contracts)
    assert (judgment.verdict, judgment.because) == ("not-yet-known", "baseline-missing")


def test_months_in_which_the_protocol_had_run_out_are_not_judged() -> None:
    once = replace(TERMS, ends_on=date(2018, 1, 15), renews=False)
    anew = ProtocolFacts("PROT-2017", (Signing(SIGNED, once), Signing(date(2018, 3, 1), TERMS)))
    row = rows(judged(FASTWEB, "new", MARCH_ENDS, REPORTS, protocol=anew))["FW-NEW"]
    assert (row.since, row.until, row.verdict) == ("2018-03", "2018-03", "kept")


def test_a_contract_that_ended_leaves_the_window_in_time() -> None:
    ended = replace(FW_NEW, ends_on=date(2018, 4, 1))
    contracts = {"FW-NEW": ended}
    last = judged(FASTWEB, "new", date(2019, 3, 30), REPORTS, contracts)
    assert (last.verdict, last.rows[0].since, last.rows[0].until) == ("kept", "2018-03", "2018-03")
    gone = judged(FASTWEB, "new", date(2019, 3, 31), REPORTS, contracts)
    assert (gone.verdict, gone.because) == ("not-bound", "ended")


def test_no_volume_at_all_binds_nobody() -> None:
    reports = {"FW-NEW": months("2018-01", [(0, 0)] * 3)}
    judgment = judged(FASTWEB, "new", MARCH_ENDS, reports)
    assert (judgment.verdict, judgment.because, judgment.rows[0].percent) == (
        "not-bound",
        "no-volume",
        None,
    )


def test_contracts_in_different_units_are_never_added() -> None:
    minutes = replace(FW_DIR, code="FW-DIR-MIN", unit="minutes")
    contracts = {"FW-DIR": FW_DIR, "FW-DIR-MIN": minutes}
    reports = DIRECT | {"FW-DIR-MIN": months("2017-12", [(90, 10)] * 5)}
    judgment = judged(FASTWEB, "direct", REVIEW, reports, contracts)
    assert [(row.unit, row.verdict, row.part) for row in judgment.rows] == [
        ("contacts", "kept", "47600"),
        ("minutes", "broken", "450"),
    ]
    assert judgment.rows[1].short == "25"
    assert judgment.verdict == "broken"


def test_a_contract_of_which_nothing_was_ever_reported_is_missing_from_every_unit() -> None:
    silent = replace(FW_DIR, code="FW-SILENT", unit=None)
    contracts = {"FW-DIR": FW_DIR, "FW-SILENT": silent}
    judgment = judged(FASTWEB, "direct", REVIEW, DIRECT, contracts)
    (row,) = judgment.rows
    assert (row.verdict, row.because) == ("not-yet-known", "months-missing")
    assert {one.contract for one in row.missing_from} == {"FW-SILENT"}


# Terms that are revised ---------------------------------------------------------------------


def revised(since: date, **changes: object) -> ProtocolFacts:
    changed = tuple(replace(c, **changes) for c in TERMS.commitments)  # type: ignore[arg-type]
    later = Signing(since, replace(TERMS, commitments=changed))
    return ProtocolFacts("PROT-2017", (*PROTOCOL.signings, later))


def test_each_month_has_the_floor_of_the_terms_in_force_on_its_last_day() -> None:
    protocol = revised(date(2018, 3, 31), floor=Fraction(90), hold_above=None)
    row = rows(judged(FASTWEB, "new", MARCH_ENDS, REPORTS, protocol=protocol))["FW-NEW"]
    # 80 % of 20,000 and 90 % of 10,000 are 25,000 of 30,000.
    assert (row.floor, row.verdict, row.short) == ("83.3334", "broken", "950")
    before = rows(judged(FASTWEB, "new", date(2018, 3, 30), REPORTS, protocol=protocol))["FW-NEW"]
    assert before.floor == "80"


@pytest.mark.parametrize("change", [{"place": "RO"}, {"measure": "heads"}])
def test_a_revision_of_place_or_measure_starts_the_window_anew(change: dict[str, object]) -> None:
    there_and_back = ProtocolFacts(
        "PROT-2017",
        (*revised(date(2018, 2, 1), **change).signings, Signing(date(2018, 3, 1), TERMS)),
    )
    row = rows(judged(FASTWEB, "new", MARCH_ENDS, REPORTS, protocol=there_and_back))["FW-NEW"]
    assert (row.since, row.until, row.part) == ("2018-03", "2018-03", "8150")


# Floors beside the share before joining -----------------------------------------------------

BOTH = Commitment(
    code="both",
    text="almeno il 70 %, e non meno di prima se sopra 80",
    work="outsourced",
    contracts="all",
    judged="together",
    place="IT",
    measure="volume",
    months=12,
    floor=Fraction(70),
    hold_above=Fraction(80),
)


def both(before: int | None, now: int, **changes: object) -> CommitmentRow:
    terms = ProtocolTerms("Both", (replace(BOTH, **changes),))  # type: ignore[arg-type]
    protocol = ProtocolFacts("BOTH", (Signing(SIGNED, terms),))
    contract = ContractFacts("OLD", "Fastweb", "Comdata", date(2010, 1, 1), unit="contacts")
    reports = months("2017-06", [(now, 10_000 - now)] * 11)
    if before is not None:
        reports |= months("2016-05", [(before, 10_000 - before)] * 12)
    return judged(FASTWEB, "both", REVIEW, {"OLD": reports}, {"OLD": contract}, protocol).rows[0]


def test_a_floor_and_a_share_before_joining_bind_together() -> None:
    assert told(both(8100, 8050))[:2] == ("broken", "below-floor")
    assert told(both(7900, 7100))[:2] == ("kept", "reaches-floor")
    assert told(both(8100, 8100))[:2] == ("kept", "reaches-floor")
    higher = both(8100, 8100, floor=Fraction(85))
    assert (higher.verdict, higher.floor, higher.floor_from) == ("broken", "85", "terms")


def test_a_share_before_joining_that_is_not_known_leaves_only_the_floor_to_miss() -> None:
    kept = both(None, 7100)
    assert told(kept)[:2] == ("not-yet-known", "baseline-missing")
    assert kept.baseline is not None
    assert len(kept.baseline.missing) == 12
    assert told(both(None, 6900))[:2] == ("broken", "below-floor")
    assert told(both(None, 6900, floor=None))[:2] == ("not-yet-known", "baseline-missing")


def test_months_with_and_without_a_floor_wait_together_for_the_share_before_joining() -> None:
    first = ProtocolTerms("Both", (BOTH,))
    then = ProtocolTerms("Both", (replace(BOTH, floor=None),))
    protocol = ProtocolFacts("BOTH", (Signing(SIGNED, first), Signing(date(2018, 4, 1), then)))
    contract = ContractFacts("OLD", "Fastweb", "Comdata", date(2010, 1, 1), unit="contacts")
    contracts, reports = {"OLD": contract}, {"OLD": months("2017-06", [(6000, 4000)] * 11)}
    waiting = judged(FASTWEB, "both", REVIEW, reports, contracts, protocol)
    assert (waiting.verdict, waiting.because) == ("not-yet-known", "baseline-missing")
    low = {"OLD": reports["OLD"] | months("2016-05", [(6000, 4000)] * 13)}
    known = judged(FASTWEB, "both", REVIEW, low, contracts, protocol)
    # April has no floor, so it is not judged.
    assert told(known.rows[0]) == ("broken", "below-floor", "60000", "100000", 60.0, "10000")
    assert known.rows[0].until == "2018-03"


def test_whoever_did_nothing_before_joining_was_not_above() -> None:
    contract = ContractFacts("OLD", "Fastweb", "Comdata", date(2017, 5, 4), unit="contacts")
    reports = months("2017-06", [(5000, 5000)] * 11)
    judgment = judged(FASTWEB, "hold", REVIEW, {"OLD": reports}, {"OLD": contract})
    assert (judgment.verdict, judgment.because) == ("not-bound", "no-baseline")


def test_a_proxy_gives_a_verdict_if_the_terms_declare_it_by_the_day_before_joining() -> None:
    terms = ProtocolTerms("Heads", (replace(BOTH, measure="heads", floor=None),))
    protocol = ProtocolFacts("HEADS", (Signing(SIGNED, terms),))
    contract = ContractFacts("OLD", "Fastweb", "Comdata", date(2010, 1, 1))
    stocks = {
        ("heads", "IT", date(2017, 5, 3)): {"OLD": share(90, 100)},
        ("heads", "IT", REVIEW): {"OLD": share(89, 100)},
    }
    (judgment,) = judge(protocol, FASTWEB, {"OLD": contract}, Figures(stocks=stocks), REVIEW)  # type: ignore[arg-type]
    (row,) = judgment.rows
    assert told(row) == ("broken", "below-floor", "89", "100", 89.0, "1")
    assert (row.proxy, row.measure, row.unit, row.floor, row.floor_from) == (
        True,
        "heads",
        "heads",
        "90",
        "baseline",
    )
    assert (row.since, row.until) == (None, None)


# What a database is asked -------------------------------------------------------------------


def test_what_is_asked_of_a_database_is_a_span_of_months_for_each_place() -> None:
    asked = wanted(PROTOCOL, [FASTWEB], REVIEW)
    assert asked.months == (MonthsWanted("IT", month("2016-05"), month("2018-04")),)
    assert asked.stocks == ()
    years_later = wanted(PROTOCOL, [FASTWEB], date(2020, 12, 31))
    assert years_later.months == (
        MonthsWanted("IT", month("2016-05"), month("2017-04")),
        MonthsWanted("IT", month("2020-01"), month("2020-12")),
    )


def test_the_places_of_protocols_in_force_are_known() -> None:
    assert places_in_force([PROTOCOL], MARCH_ENDS) == ("IT",)
    assert places_in_force([PROTOCOL], date(2017, 5, 3)) == ()
    assert floors_in_force([PROTOCOL], MARCH_ENDS) == (Fraction(80), Fraction(95))
