"""The manual page has every command, and nothing in it means what it should not."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from cli.main import cli

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rientro.1"


def named(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path] if path else []
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            under = command.get_command(click.Context(command), name)
            assert under is not None
            found += named(under, (*path, name))
    return found


def test_every_command_is_in_the_manual_page() -> None:
    heads = re.findall(r'^\.SS "rientro ([^"[]*)', PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {head.replace("\\-", "-").strip() for head in heads}
    missing = [
        path for path in named(cli) if not any(f"{' '.join(path)} " in f"{each} " for each in told)
    ]
    assert missing == []


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not there")
def test_the_manual_page_is_set_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", str(PAGE)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
