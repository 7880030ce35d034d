"""The demonstration, of which the pages of the reference ask what they show."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from cli.main import cli

Run = Callable[[str], str]
"""Runs a command, written as in a shell, and returns what it printed."""


@contextmanager
def demonstration() -> Iterator[Run]:
    """A folder in which commands are run, and the demonstration as the ledger in use."""
    runner = CliRunner(env={"RIENTRO_LEDGER": "rientro-demo.db", "RIENTRO_BY": "anna"})

    def run(words: str) -> str:
        result = runner.invoke(cli, shlex.split(words), prog_name="rientro")
        if result.exit_code not in {0, 1}:
            sys.exit(f"docs/generate.py: {words}: {result.output}")
        return result.stdout

    with TemporaryDirectory() as folder, chdir(folder):
        run("--ledger rientro-demo.db demo")
        yield run
