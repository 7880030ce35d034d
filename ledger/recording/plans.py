"""Plans are announced, revised and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.plans.plan import place
from domain.plans.plan_events import PlanAnnounced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.plans.plan_commands import AnnouncePlan, RevisePlan, WithdrawPlan
    from domain.plans.plan_events import Place
    from domain.register import Register
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
        reason=command.reason,
        effective_on=command.effective_on,
        register=register,
    )
    recording.decide(command.code, revised)


def withdraw_plan(recording: Recording, command: WithdrawPlan) -> None:
    """Let the plan decide on its withdrawal."""
    register = recording.aggregates
    withdrawn = register.plan(command.code).withdraw(
        reason=command.reason, effective_on=command.effective_on, register=register
    )
    recording.decide(command.code, withdrawn)


def _places(named: Sequence[str], register: Register) -> tuple[Place, ...]:
    """The places, each once."""
    return tuple(dict.fromkeys(place(each, register) for each in named))
