"""Events in words: one sentence each, for the log, the replay and what a command says."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never, cast

from domain import events
from domain.events import STREAMS
from domain.plan import place_text
from domain.values import FULL_TIME, fte_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.placement import Placement
    from domain.recorded import Recorded

AnyEvent = (
    events.LedgerEvent
    | events.SiteEvent
    | events.ContractEvent
    | events.OperatorEvent
    | events.PlanEvent
    | events.BatchEvent
)


def in_words(recorded: Recorded[AnyEvent]) -> str:
    """What happened, without who recorded it."""
    code, event = recorded.code, recorded.event
    if events.is_operator_event(event):
        return f"{code} {_movement(event)}"
    match STREAMS[type(event)]:
        case "ledger":
            return _ledger(cast("events.LedgerEvent", event))
        case "site":
            return f"site {code} {_site(cast('events.SiteEvent', event))}"
        case "contract":
            return f"contract {code} {_contract(cast('events.ContractEvent', event))}"
        case "plan":
            return f"plan {code} {_plan(cast('events.PlanEvent', event))}"
        case _:
            return f"batch {code} {_batch(cast('events.BatchEvent', event))}"


def _ledger(event: events.LedgerEvent) -> str:
    match event:
        case events.LedgerOpened(name=name):
            return f"ledger {name} opened"
        case events.TextErased(position=position, reason=reason):
            return f"text of the event at position {position} erased ({reason})"
        case events.EventSetAside(position=position, reason=reason):
            return f"event at position {position} set aside, since it cannot be read ({reason})"
    assert_never(event)


def _batch(event: events.BatchEvent) -> str:
    match event:
        case events.BatchRecorded(movements=movements, records=records, source=source):
            what = counted(movements, "movement") if movements else counted(records, "event")
            replaced = f", in place of batch {event.replaces}" if event.replaces else ""
            return f"of {what}{replaced}{f' ({source})' if source else ''}"
        case events.BatchSigned(public_key=public_key):
            return f"signed with the key {public_key[:16]}…"
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


def _site(event: events.SiteEvent) -> str:
    match event:
        case events.SiteOpened(name=name, country=country, employer=employer, effective_on=on):
            run_by = f", run by {employer}" if employer else ""
            return f"({name}, {country}{run_by}) opened on {on}"
        case events.SiteOpeningVoided(effective_on=on, reason=reason):
            return f"had the opening of {on} voided ({reason})"
        case events.SiteChanged(name=name, employer=employer, effective_on=on, reason=reason):
            run_by = f", run by {employer}" if employer else ""
            return f"is {name}{run_by} from {on} on ({reason})"
        case events.SiteCorrected():
            return _corrected(event)
        case events.SiteDownsized(operators=operators, headcount_left=left, reason=reason):
            return f"downsized by {operators} on {event.effective_on}, {left} remain ({reason})"
        case events.SiteClosed(effective_on=on, reason=reason):
            return f"closed on {on} ({reason})"
        case events.SiteClosingVoided(effective_on=on, reason=reason):
            return f"had the closing of {on} voided ({reason})"
        case events.HeadcountAttested(heads=heads, source=source, effective_on=on):
            return f"counted from outside: {heads} heads on {on} ({source})"
        case events.AttestationVoided(effective_on=on, reason=reason):
            return f"had an outside count of {on} voided ({reason})"
    assert_never(event)


def _contract(event: events.ContractEvent) -> str:
    match event:
        case events.ContractSigned(succeeds=before, effective_on=on):
            after = f", in succession to {before}" if before else ""
            return f"signed by {_parties(event)}, running from {on}{after}"
        case events.ContractSigningVoided(effective_on=on, reason=reason):
            return f"had the signing of {on} voided ({reason})"
        case events.ContractChanged(effective_on=on, reason=reason):
            return f"is of {_parties(event)} from {on} on ({reason})"
        case events.ContractCorrected():
            return _corrected(event)
        case events.ContractEnded(effective_on=on, reason=reason):
            return f"ended on {on} ({reason})"
        case events.ContractEndVoided(effective_on=on, reason=reason):
            return f"had the end of {on} voided ({reason})"
    assert_never(event)


def _parties(event: events.ContractSigned | events.ContractChanged) -> str:
    return (
        f"{event.client} with {event.supplier}" if event.supplier else f"{event.client}, in-house"
    )


def _plan(event: events.PlanEvent) -> str:
    match event:
        case events.PlanAnnounced(effective_on=on):
            return (
                f"announced on {on}: {counted(event.target, 'post')} from "
                f"{_listed(event.origins)} to {_listed(event.destinations)} by {event.deadline_on}"
            )
        case events.PlanAnnouncementVoided(effective_on=on, reason=reason):
            return f"had the announcement of {on} voided ({reason})"
        case events.PlanCorrected():
            return _corrected(event)
        case events.PlanRevised(effective_on=on, reason=reason):
            return f"revised on {on}: {_revision(event)} ({reason})"
        case events.PlanRevisionVoided(effective_on=on, reason=reason):
            return f"had the revision of {on} voided ({reason})"
        case events.PlanWithdrawn(effective_on=on, reason=reason):
            return f"withdrawn on {on} ({reason})"
        case events.PlanWithdrawalVoided(effective_on=on, reason=reason):
            return f"had the withdrawal of {on} voided ({reason})"
    assert_never(event)


def _revision(event: events.PlanRevised) -> str:
    """What a revision changes."""
    promised = [counted(event.target, "post")] if event.target is not None else []
    promised += [f"by {event.deadline_on}"] if event.deadline_on is not None else []
    changes = [" ".join(promised)] if promised else []
    named = (
        ("from", event.added_origins, event.dropped_origins),
        ("to", event.added_destinations, event.dropped_destinations),
        ("on", event.added_contracts, event.dropped_contracts),
    )
    for where, added, dropped in named:
        changes += [f"also {where} {_listed(added)}"] if added else []
        changes += [f"no longer {where} {_listed(dropped)}"] if dropped else []
    return ", ".join(changes)


def _corrected(
    event: events.SiteCorrected | events.ContractCorrected | events.PlanCorrected,
) -> str:
    """What was put right, for the whole past."""
    was, is_ = event.was.named, event.is_.named
    facts = [f"{name} {_fact(value)}, not {_fact(was[name])}" for name, value in is_.items()]
    return f"corrected: {'; '.join(facts)} ({event.reason})"


def _fact(value: object) -> str:
    if value is None or value == ():
        return "none"
    return _listed(value) if isinstance(value, tuple) else str(value)


def _listed(named: Iterable[events.Place | str]) -> str:
    return ", ".join(each if isinstance(each, str) else place_text(each) for each in named)


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
    if placement.engagement is not None:
        parts.append(f"({placement.engagement})")
    return " ".join(parts)


def _terms(placement: Placement) -> str:
    engaged = f" ({placement.engagement})" if placement.engagement else ""
    return f"{placement.contract or 'no contract'} at {fte_text(placement.fte)} FTE{engaged}"
