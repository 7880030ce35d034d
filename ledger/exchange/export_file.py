"""A file of events as somebody was given it: an export, or a bundle with one in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from domain.refusal import InvalidValue, facts
from ledger.store.ledger_refusals import EventsRefused
from proofs.export_form import EVENTS, TEXTS, WrongForm, opened_export

if TYPE_CHECKING:
    from collections.abc import Iterator


@facts
class NotAnExport(InvalidValue):
    """The file is no export of events as it was written, so that no verdict is given."""

    path: str
    form: str


@contextmanager
def events_in(file: IO[bytes], path: str) -> Iterator[IO[bytes]]:
    """The lines of the events in an export or a bundle; refuses what has another form."""
    try:
        with opened_export(file, EVENTS) as lines:
            if lines is not None:
                yield lines
    except WrongForm as error:
        raise NotAnExport(path, error.form) from None


@contextmanager
def events_to_restore(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The same, where every line is read; what is wrong with a text is told by the line."""
    try:
        with opened_export(file, EVENTS, text_as_it_is=True) as lines:
            if lines is not None:
                yield lines
    except WrongForm as error:
        raise EventsRefused(error.form) from None


@contextmanager
def notes_in(file: IO[bytes]) -> Iterator[IO[bytes] | None]:
    """The lines of the notes in a bundle, if there are any."""
    try:
        with opened_export(file, TEXTS, text_as_it_is=True) as lines:
            yield lines
    except WrongForm as error:
        raise EventsRefused(error.form) from None
