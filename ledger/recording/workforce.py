"""Operators are hired, transferred, reassigned and released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.placement import UNCHANGED, Placement, Unchanged
from ledger.recording.commands import Commands
from ledger.recording.unit_of_work import UNNAMED, BatchTerms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from domain.words import Engagement, LeavingReason
    from domain.workforce.operator import Operator
    from ledger.recording.unit_of_work import Outcome, Recording


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which operators a command is for: those named, or a number of them."""

    operators: Sequence[str] = ()
    count: int | None = None

    @property
    def several(self) -> bool:
        """Whether the command is for more than one operator."""
        return len(self.operators) > 1 or self.count is not None


class MovementCommands(Commands):
    """What is recorded of operators."""

    def hire(
        self,
        chosen: Chosen,
        *,
        at: Placement,
        effective_on: date,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Place operators at a site; for a number of them, codes are made."""
        with self._batch("hire", chosen.several, batch, dry_run) as recording:
            if chosen.count is None:
                operators = recording.roster.named(chosen.operators)
            else:
                recording.aggregates.site(at.site).must_be_open_on(effective_on)
                operators = recording.roster.new_operators(at.site, chosen.count)
            for operator in operators:
                hired = operator.hire(
                    at=at, effective_on=effective_on, register=recording.aggregates
                )
                recording.decide(operator.code, hired)
        return recording.outcome

    def transfer(
        self,
        chosen: Chosen,
        *,
        to_site: str,
        effective_on: date,
        from_site: str | None = None,
        contract: str | Unchanged | None = UNCHANGED,
        fte: Decimal | Unchanged = UNCHANGED,
        engagement: Engagement | Unchanged | None = UNCHANGED,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Move operators' work to another site."""
        with self._batch("transfer", chosen.several, batch, dry_run) as recording:
            for operator in _chosen(recording, chosen, from_site, effective_on):
                transferred = operator.transfer(
                    to_site=to_site,
                    from_site=from_site,
                    contract=contract,
                    fte=fte,
                    engagement=engagement,
                    effective_on=effective_on,
                    register=recording.aggregates,
                )
                recording.decide(operator.code, transferred)
        return recording.outcome

    def reassign(
        self,
        chosen: Chosen,
        *,
        effective_on: date,
        contract: str | Unchanged | None = UNCHANGED,
        fte: Decimal | Unchanged = UNCHANGED,
        engagement: Engagement | Unchanged | None = UNCHANGED,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Change operators' contract, hours or engagement where they are."""
        with self._batch("reassign", chosen.several, batch, dry_run) as recording:
            for operator in _chosen(recording, chosen, None, effective_on):
                reassigned = operator.reassign(
                    contract=contract,
                    fte=fte,
                    engagement=engagement,
                    effective_on=effective_on,
                    register=recording.aggregates,
                )
                recording.decide(operator.code, reassigned)
        return recording.outcome

    def leave(
        self,
        chosen: Chosen,
        *,
        effective_on: date,
        reason: LeavingReason,
        from_site: str | None = None,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Release operators."""
        with self._batch("leave", chosen.several, batch, dry_run) as recording:
            for operator in _chosen(recording, chosen, from_site, effective_on):
                left = operator.leave(
                    effective_on=effective_on,
                    reason=reason,
                    from_site=from_site,
                    register=recording.aggregates,
                )
                recording.decide(operator.code, left)
        return recording.outcome

    def downsize(
        self,
        code: str,
        chosen: Chosen,
        *,
        reason: str,
        effective_on: date,
        batch: BatchTerms = UNNAMED,
        dry_run: bool = False,
    ) -> Outcome:
        """Let a site release operators: one fact about the site, and one about each of them."""
        with self._batch("downsize", True, batch, dry_run) as recording:
            leaving = [
                (
                    operator.code,
                    operator.leave(
                        effective_on=effective_on,
                        reason="redundant",
                        from_site=code,
                        register=recording.aggregates,
                    ),
                )
                for operator in _chosen(recording, chosen, code, effective_on)
            ]
            released = sum(left is not None for _, left in leaving)
            if released:
                site = recording.aggregates.site(code)
                downsized = site.downsize(
                    operators=released,
                    reason=reason,
                    effective_on=effective_on,
                    register=recording.aggregates,
                )
                recording.decide(code, downsized)
            for operator, left in leaving:
                recording.decide(operator, left)
        return recording.outcome


def _chosen(recording: Recording, chosen: Chosen, site: str | None, on: date) -> Sequence[Operator]:
    if chosen.count is None:
        return recording.roster.named(chosen.operators)
    if site is None:
        raise ValueError("A number of operators is picked at a site.")
    return recording.roster.pick(site, chosen.count, on)
