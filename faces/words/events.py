"""Events in words: one sentence each, for the log, the replay and what a command says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, assert_never

from domain.batches import BatchEvent, BatchRecorded, BatchSigned
from domain.contracts.contract_events import (
    ContractChanged,
    ContractChangeVoided,
    ContractCorrected,
    ContractEnded,
    ContractEndVoided,
    ContractEvent,
    ContractSigned,
    ContractSigningVoided,
)
from domain.logbook import EventSetAside, LedgerEvent, LedgerOpened, TextErased
from domain.places.site_events import (
    AttestationVoided,
    HeadcountAttested,
    SiteChanged,
    SiteChangeVoided,
    SiteClosed,
    SiteClosingVoided,
    SiteCorrected,
    SiteDownsized,
    SiteEvent,
    SiteOpened,
    SiteOpeningVoided,
)
from domain.plans.plan_events import (
    Place,
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanEvent,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.plans.plan_places import place_text
from domain.values import FULL_TIME, fte_text
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorEvent,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
    is_operator_event,
)
from faces.words import counted, law, say, word
from faces.words.batches import holds
from faces.words.commitments import protocol_event, volumes_reported
from faces.words.filling import with_signs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.placement import Placement
    from domain.recorded import Recorded


def event_in_words(recorded: Recorded[Any]) -> str:
    """What happened, without who recorded it."""
    code, event = recorded.code, recorded.event
    if is_operator_event(event):
        return _movement(code, event)
    match event.stream:
        case "ledger":
            return _ledger(event)
        case "site":
            return _site(code, event)
        case "contract":
            return _contract(code, event)
        case "plan":
            return _plan(code, event)
        case "volume":
            return volumes_reported(code, event)
        case "protocol":
            return protocol_event(code, event)
        case "batch":
            return _batch(code, event)
        case _:
            return _SAID_OF[event.stream](code, event)


_SAID_OF: Mapping[str, Callable[[str, Any], str]] = {
    "indicator": law.indicator_in_words,
    "quality": law.quality_in_words,
    "union": law.union_in_words,
    "rule": law.rule_in_words,
    "notice": law.notice_in_words,
}
"""What is said of an event of the other kinds of streams."""


def _ledger(event: LedgerEvent) -> str:
    match event:
        case LedgerOpened(name=name):
            return say("ledger-opened", name=name)
        case TextErased(position=position, reason=reason):
            return say("text-erased", position=position, reason=reason)
        case EventSetAside(position=position, reason=reason):
            return say("event-set-aside", position=position, reason=reason)
    assert_never(event)


def _batch(code: str, event: BatchEvent) -> str:
    match event:
        case BatchRecorded():
            what = holds(event.kind, event.movements, event.records)
            key = "batch-recorded"
            key += ".replaces" if event.replaces else ""
            key += ".from" if event.source else ""
            return say(key, code=code, what=what, replaces=event.replaces, source=event.source)
        case BatchSigned(public_key=public_key):
            return say("batch-signed", code=code, key=public_key[:16])
    assert_never(event)


def _movement(code: str, event: OperatorEvent) -> str:
    on = event.effective_on
    match event:
        case OperatorHired(placement=placement):
            return say("operator-hired", code=code, placement=placed(placement), on=on)
        case OperatorTransferred(origin=origin, destination=destination):
            there = placed(destination)
            return say(
                "operator-transferred", code=code, origin=origin.site, placement=there, on=on
            )
        case OperatorReassigned(before=before, after=after):
            return say(
                "operator-reassigned",
                code=code,
                site=after.site,
                before=terms(before),
                after=terms(after),
                on=on,
            )
        case OperatorLeft(placement=placement, reason=reason):
            why = word("leaving", reason)
            return say("operator-left", code=code, site=placement.site, on=on, reason=why)
        case MovementVoided(was=was, restored=restored, reason=reason):
            now = [say("movement-voided.back", placement=placed(restored))] if restored else []
            if was:
                now.append(say("movement-voided.no-longer", placement=placed(was)))
            return say("movement-voided", code=code, on=on, reason=reason, now=", ".join(now))
    assert_never(event)


def _site(code: str, event: SiteEvent) -> str:
    match event:
        case SiteOpened(name=name, country=country, employer=employer, effective_on=on):
            key = "site-opened.run-by" if employer else "site-opened"
            return say(key, code=code, name=name, country=country, employer=employer, on=on)
        case SiteOpeningVoided(effective_on=on, reason=reason):
            return say("site-opening-voided", code=code, on=on, reason=reason)
        case SiteChanged(name=name, employer=employer, effective_on=on, reason=reason):
            key = "site-changed.run-by" if employer else "site-changed"
            return say(key, code=code, name=name, employer=employer, on=on, reason=reason)
        case SiteChangeVoided(effective_on=on, reason=reason):
            return say("site-change-voided", code=code, on=on, reason=reason)
        case SiteCorrected(reason=reason):
            return say("site-corrected", code=code, facts=_corrected(event), reason=reason)
        case SiteDownsized(operators=operators, headcount_left=left, reason=reason):
            on = event.effective_on
            return say(
                "site-downsized", code=code, operators=operators, on=on, left=left, reason=reason
            )
        case SiteClosed(effective_on=on, reason=reason):
            return say("site-closed", code=code, on=on, reason=reason)
        case SiteClosingVoided(effective_on=on, reason=reason):
            return say("site-closing-voided", code=code, on=on, reason=reason)
        case HeadcountAttested(heads=heads, source=source, effective_on=on):
            return say("headcount-attested", code=code, heads=heads, on=on, source=source)
        case AttestationVoided(effective_on=on, reason=reason):
            return say("attestation-voided", code=code, on=on, reason=reason)
    assert_never(event)


def _contract(code: str, event: ContractEvent) -> str:
    match event:
        case ContractSigned(succeeds=before, effective_on=on):
            key = "contract-signed.after" if before else "contract-signed"
            return say(key, code=code, parties=_parties(event), on=on, before=before)
        case ContractSigningVoided(effective_on=on, reason=reason):
            return say("contract-signing-voided", code=code, on=on, reason=reason)
        case ContractChanged(effective_on=on, reason=reason):
            return say("contract-changed", code=code, parties=_parties(event), on=on, reason=reason)
        case ContractChangeVoided(effective_on=on, reason=reason):
            return say("contract-change-voided", code=code, on=on, reason=reason)
        case ContractCorrected(reason=reason):
            return say("contract-corrected", code=code, facts=_corrected(event), reason=reason)
        case ContractEnded(effective_on=on, reason=reason):
            return say("contract-ended", code=code, on=on, reason=reason)
        case ContractEndVoided(effective_on=on, reason=reason):
            return say("contract-end-voided", code=code, on=on, reason=reason)
    assert_never(event)


def _parties(event: ContractSigned | ContractChanged) -> str:
    key = "parties" if event.supplier else "parties.in-house"
    return say(key, client=event.client, supplier=event.supplier)


def _plan(code: str, event: PlanEvent) -> str:
    match event:
        case PlanAnnounced(effective_on=on):
            return say(
                "plan-announced",
                code=code,
                on=on,
                posts=counted(event.target, "post"),
                origins=_listed(event.origins),
                destinations=_listed(event.destinations),
                deadline=event.deadline_on,
            )
        case PlanAnnouncementVoided(effective_on=on, reason=reason):
            return say("plan-announcement-voided", code=code, on=on, reason=reason)
        case PlanCorrected(reason=reason):
            return say("plan-corrected", code=code, facts=_corrected(event), reason=reason)
        case PlanRevised(effective_on=on, reason=reason):
            return say("plan-revised", code=code, on=on, changes=_revision(event), reason=reason)
        case PlanRevisionVoided(effective_on=on, reason=reason):
            return say("plan-revision-voided", code=code, on=on, reason=reason)
        case PlanWithdrawn(effective_on=on, reason=reason):
            return say("plan-withdrawn", code=code, on=on, reason=reason)
        case PlanWithdrawalVoided(effective_on=on, reason=reason):
            return say("plan-withdrawal-voided", code=code, on=on, reason=reason)
    assert_never(event)


def _revision(event: PlanRevised) -> str:
    """What a revision changes."""
    changes = []
    posts = counted(event.target, "post") if event.target is not None else None
    deadline = event.deadline_on
    if posts and deadline:
        changes.append(say("revision.posts-and-deadline", posts=posts, deadline=deadline))
    elif posts:
        changes.append(say("revision.posts", posts=posts))
    elif deadline:
        changes.append(say("revision.deadline", deadline=deadline))
    named = (
        ("revision.from", event.added_origins, event.dropped_origins),
        ("revision.to", event.added_destinations, event.dropped_destinations),
        ("revision.on", event.added_contracts, event.dropped_contracts),
    )
    for where, added, dropped in named:
        changes += [say(f"{where}.added", named=_listed(added))] if added else []
        changes += [say(f"{where}.dropped", named=_listed(dropped))] if dropped else []
    return ", ".join(changes)


def _corrected(
    event: SiteCorrected | ContractCorrected | PlanCorrected,
) -> str:
    """What was put right, for the whole past."""
    was, is_ = event.was.named, event.is_.named
    return "; ".join(
        say("corrected.fact", name=word("fact", name), now=_fact(value), before=_fact(was[name]))
        for name, value in is_.items()
    )


def _fact(value: object) -> str:
    if value is None or value == ():
        return say("corrected.none")
    return _listed(value) if isinstance(value, tuple) else str(value)


def _listed(named: Iterable[Place | str]) -> str:
    return ", ".join(each if isinstance(each, str) else place_text(each) for each in named)


def placed(placement: Placement) -> str:
    """Where somebody works, and on what terms."""
    key = "placement"
    if placement.contract is not None:
        key += ".contract"
    if placement.fte != FULL_TIME:
        key += ".fte"
    fte = with_signs(fte_text(placement.fte))
    return _engaged(say(key, site=placement.site, contract=placement.contract, fte=fte), placement)


def terms(placement: Placement) -> str:
    """On what terms somebody works at a site."""
    key = "terms" if placement.contract is not None else "terms.no-contract"
    fte = with_signs(fte_text(placement.fte))
    return _engaged(say(key, contract=placement.contract, fte=fte), placement)


def _engaged(said: str, placement: Placement) -> str:
    if placement.engagement is None:
        return said
    return say("engaged", placement=said, engagement=word("engagement", placement.engagement))
