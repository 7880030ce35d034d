"""Batches."""

from __future__ import annotations

HEADINGS = {"holds": "what it holds"}

COUNTED = {
    "report-of-volumes": ("1 report of volumes", "{number:,} reports of volumes"),
    "report-of-quality": ("1 report of quality", "{number:,} reports of quality"),
}

SENTENCES = {
    "batch-recorded": "batch {code} of {what}",
    "batch-recorded.from": "batch {code} of {what} ({source})",
    "batch-recorded.replaces": "batch {code} of {what}, in place of batch {replaces}",
    "batch-recorded.replaces.from": (
        "batch {code} of {what}, in place of batch {replaces} ({source})"
    ),
    "batch-signed": "batch {code} signed with the key {key}…",
}

MESSAGES = {
    "AlreadySigned": "Batch {batch} was already signed with this key.",
    "BatchAlreadyRecorded": "Batch {batch} was already recorded at {recorded_at:instant} UTC by {recorded_by}.",
    "NotFromFile": "Batch {batch} was not imported from a file, so no file replaces it.",
    "UnknownBatch": "No batch {batch} is known.",
    "VoidedAlready": "Nothing of batch {batch} stands any more: there is nothing to void.",
}
"""What is so."""

ADVICE = {
    "BatchAlreadyRecorded": "Choose another --batch name, or see it: {rientro:log --batch {batch}}",
    "NotFromFile": "Void what is wrong, and record it again.",
    "UnknownBatch": "See what was recorded: {rientro:log}",
    "VoidedAlready": "See what happened: {rientro:log --batch {batch}}",
    "UnknownBatch.near": "Did you mean {near}? All are in: {rientro:batch list}",
}
"""What to do about it, where somebody types commands."""
