"""The columns of a file of volumes, and what reads a cell of each.

The rows of one contract and month are one report, whole. `month` is `2018-03`, `03/2018`, or a date,
its first day; `place` is a country or a site. A `unit` is needed for a contract's first report only,
and a `reason` where a month is reported with other figures. The columns that an export adds may be
there too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from domain import values
from domain.commitments.amounts import volume
from domain.commitments.commitment_refusals import InvalidMonth
from domain.commitments.shares import Month
from domain.commitments.shares import month as parse_month
from domain.refusal import InvalidValue, facts
from domain.words import UNITS, Unit
from ledger.exchange.sheets.cells import key
from ledger.exchange.sheets.kinds import ColumnKind
from ledger.exchange.sheets.layout import Layout

COLUMNS = ("contract", "month", "place", "volume", "unit", "reason")
EXPORTED_COLUMNS = (
    "source",
    "position",
    "stands",
    "recorded_at",
    "recorded_by",
    "batch",
    "replaced_by",
)
"""The columns that an export of volumes has besides."""
KINDS: dict[str, ColumnKind] = {
    "contract": "code",
    "month": "month",
    "place": "code",
    "volume": "number",
}
"""What the columns hold that are no words."""
_NAMES = {
    "commessa": "contract",
    "mese": "month",
    "luogo": "place",
    "volumi": "volume",
    "unità": "unit",
    "motivo": "reason",
    "fonte": "source",
}
_UNITS = {"contatti": "contacts", "minuti": "minutes", "ore": "hours", "pratiche": "cases"}
_HEADINGS = {
    "contratto": "contract",
    "codice commessa": "contract",
    "account": "contract",
    "client contract": "contract",
    "mese di riferimento": "month",
    "mese competenza": "month",
    "mese di competenza": "month",
    "competenza": "month",
    "periodo": "month",
    "period": "month",
    "sede": "place",
    "sede di lavoro": "place",
    "sede operativa": "place",
    "sito": "place",
    "site": "place",
    "location": "place",
    "paese": "place",
    "nazione": "place",
    "country": "place",
    "quantità": "volume",
    "quantity": "volume",
    "numero contatti": "volume",
    "n contatti": "volume",
    "chiamate": "volume",
    "chiamate gestite": "volume",
    "calls": "volume",
    "calls handled": "volume",
    **dict.fromkeys((*_UNITS, *UNITS), "volume"),
    "um": "unit",
    "unità di misura": "unit",
    "unit of measure": "unit",
    "motivazione": "reason",
    "motivo rettifica": "reason",
    "origine": "source",
}
_IMPLIED = {
    heading: {"unit": unit}
    for heading, unit in (*_UNITS.items(), *((each, each) for each in UNITS))
}
"""A column that is called like a unit holds volumes in it."""
_MOST_REMEMBERED = 4_096
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})").fullmatch
_FIRST_DAY = re.compile(r"([0-9]{4}-[0-9]{2})-01(?:[T ]00:00(?::00)?)?").fullmatch
_DAY_FIRST = re.compile(r"0?1([/.-])([0-9]{1,2})\1([0-9]{4})").fullmatch


@facts
class InvalidUnit(InvalidValue):
    """A text that is no unit in which volumes are measured."""

    text: str
    units: tuple[str, ...]


@lru_cache(_MOST_REMEMBERED)
def month_in_file(text: str) -> Month:
    """A month written `2018-03` or `03/2018`, or the date of its first day, the day first."""
    first, day_first = _MONTH_FIRST(text), _DAY_FIRST(text)
    written = f"{first[2]}-{first[1]:0>2}" if first else text
    written = f"{day_first[3]}-{day_first[2]:0>2}" if day_first else written
    day = _FIRST_DAY(text)
    try:
        return parse_month(day[1] if day else written)
    except InvalidMonth:
        raise InvalidMonth(text) from None


@lru_cache(_MOST_REMEMBERED)
def _unit(text: str) -> Unit:
    said = _UNITS.get(key(text), text.lower())
    if said not in UNITS:
        raise InvalidUnit(text, UNITS)
    return said


def _volume(text: str) -> str:
    volume(text)
    return text


READERS: dict[str, Callable[[str], Any]] = {
    "contract": lru_cache(_MOST_REMEMBERED)(values.code),
    "month": month_in_file,
    "place": lru_cache(_MOST_REMEMBERED)(values.place_name),
    "volume": _volume,
    "unit": _unit,
    "reason": lambda text: values.line(text, "reason"),
    "source": lambda text: values.line(text, "source"),
}
"""What reads the text of a cell, by its column; nothing is read of an empty one."""

LAYOUT = Layout(
    columns=COLUMNS,
    besides=EXPORTED_COLUMNS,
    needed=(("contract",), ("month",), ("place",), ("volume",)),
    dates=("month",),
    alone=frozenset({"volume"}),
    names=_NAMES,
    values={"unit": _UNITS},
    readers=READERS,
    headings=_HEADINGS,
    words={"unit": UNITS},
    known=frozenset({"contract", "place"}),
    implied=_IMPLIED,
)
"""What a file of volumes holds."""
