"""Events in words: one sentence each, for the log, the replay and what a command says."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from domain import events
from domain.plan import place_text
from domain.values import FULL_TIME, fte_text

if TYPE_CHECKING:
    from domain.placement import Placement
    from domain.recorded import Recorded

AnyEvent = (
    events.LedgerOpened
    | events.SiteEvent
    | events.ContractEvent
    | events.OperatorEvent
    | events.PlanEvent
    | events.BatchRecorded
)


def in_words(recorded: Recorded[AnyEvent]) -> str:
    """What happened, without who recorded it."""
    code, event = recorded.code, recorded.event
    if events.is_operator_event(event):
        return f"{code} {_movement(event)}"
    match event:
        case events.LedgerOpened():
            return f"ledger {event.name} opened"
        case events.SiteOpened() | events.SiteDownsized() | events.SiteClosed():
            return f"site {code} {_site(event)}"
        case events.SiteClosingVoided(reason=reason):
            return f"site {code} had the closing of {event.effective_on} voided ({reason})"
        case events.HeadcountAttested(heads=heads, source=source):
            return f"site {code} counted from outside: {heads} heads on {event.effective_on} ({source})"
        case events.AttestationVoided(reason=reason):
            return f"site {code} had an outside count of {event.effective_on} voided ({reason})"
        case events.ContractSigned(client=client, supplier=supplier):
            with_whom = f"{client} with {supplier}" if supplier else f"{client}, in-house"
            return f"contract {code} signed by {with_whom}, running from {event.effective_on}"
        case events.ContractEnded(reason=reason):
            return f"contract {code} ended on {event.effective_on} ({reason})"
        case events.ContractEndVoided(reason=reason):
            return f"contract {code} had the end of {event.effective_on} voided ({reason})"
        case events.PlanAnnounced() | events.PlanRevised() | events.PlanWithdrawn():
            return f"plan {code} {_plan(event)}"
        case events.BatchRecorded(movements=movements, source=source):
            said = f" ({source})" if source else ""
            return f"batch {code} of {counted(movements, 'movement')}{said}"
    assert_never(event)


def _movement(event: events.OperatorEvent) -> str:
    on = event.effective_on
    match event:
        case events.OperatorHired(placement=placement):
            return f"hired at {_placed(placement)} on {on}"
        case events.OperatorTransferred(origin=origin, destination=destination):
            return f"transferred from {origin.site} to {_placed(destination)} on {on}"
        case events.OperatorReassigned(before=before, after=after):
            return f"reassigned at {after.site} from {_terms(before)} to {_terms(after)} on {on}"
        case events.OperatorLeft(placement=placement, reason=reason):
            return f"left {placement.site} on {on} ({reason})"
        case events.MovementVoided(was=was, restored=restored, reason=reason):
            now = [f"back at {_placed(restored)}"] if restored else []
            then = [f"no longer at {_placed(was)}"] if was else []
            return f"had the movement of {on} voided ({reason}): {', '.join(now + then)}"
    assert_never(event)


def _site(event: events.SiteOpened | events.SiteDownsized | events.SiteClosed) -> str:
    on = event.effective_on
    match event:
        case events.SiteOpened(name=name, country=country, employer=employer):
            run_by = f", run by {employer}" if employer else ""
            return f"({name}, {country}{run_by}) opened on {on}"
        case events.SiteDownsized(operators=operators, headcount_left=left, reason=reason):
            return f"downsized by {operators} on {on}, {left} remain ({reason})"
        case events.SiteClosed(reason=reason):
            return f"closed on {on} ({reason})"
    assert_never(event)


def _plan(event: events.PlanEvent) -> str:
    on = event.effective_on
    match event:
        case events.PlanAnnounced():
            origins = ", ".join(map(place_text, event.origins))
            destinations = ", ".join(map(place_text, event.destinations))
            return (
                f"announced on {on}: {counted(event.target, 'post')} from {origins} "
                f"to {destinations} by {event.deadline_on}"
            )
        case events.PlanRevised(target=target, deadline_on=deadline_on, reason=reason):
            return f"revised on {on}: {counted(target, 'post')} by {deadline_on} ({reason})"
        case events.PlanWithdrawn(reason=reason):
            return f"withdrawn on {on} ({reason})"
    assert_never(event)


def counted(number: int, what: str) -> str:
    """So many of something: `1 movement`, `2 batches`."""
    if number == 1:
        return f"1 {what}"
    return f"{number:,} {what}{'es' if what.endswith('ch') else 's'}"


def _placed(placement: Placement) -> str:
    parts = [placement.site]
    if placement.contract is not None:
        parts.append(f"on {placement.contract}")
    if placement.fte != FULL_TIME:
        parts.append(f"at {fte_text(placement.fte)} FTE")
    return " ".join(parts)


def _terms(placement: Placement) -> str:
    return f"{placement.contract or 'no contract'} at {fte_text(placement.fte)} FTE"
