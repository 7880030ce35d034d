"""Files that are read, and files that are written."""

from __future__ import annotations

_TEMPLATE = """\
# Movements to import. Lines that begin with # and stand above the header are left out, as this one is.
# movement: hire, transfer, reassign or leave. Name an operator or give a count.
# Dates are 2018-06-01 or 01/06/2018. FTE are from 0 to 1, like 0.5, or shares like 50%.
# A leaver's date is the first day on which they are not there; give last_day in its place if you like.
# Engagement: permanent, fixed-term, agency, seconded or other.
# An empty contract, fte or engagement stays as it is; - as the contract or the engagement means none.
# hire,OP-1042,,IT-CAG,,FW-SOHO,1,permanent,2018-06-01,,,
# hire,,25,IT-LEC,,FW-SOHO,,,2018-06-01,,,
# transfer,OP-0007,,RO-IAS,IT-CAG,,,,2018-06-04,,,
# transfer,,10,RO-IAS,IT-LEC,,,,2018-06-04,,,
# reassign,OP-1042,,,,,0.5,,2018-07-01,,,
# leave,OP-0007,,,,,,,,2018-08-31,resigned,
movement,operator,count,site,to_site,contract,fte,engagement,effective_on,last_day,reason,note
"""

SENTENCES = {
    "movement-template": _TEMPLATE,
    "file.sheet-passed-over": (
        "The file has no sheets, so the mapping's sheet {named} is passed over."
    ),
    "file.sheets-read.one": "Read the sheet {named}.",
    "file.sheets-read.several": "Read the sheets {named}.",
    "file.not-read": "Not read: {what}.",
    "file.read-as-well": "Read as well: {what}.",
    "file.merged": "{ranges}: each of their rows has the range's value.",
    "file.far-ahead.one": "1 row takes effect more than a year ahead. Check the year.",
    "file.far-ahead.several": (
        "{number:,} rows take effect more than a year ahead. Check the year."
    ),
    "file.sheets.one": "the sheet {named}",
    "file.sheets.several": "the sheets {named}",
    "file.sheets-hidden.one": "the hidden sheet {named}",
    "file.sheets-hidden.several": "the hidden sheets {named}",
    "file.columns.one": "the column {named}",
    "file.columns.several": "the columns {named}",
    "file.leavers": "the contract, hours or engagement of {leavers}",
    "file.and-more": "{named} and {more} more",
    "file.group": "({rows}, {lines}): {message}",
    "file.lines": "{first} to {last}",
    "file.of-sheet": "Sheet {sheet}: {message}",
    "file.group.column": "{column} ({rows}, {lines}): {message}",
    "file.group.value": '{column} "{value}" ({rows}, {lines}): {message}',
    "file.heads": "Heads on {on}: {sites}.",
    "file.heads.site": "{site} {before:,} → {after:,}",
    "file.heads-by": "Heads by {column} on {on}: {groups}.",
    "file.fte": "FTE on {on}: {sites}.",
    "file.fte.site": "{site} {before:,f} → {after:,f}",
    "recorded.no-figure": "No headcount and no plan would change.",
    "recorded.empty-file": "The file has no movements. Nothing was recorded.",
    "exported.notes.one": "Wrote {number:,} note to {to}.",
    "exported.notes.several": "Wrote {number:,} notes to {to}.",
    "exported.events.one": "Wrote {number:,} event as {form} to {to}.",
    "exported.events.several": "Wrote {number:,} events as {form} to {to}.",
    "exported.movements.one": "Wrote {number:,} movement as {form} to {to}.",
    "exported.movements.several": "Wrote {number:,} movements as {form} to {to}.",
    "exported.rows.one": "Wrote {number:,} row as {form} to {to}.",
    "exported.rows.several": "Wrote {number:,} rows as {form} to {to}.",
    "recorded.empty-file.reports": "The file has no reports. Nothing was recorded.",
}

MESSAGES = {
    "BadMapping": "The mapping {mapping:quoted-100} cannot be used: {why:phrase}",
    "BadRows": "The file has {count:problem}. Nothing of it was recorded.",
    "BadRows.many": "The file has 100 or more problems. Nothing of it was recorded.",
    "BadValue": "{column} of {where}: {why:phrase}",
    "EventsRefused": "The events do not make a ledger: {problem:clause}. Nothing was recorded.",
    "EventsRefused.kind": "The events do not make a ledger: {kind}: {problem:finding}. Nothing was recorded.",
    "EventsRefused.position": (
        "The events do not make a ledger: line {position} ({stream}): {kind}: "
        "{problem:finding}. Nothing was recorded."
    ),
    "FileExists": "{path:bare} exists and is not overwritten. It is {what:phrase}.",
    "FileTooLarge": "The file has more than {most:mib} MiB, which is the most that is read.",
    "InvalidMovement": (
        "Write hire, transfer, reassign or leave, or say in a mapping what it means."
    ),
    "OtherReason": "The movement says {said} already. Give one of the two, or both alike.",
    "NotAFileName": "{path:quoted-200} {why:phrase}.",
    "NotHiredBefore": "{operator} was never hired, so there is nothing to move.",
    "NothingToDraft": "No mapping can be drafted: {why:phrase}",
    "ParquetMissing": "Parquet needs the library pyarrow, which is not installed beside rientro.",
    "TextsRefused": (
        "The file of notes cannot be used: line {line} {why:phrase}. Nothing was created."
    ),
    "TooLongForXlsx": "An XLSX sheet holds {most:,} rows at most, and there are more.",
}
"""What is so."""

ADVICE = {
    "EventsRefused": "Get the file again from where it was exported.",
    "FileExists": "Name another file.",
    "FileExists.may_replace": "Name another file, or give --replace to put the new one in its place.",
    "FileTooLarge": "Save the sheet alone, without pictures, or split it into several files.",
    "NotAFileName": "Name another file with --to.",
    "NotHiredBefore": (
        "The rows of one day are read in the order of the file: if the newest row stands first, "
        "turn the order round. Otherwise check the code, or record the hire first: {rientro:hire "
        "{operator} --at SITE --on DATE}"
    ),
    "ParquetMissing": (
        "Install it in the same environment (pipx inject rientro pyarrow, or pip install "
        "pyarrow), or export as csv."
    ),
    "TooLongForXlsx": "Export as csv, jsonl or parquet.",
}
"""What to do about it, where somebody types commands."""

PHRASES = {
    "EventsRefused.no-events": "the file has no events",
    "EventsRefused.no-opening": "line 1 is not the opening of a ledger",
    "EventsRefused.number-too-large": "a number in it is larger than a ledger can hold",
    "NotAFileName.file-for-proofs": "is a file, and no folder for proofs",
    "NotAFileName.folder": "is a folder",
    "NotAFileName.no-file": "is no file, and nothing can be written to it",
    "NotAFileName.no-file-beside": "is no file, and another file goes beside it",
    "NotAFileName.no-name": "is not the name of a file",
    "NotAFileName.no-such-folder": "is in a folder that does not exist",
    "NotAFileName.pipe-unread": "is a pipe that nobody reads",
    "NotAFileName.the-ledger": "is the ledger itself, which is never written over",
    "TextsRefused.position-taken": "is of a position that another has, or none can have",
}
"""Parts of sentences that facts name."""
