"""What every command has at hand: the ledger, who records, the clock, and how to speak."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from click._termui_impl import ProgressBar

    from answers.answer import Answer
    from domain.command import Command
    from ledger.ledger import Ledger
    from ledger.reading.readings import Readings
    from ledger.recording.imports import Imports
    from ledger.recording.outcome import Outcome
    from ledger.recording.recorder import Recorder
    from ledger.store.database import Database
    from projections.view import View
    from proofs.note import SigningKey

DEFAULT_LEDGER = "rientro.db"
_PATIENCE_SECONDS = 1.0
T = TypeVar("T")
R = TypeVar("R", bound="Recorder")


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
    anew: bool = False
    """Whether the figures in use are not believed, and every answer is folded of all events."""
    asks_once: bool = False
    """Whether a question that breaks off is not asked again: what it found is on its way already."""
    _last_words: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _bars: list[_Bar] = field(default_factory=list)

    def database(self) -> Database:
        """The database that the ledger is in, or will be."""
        from ledger.store.addresses import database_at

        return database_at(self.ledger_name)

    def readings(self) -> Readings:
        """The ledger, to be asked."""
        from ledger.reading.readings import Readings

        return Readings(
            self.database(),
            meter=self.meter("Catching up"),
            behind=self._behind,
            anew=self.anew,
        )

    def recorder(self) -> Recorder:
        """The ledger, to be added to by commands."""
        from ledger.recording.recorder import Recorder

        return self._added_to(Recorder)

    def ledger(self) -> Ledger:
        """The ledger, with all that can be asked and recorded, files and signatures among it."""
        from ledger.ledger import Ledger

        return self._added_to(Ledger)

    def imports(self) -> Imports:
        """The ledger, to be added to by files of movements."""
        from ledger.recording.imports import Imports

        return self._added_to(Imports)

    def _added_to(self, kind: type[R]) -> R:
        self.asks_once = True
        return kind(
            self.database(),
            by=self.recorded_by(),
            clock=self.clock,
            meter=self.meter("Catching up"),
            behind=self._behind,
            new_salt=self.new_salt,
        )

    def _behind(self, missing: int) -> None:
        self.tell_of(missing, "behind")

    @contextmanager
    def asking(self, known_at: datetime | None = None) -> Iterator[View]:
        """A reading of the ledger to ask questions of, now or as known at an instant."""
        with self.readings().asking(known_at) as view:
            yield view

    def asked_again(self, ask: Callable[[], T]) -> T:
        """What comes of a question; of the events alone, where it breaks off over damaged figures.

        Somebody who records can damage figures, and must not stop everybody else.
        """
        try:
            return ask()
        except Exception as error:
            from ledger.store.errors import NOT_AS_GIVEN, DamagedFigures

            is_over_rows = isinstance(error, DamagedFigures) and error.what == NOT_AS_GIVEN
            if not is_over_rows or self.anew or self.asks_once:
                raise
        self.tell("figures.not-believed")
        self._last_words.clear()
        self.anew = True
        return ask()

    def recorded_by(self) -> str:
        """Who records."""
        return self.by if isinstance(self.by, str) else self.by()

    def day(self, on: date | None) -> date:
        """The day that is asked about: the one given, or today by the machine's clock, as it is told.

        What the ledger records is in UTC, but who asks after midnight means the day that has begun.
        Where the machine's clock is UTC as well, there are no two days to tell apart.
        """
        if on is not None:
            return on
        here = self.clock().astimezone()
        if here.utcoffset():
            self.tell_last("today", day=here.date(), zone=here.tzname() or here.strftime("%z"))
        return here.date()

    def show(self, answer: Answer[Any], format_: str) -> None:
        """Write an answer to stdout in the format that was asked for."""
        from faces.show import show

        show(answer, format_, quiet=self.quiet)

    def record(self, outcome: Outcome, format_: str, *, of_a_file: bool = False) -> None:
        """Tell what a command recorded, or would record."""
        from answers.recording import recorded

        self.show(recorded(outcome, of_a_file=of_a_file), format_)

    def record_new(self, command: Command, format_: str, *, new_code: bool, dry_run: bool) -> None:
        """Record what makes a code, which may be meant though it nearly is a known one."""
        from ledger.recording.batch_terms import BatchTerms

        terms = BatchTerms(new_code=new_code)
        self.record(self.recorder().record(command, batch=terms, dry_run=dry_run), format_)

    def batch_key(self, path: Path | None) -> SigningKey | None:
        """The key with which a batch is signed, if one was named."""
        if path is None:
            return None
        from ledger.signing.key_files import read_recorder_key

        return read_recorder_key(path)

    def tell(self, key: str, /, **places: Any) -> None:
        """Tell the person at the terminal a sentence of the catalogue, beside the data."""
        from faces.words import say

        self._say(say(key, **places))

    def tell_of(self, number: int, key: str, /, **places: Any) -> None:
        """The same, of one thing or of several."""
        from faces.words import said_of

        self._say(said_of(number, key, **places))

    def _say(self, text: str) -> None:
        if not self.quiet:
            from faces.terminal import tell

            tell(text)

    def tell_last(self, key: str, /, **places: Any) -> None:
        """Tell it once the command is done, and not where it is refused."""
        self._last_words.append((key, places))

    def end(self) -> None:
        """The command is done."""
        for key, places in self._last_words:
            self.tell(key, **places)

    def meter(self, what: str) -> Callable[[int, int], None]:
        """A progress bar on stderr, for work of more than a second, on a terminal only."""
        if self.quiet or not sys.stderr.isatty():
            return lambda done, of: None  # noqa: ARG005 (a meter is told both)
        bar = _Bar(what, self.clock)
        self._bars.append(bar)
        return bar.show

    def close(self) -> None:
        """Leave the terminal as it was."""
        for bar in self._bars:
            bar.close()


class _Bar:
    """click's progress bar, drawn once it has become worth while."""

    def __init__(self, what: str, clock: Callable[[], datetime]) -> None:
        self._what = what
        self._clock = clock
        self._started = clock()
        self._bar: ProgressBar[int] | None = None

    def show(self, done: int, of: int) -> None:
        """So much is done, of so much."""
        if self._bar is None:
            if (self._clock() - self._started).total_seconds() < _PATIENCE_SECONDS:
                return
            from faces.words.catalogue import translated

            self._bar = click.progressbar(
                length=of, label=translated(self._what, "meter"), show_pos=True, file=sys.stderr
            )
        self._bar.length = of
        self._bar.update(done - self._bar.pos)
        if done >= of:
            self.close()

    def close(self) -> None:
        """End the bar's line, and show the cursor again."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None


def pass_session(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the session to a command as its first argument."""
    return click.make_pass_decorator(Session)(function)
