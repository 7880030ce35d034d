"""A mapping drafted from a file: what is recognised is filled in, the rest is marked to be decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from domain.refusal import InvalidValue, Refusal, facts
from domain.words import NO_CONTRACT
from ledger.exchange.sheets.cells import key
from ledger.exchange.sheets.mapping import ALL, UNDECIDED, matches
from ledger.exchange.sheets.problems import safe
from ledger.exchange.sheets.reading import sheets_of
from ledger.exchange.sheets.table import HEADER_WITHIN, is_ruled
from ledger.exchange.sheets.words import LEAVING, MONTHS, NUMBERS, PERSONAL, TOTALS
from ledger.exchange.sheets.wrong import UnreadableFile
from ledger.exchange.suggestions import Suggestions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ledger.exchange.sheets.layout import Layout
    from ledger.exchange.sheets.lines import Line, Sheet
    from projections.view import View

_MOST_VALUES = 200
_MONTHS = frozenset({"month", "period"})
"""The columns of months, which people write in words."""
_OF_EXPORTS = frozenset({"side", "stands"})
"""The columns by which an export of movements or of reports is told."""
_PARTS_OF_YEARS = re.compile(
    r"(?:q(?P<quarter>[1-4])|(?P<nth>[1-4])[°ºª]?\s(?P<what>trimestre|semestre))\s(?P<year>[0-9]{4})"
).fullmatch
_MONTH_AND_YEAR = re.compile(r"(?P<month>[a-z]+)\.? (?P<year>[0-9]{4})").fullmatch


@facts
class NothingToDraft(Refusal):
    """A file in which no mapping could be found."""

    why: object


def draft(content: bytes, name: str, view: View, layout: Layout, sheet: str | None = None) -> str:
    """A mapping for a file of the kind, as TOML; whatever is not recognised stands there as `?`."""
    try:
        sheets = sheets_of(content)
        chosen, head, header = _chosen(sheets, layout, sheet)
        before = [line for line in chosen.heads(HEADER_WITHIN)[head] if line.number < header.number]
        above = frozenset(key(cell) for line in before for cell in line.cells)
        chosen.begin(head, header.number)
        lines = [line for line in list(chosen.lines())[1:] if not is_ruled(line.cells)]
    except UnreadableFile as error:
        raise NothingToDraft(error.wrong) from None
    drafted = _Draft(layout, above, header, lines, Suggestions(view))
    written = drafted.written(name, sheets, chosen)
    return "\n".join(written) + "\n"


def _chosen(sheets: Sequence[Sheet], layout: Layout, wanted: str | None) -> tuple[Sheet, int, Line]:
    """The sheet and the line on which most names are known."""
    best: tuple[int, int, Sheet, int, Line] | None = None
    for each in sheets:
        if each.name != wanted if wanted is not None else not each.is_shown:
            continue
        for head, lines in enumerate(each.heads(HEADER_WITHIN)):
            for line in lines:
                names = [key(cell) for cell in line.cells if cell]
                score = sum(_ours(name, layout) is not None for name in names)
                if score and (best is None or (score, len(names)) > best[:2]):
                    best = score, len(names), each, head, line
    if best is None:
        raise UnreadableFile("nothing-like-a-header")
    return best[2:]


def _ours(name: str, layout: Layout) -> str | None:
    """Our column of that name, nothing for one to leave out, none for one that is not known."""
    if name in PERSONAL or name in NUMBERS:
        return ""
    return layout.column(name) or layout.headings.get(name)


class _Draft:
    """What is recognised of one table."""

    def __init__(
        self,
        layout: Layout,
        above: Collection[str],
        header: Line,
        lines: Sequence[Line],
        known: Suggestions,
    ) -> None:
        """`above` is what stands in lines above the header."""
        self._layout, self._above, self._header, self._known = layout, above, header, known
        self._columns: list[str | None] = []
        """Our column of each of theirs; none where there is none, or an earlier one is it."""
        for cell in header.cells:
            ours = _ours(key(cell), layout) if cell else None
            self._columns.append(ours if ours and ours not in self._columns else None)
        stop = self._first_after_which_no_row_stands(lines)
        self._lines = [line for line in lines[:stop] if not self._is_total(line)]
        self._total = _ending(lines[:stop], lines[stop]) if stop < len(lines) else None

    def _first_after_which_no_row_stands(self, lines: Sequence[Line]) -> int:
        """Where a line of a total stands that ends the list; a list may have others within."""
        after = len(lines)
        for number in range(len(lines) - 1, -1, -1):
            if self._is_total(lines[number]):
                after = number
            elif self._has_date(lines[number]):
                break
        return after

    def _is_total(self, line: Line) -> bool:
        return _total(line) is not None and not self._has_date(line)

    def _has_date(self, line: Line) -> bool:
        return any(
            bool(cell)
            for cell, column in zip(line.cells, self._columns, strict=False)
            if column in self._layout.dates
        )

    def written(self, name: str, sheets: Sequence[Sheet], sheet: Sheet) -> Iterator[str]:
        """The lines of the mapping."""
        yield f"# A mapping for {safe(name)}, drafted. Look through all of it, and decide what stands as"
        yield f'# "{UNDECIDED}": one of our names, or "" to leave the column out.'
        yield f"# Our columns: {', '.join(self._layout.columns)}."
        yield ""
        if len(sheets) > 1:
            is_a_word = sheet.name.casefold() == ALL
            number = 1 + next(n for n, each in enumerate(sheets) if each is sheet)
            yield f"sheet = {number if is_a_word else _quoted(sheet.name)}"
        yield f"header = {_quoted(self._first_name())}"
        if self._total is not None:
            yield f"stop = {_quoted(self._total)}"
        yield ""
        yield "[columns]"
        yield from self._named()
        yield from self._values()
        yield from self._implied()
        yield from self._hours()

    def _first_name(self) -> str:
        """The first name that is recognised and stands in no line above."""
        named = zip(self._header.cells, self._columns, strict=True)
        recognised = [cell for cell, column in named if column is not None]
        theirs = [cell for cell in self._header.cells if cell]
        return next((each for each in recognised if key(each) not in self._above), theirs[0])

    def _named(self) -> Iterator[str]:
        """What each column is; one that is called like another stands there once."""
        named = set()
        for cell, column in zip(self._header.cells, self._columns, strict=True):
            if not cell or key(cell) in named:
                continue
            named.add(key(cell))
            if _ours(key(cell), self._layout) == "":
                is_personal = key(cell) not in NUMBERS
                said = "  # personal data: never stored, never printed" if is_personal else ""
                yield f'{_quoted(cell)} = ""{said}'
            else:
                yield f"{_quoted(cell)} = {_quoted(column or UNDECIDED)}"

    def _values(self) -> Iterator[str]:
        """What the values of columns mean that people write in their own way, and an export does not."""
        if not _OF_EXPORTS.isdisjoint(self._columns):
            return
        for index, column in enumerate(self._columns):
            if column is None or not self._is_translated(column):
                continue
            there: dict[str, str] = {}
            for line in self._lines:
                if index < len(line.cells) and line.cells[index]:
                    there.setdefault(key(line.cells[index]), str(line.cells[index]))
            decided = [
                (value, self._meant(column, value)) for value in list(there.values())[:_MOST_VALUES]
            ]
            if any(meant != _quoted(value) for value, meant in decided):
                yield ""
                yield f"[values.{column}]"
                for value, meant in decided:
                    if meant != _quoted(value):
                        yield f"{_quoted(value)} = {meant}"

    def _is_translated(self, column: str) -> bool:
        return column in self._layout.words or column in self._layout.known or column in _MONTHS

    def _meant(self, column: str, value: str) -> str:
        """Our value in TOML, which may be theirs; a kind of leaving is a movement and a reason."""
        reason = LEAVING.get(key(value)) if column == "movement" else None
        if reason is not None:
            return f'{{ movement = "leave", reason = {_quoted(reason)} }}'
        return _quoted(self._ours(column, value))

    def _ours(self, column: str, value: str) -> str:
        if value == NO_CONTRACT:
            return value
        if column in _MONTHS:
            return value if self._is_read(column, value) else _months_of(value) or UNDECIDED
        if column in self._layout.words:
            if value.lower() in self._layout.words[column]:
                return value
            return self._layout.values.get(column, {}).get(key(value), UNDECIDED)
        codes = self._known.exactly(column, value)
        if value in codes:
            return value
        return codes[0] if len(codes) == 1 else UNDECIDED

    def _is_read(self, column: str, value: str) -> bool:
        try:
            self._layout.readers[column](value)
        except InvalidValue:
            return False
        return True

    def _implied(self) -> Iterator[str]:
        """What the heading of a column that is read says of every row."""
        said: dict[str, str] = {}
        for cell, column in zip(self._header.cells, self._columns, strict=True):
            if column is not None:
                said |= self._layout.implied.get(key(cell), {})
        said = {ours: value for ours, value in said.items() if ours not in self._columns}
        if said:
            yield ""
            yield "[defaults]"
            yield from (f"{ours} = {_quoted(value)}" for ours, value in said.items())

    def _hours(self) -> Iterator[str]:
        """That hours a week have to be told from shares of full time."""
        if "fte" not in self._columns:
            return
        index = self._columns.index("fte")
        if any(_is_of_hours(line, index) for line in self._lines):
            yield ""
            yield "[numbers]"
            yield f'hours_full_time = "{UNDECIDED}"  # how many hours a week are full time, such as 40'


def _months_of(text: str) -> str | None:
    """Months that are written in words, as we write them."""
    said = key(text)
    if found := _MONTH_AND_YEAR(said):
        number = MONTHS.get(found["month"])
        return f"{found['year']}-{number:02d}" if number else None
    if found := _PARTS_OF_YEARS(said):
        if found["quarter"] or found["what"] == "trimestre":
            return f"{found['year']}-Q{found['quarter'] or found['nth']}"
        return f"{found['year']}-H{found['nth']}" if found["nth"] in "12" else None
    return None


def _is_of_hours(line: Line, index: int) -> bool:
    """Whether a cell has a number that is no share of full time."""
    text = line.cells[index].replace(",", ".") if index < len(line.cells) else ""
    return re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", text) is not None and float(text) > 1


def _total(line: Line) -> str | None:
    """What a line of a total begins with."""
    first = next(filter(None, line.cells), "")
    is_total = any(key(first) == word or key(first).startswith(f"{word} ") for word in TOTALS)
    return str(first) if is_total else None


def _ending(before: Sequence[Line], line: Line) -> str | None:
    """The pattern of a line of a total, of all of it if need be; none if lines before begin so, too."""
    total = _total(line) or ""
    begun = [next(filter(None, each.cells), "") for each in before]
    for pattern in (f"{total.split()[0]}*", total):
        if not any(matches(each, pattern) for each in begun):
            return pattern
    return None


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
