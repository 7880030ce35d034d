"""Values that were typed, and what a question names."""

from __future__ import annotations

MESSAGES = {
    "ChangeOutOfOrder": "{what:phrase} began or last changed on {latest_on}, which is not before {on}.",
    "CodeNearlyKnown": (
        "No {kind:phrase} {code} is known, but {known} is, which differs only in case or leading zeros."
    ),
    "HistoryDiffers": "{code}: {what:phrase}, which the history before it contradicts.",
    "InvalidCode": "{text:quoted} is not {what:phrase}: use 1 to 64 letters, digits and . _ / - only.",
    "InvalidDate": "{text:quoted} is not a date from 1900 to 2200: write it like {example:phrase}.",
    "InvalidFte": (
        "{text:quoted} is not an FTE: write a number from 0 to 1, with at most 4 decimals, "
        "like 0.5."
    ),
    "InvalidInstant": (
        "{text:quoted} is not an instant: write a date like 2018-09-30, which means its end, "
        "or a date and time in UTC like 2018-09-30T12:00:00Z."
    ),
    "InvalidNumber": "{text:quoted} is not a whole number from {least} to {most}: write it in digits, like 25.",
    "InvalidNumber.parted": (
        "{text:quoted} is not a whole number from {least} to {most}: write it without a separator, "
        "like {parted}."
    ),
    "InvalidText": (
        "The {what:phrase} must be 1 to {limit} characters of plain text, without control "
        "characters."
    ),
    "NameLikeAnId": (
        "{text:quoted} ends like the id of a ledger, which checkpoints write after the name."
    ),
    "NotKnown": "No {what:phrase} {value:quoted} is known.",
    "NotKnown.known_at": "No {what:phrase} {value:quoted} was known at {known_at:instant} UTC.",
    "NothingDiffers": "All this already holds for {what:phrase}, since {since}.",
    "PersonalCode": (
        "This code looks like {looks_like:phrase}. A ledger is kept for ever and holds no "
        "personal data: give a pseudonymous code, such as OP-1042."
    ),
    "StillLeanedOn": "{what:phrase} cannot be voided while {leaning:phrase}.",
    "UnknownCountry": (
        "{text:quoted} is not a country: write its ISO 3166-1 code of two capital letters, "
        "like IT or RO."
    ),
    "UnknownRegion": (
        "{text:quoted} is not a region of {country}: write its ISO 3166-2 code, which begins "
        "with {country}-, like IT-88 for Sardegna."
    ),
}
"""What is so."""

ADVICE = {
    "ChangeOutOfOrder": "Give a later date, or correct what was written down wrong.",
    "CodeNearlyKnown": "Did you mean {known}? If {code} is another {kind:phrase}, add --new-code.",
    "NameLikeAnId": "Give the ledger another name.",
    "NotKnown": "Check how it is written.",
    "NotKnown.known": "These are known: {known:listed}.",
    "NotKnown.known_at": "Leave --known-at out to ask about what is known now.",
    "NotKnown.near": "Did you mean {near:or}?",
    "NothingDiffers": "Say what changes.",
    "StillLeanedOn": "Void that first, by its position in: {rientro:log}",
}
"""What to do about it, where somebody types commands."""

PHRASES = {
    "ChangeOutOfOrder.contract": "Contract {code}",
    "ChangeOutOfOrder.site": "Site {code}",
    "HistoryDiffers.correction": "a correction says what stood there",
    "HistoryDiffers.downsizing": "a downsizing says that {said} were left",
    "HistoryDiffers.movement-from": "a movement starts from {said}",
    "HistoryDiffers.more-movements": "a batch has more movements than events",
    "HistoryDiffers.other-hash": "an event that was set aside had another hash",
    "HistoryDiffers.reassignment-elsewhere": "a reassignment would change the site",
    "HistoryDiffers.void-of-announcement": "a void names its announcement",
    "HistoryDiffers.void-of-closing": "a void names its closing",
    "HistoryDiffers.void-of-end": "a void names its end",
    "HistoryDiffers.void-of-movement": "a void says where the operator was",
    "HistoryDiffers.void-of-opening": "a void names its opening",
    "HistoryDiffers.void-of-outside-count": "a void names an outside count",
    "HistoryDiffers.void-of-revision": "a void names its latest revision",
    "HistoryDiffers.void-of-signing": "a void names its signing",
    "HistoryDiffers.void-of-withdrawal": "a void names its withdrawal",
    "NothingDiffers.contract": "contract {code}",
    "NothingDiffers.site": "site {code}",
    "PersonalCode.e-mail-address": "an e-mail address",
    "PersonalCode.italian-codice-fiscale": "an Italian codice fiscale",
    "StillLeanedOn.announcement": "The announcement of plan {code}",
    "StillLeanedOn.its-change": "its change on {on} stands",
    "StillLeanedOn.its-closing": "its closing on {on} stands",
    "StillLeanedOn.its-end": "its end on {on} stands",
    "StillLeanedOn.its-revision": "its revision of {on} stands",
    "StillLeanedOn.its-withdrawal": "its withdrawal stands",
    "StillLeanedOn.named-by-plan": "plan {by} names it",
    "StillLeanedOn.opening": "The opening of {code}",
    "StillLeanedOn.outside-count": "an outside count of {on} stands",
    "StillLeanedOn.plan": "What plan {code} says",
    "StillLeanedOn.revision": "That revision of plan {code}",
    "StillLeanedOn.signing": "The signing of {code}",
    "StillLeanedOn.somebody": "somebody is there on {on}",
    "StillLeanedOn.somebody-on-it": "somebody is on it on {on}",
    "StillLeanedOn.succeeded": "contract {by} succeeds it",
    "HistoryDiffers.void-of-change": "a void names its latest change",
    "StillLeanedOn.change": "That change of {code}",
}
"""Parts of sentences that facts name."""
