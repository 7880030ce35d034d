"""An operator is in one place at a time: hire, transfer, reassign, leave, void."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from given import (
    AUGUST,
    BACAU,
    BOOKS,
    IASI,
    JANUARY,
    JULY,
    JUNE,
    MARCH,
    SEPTEMBER,
    Command,
    audited,
    given,
    hire,
    leave,
    place,
    reassign,
    transfer,
    void,
)
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from domain.contracts.contract_refusals import ContractNotRunning, UnknownContract
from domain.placement import Placement
from domain.places.site_events import SiteClosed
from domain.places.site_refusals import SiteIsClosed, SiteNotYetOpen, UnknownSite
from domain.refusal import HistoryDiffers, Refusal
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from domain.workforce.movement_refusals import (
    AlreadyHired,
    AlreadyLeft,
    NotAtSite,
    NothingChanges,
    NothingToVoid,
    NotHired,
    NotLatestMovement,
    OutOfOrder,
    SameSite,
)
from domain.workforce.operator import Operator

ONE_DAY = timedelta(days=1)
HALF = Decimal("0.5")


def voided(
    version: int, was: Placement | None, restored: Placement | None, on: date
) -> MovementVoided:
    return MovementVoided(
        version=version, was=was, restored=restored, effective_on=on, reason="typed wrongly"
    )


AT_IASI = place("RO-IAS", "FW-SOHO", "0.75")
AT_CAGLIARI = place("IT-CAG", "FW-SOHO", "0.75")
AT_BACAU = place("RO-BAC")
NEVER_HIRED = Operator("OP-1042")
THE_HIRE = OperatorHired(placement=AT_IASI, effective_on=MARCH)
THE_TRANSFER = OperatorTransferred(origin=AT_IASI, destination=AT_CAGLIARI, effective_on=JUNE)
THE_LEAVING = OperatorLeft(placement=AT_CAGLIARI, reason="resigned", effective_on=JULY)
HIRED_AT_IASI = NEVER_HIRED.after(THE_HIRE)
HIRED_AT_BACAU = NEVER_HIRED.after(OperatorHired(placement=AT_BACAU, effective_on=MARCH))
MOVED_TO_CAGLIARI = HIRED_AT_IASI.after(THE_TRANSFER)
GONE = MOVED_TO_CAGLIARI.after(THE_LEAVING)
AT_HALF_TIME = place("RO-IAS", "FW-SOHO", "0.5")
ON_HALF_TIME = HIRED_AT_IASI.after(
    OperatorReassigned(before=AT_IASI, after=AT_HALF_TIME, effective_on=JUNE)
)


# Hire ---------------------------------------------------------------------------------------


def test_an_operator_is_hired_at_a_site_on_a_contract_for_some_hours() -> None:
    given(NEVER_HIRED).when(hire(AT_IASI, MARCH)).then(THE_HIRE)


@pytest.mark.parametrize("on", [JULY, AUGUST])
def test_an_operator_who_left_may_be_hired_again_even_on_that_day(on: date) -> None:
    again = OperatorHired(placement=AT_IASI, effective_on=on)
    given(GONE).when(hire(AT_IASI, on)).then(again)


@pytest.mark.parametrize(("site", "on"), [("IT-LEC", JULY), ("RO-BAC", AUGUST - ONE_DAY)])
def test_a_site_takes_people_from_its_first_day_to_its_last(site: str, on: date) -> None:
    hired = OperatorHired(placement=place(site), effective_on=on)
    given(NEVER_HIRED).when(hire(site, on)).then(hired)


@pytest.mark.parametrize("on", [MARCH, AUGUST - ONE_DAY])
def test_a_contract_takes_work_from_its_first_day_to_its_last(on: date) -> None:
    there = place("RO-IAS", "FW-CARE")
    hired = OperatorHired(placement=there, effective_on=on)
    given(NEVER_HIRED).when(hire(there, on)).then(hired)


def test_the_same_hire_told_twice_is_recorded_once() -> None:
    given(HIRED_AT_IASI).when(hire(AT_IASI, MARCH)).says_nothing()


@pytest.mark.parametrize(
    ("at", "on"),
    [(AT_IASI, JUNE), (AT_CAGLIARI, MARCH), (AT_HALF_TIME, MARCH), (place("RO-IAS"), MARCH)],
)
def test_nobody_is_hired_twice(at: Placement, on: date) -> None:
    given(HIRED_AT_IASI).when(hire(at, on)).refused(
        AlreadyHired,
        "OP-1042 is at RO-IAS, by a movement of 2018-03-01, and cannot be hired again.",
        "Transfer the operator, or record first that the operator left.",
    )


def test_the_transfer_that_brought_somebody_is_no_hire() -> None:
    given(MOVED_TO_CAGLIARI).when(hire(AT_CAGLIARI, JUNE)).refused(AlreadyHired, "at IT-CAG")


@pytest.mark.parametrize(
    ("at", "on", "rule", "wrong", "next_step"),
    [
        ("IT-XXX", MARCH, UnknownSite, "No site IT-XXX is known", "rientro site open IT-XXX"),
        ("IT-LEC", JULY - ONE_DAY, SiteNotYetOpen, "opens on 2018-07-01", "from 2018-07-01 on"),
        ("RO-BAC", AUGUST, SiteIsClosed, "is not open on 2018-08-01", "another site"),
        ("RO-BAC", SEPTEMBER, SiteIsClosed, "closed from 2018-08-01 on", "Give an earlier date"),
    ],
)
def test_nobody_arrives_at_a_site_that_is_not_open(
    at: str, on: date, rule: type[Refusal], wrong: str, next_step: str
) -> None:
    given(NEVER_HIRED).when(hire(at, on)).refused(rule, wrong, next_step)
    was_at_iasi = NEVER_HIRED.after(OperatorHired(placement=place("RO-IAS"), effective_on=MARCH))
    given(was_at_iasi).when(transfer(at, on)).refused(rule, wrong, next_step)


@pytest.mark.parametrize(
    ("contract", "on", "rule", "wrong", "next_step"),
    [
        ("FW-X", JUNE, UnknownContract, "No contract FW-X is known", "contract sign FW-X"),
        ("FW-CARE", MARCH - ONE_DAY, ContractNotRunning, "runs from 2018-03-01", "another date"),
        ("FW-CARE", AUGUST, ContractNotRunning, "ended on 2018-08-01", "another contract, or none"),
        ("FW-CARE", SEPTEMBER, ContractNotRunning, "not run on 2018-09-01", "another contract"),
    ],
)
def test_no_work_is_put_on_a_contract_that_does_not_run(
    contract: str, on: date, rule: type[Refusal], wrong: str, next_step: str
) -> None:
    hired = NEVER_HIRED.after(OperatorHired(placement=place("RO-IAS"), effective_on=JANUARY))
    at_iasi = place("RO-IAS", contract)
    given(NEVER_HIRED).when(hire(at_iasi, on)).refused(rule, wrong, next_step)
    given(hired).when(reassign(on, contract=contract)).refused(rule, wrong, next_step)
    if on >= MARCH:
        moving = transfer("IT-CAG", on, contract=contract)
        given(hired).when(moving).refused(rule, wrong, next_step)


# Transfer -----------------------------------------------------------------------------------


@pytest.mark.parametrize("from_site", [None, "RO-IAS"])
def test_a_transfer_keeps_contract_and_hours_unless_told_otherwise(from_site: str | None) -> None:
    moving = transfer("IT-CAG", JUNE, from_site=from_site)
    given(HIRED_AT_IASI).when(moving).then(THE_TRANSFER)


@pytest.mark.parametrize("contract", ["FW-CARE", None])
def test_a_transfer_may_change_contract_and_hours_too(contract: str | None) -> None:
    moved = OperatorTransferred(
        origin=AT_IASI, destination=place("IT-CAG", contract, "0.5"), effective_on=JUNE
    )
    given(HIRED_AT_IASI).when(transfer("IT-CAG", JUNE, contract=contract, fte=HALF)).then(moved)


def test_an_operator_may_move_on_the_day_of_the_hire() -> None:
    moved = OperatorTransferred(origin=AT_IASI, destination=AT_CAGLIARI, effective_on=MARCH)
    given(HIRED_AT_IASI).when(transfer("IT-CAG", MARCH)).then(moved)


def test_work_moves_away_on_the_very_day_on_which_the_site_closes() -> None:
    moved = OperatorTransferred(origin=AT_BACAU, destination=place("IT-LEC"), effective_on=AUGUST)
    given(HIRED_AT_BACAU).when(transfer("IT-LEC", AUGUST)).then(moved)


@pytest.mark.parametrize("from_site", [None, "RO-IAS"])
def test_the_same_transfer_told_twice_is_recorded_once(from_site: str | None) -> None:
    again = transfer("IT-CAG", JUNE, from_site=from_site)
    given(MOVED_TO_CAGLIARI).when(again).says_nothing()


@pytest.mark.parametrize(
    "again", [transfer("IT-CAG", JULY), transfer("IT-CAG", JUNE, from_site="IT-CAG")]
)
def test_a_transfer_to_the_same_site_is_refused(again: Command) -> None:
    given(MOVED_TO_CAGLIARI).when(again).refused(
        SameSite, "OP-1042 is already at IT-CAG.", "use: rientro reassign"
    )


@pytest.mark.parametrize("move", [transfer("IT-LEC", JULY), reassign(JULY, fte=HALF), leave(JULY)])
def test_only_an_operator_who_was_hired_can_be_moved(move: Command) -> None:
    given(NEVER_HIRED).when(move).refused(
        NotHired, "OP-1042 was never hired", "rientro hire OP-1042 --at SITE --on DATE"
    )


@pytest.mark.parametrize(
    "move", [transfer("IT-LEC", JULY), reassign(JULY, fte=HALF), leave(JULY, "retired")]
)
def test_an_operator_who_left_cannot_be_moved(move: Command) -> None:
    given(GONE).when(move).refused(
        AlreadyLeft, "OP-1042 left on 2018-07-01", "Check the code, or record a new hire."
    )


TOO_EARLY = JUNE - ONE_DAY


@pytest.mark.parametrize(
    "move",
    [
        transfer("RO-IAS", TOO_EARLY),
        transfer("IT-LEC", TOO_EARLY, from_site="RO-IAS"),
        reassign(TOO_EARLY, fte=HALF),
        reassign(TOO_EARLY, at_site="RO-IAS", fte=HALF),
        leave(TOO_EARLY),
        leave(TOO_EARLY, from_site="RO-IAS"),
    ],
)
def test_movements_are_recorded_in_the_order_in_which_they_took_effect(move: Command) -> None:
    given(MOVED_TO_CAGLIARI).when(move).refused(
        OutOfOrder,
        "already has a movement on 2018-06-01, which is later than 2018-05-31.",
        "Void the later movement first: rientro void OP-1042 --reason TEXT",
    )


@pytest.mark.parametrize(
    "move",
    [
        transfer("IT-LEC", JULY, from_site="RO-IAS"),
        reassign(JULY, at_site="RO-IAS", fte=HALF),
        leave(JULY, from_site="RO-IAS"),
    ],
)
def test_a_site_named_as_the_origin_must_be_where_the_operator_is(move: Command) -> None:
    given(MOVED_TO_CAGLIARI).when(move).refused(
        NotAtSite, "is at IT-CAG, not at RO-IAS.", "Name IT-CAG, or leave the site out."
    )


@pytest.mark.parametrize("move", [transfer("IT-LEC", SEPTEMBER), leave(SEPTEMBER)])
def test_nobody_goes_away_from_a_site_that_closed_before(move: Command) -> None:
    given(HIRED_AT_BACAU).when(move).refused(
        SiteIsClosed, "RO-BAC is closed from 2018-08-01 on", "Give an earlier date"
    )


# Reassign -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        (reassign(JUNE, fte=HALF), AT_HALF_TIME),
        (reassign(JUNE, at_site="RO-IAS", contract="FW-CARE"), place("RO-IAS", "FW-CARE", "0.75")),
        (reassign(JUNE, contract=None), place("RO-IAS", None, "0.75")),
    ],
)
def test_an_operator_changes_contract_or_hours_and_stays(asked: Command, after: Placement) -> None:
    reassigned = OperatorReassigned(before=AT_IASI, after=after, effective_on=JUNE)
    given(HIRED_AT_IASI).when(asked).then(reassigned)


def test_the_same_reassignment_told_twice_is_recorded_once() -> None:
    given(ON_HALF_TIME).when(reassign(JUNE, fte=HALF)).says_nothing()


@pytest.mark.parametrize(
    "asked", [reassign(JULY, fte=HALF), reassign(JULY, contract="FW-SOHO"), reassign(JULY)]
)
def test_a_reassignment_that_changes_nothing_is_refused(asked: Command) -> None:
    given(ON_HALF_TIME).when(asked).refused(
        NothingChanges,
        "already works on that contract at those hours, with that engagement",
        "Give another contract",
    )


def test_a_hire_at_half_time_is_no_reassignment() -> None:
    at_half_time = NEVER_HIRED.after(OperatorHired(placement=AT_HALF_TIME, effective_on=JUNE))
    given(at_half_time).when(reassign(JUNE, fte=HALF)).refused(NothingChanges)


def test_nobody_works_other_hours_on_the_day_on_which_the_site_closes() -> None:
    given(HIRED_AT_BACAU).when(reassign(AUGUST, fte=HALF)).refused(
        SiteIsClosed, "is not open on 2018-08-01", "another site"
    )


# Leave --------------------------------------------------------------------------------------


@pytest.mark.parametrize("from_site", [None, "IT-CAG"])
def test_an_operator_leaves_for_a_reason(from_site: str | None) -> None:
    given(MOVED_TO_CAGLIARI).when(leave(JULY, from_site=from_site)).then(THE_LEAVING)


def test_an_operator_may_leave_on_the_very_day_on_which_the_site_closes() -> None:
    left = OperatorLeft(placement=AT_BACAU, reason="redundant", effective_on=AUGUST)
    given(HIRED_AT_BACAU).when(leave(AUGUST, "redundant")).then(left)


def test_an_operator_may_leave_on_the_day_of_the_hire() -> None:
    left = OperatorLeft(placement=AT_IASI, reason="other", effective_on=MARCH)
    given(HIRED_AT_IASI).when(leave(MARCH, "other")).then(left)


@pytest.mark.parametrize("from_site", [None, "IT-CAG"])
def test_the_same_leaving_told_twice_is_recorded_once(from_site: str | None) -> None:
    given(GONE).when(leave(JULY, from_site=from_site)).says_nothing()


@pytest.mark.parametrize(
    "otherwise", [leave(JULY, "retired"), leave(AUGUST), leave(JULY, from_site="RO-IAS")]
)
def test_a_leaving_told_otherwise_is_not_the_same(otherwise: Command) -> None:
    given(GONE).when(otherwise).refused(AlreadyLeft, "left on 2018-07-01")


# Void ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("past", "taken_back"),
    [
        (HIRED_AT_IASI, voided(1, AT_IASI, None, MARCH)),
        (MOVED_TO_CAGLIARI, voided(2, AT_CAGLIARI, AT_IASI, JUNE)),
        (ON_HALF_TIME, voided(2, AT_HALF_TIME, AT_IASI, JUNE)),
        (GONE, voided(3, None, AT_CAGLIARI, JULY)),
    ],
)
def test_the_latest_movement_is_taken_back(past: Operator, taken_back: MovementVoided) -> None:
    given(past).when(void()).then(taken_back)


def test_movements_are_taken_back_one_after_the_other_and_the_operator_is_hired_again() -> None:
    left_taken_back = GONE.after(voided(3, None, AT_CAGLIARI, JULY))
    moved_taken_back = left_taken_back.after(voided(2, AT_CAGLIARI, AT_IASI, JUNE))
    all_taken_back = moved_taken_back.after(voided(1, AT_IASI, None, MARCH))
    hired_early = OperatorHired(placement=AT_IASI, effective_on=JANUARY)
    hired_again = all_taken_back.after(hired_early)
    given(left_taken_back).when(void()).then(voided(2, AT_CAGLIARI, AT_IASI, JUNE))
    given(moved_taken_back).when(void()).then(voided(1, AT_IASI, None, MARCH))
    given(all_taken_back).when(void()).refused(NothingToVoid)
    given(all_taken_back).when(transfer("IT-CAG", JUNE)).refused(NotHired)
    given(all_taken_back).when(hire(AT_IASI, JANUARY)).then(hired_early)
    given(hired_again).when(void()).then(voided(7, AT_IASI, None, JANUARY))
    given(hired_again).when(hire(AT_IASI, JANUARY)).says_nothing()


def test_after_a_void_the_right_movement_may_have_an_earlier_date() -> None:
    taken_back = MOVED_TO_CAGLIARI.after(voided(2, AT_CAGLIARI, AT_IASI, JUNE))
    earlier = OperatorTransferred(origin=AT_IASI, destination=AT_CAGLIARI, effective_on=MARCH)
    given(taken_back).when(transfer("IT-CAG", MARCH)).then(earlier)


def test_where_nothing_was_recorded_nothing_can_be_voided() -> None:
    given(NEVER_HIRED).when(void()).refused(
        NothingToVoid, "OP-1042 has no movement that could be voided", "operator show OP-1042"
    )
    given(NEVER_HIRED).when(audited(voided(1, AT_IASI, None, MARCH))).refused(NothingToVoid)


def test_a_movement_is_voided_even_where_the_site_closed_meanwhile() -> None:
    closed = BOOKS.but(IASI.after(SiteClosed(reason="rientro", effective_on=SEPTEMBER)))
    taken_back = voided(2, AT_CAGLIARI, AT_IASI, JUNE)
    given(MOVED_TO_CAGLIARI).when(audited(taken_back, closed)).then(taken_back)
    moved = OperatorTransferred(origin=AT_IASI, destination=AT_CAGLIARI, effective_on=MARCH)
    given(MOVED_TO_CAGLIARI.after(taken_back)).when(transfer("IT-CAG", MARCH, books=closed)).then(
        moved
    )
    given(HIRED_AT_BACAU).when(void()).then(voided(1, AT_BACAU, None, MARCH))


# What the audit refuses ---------------------------------------------------------------------

ELSEWHERE = place("RO-BAC", "FW-SOHO", "0.75")


@pytest.mark.parametrize(
    "forged",
    [
        OperatorTransferred(origin=ELSEWHERE, destination=AT_CAGLIARI, effective_on=JUNE),
        OperatorTransferred(origin=AT_HALF_TIME, destination=AT_CAGLIARI, effective_on=JUNE),
        OperatorReassigned(before=AT_HALF_TIME, after=AT_IASI, effective_on=JUNE),
        OperatorLeft(placement=ELSEWHERE, reason="other", effective_on=JUNE),
    ],
)
def test_a_movement_starts_where_the_history_before_it_ended(forged: OperatorEvent) -> None:
    given(HIRED_AT_IASI).when(audited(forged)).refused(
        HistoryDiffers, "OP-1042: a movement starts from RO-", "the history before it contradicts"
    )


def test_a_reassignment_never_changes_the_site() -> None:
    forged = OperatorReassigned(before=AT_IASI, after=AT_CAGLIARI, effective_on=JUNE)
    given(HIRED_AT_IASI).when(audited(forged)).refused(
        HistoryDiffers, "OP-1042: a reassignment would change the site"
    )


@pytest.mark.parametrize(
    ("forged", "rule"),
    [
        (
            OperatorTransferred(origin=AT_IASI, destination=AT_HALF_TIME, effective_on=JUNE),
            SameSite,
        ),
        (OperatorReassigned(before=AT_IASI, after=AT_IASI, effective_on=JUNE), NothingChanges),
        (OperatorHired(placement=AT_IASI, effective_on=MARCH), AlreadyHired),
        (OperatorLeft(placement=AT_IASI, reason="other", effective_on=JANUARY), OutOfOrder),
    ],
)
def test_the_rules_hold_for_recorded_movements_too(
    forged: OperatorEvent, rule: type[Refusal]
) -> None:
    given(HIRED_AT_IASI).when(audited(forged)).refused(rule, "OP-1042")


def test_only_the_latest_standing_movement_can_be_voided() -> None:
    forged = voided(1, AT_IASI, None, MARCH)
    given(MOVED_TO_CAGLIARI).when(audited(forged)).refused(
        NotLatestMovement,
        "OP-1042 has a later movement: transferred to IT-CAG on 2018-06-01.",
        "rientro void OP-1042 --back-to DATE --reason TEXT",
    )
    given(GONE).when(audited(forged)).refused(NotLatestMovement, ": left on 2018-07-01.")


@pytest.mark.parametrize(
    "forged",
    [
        voided(2, AT_IASI, AT_IASI, JUNE),
        voided(2, AT_CAGLIARI, AT_HALF_TIME, JUNE),
        voided(2, AT_CAGLIARI, None, JUNE),
        voided(2, AT_CAGLIARI, AT_IASI, MARCH),
    ],
)
def test_a_void_says_truly_what_it_takes_back(forged: MovementVoided) -> None:
    given(MOVED_TO_CAGLIARI).when(audited(forged)).refused(
        HistoryDiffers, "OP-1042: a void says where the operator was"
    )


# Always -------------------------------------------------------------------------------------

BOTH_OPEN = BOOKS.but(BACAU)
some_day = st.dates(MARCH, MARCH + timedelta(days=5))
some_site = st.sampled_from(["RO-IAS", "RO-BAC", "IT-CAG"])
some_fte = st.sampled_from([HALF, Decimal(1)])
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(hire, some_site, some_day, st.just(BOTH_OPEN)),
    st.builds(transfer, some_site, some_day, fte=some_fte, books=st.just(BOTH_OPEN)),
    st.builds(reassign, some_day, fte=some_fte),
    st.builds(leave, some_day),
    st.just(void()),
)


@settings(deadline=None)
@whatever(st.lists(commands, max_size=30))
def test_what_the_commands_say_the_audit_accepts_in_that_order(asked: list[Command]) -> None:
    past, standing = NEVER_HIRED, [NEVER_HIRED.latest]
    for command in asked:
        event = given(past).when(command).said
        if event is None or isinstance(event, Refusal):
            continue
        assert isinstance(event, OperatorEvent)
        given(past).when(audited(event, BOTH_OPEN)).then(event)
        later = past.after(event)
        assert later.version == past.version + 1
        if isinstance(event, MovementVoided):
            standing.pop()
            assert later.latest == standing[-1]
        else:
            given(later).when(command).says_nothing()
            standing.append(later.latest)
            assert past.latest is None or past.latest.effective_on <= event.effective_on
        past = later


# Engagement and hours of 0 ------------------------------------------------------------------


def test_who_is_on_a_long_absence_keeps_the_post_and_works_no_hours() -> None:
    absent = OperatorReassigned(
        before=AT_IASI, after=AT_IASI.but(fte=Decimal(0)), effective_on=JUNE
    )
    given(HIRED_AT_IASI).when(reassign(JUNE, fte=Decimal(0))).then(absent)


def test_an_engagement_changes_and_all_else_stays() -> None:
    agency = AT_IASI.but(engagement="agency")
    event = OperatorReassigned(before=AT_IASI, after=agency, effective_on=JUNE)

    def engage(operator: Operator) -> OperatorReassigned | None:
        return operator.reassign(effective_on=JUNE, register=BOOKS, engagement="agency")

    given(HIRED_AT_IASI).when(engage).then(event)
    engaged = HIRED_AT_IASI.after(event)
    given(engaged).when(engage).says_nothing()
    given(engaged).when(transfer("IT-CAG", JULY)).then(
        OperatorTransferred(
            origin=agency, destination=AT_CAGLIARI.but(engagement="agency"), effective_on=JULY
        )
    )
    given(HIRED_AT_IASI).when(hire(agency, MARCH)).refused(AlreadyHired)


def test_a_note_makes_no_other_movement() -> None:
    noted = THE_HIRE.model_copy(update={"text": "9f" * 32, "again": 7})
    given(NEVER_HIRED.after(noted)).when(hire(AT_IASI, MARCH)).says_nothing()
    assert NEVER_HIRED.after(noted) == HIRED_AT_IASI
