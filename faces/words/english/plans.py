"""Plans and how far they are."""

from __future__ import annotations

SENTENCES = {
    "plan-announced": (
        "plan {code} announced on {on}: {posts} from {origins} to {destinations} by {deadline}"
    ),
    "plan-announcement-voided": "plan {code} had the announcement of {on} voided ({reason})",
    "plan-corrected": "plan {code} corrected: {facts} ({reason})",
    "plan-revised": "plan {code} revised on {on}: {changes} ({reason})",
    "plan-revision-voided": "plan {code} had the revision of {on} voided ({reason})",
    "plan-withdrawn": "plan {code} withdrawn on {on} ({reason})",
    "plan-withdrawal-voided": "plan {code} had the withdrawal of {on} voided ({reason})",
    "revision.posts": "{posts}",
    "revision.deadline": "by {deadline}",
    "revision.posts-and-deadline": "{posts} by {deadline}",
    "revision.from.added": "also from {named}",
    "revision.from.dropped": "no longer from {named}",
    "revision.to.added": "also to {named}",
    "revision.to.dropped": "no longer to {named}",
    "revision.on.added": "also on {named}",
    "revision.on.dropped": "no longer on {named}",
    "plan.any-contract": "any",
    "plan.not-announced": "not announced",
    "plan.moved": "Brought back by {plan} on {on}: {before} → {after}.",
    "plan.terms-moved": "Plan {plan} on {on}: {before} → {after}.",
    "plan.status-moved": "Status of {plan} on {on}: {before} → {after}.",
    "plan.country": "{country} ({sites})",
    "plan.no-site-yet": "no site yet",
    "plan.terms-from": "from {day}",
    "plan.terms": "{posts} by {deadline}",
    "plan.terms.because": "{posts} by {deadline} ({reason})",
    "plan.withdrawn": "on {day} ({reason})",
    "progress.plan": "{plan}, at the end of {day}",
    "progress.target.revised": "{posts} by {deadline} (announced: {announced} by {original})",
    "progress.status": "{status}",
    "progress.not-held": "{status}, not held since",
    "progress.put-off.one": "{status}, after the deadline of {days} was missed",
    "progress.put-off.several": "{status}, after the deadlines of {days} were missed",
    "progress.brought-back": "{brought_back} of {target} ({percent:.1f} %)",
    "progress.met-on-not-held": "{day}, not held",
    "progress.pace": ("{pace:g} a week over the last 8 weeks; {needed:g} a week needed for {days}"),
    "progress.steps": (
        "{opening} + {hired} hired + {transferred_in} in - {transferred_out} out "
        "{reassigned:+d} reassigned - {left} left = {closing}"
    ),
    "progress.not-counted": "{steps}, of which {number} not counted",
    "progress.origins": "{steps} ({change:+d}, {backfilled} backfilled)",
}

MESSAGES = {
    "AmbiguousPlace": "{code} is a country and a site here.",
    "DeadlineBeforeBaseline": (
        "The deadline {deadline_on} must come after the baseline {baseline_on}, from which "
        "the plan is measured."
    ),
    "NoPlaceLeft": "Plan {plan} would be left without an origin or without a destination.",
    "NotInPlan": "Plan {plan} does not name {named}, so it cannot be dropped.",
    "NothingCameBack": (
        "In the {weeks:week} up to {on}, {net} posts came back for plan {plan} net of those "
        "lost, and nothing recorded ahead reaches the target, so there is no rate to go by."
    ),
    "PlacesOverlap": "{places:listed} would be both an origin and a destination.",
    "PlanAlreadyAnnounced": "Plan {plan} was already announced on {on} with other terms.",
    "PlanAlreadyWithdrawn": "Plan {plan} was withdrawn on {on} and cannot be changed.",
    "PlanNamesTwice": "{named} is named twice.",
    "PlanOutOfOrder": "Plan {plan} was announced or last changed on {latest_on}, which is later than {on}.",
    "PlanUnchanged": "Plan {plan} already has the target {target} and the deadline {deadline_on}.",
    "PlanWithdrawn": (
        "Plan {plan} was withdrawn on {withdrawn_on}, so there is no deadline to meet."
    ),
    "RevisedSince": "Plan {plan} cannot be corrected so: {misfit:phrase}.",
    "TooLittleHistory": (
        "Plan {plan} has {weeks:whole-week} to draw from, {moving_weeks} of them with "
        "arrivals at the destinations."
    ),
    "UnknownPlace": "{place:quoted} is neither a country nor a known site.",
    "UnknownPlan": "No plan {plan} is known.",
    "UnknownPlan.known_at": "No plan {plan} was known at {known_at:instant} UTC.",
}
"""What is so."""

ADVICE = {
    "AmbiguousPlace": "Write country:{code} or site:{code}.",
    "DeadlineBeforeBaseline": "Give a later deadline or an earlier baseline.",
    "NoPlaceLeft": "Add another place as well.",
    "NotInPlan": "See what it names: {rientro:plan show {plan}}",
    "NothingCameBack": "See day by day what happened: {rientro:progress {plan} --history --on {on}}",
    "PlacesOverlap": "Name places in --from and --to that do not overlap.",
    "PlanAlreadyAnnounced": (
        "To change its target or deadline: {rientro:plan revise {plan} --target N --on DATE "
        "--reason TEXT}"
    ),
    "PlanAlreadyWithdrawn": (
        "Announce a new plan under another code. If that is wrong, void it by its position "
        "in {rientro:log --stream plan:{plan}}: {rientro:void --position N --reason TEXT}"
    ),
    "PlanNamesTwice": "Name every place and every contract once.",
    "PlanOutOfOrder": "Give a date from {latest_on} on.",
    "PlanUnchanged": "Give a --target or a --deadline that differs.",
    "PlanWithdrawn": "Ask about an earlier day with --on.",
    "RevisedSince": (
        "Void that first, by its position in {rientro:log --stream plan:{plan}}: "
        "{rientro:void --position N --reason TEXT}"
    ),
    "TooLittleHistory": (
        "A forecast needs 8, and 4 with arrivals. Ask again with --on {ask_again_on!s} or later."
    ),
    "UnknownPlace": "Write a country in two capital letters, like RO, or a site from: {rientro:site list}",
    "UnknownPlan": "Check the code with: {rientro:plan list}",
    "UnknownPlan.known_at": "Leave --known-at out to ask about what is known now.",
    "UnknownPlace.near": "Did you mean {near}? All sites are in: {rientro:site list}",
    "UnknownPlan.near": "Did you mean {near}? All are in: {rientro:plan list}",
}
"""What to do about it, where somebody types commands."""

PHRASES = {
    "RevisedSince.drops-unnamed": "its revision of {on} drops {named}, which it would not name",
    "RevisedSince.adds-named": "its revision of {on} adds {named}, which it would name already",
    "RevisedSince.changes-nothing": "its revision of {on} would change nothing",
    "RevisedSince.leaves-no-place": (
        "its revision of {on} would leave it without an origin or without a destination"
    ),
    "RevisedSince.overlaps": (
        "by its revision of {on}, {named} would be both an origin and a destination"
    ),
    "RevisedSince.ends-before-baseline": (
        "the deadline of its revision of {on} would not come after the baseline"
    ),
    "RevisedSince.revised-before": "its revision of {on} would come before the announcement",
    "RevisedSince.withdrawn-before": "its withdrawal of {on} would come before the announcement",
}
"""What a later revision has to do with what would be corrected."""
