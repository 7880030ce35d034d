"""How every command reads what was typed: once each, and the nearest name for one that is unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from faces.words.catalogue import ENGLISH, language

if TYPE_CHECKING:
    from click.parser import _OptionParser


EXAMPLE = "Example: "
"""How the epilog of a command begins, which is a command to try."""


class Command(click.Command):
    """A command of rientro, whose help is written in English and shown in the language spoken."""

    @property
    def help(self) -> str | None:
        """What the command does."""
        return in_language(self._help)

    @help.setter  # noqa: A003 (click's word)
    def help(self, text: str | None) -> None:
        self._help = text

    @property
    def short_help(self) -> str | None:
        """The same in a line, where the first sentence does not do."""
        return in_language(self._short_help)

    @short_help.setter
    def short_help(self, text: str | None) -> None:
        self._short_help = text

    @property
    def epilog(self) -> str | None:
        """A command to try."""
        said = self._epilog
        if said is None or not said.startswith(EXAMPLE) or language() == ENGLISH:
            return said
        from faces.words import say

        return say("help.example", command=said.removeprefix(EXAMPLE))

    @epilog.setter
    def epilog(self, text: str | None) -> None:
        self._epilog = text

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option for help; click keeps it, and its words are those of the language spoken now."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = in_language("Show this message and exit.")
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with _in_language(self.get_params(ctx)):
            super().format_options(ctx, formatter)

    def make_parser(self, ctx: click.Context) -> _OptionParser:
        parser = super().make_parser(ctx)
        read = parser.parse_args

        def read_once(args: list[str]) -> tuple[dict[str, Any], list[str], list[click.Parameter]]:
            values, rest, given = read(args)
            if not ctx.resilient_parsing:
                _refuse_twice(given, ctx)
            return values, rest, given

        parser.parse_args = read_once  # type: ignore[method-assign]
        return parser

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        ctx.allow_extra_args = allowed
        if rest and not allowed and not ctx.resilient_parsing:
            raise click.UsageError(self._unexpected(ctx, [str(each) for each in rest]), ctx)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it asks is asked again where figures turn out to be damaged."""
        from cli.session import Session

        run = super().invoke
        session = ctx.obj
        if isinstance(self, click.Group) or not isinstance(session, Session):
            return run(ctx)
        return session.asked_again(lambda: run(ctx))

    def _unexpected(self, ctx: click.Context, rest: list[str]) -> str:
        """What is said of words that stand where the command takes no more."""
        from domain.refusal import quoted
        from faces.words import said_of, say

        shown = " ".join(map(quoted, rest[:3])) + (" …" if len(rest) > 3 else "")
        names = [name for each in self.get_params(ctx) for name in each.opts if name[:2] == "--"]
        near = nearest("--" + rest[0], names)
        takes = " ".join(each for each in self.collect_usage_pieces(ctx) if each != "[OPTIONS]")
        said = said_of(
            len(rest),
            "usage.unexpected",
            shown=shown,
            command=ctx.command_path,
            takes=takes or say("usage.takes-nothing"),
        )
        return " ".join([said, say("usage.did-you-mean", near=near)]) if near else said


class Group(Command, click.Group):
    """Commands under one name."""

    command_class = Command
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with _in_language(self.get_params(ctx)):
            click.Group.format_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name,
                self._no_such(ctx, error.command_name),
                ctx=ctx,
            ) from None

    def _no_such(self, ctx: click.Context, name: str) -> str:
        from domain.refusal import quoted
        from faces.words import say

        near = nearest(name, self.list_commands(ctx))
        if near is None:
            return say("usage.no-such-command", name=quoted(name))
        command = ctx.command_path
        return say("usage.no-such-command.near", name=quoted(name), command=command, near=near)


class OneOf(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002
        from domain.refusal import quoted
        from faces.words import say

        said = say("usage.not-one-of", value=quoted(str(value)), choices=", ".join(self.choices))
        near = nearest(str(value), self.choices)
        return " ".join([said, say("usage.did-you-mean", near=near)]) if near else said


def in_language(text: str | None) -> str | None:
    """A text of help in the language that is spoken."""
    if not text or language() == ENGLISH:
        return text
    from faces.words.catalogue import paragraphs, translated

    return translated(paragraphs(text), "help")


@contextmanager
def _in_language(parameters: list[click.Parameter]) -> Iterator[None]:
    """Let options tell of themselves in the language that is spoken, while help is shown.

    click reads an option's help where it adds the default to it, and nowhere else.
    """
    options = [each for each in parameters if isinstance(each, click.Option)]
    helps = [each.help for each in options]
    try:
        for option in options:
            option.help = in_language(option.help)
        yield
    finally:
        for option, text in zip(options, helps, strict=True):
            option.help = text


def wrong_usage(
    sentence: str, /, ctx: click.Context | None = None, **places: Any
) -> click.UsageError:
    """That a command was typed wrong, in a sentence whose places are filled.

    A sentence without places goes to `click.UsageError` as it is; both are in the catalogues.
    """
    from faces.words.catalogue import translated
    from faces.words.filling import filled

    return click.UsageError(filled(translated(sentence), places), ctx)


def command(name: str | None = None, **terms: Any) -> Callable[[Callable[..., Any]], Command]:
    """A command, as `click.command` makes one."""
    return click.command(name, **{"cls": Command} | terms)


def group(name: str | None = None, **terms: Any) -> Callable[[Callable[..., Any]], Group]:
    """A group of commands, as `click.group` makes one."""
    return click.command(name, **{"cls": Group} | terms)


_NEAR = 0.65
"""Words that are typed are short, and few, so that less is near."""


def nearest(typed: str, names: Iterable[str]) -> str | None:
    """The name that is nearest to what was typed, if one is near."""
    from domain import nearly_known

    return next(iter(nearly_known.nearest(typed, names, near=_NEAR)), None)


def may_repeat(parameter: click.Parameter) -> bool:
    """Whether an option may be given more than once."""
    return isinstance(parameter, click.Option) and (parameter.multiple or parameter.count)


def _refuse_twice(given: list[click.Parameter], ctx: click.Context) -> None:
    """Refuse an option that was given again: the last would win, and nobody would notice."""
    for parameter, times in Counter(given).items():
        asks_for_words = parameter.is_eager and not parameter.expose_value  # as --help does
        if times > 1 and isinstance(parameter, click.Option):
            if may_repeat(parameter) or asks_for_words:
                continue
            from faces.words import say

            key = "usage.twice" if times == 2 else "usage.often"
            option = parameter.opts[0]
            raise click.BadOptionUsage(option, say(key, option=option, times=times), ctx)
