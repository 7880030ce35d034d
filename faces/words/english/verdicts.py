"""What is said of shares, of verdicts on commitments, and of reviews."""

from __future__ import annotations

HEADINGS = {
    "until": "until",
    "part": "there",
    "whole": "in all",
    "total": "total",
    "percent": "%",
    "change_points": "± points",
    "not_reported": "not reported",
    "verdict": "verdict",
    "in_force": "in force",
}

COUNTED = {
    "contacts": ("{number:,} contact", "{number:,} contacts"),
    "minutes": ("{number:,} minute", "{number:,} minutes"),
    "hours": ("{number:,} hour", "{number:,} hours"),
    "cases": ("{number:,} case", "{number:,} cases"),
    "heads": ("{number:,} head", "{number:,} heads"),
    "fte": ("{number:,} FTE", "{number:,} FTE"),
}

SENTENCES = {
    # Shares
    "nothing.shares": "No contract ran for which a share in {place} could be computed.",
    "share.of": "The part of the work that is done in {place}, at the end of {day}",
    "months.span": "{first} to {last}",
    "share.missing": (
        "Not reported by {contract}: {months}. The share is that of the rest, and gives no verdict."
    ),
    "share.missing-from": (
        "Not reported: {contracts}. The share is that of the rest, and gives no verdict."
    ),
    "share.months-of": "{contract} {months}",
    "share.proxy-heads": (
        "Heads stand for volume here. They give a verdict only if the terms of a protocol say so."
    ),
    "share.proxy-fte": (
        "FTE stand for volume here. They give a verdict only if the terms of a protocol say so."
    ),
    # Verdicts
    "nothing.commitments": "Nobody has joined a protocol that could be judged.",
    "verdicts.of": "{signatory} in {protocol}, at the end of {day}",
    "verdict.all": "all",
    "verdict.by-proxy": "{verdict} (by {measure})",
    "verdict.of": "{commitment} on {contract}",
    "verdict.because": "{about}: {reason}",
    "because.not-joined": "{signatory} joins only on {joined_on}.",
    "because.left": "{signatory} has left.",
    "because.protocol-ended": "The protocol is not in force on that day.",
    "because.no-in-house-work": "{signatory} has no contract without a supplier.",
    "because.no-outsourced-work": "{signatory} has no contract with a supplier.",
    "because.no-new-contracts": (
        "{signatory} has no contract that was agreed on since it joined on {joined_on}."
    ),
    "because.succeeds-older": (
        "{contract} goes on with the work of {succeeds}, which was agreed on before {signatory} "
        "joined on {joined_on}."
    ),
    "because.before-due-day": "This is owed from {due_on} on, and what is shown is the share so far.",
    "because.no-whole-month": "No month that counts is over yet.",
    "because.ended": "No contract ran in the months that count.",
    "because.months-missing": "{missing} would have to be reported first.",
    "because.not-above": (
        "The share before joining was {percent_before} %, and this binds only above {limit} %."
    ),
    "because.no-baseline": "No work was done before joining that could be compared with.",
    "because.baseline-missing": (
        "{missing_before}, before joining, would have to be reported first."
    ),
    "because.no-volume": "No work was done in the months that count.",
    "because.reaches-floor": (
        "{part} in {place} of {whole} in {months}, where {floor} % was promised."
    ),
    "because.reaches-floor-by-proxy": (
        "{part} in {place} of {whole} on that day, where {floor} % was promised."
    ),
    "because.reaches-baseline": (
        "{part} in {place} of {whole}, where the share before joining, {floor} %, had to be kept."
    ),
    "because.below-floor": (
        "{short} more would have had to be in {place}, of {whole} in {months}, to reach {floor} %."
    ),
    "because.below-floor-by-proxy": (
        "{short} more would have had to be in {place}, of {whole} on that day, to reach {floor} %."
    ),
    "because.below-baseline": (
        "{short} more would have had to be in {place}, of {whole}, to keep the share before joining, "
        "{floor} %."
    ),
    "because.assumed": (
        "Nobody said on which day it was agreed on, so the first day that it runs was taken."
    ),
    # Reviews
    "review.protocol": "{protocol}, at the end of {day}",
    "review.clause": "“{text}”",
    "in-force.without-end": "from {since} on",
    "in-force.until": "from {since} to {until}",
    "in-force.renews": "from {since} to {until}, and after that until somebody ends it",
    "in-force.ended": "from {since} until it was ended on {ended_on}",
    "in-force.drafted": "drafted only, and never judged",
    "in-force.anew": "with these terms from {day} on ({reason})",
    "review.nobody": "Nobody has joined it.",
    "review.signatory": "{signatory}, joined on {joined_on}: {outcome}",
    "review.rejoined": "{signatory}, joined on {joined_on} and again on {rejoined_on}: {outcome}",
    "review.left": "{signatory}, joined on {joined_on} and left on {day}",
    "outcome.keeps": "keeps what it signed",
    "outcome.breaks": "breaks what it signed",
    "outcome.not_yet_known": "not yet known",
    "outcome.not_asked": "nothing is asked of it yet",
    "review.turnover": "For what part of the sector they stand",
    "turnover.not-stated": "No share of the sector's turnover is stated.",
    "turnover.of": (
        "Of {stated} % of the sector's turnover in {year} ({source}): {keeps} % keep what they "
        "signed, {breaks} % break it, of {not_yet_known} % it is not yet known, {not_asked} % are "
        "not asked yet, and {not_attributed} % are attributed to nobody."
    ),
    "turnover.signatories": (
        "Of the sector's turnover in {year}: {keeps} % keep what they signed, {breaks} % break it, "
        "of {not_yet_known} % it is not yet known, and {not_asked} % are not asked yet."
    ),
    "turnover.other-year": (
        "Not added: {signatory} with {share} %, since that is of another year ({year})."
    ),
    "turnover.no-year": (
        "Not added: {signatory} with {share} %, since nobody said of which year that is."
    ),
    "review.plans": "What they plan, beside that",
    "review.quality": "How good the service was, beside that",
    "review.notices": "Which notices are or were due",
    "review.not-known": "What is not known, and who would have to say it",
    "review.all-known": "No verdict waits for anything.",
    "review.who": "{client} or {supplier}",
    "unknown.volumes": "{who}: what was done on {contract} in {months} ({commitments}).",
    "unknown.baseline": (
        "{who}: what was done on {contract} in {months}, before joining ({commitments})."
    ),
    "unknown.agreed-on": "{who}: on which day {contract} was agreed on ({commitments}).",
    "unknown.turnover": "{who}: for what part of the sector's turnover it stands.",
    "review.changed": "What was changed since it was first reported",
    "review.unchanged": "No month that a commitment is judged by.",
    "restated.month": (
        "{contract} {month}, in {place}: {before} became {after} at position {position}, {at} "
        "({reason})."
    ),
    "restated.share": "{part} of {whole}",
    "restated.same": "  {signatory}, {commitment}: still {verdict}",
    "restated.other": "  {signatory}, {commitment}: {before}, then {after}",
    "review.proof": "How to check it",
    "review.position": "This is what the ledger {ledger} says up to position {position}.",
    "review.known-at": (
        "This is what the ledger {ledger} said up to position {position}, as known at {known_at}."
    ),
    "review.prove": (
        "Whoever keeps a checkpoint can tell whether that was changed since: rientro audit checkpoint"
    ),
    "review.no-advice": "This is bookkeeping and no legal advice.",
}

MESSAGES = {
    "NamePlace": "No protocol in force on {on} names a place for the share.",
    "NamePlace.known": (
        "The protocols in force on {on} name several places for the share: {known:listed}."
    ),
}

ADVICE = {"NamePlace": "Name the country or the site: --in IT"}
