"""The kinds of values that options and arguments take.

They are read by the domain, which is imported only when there is a value to read.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.commands import OneOf
from domain.words import MOST_AT_ONCE, NO_CONTRACT

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ledger.reading.codes import CodeKind


class Value(click.ParamType[Any]):
    """A value that a function of the domain reads, named `package.module:function`.

    One that is named alone is of `domain.values`.
    """

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
        from importlib import import_module

        from domain.refusal import InvalidValue

        module, _, reads = self._reader.rpartition(":")
        try:
            return getattr(import_module(module or "domain.values"), reads)(value, *self._arguments)
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
        super().__init__("domain.countries:region", "REGION")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        country = ctx.params.get("country") if ctx else None
        if country is None:
            return value  # that there is no such country is told by itself
        return Value("domain.countries:region", "REGION", country).convert(value, param, ctx)


class _Language(click.ParamType[str]):
    """A language that there is a catalogue for."""

    name = "language"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:  # noqa: ARG002
        from faces.words.catalogue import languages

        return f"[{'|'.join(languages())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from faces.words.catalogue import languages

        return str(OneOf(languages()).convert(value, param, ctx))


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


class _InvalidParameter(click.BadParameter):
    """A refused value, told with the option that it was given for."""

    def __init__(
        self, error: Exception, param: click.Parameter | None, ctx: click.Context | None
    ) -> None:
        from faces.refused import sentence

        super().__init__(sentence(error), ctx=ctx, param=param)
        self.refusal = type(error).__name__
        self.told_of = error


LANGUAGE = _Language()
OPERATOR = Value("operator_code", "OPERATOR").of("operator")
SITE = Value("code", "SITE", "a site code").of("site")
CONTRACT = Value("code", "CONTRACT", "a contract code").of("contract")
PLAN = Value("code", "PLAN", "a plan code").of("plan")
BATCH = Value("code", "NAME", "a batch name").of("batch")
PLACE = Value("place_name", "CC|SITE...").of("place")
COUNTRY = Value("domain.countries:country", "CC")
REGION = _Region()
DAY = Value("day", "DATE")
FTE = Value("fte", "F")
INSTANT = Value("instant", "DATE|INSTANT")
POSITION_OR_INSTANT = _PositionOrInstant()
NEW_FILE = FileName()
READ_FILE = ReadFile(path_type=Path)
READ_FILE_OR_STDIN = ReadFile(allow_dash=True, path_type=str)
STATEMENT = Value("statement", "TEXT")
COUNT = number(1, MOST_AT_ONCE)
POSITION = number(1)
