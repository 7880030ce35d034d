"""How somebody else's spreadsheet is read: a small TOML file that a person writes beside it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from domain.refusal import InvalidValue, facts, quoted
from ledger.exchange.sheets.cells import key, tidy
from ledger.exchange.sheets.wrong import WrongInFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.exchange.sheets.layout import Layout

MOST_BYTES = 1024**2
ALL = "all"
UNDECIDED = "?"
_PARTS = ("sheet", "header", "stop", "columns", "values", "defaults", "numbers")
_MOST_HOURS = 168
_WILD = frozenset("*?[ ")


@facts
class BadMapping(InvalidValue):
    """A file that is no mapping, or says something that no file could be read by."""

    mapping: str
    why: object


@facts
class BadValue(InvalidValue):
    """A value of a mapping that cannot stand in the column that it fills."""

    column: str
    where: str
    why: InvalidValue


class _Wrong(Exception):
    """What is wrong with a mapping."""

    def __init__(self, what: str, about: str = "", other: str = "", number: int = 0) -> None:
        super().__init__(what)
        self.why: InvalidValue = WrongInFile(what, about, other, number)


class _WrongValue(_Wrong):
    """A value of a mapping that cannot stand in its column."""

    def __init__(self, why: BadValue) -> None:
        super().__init__("value")
        self.why = why


@dataclass(frozen=True)
class FileMapping:
    """A mapping: which sheet and lines, and what its columns and values mean."""

    name: str = ""
    sha256: str = ""
    sheet: str | int | None = None
    """A name, a pattern of names, a number, or `all`."""
    header: str | None = None
    stop: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our names, by the key of theirs; nothing for a column that is known and not read."""
    values: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    """By our column and the key of what stands there, what that means for which columns."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    hours_full_time: Decimal | None = None

    @property
    def is_given(self) -> bool:
        """Whether somebody gave one; else every file says what it is."""
        return bool(self.sha256)

    def stops_at(self, text: str) -> bool:
        """Whether a line that begins so, and all after it, are not read."""
        stop = self._stop_key
        if stop[0] not in _WILD and text[0].casefold()[0] != stop[0]:
            return False  # nearly every line
        return matches(text, stop)

    @cached_property
    def _stop_key(self) -> str:
        return key(self.stop or "")


NO_MAPPING = FileMapping()


def matches(text: str, pattern: str) -> bool:
    """Whether a name fits a pattern with `*` and `?`, in any case."""
    return fnmatchcase(key(text), key(pattern)) or key(text) == key(pattern)


def read_mapping(content: bytes, name: str, layout: Layout) -> FileMapping:
    """The mapping in a file for files of a kind; refuses a `BadMapping`."""
    try:
        return _mapping(content, name, layout)
    except _Wrong as wrong:
        raise BadMapping(name, wrong.why) from None


def _mapping(content: bytes, name: str, layout: Layout) -> FileMapping:
    said = _toml(content)
    for part in said:
        if part not in _PARTS:
            raise _Wrong("mapping.part", quoted(part), ", ".join(_PARTS))
    return FileMapping(
        name=tidy(name)[:200] or "mapping",
        sha256=sha256(content).hexdigest(),
        sheet=_sheet(said.get("sheet")),
        header=_text(said, "header"),
        stop=_text(said, "stop"),
        columns=_columns(_table(said, "columns"), layout),
        values={
            _ours(column, layout): _values(column, value, layout)
            for column, value in _table(said, "values").items()
        },
        defaults=_filled("defaults", _table(said, "defaults"), layout),
        hours_full_time=_hours(_table(said, "numbers")),
    )


def _toml(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise _Wrong("mapping.too-long", number=MOST_BYTES)
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _Wrong("mapping.not-utf-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _Wrong("mapping.not-toml", str(error)[:100]) from None
    except (ValueError, RecursionError):
        raise _Wrong("mapping.no-mapping") from None


def _sheet(said: Any) -> str | int | None:
    if said is None or (isinstance(said, str) and said.strip()):
        return said
    if isinstance(said, int) and not isinstance(said, bool) and said > 0:
        return said
    raise _Wrong("mapping.sheet")


def _text(said: dict[str, Any], part: str) -> str | None:
    text = said.get(part)
    if text is None or (isinstance(text, str) and key(text)):
        return text
    raise _Wrong("mapping.text", part)


def _table(said: dict[str, Any], part: str) -> dict[str, Any]:
    table = said.get(part, {})
    if not isinstance(table, dict):
        raise _Wrong("mapping.table", part)
    return table


def _ours(name: str, layout: Layout) -> str:
    if name not in layout.columns:
        raise _Wrong("mapping.column", quoted(name), ", ".join(layout.columns))
    return name


def _columns(said: dict[str, Any], layout: Layout) -> dict[str, str]:
    """Our names, those of the columns that an export adds among them, by the key of theirs."""
    columns: dict[str, str] = {}
    for theirs, ours in said.items():
        if ours == UNDECIDED:
            raise _Wrong("mapping.column-undecided", quoted(theirs), ", ".join(layout.columns))
        if not isinstance(ours, str):
            raise _Wrong("mapping.column-text", quoted(theirs))
        if key(theirs) in columns:
            raise _Wrong("mapping.column-twice", quoted(theirs))
        is_read = ours and ours not in layout.besides
        columns[key(theirs)] = _ours(ours, layout) if is_read else ours
    return columns


def _values(column: str, said: Any, layout: Layout) -> dict[str, dict[str, str]]:
    if not isinstance(said, dict):
        raise _Wrong("mapping.values", column)
    values: dict[str, dict[str, str]] = {}
    for theirs, ours in said.items():
        where = f"{quoted(theirs)} in [values.{column}]"
        if ours == UNDECIDED:
            raise _Wrong("mapping.value-undecided", quoted(theirs), column)
        filled = ours if isinstance(ours, dict) else {column: ours}
        if key(theirs) in values:
            raise _Wrong("mapping.value-twice", quoted(theirs), column)
        values[key(theirs)] = _filled(where, filled, layout)
    return values


def _filled(where: str, said: dict[str, Any], layout: Layout) -> dict[str, str]:
    """The columns that are filled, with values that can stand in them."""
    filled: dict[str, str] = {}
    for column, value in said.items():
        text = _plain(value)
        if text is None:
            raise _Wrong("mapping.value-text", column, where)
        try:
            if text:
                layout.readers[_ours(column, layout)](text)
        except InvalidValue as error:
            raise _WrongValue(BadValue(column, where, error)) from None
        filled[_ours(column, layout)] = text
    return filled


def _plain(value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return value.isoformat() if type(value) is date else None


def _hours(said: dict[str, Any]) -> Decimal | None:
    for name in said:
        if name != "hours_full_time":
            raise _Wrong("mapping.number", quoted(name))
    hours = said.get("hours_full_time")
    if hours is None:
        return None
    if hours == UNDECIDED:
        raise _Wrong("mapping.hours-undecided")
    if (
        isinstance(hours, bool)
        or not isinstance(hours, int | float)
        or not 1 < hours <= _MOST_HOURS
    ):
        raise _Wrong("mapping.hours", number=_MOST_HOURS)
    return Decimal(f"{hours:.15g}")
