"""What is said on pages and of pictures."""

from __future__ import annotations

HEADINGS = {
    "hired_at_origins": "hired again at the origins",
    "step": "step",
    "group": "group",
    "runs_by_deadline": "runs done by then",
    "half_of_runs": "50 of 100 runs",
    "most_runs": "85 of 100 runs",
    "nearly_all_runs": "95 of 100 runs",
    "checkpoint": "latest checkpoint",
    "checkpoint_root": "its root",
}

COUNTED = {
    "transfer": ("1 transfer", "{number:,} transfers"),
}

SENTENCES = {
    # Pictures
    "picture.above": "above it",
    "picture.at_origins": "at origins",
    "picture.backfilled": "hired at the origins",
    "picture.brought_back": "brought back",
    "picture.deadline": "deadline",
    "picture.deadline_before": "deadline before",
    "picture.even_pace": "even pace",
    "picture.forecast": "by when so many of 100 runs reach the target",
    "picture.below": "below it",
    "picture.beyond": "later",
    "picture.hired_since": "hired since",
    "picture.left": "left",
    "picture.nobody": "no posts",
    "picture.target": "target",
    "picture.threshold": "threshold",
    # Statuses
    "status.withdrawn": "withdrawn",
    "status.not-started": "not started",
    "status.in-progress": "in progress",
    "status.met": "met",
    "status.missed": "missed",
    "status.met-late": "met late",
    # A page
    "look.contents": "Contents",
    "look.same-as-table": "The same data as a table",
    "look.made-by": "Made by rientro {version}. The same ledger gives the same page by this command:",
    "look.ledger": "Ledger {ledger}",
    "look.on": "at the end of {day}",
    "look.known-now": "with all that is recorded",
    "look.known-at": "as known at {instant}",
    "look.position": "position {position}",
    "look.checkpoint.short": "checkpoint {number} of {size} events",
    "look.title": "Plan {plan}: {brought_back} of {target} posts are back ({percent}\N{NO-BREAK SPACE}%)",
    "look.title.plans": "Plans on {day}",
    "look.title.none": "Where posts are on {day}",
    "look.name": "{title} – {ledger}",
    # The promise
    "look.promise": "The promise, word for word",
    "look.promise.of": "Plan {plan}: the promise, word for word",
    "look.no-statement": "No statement was recorded with this plan.",
    "look.announced": "{posts} by {deadline}; announced on {day}",
    "look.revisions": "How the terms were revised",
    "look.withdrawn": "The plan was withdrawn on {day}: {reason}",
    # Where it stands
    "look.standing": "Where it stands",
    "look.standing.of": "Plan {plan}: where it stands",
    "look.of": "{brought_back} of {target}",
    "look.needed-per-week": "a week, needed",
    "look.pace-per-week": "a week, last 8 weeks",
    "look.days-left": "days left",
    "look.met-on": "The target was reached on {day}.",
    "look.met-on-not-held": "The target was reached on {day} and is not reached any more.",
    "look.put-off.one": "The deadline of {days} was missed and put off.",
    "look.put-off.several": "The deadlines of {days} were missed and put off.",
    "look.not-counted": (
        "At the destinations, {posts} do not count: on the baseline these operators worked "
        "neither there nor at an origin."
    ),
    "look.no-burn-up": "The plan is measured from {day} on, so there is no course to draw yet.",
    "look.burn-up": "Plan {plan}: posts brought back, and posts at the origins",
    "look.burn-up.caption": (
        "At the end of {day}, {brought_back} of {target} posts were back; the deadline is "
        "{deadline}. Posts at the origins went from {opening} to {closing}."
    ),
    "look.burn-up.backfilled": "At the origins, {posts} were filled again by hiring.",
    "look.burn-up.ends": "The picture ends on {day}: nothing changed after it.",
    "look.burn-up.table": "The days on which something changed",
    "look.burn-up.table.months": "The last day of each month on which something changed",
    "look.forecast": "Will the deadline be met?",
    "look.no-forecast": "There is no forecast. {why}",
    "look.outlook": "Plan {plan}: what was brought back, and what may come",
    "look.outlook.chance": (
        "{share} of 100 runs reach the target of {target} posts by {deadline}, the deadline."
    ),
    "look.outlook.level": "At the end of {day}, 85 of 100 runs have at least {level}.",
    "look.outlook.late": (
        "The deadline of {deadline} is over. 85 of 100 runs reach the target of {target} posts by {day}."
    ),
    "look.outlook.beyond": (
        "The deadline of {deadline} is over. Fewer than 85 of 100 runs reach the target of {target} "
        "posts by {day}."
    ),
    "look.outlook.untested": (
        "The history is long, so it was not asked again on earlier days here; the command does that."
    ),
    "look.outlook.table": "What was, and what so many of 100 runs have at least",
    "look.scheduled-meets": "the target is reached on {day} by what is recorded ahead alone",
    # Bridges
    "look.bridges": "What led from {since} to {on}, by country",
    "look.bridges.short": "What led there",
    "look.bridges.table": "All countries",
    "look.bridge": "{country}: from opening to closing heads",
    "look.bridge.caption": (
        "{country}: opening {opening}, hired {hired}, transferred in {transferred_in}, "
        "transferred out {transferred_out}, reassigned {reassigned}, left {left}, "
        "closing {closing}."
    ),
    # Whereabouts
    "look.whereabouts": "Where each post was on {since}, and is on {on}",
    "look.whereabouts.short": "Where each post is",
    "look.whereabouts.picture": "Where each post was and is",
    "look.whereabouts.caption": (
        "Of {posts} on {since}: {stayed} stayed where they were, {moved} moved to another place "
        "and {left} left. Hired since, and there on {on}: {hired}."
    ),
    # What was signed
    "look.commitments": "Protocol {protocol}: who keeps what was signed",
    "look.commitments.short": "What was signed",
    "look.by-verdict": "Commitments by verdict",
    "look.clauses": "The clauses, word for word",
    "look.clause": "{commitment}:",
    "look.verdicts": "Verdicts, and the figures that decide them",
    "look.verdict.broken": "broken",
    "look.verdict.kept": "kept",
    "look.verdict.not-bound": "not bound",
    "look.verdict.not-yet-due": "not yet due",
    "look.verdict.not-yet-known": "not yet known",
    # Quality and notices
    "look.unit.percent": "per cent",
    "look.unit.ratio": "a ratio",
    "look.unit.seconds": "seconds",
    "look.quality": "How good the service was, beside the moves",
    "look.quality.short": "Quality",
    "look.quality.at": "{contract} at {site}",
    "look.quality.picture": "{indicator}, by month",
    "look.quality.caption.more": (
        "In {unit}; more is better. Of {judged} periods that are judged, the target was met in {kept}."
    ),
    "look.quality.caption.less": (
        "In {unit}; less is better. Of {judged} periods that are judged, the target was met in {kept}."
    ),
    "look.quality.moves": "Posts and moves of the same contracts",
    "look.quality.beside": "They stand beside the figures above, and do not explain them.",
    "look.quality.moves.picture": "Posts in {place} at the end of each month",
    "look.headcount.picture": "Heads at the end of {day}",
    "look.headcount.caption": "{posts} in all, at the end of {day}.",
    "look.headcount.largest": (
        "{posts} in all, at the end of {day}. Of {groups} groups, the {shown} largest are drawn."
    ),
    "look.flows.picture": "From where to where operators were transferred",
    "look.flows.caption": "{transfers} up to the end of {day}; most went from {was} to {now}: {heads}.",
    "look.flows.since": (
        "{transfers} from the end of {since} to the end of {day}; most went from {was} to {now}: {heads}."
    ),
    "look.flows.from": "from",
    "look.flows.to": "to",
    "look.restated.picture": "Heads at the end of {day}, as they were known and as they are known",
    "look.restated.then": "known then",
    "look.restated.later": "known later",
    "look.restated.caption": (
        "Of {day}, {before} were known then and {after} later. Of {groups} groups, {changed} changed."
    ),
    "look.shares.picture": "What part of the work is done in {place}, in per cent",
    "look.shares.caption": "The place is {place}, and the day {day}; what is not reported is left out.",
    "look.quality.moves.caption": (
        "In {place}, in all of these months: {moved} moved in, {hired} were hired, {left} left."
    ),
    "look.notices": "Notices before work went abroad",
    "look.notices.short": "Notices",
    "look.notices.counted": (
        "In time: {in_time}. Late: {late}. Missing: {missing}. Still open: {open}."
    ),
    # What changed
    "look.changed": "What was learnt since {instant}",
    "look.changed.events": (
        "Since then, {events} were recorded that change the figures of {day}; what was known ended "
        "at position {position}."
    ),
    "look.changed.by": "What changed them",
    "look.more-events.one": "1 more event is not shown here.",
    "look.more-events.several": "{number:,} more events are not shown here.",
    # The log
    "look.log": "What was recorded, in order",
    "look.log.later": "Only what was recorded from position {position} on is shown; all of it:",
    "look.log.command": "rientro log",
    "look.log.position": "position {position}",
    "look.log.positions": "positions {first} to {last}",
    "look.log.by": "by {by}",
    "look.log.batch": "batch {batch}",
    "look.log.source": "source: {source}",
    "look.log.more": "… and {number} more events",
    "chapter.hired": "{operators} hired at {placement} on {on}",
    "chapter.transferred": "{operators} transferred from {origin} to {placement} on {on}",
    "chapter.reassigned": "{operators} reassigned at {site} from {before} to {after} on {on}",
    "chapter.left": "{operators} left {site} on {on} ({reason})",
    "chapter.voided": "{operators} had the movement of {on} voided ({reason})",
    # How to check it
    "look.checking": "How to check it",
    "look.checking.how": (
        "Every figure here is made of the events of the ledger, and of nothing else. One hash, the "
        "root, stands for all of them; a signed checkpoint says what it was on a day. Whoever kept "
        "a checkpoint can tell whether anything was changed since."
    ),
    "look.checking.commands": (
        "With the ledger, or with an export of its events and the checkpoint that you kept:"
    ),
    "look.checking.not-proved": (
        "It is proved that the history is the one of the checkpoint. It is not proved that what was "
        "recorded is true."
    ),
    "look.root-not-computed": "not computed here, since there are many events: rientro audit checkpoint",
    "look.no-checkpoint": "none was signed of these events",
    "look.checkpoint": "number {number}, of {size} events, signed on {instant} by {by}",
    # A bundle
    "bundle.look-first": "To look at first",
    "bundle.beside": (
        "{named}: what the history says, in figures and pictures for people, and every movement as a "
        "table for a spreadsheet. They were made of the events and are no part of what is hashed. "
        "Whoever has rientro makes them again: `rientro --ledger again.db init --from "
        "events.jsonl`, and then the command at the end of a report."
    ),
    # A terminal
    "progress.by-week": "brought back week by week since {since}",
    "progress.burn-up": "{plan} from {since} to {on}: brought back, and the target above it",
    "whereabouts.way": "{was} -> {now}",
    # The command
    "report.wrote": "Wrote the report {to}.",
    "report.no-paper": (
        "A report on paper needs the extra pdf and the library Pango ({why}). Install it with: "
        "pip install 'rientro[pdf]'. Or write FILE.html and print that."
    ),
}
