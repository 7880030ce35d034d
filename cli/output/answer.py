"""Answers on stdout: one table, one JSON object, or one CSV file."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.output.table import Column, print_table

if TYPE_CHECKING:
    from projections.view import View

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found: rows, and how they look as a table."""

    schema: str
    ledger: str
    position: int
    rows: Sequence[Row]
    columns: Sequence[Column] = ()
    on: date | None = None
    known_at: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    """What the JSON object says besides."""
    total: Row | None = None
    """The figures of all rows together, where there is such a thing."""
    blank: Row | None = None
    """A row of nothing: its columns stand in CSV without rows, where the table has not all of them."""
    nothing: str = "Nothing is recorded that answers this."

    @classmethod
    def of(cls, view: View, schema: str, rows: Sequence[Row], **parts: Any) -> Answer:
        """An answer from a reading of the ledger."""
        return cls(schema, view.name, view.position, rows, known_at=view.known_at, **parts)


def show(answer: Answer, format_: str) -> None:
    """Write the answer to stdout."""
    if format_ == "json":
        write_json(_document(answer))
    elif format_ == "csv":
        _write_csv(answer)
    elif answer.rows:
        print_table(answer.columns, answer.rows, answer.total)
    elif not click.get_current_context().find_root().params["quiet"]:
        click.echo(answer.nothing, err=True)


def write_json(document: Mapping[str, Any]) -> None:
    """One JSON object on stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=plain)
    sys.stdout.write("\n")


def plain(value: Any) -> Any:
    """A value as it is written: FTE as text without trailing zeros, dates as ISO 8601."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    from domain import values

    return values.plain(value)


def _document(answer: Answer) -> dict[str, Any]:
    return {
        "schema": f"rientro.{answer.schema}.v1",
        "ledger": answer.ledger,
        "position": answer.position,
        "on": answer.on,
        "known_at": answer.known_at,
        "rows": list(answer.rows),
        **answer.more,
        **({} if answer.total is None else {"total": answer.total}),
    }


def _write_csv(answer: Answer) -> None:
    flat = [dict(_flat(row)) for row in answer.rows]
    columns = list(dict.fromkeys(key for row in flat for key in row)) or _columns_of_none(answer)
    if columns:
        writer = csv.DictWriter(sys.stdout, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat)


def _columns_of_none(answer: Answer) -> list[str]:
    """The columns where there are no rows to tell them."""
    if answer.blank is not None:
        return [key for key, _ in _flat(answer.blank)]
    return [column.cell for column in answer.columns if isinstance(column.cell, str)]


def _listed(values: Sequence[Any]) -> str:
    """Several values in one cell: objects as a JSON array, others with blanks between them."""
    if any(isinstance(value, Mapping) for value in values):
        return json.dumps(values, ensure_ascii=False, default=plain)
    return " ".join(map(str, values))


def _flat(row: Row, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The row with nested objects spread out: `destination_opening`."""
    for key, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}_")
        elif isinstance(value, list | tuple):
            yield prefix + key, _listed(value)
        elif isinstance(value, bool):
            yield prefix + key, "true" if value else "false"
        elif isinstance(value, int | float | str) or value is None:
            yield prefix + key, value
        else:
            yield prefix + key, plain(value)
