"""A change that was recorded by mistake is taken back, the latest first; a correction is corrected."""

from __future__ import annotations

from typing import Any

import pytest
from given import AUGUST, BOOKS, CAGLIARI, CARE, JULY, JUNE, MARCH, given

from domain.contracts.contract_events import (
    ContractChanged,
    ContractChangeVoided,
    ContractCorrected,
    ContractDetails,
)
from domain.correction_refusals import CorrectedOtherwise, StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.places.site_events import SiteChanged, SiteChangeVoided, SiteCorrected, SiteDetails
from domain.plans.plan import Plan
from domain.plans.plan_events import InCountry, PlanAnnounced, PlanCorrected, PlanDetails
from domain.refusal import HistoryDiffers


def of_konecta(on: Any) -> SiteChanged:
    return SiteChanged(
        name="Cagliari", employer="Konecta", employer_id=None, reason="merger", effective_on=on
    )


def of_nobody(on: Any) -> SiteChanged:
    return SiteChanged(
        name="Cagliari", employer=None, employer_id=None, reason="sold", effective_on=on
    )


def supplied_by(supplier: str, on: Any) -> ContractChanged:
    return ContractChanged(
        client="Fastweb",
        client_id=None,
        supplier=supplier,
        supplier_id=None,
        reason="merger",
        effective_on=on,
    )


CHANGED_TWICE: Any = [
    pytest.param(
        CAGLIARI.after(of_konecta(JUNE)).after(of_nobody(JULY)), SiteChangeVoided, id="site"
    ),
    pytest.param(
        CARE.after(supplied_by("Konecta", JUNE)).after(supplied_by("Alfa", JULY)),
        ContractChangeVoided,
        id="contract",
    ),
]


@pytest.mark.parametrize(("twice", "voided"), CHANGED_TWICE)
def test_the_latest_change_is_taken_back_first(twice: Any, voided: Any) -> None:
    latest = voided(version=3, effective_on=JULY, reason="put off")
    earlier = voided(version=2, effective_on=JUNE, reason="put off")
    given(twice).when(lambda it: it.void(3, reason="put off", register=BOOKS)).then(latest)
    given(twice).when(lambda it: it.void(2, reason="put off", register=BOOKS)).refused(
        StillLeanedOn
    )
    once = twice.after(latest)
    assert [each.effective_on for each in once.changes] == [JUNE]
    given(once).when(lambda it: it.void(2, reason="put off", register=BOOKS)).then(earlier)
    given(once).when(lambda it: it.void(3, reason="put off", register=BOOKS)).refused(
        CannotBeVoided
    )
    never = once.after(earlier)
    assert never.changes == ()
    given(never).when(lambda it: it.void(2, reason="put off", register=BOOKS)).refused(
        CannotBeVoided
    )


@pytest.mark.parametrize(("twice", "voided"), CHANGED_TWICE)
@pytest.mark.parametrize(
    ("version", "on", "rule"),
    [(3, AUGUST, HistoryDiffers), (4, JULY, HistoryDiffers), (2, JUNE, StillLeanedOn)],
)
def test_the_audit_sees_which_change_was_taken_back(
    twice: Any, voided: Any, version: int, on: Any, rule: Any
) -> None:
    event = voided(version=version, effective_on=on, reason="put off")

    def audited(past: Any) -> Any:
        past.check(event, BOOKS)
        return event

    given(twice).when(audited).refused(rule)


@pytest.mark.parametrize(("twice", "voided"), CHANGED_TWICE)
def test_after_a_change_was_taken_back_another_may_be_recorded(twice: Any, voided: Any) -> None:
    once = twice.after(voided(version=3, effective_on=JULY, reason="put off"))
    changed = once.after(twice.changes[-1])
    assert changed.changes == twice.changes
    again = voided(version=5, effective_on=JULY, reason="put off")
    given(changed).when(lambda it: it.void(5, reason="put off", register=BOOKS)).then(again)


HOME = Plan("HOME").after(
    PlanAnnounced(
        statement=None,
        source=None,
        client=None,
        supplier=None,
        origins=(InCountry(country="RO"),),
        destinations=(InCountry(country="IT"),),
        contracts=(),
        target=1,
        baseline_on=MARCH,
        deadline_on=JULY,
        effective_on=MARCH,
    )
)


@pytest.mark.parametrize(
    "corrected",
    [
        CAGLIARI.after(
            SiteCorrected(
                was=SiteDetails(city=None), reason="typo", **{"is": SiteDetails(city="Elmas")}
            )
        ),
        CARE.after(
            ContractCorrected(
                was=ContractDetails(service=None),
                reason="typo",
                **{"is": ContractDetails(service="Care")},
            )
        ),
        HOME.after(
            PlanCorrected(
                was=PlanDetails(source=None), reason="typo", **{"is": PlanDetails(source="Board")}
            )
        ),
    ],
    ids=["site", "contract", "plan"],
)
def test_a_correction_is_corrected_and_not_taken_back(corrected: Any) -> None:
    given(corrected).when(lambda it: it.void(2, reason="wrong", register=BOOKS)).refused(
        CorrectedOtherwise
    )
