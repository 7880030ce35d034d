"""Operators are hired, transferred, reassigned and released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.workforce.movement_commands import Hire, Leave, Reassign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.workforce.movement_commands import Downsize, Move
    from domain.workforce.operator import Operator
    from ledger.recording.unit_of_work import Recording


def move(recording: Recording, command: Move) -> None:
    """Let each operator who is meant decide."""
    for operator in _chosen(recording, command):
        recording.decide(operator.code, operator.decide(command, recording.aggregates))


def downsize(recording: Recording, command: Downsize) -> None:
    """Record what the site does first, and then what becomes of each operator."""
    register, on = recording.aggregates, command.effective_on
    leave = Leave(command.chosen, effective_on=on, reason="redundant", from_site=command.site)
    leaving = [
        (operator.code, operator.decide(leave, register)) for operator in _chosen(recording, leave)
    ]
    released = sum(left is not None for _, left in leaving)
    if released:
        site = register.site(command.site)
        downsized = site.downsize(
            operators=released, reason=command.reason, effective_on=on, register=register
        )
        recording.decide(command.site, downsized)
    for operator, left in leaving:
        recording.decide(operator, left)


def _chosen(recording: Recording, command: Move) -> Sequence[Operator]:
    chosen, on = command.chosen, command.effective_on
    if chosen.count is None:
        return recording.roster.named(chosen.operators)
    if isinstance(command, Hire):
        recording.aggregates.site(command.at.site).must_be_open_on(on)
        return recording.roster.new_operators(command.at.site, chosen.count)
    site = command.at_site if isinstance(command, Reassign) else command.from_site
    if site is None:
        raise ValueError("A number of operators is picked at a site.")
    return recording.roster.pick(site, chosen.count, on)
