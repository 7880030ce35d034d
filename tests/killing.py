"""Kills the real program at random moments, and puts the ledger back for the next time.

A moment counts from when the program was seen to have the ledger open, and lies within the time
that the command took from there when nobody disturbed it; early ones are likelier, since a program
spends the end of its time on going away. All chance comes from one seed, which a
failing test shows; `RIENTRO_SEED` repeats it, and `RIENTRO_KILLS` says how often each command is
killed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random, SystemRandom
from typing import Protocol

import programs
import pytest
from conftest import Rientro
from places import PostgresPlace
from programs import SECONDS, Running

KILLS = int(os.environ.get("RIENTRO_KILLS", "1"))
SEED = os.environ.get("RIENTRO_SEED") or str(SystemRandom().randrange(10**9))


class Ground(Protocol):
    """A place for a ledger that can be put back as it was, again and again."""

    def put_back(self) -> Rientro:
        """The command line where the ledger is as it was prepared."""

    def is_open(self) -> bool:
        """Whether a program has the ledger open."""

    def settle(self) -> None:
        """Wait until nobody works for a program that was killed."""

    def close(self) -> None:
        """Forget what was put back."""


class FileGround:
    """A ledger in an SQLite file, copied from one that is prepared; without that, none."""

    def __init__(self, run: Rientro, prepared: Path | None) -> None:
        self._run = run
        self._prepared = prepared

    def put_back(self) -> Rientro:
        for each in self._run.folder.glob("rientro.db*"):
            each.unlink()
        if self._prepared is not None:
            shutil.copyfile(self._prepared, self._run.ledger)
        return self._run

    def is_open(self) -> bool:
        """The log beside the file is there while somebody has it open, and after a kill."""
        return Path(f"{self._run.ledger}-wal").exists()

    def settle(self) -> None:
        pass

    def close(self) -> None:
        pass


class ServerGround:
    """A ledger in a database on a server, copied from one that is prepared; without that, none."""

    def __init__(self, run: Rientro, prepared: str | None) -> None:
        self._run = run
        self._template = prepared or "template0"
        self._place: PostgresPlace | None = None

    def put_back(self) -> Rientro:
        self.close()
        self._place = PostgresPlace(template=self._template)
        settings = {**self._run.settings, "RIENTRO_LEDGER": self._place.url}
        return Rientro(self._run.folder, settings, self._place)

    def is_open(self) -> bool:
        """Somebody is connected to the database, other than who asks from the next one."""
        assert self._place is not None
        connected = (
            f"SELECT 1 FROM pg_stat_activity WHERE datname = '{self._place.name}' "
            "AND backend_type = 'client backend'"
        )
        with self._place.server.session() as session:
            return session.execute(connected.encode()).fetchone() is not None

    def settle(self) -> None:
        """The server may not yet have noticed that it works for nobody."""
        wait_until(lambda: not self.is_open(), "the server still works for a program that is gone")

    def close(self) -> None:
        if self._place is not None:
            self._place.close()


@dataclass(frozen=True)
class Killed:
    """A ledger on which a command was killed, or had ended before its moment came."""

    run: Rientro
    ended: int | None
    """The exit code where the command had ended; none where it was killed."""


def killed(
    ground: Ground, words: str, prepare: Callable[[Rientro], None], *, code: int = 0
) -> Iterator[Killed]:
    """What is left of the ledger after each of some kills of a command, that ends with the code."""
    random = Random(f"{SEED} {words.partition(' /')[0]}")  # noqa: S311 (chance, no secret)
    sys.stdout.write(f"repeat with RIENTRO_SEED={SEED}\n")
    lasting = _undisturbed(ground, words, prepare, code)
    for number in range(KILLS):
        run = ground.put_back()
        prepare(run)
        with started(run, words) as program:
            wait_until_open(ground, program)
            moment = lasting * random.random() ** 2
            try:
                program.wait(moment)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait(SECONDS)
        ground.settle()
        killed = Killed(run, None if program.returncode == -signal.SIGKILL else program.returncode)
        sys.stdout.write(f"kill {number}: after {moment:.3f} of {lasting:.3f} s, {killed.ended}\n")
        assert killed.ended in {None, code}
        yield killed
    ground.close()


def _undisturbed(
    ground: Ground, words: str, prepare: Callable[[Rientro], None], code: int
) -> float:
    """For how many seconds the command has the ledger open when nobody disturbs it."""
    run = ground.put_back()
    prepare(run)
    with started(run, words) as program:
        wait_until_open(ground, program)
        opened = time.monotonic()
        assert program.wait(SECONDS) == code
    return time.monotonic() - opened


def started(run: Rientro, words: str, output: int = subprocess.DEVNULL) -> Running:
    """The command as a program that has begun."""
    return programs.started(
        words.split(), run.folder, run.environment(), stdout=output, stderr=output
    )


def wait_until_open(ground: Ground, program: Running) -> None:
    """Wait until the program has the ledger open, or has ended."""
    wait_until(lambda: ground.is_open() or program.poll() is not None, "it opened no ledger")


def wait_until(come_true: Callable[[], bool], else_: str) -> None:
    """Wait for what is observed, and fail where it never comes."""
    give_up_at = time.monotonic() + SECONDS
    while not come_true():
        if time.monotonic() > give_up_at:
            pytest.fail(else_)
        time.sleep(0.001)


def tell(what: str, seen: list[str]) -> None:
    """Say how many kills left which state."""
    counts = ", ".join(f"{seen.count(each)} {each}" for each in sorted(set(seen)))
    sys.stdout.write(f"{what}: {counts}\n")
