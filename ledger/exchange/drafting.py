"""A mapping drafted from a file: what is recognised is filled in, the rest is marked to be decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from domain.refusal import Refusal, facts
from domain.words import ENGAGEMENTS, LEAVING_REASONS
from ledger.exchange.movement_columns import LAYOUT, MOVEMENTS
from ledger.exchange.sheets.cells import key
from ledger.exchange.sheets.mapping import UNDECIDED
from ledger.exchange.sheets.problems import safe
from ledger.exchange.sheets.reading import sheets_of
from ledger.exchange.sheets.table import HEADER_WITHIN
from ledger.exchange.sheets.words import HEADINGS, NAMES, NUMBERS, PERSONAL, TOTALS, VALUES
from ledger.exchange.sheets.wrong import UnreadableFile
from ledger.exchange.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ledger.exchange.sheets.lines import Line, Sheet
    from projections.view import View

_MOST_VALUES = 200
_WORDS: dict[str, tuple[str, ...]] = {
    "movement": MOVEMENTS,
    "reason": LEAVING_REASONS,
    "engagement": ENGAGEMENTS,
}
_PLACES = ("site", "to_site", "contract")


@facts
class NothingToDraft(Refusal):
    """A file in which no mapping could be found."""

    why: object


def draft(content: bytes, name: str, view: View, sheet: str | None = None) -> str:
    """A mapping for the file, as TOML; whatever is not recognised stands there as `?`."""
    try:
        sheets = sheets_of(content)
        chosen, head, header = _chosen(sheets, sheet)
        chosen.begin(head, header.number)
        lines = list(chosen.lines())[1:]
    except UnreadableFile as error:
        raise NothingToDraft(error.wrong) from None
    return "\n".join(_written(name, sheets, chosen, header, lines, Suggestions(view))) + "\n"


def _chosen(sheets: Sequence[Sheet], wanted: str | None) -> tuple[Sheet, int, Line]:
    """The sheet and the line on which most names are known."""
    best: tuple[int, int, Sheet, int, Line] | None = None
    for each in sheets:
        if each.name != wanted if wanted is not None else not each.is_shown:
            continue
        for head, lines in enumerate(each.heads(HEADER_WITHIN)):
            for line in lines:
                names = [key(cell) for cell in line.cells if cell]
                score = sum(_ours(name) is not None for name in names)
                if score and (best is None or (score, len(names)) > best[:2]):
                    best = score, len(names), each, head, line
    if best is None:
        raise UnreadableFile("nothing-like-a-header")
    return best[2:]


def _ours(name: str) -> str | None:
    """Our column of that name, nothing for one to leave out, none for one that is not known."""
    if name in PERSONAL or name in NUMBERS:
        return ""
    return LAYOUT.column(name) or HEADINGS.get(name) or NAMES.get(name)


def _written(
    name: str,
    sheets: Sequence[Sheet],
    sheet: Sheet,
    header: Line,
    lines: Sequence[Line],
    known: Suggestions,
) -> Iterable[str]:
    yield f"# A mapping for {safe(name)}, drafted. Look through all of it, and decide what stands as"
    yield f'# "{UNDECIDED}": one of our names, or "" to leave the column out.'
    yield f"# Our columns: {', '.join(LAYOUT.columns)}."
    yield ""
    if len(sheets) > 1:
        yield f"sheet = {_quoted(sheet.name)}"
    first = next(cell for cell in header.cells if cell)
    yield f"header = {_quoted(first)}"
    total = next((word for word in (_total(line) for line in lines) if word), None)
    if total is not None:
        yield f"stop = {_quoted(total)}"
    yield ""
    yield "[columns]"
    columns: list[str | None] = []
    for cell in header.cells:
        ours = _ours(key(cell)) if cell else None
        is_new = bool(cell) and ours != "" and ours not in columns
        columns.append(ours if is_new and ours else None)
        if not cell:
            continue
        if ours == "":
            said = "" if key(cell) in NUMBERS else "  # personal data: never stored, never printed"
            yield f'{_quoted(cell)} = ""{said}'
        elif columns[-1] is not None:
            yield f"{_quoted(cell)} = {_quoted(columns[-1])}"
        else:
            yield f'{_quoted(cell)} = "{UNDECIDED}"'
    stop_at = next((n for n, line in enumerate(lines) if _total(line)), len(lines))
    yield from _values(columns, lines[:stop_at], known)
    if "fte" in columns and any(
        _is_of_hours(line, columns.index("fte")) for line in lines[:stop_at]
    ):
        yield ""
        yield "[numbers]"
        yield f'hours_full_time = "{UNDECIDED}"  # how many hours a week are full time, such as 40'


def _values(
    columns: Sequence[str | None], lines: Sequence[Line], known: Suggestions
) -> Iterable[str]:
    for index, column in enumerate(columns):
        if column not in _WORDS and column not in _PLACES:
            continue
        there = dict.fromkeys(
            str(line.cells[index])
            for line in lines
            if index < len(line.cells) and line.cells[index]
        )
        decided = [(value, _meant(column, value, known)) for value in list(there)[:_MOST_VALUES]]
        if any(meant != value for value, meant in decided):
            yield ""
            yield f"[values.{column}]"
            for value, meant in decided:
                if meant != value:
                    yield f"{_quoted(value)} = {_quoted(meant)}"


def _meant(column: str, value: str, known: Suggestions) -> str:
    if column in _WORDS:
        words = _WORDS[column]
        return value if value.lower() in words else VALUES[column].get(key(value), UNDECIDED)
    codes = known.exactly(column, value)
    if value in codes:
        return value
    return codes[0] if len(codes) == 1 else UNDECIDED


def _is_of_hours(line: Line, index: int) -> bool:
    """Whether a cell has a number that is no share of full time."""
    text = line.cells[index].replace(",", ".") if index < len(line.cells) else ""
    return re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", text) is not None and float(text) > 1


def _total(line: Line) -> str | None:
    """What a line of a total begins with, as a pattern."""
    first = next(filter(None, line.cells), "")
    is_total = any(key(first) == word or key(first).startswith(f"{word} ") for word in TOTALS)
    return f"{first.split()[0]}*" if is_total else None


def _quoted(text: str) -> str:
    """The text as a string of TOML."""
    spelt = "".join(
        f"\\{each}"
        if each in '"\\'
        else each
        if each.isprintable()
        else f"\\u{ord(each):04X}"
        if ord(each) < 0x10000
        else f"\\U{ord(each):08X}"
        for each in text
    )
    return f'"{spelt}"'
