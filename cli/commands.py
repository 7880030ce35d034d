"""How every command reads what was typed: once each, and the nearest name for one that is unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.parser import _OptionParser


class Command(click.Command):
    """A command of rientro."""

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

    def _unexpected(self, ctx: click.Context, rest: list[str]) -> str:
        """What is said of words that stand where the command takes no more."""
        from domain.refusal import quoted

        several = "arguments" if len(rest) > 1 else "argument"
        shown = " ".join(map(quoted, rest[:3])) + (" …" if len(rest) > 3 else "")
        names = [name for each in self.get_params(ctx) for name in each.opts if name[:2] == "--"]
        near = nearest("--" + rest[0], names)
        takes = " ".join(each for each in self.collect_usage_pieces(ctx) if each != "[OPTIONS]")
        return (
            f"Got unexpected extra {several} {shown}. {ctx.command_path} takes "
            f"{takes or 'nothing'} besides its options; a value with blanks goes between quotes."
            + (f" Did you mean {near}?" if near else "")
        )


class Group(Command, click.Group):
    """Commands under one name."""

    command_class = Command
    group_class = type

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

        near = nearest(name, self.list_commands(ctx))
        advice = f"Did you mean {ctx.command_path} {near}?" if near else "--help shows them all."
        return f"No such command {quoted(name)}. {advice}"


class OneOf(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002
        from domain.refusal import quoted

        near = nearest(str(value), self.choices)
        suggested = f" Did you mean {near}?" if near else ""
        return f"{quoted(str(value))} is not one of {', '.join(self.choices)}.{suggested}"


def command(name: str | None = None, **terms: Any) -> Callable[[Callable[..., Any]], Command]:
    """A command, as `click.command` makes one."""
    return click.command(name, **{"cls": Command} | terms)


def group(name: str | None = None, **terms: Any) -> Callable[[Callable[..., Any]], Group]:
    """A group of commands, as `click.group` makes one."""
    return click.command(name, **{"cls": Group} | terms)


def nearest(typed: str, names: Iterable[str]) -> str | None:
    """The name that is nearest to what was typed, where one is near; case does not count."""
    from difflib import get_close_matches

    by_folded = {name.lower(): name for name in names}
    found = get_close_matches(typed.lower()[:200], by_folded, n=1, cutoff=0.65)
    return by_folded[found[0]] if found else None


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
            raise click.BadOptionUsage(
                parameter.opts[0],
                f"{parameter.opts[0]} was given {'twice' if times == 2 else f'{times} times'}. "
                "Give it once.",
                ctx,
            )
