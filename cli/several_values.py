"""Options that may be given once, with several values after them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cli.commands import Command, may_repeat, wrong_usage


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
