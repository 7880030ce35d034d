"""Measures what people look at beside the commands that answer the same, in seconds of the processor.

`looking.py` records the demonstration in a folder of its own; `looking.py LEDGER PLAN DAY` takes
another ledger. Commands are whole processes, run in turn; pages are asked of one process, each
several times before it counts. The table has medians, and ratios of medians.
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cli.looking import Commands
from cli.main import cli
from cli.session import Session
from faces.pages.replies import Replies

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RIENTRO = str(Path(sys.executable).with_name("rientro"))
_TIMES, _PAGES = 7, 15
_TICKS = os.sysconf("SC_CLK_TCK")


def processor(*words: str) -> float:
    """The seconds of the processor that a command takes."""
    process = subprocess.Popen([RIENTRO, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}: {said.decode()}")
    return usage.ru_utime + usage.ru_stime


def start_of_serve(ledger: str) -> float:
    """The seconds of the processor until it is told where the ledger can be looked at."""
    words = [RIENTRO, "--ledger", ledger, "serve", "--port", "0"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    if process.stderr is None or not re.search("http://", process.stderr.readline()):
        raise SystemExit("It was not told where the ledger can be looked at.")
    used = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    process.terminate()
    process.wait()
    return (int(used[11]) + int(used[12])) / _TICKS


def page(replies: Replies, path: str, query: str) -> float:
    """The seconds of the processor that a page takes that was asked for before."""
    taken = []
    for number in range(_PAGES + 3):
        began = time.process_time()
        reply = replies.to(path, query)
        if reply.status != 200:
            raise SystemExit(f"{path}?{query} was answered with {reply.status}.")
        if number >= 3:
            taken.append(time.process_time() - began)
    return median(taken)


def lines(ledger: str, plan: str, day: str) -> Iterator[tuple[str, str, str, str]]:
    """The whole table."""
    own = ("--quiet", "--ledger", ledger)
    asked = {
        f"/progress/{plan}": (f"on={day}", ("progress", plan, "--on", day)),
        "/headcount": (f"by=site&on={day}", ("headcount", "--by", "site", "--on", day)),
        "/batches": ("", ("batch", "list")),
        "/log": ("limit=200", ("log", "--limit", "200")),
    }
    commands: list[Sequence[str]] = [
        ("--help",),
        (*own, "progress", plan, "--on", day),
        (*own, "report", plan, "--on", day),
        *((*own, *words) for _, words in asked.values()),
    ]
    runs = [[processor(*words) for words in commands] for _ in range(_TIMES)]
    helped, progress, report, *others = (median(each) for each in zip(*runs, strict=True))
    yield _line("report to HTML", report, "progress", progress)
    started = median(start_of_serve(ledger) for _ in range(_TIMES))
    yield _line("start of serve", started, "--help", helped)
    session = Session(
        ledger_name=ledger,
        ledger_named_here=True,
        by="bench",
        quiet=True,
        clock=lambda: datetime.now(UTC),
        new_id=lambda: secrets.token_hex(16),
        new_salt=lambda: secrets.token_bytes(16),
    )
    replies = Replies(Commands(cli, session), "en")
    for (path, (query, words)), command in zip(asked.items(), others, strict=True):
        yield _line(f"page {path}", page(replies, path, query), " ".join(words), command)


def _line(what: str, own: float, beside: str, other: float) -> tuple[str, str, str, str]:
    return what, f"{own:.3f} s", f"{beside}: {other:.3f} s", f"{own / other:.2f} × its time"


def main() -> None:
    """Measure, and print the table in Markdown as it comes."""
    with TemporaryDirectory(prefix="rientro-looking-") as folder:
        ledger, plan, day = f"{folder}/demo.db", "FW-2018", "2018-09-30"
        if len(sys.argv) > 1:
            ledger, plan, day = sys.argv[1:]
        else:
            processor("--ledger", ledger, "demo")
        sys.stdout.write("| measured | processor | beside | ratio |\n|---|---|---|---|\n")
        for line in lines(ledger, plan, day):
            sys.stdout.write(f"| {' | '.join(line)} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
