"""Plans are announced, revised and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.plans.plan import place
from domain.plans.plan_events import PlanAnnounced
from ledger.recording.commands import Commands

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from domain.plans.plan_events import Place
    from domain.register import Register
    from ledger.recording.unit_of_work import Outcome


class PlanCommands(Commands):
    """What is recorded of plans."""

    def announce_plan(
        self,
        code: str,
        *,
        target: int,
        origins: Sequence[str],
        destinations: Sequence[str],
        baseline_on: date,
        deadline_on: date,
        effective_on: date,
        contracts: Sequence[str] = (),
        client: str | None = None,
        supplier: str | None = None,
        statement: str | None = None,
        source: str | None = None,
    ) -> Outcome:
        """Keep a promise that somebody made, word for word."""
        with self._recording("plan-announce") as recording:
            aggregates = recording.aggregates
            event = PlanAnnounced(
                statement=statement,
                source=source,
                client=client,
                supplier=supplier,
                origins=_places(origins, aggregates),
                destinations=_places(destinations, aggregates),
                contracts=tuple(dict.fromkeys(contracts)),
                target=target,
                baseline_on=baseline_on,
                deadline_on=deadline_on,
                effective_on=effective_on,
            )
            recording.decide(code, aggregates.plan(code).announce(event, aggregates))
        return recording.outcome

    def revise_plan(
        self,
        code: str,
        *,
        reason: str,
        effective_on: date,
        target: int | None = None,
        deadline_on: date | None = None,
    ) -> Outcome:
        """Change a plan's target, its deadline or both."""
        with self._recording("plan-revise") as recording:
            revised = recording.aggregates.plan(code).revise(
                target=target,
                deadline_on=deadline_on,
                reason=reason,
                effective_on=effective_on,
                register=recording.aggregates,
            )
            recording.decide(code, revised)
        return recording.outcome

    def withdraw_plan(self, code: str, *, reason: str, effective_on: date) -> Outcome:
        """Give a plan up."""
        with self._recording("plan-withdraw") as recording:
            withdrawn = recording.aggregates.plan(code).withdraw(
                reason=reason, effective_on=effective_on, register=recording.aggregates
            )
            recording.decide(code, withdrawn)
        return recording.outcome


def _places(named: Sequence[str], register: Register) -> tuple[Place, ...]:
    """The places, each once."""
    return tuple(dict.fromkeys(place(each, register) for each in named))
