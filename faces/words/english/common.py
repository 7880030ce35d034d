"""What subjects share, and what is said of them all."""

from __future__ import annotations

HEADINGS = {
    "operator": "operator",
    "site": "site",
    "country": "country",
    "region": "region",
    "city": "city",
    "employer": "employer",
    "contract": "contract",
    "client": "client",
    "supplier": "supplier",
    "service": "service",
    "name": "name",
    "opened_on": "opened on",
    "closed_on": "closed on",
    "signed_on": "runs from",
    "ended_on": "ended on",
    "succeeds": "succeeds",
    "succeeded_by": "succeeded by",
    "scope_changed": "places or contracts changed",
    "since": "since",
    "heads": "heads",
    "fte": "FTE",
    "from": "from",
    "to": "to",
    "opening": "opening",
    "hired": "+ hired",
    "transferred_in": "+ in",
    "transferred_out": "- out",
    "reassigned": "± reassigned",
    "left": "- left",
    "closing": "= closing",
    "fte_closing": "FTE closing",
    "leavers": "left",
    "batch": "batch",
    "movements": "movements",
    "sha256": "SHA-256",
    "turnover_rate": "turnover %",
    "heads_then": "heads then",
    "heads_later": "heads later",
    "change": "change",
    "fte_change": "FTE change",
    "change.opening": "opening",
    "change.hired": "hired",
    "change.transferred_in": "in",
    "change.transferred_out": "out",
    "change.reassigned": "reassigned",
    "change.left": "left",
    "change.closing": "closing",
    "counted_on": "counted on",
    "counted": "counted",
    "in_the_ledger": "in the ledger",
    "source": "source",
    "plan": "plan",
    "on": "on",
    "target": "target",
    "origins": "from",
    "destinations": "to",
    "contracts": "contracts",
    "baseline_on": "baseline on",
    "deadline_on": "deadline on",
    "announced_on": "announced on",
    "withdrawn_on": "withdrawn on",
    "brought_back": "brought back",
    "remaining": "remaining",
    "at_origins": "at origins",
    "at_destinations": "at destinations",
    "position": "position",
    "recorded_at": "recorded at",
    "by": "by",
    "what_happened": "what happened",
    "number": "number",
    "events": "events",
    "root": "root",
    "key": "key",
    "signed_at": "signed at (UTC)",
    "engagement": "engagement",
    "came": "came",
    "now": "now",
    "event": "event",
    "line": "line",
    "column": "column",
    "value": "value",
    "what_would_be_right": "what would be right",
    # Facts, one below another
    "statement": "statement",
    "announced": "announced",
    "withdrawn": "withdrawn",
    "promise": "promise",
    "status": "status",
    "met_on": "met on",
    "pace": "pace",
    "destinations_steps": "destinations",
    "origins_steps": "origins",
    "ledger": "ledger",
}
"""The names of columns and of facts."""

COUNTED = {
    "operator": ("1 operator", "{number:,} operators"),
    "week": ("1 week", "{number:,} weeks"),
    "problem": ("1 problem", "{number:,} problems"),
    "whole-week": ("1 whole week", "{number:,} whole weeks"),
    "movement": ("1 movement", "{number:,} movements"),
    "event": ("1 event", "{number:,} events"),
    "post": ("1 post", "{number:,} posts"),
    "day": ("1 day", "{number:,} days"),
    "row": ("1 row", "{number:,} rows"),
    "leaver": ("1 leaver", "{number:,} leavers"),
    "merged-range": ("1 merged range", "{number:,} merged ranges"),
    "line-above-header": ("1 line above the header", "{number:,} lines above the header"),
    "comment": ("1 comment", "{number:,} comments"),
    "empty-line": ("1 empty line", "{number:,} empty lines"),
    "total": ("1 total", "{number:,} totals"),
    "repeated-header": ("1 repeated header", "{number:,} repeated headers"),
    "line-from-stop": ("1 line from the stop on", "{number:,} lines from the stop on"),
    "hidden-row": ("1 hidden or filtered row", "{number:,} hidden or filtered rows"),
    "hidden-column": ("1 hidden column", "{number:,} hidden columns"),
}
"""So many of something: of one, and of several."""

SENTENCES = {
    "yes": "yes",
    "no": "no",
    "total": "total",
    # Where there is nothing to show
    "nothing": "Nothing is recorded that answers this.",
    "nothing.flows": "No transfers are recorded in that time.",
    "nothing.placed_there": "Nobody is placed there on {day}.",
    "nothing.placed": "Nobody is placed anywhere on {day}.",
    "nothing.log": "No event is recorded that answers this.",
    "nothing.whereabouts": "Nobody was anywhere on either day.",
    "nothing.behind": "Nobody was at the plan's destinations since its baseline.",
    "nothing.batches": "No batch is recorded.",
    "turnover.is": "Turnover is leavers per hundred of the mean of opening and closing heads.",
    "hired-since": "hired since",
    "left": "left",
    "no-longer-there": "no longer there",
    "note": "{happened} (note: {note})",
    "note.erased": "{happened} (its note was erased)",
    "note.missing": "{happened} (its note is missing)",
    "nothing.plan": "No plan is announced.",
    "nothing.history": "No plan has a baseline by that day.",
    "nothing.checkpoints": "No checkpoint was signed in this ledger.",
    # Events
    "ledger-opened": "ledger {name} opened",
    "site-opened": "site {code} ({name}, {country}) opened on {on}",
    "site-opened.run-by": "site {code} ({name}, {country}, run by {employer}) opened on {on}",
    "text-erased": "text of the event at position {position} erased ({reason})",
    "event-set-aside": (
        "event at position {position} set aside, since it cannot be read ({reason})"
    ),
    "site-opening-voided": "site {code} had the opening of {on} voided ({reason})",
    "site-changed": "site {code} is {name} from {on} on ({reason})",
    "site-changed.run-by": "site {code} is {name}, run by {employer} from {on} on ({reason})",
    "site-corrected": "site {code} corrected: {facts} ({reason})",
    "site-downsized": "site {code} downsized by {operators} on {on}, {left} remain ({reason})",
    "site-closed": "site {code} closed on {on} ({reason})",
    "site-closing-voided": "site {code} had the closing of {on} voided ({reason})",
    "headcount-attested": "site {code} counted from outside: {heads} heads on {on} ({source})",
    "attestation-voided": "site {code} had an outside count of {on} voided ({reason})",
    "contract-signed": "contract {code} signed by {parties}, running from {on}",
    "contract-signed.after": (
        "contract {code} signed by {parties}, running from {on}, in succession to {before}"
    ),
    "contract-signing-voided": "contract {code} had the signing of {on} voided ({reason})",
    "contract-changed": "contract {code} is of {parties} from {on} on ({reason})",
    "contract-corrected": "contract {code} corrected: {facts} ({reason})",
    "parties": "{client} with {supplier}",
    "parties.in-house": "{client}, in-house",
    "contract-ended": "contract {code} ended on {on} ({reason})",
    "contract-end-voided": "contract {code} had the end of {on} voided ({reason})",
    "operator-hired": "{code} hired at {placement} on {on}",
    "operator-transferred": "{code} transferred from {origin} to {placement} on {on}",
    "operator-reassigned": "{code} reassigned at {site} from {before} to {after} on {on}",
    "operator-left": "{code} left {site} on {on} ({reason})",
    "movement-voided": "{code} had the movement of {on} voided ({reason}): {now}",
    "movement-voided.back": "back at {placement}",
    "movement-voided.no-longer": "no longer at {placement}",
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
    "corrected.fact": "{name} {now}, not {before}",
    "corrected.none": "none",
    "batch-recorded": "batch {code} of {what}",
    "batch-recorded.from": "batch {code} of {what} ({source})",
    "batch-recorded.replaces": "batch {code} of {what}, in place of batch {replaces}",
    "batch-recorded.replaces.from": (
        "batch {code} of {what}, in place of batch {replaces} ({source})"
    ),
    "batch-signed": "batch {code} signed with the key {key}…",
    "placement": "{site}",
    "placement.contract": "{site} on {contract}",
    "placement.fte": "{site} at {fte} FTE",
    "placement.contract.fte": "{site} on {contract} at {fte} FTE",
    "engaged": "{placement} ({engagement})",
    "terms": "{contract} at {fte} FTE",
    "terms.no-contract": "no contract at {fte} FTE",
    # What was recorded
    "recorded.dry-run": "This would record {events}. Nothing was recorded.",
    "recorded.event": "Recorded: {what} (position {position}).",
    "recorded.batch": "Recorded {movements} as batch {batch} (positions {first} to {last}): {who}.",
    "recorded.from-to": "{first} … {last}",
    "already.it": "It was already recorded; nothing was added for that.",
    "already.one": "{movements} was already recorded; nothing was added for that.",
    "already.several": "{movements} were already recorded; nothing was added for that.",
    "taken-back.one": (
        "{number:,} of them was voided since and stays so: record again what holds after all."
    ),
    "taken-back.several": (
        "{number:,} of them were voided since and stay so: record again what holds after all."
    ),
    "stranded.site.one": (
        "{who} is still at {place}, which is closed from {over_on} on: "
        "record where {who} went, on that day at the latest."
    ),
    "stranded.site.several": (
        "{number} operators are still at {place}, which is closed from {over_on} on: "
        "record where they went, on that day at the latest."
    ),
    "stranded.contract.one": (
        "{who} is still on {place}, which does not run from {over_on} on: "
        "record what became of {who}, on that day at the latest."
    ),
    "stranded.contract.several": (
        "{number} operators are still on {place}, which does not run from {over_on} on: "
        "record what became of them, on that day at the latest."
    ),
    "stranded.moved-later.one": (
        "{who} has a later movement: void that first, or what is over too early."
    ),
    "stranded.moved-later.several": (
        "Some have a later movement: void that first, or what is over too early."
    ),
    "voided-before": "Moved again after the latest movement was voided: {who}.",
    "voided-before.more": "Moved again after the latest movement was voided: {who} ….",
    "file.sheets-read.one": "Read the sheet {named}.",
    "file.sheets-read.several": "Read the sheets {named}.",
    "file.not-read": "Not read: {what}.",
    "file.read-as-well": "Read as well: {what}.",
    "file.merged": "{ranges}: each of their rows has the range's value.",
    "file.far-ahead.one": "1 row takes effect more than a year ahead. Check the year.",
    "file.far-ahead.several": (
        "{number:,} rows take effect more than a year ahead. Check the year."
    ),
    "file.sheets.one": "the sheet {named}",
    "file.sheets.several": "the sheets {named}",
    "file.sheets-hidden.one": "the hidden sheet {named}",
    "file.sheets-hidden.several": "the hidden sheets {named}",
    "file.columns.one": "the column {named}",
    "file.columns.several": "the columns {named}",
    "file.leavers": "the contract, hours or engagement of {leavers}",
    "file.and-more": "{named} and {more} more",
    "file.group": "({rows}, {lines}): {message}",
    "file.group.column": "{column} ({rows}, {lines}): {message}",
    "file.group.value": '{column} "{value}" ({rows}, {lines}): {message}',
    "file.heads": "Heads on {on}: {sites}.",
    "file.heads.site": "{site} {before:,} → {after:,}",
    "recorded.empty-file": "The file has no movements. Nothing was recorded.",
    # Plans
    "plan.any-contract": "any",
    "plan.not-announced": "not announced",
    "plan.moved": "Brought back by {plan} on {on}: {before} → {after}.",
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
    # Audit
    "replay.chapter": "{at}  {first}-{last}  {title}",
    "replay.batch": "batch {batch}",
    "replay.singly": "recorded singly",
    "replay.events": "    {events}",
    "replay.headcount": "    headcount: {heads}",
    "replay.not-compared": "The figures in use were not compared: {why}.",
    "replay.notes-not-compared": "The notes were not compared: {why}.",
    "replay.set-aside": (
        "Passed over: position {position} ({stream}), which cannot be read and was set aside at "
        "position {at} ({reason})."
    ),
    "replay.end": "{events} events replayed, {findings} findings.",
    "finding": "{kind}: {message}",
    "finding.at": "{kind} at position {position} ({stream}): {message}",
    "finding.more": "… and {number} more findings.",
    "replay.then": "As it was known at position {position}, on {day}:",
    "replay.plan": "plan {plan}: {brought_back} of {target} brought back, {status}",
    "verdict": "{what}: {verdict}. {sentence}",
    "verify.intact": (
        "The first {size} events are those that it was taken of; none were added since."
    ),
    "verify.extended.one": (
        "The first {size} events are those that it was taken of; {number} was added since."
    ),
    "verify.extended.several": (
        "The first {size} events are those that it was taken of; {number} were added since."
    ),
    "verify.untrusted": "Positions {first} to {last} cannot be trusted.",
    "verify.listed": "The ledger's own list of signed checkpoints fits up to {size}.",
    "verify.broken": "The log is not whole: {why}.",
    "verify.no-keys": (
        "No signature was checked: only the history was compared. Name the public key with "
        "--public-key."
    ),
    "doctor.finding": "Finding: {finding}.",
    "doctor.well": "Nothing is wrong.",
    "doctor.count": "{number} {what}",
    "bundle.wrote": "Wrote {to}: {events} events and what is needed to check them.",
    "prove.line": "This proves: {line}",
    "prove.wrote": "Wrote {to} and {to}.event: the event at position {position}.",
    "keygen.spelt": "The key is called {name}: spaces and plus signs are turned to hyphens.",
    "keygen.made": "Made the key {name}+{id}. Keep {to} secret; hand out {public}.",
    "checkpoint.unsigned": (
        "Nobody signed this checkpoint. Sign one with --key FILE; "
        "make a key with: rientro audit keygen --to FILE"
    ),
    "checkpoint.before": (
        "This was signed before: a checkpoint of {size} events, of which {read} were read for it."
    ),
    "checkpoint.signed": (
        "Signed with {name}: a checkpoint of {size} events, of which {read} were read for it."
    ),
    "guard.back": "Put back: {names}.",
    "guard.there": "Every trigger is there; nothing was put back.",
    # Looking after a ledger
    "created": "Created the ledger {name} in {where}.",
    "created.from": "Created the ledger {name} in {where} from {events:,} events.",
    "copied": "Copied {events:,} events to {where}. Both logs have the root {root}.",
    "copied.notes.one": "{number:,} note went along.",
    "copied.notes.several": "{number:,} notes went along.",
    "exported.notes": "Wrote {number:,} notes to {to}.",
    "exported.events": "Wrote {number:,} events as {form} to {to}.",
    "exported.movements": "Wrote {number:,} movements as {form} to {to}.",
    "exported.rows": "Wrote {number:,} rows as {form} to {to}.",
    "roles.made": "Made the roles {prefix}_recorder, {prefix}_reader and {prefix}_auditor.",
    "tables.notes": (
        "Made the table for notes. On a server, give the roles their rights on it: "
        "rientro db roles --apply"
    ),
    "set-aside.done": ("The figures were built anew without it. Look with: rientro audit replay"),
    "set-aside.another": (
        "The event at position {position} cannot be read either; nothing else is recorded or "
        "answered until it is set aside, too."
    ),
    "tables.now": "The figures are in tables of version {version} now.",
    "tables.already": "The figures are in tables of version {version} already.",
    "rebuilt.differed": "{table}: {rows} rows were not what the events give",
    "rebuilt.replaced": ("The figures differed, and were replaced by those that the events give."),
    "rebuilt.same": "The figures were built anew from the events; they are the same.",
    "behind.one": (
        "The latest event is not in this answer: you may not add it to the figures. "
        "Any question of somebody who may record does."
    ),
    "behind.several": (
        "The latest {number:,} events are not in this answer: you may not add them to the "
        "figures. Any question of somebody who may record does."
    ),
    "today": "Today is {day} by this machine's time zone ({zone}).",
    "still-to-come": "{option} is still to come: the answer is what is known now.",
    "demo.headcount": "Headcount {when} ({day})",
    "demo.before": "before",
    "demo.during": "during",
    "demo.after": "after",
    "demo.ask": (
        "\nThe ledger is {where}. Ask it: rientro --ledger {where} bridge --since {since} --on {on}"
    ),
}


def happened(topic: str) -> tuple[str, str]:
    """That something of a topic happened once, and several times: `{number:,} sites opened`."""
    *what, past = topic.partition(".")[0].split("-")
    name = " ".join(what)
    plural = f"{name}es" if name.endswith("ch") else f"{name}s"
    return f"1 {name} {past}", f"{{number:,}} {plural} {past}"
