"""Answers for programs, as one JSON object."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from answers.answer import Answer
from answers.shape import InWords, is_shape, parts
from faces.terminal import put
from faces.words.catalogue import ENGLISH, speaking


def show(answer: Answer[Any], *, quiet: bool) -> None:  # noqa: ARG001 (as every face)
    """Write the answer to stdout."""
    if sys.stdout.isatty():
        put(written(answer).removesuffix("\n"))
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(_pieces(answer))
        sys.stdout.write("\n")


def written(answer: Answer[Any]) -> str:
    """The whole answer as it is written where no terminal is."""
    return "".join(_pieces(answer)) + "\n"


def _pieces(answer: Answer[Any]) -> Iterator[str]:
    """The answer in pieces, the same in every language."""
    with speaking(ENGLISH):
        document = {"schema": f"rientro.{answer.schema}.v1", **as_mapping(answer, answer.names)}
    return json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(document)


def as_mapping(shape: Any, names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A row, or a whole answer, by its keys; `names` are those that the answer gives."""
    found: dict[str, Any] = {}
    for part in parts(type(shape)):
        value = getattr(shape, part.attribute)
        if part.is_spread:
            found |= as_mapping(value, names)
        elif part.named_by:
            found |= zip(names[part.named_by], value, strict=True)
        else:
            found[part.key] = plain(value, names)
    return found


def plain(value: Any, names: Mapping[str, Sequence[str]]) -> Any:
    """A value as JSON has it."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, InWords):
        from faces.words.said import in_words

        return in_words(value)
    if is_shape(type(value)):
        return as_mapping(value, names)
    if isinstance(value, Mapping):
        return {name: plain(each, names) for name, each in value.items()}
    if isinstance(value, Sequence):
        return [plain(each, names) for each in value]
    from domain import values

    return values.plain(value)
