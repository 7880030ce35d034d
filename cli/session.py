"""What every command has at hand: the ledger, who records, the clock, and how to speak."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from ledger.database import Database
    from ledger.ledger import Ledger
    from ledger.readings import Readings
    from projections.view import View

DEFAULT_LEDGER = "rientro.db"
_PATIENCE_SECONDS = 1.0


@dataclass(slots=True)
class Session:
    """One run of rientro."""

    ledger_name: str
    ledger_named_here: bool
    """Whether the ledger was named on this command line, not by default or environment."""
    by: str | Callable[[], str]
    quiet: bool
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    """Makes the id of a new ledger: 32 random hexadecimal digits."""
    new_salt: Callable[[], bytes]
    """Makes what goes with a note into its hash: 16 random bytes."""
    _last_words: list[str] = field(default_factory=list)

    def database(self) -> Database:
        """The database that the ledger is in, or will be."""
        from ledger.store import database_at

        return database_at(self.ledger_name)

    def readings(self) -> Readings:
        """The ledger, to be asked."""
        from ledger.readings import Readings

        return Readings(self.database(), meter=self.meter("Catching up"), behind=self._behind)

    def ledger(self) -> Ledger:
        """The ledger, to be asked and added to."""
        from ledger.ledger import Ledger

        return Ledger(
            self.database(),
            by=self.recorded_by(),
            clock=self.clock,
            meter=self.meter("Catching up"),
            behind=self._behind,
            new_salt=self.new_salt,
        )

    def _behind(self, missing: int) -> None:
        self.say(
            f"The latest {missing:,} events are not in this answer: you may not add them to the "
            "figures. Any question of somebody who may record does."
            if missing != 1
            else "The latest event is not in this answer: you may not add it to the figures. "
            "Any question of somebody who may record does."
        )

    @contextmanager
    def asking(self, known_at: datetime | None = None) -> Iterator[View]:
        """A reading of the ledger to ask questions of, now or as known at an instant."""
        with self.readings().asking(known_at) as view:
            yield view

    def recorded_by(self) -> str:
        """Who records."""
        return self.by if isinstance(self.by, str) else self.by()

    def today(self) -> date:
        """The current date, in UTC as everything the ledger records."""
        return self.clock().date()

    def say(self, text: str) -> None:
        """Tell the person at the terminal, beside the data; what was done stays done."""
        if not self.quiet:
            with suppress(OSError):
                click.echo(text, err=True)

    def say_last(self, text: str) -> None:
        """Tell it once the command is done, and not where it is refused."""
        self._last_words.append(text)

    def end(self) -> None:
        """The command is done."""
        for text in self._last_words:
            self.say(text)

    def meter(self, what: str) -> Callable[[int, int], None]:
        """A progress bar on stderr, for work of more than a second, on a terminal only."""
        started = self.clock()
        shown = False

        def show(done: int, of: int) -> None:
            nonlocal shown
            if self.quiet or not sys.stderr.isatty():
                return
            waited = (self.clock() - started).total_seconds()
            if not shown and waited < _PATIENCE_SECONDS:
                return
            shown = True
            width = 30
            filled = width * done // max(of, 1)
            bar = "#" * filled + "-" * (width - filled)
            end = "\n" if done >= of else ""
            sys.stderr.write(f"\r{what} [{bar}] {done:,} of {of:,}{end}")
            sys.stderr.flush()

        return show


def pass_session(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the session to a command as its first argument."""
    return click.make_pass_decorator(Session)(function)
