"""Operators and their movements."""

from __future__ import annotations

SENTENCES = {
    "operator-hired": "{code} hired at {placement} on {on}",
    "operator-transferred": "{code} transferred from {origin} to {placement} on {on}",
    "operator-reassigned": "{code} reassigned at {site} from {before} to {after} on {on}",
    "operator-left": "{code} left {site} on {on} ({reason})",
    "movement-voided": "{code} had the movement of {on} voided ({reason}): {now}",
    "movement-voided.back": "back at {placement}",
    "movement-voided.no-longer": "no longer at {placement}",
    "placement": "{site}",
    "placement.contract": "{site} on {contract}",
    "placement.fte": "{site} at {fte} FTE",
    "placement.contract.fte": "{site} on {contract} at {fte} FTE",
    "engaged": "{placement} ({engagement})",
    "terms": "{contract} at {fte} FTE",
    "terms.no-contract": "no contract at {fte} FTE",
}

MESSAGES = {
    "AlreadyHired": "{operator} is at {site}, by a movement of {since}, and cannot be hired again.",
    "AlreadyLeft": "{operator} left on {left_on} and cannot be moved after that.",
    "CodesExhausted": "Codes made from {site} would be longer than 64 characters.",
    "NamedTwice": "{operator} is named twice.",
    "NotAtSite": "{operator} is at {actual}, not at {site}.",
    "NotEnoughOperators": "{asked} operators were asked for, but {there} can be picked at {site} on {on}.",
    "NotEnoughOperators.moving_later": (
        "{asked} operators were asked for, but {there} can be picked at {site} on {on}. "
        "{moving_later} more already have a movement after that date."
    ),
    "NotHired": "{operator} was never hired, so there is nothing to move.",
    "NotLatestMovement": "{operator} has a later movement: {later:phrase}.",
    "NothingChanges": "{operator} already works on that contract at those hours, with that engagement.",
    "NothingToVoid": "{operator} has no movement that could be voided.",
    "NothingToVoid.since": "{operator} has no movement on or after {since} that could be voided.",
    "OutOfOrder": (
        "{operator} already has a movement on {latest_on}, which is later than {effective_on}."
    ),
    "SameSite": "{operator} is already at {site}.",
    "UnknownOperator": "No operator {operator} is known.",
    "UnknownOperator.known_at": "No operator {operator} was known at {known_at:instant} UTC.",
    "NamedTwice.code": "{what} {code} is named twice.",
    "NobodyToPick": "Nobody who could be reassigned is at {site} on {on}.",
    "NobodyToPick.contract": "Nobody who could be reassigned is at {site} on contract {contract} on {on}.",
    "NobodyToPick.-": "Nobody who could be reassigned is at {site} without a contract on {on}.",
    "SomeMoveLater": "Not all at {site} can be reassigned on {on}: {heads:operator} cannot, because of a movement after that date.",
}
"""What is so."""

ADVICE = {
    "AlreadyHired": "Transfer the operator, or record first that the operator left.",
    "AlreadyLeft": (
        "Check the code, or record a new hire. If the leaving itself is wrong, void it: "
        "{rientro:void {operator} --reason TEXT}"
    ),
    "CodesExhausted": "Name the operators, or use a site with a shorter code.",
    "NamedTwice": "Name every operator once.",
    "NotAtSite": "Name {actual}, or leave the site out.",
    "NotEnoughOperators": "See who is there: {rientro:operator list --at {site} --on {on}}",
    "NotHired": (
        "Check the code, or record the hire first: {rientro:hire {operator} --at SITE --on DATE}"
    ),
    "NotLatestMovement": (
        "Void that one first, or void both with: {rientro:void {operator} --back-to DATE "
        "--reason TEXT}"
    ),
    "NothingChanges": "Give another contract, other hours or another engagement.",
    "NothingToVoid": "See what was recorded: {rientro:operator show {operator}}",
    "OutOfOrder": "Void the later movement first: {rientro:void {operator} --reason TEXT}",
    "SameSite": (
        "A transfer changes the site; to change the contract, the hours or the engagement "
        "there, use: {rientro:reassign {operator} --contract CODE --on DATE}"
    ),
    "SameSite.in-file": (
        "A transfer changes the site; to change the contract, the hours or the engagement there, write "
        "reassign in the column movement."
    ),
    "UnknownOperator": "Check the code with: {rientro:operator list --on DATE}",
    "UnknownOperator.known_at": "Leave --known-at out to ask about what is known now.",
    "NamedTwice.code": "Name it once.",
    "NobodyToPick": "See who is there: {rientro:operator list --at {site} --on {on}}",
    "NotHired.near": "Did you mean {near}? If not, record the hire first: {rientro:hire {operator} --at SITE --on DATE}",
    "NothingToVoid.near": "Did you mean {near}? See what was recorded: {rientro:log}",
    "SomeMoveLater": "Void the later movements first, or say how many with --count.",
    "UnknownOperator.near": "Did you mean {near}? All are in: {rientro:operator list --on DATE}",
}
"""What to do about it, where somebody types commands."""

PHRASES = {
    "NotLatestMovement.hired": "hired at {site} on {on}",
    "NotLatestMovement.transferred": "transferred to {site} on {on}",
    "NotLatestMovement.reassigned": "reassigned at {site} on {on}",
    "NotLatestMovement.left": "left on {on}",
}
"""What an operator's latest movement is."""
