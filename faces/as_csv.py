"""Answers for programs, as one CSV file: the rows alone."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from answers.answer import Answer
from answers.shape import columns
from faces.as_json import as_mapping
from faces.terminal import put


def show(answer: Answer[Any], *, quiet: bool) -> None:  # noqa: ARG001 (as every face)
    """Write the rows to stdout, nested keys joined: `fte_closing`."""
    names = answer.names
    rows = [dict(_flat(as_mapping(row, names))) for row in answer.rows]
    headings = list(dict.fromkeys(key for row in rows for key in row))
    if not rows:
        headings = [name for name, _ in columns(answer.row_type(), names)]
    written = StringIO() if sys.stdout.isatty() else sys.stdout
    writer = csv.DictWriter(written, fieldnames=headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    if isinstance(written, StringIO):
        put(written.getvalue())


def _flat(row: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{within}{key}_")
        else:
            yield within + key, _cell(value)


def _cell(value: Any) -> Any:
    """A value in one cell: of several, objects as a JSON array, others with blanks between them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, list):
        return value
    if any(isinstance(each, Mapping) for each in value):
        return json.dumps(value, ensure_ascii=False)
    return " ".join(map(str, value))
