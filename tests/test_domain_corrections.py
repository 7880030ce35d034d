"""What was written down wrong is put right, what changes holds from a day on, and both are judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from given import AUGUST, BOOKS, CAGLIARI, CARE, JANUARY, JULY, JUNE, MARCH, SEPTEMBER, given
from given import opening as opened
from given import signing as signed
from pydantic import ValidationError

from domain.contracts.contract import Contract
from domain.contracts.contract_events import (
    ContractChanged,
    ContractCorrected,
    ContractDetails,
    ContractEnded,
    ContractSigningVoided,
)
from domain.contracts.contract_refusals import (
    ContractEndsBeforeItStarts,
    ContractNotRunning,
    SucceedsItself,
    UnknownContract,
)
from domain.correction_refusals import ChangeOutOfOrder, NothingDiffers, StillLeanedOn
from domain.event import Event
from domain.logbook import CannotBeVoided
from domain.occupancy import Occupancy
from domain.places.site import Site
from domain.places.site_events import (
    HeadcountAttested,
    SiteChanged,
    SiteChangeVoided,
    SiteClosed,
    SiteCorrected,
    SiteDetails,
    SiteOpeningVoided,
)
from domain.places.site_refusals import (
    BothEndsOfPlan,
    OpensAfterUse,
    RegionElsewhere,
    SiteClosesTooEarly,
    SiteIsClosed,
    UnknownSite,
)
from domain.plans.plan import Plan
from domain.plans.plan_events import (
    AtSite,
    InCountry,
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanDetails,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.plans.plan_refusals import (
    NoPlaceLeft,
    NotInPlan,
    PlacesOverlap,
    PlanAlreadyWithdrawn,
    PlanNamesTwice,
    PlanUnchanged,
    RevisedSince,
    UnknownPlan,
)
from domain.plans.plans_naming import with_both_ends_at
from domain.refusal import HistoryDiffers

SOMEBODY_THERE = type(BOOKS)(BOOKS.sites, BOOKS.contracts, Occupancy([(JULY, 1)]))


def audited(event: Any, books: Any = BOOKS) -> Callable[[Any], Event | None]:
    def asked(past: Any) -> Event:
        past.check(event, books)
        return event  # type: ignore[no-any-return]

    return asked


def corrected(kind: Any, was: Any, is_: Any) -> Any:
    return kind(was=was, reason="typo", **{"is": is_})


# Sites ----------------------------------------------------------------------------------------


def site_corrected(was: dict[str, Any], is_: dict[str, Any]) -> SiteCorrected:
    found: SiteCorrected = corrected(SiteCorrected, SiteDetails(**was), SiteDetails(**is_))
    return found


def site_changed(on: date, employer: str | None = "Konecta") -> SiteChanged:
    return SiteChanged(
        name="Comdata", employer=employer, employer_id=None, reason="merger", effective_on=on
    )


CITY = site_corrected({"city": None, "region": None}, {"city": "Cagliari", "region": "IT-88"})


def test_a_site_is_corrected_for_the_whole_past() -> None:
    given(CAGLIARI).when(audited(CITY)).then(CITY)
    right = CAGLIARI.after(CITY)
    assert right.opened is not None
    assert (right.opened.city, right.opened.region) == ("Cagliari", "IT-88")
    given(right).when(lambda site: site.open(opened("IT", MARCH), BOOKS)).says_nothing()
    as_it_is = right.opened
    given(right).when(lambda site: site.open(as_it_is, BOOKS)).says_nothing()


@pytest.mark.parametrize(
    ("past", "event", "books", "rule"),
    [
        (Site("X"), CITY, BOOKS, UnknownSite),
        (CAGLIARI.after(CITY), CITY, BOOKS, HistoryDiffers),
        (CAGLIARI, site_corrected({"country": "RO"}, {"country": "AL"}), BOOKS, HistoryDiffers),
        (
            CAGLIARI.after(CITY),
            site_corrected({"country": "IT"}, {"country": "RO"}),
            BOOKS,
            RegionElsewhere,
        ),
        (
            CAGLIARI,
            site_corrected({"effective_on": MARCH}, {"effective_on": AUGUST}),
            SOMEBODY_THERE,
            OpensAfterUse,
        ),
        (
            CAGLIARI.after(SiteClosed(reason="over", effective_on=JUNE)),
            site_corrected({"effective_on": MARCH}, {"effective_on": JUNE}),
            BOOKS,
            SiteClosesTooEarly,
        ),
        (
            CAGLIARI.after(site_changed(JUNE)),
            site_corrected({"effective_on": MARCH}, {"effective_on": JUNE}),
            BOOKS,
            ChangeOutOfOrder,
        ),
    ],
)
def test_a_correction_of_a_site_is_true_to_its_history(
    past: Site, event: SiteCorrected, books: Any, rule: Any
) -> None:
    given(past).when(audited(event, books)).refused(rule)


@pytest.mark.parametrize(
    "wrong",
    [
        '{"was":{},"is":{},"reason":"x"}',
        '{"was":{"city":"A"},"is":{"city":"A"},"reason":"x"}',
        '{"was":{"city":"A"},"is":{"name":"B"},"reason":"x"}',
        '{"was":{"name":null},"is":{"name":"B"},"reason":"x"}',
        '{"was":{"city":"A"},"is":{"city":"B","code":"X"},"reason":"x"}',
        '{"was":{"city":"A"},"is_":{"city":"B"},"reason":"x"}',
    ],
)
def test_a_correction_that_corrects_nothing_is_not_read(wrong: str) -> None:
    with pytest.raises(ValidationError):
        SiteCorrected.model_validate_json(wrong)


def test_a_site_changes_from_a_day_on() -> None:
    given(CAGLIARI).when(audited(site_changed(JUNE))).then(site_changed(JUNE))
    run_by_konecta = CAGLIARI.after(site_changed(JUNE))
    given(run_by_konecta).when(audited(site_changed(JULY))).refused(NothingDiffers)
    given(run_by_konecta).when(audited(site_changed(JUNE, None))).refused(ChangeOutOfOrder)
    given(run_by_konecta).when(audited(site_changed(JULY, None))).then(site_changed(JULY, None))
    given(CAGLIARI).when(audited(site_changed(MARCH))).refused(ChangeOutOfOrder)
    given(Site("X")).when(audited(site_changed(JUNE))).refused(UnknownSite)
    closed = CAGLIARI.after(SiteClosed(reason="over", effective_on=JULY))
    given(closed).when(audited(site_changed(JULY))).refused(SiteIsClosed)


OPENING_VOIDED = SiteOpeningVoided(version=1, effective_on=MARCH, reason="typo")


def test_an_opening_that_nothing_leans_on_is_taken_back() -> None:
    given(CAGLIARI).when(audited(OPENING_VOIDED)).then(OPENING_VOIDED)
    unknown = CAGLIARI.after(OPENING_VOIDED)
    assert (unknown.version, unknown.opened) == (2, None)
    given(unknown).when(audited(OPENING_VOIDED)).refused(HistoryDiffers)
    again = unknown.after(opened("IT", JULY))
    given(again).when(audited(OPENING_VOIDED)).refused(HistoryDiffers)
    given(again).when(audited(SiteOpeningVoided(version=3, effective_on=JULY, reason="typo"))).then(
        SiteOpeningVoided(version=3, effective_on=JULY, reason="typo")
    )


@pytest.mark.parametrize(
    "leaning",
    [
        SiteClosed(reason="over", effective_on=JULY),
        site_changed(JUNE),
        HeadcountAttested(heads=0, source="badges", effective_on=JUNE),
    ],
)
def test_an_opening_that_is_leaned_on_stays(leaning: Any) -> None:
    given(CAGLIARI.after(leaning)).when(audited(OPENING_VOIDED)).refused(StillLeanedOn)
    given(CAGLIARI).when(audited(OPENING_VOIDED, SOMEBODY_THERE)).refused(StillLeanedOn)


def test_what_a_change_left_as_it_was_follows_a_correction() -> None:
    taken_over = CAGLIARI.after(site_changed(JULY))
    assert taken_over.changes[-1].name == "Comdata"
    renamed = site_changed(AUGUST).model_copy(update={"name": "Sardegna"})
    later = taken_over.after(renamed)
    assert later.opened is not None
    assert later.opened.name == "Comdata"
    right = later.after(site_corrected({"name": "Comdata"}, {"name": "Cagliari 1"}))
    assert [each.name for each in right.changes] == ["Cagliari 1", "Sardegna"]
    again = right.after(site_corrected({"name": "Cagliari 1"}, {"name": "Sardegna"}))
    back = again.after(site_corrected({"name": "Sardegna"}, {"name": "Cagliari 2"}))
    assert [each.name for each in back.changes] == ["Cagliari 2", "Sardegna"]
    undone = back.after(SiteChangeVoided(version=3, effective_on=AUGUST, reason="typo"))
    assert [each.name for each in undone.changes] == ["Cagliari 2"]


class Promised(type(BOOKS)):  # type: ignore[misc]
    """Books in which a plan brings posts from Romania to the site in Cagliari."""

    def plan_with_both_ends_at(self, code: str, country: str, /) -> str | None:
        return with_both_ends_at(code, country, [HOME])


def test_a_site_stays_at_one_end_of_every_plan() -> None:
    books = Promised(BOOKS.sites, BOOKS.contracts)
    to_romania = site_corrected({"country": "IT"}, {"country": "RO"})
    given(CAGLIARI).when(audited(to_romania, books)).refused(
        BothEndsOfPlan, "In RO, IT-CAG would be both an origin and a destination of plan HOME."
    )
    to_albania = site_corrected({"country": "IT"}, {"country": "AL"})
    given(CAGLIARI).when(audited(to_albania, books)).then(to_albania)


@pytest.mark.parametrize(
    ("site", "country", "plan"),
    [
        ("IT-CAG", "RO", "HOME"),
        ("IT-CAG", "AL", None),
        ("IT-LEC", "RO", None),
        ("RO-IAS", "IT", "FURTHER"),
        ("RO-BUC", "IT", None),
    ],
)
def test_a_site_and_a_country_are_looked_for_at_both_ends_of_plans_as_they_were_revised(
    site: str, country: str, plan: str | None
) -> None:
    further = Plan("FURTHER").after(
        ANNOUNCEMENT.model_copy(update={"origins": (ALBANIA,), "destinations": (ITALY,)})
    )
    revised_since = further.after(revised(added_origins=(AtSite(site="RO-IAS"),)))
    assert with_both_ends_at(site, country, [Plan("X"), revised_since, HOME]) == plan


# Contracts ------------------------------------------------------------------------------------


def contract_corrected(was: dict[str, Any], is_: dict[str, Any]) -> ContractCorrected:
    found: ContractCorrected = corrected(
        ContractCorrected, ContractDetails(**was), ContractDetails(**is_)
    )
    return found


def contract_changed(on: date, supplier: str | None = "Konecta") -> ContractChanged:
    return ContractChanged(
        client="Fastweb",
        client_id=None,
        supplier=supplier,
        supplier_id=None,
        reason="merger",
        effective_on=on,
    )


AFTER_SOHO = contract_corrected({"succeeds": None}, {"succeeds": "FW-SOHO"})


def test_a_contract_is_corrected_for_the_whole_past() -> None:
    given(CARE).when(audited(AFTER_SOHO)).then(AFTER_SOHO)
    right = CARE.after(AFTER_SOHO)
    assert right.known().succeeds == "FW-SOHO"
    given(right).when(lambda contract: contract.sign(signed(MARCH), BOOKS)).says_nothing()
    given(right).when(lambda contract: contract.sign(right.known(), BOOKS)).says_nothing()


def test_no_contract_succeeds_itself_not_even_through_others() -> None:
    care_after_soho = CARE.after(AFTER_SOHO)
    books = BOOKS.but(care_after_soho)
    soho_after_care = contract_corrected({"succeeds": None}, {"succeeds": "FW-CARE"})
    given(BOOKS.contract("FW-SOHO")).when(audited(soho_after_care, books)).refused(
        SucceedsItself, "FW-SOHO would succeed itself, by FW-CARE"
    )
    itself = contract_corrected({"succeeds": None}, {"succeeds": "FW-CARE"})
    given(CARE).when(audited(itself)).refused(SucceedsItself)
    stranger = signed(MARCH).model_copy(update={"succeeds": "FW-NO"})
    given(Contract("FW-NEW")).when(audited(stranger)).refused(UnknownContract)


@pytest.mark.parametrize(
    ("past", "event", "rule"),
    [
        (Contract("X"), AFTER_SOHO, UnknownContract),
        (CARE.after(AFTER_SOHO), AFTER_SOHO, HistoryDiffers),
        (
            CARE.after(ContractEnded(reason="over", effective_on=JUNE)),
            contract_corrected({"effective_on": MARCH}, {"effective_on": JUNE}),
            ContractEndsBeforeItStarts,
        ),
        (
            CARE.after(contract_changed(JUNE)),
            contract_corrected({"effective_on": MARCH}, {"effective_on": JULY}),
            ChangeOutOfOrder,
        ),
        (CARE.after(contract_changed(JUNE)), contract_changed(JULY), NothingDiffers),
        (CARE, contract_changed(JANUARY), ChangeOutOfOrder),
        (
            CARE.after(ContractEnded(reason="over", effective_on=JUNE)),
            contract_changed(JULY),
            ContractNotRunning,
        ),
    ],
)
def test_what_is_said_of_a_contract_is_true_to_its_history(
    past: Contract, event: Any, rule: Any
) -> None:
    given(past).when(audited(event)).refused(rule)


SIGNING_VOIDED = ContractSigningVoided(version=1, effective_on=MARCH, reason="typo")


def test_a_signing_that_nothing_leans_on_is_taken_back() -> None:
    given(CARE).when(audited(SIGNING_VOIDED)).then(SIGNING_VOIDED)
    unknown = CARE.after(SIGNING_VOIDED)
    assert (unknown.version, unknown.signed) == (2, None)
    given(unknown).when(audited(SIGNING_VOIDED)).refused(HistoryDiffers)
    for leaning in ContractEnded(reason="over", effective_on=JULY), contract_changed(JUNE):
        given(CARE.after(leaning)).when(audited(SIGNING_VOIDED)).refused(StillLeanedOn)


# Plans ----------------------------------------------------------------------------------------

ROMANIA, ALBANIA, ITALY, BULGARIA = (InCountry(country=code) for code in ("RO", "AL", "IT", "BG"))
ANNOUNCEMENT = PlanAnnounced(
    statement=None,
    source=None,
    client=None,
    supplier=None,
    origins=(ROMANIA,),
    destinations=(AtSite(site="IT-CAG"),),
    contracts=("FW-SOHO",),
    target=220,
    baseline_on=MARCH,
    deadline_on=SEPTEMBER,
    effective_on=MARCH,
)
HOME = Plan("HOME").after(ANNOUNCEMENT)


def revised(on: date = JUNE, **changes: Any) -> PlanRevised:
    said = {"target": None, "deadline_on": None, **changes}
    return PlanRevised(**said, reason="talks", effective_on=on)


def plan_corrected(was: dict[str, Any], is_: dict[str, Any]) -> PlanCorrected:
    found: PlanCorrected = corrected(PlanCorrected, PlanDetails(**was), PlanDetails(**is_))
    return found


FROM_ALBANIA_TOO = revised(added_origins=(ALBANIA,), added_contracts=("FW-CARE",))


def test_a_plan_takes_more_places_and_contracts_in_and_drops_some() -> None:
    given(HOME).when(audited(FROM_ALBANIA_TOO)).then(FROM_ALBANIA_TOO)
    wider = HOME.after(FROM_ALBANIA_TOO)
    no_more = revised(JULY, dropped_origins=(ROMANIA,), dropped_contracts=("FW-SOHO",))
    given(wider).when(audited(no_more)).then(no_more)
    given(wider.after(no_more)).when(audited(revised(JULY, dropped_origins=(ROMANIA,)))).refused(
        NotInPlan, "does not name RO"
    )


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        (revised(), PlanUnchanged),
        (revised(target=220), PlanUnchanged),
        (revised(dropped_origins=(ALBANIA,)), NotInPlan),
        (revised(dropped_contracts=("FW-CARE",)), NotInPlan),
        (revised(added_origins=(ROMANIA,)), PlanNamesTwice),
        (revised(added_origins=(ALBANIA, ALBANIA)), PlanNamesTwice),
        (revised(added_origins=(ALBANIA,), dropped_origins=(ALBANIA,)), PlanNamesTwice),
        (revised(dropped_origins=(ROMANIA,)), NoPlaceLeft),
        (revised(added_origins=(ITALY,)), PlacesOverlap),
        (revised(added_contracts=("FW-NO",)), UnknownContract),
    ],
)
def test_a_revision_of_places_is_true_to_the_plan(event: PlanRevised, rule: Any) -> None:
    given(HOME).when(audited(event)).refused(rule)


CLIENT = plan_corrected({"client": None}, {"client": "Fastweb"})
OTHER_ORIGIN = plan_corrected({"origins": (ROMANIA,)}, {"origins": (ALBANIA,)})


def test_a_plan_is_corrected_for_the_whole_past() -> None:
    given(HOME).when(audited(CLIENT)).then(CLIENT)
    right = HOME.after(CLIENT)
    assert right.announced is not None
    assert right.announced.client == "Fastweb"
    given(right).when(lambda plan: plan.announce(ANNOUNCEMENT, BOOKS)).says_nothing()
    given(HOME).when(audited(OTHER_ORIGIN)).then(OTHER_ORIGIN)


@pytest.mark.parametrize(
    ("past", "event", "rule"),
    [
        (Plan("X"), CLIENT, UnknownPlan),
        (HOME.after(CLIENT), CLIENT, HistoryDiffers),
        (HOME.after(FROM_ALBANIA_TOO), OTHER_ORIGIN, RevisedSince),
        (
            HOME.after(revised(target=200)),
            plan_corrected({"target": 220}, {"target": 200}),
            RevisedSince,
        ),
        (
            HOME.after(revised(target=200)),
            plan_corrected({"effective_on": MARCH}, {"effective_on": JULY}),
            RevisedSince,
        ),
        (HOME, plan_corrected({"origins": (ROMANIA,)}, {"origins": (ITALY,)}), PlacesOverlap),
    ],
)
def test_a_correction_of_a_plan_is_true_to_its_history(
    past: Plan, event: PlanCorrected, rule: Any
) -> None:
    given(past).when(audited(event)).refused(rule)


WIDER = HOME.after(plan_corrected({"origins": (ROMANIA,)}, {"origins": (ROMANIA, ALBANIA)}))


@pytest.mark.parametrize(
    ("past", "was", "right", "said"),
    [
        (
            HOME.after(revised(added_origins=(BULGARIA,), dropped_origins=(ROMANIA,))),
            {"origins": (ROMANIA,)},
            {"origins": (ALBANIA,)},
            "its revision of 2018-06-01 drops RO, which it would not name",
        ),
        (
            HOME.after(FROM_ALBANIA_TOO),
            {"origins": (ROMANIA,)},
            {"origins": (ROMANIA, ALBANIA)},
            "its revision of 2018-06-01 adds AL, which it would name already",
        ),
        (
            HOME.after(revised(target=200)).after(revised(JULY, target=220)),
            {"target": 220},
            {"target": 200},
            "its revision of 2018-06-01 would change nothing",
        ),
        (
            WIDER.after(revised(dropped_origins=(ROMANIA,))),
            {"origins": (ROMANIA, ALBANIA)},
            {"origins": (ROMANIA,)},
            "its revision of 2018-06-01 would leave it without an origin or without a destination",
        ),
        (
            HOME.after(FROM_ALBANIA_TOO),
            {"destinations": (AtSite(site="IT-CAG"),)},
            {"destinations": (ALBANIA,)},
            "by its revision of 2018-06-01, AL would be both an origin and a destination",
        ),
        (
            HOME.after(revised(deadline_on=JULY)),
            {"baseline_on": MARCH},
            {"baseline_on": JULY},
            "the deadline of its revision of 2018-06-01 would not come after the baseline",
        ),
        (
            HOME.after(revised(target=200)),
            {"effective_on": MARCH},
            {"effective_on": JULY},
            "its revision of 2018-06-01 would come before the announcement",
        ),
        (
            HOME.after(PlanWithdrawn(reason="lost", effective_on=JUNE)),
            {"effective_on": MARCH},
            {"effective_on": JULY},
            "its withdrawal of 2018-06-01 would come before the announcement",
        ),
    ],
)
def test_what_a_later_revision_leans_on_is_not_corrected_and_the_revision_is_named(
    past: Plan, was: dict[str, Any], right: dict[str, Any], said: str
) -> None:
    given(past).when(audited(plan_corrected(was, right))).refused(
        RevisedSince, f"Plan HOME cannot be corrected so: {said}."
    )


def test_a_correction_may_come_to_the_very_day_of_the_first_revision() -> None:
    on_the_day = plan_corrected({"effective_on": MARCH}, {"effective_on": JUNE})
    given(HOME.after(revised(JUNE, target=200))).when(audited(on_the_day)).then(on_the_day)


REVISED = HOME.after(revised(target=200))
WITHDRAWN = REVISED.after(PlanWithdrawn(reason="lost", effective_on=JULY))


def void(version: int) -> Callable[[Plan], Event | None]:
    return lambda plan: plan.void(version, reason="typo", register=BOOKS)


def test_a_withdrawal_and_a_revision_are_taken_back_the_latest_first() -> None:
    undone = PlanWithdrawalVoided(version=3, effective_on=JULY, reason="typo")
    given(WITHDRAWN).when(void(2)).refused(StillLeanedOn)
    given(WITHDRAWN).when(void(3)).then(undone)
    standing = WITHDRAWN.after(undone)
    again = PlanRevisionVoided(version=2, effective_on=JUNE, reason="typo")
    given(standing).when(void(3)).refused(CannotBeVoided)
    given(standing).when(void(2)).then(again)
    as_announced = standing.after(again)
    assert (as_announced.revisions, as_announced.latest_on) == ((), MARCH)
    given(as_announced).when(void(1)).then(
        PlanAnnouncementVoided(version=1, effective_on=MARCH, reason="typo")
    )
    given(as_announced).when(audited(revised(JUNE, target=200))).then(revised(JUNE, target=200))
    given(WITHDRAWN).when(audited(revised(JULY, target=3))).refused(PlanAlreadyWithdrawn)


def test_only_the_latest_revision_is_taken_back() -> None:
    later = REVISED.after(revised(JULY, target=100))
    given(later).when(void(2)).refused(StillLeanedOn, "its revision of 2018-07-01 stands")
    forged = PlanRevisionVoided(version=2, effective_on=JUNE, reason="typo")
    given(later).when(audited(forged)).refused(HistoryDiffers)


def test_an_announcement_that_nothing_leans_on_is_taken_back() -> None:
    undone = PlanAnnouncementVoided(version=1, effective_on=MARCH, reason="typo")
    given(HOME).when(audited(undone)).then(undone)
    given(REVISED).when(audited(undone)).refused(StillLeanedOn)
    given(WITHDRAWN).when(audited(undone)).refused(StillLeanedOn)
    unknown = HOME.after(undone)
    assert (unknown.version, unknown.announced) == (2, None)
    given(unknown).when(audited(undone)).refused(HistoryDiffers)
