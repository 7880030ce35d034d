"""What is replayed, signed, proved and verified."""

from __future__ import annotations

SENTENCES = {
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
}

MESSAGES = {
    "GuardsMissing": (
        "The triggers that keep events from being changed are not as they should be: "
        "{missing:sorted}. Nothing is signed."
    ),
    "ListRewritten": (
        "Checkpoint {number} in the ledger's list was changed: {why:phrase}. Nothing is "
        "signed or proved."
    ),
    "LogBroken": "The log is not whole: {why:phrase}. Nothing is signed or proved.",
    "LogRewritten": (
        "The first {size} events are not those of a checkpoint that was taken of them: an "
        "event among the first {size} was changed. Nothing is signed or proved."
    ),
    "LogRewritten.intact": (
        "The first {size} events are not those of a checkpoint that was taken of them: an "
        "event from position {intact:next} on was changed. Nothing is signed or proved."
    ),
    "LogShorter": (
        "The ledger has {events} events, and a checkpoint is of {size}: events are missing at "
        "its end. Nothing is signed or proved."
    ),
    "NotACheckpointFile": "{path} is not a checkpoint to prove something with: {why:phrase}.",
    "NotAKey": "{path} is not a {what:phrase} key: {why:phrase}.",
    "NotCovered": "No signed checkpoint covers position {position}.",
    "NothingSigned": "No checkpoint was signed in this ledger, so there is nothing to verify it with.",
    "OfAnotherLedger": "{path} is a checkpoint of the ledger {origin:quoted}, and this is {ledger:quoted}.",
    "TooFewInCheckpoint": "The checkpoint is of {size} events, before position {position} was recorded.",
    "UnknownCheckpoint": "There is no checkpoint {number}: {listed} were signed here.",
}
"""What is so."""

ADVICE = {
    "GuardsMissing": "Find out why, then put them back with: {rientro:audit guard}",
    "ListRewritten": (
        "Look with: {rientro:audit replay}, and compare with a checkpoint that was kept elsewhere."
    ),
    "LogBroken": (
        "Look with: {rientro:audit replay}, and compare with a checkpoint that was kept elsewhere."
    ),
    "LogRewritten": (
        "Look with: {rientro:audit replay}, and compare with a checkpoint that was kept elsewhere."
    ),
    "LogShorter": (
        "Look with: {rientro:audit replay}, and compare with a checkpoint that was kept elsewhere."
    ),
    "NotCovered": "Take one with: {rientro:audit checkpoint --key FILE}",
    "NothingSigned": "Give --key FILE to sign one; make a key with: {rientro:audit keygen --to FILE}",
    "OfAnotherLedger": "Name the right one with --checkpoint or --ledger.",
    "TooFewInCheckpoint": "Name a later one with --checkpoint, or leave it out.",
    "UnknownCheckpoint": "See them with: {rientro:audit checkpoints}",
}
"""What to do about it, where somebody types commands."""

PHRASES = {
    "ListRewritten.column-type": "one of its columns has the wrong type",
    "ListRewritten.missing": "it is missing",
    "ListRewritten.not-of-its-note": "its size or root is not that of its note",
    "ListRewritten.right-edge": "its right edge does not give its root",
    "NotAKey.private": "private",
    "NotAKey.public": "public",
}
"""Parts of sentences that facts name."""

FINDINGS = {
    "ListRewritten": "checkpoint {number} in the ledger's list was changed: {why:phrase}",
}
"""What a replay says of an error that it met, which it goes on from."""
