"""What is said of volumes and protocols."""

from __future__ import annotations

HEADINGS = {
    "protocol": "protocol",
    "title": "title",
    "month": "month",
    "unit": "unit",
    "place": "place",
    "volume": "volume",
    "in_force_from": "in force from",
    "review_on": "review on",
    "ends_on": "ends on",
    "renews": "renews",
    "protocol_ended_on": "ended on",
    "ended_because": "because",
    "signatories": "signatories",
    "signatory": "signatory",
    "joined_on": "joined on",
    "left_on": "left on",
    "left_because": "because",
    "commitment": "commitment",
    "work": "work",
    "contracts_judged": "contracts",
    "judged": "judged",
    "measure": "measure",
    "floor": "floor %",
    "hold_above": "hold above %",
    "due": "due after months",
    "months": "months",
    "successors": "successors",
    "share": "share %",
    "year": "year",
    "reason": "reason",
}

COUNTED = {"report": ("1 report", "{number:,} reports")}

_TEMPLATE = """\
# Volumes to import. Lines that begin with # and stand above the header are left out, as this one is.
# The rows of one contract and month are one report: name every place, with 0 if no work was done.
# A place is a country or a site. A month is 2018-03 or 03/2018. A volume is 8150, 8150.5 or 8150,5.
# The unit is contacts, minutes, hours or cases, and is needed for a contract's first report only.
# A month that was reported with other figures needs a reason in one of its rows.
# FW-SB,2018-03,IT-CAG,8150,contacts,
# FW-SB,2018-03,AL,1850,contacts,
contract,month,place,volume,unit,reason
"""

SENTENCES = {
    "volume-template": _TEMPLATE,
    "nothing.volumes": "No volumes are reported that answer this.",
    "nothing.protocol": "No protocol is drafted or signed.",
    "changed-since.one": (
        "{number:,} of them was changed or taken back since and stays so: give --again to "
        "report it once more."
    ),
    "changed-since.several": (
        "{number:,} of them were changed or taken back since and stay so: give --again to "
        "report them once more."
    ),
    "all-together": "all together",
    "no-such-client": 'Note that no contract has the client "{name}".',
    "no-such-client.near": ('Note that no contract has the client "{name}"; did you mean {near}?'),
    "quoted-name": '"{name}"',
    "recorded.batch-of-events": (
        "Recorded {events} as batch {batch} (positions {first} to {last})."
    ),
    "protocol.drafted-text": "drafted, to be in force from {on}",
    "protocol.signed-text": "signed, in force from {on}",
    "protocol.signed-text.because": "signed, in force from {on} ({reason})",
    "volumes-reported": "{contract} in {month}: {volumes} {unit} reported",
    "volumes-reported.corrected": (
        "{contract} in {month}: {volumes} {unit} reported, in place of {before} ({reason})"
    ),
    "volumes-reported.taken-back": (
        "{contract} in {month}: the report of {before} {unit} taken back ({reason})"
    ),
    "protocol-drafted": "protocol {code} ({title}) drafted on {on}",
    "protocol-signed": "protocol {code} ({title}) signed, in force from {on}",
    "protocol-signed.again": (
        "protocol {code} ({title}) signed with these terms, in force from {on} ({reason})"
    ),
    "protocol-ended": "protocol {code} ended on {on} ({reason})",
    "signatory-joined": "{signatory} joined protocol {code} on {on}",
    "signatory-left": "{signatory} left protocol {code} on {on} ({reason})",
    "turnover-stated": (
        "protocol {code}: {signatory} stands for {share} % of the turnover ({source})"
    ),
    "turnover-stated.year": (
        "protocol {code}: {signatory} stands for {share} % of the turnover of {year} ({source})"
    ),
    "turnover-stated.together": (
        "protocol {code}: all together stand for {share} % of the turnover ({source})"
    ),
    "turnover-stated.together.year": (
        "protocol {code}: all together stand for {share} % of the turnover of {year} ({source})"
    ),
    "protocol-entry-voided.draft": "protocol {code} had a draft voided ({reason})",
    "protocol-entry-voided.signing": "protocol {code} had a signing voided ({reason})",
    "protocol-entry-voided.end": "protocol {code} had its end voided ({reason})",
    "protocol-entry-voided.joining": "protocol {code} had a joining voided ({reason})",
    "protocol-entry-voided.leaving": "protocol {code} had a leaving voided ({reason})",
    "protocol-entry-voided.turnover": "protocol {code} had a share of turnover voided ({reason})",
}

MESSAGES = {
    "AlreadyJoined": "{signatory} joined protocol {protocol} on {joined_on} already.",
    "CellNeeded": "Every row has a {column}.",
    "CountedTwice": "{site} lies in {country}: what is done there would be counted twice.",
    "EndsBeforeJoining": (
        "{signatory} joined protocol {protocol} on {joined_on}, so it cannot end on {on}."
    ),
    "EndsBeforeSigning": (
        "Protocol {protocol} is in force from {signed_on} and cannot end on {on}."
    ),
    "InvalidVolume": (
        "{text:quoted} is not a volume: write a number of 0 or more, with at most 4 decimals, "
        "like 8150 or 8150.5."
    ),
    "InvalidUnit": "{text:quoted} is not a unit: write one of {units:listed}.",
    "JoinsBeforeSigning": (
        "Protocol {protocol} is in force from {signed_on}; nobody joins it on {on}."
    ),
    "LeavesBeforeJoining": (
        "{signatory} joined protocol {protocol} on {joined_on} and cannot leave it on {on}."
    ),
    "MonthAlreadyReported": "{month} is reported as {reported:listed}.",
    "InvalidPercent.share": (
        "{text:quoted} is not a share of turnover: write a percentage above 0 and at most 100, "
        "with at most 4 decimals, like 65 or 4.25."
    ),
    "NoPlaceAndVolume": (
        "{text:quoted} is not a place and a volume: write them like IT=8150 or IT-CAG=8150.5."
    ),
    "NothingReported": "The report of {contract} for {month} says nothing of any place.",
    "NotJoined": "{signatory} never joined protocol {protocol}.",
    "NotJoined.left_on": "{signatory} left protocol {protocol} on {left_on} already.",
    "OnlyDrafted": "Protocol {protocol} is only a draft, which binds nobody.",
    "OtherInReport": "Line {line} of the same report has another {column}.",
    "OtherUnit": "{contract} is measured in {unit}; {other} cannot be added to that.",
    "PartedVolume": "{text:quoted} can be thousands or decimals: write {plain}, or {plain}.0.",
    "PlaceNamedTwice": "{place} is named twice in one report.",
    "ProtocolAlreadySigned": (
        "Protocol {protocol} was already signed, in force from {signed_on}, with other facts."
    ),
    "ProtocolHasEnded": "Protocol {protocol} ended on {ended_on}.",
    "TurnoverExceedsWhole": (
        "The shares stated for protocol {protocol} would add up to {together} %, which is more "
        "than the whole of {whole} %."
    ),
    "UnitNeeded": "Nothing of {contract} is reported yet, so its unit is not known.",
    "UnknownProtocol": "Unknown protocol {protocol}.",
    "UnknownProtocol.known_at": "Protocol {protocol} was not known at {known_at:instant} UTC.",
}

ADVICE = {
    "AlreadyJoined": "See who is in since when: {rientro:protocol show {protocol:shell}}",
    "CountedTwice": "Name the site, or the country for all that is done elsewhere in it.",
    "EndsBeforeJoining": "Let it end after that day, or void the joining first.",
    "EndsBeforeSigning": "Name a later day.",
    "JoinsBeforeSigning": "Name that day or a later one.",
    "LeavesBeforeJoining": "Name a later day.",
    "MonthAlreadyReported": (
        "Say why it changes with --reason; the old figures stay in the history."
    ),
    "MonthAlreadyReported.in-file": (
        "Say why it changes in the column reason; the old figures stay in the history."
    ),
    "NothingReported": "Name every place with --in, with 0 if no work was done.",
    "NotJoined": "Who joined it: {rientro:protocol show {protocol:shell}}",
    "OnlyDrafted": "Sign it first: {rientro:protocol sign {protocol:shell} --terms FILE --on DATE}",
    "OtherInReport": "Write one for the whole month.",
    "OtherUnit": "Report it in {unit}, or sign another contract for other work.",
    "PlaceNamedTwice": "Add its volumes up and name it once.",
    "ProtocolAlreadySigned": "Say with --reason why its terms change; the first stay beside them.",
    "TurnoverExceedsWhole": "All shares are of one and the same whole: {rientro:protocol show {protocol:shell}}",
    "UnitNeeded": "Say with --unit what it is measured in.",
    "UnitNeeded.in-file": "Say in the column unit what it is measured in: contacts, minutes, hours or cases.",
    "UnknownProtocol": "See the protocols with: {rientro:protocol list}",
    "UnknownProtocol.near": "Did you mean {near}?",
    "UnknownProtocol.known_at": "",
}

PHRASES = {
    "HistoryDiffers.same-volumes": "a report says what stood before it",
    "HistoryDiffers.void-of-entry": "a void names what it takes back",
    "HistoryDiffers.volumes-before": "a report says what it replaces",
    "StillLeanedOn.draft": "The draft of protocol {code}",
    "StillLeanedOn.joining": "That joining of protocol {code}",
    "StillLeanedOn.leaving": "That leaving of protocol {code}",
    "StillLeanedOn.turnover": "That share of turnover of protocol {code}",
    "StillLeanedOn.end": "The end of protocol {code}",
    "StillLeanedOn.report": "That report of {code}",
    "StillLeanedOn.its-draft": "its draft of {on} stands",
    "StillLeanedOn.its-joining": "a joining of {on} stands",
    "StillLeanedOn.its-leaving": "a leaving of {on} stands",
    "StillLeanedOn.its-later-report": "a later one of the same month stands",
    "StillLeanedOn.its-signing": "its signing of {on} stands",
    "StillLeanedOn.its-turnover": "the shares of turnover would exceed their whole",
    "StillLeanedOn.named-by-protocol": "protocol {by} names it",
    "StillLeanedOn.named-by-volumes": "volumes of contract {by} name it",
    "StillLeanedOn.volumes-reported": "volumes of it are reported",
}
