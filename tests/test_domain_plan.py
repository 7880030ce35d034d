"""A plan is announced, revised and withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from given import BOOKS, JANUARY, JULY, JUNE, MARCH, SEPTEMBER, Books, given
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st
from refusing import refused_as

from domain.contracts.contract_refusals import UnknownContract
from domain.event import Event
from domain.plans.plan import Plan
from domain.plans.plan_events import (
    AtSite,
    InCountry,
    Place,
    PlanAnnounced,
    PlanEvent,
    PlanRevised,
    PlanWithdrawn,
)
from domain.plans.plan_places import place, place_text
from domain.plans.plan_refusals import (
    AmbiguousPlace,
    DeadlineBeforeBaseline,
    PlacesOverlap,
    PlanAlreadyAnnounced,
    PlanAlreadyWithdrawn,
    PlanNamesTwice,
    PlanOutOfOrder,
    PlanUnchanged,
    UnknownPlace,
    UnknownPlan,
)
from domain.refusal import Refusal
from domain.value_refusals import InvalidCode

Command = Callable[[Plan], Event | None]
ONE_DAY = timedelta(days=1)
OCTOBER = date(2018, 10, 1)

WITH_SHORT_CODES = Books(
    {**BOOKS.sites, **{code: replace(BOOKS.sites["RO-IAS"], code=code) for code in ("AL", "HQ")}}
)
ROMANIA, ITALY = InCountry(country="RO"), InCountry(country="IT")
AT_IASI, AT_CAGLIARI = AtSite(site="RO-IAS"), AtSite(site="IT-CAG")


def announcement(
    origins: tuple[Place, ...] = (ROMANIA,),
    destinations: tuple[Place, ...] = (AT_CAGLIARI,),
    *,
    contracts: tuple[str, ...] = (),
    target: int = 220,
    baseline_on: date = MARCH,
    deadline_on: date = SEPTEMBER,
) -> PlanAnnounced:
    return PlanAnnounced(
        statement="Entro il 30 settembre rientreranno 220 posti.",
        source="press",
        client="Fastweb",
        supplier="Comdata",
        origins=origins,
        destinations=destinations,
        contracts=contracts,
        target=target,
        baseline_on=baseline_on,
        deadline_on=deadline_on,
        effective_on=MARCH,
    )


def announce(event: PlanAnnounced, books: Books = BOOKS) -> Command:
    return lambda plan: plan.announce(event, books)


def revise(
    on: date, target: int | None = None, deadline_on: date | None = None, reason: str = "talks"
) -> Command:
    return lambda plan: plan.revise(
        target=target, deadline_on=deadline_on, reason=reason, effective_on=on, register=BOOKS
    )


def withdraw(on: date, reason: str = "talks") -> Command:
    return lambda plan: plan.withdraw(reason=reason, effective_on=on, register=BOOKS)


def audited(event: PlanEvent) -> Command:
    def asked(plan: Plan) -> Event:
        plan.check(event, BOOKS)
        return event

    return asked


def revised(on: date, target: int | None, deadline_on: date | None) -> PlanRevised:
    return PlanRevised(target=target, deadline_on=deadline_on, reason="talks", effective_on=on)


def withdrawn(on: date) -> PlanWithdrawn:
    return PlanWithdrawn(reason="talks", effective_on=on)


UNKNOWN = Plan("FW-2018")
ANNOUNCED = UNKNOWN.after(announcement())
REVISED_IN_JUNE = ANNOUNCED.after(revised(JUNE, 200, SEPTEMBER))
WITHDRAWN_IN_JULY = REVISED_IN_JUNE.after(withdrawn(JULY))


# Announce -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        announcement(),
        announcement((ROMANIA,), (ITALY,)),
        announcement((AT_IASI, InCountry(country="AL")), (AT_CAGLIARI, AtSite(site="IT-LEC"))),
        announcement((AT_CAGLIARI,), (AtSite(site="IT-LEC"),)),
        announcement(contracts=("FW-SOHO", "FW-CARE"), deadline_on=MARCH + ONE_DAY),
    ],
)
def test_a_plan_is_announced_from_somewhere_to_somewhere_else(event: PlanAnnounced) -> None:
    given(UNKNOWN).when(announce(event)).then(event)


def test_the_same_announcement_told_twice_is_recorded_once() -> None:
    given(ANNOUNCED).when(announce(announcement())).says_nothing()


def test_an_announcement_told_again_after_a_withdrawal_says_so() -> None:
    given(WITHDRAWN_IN_JULY).when(announce(announcement())).refused(
        PlanAlreadyWithdrawn, "was withdrawn on 2018-07-01"
    )


def test_a_plan_is_announced_once_and_then_revised() -> None:
    given(ANNOUNCED).when(announce(announcement(target=300))).refused(
        PlanAlreadyAnnounced,
        "Plan FW-2018 was already announced on 2018-03-01 with other terms.",
        "To change its target or deadline: rientro plan revise FW-2018",
    )
    given(ANNOUNCED).when(audited(announcement())).refused(PlanAlreadyAnnounced)


@pytest.mark.parametrize("deadline_on", [JUNE, JUNE - ONE_DAY])
def test_the_deadline_comes_after_the_baseline(deadline_on: date) -> None:
    event = announcement(baseline_on=JUNE, deadline_on=deadline_on)
    given(UNKNOWN).when(announce(event)).refused(
        DeadlineBeforeBaseline,
        f"The deadline {deadline_on} must come after the baseline 2018-06-01, from which",
        "the plan is measured. Give a later deadline or an earlier baseline.",
    )


@pytest.mark.parametrize(
    ("origins", "destinations", "named"),
    [
        ((ROMANIA,), (ROMANIA,), "RO would"),
        ((AT_IASI,), (AT_IASI,), "RO-IAS would"),
        ((ROMANIA,), (ITALY, AT_IASI), "RO-IAS would"),
        ((AT_IASI,), (AT_CAGLIARI, ROMANIA), "RO would"),
        ((AT_CAGLIARI, ROMANIA), (ITALY, AT_IASI), "IT, RO-IAS would"),
    ],
)
def test_no_place_is_both_an_origin_and_a_destination(
    origins: tuple[Place, ...], destinations: tuple[Place, ...], named: str
) -> None:
    given(UNKNOWN).when(announce(announcement(origins, destinations))).refused(
        PlacesOverlap,
        f"{named} be both an origin and a destination.",
        "Name places in --from and --to that do not overlap.",
    )


@pytest.mark.parametrize(
    ("event", "twice"),
    [
        (announcement((ROMANIA, ROMANIA)), "RO"),
        (announcement(destinations=(ITALY, AT_CAGLIARI, ITALY)), "IT"),
        (announcement(contracts=("FW-SOHO", "FW-CARE", "FW-CARE")), "FW-CARE"),
    ],
)
def test_a_plan_names_everything_once(event: PlanAnnounced, twice: str) -> None:
    given(UNKNOWN).when(announce(event)).refused(PlanNamesTwice, f"{twice} is named twice.")


@pytest.mark.parametrize(
    ("origins", "destinations"),
    [((AtSite(site="XX-1"),), (ITALY,)), ((ROMANIA,), (AT_CAGLIARI, AtSite(site="XX-1")))],
)
def test_a_plan_names_known_sites(
    origins: tuple[Place, ...], destinations: tuple[Place, ...]
) -> None:
    given(UNKNOWN).when(announce(announcement(origins, destinations))).refused(
        UnknownPlace,
        '"XX-1" is neither a country nor a known site.',
        "Write a country in two capital letters, like RO, or a site from: rientro site list",
    )


def test_a_plan_names_known_contracts() -> None:
    given(UNKNOWN).when(announce(announcement(contracts=("FW-SOHO", "FW-X")))).refused(
        UnknownContract, "No contract FW-X is known", "rientro contract sign FW-X"
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("RO-IAS", AT_IASI),
        ("site:RO-IAS", AT_IASI),
        ("RO", ROMANIA),
        ("country:RO", ROMANIA),
        ("HQ", AtSite(site="HQ")),
        ("site:AL", AtSite(site="AL")),
        ("country:AL", InCountry(country="AL")),
    ],
)
def test_a_place_is_a_country_or_a_known_site(text: str, named: Place) -> None:
    assert place(text, WITH_SHORT_CODES) == named


@pytest.mark.parametrize(
    "text", ["XX", "ro", "RO-XXX", "Romania", "site:RO", "country:RO-IAS", "country:HQ"]
)
def test_any_other_place_is_refused(text: str) -> None:
    with refused_as(UnknownPlace, match="is neither a country nor a known site"):
        place(text, WITH_SHORT_CODES)


@pytest.mark.parametrize("text", [":RO", "RO:", "land:RO", "site:country:RO", "site:"])
def test_what_cannot_name_a_place_is_refused(text: str) -> None:
    with refused_as(InvalidCode, match="is not a country or a site code"):
        place(text, WITH_SHORT_CODES)


def test_a_code_of_a_country_and_a_site_does_not_say_which_of_them_is_meant() -> None:
    with refused_as(AmbiguousPlace, match="Write country:AL or site:AL"):
        place("AL", WITH_SHORT_CODES)


@pytest.mark.parametrize("text", ["RO", "RO-IAS", "site:AL", "site:HQ"])
def test_a_place_is_written_so_that_no_site_is_taken_for_a_country(text: str) -> None:
    assert place_text(place(text, WITH_SHORT_CODES)) == text


# Revise -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "deadline_on", "event"),
    [
        (200, None, revised(JUNE, 200, None)),
        (None, OCTOBER, revised(JUNE, None, OCTOBER)),
        (200, OCTOBER, revised(JUNE, 200, OCTOBER)),
    ],
)
def test_what_a_revision_does_not_name_stays_as_it_is(
    target: int | None, deadline_on: date | None, event: PlanRevised
) -> None:
    given(ANNOUNCED).when(revise(JUNE, target, deadline_on)).then(event)


def test_a_second_revision_starts_from_the_first_and_may_be_on_that_day() -> None:
    given(REVISED_IN_JUNE).when(revise(JUNE, None, OCTOBER)).then(revised(JUNE, None, OCTOBER))
    given(REVISED_IN_JUNE).when(revise(JULY, 220)).then(revised(JULY, 220, None))


@pytest.mark.parametrize("again", [revise(JUNE, 200), revise(JUNE, 200, SEPTEMBER)])
def test_the_same_revision_told_twice_is_recorded_once(again: Command) -> None:
    given(REVISED_IN_JUNE).when(again).says_nothing()


@pytest.mark.parametrize(
    "again", [revise(JULY, 200), revise(JULY), revise(JUNE, 200, reason="other talks")]
)
def test_a_revision_that_changes_nothing_is_refused(again: Command) -> None:
    given(REVISED_IN_JUNE).when(again).refused(
        PlanUnchanged,
        "Plan FW-2018 already has the target 200 and the deadline 2018-09-01.",
        "Give a --target or a --deadline that differs.",
    )


def test_a_revised_deadline_comes_after_the_baseline_too() -> None:
    given(ANNOUNCED).when(revise(JUNE, None, MARCH)).refused(
        DeadlineBeforeBaseline,
        "The deadline 2018-03-01 must come after the baseline 2018-03-01, from which",
    )


# Withdraw -----------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [JUNE, JULY])
def test_a_plan_is_given_up(on: date) -> None:
    given(REVISED_IN_JUNE).when(withdraw(on)).then(withdrawn(on))


def test_the_same_withdrawal_told_twice_is_recorded_once() -> None:
    given(WITHDRAWN_IN_JULY).when(withdraw(JULY)).says_nothing()


@pytest.mark.parametrize(
    "asked",
    [withdraw(SEPTEMBER), withdraw(JULY, "no money"), revise(SEPTEMBER, 100), revise(JULY, 200)],
)
def test_a_withdrawn_plan_changes_no_more(asked: Command) -> None:
    given(WITHDRAWN_IN_JULY).when(asked).refused(
        PlanAlreadyWithdrawn,
        "Plan FW-2018 was withdrawn on 2018-07-01 and cannot be changed.",
        "Announce a new plan under another code.",
    )


def test_a_withdrawn_plan_is_not_recorded_as_revised() -> None:
    forged = revised(SEPTEMBER, 100, OCTOBER)
    given(WITHDRAWN_IN_JULY).when(audited(forged)).refused(PlanAlreadyWithdrawn)


# Either -------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [revise(JUNE, 200), withdraw(JUNE)])
def test_a_plan_is_announced_before_it_changes(asked: Command) -> None:
    given(UNKNOWN).when(asked).refused(
        UnknownPlan, "No plan FW-2018 is known.", "Check the code with: rientro plan list"
    )


@pytest.mark.parametrize(
    ("past", "on", "latest_on"), [(ANNOUNCED, JANUARY, MARCH), (REVISED_IN_JUNE, MARCH, JUNE)]
)
def test_a_plan_changes_in_the_order_in_which_it_took_effect(
    past: Plan, on: date, latest_on: date
) -> None:
    for asked in (revise(on, 100), withdraw(on), audited(revised(on, 100, OCTOBER))):
        given(past).when(asked).refused(
            PlanOutOfOrder,
            f"Plan FW-2018 was announced or last changed on {latest_on}, which is later than {on}.",
            f"Give a date from {latest_on} on.",
        )


def on_of(event: PlanEvent) -> date:
    assert isinstance(event, PlanAnnounced | PlanRevised | PlanWithdrawn)
    return event.effective_on


some_day = st.dates(MARCH, MARCH + timedelta(days=6))
some_target = st.none() | st.integers(1, 3)
commands = st.one_of(
    st.builds(lambda target: announce(announcement(target=target)), st.integers(1, 2)),
    st.builds(revise, some_day, some_target, st.none() | some_day),
    st.builds(withdraw, some_day),
)


@settings(deadline=None)
@whatever(st.lists(commands, max_size=20))
def test_what_the_commands_say_the_audit_accepts_in_that_order(asked: list[Command]) -> None:
    past = UNKNOWN
    for command in asked:
        event = given(past).when(command).said
        if event is None or isinstance(event, Refusal):
            continue
        assert isinstance(event, PlanEvent)
        given(past).when(audited(event)).then(event)
        assert past.latest_on is None or past.latest_on <= on_of(event)
        version, past = past.version, past.after(event)
        assert past.version == version + 1
        given(past).when(command).says_nothing()
