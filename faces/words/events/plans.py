"""What happened to plans, in words."""

from __future__ import annotations

from typing import assert_never

from domain.plans.plan_events import (
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanEvent,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from faces.words import counted, say
from faces.words.events.corrections import corrected, listed


def plan_event(code: str, event: PlanEvent) -> str:
    """What happened to a plan."""
    match event:
        case PlanAnnounced(effective_on=on):
            return say(
                "plan-announced",
                code=code,
                on=on,
                posts=counted(event.target, "post"),
                origins=listed(event.origins),
                destinations=listed(event.destinations),
                deadline=event.deadline_on,
            )
        case PlanAnnouncementVoided(effective_on=on, reason=reason):
            return say("plan-announcement-voided", code=code, on=on, reason=reason)
        case PlanCorrected(reason=reason):
            return say("plan-corrected", code=code, facts=corrected(event), reason=reason)
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
        changes += [say(f"{where}.added", named=listed(added))] if added else []
        changes += [say(f"{where}.dropped", named=listed(dropped))] if dropped else []
    return ", ".join(changes)
