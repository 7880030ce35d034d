"""Random worlds, judged twice: by the code, and by the words of the rules said again with fractions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from examples import examples
from hypothesis import event, given
from hypothesis import strategies as st
from slow_commitments import Said, World, slow_judge

from domain.commitments import shares as exact
from domain.commitments.shares import UNITS_PER_ONE, Month, Share
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
from projections.judging.verdicts import Verdict

PLACES = ("IT", "AL", "RO")
JANUARY = Month(2017, 1)
MONTHS = JANUARY.until(Month(2018, 6))

FIRST_DAY, LAST_DAY = date(2017, 1, 1), date(2018, 7, 5)
days = st.dates(FIRST_DAY, LAST_DAY)
# Most questions are asked late, of a protocol that is still in force, about who joined early.
late = st.dates(date(2017, 9, 25), LAST_DAY)
early = st.dates(FIRST_DAY, date(2017, 8, 1))
rarely = st.sampled_from([False] * 5 + [True])
# Percentages that figures really meet: a few round ones, and their neighbours.
percentages = st.sampled_from(
    [Fraction(n) for n in (25, 50, 60, 75, 80, 100)] + [Fraction("79.9999"), Fraction("33.3333")]
)
AMOUNTS = [Fraction(n) for n in (0, 1, 2, 3, 4, 8, 20)] + [Fraction("0.0001")]


def volumes(random: Random) -> dict[str, Fraction]:
    """One month, whole: most of it in Italy. Drawn apart, since there are many of them."""
    places = random.sample(PLACES, random.randint(1, len(PLACES)))
    return {place: random.choice(AMOUNTS) * (12 if place == "IT" else 1) for place in places}


@st.composite
def commitments(draw: st.DrawFn, code: str) -> Commitment:
    floor, hold = draw(st.tuples(st.none() | percentages, st.none() | percentages))
    return Commitment(
        code=code,
        text="parola per parola",
        work="in-house" if draw(rarely) else "outsourced",
        contracts=draw(st.sampled_from(["all", "new"])),
        judged=draw(st.sampled_from(["each", "together"])),
        place=draw(st.sampled_from(["IT", "IT", "AL"])),
        measure=draw(st.sampled_from(["volume", "volume", "volume", "heads", "fte"])),
        months=draw(st.integers(1, 6)),
        floor=Fraction(80) if floor is None and hold is None else floor,
        hold_above=hold,
        due=draw(st.none() | st.integers(0, 4)),
        successors=draw(st.sampled_from(["new", "as-first"])),
    )


@st.composite
def texts(draw: st.DrawFn) -> ProtocolTerms:
    codes = draw(st.sampled_from([("a",), ("a", "b"), ("b",)]))
    return ProtocolTerms(
        title="Protocollo",
        commitments=tuple(draw(commitments(code)) for code in codes),
        ends_on=draw(days) if draw(rarely) else None,
        renews=draw(st.booleans()),
    )


@st.composite
def protocols(draw: st.DrawFn) -> ProtocolFacts:
    first = draw(texts())
    signings = [Signing(draw(st.dates(date(2016, 12, 1), date(2017, 3, 1))), first)]
    for _ in range(draw(st.integers(0, 2))):
        # A revision is most often the same text with another floor.
        revised = draw(
            st.one_of(
                texts(),
                st.builds(
                    lambda floor: ProtocolTerms(
                        first.title,
                        tuple(
                            Commitment(**{**_fields(c), "floor": floor}) for c in first.commitments
                        ),
                    ),
                    percentages,
                ),
            )
        )
        signings.append(Signing(draw(days), revised))
    ended = draw(late) if draw(rarely) else None
    return ProtocolFacts("PROT", tuple(signings), ended)


def _fields(commitment: Commitment) -> dict[str, object]:
    return {name: getattr(commitment, name) for name in Commitment.__slots__}


@st.composite
def signatories(draw: st.DrawFn) -> Signatory:
    turns = [draw(days if draw(rarely) else early)]
    if draw(rarely):
        turns = sorted({*turns, *draw(st.lists(days, max_size=3))})
    spells = tuple(
        Spell(joined, turns[n + 1] if n + 1 < len(turns) else None)
        for n, joined in list(enumerate(turns))[::2]
    )
    return Signatory("Fastweb", spells)


@st.composite
def contracts(draw: st.DrawFn, code: str, others: tuple[str, ...]) -> ContractFacts:
    start = draw(st.dates(date(2016, 6, 1), date(2018, 3, 1)))
    length = draw(st.integers(1, 500)) if draw(rarely) else None
    return ContractFacts(
        code=code,
        client="TIM" if draw(rarely) else "Fastweb",
        supplier=None if draw(rarely) else "Comdata",
        runs_from=start,
        ends_on=start + timedelta(days=length) if length else None,
        agreed_on=draw(
            st.none() | st.builds(lambda n: start - timedelta(days=n), st.integers(0, 300))
        ),
        succeeds=draw(st.none() | st.sampled_from(others)) if others else None,
        unit=draw(st.sampled_from(["contacts", "contacts", "minutes"])),
    )


Report = tuple[str, Month, Mapping[str, Fraction] | None]
"""What was reported of a month, or that the report was taken back."""


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, Figures, Signatory, date]:
    codes = ("C-1", "C-2", "C-3")[: draw(st.integers(1, 3))]
    known = [draw(contracts(code, tuple(c for c in codes if c != code))) for code in codes]
    random = Random(draw(st.integers(0, 10_000)))  # noqa: S311 (no secret)
    said: list[Report] = [
        (contract.code, month, volumes(random))
        for contract in known
        if draw(st.integers(0, 9)) > 0
        for month in Month(2016, 6).until(MONTHS[-1])
        if contract.runs_in(month)
    ]
    # Corrections, and reports that were taken back, so that months are missing.
    for _ in range(draw(st.sampled_from([0, 0, 1, 3])) if said else 0):
        code, month, _ = random.choice(said)
        said.append((code, month, volumes(random) if random.random() < 0.5 else None))
    protocol, signatory = draw(protocols()), draw(signatories())
    on = draw(days if draw(rarely) else late)
    heads = {
        (contract.code, day): volumes(random)
        for contract in known
        for day in {on, signatory.joined_on - timedelta(days=1)}
    }
    reported = standing(said)
    with_reports = {code for code, _ in reported}
    known = [
        contract if contract.code in with_reports else _without_unit(contract) for contract in known
    ]
    by_month = {(code, (m.year, m.month)): amounts for (code, m), amounts in reported.items()}
    world = World(protocol, known, by_month, heads)
    return world, figures(said, reported, heads), signatory, on


def _without_unit(contract: ContractFacts) -> ContractFacts:
    values = {name: getattr(contract, name) for name in ContractFacts.__slots__}
    return ContractFacts(**{**values, "unit": None})


def standing(said: list[Report]) -> dict[tuple[str, Month], Mapping[str, Fraction]]:
    """The last report of each month, unless it was taken back."""
    last = {(code, month): amounts for code, month, amounts in said}
    return {key: amounts for key, amounts in last.items() if amounts is not None}


def figures(
    said: list[Report],
    reported: Mapping[tuple[str, Month], Mapping[str, Fraction]],
    heads: Mapping[tuple[str, date], Mapping[str, Fraction]],
) -> Figures:
    """Sums of signed rows: each report takes away what stood before it, and adds what it says."""
    rows: dict[tuple[str, Month, str], int] = {}
    before: dict[tuple[str, Month], Mapping[str, Fraction]] = {}
    for code, month, amounts in said:
        for sign, figures_ in ((-1, before.get((code, month), {})), (1, amounts or {})):
            for place, amount in figures_.items():
                key = (code, month, place)
                rows[key] = rows.get(key, 0) + sign * int(amount * UNITS_PER_ONE)
        before[code, month] = amounts or {}
    reports: dict[str, dict[str, dict[Month, Share]]] = {}
    for place in PLACES:
        for code, month in reported:
            whole = sum(n for (c, m, _), n in rows.items() if (c, m) == (code, month))
            part = rows.get((code, month, place), 0)
            reports.setdefault(place, {}).setdefault(code, {})[month] = Share(part, whole)
    stocks = {
        (measure, place, day): {
            code: Share(
                int(amounts.get(place, Fraction(0)) * UNITS_PER_ONE),
                int(sum(amounts.values(), Fraction(0)) * UNITS_PER_ONE),
            )
            for (code, other_day), amounts in heads.items()
            if other_day == day
        }
        for measure in ("heads", "fte")
        for place in PLACES
        for _, day in heads
    }
    return Figures(reports, stocks)  # type: ignore[arg-type]


def text(amount: Fraction | None) -> str | None:
    return None if amount is None else exact.amount_text(int(amount * UNITS_PER_ONE))


def as_said(row: CommitmentRow) -> tuple[object, ...]:
    return (
        row.verdict,
        row.because,
        row.contract,
        row.unit,
        row.part,
        row.whole,
        row.short,
        row.missing,
        row.floor if row.short is not None else None,
    )


def expected(said: Said) -> tuple[object, ...]:
    return (
        said.verdict,
        said.because,
        said.contract,
        said.unit,
        text(said.part),
        text(said.whole),
        text(said.short),
        said.missing,
        exact.percent_text(said.floor) if said.floor is not None else None,
    )


@examples(25, soaked=80)
@given(worlds())
def test_every_verdict_is_that_of_the_words_of_the_rules(
    world: tuple[World, Figures, Signatory, date],
) -> None:
    facts, sums, signatory, on = world
    by_code = {contract.code: contract for contract in facts.contracts}
    answers = judge(facts.protocol, signatory, by_code, sums, on)
    slow = slow_judge(facts, signatory, on)
    assert [answer.commitment.code for answer in answers] == list(slow)
    for answer in answers:
        verdict, because, rows = slow[answer.commitment.code]
        assert (answer.verdict, answer.because) == (verdict, because)
        deciding = [row for row in answer.rows if row.because != "information"]
        assert [as_said(row) for row in deciding] == [expected(row) for row in rows]
        event(f"{verdict}: {because}")


@examples(12, soaked=30)
@given(worlds())
def test_a_missing_month_makes_no_verdict_and_every_verdict_says_what_would_change_it(
    world: tuple[World, Figures, Signatory, date],
) -> None:
    facts, sums, signatory, on = world
    by_code = {contract.code: contract for contract in facts.contracts}
    for answer in judge(facts.protocol, signatory, by_code, sums, on):
        for row in answer.rows:
            assert row.because
            if row.missing and row.because != "information":
                assert row.verdict in ("not-yet-known", "not-yet-due")
            if row.verdict in ("kept", "broken"):
                assert not row.missing
                assert row.floor is not None
                assert row.short is not None
                assert (row.short == "0") == (row.verdict == "kept")
            if row.verdict == "broken" and row.percent is not None:
                assert row.floor is not None
                assert Fraction(str(row.percent)) < Fraction(row.floor)
            if row.percent == 100:
                assert row.part == row.whole


@examples(12, soaked=30)
@given(worlds(), st.randoms(use_true_random=False))
def test_no_verdict_depends_on_the_order_in_which_things_are_told(
    world: tuple[World, Figures, Signatory, date], random: Random
) -> None:
    facts, sums, signatory, on = world
    known = list(facts.contracts)
    first = judge(facts.protocol, signatory, {c.code: c for c in known}, sums, on)
    random.shuffle(known)
    again = judge(facts.protocol, signatory, {c.code: c for c in known}, sums, on)
    assert again == first


def test_every_verdict_has_a_place_in_the_order() -> None:
    from typing import get_args

    from slow_commitments import WORST_FIRST

    assert get_args(Verdict) == WORST_FIRST
