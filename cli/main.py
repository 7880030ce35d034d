"""Where rientro starts: the commands, the settings they share, and the way out."""

from __future__ import annotations

import gc
import getpass
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from cli.commands import Group
from cli.failures import fail
from cli.session import DEFAULT_LEDGER, Session
from cli.speaking import VARIABLE, language_asked_for, speaking_throughout
from cli.values import LANGUAGE
from faces.words.catalogue import translated

SECTIONS = {
    "Record": {
        "site": "cli.site:site",
        "contract": "cli.contract:contract",
        "hire": "cli.movements:hire",
        "transfer": "cli.movements:transfer",
        "reassign": "cli.movements:reassign",
        "leave": "cli.movements:leave",
        "downsize": "cli.movements:downsize",
        "void": "cli.void:void",
    },
    "Ask": {
        "headcount": "cli.figures:headcount",
        "bridge": "cli.figures:bridge",
        "turnover": "cli.figures:turnover",
        "flows": "cli.figures:flows",
        "whereabouts": "cli.figures:whereabouts",
        "restatement": "cli.figures:restatement",
        "operator": "cli.operator:operator",
        "batch": "cli.batch:batch",
        "log": "cli.log:log",
    },
    "Plans and commitments": {
        "plan": "cli.plan:plan",
        "progress": "cli.progress:progress",
        "forecast": "cli.forecast:forecast",
        "volume": "cli.volume:volume",
        "protocol": "cli.protocol:protocol",
        "shares": "cli.commitments:shares",
        "commitments": "cli.commitments:commitments",
        "review": "cli.commitments:review",
        "quality": "cli.quality:quality",
        "rule": "cli.law:rule",
        "union": "cli.law:union",
        "notice": "cli.notices:notice",
        "notices": "cli.notices:notices",
    },
    "Exchange": {
        "import": "cli.exchange:import_",
        "export": "cli.export:export",
        "copy": "cli.copying:copy",
    },
    "Prove": {
        "audit": "cli.audit:audit",
    },
    "Look": {
        "report": "cli.report:report",
        "serve": "cli.serve:serve",
        "demo": "cli.demo:demo",
    },
    "Look after": {
        "init": "cli.start:init",
        "doctor": "cli.doctor:doctor",
        "db": "cli.db:db",
        "erase": "cli.erase:erase",
    },
}
"""Every command and where it stands, in the sections and the order in which the help shows them."""
_COMMANDS = {name: where for section in SECTIONS.values() for name, where in section.items()}


class _Commands(Group):
    """The commands, each imported when it is needed; failures leave by one door."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, _COMMANDS))
        for title, names in SECTIONS.items():
            found = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(translated(title, "section")):
                formatter.write_dl(
                    [
                        (name.ljust(width), command.get_short_help_str(formatter.width))
                        for name, command in found
                        if command is not None
                    ]
                )

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            ctx.obj.end()
        except BrokenPipeError as error:
            ctx.exit(fail(error, ()))
        finally:
            if isinstance(ctx.obj, Session):
                ctx.obj.close()
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        arguments = sys.argv[1:] if args is None else list(args)
        with speaking_throughout(language_asked_for(arguments)):
            try:
                status = super().main(
                    arguments, prog_name, complete_var, standalone_mode=False, **extra
                )
            except Exception as error:  # noqa: BLE001 (no traceback ever reaches a user)
                status = fail(error, arguments)
        if standalone_mode:
            sys.exit(status if isinstance(status, int) else 0)
        return status


_OF_THE_MACHINE: dict[str, Callable[[], Any]] = {
    "clock": lambda: datetime.now(UTC),
    "new_id": lambda: os.urandom(16).hex(),
    "new_salt": lambda: os.urandom(16),
}
"""What a run takes from the machine."""


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Example: rientro demo",
)
@click.option(
    "--ledger",
    metavar="URL",
    envvar="RIENTRO_LEDGER",
    default=DEFAULT_LEDGER,
    show_default=True,
    help="The ledger: a file name or a database URL. [env: RIENTRO_LEDGER]",
)
@click.option(
    "--by",
    metavar="NAME",
    envvar="RIENTRO_BY",
    help="Who records; the system user unless given. [env: RIENTRO_BY]",
)
@click.option(
    "--lang",
    type=LANGUAGE,
    envvar=VARIABLE,
    expose_value=False,
    help="The language of what is written for people; the locale's unless given. [env: RIENTRO_LANG]",
)
@click.option("--quiet", is_flag=True, help="Say nothing but answers and errors.")
@click.version_option(package_name="rientro", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, ledger: str, by: str | None, quiet: bool) -> None:
    """Keep every movement of work between sites, and answer from the history alone."""
    named = ctx.get_parameter_source("ledger") is click.core.ParameterSource.COMMANDLINE
    taken = _OF_THE_MACHINE | (ctx.obj or {})  # a program that runs rientro in itself gives others
    ctx.obj = Session(
        ledger_name=ledger,
        ledger_named_here=named,
        by=by or _system_user,
        quiet=quiet,
        clock=taken["clock"],
        new_id=taken["new_id"],
        new_salt=taken["new_salt"],
    )


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def main() -> None:
    """Run rientro as a program."""
    # A command ends soon and makes few cycles. Looking for them would take a seventh of the time
    # of a long replay, since all that it keeps would be looked through.
    gc.disable()
    _open_closed_streams()
    _write_every_character()
    try:
        cli.main(prog_name="rientro")
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 0)


def _open_closed_streams() -> None:
    """Stand in for streams that the caller has closed, so that no file takes their numbers.

    There is nothing to read, and what is said to people goes nowhere. An answer that cannot be
    written is lost, which is told by how the program ends: no write to that stdout succeeds.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        unwritable = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = open(unwritable, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _write_every_character() -> None:
    """Write UTF-8 where no terminal shows it, and what a terminal cannot show as it can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _leave(status: int) -> NoReturn:
    """End the process at once.

    All but what was to be printed is closed by now. The system takes the memory back at once; for
    Python to take its objects apart first would be a fifth of a short command.
    """
    try:
        if not sys.stdout.closed:  # a writer closes it where its reader went away
            sys.stdout.flush()
    except OSError as error:
        status = status or fail(error, ())
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
