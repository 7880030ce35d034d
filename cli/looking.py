"""Answers the pages of a server by the commands themselves, on a ledger that is only looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from cli.commands import in_language
from cli.failures import REFUSED, UNUSABLE, WRONG_USAGE, described, facts_of
from cli.report import found_report, written_report
from cli.session import Session
from cli.values import DAY, POSITION
from faces.pages.asker import Asked, Field, Refused
from faces.pages.server import SECONDS
from faces.words import say
from projections.patience import waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from answers.answer import Answer
    from answers.looking import EventAnswer, Outlook, Overview, Proving
    from ledger.store.database import Database

_STATUS = {WRONG_USAGE: 400, REFUSED: 409, UNUSABLE: 503}
_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
_MOST_PERIODS = 1_000
_NOT_THERE = ("Unknown", "NotKnown")
_HOW_IT_IS_WRITTEN = frozenset({"format_", "help", "to", "replace", "open_", "lang"})


@dataclass(slots=True)
class Looking(Session):
    """A session whose answer is kept for a page, and which can write nothing."""

    kept: Answer[Any] | None = None
    said: list[str] = field(default_factory=list)

    def database(self) -> Database:
        """The database, to be looked at for a while."""
        from ledger.store.addresses import database_at

        return database_at(self.ledger_name, answer_within=SECONDS)

    def show(self, answer: Answer[Any], format_: str) -> None:  # noqa: ARG002 (a page says it)
        """Keep the answer."""
        self.kept = answer

    def _say(self, text: str) -> None:
        self.said.append(text)

    def meter(self, what: str) -> Callable[[int, int], None]:  # noqa: ARG002 (nobody looks)
        """Nobody is told meanwhile."""
        return lambda done, of: None  # noqa: ARG005 (a meter is told both)


class Commands:
    """The commands of a ledger, asked by pages: several at once, each with a session of its own."""

    def __init__(self, root: click.Group, session: Session) -> None:
        self.version = version("rientro")
        self._root = root
        self._session = session

    def knows(self, words: Sequence[str]) -> bool:
        """Whether there is such a command."""
        return self._command(words) is not None

    def fields(self, words: Sequence[str]) -> Sequence[Field]:
        """The options of a command, but for those that say how it is written."""
        command = self._command(words)
        return [_field(each) for each in _options(command)] if command else []

    def ask(self, words: Sequence[str]) -> Asked:
        """What a command answers."""
        with self._parsed(words) as (ctx, session):
            ctx.command.invoke(ctx)
            session.end()
            if session.kept is None:
                raise ValueError(f"{words} gave no answer")
            return Asked(session.kept, session.said)

    def overview(self, words: Sequence[str]) -> Overview:
        """The plans that a command about progress asks about, each with its course."""
        from answers.looking import overview

        with self._parsed(words) as (ctx, session):
            on = session.day(ctx.params["on"])

            def ask() -> Overview:
                with session.asking(ctx.params["known_at"]) as view:
                    return overview(view, ctx.params["plan"], on)

            return session.asked_again(ask)

    def outlook(self, words: Sequence[str]) -> Outlook:
        """What a command about a forecast answers, with the course and the runs of it."""
        from answers.looking import outlook

        with self._parsed(words) as (ctx, session):
            given = ctx.params
            options = {name: given[name] for name in ("weeks", "past_only", "runs", "seed")}
            on = session.day(given["on"])
            with session.asking(given["known_at"]) as view:
                return outlook(view, given["plan"], on, **options)

    def event(self, position: str, known_at: str | None) -> EventAnswer:
        """The event at a position."""
        from answers.looking import event

        given = [f"--known-at={known_at}"] if known_at else []
        with self._parsed(["log", *given]) as (ctx, session):
            at = POSITION.convert(position, None, ctx)
            ledger = session.readings()
            with ledger.asking(ctx.params["known_at"]) as view:
                return event(ledger, view, at)

    def proof(self, position: str) -> bytes:
        """The proof that it is in the log of the latest checkpoint."""
        from ledger.signing.prover import prove_position

        with self._parsed(["audit", "prove", "--", position]) as (ctx, session):
            return prove_position(session.database(), ctx.params["position"]).proof

    def proving(self) -> Proving:
        """What proves the ledger as it is."""
        from answers.looking import proving

        with self._parsed(["log"]) as (_, session):
            ledger = session.readings()
            with ledger.asking() as view:
                return proving(ledger, view)

    def report(self, words: Sequence[str], *, is_pdf: bool) -> bytes:
        """A report, whose options are those of the command."""
        with self._parsed(words) as (ctx, session):
            given = ctx.params
            on, known_at = session.day(given["on"]), given["known_at"]
            found = session.asked_again(
                lambda: found_report(session, given["plan"], on, known_at, given["since"])
            )
            return written_report(found, given["since"], given["lang"], is_pdf=is_pdf)

    @contextmanager
    def _parsed(self, words: Sequence[str]) -> Iterator[tuple[click.Context, Looking]]:
        """A command as it was typed, about to be invoked; whatever is wrong is `Refused`."""
        try:
            session = self._looking()
            ctx, command, rest = self._resolved(words, session)
            with (
                waiting(_until(monotonic() + SECONDS, session)),
                command.make_context(command.name, rest, parent=ctx) as parsed,
            ):
                _must_be_few(parsed.params, session)
                yield parsed, session
        except Refused:
            raise
        except Exception as error:
            raise _refused(error) from error

    def _looking(self) -> Looking:
        at_hand = self._session
        return Looking(
            ledger_name=at_hand.ledger_name,
            ledger_named_here=False,
            by=at_hand.by,
            quiet=False,
            clock=at_hand.clock,
            new_id=at_hand.new_id,
            new_salt=at_hand.new_salt,
        )

    def _resolved(
        self, words: Sequence[str], session: Looking
    ) -> tuple[click.Context, click.Command, list[str]]:
        """The command of those words, what is around it, and the words behind it."""
        ctx = click.Context(self._root, info_name="rientro", obj=session)
        command, rest = self._root, list(words)
        while True:
            name, found, rest = command.resolve_command(ctx, rest)
            if not isinstance(found, click.Group) or _is_question(found, rest):
                break
            command, ctx = found, click.Context(found, info_name=name, parent=ctx)
        if found is None:
            raise LookupError(" ".join(words))
        return ctx, found, rest

    def _command(self, words: Sequence[str]) -> click.Command | None:
        """The command of those words, options after them left aside."""
        found: click.Command | None = self._root
        for word in words:
            if not isinstance(found, click.Group):
                break
            found = found.get_command(click.Context(found), word)
        return found


def _must_be_few(given: Mapping[str, Any], session: Session) -> None:
    """Refuse a question of more periods than anybody looks at: it would take all memory."""
    every, since = given.get("every"), given.get("since")
    if every is None or since is None:
        return
    if (session.day(given["on"]) - since).days > _MOST_PERIODS * _DAYS[str(every)]:
        raise Refused(400, "UsageError", say("pages.too-many-periods", most=_MOST_PERIODS))


def _until(end: float, session: Session) -> Callable[[], None]:
    """What ends a question that is worked out for too long."""

    def still() -> None:
        if monotonic() > end:
            from ledger.store.errors import TookTooLong

            raise TookTooLong(session.ledger_name, SECONDS)

    return still


def _is_question(group: click.Group, rest: Sequence[str]) -> bool:
    """Whether a group of commands is asked something itself."""
    return group.invoke_without_command and (not rest or rest[0] not in group.commands)


def _options(command: click.Command) -> list[click.Option]:
    return [
        each
        for each in command.params
        if isinstance(each, click.Option) and each.name not in _HOW_IT_IS_WRITTEN
    ]


def _field(option: click.Option) -> Field:
    """An option as a page asks for it."""
    choices = tuple(option.type.choices) if isinstance(option.type, click.Choice) else ()
    return Field(
        name=option.opts[0].removeprefix("--"),
        help=in_language(option.help) or "",
        kind="flag"
        if option.is_flag
        else "choice"
        if choices
        else "date"
        if option.type is DAY
        else "text",
        choices=choices,
        may_repeat=option.multiple,
    )


def _refused(error: Exception) -> Refused:
    """Why there is no answer, without the place of the ledger in it."""
    name, message, status = described(error, ())
    http = _STATUS.get(status, 500)
    if status == REFUSED and name.startswith(_NOT_THERE):
        http = 404
    if http >= 500:
        key = "pages.too-long" if name == "TookTooLong" else "pages.unusable"
        return Refused(http, name, say(key, why=name, seconds=f"{SECONDS:g}"))
    return Refused(http, name, message, facts_of(error))
