"""What a person sees on a real terminal: tables that fit it, and a pager for the long ones."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import termios
from pathlib import Path

import pytest
from conftest import Rientro
from programs import SECONDS, started


def typed(demo: Rientro, words: str, columns: int = 80, **settings: str) -> list[str]:
    """The lines on a terminal of 24 lines."""
    terminal, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = demo.environment(TERM="xterm", NO_COLOR="1", PAGER="")
    environment.pop("LESS", None)
    program = started(
        ("--ledger", str(demo.ledger), *words.split()),
        demo.folder,
        environment | settings,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        terminal=True,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            more = os.read(terminal, 65_536)
        except OSError:
            break
        if not more:
            break
        shown += more
    program.wait(SECONDS)
    os.close(terminal)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()).splitlines()


@pytest.mark.parametrize(
    "words",
    [
        "plan list",
        "plan show FW-2018",
        "progress --on 2018-09-30",
        "site list",
        "site show IT-CAG",
        "contract show FW-SB",
        "doctor",
        "bridge --every month --since 2018-05-08 --on 2018-06-30 --by site",
        "bridge --every month --since 2018-05-08 --on 2018-06-30 --by site --by employer",
        "restatement --plan FW-2018 --known-at 2001-01-01 --on 2018-09-30",
        "log --limit 3",
    ],
)
def test_nothing_is_wider_than_a_terminal_of_80_columns(demo: Rientro, words: str) -> None:
    lines = typed(demo, words)
    assert len(lines) > 1
    assert max(map(len, lines)) <= 80, "\n".join(lines)


def test_a_page_that_is_longer_than_the_terminal_is_shown_by_the_pager(
    demo: Rientro, tmp_path: Path
) -> None:
    pager = tmp_path / "page"
    pager.write_text('#!/bin/sh\necho "paged with LESS=$LESS"\nwc -l\n')
    pager.chmod(0o700)
    long, short = "operator list --on 2018-09-30", "site list"
    first, number = typed(demo, long, PAGER=str(pager))
    assert (first, int(number) > 200) == ("paged with LESS=FRX", True)
    assert typed(demo, long, PAGER=str(pager), LESS="R")[0] == "paged with LESS=R"
    assert "paged" not in typed(demo, short, PAGER=str(pager))[0]
    assert len(typed(demo, long, PAGER="")) > 200
    assert len(typed(demo, long, PAGER="/nowhere/less")) > 200
    assert len(typed(demo, long, PAGER=str(pager), TERM="dumb")) > 200
    assert len(typed(demo, f"{long} --format csv", PAGER=str(pager))) > 200
    assert "paged" not in demo(*long.split(), PAGER=str(pager)).stdout
