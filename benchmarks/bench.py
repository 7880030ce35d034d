"""Measures rientro beside what somebody would use instead, and prints a table of ratios.

`make bench` makes ledgers of three sizes through the real import, in a folder of its own, and runs
every comparison in turn in one go. Seconds differ from machine to machine; ratios far less.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import sector
from benchmarks.measure import NEW, Run, in_turn, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.measure import Command, Runs

HERE = Path(__file__).resolve().parent
RIENTRO = str(Path(sys.executable).with_name("rientro"))
_RECORDED_BETWEEN = 100


@dataclass(frozen=True)
class Made:
    """A ledger of so many movements, its journal, and how its import went."""

    rows: int
    file: Path
    journal: Path
    movements: Path
    imported: Run

    def ask(self, *words: str) -> Command:
        """A command on this ledger."""
        return [RIENTRO, "--quiet", "--ledger", str(self.file), *words]


def make(folder: Path, rows: int) -> Made:
    """A ledger made through the real commands and one real import."""
    file, movements = folder / f"{rows}.db", folder / f"{rows}.csv"
    made = Made(rows, file, folder / f"{rows}.journal", movements, Run(0, 0))
    sector.write_movements(movements, rows)
    opened, client = str(sector.OPENED_ON), "a client"
    run(made.ask("init", "--name", f"sector-{rows}"))
    for code in sector.SITES:
        run(made.ask("site", "open", code, "--country", code[:2], "--on", opened))
    for code in sector.CONTRACTS:
        run(made.ask("contract", "sign", code, "--client", client, "--on", opened))
    terms = ["--target", "500", "--from", "RO", "--to", "IT", "--on", str(sector.BASELINE_ON)]
    terms += ["--baseline", str(sector.BASELINE_ON), "--deadline", str(sector.DEADLINE_ON)]
    run(made.ask("plan", "announce", "HOME", *terms))
    imported = run(made.ask("import", str(movements)))
    run(made.ask("export", "movements", "--as", "ledger", "--to", str(made.journal)))
    return Made(rows, file, made.journal, movements, imported)


class Bench:
    """All comparisons; each yields lines of the table: what, figure, beside what, ratio."""

    def __init__(self, folder: Path, sizes: list[int], times: int) -> None:
        self._folder = folder
        self._times = times
        self._made = []
        for rows in sizes:
            sys.stderr.write(f"Making a ledger of {rows:,} movements …\n")
            self._made.append(make(folder, rows))

    def lines(self) -> Iterator[tuple[str, str, str, str]]:
        """The whole table."""
        for made in self._made:
            yield self._import(made)
        for made in self._made:
            yield from self._replay(made)
        for made in self._made:
            yield from self._rebuild(made)
        yield from self._questions()
        yield from self._recording()
        yield from self._checkpoints()
        yield from self._start_up()

    def _import(self, made: Made) -> tuple[str, str, str, str]:
        rate = made.rows / made.imported.seconds
        memory = f"{made.imported.megabytes:.0f} MB"
        return (
            f"import of {made.rows:,} rows",
            f"{made.imported.seconds:.2f} s",
            memory,
            (f"{rate:,.0f} rows/s"),
        )

    def _replay(self, made: Made) -> Iterator[tuple[str, str, str, str]]:
        floor: Command = [sys.executable, str(HERE / "floor.py"), str(made.file)]
        rivals = {"one pass with sqlite3 and json, no checks": floor}
        for program in ("ledger", "hledger"):
            if shutil.which(program):
                rivals[f"{program} balance"] = [program, "-f", str(made.journal), "balance"]
            else:
                yield f"replay of {made.rows:,}", "", f"{program} is not installed", "skipped"
        if made is self._made[0]:
            database = str(self._folder / "plain.db")
            plain: Command = [sys.executable, str(HERE / "plain.py")]
            run([*plain, "record", str(made.movements), database])
            rivals["the eventsourcing library in its plain way"] = [*plain, "fold", database]
        # One that stops before the end judges every event and compares no figures.
        replays = [
            made.ask("audit", "replay"),
            made.ask("audit", "replay", "--until", f"{made.rows}"),
        ]
        own, judging, *others = in_turn([*replays, *rivals.values()], self._times)
        for name, runs in (("replay", own), ("replay, figures not compared,", judging)):
            rate = f"{made.rows / runs.seconds:,.0f} events/s"
            yield f"{name} of {made.rows:,}", str(runs), f"{runs.megabytes:.0f} MB", rate
        for name, other in zip(rivals, others, strict=True):
            yield "", str(other), name, _times_as_fast(own, other)
        yield "", "", "the floor, figures not compared", _times_as_fast(judging, others[0])

    def _rebuild(self, made: Made) -> Iterator[tuple[str, str, str, str]]:
        (rebuilt,) = in_turn([made.ask("db", "rebuild")], min(self._times, 3))
        rate = f"{made.rows / rebuilt.seconds:,.0f} events/s"
        yield f"rebuild of {made.rows:,}", str(rebuilt), f"{rebuilt.megabytes:.0f} MB", rate

    def _questions(self) -> Iterator[tuple[str, str, str, str]]:
        on = str(sector.DEADLINE_ON)
        for words in (["headcount", "--on", on], ["progress", "HOME", "--on", on]):
            measured = in_turn([made.ask(*words) for made in self._made], self._times)
            yield from self._against_smallest(words[0], measured)
        largest = self._made[-1]
        if shutil.which("ledger"):
            own, other = in_turn(
                [
                    largest.ask("headcount", "--on", on),
                    ["ledger", "-f", str(largest.journal), "balance"],
                ],
                min(self._times, 3),
            )
            what = f"headcount of {largest.rows:,}"
            yield what, str(own), f"ledger balance: {other}", _times_as_fast(own, other)

    def _recording(self) -> Iterator[tuple[str, str, str, str]]:
        hire = ["hire", NEW, "--at", "IT-01", "--on", str(sector.LAST_ON)]
        measured = in_turn([made.ask(*hire) for made in self._made], self._times)
        yield from self._against_smallest("record one hire", measured)

    def _checkpoints(self) -> Iterator[tuple[str, str, str, str]]:
        key = self._folder / "bench.key"
        run(self._made[0].ask("audit", "keygen", "--to", str(key), "--name", "bench"))
        for made in self._made:
            run(made.ask("audit", "checkpoint", "--key", str(key)))
        count, on = str(_RECORDED_BETWEEN), str(sector.LAST_ON)
        grow = [
            made.ask("hire", "--count", count, "--at", "IT-01", "--on", on) for made in self._made
        ]
        sign = [made.ask("audit", "checkpoint", "--key", str(key)) for made in self._made]
        turns = [command for pair in zip(grow, sign, strict=True) for command in pair]
        measured = in_turn(turns, self._times)[1::2]
        yield from self._against_smallest(f"checkpoint after {count} more", measured)

    def _start_up(self) -> Iterator[tuple[str, str, str, str]]:
        libraries = "import click, pydantic, sqlalchemy, eventsourcing.sqlite"
        smallest = self._made[0]
        pairs = {
            "--help": ([RIENTRO, "--help"], "import click"),
            "headcount": (smallest.ask("headcount", "--on", "2018-01-01"), libraries),
        }
        for name, (command, imports) in pairs.items():
            own, other = in_turn([command, [sys.executable, "-c", imports]], self._times * 3)
            ratio = f"{own.seconds / other.seconds:.2f} × its time"
            yield f"start-up: {name}", str(own), f'python -c "{imports}": {other}', ratio

    def _against_smallest(
        self, what: str, measured: list[Runs]
    ) -> Iterator[tuple[str, str, str, str]]:
        for made, runs in zip(self._made, measured, strict=True):
            ratio = runs.seconds / measured[0].seconds
            yield (
                f"{what}, {made.rows:,}",
                str(runs),
                f"{self._made[0].rows:,}",
                f"{ratio:.2f} × its time",
            )


def _times_as_fast(own: Runs, other: Runs) -> str:
    return f"rientro {other.seconds / own.seconds:.2f} × as fast"


def main() -> None:
    """Measure, and print the table in Markdown as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 200_000, 1_000_000])
    parser.add_argument("--times", type=int, default=3, help="counted runs of each command")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="rientro-bench-") as folder:
        bench = Bench(Path(folder), sorted(arguments.sizes), arguments.times)
        sys.stdout.write("| work | median (spread) | beside | ratio |\n|---|---|---|---|\n")
        for line in bench.lines():
            sys.stdout.write(f"| {' | '.join(line)} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
