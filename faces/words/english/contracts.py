"""Contracts."""

from __future__ import annotations

SENTENCES = {
    "contract-signed": "contract {code} signed by {parties}, running from {on}",
    "contract-signed.after": (
        "contract {code} signed by {parties}, running from {on}, in succession to {before}"
    ),
    "contract-signing-voided": "contract {code} had the signing of {on} voided ({reason})",
    "contract-changed": "contract {code} is of {parties} from {on} on ({reason})",
    "contract-corrected": "contract {code} corrected: {facts} ({reason})",
    "parties": "{client} with {supplier}",
    "parties.in-house": "{client}, in-house",
    "contract-ended": "contract {code} ended on {on} ({reason})",
    "contract-end-voided": "contract {code} had the end of {on} voided ({reason})",
    "contract-change-voided": "contract {code} had the change of {on} voided ({reason})",
}

MESSAGES = {
    "ContractAlreadyEnded": "Contract {contract} already ended on {ended_on}.",
    "ContractAlreadySigned": "Contract {contract} was already signed from {signed_on} on with other facts.",
    "ContractEndsBeforeItStarts": "Contract {contract} runs from {signed_on} and cannot end on {on}.",
    "ContractNotRunning": "Contract {contract} ended on {ended_on} and does not run on {on}.",
    "ContractNotRunning.runs_from": "Contract {contract} runs from {runs_from} and does not run on {on}.",
    "EndsBeforeReports": "Contract {contract} is reported for {months:few}, so it cannot end on {on}.",
    "ReservedCode": "{code:quoted} means no contract.",
    "StartsAfterReports": (
        "Contract {contract} is reported for {months:few}, so it cannot run only from {on} on."
    ),
    "StartsAfterUse": "Somebody is on contract {contract} on {used_on}, so it cannot run only from {on} on.",
    "SucceedsItself": "Contract {contract} would succeed itself, by {through}.",
    "UnknownContract": "No contract {contract} is known.",
    "UnknownContract.known_at": "No contract {contract} was known at {known_at:instant} UTC.",
}
"""What is so."""

ADVICE = {
    "ContractAlreadyEnded": (
        "If that is wrong, void it by its position in {rientro:log --stream "
        "contract:{contract}}: {rientro:void --position N --reason TEXT}"
    ),
    "ContractAlreadySigned": "See them with: {rientro:contract list}, or sign the new one under another code.",
    "ContractEndsBeforeItStarts": "Give a later date.",
    "ContractNotRunning": "Give another date, another contract, or none.",
    "EndsBeforeReports": (
        "Give a later date, or void those reports first, by their positions in: {rientro:log}"
    ),
    "ReservedCode": "Give the contract another code.",
    "StartsAfterReports": (
        "Give an earlier date, or void those reports first, by their positions in: {rientro:log}"
    ),
    "StartsAfterUse": "Give an earlier date, or void those movements first.",
    "SucceedsItself": "Name the contract that came before it.",
    "UnknownContract": (
        "Check the code with: {rientro:contract list}, or sign it: {rientro:contract sign "
        "{contract} --client NAME --on DATE}"
    ),
    "UnknownContract.known_at": "Leave --known-at out to ask about what is known now.",
    "UnknownContract.near": "Did you mean {near}? All are in: {rientro:contract list}",
}
"""What to do about it, where somebody types commands."""
