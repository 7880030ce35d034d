"""A contract is signed, runs, and ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from given import (
    AUGUST,
    BOOKS,
    CARE,
    CARE_ENDED_IN_AUGUST,
    JANUARY,
    MARCH,
    SEPTEMBER,
    given,
    signing,
)
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from domain.contracts.contract import Contract
from domain.contracts.contract_events import (
    ContractEnded,
    ContractEndVoided,
    ContractEvent,
    ContractSigned,
    ContractSigningVoided,
)
from domain.contracts.contract_refusals import (
    ContractAlreadyEnded,
    ContractAlreadySigned,
    ContractEndsBeforeItStarts,
    ContractNotRunning,
    ReservedCode,
    UnknownContract,
)
from domain.event import Event
from domain.logbook import CannotBeVoided
from domain.refusal import HistoryDiffers

Command = Callable[[Contract], Event | None]
ONE_DAY = timedelta(days=1)
UNKNOWN = Contract("FW-CARE")


def sign(event: ContractSigned) -> Command:
    return lambda contract: contract.sign(event, BOOKS)


def end(on: date, reason: str = "expired") -> Command:
    return lambda contract: contract.end(reason=reason, effective_on=on, register=BOOKS)


def audited(event: ContractEvent) -> Command:
    def asked(contract: Contract) -> Event:
        contract.check(event, BOOKS)
        return event

    return asked


def put_work_on_it(on: date) -> Command:
    def asked(contract: Contract) -> None:
        contract.must_run_on(on)

    return asked


def ended(on: date) -> ContractEnded:
    return ContractEnded(reason="expired", effective_on=on)


def test_a_client_signs_a_contract() -> None:
    given(UNKNOWN).when(sign(signing(MARCH))).then(signing(MARCH))


def test_no_contract_is_called_like_the_sign_that_means_none() -> None:
    given(Contract("-")).when(sign(signing(MARCH))).refused(ReservedCode, '"-" means no contract')


def test_the_same_signature_told_twice_is_recorded_once() -> None:
    given(CARE).when(sign(signing(MARCH))).says_nothing()
    given(CARE_ENDED_IN_AUGUST).when(sign(signing(MARCH))).says_nothing()


@pytest.mark.parametrize("otherwise", [signing(JANUARY), signing(MARCH, client="TIM")])
def test_the_facts_of_a_contract_are_not_rewritten(otherwise: ContractSigned) -> None:
    given(CARE).when(sign(otherwise)).refused(
        ContractAlreadySigned,
        "Contract FW-CARE was already signed from 2018-03-01 on with other facts.",
        "See them with: rientro contract list, or sign the new one under another code.",
    )


def test_a_contract_is_not_recorded_as_signed_twice() -> None:
    given(CARE).when(audited(signing(MARCH))).refused(ContractAlreadySigned)


@pytest.mark.parametrize("on", [MARCH + ONE_DAY, AUGUST])
def test_a_contract_ends_after_it_was_signed(on: date) -> None:
    given(CARE).when(end(on)).then(ended(on))


@pytest.mark.parametrize("on", [MARCH, MARCH - ONE_DAY])
def test_a_contract_cannot_end_before_it_has_run_for_a_day(on: date) -> None:
    given(CARE).when(end(on)).refused(
        ContractEndsBeforeItStarts,
        f"Contract FW-CARE runs from 2018-03-01 and cannot end on {on}.",
        "Give a later date.",
    )


def test_the_same_end_told_twice_is_recorded_once() -> None:
    given(CARE_ENDED_IN_AUGUST).when(end(AUGUST)).says_nothing()


@pytest.mark.parametrize("otherwise", [end(SEPTEMBER), end(AUGUST, "lost the tender")])
def test_a_contract_is_ended_once(otherwise: Command) -> None:
    given(CARE_ENDED_IN_AUGUST).when(otherwise).refused(
        ContractAlreadyEnded,
        "Contract FW-CARE already ended on 2018-08-01.",
        "If that is wrong, void it by its position in rientro log --stream contract:FW-CARE: "
        "rientro void --position N --reason TEXT",
    )


@pytest.mark.parametrize("asked", [end(AUGUST), put_work_on_it(AUGUST)])
def test_a_contract_is_signed_before_anything_happens_to_it(asked: Command) -> None:
    given(UNKNOWN).when(asked).refused(
        UnknownContract,
        "No contract FW-CARE is known. Check the code with: rientro contract list",
        "rientro contract sign FW-CARE --client NAME --on DATE",
    )


@pytest.mark.parametrize("on", [MARCH, AUGUST - ONE_DAY])
def test_a_contract_runs_from_its_first_day_to_the_day_before_its_end(on: date) -> None:
    given(CARE_ENDED_IN_AUGUST).when(put_work_on_it(on)).says_nothing()


def test_a_contract_without_an_end_runs_on() -> None:
    given(CARE).when(put_work_on_it(date(2200, 12, 31))).says_nothing()


@pytest.mark.parametrize(
    ("on", "wrong"),
    [
        (MARCH - ONE_DAY, "runs from 2018-03-01 and does not run on 2018-02-28."),
        (AUGUST, "ended on 2018-08-01 and does not run on 2018-08-01."),
        (SEPTEMBER, "ended on 2018-08-01 and does not run on 2018-09-01."),
    ],
)
def test_no_work_is_put_on_a_contract_that_does_not_run(on: date, wrong: str) -> None:
    given(CARE_ENDED_IN_AUGUST).when(put_work_on_it(on)).refused(
        ContractNotRunning,
        f"Contract FW-CARE {wrong}",
        "Give another date, another contract, or none.",
    )


# Take back ----------------------------------------------------------------------------------

VOIDED = ContractEndVoided(version=2, effective_on=AUGUST, reason="typo")


def void(version: int) -> Command:
    return lambda contract: contract.void(version, reason="typo", register=BOOKS)


def test_an_end_is_taken_back_and_may_be_recorded_again() -> None:
    given(CARE_ENDED_IN_AUGUST).when(void(2)).then(VOIDED)
    runs_on = CARE_ENDED_IN_AUGUST.after(VOIDED)
    assert runs_on.ended_on is None
    given(runs_on).when(put_work_on_it(SEPTEMBER)).says_nothing()
    given(runs_on).when(end(AUGUST)).then(ended(AUGUST))


@pytest.mark.parametrize(
    ("past", "version"),
    [
        (UNKNOWN, 0),
        (CARE, 0),
        (CARE_ENDED_IN_AUGUST.after(VOIDED), 2),
        (CARE_ENDED_IN_AUGUST.after(VOIDED).after(ended(AUGUST)), 2),
    ],
)
def test_of_a_contract_nothing_else_is_taken_back_and_nothing_twice(
    past: Contract, version: int
) -> None:
    given(past).when(void(version)).refused(
        CannotBeVoided, "of contract FW-CARE, cannot be voided, or was voided already"
    )


@pytest.mark.parametrize(
    ("past", "event"),
    [
        (CARE, VOIDED),
        (CARE_ENDED_IN_AUGUST, VOIDED.model_copy(update={"version": 1})),
        (CARE_ENDED_IN_AUGUST, VOIDED.model_copy(update={"effective_on": SEPTEMBER})),
        (CARE_ENDED_IN_AUGUST.after(VOIDED), VOIDED),
    ],
)
def test_a_void_in_the_history_names_the_end_that_stood(
    past: Contract, event: ContractEvent
) -> None:
    given(past).when(audited(event)).refused(HistoryDiffers, "a void names its end")


some_day = st.dates(MARCH, MARCH + timedelta(days=4))
commands = st.one_of(
    st.builds(lambda on: sign(signing(on)), some_day),
    st.builds(end, some_day),
    st.builds(void, st.integers(1, 5)),
)


@settings(deadline=None)
@whatever(st.lists(commands, max_size=10))
def test_what_the_commands_say_the_audit_accepts_in_that_order(asked: list[Command]) -> None:
    past = UNKNOWN
    for command in asked:
        event = given(past).when(command).said
        if not isinstance(event, ContractEvent):
            continue
        given(past).when(audited(event)).then(event)
        past = past.after(event)
        if isinstance(event, (ContractEndVoided, ContractSigningVoided)):
            given(past).when(command).refused(CannotBeVoided)
        else:
            given(past).when(command).says_nothing()
    assert past.signed is not None or past.ended is None
