"""What subjects share, and what is said of them all.

Places of refusals are their facts: a `phrase` is a fact that names words in PHRASES, `Name.variant` is
said if the refusal names that variant, and `{rientro:…}` is a command that works as it is printed.
"""

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
    "agreed_on": "agreed on",
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
    "sha256": "SHA-256",
    "turnover_rate": "turnover %",
    "known": "known",
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
    "backfilled": "backfilled",
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
    "ruled-line": ("1 line of hyphens", "{number:,} lines of hyphens"),
    "repeated-header": ("1 repeated header", "{number:,} repeated headers"),
    "line-from-stop": ("1 line from the stop on", "{number:,} lines from the stop on"),
    "hidden-row": ("1 hidden or filtered row", "{number:,} hidden or filtered rows"),
    "hidden-column": ("1 hidden column", "{number:,} hidden columns"),
}

SENTENCES = {
    "yes": "yes",
    "or": "or",
    "no": "no",
    "total": "total",
    "restated.then": "then",
    "restated.later": "later",
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
    "corrected.fact": "{name} {now}, not {before}",
    "corrected.none": "none",
    "recorded.dry-run": "This would record {events}. Nothing was recorded.",
    "recorded.event": "Recorded: {what} (position {position}).",
    "recorded.batch": "Recorded {movements} as batch {batch} (positions {first} to {last}): {who}.",
    "recorded.from-to": "{first} … {last}",
    "already.it": "It was already recorded; nothing was added for that.",
    "already.one": "{movements} was already recorded; nothing was added for that.",
    "already.several": "{movements} were already recorded; nothing was added for that.",
    "taken-back.one": (
        "{number:,} of them was voided since and stays voided: record it again if it is "
        "right after all."
    ),
    "taken-back.several": (
        "{number:,} of them were voided since and stay voided: record them again if they are "
        "right after all."
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
        "{who} has a later movement: void that movement first, or void the closing or the "
        "end that came too early."
    ),
    "stranded.moved-later.several": (
        "Some have a later movement: void that movement first, or void the closing or the "
        "end that came too early."
    ),
    "voided-before": "Moved again after the latest movement was voided: {who}.",
    "voided-before.more": "Moved again after the latest movement was voided: {who} ….",
}


_IRREGULAR = {
    "protocol entry": ("protocol entry", "protocol entries"),
    "quality": ("period of quality", "periods of quality"),
    "signatory": ("signatory", "signatories"),
    "turnover": ("share of turnover", "shares of turnover"),
    "volumes": ("month of volumes", "months of volumes"),
}


def happened(topic: str) -> tuple[str, str]:
    """That something of a topic happened once, and several times: `{number:,} sites opened`."""
    *what, past = topic.partition(".")[0].split("-")
    name = " ".join(what)
    regular = name, f"{name}es" if name.endswith("ch") else f"{name}s"
    one, several = _IRREGULAR.get(name, regular)
    return f"1 {one} {past}", f"{{number:,}} {several} {past}"
