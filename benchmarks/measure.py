"""Whole commands, measured from outside: seconds and memory, in turn, with their spread."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Command = list[str]
NEW = "{new}"
"""Stands in a command for a code that is another one each time."""


@dataclass(frozen=True)
class Run:
    """One run of a command: wall-clock seconds, the peak memory in megabytes, seconds of a processor."""

    seconds: float
    megabytes: float
    cpu: float = 0


@dataclass(frozen=True)
class Runs:
    """Some runs of one command."""

    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """The median of the seconds."""
        return median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of the seconds of a processor, which other programs disturb least."""
        return median(run.cpu for run in self.runs)

    @property
    def megabytes(self) -> float:
        """The highest of the peaks."""
        return max(run.megabytes for run in self.runs)

    def __str__(self) -> str:
        seconds = sorted(run.seconds for run in self.runs)
        return f"{self.seconds:.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f})"


def run(command: Command) -> Run:
    """Run a command to its end; what it prints is thrown away, and a failure stops the benchmark."""
    words = [word.replace(NEW, f"NEW-{time.time_ns()}") for word in command]
    started = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {said.decode()}")
    return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def in_turn(commands: Sequence[Command], times: int) -> list[Runs]:
    """Run the commands A B C A B C …, after one run of each that is not counted."""
    runs: list[list[Run]] = [[] for _ in commands]
    for number in range(times + 1):
        for command, counted in zip(commands, runs, strict=True):
            done = run(command)
            if number:
                counted.append(done)
    return [Runs(tuple(counted)) for counted in runs]
