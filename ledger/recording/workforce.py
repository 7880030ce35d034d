"""Operators are hired, transferred, reassigned and released."""

from __future__ import annotations

from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from domain.placement import UNCHANGED
from domain.words import NO_CONTRACT
from domain.workforce.movement_commands import Downsize, Hire, Leave, Move, Reassign, Transfer
from domain.workforce.movement_refusals import NobodyToPick, SomeMoveLater

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from domain.values import SiteCode
    from domain.workforce.operator import Operator
    from ledger.recording.carrying_out import CarriesOut
    from ledger.recording.unit_of_work import Recording


def move(recording: Recording, command: Move) -> None:
    """Let each operator who is meant decide."""
    if isinstance(command, Reassign) and command.is_for_all:
        _reassign_all(recording, command)
        return
    for operator in _chosen(recording, command):
        if isinstance(command, Transfer) and command.back_on is not None:
            _there_and_back(recording, operator, command)
        else:
            recording.decide(operator.code, operator.decide(command, recording.aggregates))


def _reassign_all(recording: Recording, command: Reassign) -> None:
    """Let all at the site decide for whom something changes, of the contract that is said."""
    site, on, contract = _site_of(command), command.effective_on, command.from_contract
    there = recording.roster.all_at(site, on)
    meant = [operator for operator in there if operator.is_meant(command)]
    if not meant:
        if contract is not UNCHANGED and contract is not None:
            recording.aggregates.contract(contract).known()
        raise NobodyToPick(site, on, None if contract is UNCHANGED else contract or NO_CONTRACT)
    register = recording.aggregates
    if contract is UNCHANGED:
        moving_later = register.occupancy(site).heads_on(on) - len(there)
    else:
        of_contract = sum(each.is_on_contract(contract) for each in there)
        moving_later = register.occupancy_of_both(site, contract).heads_on(on) - of_contract
    if moving_later > 0:
        raise SomeMoveLater(site, on, moving_later)
    for operator in meant:
        recording.decide(operator.code, operator.decide(command, register))


def _there_and_back(recording: Recording, operator: Operator, command: Transfer) -> None:
    """Let the operator go and come back, unless the two latest movements already say so."""
    register = recording.aggregates
    if _went_and_came_back(operator, command):
        recording.pass_over(2)
        return
    recording.decide(operator.code, operator.decide(command, register))
    there = register.operator(operator.code)
    before = there.latest.origin if there.latest else None
    back = command.return_of(before) if before else None
    if back is not None:
        recording.decide(operator.code, there.decide(back, register))


def _went_and_came_back(operator: Operator, command: Transfer) -> bool:
    """Whether the two latest movements are the way there, and the way back to where it began."""
    latest = list(islice(operator.standing, 2))
    if [step.effective_on for step in latest] != [command.back_on, command.effective_on]:
        return False
    back, there = latest
    if (back.kind, there.kind) != ("transferred", "transferred") or there.origin is None:
        return False
    led = there.origin.but(
        site=command.to_site,
        contract=command.contract,
        fte=command.fte,
        engagement=command.engagement,
    )
    came_from = command.from_site in (None, there.origin.site)
    return came_from and led == there.placement and back.placement == there.origin


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
    if isinstance(command, Reassign):
        return recording.roster.pick(_site_of(command), chosen.count, on, meant=_meant_by(command))
    return recording.roster.pick(_site_of(command), chosen.count, on)


def _meant_by(command: Reassign) -> Callable[[Operator], bool]:
    """Tells whether an operator is meant by it."""
    return lambda operator: operator.is_meant(command)


def _site_of(command: Transfer | Reassign | Leave) -> SiteCode:
    """Where a number of operators is picked."""
    site = command.at_site if isinstance(command, Reassign) else command.from_site
    if site is None:
        raise ValueError("A number of operators is picked at a site.")
    return site


CARRIES_OUT: CarriesOut = MappingProxyType(
    {
        Hire: move,
        Transfer: move,
        Reassign: move,
        Leave: move,
        Downsize: downsize,
    }
)
"""What carries out each kind of command about them."""
