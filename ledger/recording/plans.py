"""Plans are announced, revised and withdrawn."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from domain.plans.plan_commands import (
    AnnouncePlan,
    CorrectPlan,
    NamedPlaces,
    RevisePlan,
    WithdrawPlan,
)
from domain.plans.plan_events import PlanAnnounced
from domain.plans.plan_places import place
from domain.plans.plan_terms import Named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.plans.plan_events import Place
    from domain.register import Register
    from ledger.recording.carrying_out import CarriesOut
    from ledger.recording.unit_of_work import Recording


def announce_plan(recording: Recording, command: AnnouncePlan) -> None:
    """Let the plan decide on its announcement."""
    register = recording.aggregates
    event = PlanAnnounced(
        statement=command.statement,
        source=command.source,
        client=command.client,
        supplier=command.supplier,
        origins=_places(command.origins, register),
        destinations=_places(command.destinations, register),
        contracts=tuple(dict.fromkeys(command.contracts)),
        target=command.target,
        baseline_on=command.baseline_on,
        deadline_on=command.deadline_on,
        effective_on=command.effective_on,
    )
    recording.decide(command.code, register.plan(command.code).announce(event, register))


def revise_plan(recording: Recording, command: RevisePlan) -> None:
    """Let the plan decide on a change of its terms."""
    register = recording.aggregates
    revised = register.plan(command.code).revise(
        target=command.target,
        deadline_on=command.deadline_on,
        added=_named(command.added, register),
        dropped=_named(command.dropped, register),
        reason=command.reason,
        effective_on=command.effective_on,
        register=register,
    )
    recording.decide(command.code, revised)


def correct_plan(recording: Recording, command: CorrectPlan) -> None:
    """Let the plan decide on what is put right of its announcement."""
    register, right = recording.aggregates, dict(command.right)
    for name in ("origins", "destinations"):
        if name in right:
            right[name] = _places(right[name], register)
    if "contracts" in right:
        right["contracts"] = tuple(dict.fromkeys(right["contracts"]))
    corrected = register.plan(command.code).correct(right, reason=command.reason, register=register)
    recording.decide(command.code, corrected)


def withdraw_plan(recording: Recording, command: WithdrawPlan) -> None:
    """Let the plan decide on its withdrawal."""
    register = recording.aggregates
    withdrawn = register.plan(command.code).withdraw(
        reason=command.reason, effective_on=command.effective_on, register=register
    )
    recording.decide(command.code, withdrawn)


def _named(named: NamedPlaces, register: Register) -> Named:
    """The places and the contracts that are meant."""
    return Named(
        _places(named.origins, register),
        _places(named.destinations, register),
        tuple(dict.fromkeys(named.contracts)),
    )


def _places(named: Sequence[str], register: Register) -> tuple[Place, ...]:
    """The places, each once."""
    return tuple(dict.fromkeys(place(each, register) for each in named))


CARRIES_OUT: CarriesOut = MappingProxyType(
    {
        AnnouncePlan: announce_plan,
        RevisePlan: revise_plan,
        CorrectPlan: correct_plan,
        WithdrawPlan: withdraw_plan,
    }
)
"""What carries out each kind of command about them."""
