"""What is said of keys, of what they signed last, of witnesses and of signed batches."""

from __future__ import annotations

SENTENCES = {
    "checkpoint.first": (
        "Nothing was known of what this key signed of this ledger before. Keep {where} with the key: "
        "by it the key never signs two histories."
    ),
    "prove.by": ("It is proved by checkpoint {number} of {size} events, signed with {key}."),
    "prove.by.others": (
        "It is proved by checkpoint {number} of {size} events, signed with {key}. Others were signed "
        "with {others}; name the key that is meant with --public-key."
    ),
}

MESSAGES = {
    "NotCovered.key": "No checkpoint that {key} signed covers position {position}.",
    "BadMemory": (
        "{path} does not hold what was signed last: {why:phrase}. Nothing is signed by it, since "
        "nobody could tell whether two histories were."
    ),
    "KeyNotPrivate": (
        "The private key {path} is open to others than its owner (mode {mode}). It is not used."
    ),
    "NothingBesideKey": (
        "The key {path} is no file, so that what it signs cannot be kept beside it."
    ),
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
    "BadMemory": (
        "Get it back from a backup. Where that cannot be, move it away and say with --after which "
        "checkpoint was the last."
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
        "An older checkpoint is not cosigned again. Ask for the latest one; where there is none that "
        "is longer, events were taken out."
    ),
}

PHRASES = {
    "BadMemory.no-file": "it is no file",
}
