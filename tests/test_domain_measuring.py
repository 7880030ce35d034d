"""What is said of indicators, laws and notices, under its rules: what a forged history is refused for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.contracts.contract import Contract
from domain.contracts.contract_events import ContractSigned
from domain.correction_refusals import StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.notices.law_books import NoticeBook, RuleBook, UnionBook
from domain.notices.notice_events import (
    MemberSpell,
    NoticeVoided,
    RuleAdopted,
    RuleRecipient,
    RuleVoided,
    UnionDescribed,
    UnionVoided,
)
from domain.notices.notice_refusals import RuleAlreadyAdopted, UnionAlreadyDescribed, UnknownRule
from domain.occupancy import Occupancy
from domain.places.site import Site
from domain.quality import amounts
from domain.quality.indicator_book import IndicatorBook
from domain.quality.measuring import QualityBook
from domain.quality.quality_commands import ReportQuality
from domain.quality.quality_events import (
    IndicatorDefined,
    IndicatorVoided,
    Measured,
    QualityReported,
    Reported,
)
from domain.quality.quality_refusals import InvalidAmount, PeriodAlreadyReported
from domain.refusal import HistoryDiffers
from domain.reported import ReportedPeriod

WAIT = IndicatorDefined(
    title="Waiting time",
    numerator="seconds waited",
    denominator="answered calls",
    unit="seconds",
    better="less",
    kind="flow",
    source="Made up",
)
SIGNED = ContractSigned(
    client="Fastweb", supplier=None, service=None, effective_on=date(2018, 1, 1)
)


@dataclass
class Known:
    """Just as much of a ledger as the rules ask for."""

    defined: IndicatorBook = field(default_factory=lambda: IndicatorBook("wait").after(WAIT))

    def site(self, code: str, /) -> Site:
        return Site(code)

    def contract(self, code: str, /) -> Contract:
        return Contract(code).after(SIGNED) if code == "FW" else Contract(code)

    def occupancy(self, site: str, /) -> Occupancy:
        return Occupancy()

    def occupancy_of_contract(self, contract: str, /) -> Occupancy:
        return Occupancy()

    def who_names_site(self, code: str, /) -> tuple[str, str] | None:
        return None

    def plan_with_both_ends_at(self, code: str, country: str, /) -> str | None:
        return None

    def who_names_contract(self, code: str, /) -> tuple[str, str] | None:
        return None

    def reported_of(self, contract: str, /) -> tuple[ReportedPeriod, ...]:
        return ()

    def reported_at(self, site: str, /) -> tuple[ReportedPeriod, ...]:
        return ()

    def indicator(self, code: str, /) -> IndicatorBook:
        return self.defined if code == "wait" else IndicatorBook(code)

    def who_reports(self, indicator: str, /) -> str | None:
        return None

    def rule(self, code: str, /) -> RuleBook:
        return RuleBook(code)

    def who_files_under(self, rule: str, /) -> str | None:
        return None


KNOWN = Known()


def asks(numerator: str, **said: Any) -> ReportQuality:
    return ReportQuality(
        "FW",
        **{
            "indicator": "wait",
            "period": "2018-05",
            "numerator": numerator,
            "denominator": "10",
            **said,
        },
    )


def reported(book: QualityBook, command: ReportQuality) -> QualityBook:
    event = book.report(command, KNOWN)
    assert event is not None
    return book.after(event)


def stands(book: QualityBook) -> list[str | None]:
    return [
        told[-1][1].measured.numerator if told[-1][1].measured else told[-1][1].given
        for told in book.told.values()
    ]


def test_a_report_that_is_taken_back_leaves_what_stood_before_it() -> None:
    book = reported(QualityBook("FW"), asks("700"))
    with pytest.raises(PeriodAlreadyReported):
        book.report(asks("710"), KNOWN)
    book = reported(book, asks("710", reason="Dialler log"))
    with pytest.raises(StillLeanedOn):
        book.void(1, reason="Not the latest", register=KNOWN)
    book = book.after(book.void(2, reason="Of another day", register=KNOWN))
    assert stands(book) == ["700"]
    with pytest.raises(CannotBeVoided):
        book.void(3, reason="Nothing of its own", register=KNOWN)
    book = book.after(book.void(1, reason="Of another site", register=KNOWN))
    assert stands(book) == []
    book = reported(book, asks("0", denominator="0"))
    assert stands(book) == ["0"]


def test_a_report_must_say_what_stood_before_it() -> None:
    book = reported(QualityBook("FW"), asks("700"))
    first = QualityReported(
        indicator="wait", period="2018-05", measured=Measured(numerator="1", denominator="2")
    )
    with pytest.raises(HistoryDiffers):
        book.check(first, KNOWN)
    other = Reported(measured=Measured(numerator="701", denominator="10"), given=None)
    with pytest.raises(HistoryDiffers):
        book.check(first.model_copy(update={"was": other, "reason": "x"}), KNOWN)
    with pytest.raises(HistoryDiffers):
        QualityBook("FW").check(
            QualityReported(indicator="wait", period="2018-05", was=other, reason="x"), KNOWN
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "2018-13"},
        {"period": "2018-05/2018-06"},
        {"measured": None},
        {"given": "1"},
        {"measured": {"numerator": "1.50", "denominator": "2"}},
        {"measured": {"numerator": "-1", "denominator": "2"}},
        {"was": {"measured": None, "given": None}},
    ],
)
def test_what_no_report_can_say_is_not_read(wrong: dict[str, Any]) -> None:
    right = {
        "indicator": "wait",
        "site": None,
        "period": "2018-05",
        "measured": {"numerator": "1.5", "denominator": "2"},
        "given": None,
        "was": None,
        "source": None,
        "reason": None,
    }
    assert QualityReported.model_validate(right).months.months == 1
    with pytest.raises(ValidationError):
        QualityReported.model_validate({**right, **wrong})


def test_only_what_stands_is_taken_back() -> None:
    union = UnionBook("EU")
    rule, notice, indicator = RuleBook("R"), NoticeBook("N"), IndicatorBook("wait")
    with pytest.raises(HistoryDiffers):
        union.check(UnionVoided(version=1, reason="x"), KNOWN)
    with pytest.raises(HistoryDiffers):
        rule.check(RuleVoided(version=1, reason="x"), KNOWN)
    with pytest.raises(HistoryDiffers):
        notice.check(NoticeVoided(version=1, reason="x"), KNOWN)
    with pytest.raises(HistoryDiffers):
        indicator.check(IndicatorVoided(version=1, reason="x"), KNOWN)
    for book in (union, rule, notice, indicator):
        with pytest.raises(CannotBeVoided):
            book.void(1, reason="x", register=KNOWN)
    with pytest.raises(UnknownRule):
        rule.must_have("labour")


ITALY = MemberSpell(country="IT", since=date(1958, 1, 1), until=None, note=None)
DESCRIBED = UnionDescribed(title="Union", members=(ITALY,), source="Made up")
ADOPTED = RuleAdopted(
    title="Rule",
    text="Word for word",
    source="Made up",
    area="union:EU",
    in_force_from=date(2017, 1, 1),
    days_before=30,
    recipients=(RuleRecipient(name="labour", filed_by="whoever employs"),),
)


def test_the_latest_text_that_stands_holds() -> None:
    union, rule = UnionBook("EU").after(DESCRIBED), RuleBook("R").after(ADOPTED)
    with pytest.raises(UnionAlreadyDescribed):
        union.check(DESCRIBED, KNOWN)
    with pytest.raises(RuleAlreadyAdopted):
        rule.check(ADOPTED, KNOWN)
    later = ADOPTED.model_copy(update={"title": "Other", "reason": "Amended"})
    rule = rule.after(later)
    assert rule.latest == later
    assert rule.after(RuleVoided(version=2, reason="x")).latest == ADOPTED
    assert rule.after(RuleVoided(version=1, reason="x")).latest == later


@pytest.mark.parametrize(
    "wrong",
    [
        {"days_before": None},
        {"present_on": date(2017, 1, 1)},
        {"due_on": date(2017, 1, 1)},
        {"in_force_until": date(2016, 12, 31)},
        {"recipients": ()},
        {"recipients": ADOPTED.recipients * 2},
        {"area": "Italy"},
    ],
)
def test_what_no_rule_can_say_is_not_read(wrong: dict[str, Any]) -> None:
    said = {name: getattr(ADOPTED, name) for name in RuleAdopted.model_fields}
    assert RuleAdopted.model_validate(said) == ADOPTED
    with pytest.raises(ValidationError):
        RuleAdopted.model_validate({**said, **wrong})


def test_spells_of_membership_are_in_order_and_apart() -> None:
    with pytest.raises(ValidationError):
        MemberSpell(country="IT", since=date(2000, 1, 1), until=date(2000, 1, 1), note=None)
    with pytest.raises(ValidationError):
        UnionDescribed(title="Union", members=(ITALY, ITALY), source="Made up")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0", "0"), ("007", "7"), ("8150,50", "8150.5"), ("1.5", "1.5"), ("20.0000", "20")],
)
def test_a_count_is_kept_as_one_text(typed: str, kept: str) -> None:
    assert amounts.numerator(typed) == kept


@pytest.mark.parametrize("typed", ["", "-1", "1e3", "8.150", "1.480.000", "8,150", "1.00001", "١"])
def test_what_may_be_read_in_two_ways_is_no_count(typed: str) -> None:
    with pytest.raises(InvalidAmount):
        amounts.denominator(typed)


@given(st.integers(0, 10**15))
def test_an_amount_is_the_same_in_text_and_in_ten_thousandths(units: int) -> None:
    whole, rest = divmod(units, 10_000)
    text = amounts.given(f"{whole}.{rest:04}")
    assert amounts.amount_units(text) == units
