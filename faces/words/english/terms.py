"""Files of terms: commitments, rules and indicators."""

from __future__ import annotations

MESSAGES = {
    "InvalidArea": "{where}: {text:quoted} is no area: write country:IT or union:EU, for example.",
    "InvalidMonth": "{text:quoted} is not a month from 1900 to 2200: write it like 2018-03.",
    "InvalidPercent": (
        "The {what:phrase} is {text:quoted}: write a percentage above 0 and at most 100, with at "
        'most four decimals and in quotes, like "79.5".'
    ),
    "InvalidPeriod": (
        "{text:quoted} is not a period of whole months from 1900 to 2200: write it like "
        "2018-06, 2018-Q2, 2018-H1 or 2018."
    ),
    "MissingKey": "{where}: {key} is missing.",
    "NoFloor": "The commitment {commitment} has no floor, so nothing could be judged by it.",
    "NotToml": "The terms cannot be read: {problem:quoted-200}.",
    "OneDeadline": (
        "The rule {rule} has to say when a notice is due in one way: either days_before, or "
        "present_on together with due_on."
    ),
    "RuleEndsFirst": (
        "The rule {rule} cannot be in force from {in_force_from} until {in_force_until}: "
        "until is the last day, and cannot be earlier."
    ),
    "UnionSpellEndsFirst": (
        "{country} cannot be in {union} from {since} until {until}: until is the first day no "
        "longer in it, and has to be later."
    ),
    "UnionSpellsOverlap": "{country} is in {union} already on {since}.",
    "UnknownKey": "{where}: {key:quoted} is not known here.",
    "UnknownShipped": "No file {file:quoted} is shipped.",
    "UnknownUnion": "The rule {rule} speaks of the union {union}, whose members nobody has described.",
    "WrongValue": "{where}: {key} has to be {expected:phrase}.",
}
"""What is so."""

ADVICE = {
    "MissingKey": "Give it: nothing is assumed in its place.",
    "NoFloor": "Give it a floor, a hold_above, or both.",
    "NotToml": "Write them as TOML in UTF-8, like the files that are shipped.",
    "UnionSpellsOverlap": "Write until for the spell before, or make one spell of both.",
    "UnknownKey": "What is known: {known:sorted}.",
    "UnknownShipped": "What is shipped: {known:sorted}.",
    "UnknownUnion": "Adopt a file that describes them; one is shipped for EU.",
}
"""What to do about it, where somebody types commands."""

PHRASES = {
    "WrongValue.date-in-reach": "a date from 1900 to 2200",
    "WrongValue.date-without-quotes": "a date without quotes, like 2018-05-04",
    "WrongValue.percentage-in-quotes": 'a percentage in quotes, like "79.5"',
    "WrongValue.text-in-quotes": "text in quotes",
    "WrongValue.true-or-false": "true or false",
}
"""Parts of sentences that facts name."""
