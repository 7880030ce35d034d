"""Rows written as CSV, JSON lines, XLSX or Parquet, a few at a time.

Every writer takes the rows as they come and returns how many it has written.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from domain.refusal import InvalidValue, facts
from domain.values import plain
from domain.words import NO_CONTRACT
from ledger.exchange.exported_quality import QualitySide
from ledger.exchange.exported_sides import SideRow
from ledger.exchange.exported_volumes import VolumeSide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Rows = Iterator[SideRow] | Iterator[VolumeSide] | Iterator[QualitySide]

Kind = Literal["fte", "volume", "amount", "day", "position", "small", "instant"]
"""What a column may hold."""

_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]").match
"""As `sheets.cells.tidy` reads it: an apostrophe that stands before such a text is one more."""
_PAGE = 5_000
_XLSX_ROWS = 1_048_575


@facts
class TooLongForXlsx(InvalidValue):
    """More rows than a sheet can hold."""

    most: int = _XLSX_ROWS


class ParquetMissing(InvalidValue):
    """Parquet is asked for, and the library that writes it is not installed."""


@dataclass(frozen=True, slots=True)
class Form:
    """What kind of rows an export has."""

    name: str
    """What the sheet of a workbook is called."""
    columns: tuple[str, ...]
    kinds: Mapping[str, Kind]
    """What columns hold that are no texts, for formats that say so."""


SIDES = Form(
    "movements",
    SideRow._fields,
    {
        "fte": "fte",
        "effective_on": "day",
        "position": "position",
        "side": "small",
        "heads": "small",
        "fte_change": "fte",
        "recorded_at": "instant",
        "voided_by": "position",
    },
)
"""An export of movements."""
VOLUMES = Form(
    "volumes",
    VolumeSide._fields,
    {
        "volume": "volume",
        "position": "position",
        "stands": "small",
        "recorded_at": "instant",
        "replaced_by": "position",
    },
)
"""An export of volumes."""
QUALITY = Form(
    "quality",
    QualitySide._fields,
    {
        "numerator": "amount",
        "denominator": "amount",
        "given": "amount",
        "position": "position",
        "stands": "small",
        "recorded_at": "instant",
        "replaced_by": "position",
    },
)
"""An export of quality."""


def write_csv(rows: Rows, file: BinaryIO, form: Form) -> int:
    """CSV in UTF-8, with a header; nothing where there is no value.

    A text that a spreadsheet would take for a formula has an apostrophe before it, which is taken off
    again when it is read. The lone hyphen that means none is no formula.
    """
    return _write_csv(rows, file, form, _unharmful)


def write_raw_csv(rows: Rows, file: BinaryIO, form: Form) -> int:
    """The same with every text as it is, for programs."""
    return _write_csv(rows, file, form, plain)


def _unharmful(value: Any) -> Any:
    text = plain(value)
    if isinstance(value, str) and text != NO_CONTRACT and _LIKE_A_FORMULA(text):
        return f"'{text}"
    return text


def _write_csv(rows: Rows, file: BinaryIO, form: Form, written: Callable[[Any], Any]) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(form.columns)
        count = 0
        for row in rows:
            writer.writerow([written(value) for value in row])
            count += 1
    finally:
        text.detach()  # after it has written all; it would close the file, which is not its own
    return count


def write_jsonl(rows: Rows, file: BinaryIO, form: Form) -> int:
    """One JSON object a line; FTE are texts."""
    count = 0
    for row in rows:
        said = {name: plain(value) for name, value in zip(form.columns, row, strict=True)}
        file.write(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        count += 1
    return count


def write_xlsx(rows: Rows, file: BinaryIO, form: Form) -> int:
    """One sheet; dates and numbers are cells of their kind, all else is text."""
    from xlsxwriter import Workbook

    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as whole:
        options = {"constant_memory": True, "tmpdir": folder, "default_date_format": "yyyy-mm-dd"}
        workbook = Workbook(whole, options)
        workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 (a naive format)
        sheet = workbook.add_worksheet(form.name)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(form.columns):
            sheet.write_string(0, column, name)
        number = 0
        for number, row in enumerate(rows, 1):
            if number > _XLSX_ROWS:
                raise TooLongForXlsx
            for column, value in enumerate(row):
                if isinstance(value, date) and not isinstance(value, datetime):
                    sheet.write_datetime(number, column, value)
                elif isinstance(value, int | Decimal):
                    sheet.write_number(number, column, value)
                elif value is not None:
                    sheet.write_string(number, column, str(plain(value)))
        workbook.close()
        whole.seek(0)
        while piece := whole.read(1 << 20):
            file.write(piece)
    return number


def write_parquet(rows: Rows, file: BinaryIO, form: Form) -> int:
    """Parquet; FTE are decimals, dates and instants are of their kinds."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ParquetMissing from None
    kinds = {
        "fte": pa.decimal128(5, 4),
        "volume": pa.decimal128(15, 4),
        "amount": pa.decimal128(16, 4),
        "day": pa.date32(),
        "position": pa.int64(),
        "small": pa.int8(),
        "instant": pa.timestamp("us", tz="UTC"),
        None: pa.string(),
    }
    schema = pa.schema([(name, kinds[form.kinds.get(name)]) for name in form.columns])
    count = 0
    with pq.ParquetWriter(file, schema) as writer:
        while page := list(islice(rows, _PAGE)):
            columns = dict(zip(form.columns, zip(*page, strict=True), strict=True))
            writer.write_batch(pa.RecordBatch.from_pydict(columns, schema))
            count += len(page)
    return count
