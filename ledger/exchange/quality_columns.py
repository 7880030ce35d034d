"""The columns of a file of quality, and what reads a cell of each.

A row is one report. `site` is empty for a whole contract; `period` is `2018-06`, `06/2018`, `2018-Q2`,
`2018-H1`, `2018`, or a date, the first day of a month. Either the numerator and the denominator stand
in a row, or a `given` value. A `reason` is needed where a period is reported with other figures. The
columns that an export adds may be there too.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any

from domain import values
from domain.commitments.commitment_refusals import InvalidMonth, InvalidPeriod
from domain.commitments.shares import Period
from domain.commitments.shares import period as parse_period
from domain.quality import amounts
from domain.quality.quality_refusals import InvalidAmount
from ledger.exchange.sheets.kinds import ColumnKind
from ledger.exchange.sheets.layout import Layout
from ledger.exchange.volume_columns import month_in_file

COLUMNS = (
    "contract",
    "site",
    "indicator",
    "period",
    "numerator",
    "denominator",
    "given",
    "reason",
)
EXPORTED_COLUMNS = (
    "source",
    "position",
    "stands",
    "recorded_at",
    "recorded_by",
    "batch",
    "replaced_by",
)
"""The columns that an export of quality has besides."""
KINDS: dict[str, ColumnKind] = {
    "contract": "code",
    "site": "code",
    "indicator": "code",
    "period": "month",
    "numerator": "number",
    "denominator": "number",
    "given": "number",
}
"""What the columns hold that are no words."""
_NAMES = {
    "commessa": "contract",
    "sede": "site",
    "indicatore": "indicator",
    "periodo": "period",
    "numeratore": "numerator",
    "denominatore": "denominator",
    "valore": "given",
    "motivo": "reason",
    "fonte": "source",
}
_HEADINGS = {
    "contratto": "contract",
    "codice commessa": "contract",
    "account": "contract",
    "client contract": "contract",
    "sede di lavoro": "site",
    "sede operativa": "site",
    "sito": "site",
    "location": "site",
    "kpi": "indicator",
    "metrica": "indicator",
    "metric": "indicator",
    "mese": "period",
    "mese di riferimento": "period",
    "month": "period",
    "periodo di riferimento": "period",
    "valore dichiarato": "given",
    "value": "given",
    "motivazione": "reason",
    "motivo rettifica": "reason",
    "origine": "source",
}
_MOST_REMEMBERED = 4_096


@lru_cache(_MOST_REMEMBERED)
def period_in_file(text: str) -> Period:
    """A period of whole months, or the date of a month's first day."""
    with suppress(InvalidMonth):
        return Period(month_in_file(text))
    try:
        return parse_period(text)
    except InvalidPeriod:
        raise InvalidPeriod(text) from None


def _given(text: str) -> str:
    """A value, with its sign of percent where it has one."""
    share = text.removesuffix("%")
    try:
        value = amounts.given(share.rstrip() if share != text else text)
    except InvalidAmount:
        raise InvalidAmount(text, "given") from None
    return f"{value}%" if share != text else value


READERS: dict[str, Callable[[str], Any]] = {
    "contract": lru_cache(_MOST_REMEMBERED)(values.code),
    "site": lru_cache(_MOST_REMEMBERED)(values.code),
    "indicator": lru_cache(_MOST_REMEMBERED)(values.code),
    "period": period_in_file,
    "numerator": amounts.numerator,
    "denominator": amounts.denominator,
    "given": _given,
    "reason": lambda text: values.line(text, "reason"),
    "source": lambda text: values.line(text, "source"),
}
"""What reads the text of a cell, by its column; nothing is read of an empty one."""
OF_AN_EXPORT = READERS | {"numerator": amounts.given, "denominator": amounts.given}
"""The same for what an export wrote, where a point is a decimal one."""

LAYOUT = Layout(
    columns=COLUMNS,
    besides=EXPORTED_COLUMNS,
    needed=(("contract",), ("indicator",), ("period",), ("numerator", "given")),
    dates=("period",),
    alone=frozenset({"numerator", "denominator", "given"}),
    names=_NAMES,
    values={},
    readers=READERS,
    headings=_HEADINGS,
    words={},
    known=frozenset({"contract", "site", "indicator"}),
    implied={},
)
"""What a file of quality holds."""
