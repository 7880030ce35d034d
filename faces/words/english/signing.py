"""What is said of keys, of what they signed last, of witnesses and of signed batches."""

from __future__ import annotations

HEADINGS = {"signed": "signed with"}

SENTENCES = {
    "batch.signed": "{key}… ({by})",
    "replay.signed": (
        "Batch {batch} is signed with the key {key}…, which {by} recorded at position {position}."
    ),
    "verify.cosigned": "Cosigned by {witness} at {at} UTC.",
    "verify.cosigners-not-checked": (
        "Not checked: the cosignatures of {names}. Name the keys of witnesses with --witness."
    ),
    "cosign.first": (
        "Cosigned with {name}: {size} events of {origin}. It is the first checkpoint of this "
        "ledger that you cosign, so there is no earlier one to compare it with. Keep "
        "{where}."
    ),
    "cosign.extends": (
        "Cosigned with {name}: {size} events of {origin}, which begin with the {before} that were "
        "cosigned before."
    ),
    "cosign.new-key": "The ledger signs with another key than before, which you named.",
    "cosign.key": "Whoever checks it needs {public}, or for other programs: {key}",
    "request.wrote": (
        "Wrote {to}: a witness that cosigned {old} events last needs it, and no event."
    ),
    "checkpoint.first": (
        "It is not known what this key signed of this ledger before. Keep {where} with the "
        "key: it keeps the key from signing two histories."
    ),
    "prove.by": ("It is proved by checkpoint {number} of {size} events, signed with {key}."),
    "prove.by.others": (
        "It is proved by checkpoint {number} of {size} events, signed with {key}. Others were signed "
        "with {others}; name the key that is meant with --public-key."
    ),
}

MESSAGES = {
    "SignatureDiffers": (
        "The signature of batch {batch} with the key {key}… does not hold: {why:phrase}."
    ),
    "NotAnExport": (
        "{path} is no export of events as it was written: {form:phrase}. So there is no "
        "verdict, and nothing is said about the history."
    ),
    "SignedByOthers": (
        "The checkpoint {path} was signed with none of the keys of this ledger: {why:phrase}."
    ),
    "NotSignedByLedger": "{path} is not cosigned: {why:phrase}.",
    "NotOfTheseEvents": (
        "The first {size} events are not those that {path} was taken of. It is not cosigned."
    ),
    "UnknownLedger": "Nothing of the ledger {origin:quoted} is known in {path}.",
    "WitnessIsSigner": (
        "This is the key with which the ledger {origin:quoted} signs, so its cosignature "
        "would prove nothing more."
    ),
    "NothingToCompare": (
        "{size} events were cosigned last, and {path} is of more. Only the events, or a "
        "proof, can show that it extends them."
    ),
    "ProofFromElsewhere": (
        "The proof in {path} begins at {old} events, and {size} were cosigned last."
    ),
    "NotCovered.key": "No checkpoint that {key} signed covers position {position}.",
    "BadMemory": (
        "{path} does not hold what was signed last: {why:phrase}. Nothing is signed, since "
        "nobody could tell whether the key signs two histories."
    ),
    "KeyNotPrivate": (
        "The private key {path} is open to others than its owner (mode {mode}). It is not used."
    ),
    "NothingBesideKey": ("The key {path} is no file, so what it signs cannot be kept beside it."),
    "NotExtended": (
        "The first {size} events are not those of the checkpoint in {path}: there are two histories "
        "of this ledger. Nothing is signed."
    ),
    "NotExtended.signed": (
        "The first {size} events are not those that this key signed last, which is kept in {path}: "
        "there are two histories of this ledger. Nothing is signed."
    ),
    "NotExtended.cosigned": (
        "The first {size} events are not those that were cosigned last, which is kept in {path}: "
        "there are two histories of this ledger. Nothing is cosigned."
    ),
    "ShorterThanKept": (
        "There are {events} events, and the checkpoint in {path} is of {size}: events are missing. "
        "Nothing is signed."
    ),
    "ShorterThanKept.signed": (
        "There are {events} events, and this key signed {size} last, which is kept in {path}: events "
        "are missing. Nothing is signed."
    ),
    "ShorterThanKept.cosigned": (
        "The checkpoint is of {events} events, and {size} were cosigned last, which is kept in {path}. "
        "Nothing is cosigned."
    ),
}

ADVICE = {
    "NotAnExport": (
        "Ask for the file again, just as it was exported, or for a bundle, which mail "
        "programs leave as it is."
    ),
    "SignedByOthers": "Name a checkpoint that was signed here and came back from a witness.",
    "NotSignedByLedger": "Ask for the checkpoint as it was signed.",
    "NotOfTheseEvents": (
        "Keep both files, and ask whoever keeps the ledger for the events of this checkpoint."
    ),
    "UnknownLedger": (
        "For the first checkpoint of a ledger, name its public key with --public-key. If you cosigned "
        "it before, this is not the file in which that was kept: do not begin anew."
    ),
    "WitnessIsSigner": "A witness makes a key of its own: {rientro:audit keygen --to FILE --name NAME}",
    "NothingToCompare": (
        "Name an export of events or a bundle with --events, or ask for a proof: whoever keeps the "
        "ledger writes one with audit checkpoint --after KEPT --for-witness FILE."
    ),
    "ProofFromElsewhere": (
        "Send whoever keeps the ledger the checkpoint that you cosigned last, and ask for a proof "
        "after that one."
    ),
    "BadMemory": (
        "Get it back from a backup. If that is impossible, move it away, and name with "
        "--after the last checkpoint that was signed."
    ),
    "KeyNotPrivate": (
        "Type: chmod 600 {path:shell}. If somebody else may have read it, make a new key and hand "
        "out its public key."
    ),
    "NothingBesideKey": "Say with --remember FILE where it is kept.",
    "NotExtended": (
        "If an older copy of the ledger was put back, put the copy back that has these events, or "
        "record what is missing in that one. If this is the history that goes on, say so to "
        "everybody who kept a checkpoint, and sign with a new key."
    ),
    "NotExtended.cosigned": (
        "Do not cosign it elsewhere either. Keep both checkpoints: together they prove that the "
        "history was changed. Ask whoever keeps the ledger."
    ),
    "ShorterThanKept": (
        "If an older copy of the ledger was put back, put the copy back that has all events. If they "
        "are lost, say so to everybody who kept a checkpoint, and sign with a new key."
    ),
    "ShorterThanKept.cosigned": (
        "An older checkpoint is not cosigned again. Ask for the latest one. If it has fewer "
        "events than you cosigned, events were taken out."
    ),
}

FINDINGS = {
    "SignatureDiffers": (
        "the signature of batch {batch} with the key {key}… does not hold: {why:phrase}"
    ),
}

PHRASES = {
    "NotAKey.damaged": "it is damaged",
    "NotAKey.not-ed25519": (
        "it is a key of another kind than Ed25519; make one with ssh-keygen -t ed25519"
    ),
    "NotAKey.passphrase": (
        "it has a passphrase, which is never asked for here; make a key of its own for signing, or "
        "one with rientro audit keygen"
    ),
    "SignatureDiffers.not-of-the-key": "it was not made with that key",
    "SignatureDiffers.not-whole": "the log is not whole",
    "SignatureDiffers.other-lines": "the lines of the batch are not those that were signed",
    "SignatureDiffers.other-root": "what stood before the batch is not what was signed",
    "EventsRefused.archive": "the file is an archive without an export of events in it",
    "EventsRefused.compressed": "the file is compressed; unpack it first",
    "EventsRefused.damaged": "the file is a damaged archive",
    "EventsRefused.ledger": "the file is a ledger or another database; copy makes another of it",
    "EventsRefused.locked": "the file is an archive with a password",
    "EventsRefused.parquet": "the file is a table in Parquet",
    "EventsRefused.two-of-a-name": "the file is an archive with two files of one name",
    "EventsRefused.utf-16": "the file is text in UTF-16, so another program has rewritten it",
    "NotAnExport.archive": "it is an archive without an export of events in it",
    "NotAnExport.byte-order-mark": (
        "it begins with a byte order mark, so another program has rewritten it"
    ),
    "NotAnExport.cloudevents": "it is the export of events as CloudEvents, which has another form",
    "NotAnExport.compressed": "it is compressed; unpack it first",
    "NotAnExport.damaged": "it is a damaged archive",
    "NotAnExport.ledger": "it is a ledger or another database; name it with --ledger",
    "NotAnExport.line-ends": ("its lines end in CR LF or CR, so another program has rewritten it"),
    "NotAnExport.locked": "it is an archive with a password",
    "NotAnExport.movements": "it is an export of movements, or a file of movements",
    "NotAnExport.notes": "it is an export of notes",
    "NotAnExport.other": "it is something else",
    "NotAnExport.parquet": "it is a table in Parquet",
    "NotAnExport.private-key": "it is a private key",
    "NotAnExport.proof": "it is a proof",
    "NotAnExport.two-of-a-name": "it is an archive with two files of one name",
    "NotAnExport.utf-16": "it is text in UTF-16, so another program has rewritten it",
    "NotAnExport.written-anew": (
        "its first line has other bytes than an export has, so another program has rewritten it"
    ),
    "NotACheckpointFile.no-events": "it is of 0 events, which says nothing about a history",
    "BadMemory.no-file": "it is no file",
}
