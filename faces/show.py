"""The one place where the format of an answer is chosen."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Protocol, cast

from answers.answer import Answer
from faces.formats import FORMATS
from faces.subject import subject_of
from faces.terminal import tell


class _Face(Protocol):
    def show(self, answer: Answer[Any], *, quiet: bool) -> None:
        """Write the answer to stdout."""


class AnswerLost(Exception):
    """An answer could not be written; what is told beside it, above all what was recorded, is."""

    def __init__(self, told_beside: str, error: OSError) -> None:
        super().__init__(told_beside)
        self.told_beside = told_beside
        self.error = error


def show(answer: Answer[Any], format_: str, *, quiet: bool = False) -> None:
    """Write the answer to stdout, and what has to be told beside it to stderr."""
    face = cast("_Face", import_module(FORMATS[format_]))
    said = remarks(answer)
    try:
        face.show(answer, quiet=quiet)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if said:
            raise AnswerLost(" ".join(said), error) from error
        raise
    for remark in said:
        if not quiet:
            tell(remark)


def remarks(answer: Answer[Any]) -> list[str]:
    """What is told beside an answer, whatever its format."""
    told = getattr(subject_of(answer), "REMARKS", {}).get(type(answer))
    found: list[str] = told(answer) if told else []
    return found
