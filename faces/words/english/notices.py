"""What is said of unions, rules and notices."""

from __future__ import annotations

HEADINGS = {
    "moved_on": "moved on",
    "recipient": "recipient",
    "due_on": "due on",
    "filed_on": "filed on",
    "notice": "notice",
    "workers": "workers",
    "rule": "rule",
    "text": "text",
    "area": "area",
    "in_force_until": "until",
    "days_before": "days before",
    "employees_from": "employees from",
    "present_on": "present on",
    "recipients": "recipients",
    "note": "note",
}

SENTENCES = {
    "nothing.notices": "No notice is or was due.",
    "nothing.notice-list": "No notice is recorded.",
    "nothing.rules": (
        "No rule is adopted that answers this. To adopt those that come with rientro: "
        "rientro rule adopt --shipped it-24-bis"
    ),
    "nothing.members": "No country is a member on that day.",
    "notices.rule": "{rule}",
    "notices.without-rule": "No rule in force",
    "notices.in-time": "in time",
    "notices.late.one": "1 day late",
    "notices.late.several": "{number:,} days late",
    "notices.missing": "missing",
    "notices.open": "open",
    "notices.in-area": "in the area",
    "notices.no-rule": "not needed",
    "notices.too-few-employees": "too few",
    "notices.more-than-stated.one": "More arrived than is stated in the notice {named}.",
    "notices.more-than-stated.several": "More arrived than is stated in the notices {named}.",
    "notices.assumed": "No employer is known of those who arrived on {days}; the rule is taken to hold.",
    "notices.before-rule": "Due before the rule came into force, for what moved on {days}.",
    "rule.recipient": "{name} ({filed_by})",
    "union.is": "{union}: {title}",
    # Events
    "union-described.one": "union {code} described: 1 spell of membership",
    "union-described.several": "union {code} described: {number} spells of membership",
    "union-described.again.one": "union {code} described again: 1 spell of membership ({reason})",
    "union-described.again.several": (
        "union {code} described again: {number} spells of membership ({reason})"
    ),
    "union-voided": "union {code} had the description of version {version} voided ({reason})",
    "rule-adopted": "rule {code} adopted, in force from {since} on",
    "rule-adopted.until": "rule {code} adopted, in force from {since} until {until}",
    "rule-adopted.again": "rule {code} adopted again, in force from {since} on ({reason})",
    "rule-adopted.again.until": (
        "rule {code} adopted again, in force from {since} until {until} ({reason})"
    ),
    "rule-voided": "rule {code} had the text of version {version} voided ({reason})",
    "notice-filed": (
        "notice {code} filed with {recipient} on {filed_on} under {rule}: "
        "{workers:,} in {country} from {from_on} on"
    ),
    "notice-filed.contracts": (
        "notice {code} filed with {recipient} on {filed_on} under {rule}: "
        "{workers:,} in {country} on {contracts} from {from_on} on"
    ),
    "notice-voided": "notice {code} had the filing of version {version} voided ({reason})",
}

MESSAGES = {
    "UnionAlreadyDescribed": "The union {union} was already described with other facts.",
    "RuleAlreadyAdopted": "The rule {rule} was already adopted with another text.",
    "UnknownRule": "No rule {rule} is adopted.",
    "UnknownRule.known_at": "No rule {rule} was adopted at {known_at:instant} UTC.",
    "UnionNotDescribed": "Nobody has described the union {union}.",
    "UnionNotDescribed.known_at": "Nobody had described the union {union} at {known_at:instant} UTC.",
    "UnknownRecipient": "The rule {rule} names no recipient {recipient}: it names {known:listed}.",
    "NoticeAlreadyFiled": (
        "The notice {notice} was already filed with {recipient} on {filed_on}, with other facts."
    ),
}

ADVICE = {
    "UnionAlreadyDescribed": "Say why it is described otherwise with --reason; what was said stays in the history.",
    "RuleAlreadyAdopted": "Say why it has another text with --reason; the old one stays in the history.",
    "UnknownRule": "Adopt it first: {rientro:rule adopt --shipped it-24-bis}, or from a file with --terms.",
    "UnknownRule.known": "These are adopted: {known:listed}.",
    "UnknownRule.known_at": "Ask without --known-at, or with a later one.",
    "UnionNotDescribed": "Describe it first: {rientro:rule adopt --shipped eu}, or from a file with --terms.",
    "UnionNotDescribed.known_at": "Ask without --known-at, or with a later one.",
    "NoticeAlreadyFiled": (
        "File it under another code, or void the other by its position in {rientro:log --stream "
        "notice:{notice}}: {rientro:void --position N --reason TEXT}"
    ),
}

PHRASES = {
    "HistoryDiffers.void-of-description": "a void names a description that stands",
    "HistoryDiffers.void-of-rule": "a void names a text that stands",
    "HistoryDiffers.void-of-notice": "a void names a notice that stands",
    "StillLeanedOn.rule": "The text of rule {code}",
    "StillLeanedOn.filed-under": "notice {by} was filed under it",
    "StillLeanedOn.named-by-notice": "notice {by} names it",
}
