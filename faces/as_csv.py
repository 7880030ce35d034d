"""Answers for programs, as one CSV file: the rows alone."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, TextIO

from answers.answer import Answer
from answers.shape import columns
from faces.as_json import as_mapping
from faces.terminal import put
from faces.words.catalogue import ENGLISH, speaking


def show(answer: Answer[Any], *, quiet: bool) -> None:  # noqa: ARG001 (as every face)
    """Write the rows to stdout."""
    if sys.stdout.isatty():
        put(written(answer))
    else:
        _write(answer, sys.stdout)


def written(answer: Answer[Any]) -> str:
    """The rows as they are written where no terminal is."""
    file = StringIO()
    _write(answer, file)
    return file.getvalue()


def _write(answer: Answer[Any], file: TextIO) -> None:
    """Write the rows, nested keys joined: `fte_closing`; the same in every language."""
    names = answer.names
    headings = {name: None for name, _ in columns(answer.row_type(), names)}
    writer = csv.DictWriter(file, fieldnames=list(headings), lineterminator="\n")
    writer.writeheader()
    with speaking(ENGLISH):
        for row in answer.rows:
            writer.writerow(dict(_flat(as_mapping(row, names), headings)))


def _flat(
    row: Mapping[str, Any], headings: Mapping[str, None], within: str = ""
) -> Iterator[tuple[str, Any]]:
    """The cells of a row. Where an object could be and none is, its columns stay empty."""
    for key, value in row.items():
        name = within + key
        if isinstance(value, Mapping) and any(f"{name}_{under}" in headings for under in value):
            yield from _flat(value, headings, f"{name}_")
        elif name in headings:
            yield name, _cell(value)


def _cell(value: Any) -> Any:
    """A value in one cell: of several, objects as a JSON array, others with blanks between them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list):
        return value
    if any(isinstance(each, Mapping) for each in value):
        return json.dumps(value, ensure_ascii=False)
    return " ".join(map(str, value))
