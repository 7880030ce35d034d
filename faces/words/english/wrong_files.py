"""What is wrong with a file of rows, or with a mapping, and what would be right."""

from __future__ import annotations

from faces.words.english.care import FILES

MESSAGES = {
    "InvalidCell": "{what:phrase}",
    "WrongInFile": "{what:phrase}",
}

_AS_CSV = "“CSV UTF-8 (comma delimited)”"
_AS_XLSX = "“Excel Workbook (.xlsx)”"

_CELLS = {
    "merged": "This cell is merged with its neighbours. Undo that, and fill each of them.",
    "no-code": (
        "The cell holds {about}, and no code. Format the column as text, and write the code as it is."
    ),
    "no-number": "The cell holds {about}. Write the number as it is meant, without a format.",
    "no-whole-date": (
        "The cell holds {about}. Show the day, the month and the year, as in 30/09/2018."
    ),
    "not-shown": "The cell holds {about}. Write what is meant.",
    "no-count": "{about} is not a count from 1 to {number:,}.",
    "no-hours": "{about} is not a number of hours up to {other}, nor a share in %.",
    "hours-or-share": (
        "{about} may be hours or a share of full time. Write the share in %, or the hours in a file "
        "of their own."
    ),
    "no-movement": "Write hire, transfer, reassign or leave.",
    "no-engagement": "Write one of: {about}; or - where it is not said.",
    "no-reason": "Write one of: {about}.",
}
_ROWS = {
    "only-a-transfer": "Only a transfer goes to a site. Leave it empty.",
    "only-a-leaver": "Only a leaver has a reason. Leave it empty.",
    "only-a-leaver-s-day": "Only a leaver has a last day. Give effective_on.",
    "leaver-unchanged": "A leaver has nothing to change. Leave it empty.",
    "reassignment-of-a-count": "A reassignment names its operator.",
    "date-needed": "Give the date on which it takes effect.",
    "operator-or-count": "Name an operator or give a count: one of the two.",
    "site-needed": "Name the site where it happens.",
    "to-site-needed": "Name the site where the operator goes.",
    "day-after-too-late": "The day after it is beyond the year 2200. Check the year.",
    "day-after-differs": (
        "The day after the last day is {about}. Give one of the two, or both alike."
    ),
    "no-side": "An export writes 1 or 2. Leave it empty elsewhere.",
    "no-position": "An export writes a position. Leave it empty elsewhere.",
    "same-row": (
        "The same row stands in line {number}. Give --again if more of the same are meant."
    ),
    "same-in-batch": (
        "Batch {about} has just so many of them already. Give --again if more of the same are meant."
    ),
}
_TABLES = {
    "merged-cells": (
        "This cell is merged with others. Undo the merging, and write what holds in each of them."
    ),
    "column-twice": "This column is there twice. Keep one of them.",
    "column-missing": "A column {about} is missing.",
    "column-unknown": (
        "This column is not known. The columns are: {about}. Somebody else's file is read by a "
        "mapping, which --draft-map begins."
    ),
    "too-many-cells": "There are more cells than columns in the header.",
    "column-not-mapped": (
        'The mapping does not say what this column is. Name it in [columns], or as "" to leave it out.'
    ),
    "column-without-name": (
        "Column {about} has no name, and something in it. Name it, or empty it."
    ),
    "mapping-differs": (
        "The mapping gives {about} for what stands in {other}. Give one of the two."
    ),
    "nothing-like-a-header": (
        "no line looks like the header of such a list. Name the sheet with --sheet."
    ),
    "several-sheets-fit": (
        "{number} sheets could be meant: {about}. Choose one with --sheet NAME, or all of them with "
        "--sheet all."
    ),
    "hidden-sheet-fits": (
        "No sheet that is shown has a header that fits, but a hidden one does: {about}. Choose it "
        "with --sheet NAME, if it is meant."
    ),
    "several-sheets-called": "Several sheets are called {about}. The sheets are: {other}.",
    "no-sheet-called": "No sheet is called {about}. The sheets are: {other}.",
    "no-sheets": (
        "No sheet is called {about}. The sheets are: none, since the file is no workbook."
    ),
    "no-such-header": "No line has the cell {about}, which begins the header.",
    "no-mapped-columns": "No line has the columns that the mapping names.",
    "no-header": "The file has no header. Its columns are: {about}.",
}
_FORMS = {
    "unpacked-too-large": (
        "The workbook is too large when it is unpacked. Copy what is to be read to a new workbook, "
        "as values, or save it as CSV."
    ),
    "too-many-columns": (
        "The line has more than {number:,} columns with something in them. Keep the columns that are "
        "needed."
    ),
    "too-many-empty-cells": (
        "The lines up to here have more than {number:,} cells, nearly all of them empty. Delete the "
        "empty columns, or copy the others to a new sheet."
    ),
    "too-many-lines": "The file has more than {number:,} lines. Split it into several files.",
    "line-too-long": (
        "The line has more than {number:,} characters: too many columns, or none at all. Keep the "
        "columns that are needed."
    ),
    "cell-too-long": (
        "A cell has more than {number:,} characters. Check the quotation marks, or empty it."
    ),
    "not-utf-8": f"The line is not UTF-8 text. Save the file as {_AS_CSV}, or as XLSX.",
    "not-csv": "The line is not CSV: {about}. Check its quotation marks.",
    "locked": "The workbook is locked with a password. Save it without one.",
    "damaged-workbook": (
        "The file is not a readable XLSX workbook ({about}). Save it again, or as CSV."
    ),
    "too-many-merged-cells": "The sheet has too many merged cells. Undo the merging.",
    "too-long-to-be-a-cell": (
        "Something in the workbook is too long to be a cell. Copy what is to be read to a new "
        "workbook, as values, or save it as CSV."
    ),
    "old-or-locked-workbook": (
        "The file is an old Excel workbook (.xls), or one that is locked with a password. Open it, "
        f"take the password off, and save it as {_AS_XLSX}."
    ),
    "utf-16": (
        f"The file is text in UTF-16, which Excel calls Unicode text. Save it as {_AS_CSV}, or as "
        f"{_AS_XLSX}."
    ),
    "spreadsheetml": (
        f"The file is an XML spreadsheet of Excel 2003. Open it in Excel and save it as {_AS_XLSX}."
    ),
    "xml": (
        "The file is an XML file, whatever its name says. Open it in a spreadsheet program and save "
        f"it as {_AS_XLSX}."
    ),
    "html": (
        "The file is an HTML page, whatever its name says. Open it in a spreadsheet program and save "
        f"it as {_AS_XLSX}."
    ),
    "json": "The file is JSON, and no table. Export it as CSV or XLSX from where it came.",
    "sylk": f"The file is in the SYLK format. Open it in Excel and save it as {_AS_XLSX}.",
    "no-table": "The file is {about:phrase}, and no table. Save it as CSV in UTF-8, or as XLSX.",
    "no-text": "The file is not text. Save it as CSV in UTF-8, or as XLSX.",
    "xlsb": f"The file is a binary workbook (.xlsb). Save it as {_AS_XLSX}.",
    "ods": f"The file is an OpenDocument spreadsheet (.ods). Save it as {_AS_XLSX}, or as CSV.",
    "numbers": "The file is a table of Apple Numbers. Export it as XLSX, or as CSV.",
    "document": "The file is a document of a word processor. Copy its table to a workbook.",
    "strict": (
        "The workbook is saved as Strict Open XML, which is not read. Save it again as "
        f"{_AS_XLSX}, without the word Strict."
    ),
}
_MAPPINGS = {
    "mapping.part": "{about} is no part of one. Its parts are: {other}.",
    "mapping.too-long": "it has more than {number:,} bytes.",
    "mapping.not-utf-8": "it is not text in UTF-8. Save it so.",
    "mapping.not-toml": "it is not TOML ({about}). Put names in quotation marks.",
    "mapping.no-mapping": "it is not TOML that a mapping could be.",
    "mapping.sheet": 'sheet is a name, a pattern, a number from 1, or "all".',
    "mapping.text": "{about} is a text in quotation marks.",
    "mapping.table": "{about} is a table: write [{about}] and a line for each.",
    "mapping.column": "{about} is no column. The columns are: {other}.",
    "mapping.column-undecided": (
        'it is not decided what {about} means. Write one of {other}, or "" to leave the column out.'
    ),
    "mapping.column-text": "{about} in [columns] stands for a text in quotation marks.",
    "mapping.column-twice": "{about} is there twice in [columns].",
    "mapping.values": "[values.{about}] is a table with a line for each value.",
    "mapping.value-undecided": "it is not decided what {about} in [values.{other}] means.",
    "mapping.value-twice": "{about} in [values.{other}] is there twice.",
    "mapping.value-text": "{about} of {other} is not a text in quotation marks.",
    "mapping.number": "{about} is no part of [numbers], which has hours_full_time only.",
    "mapping.hours-undecided": (
        "it is not decided how many hours a week are full time: hours_full_time = 40."
    ),
    "mapping.hours": "hours_full_time is a number of hours above 1 and at most {number}.",
}

PHRASES = {
    **{f"InvalidCell.{what}": said for what, said in _CELLS.items()},
    **{
        f"WrongInFile.{what}": said
        for what, said in (
            _ROWS | _TABLES | _FORMS | _MAPPINGS | {each: each for each in FILES}
        ).items()
    },
}
"""What is wrong, and what would be right; what a file is that is no table."""
