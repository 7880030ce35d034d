"""What is said of indicators, targets and reports of quality."""

from __future__ import annotations

HEADINGS = {
    "indicator": "indicator",
    "period": "period",
    "numerator": "counted",
    "denominator": "of",
    "given": "given",
    "indicator.value": "value",
    "better": "better",
    "kind": "kind",
    "months_met": "met",
    "direction": "trend",
    "share_of_counted": "counted %",
    "moved_in": "in",
    "heads_elsewhere": "elsewhere",
    "quality.hired": "hired",
    "quality.left": "left",
    "for": "for",
    "where": "where",
}

_TEMPLATE = """\
# Quality to import. Lines that begin with # and stand above the header are left out, as this one is.
# A row is one report, of a site or, where none is named, of the whole contract: one of the two.
# A period is 2018-06, 06/2018, 2018-Q2, 2018-H1 or 2018. Counts are 1480000 or 1480000,5.
# Give the numerator and the denominator; or, of a value that was published without them, the value.
# A period that was reported with other figures needs a reason.
# FW-SOHO,IT-CAG,answer-seconds,2018-06,960000,12000,,
# TI-MOB,,answer-seconds,2017,,,87,
contract,site,indicator,period,numerator,denominator,given,reason
"""

SENTENCES = {
    "quality-template": _TEMPLATE,
    "nothing.quality": "No quality is reported in that time.",
    "nothing.quality-list": "No quality is reported.",
    "nothing.indicators": (
        "No indicator is defined. To define those that come with rientro: rientro quality "
        "define --shipped agcom"
    ),
    "quality.kept": "kept",
    "quality.broken": "broken",
    "quality.no-target": "no target",
    "quality.several-targets": "several targets",
    "quality.months-missing": "not yet known",
    "quality.given": "not yet known",
    "quality.nothing-counted": "not yet known",
    "quality.whole": "all",
    "quality.months": "{met}/{known}",
    "quality.title": "{group}: {indicator} ({unit})",
    "quality.title.target": "{group}: {indicator} ({unit}, target {target})",
    "quality.given-value": "{value} given",
    "quality.missing": "Not reported: {what}.",
    "quality.missing.row": "{period}: {months}",
    "quality.given.never-summed": "Values that were given without their sums are never added up.",
    "quality.beside": "Beside it, and not because of it, at {place}:",
    "quality.heads-differ": (
        "{indicator} of {contract} for {period}: {stated} operators abroad were reported, "
        "and the ledger has {heads:,} outside {place} at the end of that time."
    ),
    "targets.all": "all",
    # Events
    "indicator-defined": "indicator {code} defined: {above} / {below}",
    "indicator-targeted": "indicator {code} has the target {target} from {on} on ({source})",
    "indicator-targeted.client": (
        "indicator {code} has the target {target} for {whose} from {on} on ({source})"
    ),
    "indicator-targeted.contract": (
        "indicator {code} has the target {target} for contract {whose} from {on} on ({source})"
    ),
    "indicator-voided": "indicator {code} had what was said in version {version} voided ({reason})",
    "quality-reported": "{indicator} of {contract} for {period}",
    "quality-reported.site": "{indicator} of {contract} at {site} for {period}",
    "quality-reported.first": "{what} reported: {now}",
    "quality-reported.instead": "{what} reported: {now}, not {was} ({reason})",
    "quality-reported.taken-back": "{what} taken back: {was} ({reason})",
    "reported.given": "{value} given",
    "reported.measured": "{above} / {below}",
}

MESSAGES = {
    "ReportedHeadsDiffer": (
        "{indicator} of {contract} for {month} has {stated} operators abroad, and the ledger {heads} at the "
        "end of it."
    ),
    "InvalidAmount": (
        "{text:quoted} is not {what:phrase}: write a number of 0 or more with at most 4 decimals, "
        "like 8150.5."
    ),
    "InvalidAmount.grouped": "{text:quoted} is not {what:phrase}: write {grouped}, without a separator.",
    "InvalidAmount.exact": (
        "{text:quoted} may be thousands or decimals: write {grouped}, or {exact}."
    ),
    "OneOrTheOther": (
        "A report of {indicator} has its two sums, a numerator and a denominator, or a value that "
        "was given without them."
    ),
    "UnknownIndicator": "No indicator {indicator} is defined.",
    "UnknownIndicator.known_at": "No indicator {indicator} was defined at {known_at:instant} UTC.",
    "IndicatorAlreadyDefined": "The indicator {indicator} was already defined in other words.",
    "ContractOrClient": "A target of {indicator} is for a contract, for a client or for all.",
    "NoDenominator": "{indicator}: the numerator is {numerator}, and the denominator is 0.",
    "PartExceedsWhole": "{indicator}: {numerator} is more than {denominator}, of which it is a part.",
    "PeriodAlreadyReported": ("{indicator} of {contract} for {period} is reported as {stands}."),
    "PeriodAlreadyReported.site": (
        "{indicator} of {contract} at {site} for {period} is reported as {stands}."
    ),
    "PeriodInLine": "Line {line} reports the same period with other figures.",
    "PeriodsOverlap": "{indicator} of {contract} is reported for {reported}, which overlaps {period}.",
    "PeriodsOverlap.site": (
        "{indicator} of {contract} at {site} is reported for {reported}, which overlaps {period}."
    ),
    "CountedTwice.reported": (
        "{indicator} of {contract} is reported for {reported}: by site and as a whole, what was done at "
        "{site} in {period} would be counted twice."
    ),
}

FINDINGS = {
    "ReportedHeadsDiffer": (
        "{indicator} for {month} has {stated} operators abroad, the ledger {heads} at the end of it"
    ),
}
"""What a replay says of operators who were reported."""

ADVICE = {
    "UnknownIndicator": (
        "Define it first: {rientro:quality define --shipped agcom}, or from a file with --terms."
    ),
    "UnknownIndicator.known": "These are defined: {known:listed}.",
    "UnknownIndicator.known_at": "Ask without --known-at, or with a later one.",
    "IndicatorAlreadyDefined": "Other words make another indicator: give it another code.",
    "NoDenominator": "Report both, or 0 for both if nothing was counted.",
    "PeriodAlreadyReported": (
        "Say why it changes with --reason; the old figures stay in the history."
    ),
    "PeriodInLine": "Keep one of both, or say in the column reason why the later one changes it.",
    "PeriodAlreadyReported.in-file": (
        "Say why it changes in the column reason; the old figures stay in the history."
    ),
    "PeriodsOverlap.in-file": "Void that report first, report another period, or leave this row out.",
    "PeriodsOverlap": "Void that report first, or report another period.",
    "CountedTwice.reported.in-file": "Report it one way: leave this row out, or void the other report first.",
    "CountedTwice.reported": "Report it one way: void the other report first.",
}

PHRASES = {
    "HistoryDiffers.other-report": "a report says what stood before it",
    "HistoryDiffers.void-of-indicator": "a void names a definition or a target that stands",
    "InvalidAmount.numerator": "a numerator",
    "InvalidAmount.denominator": "a denominator",
    "InvalidAmount.given": "a given value",
    "InvalidAmount.target": "a target",
    "StillLeanedOn.indicator": "The definition of {code}",
    "StillLeanedOn.its-later-report-of-period": "a later one of the same period stands",
    "StillLeanedOn.its-target": "its target from {on} on stands",
    "StillLeanedOn.its-report": "a report of it stands, of contract {by}",
    "StillLeanedOn.named-by-report": "a report on the quality of contract {by} names it",
    "StillLeanedOn.named-by-target": "a target of {by} is for it",
    "StillLeanedOn.reported": "its quality is reported",
}
