"""Answers for people: each subject says of which blocks a page is made; here they are printed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import Any

from answers.answer import Answer
from faces.blocks import Block, Drawing, Facts, Lines, Nothing, Table
from faces.columns import print_facts, print_table
from faces.paging import paged
from faces.subject import subject_of
from faces.terminal import put_line, tell


def show(answer: Answer[Any], *, quiet: bool) -> None:
    """Print the answer to stdout; that there is nothing is told on stderr, unless quiet."""
    with paged():
        _print(answer, quiet=quiet)


def _print(answer: Answer[Any], *, quiet: bool) -> None:
    for block in blocks(answer):
        match block:
            case Table(columns, rows, total):
                print_table(columns, rows, total)
            case Facts(facts):
                print_facts(facts)
            case Lines(lines):
                for line in lines:
                    put_line(line)
            case Drawing(draw) if sys.stdout.isatty():
                for line in draw(shutil.get_terminal_size().columns):
                    sys.stdout.write(f"{line}\n")
            case Nothing(sentence) if not quiet:
                tell(sentence)


def blocks(answer: Answer[Any]) -> Iterable[Block]:
    """What a person is shown of the answer, as its subject says."""
    found: Iterable[Block] = subject_of(answer).PAGES[type(answer)](answer)
    return found
