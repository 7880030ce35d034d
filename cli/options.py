"""Options that several commands share, and the kinds of values that they take.

Values are read by the domain; it is imported only when there is a value to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.commands import Command, OneOf, may_repeat, wrong_usage
from domain.words import (
    ENGAGEMENTS,
    GROUPINGS,
    LEAVING_REASONS,
    MOST_AT_ONCE,
    MOST_COLUMNS,
    NO_CONTRACT,
    NOT_SAID,
    PERIODS,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from click.shell_completion import CompletionItem

    from domain.words import By
    from ledger.reading.codes import CodeKind

F = TypeVar("F", bound=Callable[..., Any])


class Value(click.ParamType[Any]):
    """A value that a function of `domain.values` reads, by the function's name."""

    def __init__(self, reader: str, metavar: str, *arguments: str | int) -> None:
        self.name = metavar
        self._reader = reader
        self._arguments = arguments
        self._kind: CodeKind | None = None

    def of(self, kind: CodeKind) -> Value:
        """The same, of which the ledger knows some."""
        self._kind = kind
        return self

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The codes that the ledger knows and that begin so."""
        if self._kind is None:
            return super().shell_complete(ctx, param, incomplete)
        from cli.completion import codes

        return codes(ctx, self._kind, incomplete)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002
        return self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        from domain import values
        from domain.refusal import InvalidValue

        try:
            return getattr(values, self._reader)(value, *self._arguments)
        except InvalidValue as error:
            raise _InvalidParameter(error, param, ctx) from None


class Reader(Value):
    """A value that a function of the domain reads, named as `package.module:function`."""

    def __init__(self, reader: str, metavar: str) -> None:
        super().__init__(reader, metavar)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        from importlib import import_module

        from domain.refusal import InvalidValue

        module, _, name = self._reader.partition(":")
        try:
            return getattr(import_module(module), name)(value)
        except InvalidValue as error:
            raise _InvalidParameter(error, param, ctx) from None


class _PositionOrInstant(Value):
    """A position in the ledger, or an instant of its past."""

    def __init__(self) -> None:
        super().__init__("instant", "POSITION|INSTANT")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
            return int(value)
        return super().convert(value, param, ctx)


class _Region(Value):
    """A region of the country that `--country`, which is read before, names."""

    def __init__(self) -> None:
        super().__init__("region", "REGION")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        country = ctx.params.get("country") if ctx else None
        if country is None:
            return value  # that there is no such country is told by itself
        return Value("region", "REGION", country).convert(value, param, ctx)


class SeveralValues(Command):
    """A command whose repeatable options may be given once, with several values after them.

    Its own argument comes first, so that it is never taken for one of them.
    """

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        options, *arguments = super().collect_usage_pieces(ctx)
        return [*arguments, options]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        repeated = list(self._repeated(args))
        if repeated != args and args[0].startswith("-"):
            first = self.collect_usage_pieces(ctx)[0]
            raise wrong_usage(
                "Write {first} first: {command} {first} …",
                ctx,
                first=first,
                command=ctx.command_path,
            )
        return super().parse_args(ctx, repeated)

    def _repeated(self, args: list[str]) -> Iterator[str]:
        """The arguments with the option's name before each of its values."""
        repeatable = {name for each in self.params if may_repeat(each) for name in each.opts}
        option = None
        has_value = False
        for arg in args:
            if arg.startswith("-"):
                name, given, _ = arg.partition("=")
                option, has_value = name if name in repeatable else None, bool(given)
            elif option is not None and has_value:
                yield option
            else:
                has_value = True
            yield arg


class _InvalidParameter(click.BadParameter):
    """A refused value, told with the option that it was given for."""

    def __init__(
        self, error: Exception, param: click.Parameter | None, ctx: click.Context | None
    ) -> None:
        from faces.refused import sentence

        super().__init__(sentence(error), ctx=ctx, param=param)
        self.refusal = type(error).__name__
        self.told_of = error


class _Language(click.ParamType[str]):
    """A language that there is a catalogue for."""

    name = "language"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002
        from faces.words.catalogue import languages

        return f"[{'|'.join(languages())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from faces.words.catalogue import languages

        return str(OneOf(languages()).convert(value, param, ctx))


LANGUAGE = _Language()
OPERATOR = Value("operator_code", "OPERATOR").of("operator")
SITE = Value("code", "SITE", "a site code").of("site")
CONTRACT = Value("code", "CONTRACT", "a contract code").of("contract")
PLAN = Value("code", "PLAN", "a plan code").of("plan")
BATCH = Value("code", "NAME", "a batch name").of("batch")
PLACE = Value("place_name", "CC|SITE...").of("place")
COUNTRY = Value("country", "CC")
REGION = _Region()
DAY = Value("day", "DATE")
FTE = Value("fte", "F")
INSTANT = Value("instant", "DATE|INSTANT")
POSITION_OR_INSTANT = _PositionOrInstant()


class FileName(click.ParamType[Path]):
    """The name of a file that will be written; `~` is somebody's home, as in a shell."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return Path(_at_home(self, value, param, ctx))


class ReadFile(click.Path):
    """A file that is there to be read: no device, and no pipe at which the program would wait."""

    name = "file"

    def __init__(self, *, path_type: type, allow_dash: bool = False) -> None:
        super().__init__(exists=True, dir_okay=False, allow_dash=allow_dash, path_type=path_type)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        named = super().convert(_at_home(self, value, param, ctx), param, ctx)
        path = Path(str(named))
        is_given = self.allow_dash and str(named) == "-"
        if not is_given and not path.is_file() and not _OPEN_ALREADY(str(path)):
            from domain.refusal import quoted
            from faces.words import say

            said = say("usage.no-file", path=quoted(str(path), 200))
            or_stdin = say("usage.or-stdin") if self.allow_dash else ""
            self.fail(f"{said} {or_stdin}".rstrip(), param, ctx)
        return named


_OPEN_ALREADY = re.compile(r"/dev/(?:fd/[0-9]{1,5}|stdin)|/proc/self/fd/[0-9]{1,5}").fullmatch
"""The names by which a shell hands over what is open already, as for `<(…)`."""


def _at_home(
    kind: click.ParamType[Any],
    value: str | Path,
    param: click.Parameter | None,
    ctx: click.Context | None,
) -> str:
    """The name with `~` and `~user` as a shell reads them."""
    try:
        return str(Path(value).expanduser()) if str(value).startswith("~") else str(value)
    except RuntimeError:
        from domain.refusal import quoted
        from faces.words import say

        user = str(value).partition("/")[0]
        kind.fail(say("usage.no-home", user=quoted(user[1:]), home=quoted(user)), param, ctx)


def line(what: str) -> Value:
    """One line of plain text, called so in refusals."""
    return Value("line", "TEXT", what)


def group_text(what: str) -> Value:
    """One line that names a group, called so in refusals: equal texts are one group."""
    return Value("group_text", "TEXT", what)


def number(least: int, most: int = 2**63 - 1) -> Value:
    """A whole number of a range."""
    return Value("whole_number", "N", least, most)


class _OrNone(Value):
    """One line of plain text; `-` says that there is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if value == NO_CONTRACT else super().convert(value, param, ctx)


def or_none(what: str) -> Value:
    """One line of plain text, called so in refusals; `-` says that there is none."""
    return _OrNone("line", "TEXT", what)


def group_or_none(what: str) -> Value:
    """One line that names a group, called so in refusals; `-` says that there is none."""
    return _OrNone("group_text", "TEXT", what)


def given(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that were given on the command line; `-` says that there is none. Refuses none."""
    named = {
        name: None if value == NO_CONTRACT else value
        for name, value in facts.items()
        if value is not None
    }
    if not named:
        raise click.UsageError("Say what changes: give at least one of the facts.")
    return named


NEW_FILE = FileName()
READ_FILE = ReadFile(path_type=Path)
READ_FILE_OR_STDIN = ReadFile(allow_dash=True, path_type=str)
STATEMENT = Value("statement", "TEXT")
COUNT = number(1, MOST_AT_ONCE)
POSITION = number(1)


def on_date(help: str) -> Callable[[F], F]:  # noqa: A002 (click's word)
    """The date on which something takes effect, which is always named."""
    return click.option("--on", "effective_on", type=DAY, required=True, help=help)


def must_be_in_order(
    since: date | None, on: date, named: str = "--since", then: str = "--on"
) -> None:
    """Refuse a period that ends before it begins."""
    if since is not None and since > on:
        raise wrong_usage(
            "{named} {since} is after {then} {on}. Name the earlier day first.",
            named=named,
            since=str(since),
            then=then,
            on=str(on),
        )


def on_day(function: F) -> F:
    """The day that is asked about: today unless said."""
    return click.option(
        "--on",
        type=DAY,
        help="The day asked about, at its end; today, by the machine's time zone, unless given.",
    )(function)


def known_at(function: F) -> F:
    """The ledger's own past: only what was recorded up to then."""
    return click.option(
        "--known-at",
        type=INSTANT,
        callback=tell_what_is_to_come,
        help="Answer as it would have been given then, in UTC; a date or a second means its end.",
    )(function)


def tell_what_is_to_come(
    ctx: click.Context, param: click.Parameter, value: datetime | None
) -> datetime | None:
    """The instant, and a word on stderr where it is on a later day than today."""
    if value is not None and value.date() > ctx.obj.clock().date():
        ctx.obj.tell_last("still-to-come", option=param.opts[0])
    return value


def replace(function: F) -> F:
    """What `--to` may be written over."""
    return click.option(
        "--replace",
        is_flag=True,
        help="Write over a file of another kind; never over a key, a ledger or a checkpoint.",
    )(function)


def answer_format(function: F) -> F:
    """How the answer is written."""
    return click.option(
        "--format",
        "format_",
        type=OneOf(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="How the answer is written to stdout.",
    )(function)


def grouping(function: F) -> F:
    """The column or the two columns that figures are asked by."""
    return click.option(
        "--by",
        multiple=True,
        type=OneOf(GROUPINGS),
        callback=_one_or_two,
        default=["country"],
        show_default=True,
        help="One figure for each of these; given twice, for each pair.",
    )(function)


def every(function: F) -> F:
    """Into which periods a stretch of days is divided."""
    return click.option(
        "--every",
        type=click.Choice(PERIODS),
        help="A row for each of these after --since; weeks end on Sundays, the last one on --on.",
    )(function)


def _one_or_two(
    ctx: click.Context, param: click.Parameter, value: tuple[By, ...]
) -> tuple[By, ...]:
    if len(set(value)) < len(value):
        raise click.BadParameter("name two different columns, or one.", ctx, param)
    if len(value) > MOST_COLUMNS:
        raise click.BadParameter("name two columns at most.", ctx, param)
    return value


def note(function: F) -> F:
    """A note beside what is recorded, which can be erased."""
    return click.option(
        "--note",
        type=Value("note", "TEXT"),
        help="A note beside the log, which rientro erase can remove for ever.",
    )(function)


def new_code(function: F) -> F:
    """That a code which nearly is a known one is another."""
    return click.option(
        "--new-code",
        is_flag=True,
        help="A new code is meant, though it nearly is a known one.",
    )(function)


def sign(function: F) -> F:
    """With which key a batch is signed."""
    return click.option(
        "--sign",
        type=READ_FILE,
        metavar="KEY",
        help="Sign the batch with this private key: one of rientro, or Ed25519 of OpenSSH.",
    )(function)


def dry_run(function: F) -> F:
    """Whether it is only shown what would be recorded."""
    return click.option(
        "--dry-run", is_flag=True, help="Say what would be recorded, without recording it."
    )(function)


def bulk(function: F) -> F:
    """How movements are recorded together."""
    options = (
        click.option("--batch", type=BATCH, help="The name of the batch; used once."),
        click.option("--source", type=line("source"), help="Where the figures come from."),
        note,
        new_code,
        sign,
        click.option(
            "--dry-run", is_flag=True, help="Say what would be recorded, without recording it."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def placement(function: F) -> F:
    """The parts of a placement besides the site."""
    options = (
        click.option(
            "--contract", type=CONTRACT, help="The contract worked on from then; - for none."
        ),
        click.option("--no-contract", is_flag=True, help="Work on no contract from then."),
        click.option(
            "--fte",
            type=FTE,
            help="The share of full time, from 0 to 1; 0 keeps the post and works no hours.",
        ),
        click.option(
            "--engagement",
            type=OneOf([*ENGAGEMENTS, NOT_SAID]),
            help="How they are engaged from then; - if that is not said.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def leaving_reason(function: F) -> F:
    """Why operators leave."""
    return click.option(
        "--reason",
        type=OneOf(LEAVING_REASONS),
        default="other",
        show_default=True,
        help="Why they leave.",
    )(function)


def one_of_operators_and_count(operators: Sequence[str], count: int | None) -> None:
    """Refuse a command that names operators and a number of them, or neither."""
    if operators and count is not None:
        raise click.UsageError("Name operators or give --count, not both.")
    if not operators and count is None:
        raise click.UsageError("Name at least one operator, or say how many with --count.")


def changed_contract(contract: str | None, no_contract: bool) -> Any:
    """The contract as a change of placement: a code, none, or unchanged."""
    from domain.placement import UNCHANGED

    if contract is not None and no_contract:
        raise click.UsageError("Give --contract or --no-contract, not both.")
    if no_contract or contract == NO_CONTRACT:
        return None
    return UNCHANGED if contract is None else contract


def changed_fte(fte: Any) -> Any:
    """The FTE as a change of placement."""
    from domain.placement import UNCHANGED

    return UNCHANGED if fte is None else fte


def changed_engagement(engagement: str | None) -> Any:
    """The engagement as a change of placement: a word, none said, or unchanged."""
    from domain.placement import UNCHANGED

    if engagement is None:
        return UNCHANGED
    return None if engagement == NOT_SAID else engagement
