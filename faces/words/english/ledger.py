"""A ledger: its own events, its database, and what can be wrong with them."""

from __future__ import annotations

_KNOWN = """\
Known from the public record: on 8 May 2018 Fastweb announced that the work of about 220
call-centre operators in Romania, for the services Small Business and Soho Professional, would
come back to Cagliari and Lecce by 30 September 2018, with its supplier Comdata.
On 4 May 2017 it had signed a protocol with twelve other clients; its clauses are quoted as the
press had them.
Assumed for this demonstration: the codes of sites and contracts, the two Romanian sites, the
dates and sizes of all steps, and all volumes of work. No operator here is a person.
"""

SENTENCES = {
    "ledger-opened": "ledger {name} opened",
    "text-erased": "text of the event at position {position} erased ({reason})",
    "event-set-aside": (
        "event at position {position} set aside, since it cannot be read ({reason})"
    ),
    "created": "Created the ledger {name} in {where}.",
    "created.from": "Created the ledger {name} in {where} from {events:,} events.",
    "copied": "Copied {events:,} events to {where}. Both logs have the root {root}.",
    "copied.notes.one": "{number:,} note went along.",
    "copied.notes.several": "{number:,} notes went along.",
    "roles.made": "The roles {prefix}_recorder, {prefix}_reader, {prefix}_auditor and {prefix}_signer have their rights, and no others.",
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
    "figures.not-believed": (
        "The figures are not what the events give, so this answer is folded of the events alone, which "
        "takes longer. The owner of the ledger finds what is wrong with rientro doctor, and builds the "
        "figures anew with rientro db rebuild."
    ),
    "behind.one": (
        "The latest event is not in this answer, since you have no right to add it to the "
        "figures. It is added when somebody who may record asks anything."
    ),
    "behind.several": (
        "The latest {number:,} events are not in this answer, since you have no right to add "
        "them to the figures. They are added when somebody who may record asks anything."
    ),
    "today": "Today is {day} by this machine's time zone ({zone}).",
    "still-to-come": "{option} lies in the future: the answer is what is known now.",
    "demo.headcount": "Headcount {when} ({day})",
    "demo.known": _KNOWN,
    "demo.before": "before",
    "demo.during": "during",
    "demo.after": "after",
    "demo.ask": (
        "\nThe ledger is {where}. Ask it: rientro --ledger {where} bridge --since {since} --on {on}"
    ),
    "roles.left": "Left as it is: {what}.",
    "tables.gate": (
        "The functions through which roles write were made anew. Give the roles their rights "
        "on them: rientro db roles --apply"
    ),
}

MESSAGES = {
    "AheadOfTheClock": (
        "The last event of the ledger {where} says that it was recorded at {last:instant} "
        "UTC, more than a day ahead of the clock, which says {clock:instant} UTC. Nothing was "
        "recorded."
    ),
    "BeyondLedger": "There is no position {position}: the ledger has the positions 1 to {last}.",
    "CanBeRead": "The event at position {position} can be read, or was set aside already.",
    "CannotBeVoided": (
        "What is recorded there, of {stream} {code}, cannot be voided, or was voided already."
    ),
    "CannotBeVoided.ledger": "What is recorded there, of the ledger itself, cannot be voided, or was voided already.",
    "DamagedFigures": "The figures of the ledger {where} are damaged: {what:phrase}.",
    "DamagedLedger": "The ledger {where} is damaged ({detail:phrase}).",
    "DiskFull": "The disk of the ledger {where} is full. Nothing was recorded.",
    "Interrupted": "The server of the ledger {where} ended the command ({said}). Nothing was recorded.",
    "LedgerAlreadyOpened": "A ledger is opened once, by its first event, and keeps its name.",
    "LedgerExists": "{where} already exists.",
    "LockedLedger": (
        "The ledger {where} was in use by another program for {seconds:g} seconds. Nothing "
        "was recorded."
    ),
    "LostConnection": "The connection to the ledger {where} was lost: {said}. Nothing was recorded.",
    "MissingLedger": "There is no ledger at {where}.",
    "NeededElsewhere": "Something of your own depends on the figures of the ledger {where}: {said}.",
    "NewerLedger": (
        "The ledger {where} was written by a newer rientro (tables of version {found}, this "
        "one knows {known})."
    ),
    "NoRoles": "The ledger {where} is a file, and a file has no roles: who may write it may do all.",
    "NoText": "The event at position {position} has no text, or it was erased already.",
    "NotALedger": "{where} is not a ledger: {what:phrase}.",
    "NotAsWritten": (
        "The ledger {where} changes what is recorded: what it holds at position {first} is "
        "not what was written there. Nothing was recorded. A trigger, a rule or a policy "
        "that is not the ledger's own does this."
    ),
    "NotAsWritten.several": (
        "The ledger {where} changes what is recorded: what it holds at positions {first} to "
        "{last} is not what was written there. Nothing was recorded. A trigger, a rule or a "
        "policy that is not the ledger's own does this."
    ),
    "NotPermitted": "The ledger {where} does not let you do that ({said:phrase}). Nothing was recorded.",
    "OldServer": "The server of {where} is PostgreSQL {version}; version {oldest} or newer is needed.",
    "OlderTables": (
        "The figures of the ledger {where} are in tables of version {found}, and this rientro "
        "needs version {known}."
    ),
    "OutcomeUnknown": (
        "The connection to the ledger {where} was lost while it recorded, and the server "
        "could not be asked again. It is not known whether anything was recorded."
    ),
    "OvertakenLedger": "Another program changed the ledger {where} at the same time. Nothing was recorded.",
    "OwnersAlone": (
        "The ledger {where} does not let you do that (only the owner of its tables may {said:phrase}). "
        "Nothing was recorded."
    ),
    "ReadOnlyLedger": "The ledger {where} cannot be written. Nothing was recorded.",
    "ReadOnlyLedger.server": (
        "The ledger {where} cannot be written. Nothing was recorded. Its server or your user "
        "is set to read only."
    ),
    "StillBesideIt": (
        "The erasing was recorded, and the ledger {where} no longer has the text. But "
        "another program had the ledger open for {seconds:g} seconds, so the text may still "
        "stand in {log} beside it."
    ),
    "TookTooLong": "The ledger {where} gave no answer within {seconds:g} seconds.",
    "UnknownPosition": "There is no event at position {position}: the last one is {last}.",
    "UnreachableLedger": "The ledger {where} cannot be opened: {detail:phrase}.",
    "UnreadableEvent": (
        "The ledger {where} is damaged ({which:phrase} cannot be read: {detail:phrase}; "
        "{rientro:audit replay} finds it)."
    ),
    "WasSetAside": (
        "The event at position {position} cannot be read and was set aside, so nobody can say "
        "what it was."
    ),
    "WouldNotBeRead": (
        "What was to be recorded in the ledger {where} could not be read again afterwards "
        "({detail:phrase}). Nothing was recorded."
    ),
    "CorrectedOtherwise": "What was recorded there corrects {what} {code}, and a correction is not voided.",
    "LastWasAVoid": (
        "What {by:bare} recorded last, at position {position}, was a void, and a void is not "
        "voided."
    ),
    "LockedLedger.by": "The ledger {where} was in use by {by} (process {process}) for {seconds:g} seconds. Nothing was recorded.",
    "LockedLedger.prepared": "The ledger {where} was in use by {by} (a transaction prepared as {prepared:quoted}, since {since:instant} UTC) for {seconds:g} seconds. Nothing was recorded.",
    "LockedLedger.since": "The ledger {where} was in use by {by} (process {process}, since {since:instant} UTC) for {seconds:g} seconds. Nothing was recorded.",
    "NotItsOwn": "The ledger {where} has something that is not its own and may change what is kept or answered: {detail:phrase}. Nothing was recorded.",
    "GateDiffers": "The functions through which roles write to the ledger {where} are not those of this rientro: {what}. Nothing was recorded.",
    "NothingRecordedBy": "{by:bare} has recorded nothing in this ledger.",
}
"""What is so."""

ADVICE = {
    "AheadOfTheClock": (
        "Put the clock right, of this machine or of the ledger's server. If it is right, the "
        "clock was wrong when that event was recorded: restore a backup from before it, or "
        "record again from {last:a-day-before} UTC on."
    ),
    "CanBeRead": (
        "What was recorded by mistake is voided: {rientro:void --position {position} --reason TEXT}"
    ),
    "CannotBeVoided": "Movements, outside counts, openings, changes and closings of sites, signings, changes and ends of contracts, reports of volumes and quality, and what was said of plans, protocols, indicators, rules and notices can be. See what was recorded: {rientro:log}",
    "CannotBeVoided.voidable_batch": "Movements, outside counts, openings, changes and closings of sites, signings, changes and ends of contracts, reports of volumes and quality, and what was said of plans, protocols, indicators, rules and notices can be. Void what stands of it: {rientro:void --batch {voidable_batch} --reason TEXT}",
    "DamagedFigures": "Build them anew from the events: {program:--ledger {where:shell} db rebuild}",
    "DamagedLedger": "Restore it from a backup; do not write to it, so that nothing more is lost.",
    "DiskFull": "Make room and try again.",
    "Interrupted": "Try again, or ask its owner for more time.",
    "LedgerExists": "Use it as it is, or name another.",
    "LedgerExists.may-be-replaced": "Name another file with --ledger, or give --replace.",
    "LedgerExists.no-demonstration": "It is not a demonstration, so it is not replaced. Name another file with --ledger.",
    "LockedLedger": "Try again when it is done.",
    "LockedLedger.prepared": (
        "Whoever prepared it, or a superuser, ends it with ROLLBACK PREPARED; then try again."
    ),
    "LostConnection": "Try again when the server can be reached.",
    "MissingLedger": (
        "Create it with: {program:--ledger {where:shell} init}, or name another with --ledger."
    ),
    "NeededElsewhere": "Drop it, run the command again, and make it anew.",
    "NewerLedger": "Update rientro and try again.",
    "NoRoles": "Roles are for a ledger on a PostgreSQL server.",
    "NoText": "See what was recorded: {rientro:log}",
    "NotALedger": "Name a ledger with --ledger.",
    "NotAsWritten": "Look for it with: {program:--ledger {where:shell} doctor}; remove it and try again.",
    "NotPermitted": "Ask its owner for a role that may; {rientro:db roles} shows what each one may do.",
    "OlderTables": "Run: {program:--ledger {where:shell} db upgrade}",
    "OutcomeUnknown": "Look there before you try again.",
    "OutcomeUnknown.stream": (
        "Look before you try again: if `{rientro:log --stream {stream}}` shows position "
        "{position}, version {version}, all of it was recorded; if it does not, nothing was."
    ),
    "OvertakenLedger": "Try again.",
    "OwnersAlone": "Ask whoever made the ledger on the server.",
    "ReadOnlyLedger": "Check the permissions of the file and its folder.",
    "ReadOnlyLedger.server": "",
    "StillBesideIt": (
        "It is gone from there when every program that has the ledger open has ended."
    ),
    "TookTooLong": "Ask of fewer days, or on a command line, which waits.",
    "UnknownPosition": "See positions with: {rientro:log}",
    "UnreachableLedger": "Check the name and that it can be reached from here.",
    "UnreadableEvent": (
        "Restore a backup from before the damage. If no backup has the event, the owner of the "
        "ledger sets it aside: {program:--ledger {where:shell} db set-aside --position N "
        "--reason TEXT}"
    ),
    "WasSetAside": "See what was recorded: {rientro:log}",
    "WouldNotBeRead": "Check what was given, and this machine's clock.",
    "CorrectedOtherwise.contract": "Say once more what is right, with the facts that were wrong: {rientro:contract correct {code} --reason TEXT}",
    "CorrectedOtherwise.plan": "Say once more what is right, with the facts that were wrong: {rientro:plan correct {code} --reason TEXT}",
    "CorrectedOtherwise.site": "Say once more what is right, with the facts that were wrong: {rientro:site correct {code} --reason TEXT}",
    "LastWasAVoid": "Record again what should stand.",
    "NotItsOwn": "See all of it with: {program:--ledger {where:shell} doctor}; its owner takes it away.",
    "GateDiffers": "Its owner makes them anew with: {program:--ledger {where:shell} db upgrade}",
    "NothingRecordedBy": "See who recorded what: {rientro:log}",
}
"""What to do about it, where somebody types commands."""

PHRASES = {
    "DamagedFigures.columns-differ": (
        "one of their tables lacks a column, or has a column of another type"
    ),
    "DamagedFigures.hold-more": "they hold rows of events that they do not count as read",
    "DamagedLedger.gaps-or-beginning": "its events have gaps, or do not begin at position 1",
    "DamagedLedger.not-what-was-written": "it does not hold what was written to it",
    "NotALedger.another-kind": "it is a file of another kind",
    "NotALedger.another-program": "it is another program's database",
    "NotALedger.device-or-pipe": "it is a device or a pipe, and no file",
    "NotALedger.empty-file": "it is an empty file; {rientro:init} makes a ledger of it",
    "NotALedger.folder": "it is a folder",
    "NotALedger.no-opening": "it does not begin with the opening of a ledger",
    "NotAsWritten.not-as-written": "what it holds at position {first} is not what was written there",
    "UnreachableLedger.almost-an-address": (
        "a database is named by its URL: postgresql://USER@HOST/DATABASE"
    ),
    "UnreachableLedger.control-characters": "the name has control characters",
    "UnreachableLedger.url-signs": (
        "in a URL, the signs @ / ? % and : in a user's name, a password or an option are "
        "written as %40 %2F %3F %25 and %3A"
    ),
    "UnreadableEvent.event": "an event",
    "UnreadableEvent.its-last-event": "its last event",
    "DamagedFigures.not-as-given": "they are not what the events give",
}
"""Parts of sentences that facts name."""

FINDINGS = {
    "DamagedFigures": "{what:phrase}",
}
"""What a replay says of an error that it met, which it goes on from."""
