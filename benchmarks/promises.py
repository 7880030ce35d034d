"""Measures shares, commitments and reviews beside `headcount`, all on one ledger, in turn.

    .venv/bin/python benchmarks/promises.py

A sector's clients have 100 contracts; each reports five places a month for ten years. The contract of
these answers is that none takes more than one and a half times as long as `headcount`: of a processor, since
other programs disturb that least.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import sector
from benchmarks.measure import in_turn, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.measure import Command

RIENTRO = str(Path(sys.executable).with_name("rientro"))
CONTRACTS, CLIENTS, FIRST_YEAR, YEARS = 100, 13, 2012, 10
PLACES = ("IT-01", "IT-02", "RO-00", "AL", "TN")
MOST = 1.5
_HEADER = ("contract", "month", "place", "volume", "unit", "reason")
_ON = f"{FIRST_YEAR + YEARS - 1}-12-31"
_QUESTIONS = (
    f"shares --on {_ON}",
    f"shares --by total --on {_ON}",
    f"shares --by client --months 24 --on {_ON}",
    f"shares --measure heads --on {_ON}",
    f"shares --history --on {_ON}",
    f"commitments --on {_ON}",
    f"commitments --history --on {_ON}",
    f"commitments --signatory Client-1 --on {_ON}",
    f"review PROT-2017 --on {_ON}",
)


def make(folder: Path, movements: int) -> Path:
    """A ledger with all that is asked about, made through the real commands and imports."""
    file = folder / "promises.db"

    def rientro(*words: str) -> None:
        run([RIENTRO, "--quiet", "--ledger", str(file), *words])

    rientro("init", "--name", "promises")
    opened = str(sector.OPENED_ON)
    for code in sector.SITES:
        rientro("site", "open", code, "--country", code[:2], "--on", opened)
    clients = [f"Client-{number}" for number in range(CLIENTS)]
    for number, code in enumerate((*sector.CONTRACTS, *_codes()[len(sector.CONTRACTS) :])):
        supplier = ("--supplier", "Supplier") if number % 4 else ()
        client = clients[number % CLIENTS]
        rientro("contract", "sign", code, "--client", client, *supplier, "--on", opened)
    sign = ("protocol", "sign", "PROT-2017", "--shipped", "protocollo-2017", "--on", "2017-05-04")
    rientro(*sign)
    rientro("protocol", "join", "PROT-2017", *clients, "--on", "2017-05-04")
    sector.write_movements(folder / "movements.csv", movements)
    rientro("import", str(folder / "movements.csv"))
    with (folder / "volumes.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(_HEADER)
        writer.writerows(_volumes())
    rientro("volume", "import", str(folder / "volumes.csv"))
    return file


def _codes() -> list[str]:
    return [f"C{number:02d}" for number in range(CONTRACTS)]


def _volumes() -> Iterator[tuple[str, ...]]:
    chance = random.Random(2017)  # noqa: S311 (a workload, not a secret)
    for code in _codes():
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            for month in range(1, 13):
                for place in PLACES:
                    contacts = str(chance.randint(0, 9_999))
                    yield code, f"{year}-{month:02d}", place, contacts, "contacts", ""


def main() -> None:
    """Print the table; ends with 1 where a question takes too long."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--movements", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder in which the ledger stays")
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        folder: Path = arguments.keep or Path(name)
        file = folder / "promises.db"
        if not file.exists():
            make(folder, arguments.movements)
        questions = (f"headcount --on {_ON}", *_QUESTIONS)
        commands: list[Command] = [
            [RIENTRO, "--quiet", "--ledger", str(file), *words.split()] for words in questions
        ]
        first, *others = in_turn(commands, arguments.times)
    sys.stdout.write(f"{questions[0]}: {first}, {first.cpu:.2f} s of CPU\n")
    slow = 0
    for question, runs in zip(_QUESTIONS, others, strict=True):
        ratio = runs.cpu / first.cpu
        slow += ratio > MOST
        sys.stdout.write(f"{question}: {runs}, {runs.cpu:.2f} s of CPU, {ratio:.2f} times\n")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
