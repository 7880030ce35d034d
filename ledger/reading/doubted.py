"""What to say where an answer breaks off over figures that are not what the events give."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ledger.store.codec import Malformed
from ledger.store.errors import NOT_AS_GIVEN, DamagedFigures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.store.database import Database

_BREAKS = (ValueError, TypeError, LookupError, ArithmeticError)
"""What a date that is none, a text in the place of a number or a site that is not there lead to."""


@contextmanager
def doubted(database: Database) -> Iterator[None]:
    """Where something breaks in here, the figures are compared with the events, and told if they differ.

    That takes as long as a replay does, and is done only where there would be no answer at all.
    """
    try:
        yield
    except Malformed:
        raise
    except _BREAKS as error:
        from ledger.audit.comparison import compare

        if compare(database).count:
            raise DamagedFigures(database.where, NOT_AS_GIVEN) from error
        raise
