"""Sites."""

from __future__ import annotations

SENTENCES = {
    "site-opened": "site {code} ({name}, {country}) opened on {on}",
    "site-opened.run-by": "site {code} ({name}, {country}, run by {employer}) opened on {on}",
    "site-opening-voided": "site {code} had the opening of {on} voided ({reason})",
    "site-changed": "site {code} is {name} from {on} on ({reason})",
    "site-changed.run-by": "site {code} is {name}, run by {employer} from {on} on ({reason})",
    "site-corrected": "site {code} corrected: {facts} ({reason})",
    "site-downsized": "site {code} downsized by {operators} on {on}, {left} remain ({reason})",
    "site-closed": "site {code} closed on {on} ({reason})",
    "site-closing-voided": "site {code} had the closing of {on} voided ({reason})",
    "headcount-attested": "site {code} counted from outside: {heads} heads on {on} ({source})",
    "attestation-voided": "site {code} had an outside count of {on} voided ({reason})",
    "site-change-voided": "site {code} had the change of {on} voided ({reason})",
}

MESSAGES = {
    "BothEndsOfPlan": (
        "In {country}, {site} would be both an origin and a destination of plan {plan}."
    ),
    "ClosesBeforeReports": (
        "A report of contract {contract} names {site} for {months:few}, so it cannot close on {on}."
    ),
    "OpensAfterReports": (
        "A report of contract {contract} names {site} for {months:few}, so it did not open on {on}."
    ),
    "OpensAfterUse": "Somebody is at {site} on {used_on}, so it did not open on {on}.",
    "RegionElsewhere": "{site} would be in region {region}, which is not in {country}.",
    "SiteAlreadyClosed": "{site} is already closed from {closed_on} on.",
    "SiteAlreadyOpen": "{site} was already opened on {opened_on} with other facts.",
    "SiteClosesTooEarly": "{site} is open from {opened_on} and cannot close on {on}.",
    "SiteIsClosed": "{site} is closed from {closed_on} on and is not open on {on}.",
    "SiteNotEmpty": "There would still be {heads:operator} at {site} on {on}.",
    "SiteNotEmpty.later": (
        "There would still be {heads:operator} at {site} on {last_on}, after it would close "
        "on {on}."
    ),
    "SiteNotYetOpen": "{site} opens on {opened_on} and is not open on {on}.",
    "TooManyDownsized": "{site} has {heads:operator} on {on} and cannot release {operators}.",
    "UnknownSite": "No site {site} is known.",
    "UnknownSite.known_at": "No site {site} was known at {known_at:instant} UTC.",
}
"""What is so."""

ADVICE = {
    "BothEndsOfPlan": (
        "Let that plan name other places first, with plan correct or plan revise. See which it names: "
        "{rientro:plan show {plan}}"
    ),
    "ClosesBeforeReports": (
        "Give a later date, or void those reports first, by their positions in: {rientro:log}"
    ),
    "OpensAfterReports": (
        "Give an earlier date, or void those reports first, by their positions in: {rientro:log}"
    ),
    "OpensAfterUse": "Give an earlier date.",
    "RegionElsewhere": "Give both.",
    "SiteAlreadyClosed": (
        "If that is wrong, void it by its position in {rientro:log --site {site}}: "
        "{rientro:void --position N --reason TEXT}"
    ),
    "SiteAlreadyOpen": "See them with: {rientro:site show {site}}, or open the new site under another code.",
    "SiteClosesTooEarly": "Give a later date.",
    "SiteIsClosed": "Give an earlier date or another site.",
    "SiteNotEmpty": (
        "Transfer or release them first; see who they are: {rientro:operator list --at {site} "
        "--on {last_on}}"
    ),
    "SiteNotYetOpen": "Give a date from {opened_on} on.",
    "TooManyDownsized": "See who is there: {rientro:operator list --at {site} --on {on}}",
    "UnknownSite": (
        "Check the code with: {rientro:site list}, or open it: {rientro:site open {site} "
        "--country CC --on DATE}"
    ),
    "UnknownSite.known_at": "Leave --known-at out to ask about what is known now.",
    "UnknownSite.near": "Did you mean {near}? All are in: {rientro:site list}",
}
"""What to do about it, where somebody types commands."""
