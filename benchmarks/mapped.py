"""Measures an import by a mapping beside that of a plain file of the same movements, in turn.

    .venv/bin/python benchmarks/mapped.py

The mapped file has the supplier's names, cities, hours and dates, people's names, a title and a total. The
contract of an import by a mapping is that it takes at most 1.3 times as long as that of the plain file, and
less than 1 GB.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import sector
from benchmarks.measure import Run, Runs, run

RIENTRO = str(Path(sys.executable).with_name("rientro"))
MOST, MOST_MEGABYTES = 1.3, 1_000
_HOURS = {"1": "40", "0.75": "30", "0.5": "20", "": ""}
_KINDS = {
    "hire": "Assunzione",
    "transfer": "Trasferimento",
    "reassign": "Variazione orario",
    "leave": "Cessazione",
}
_WHY = {"resigned": "Dimissioni volontarie", "redundant": "Esubero"}
_HEADER = (
    *("Tipo evento", "Matricola", "Cognome e nome", "Sede", "Nuova sede", "Commessa"),
    *("Ore settimanali", "Data effetto"),
)
_COLUMNS = ("movement", "operator", "", "site", "to_site", "contract", "fte", "effective_on")


def _theirs(plain: Path, theirs: Path) -> None:
    """The same movements as a supplier would write them."""
    with (
        plain.open(encoding="utf-8") as rows,
        theirs.open("w", newline="", encoding="utf-8") as out,
    ):
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["Movimenti del personale"])
        writer.writerow(_HEADER)
        for row in csv.DictReader(rows):
            year, month, day = row["effective_on"].split("-")
            kind = _WHY.get(row["reason"]) or _KINDS[row["movement"]]
            places = (f"Città {row[name]}" if row[name] else "" for name in ("site", "to_site"))
            writer.writerow(
                (
                    *(kind, row["operator"], "Rossi Mario", *places, row["contract"]),
                    *(_HOURS[row["fte"]], f"{day}/{month}/{year}"),
                )
            )
        writer.writerow(["Totale", "", "", "", "", "", "", ""])


def _mapping() -> str:
    """How the supplier's file is read."""
    kinds = [f'"{theirs}" = "{ours}"' for ours, theirs in _KINDS.items()]
    kinds += [
        f'"{theirs}" = {{ movement = "leave", reason = "{ours}" }}' for ours, theirs in _WHY.items()
    ]
    sites = [f'"Città {code}" = "{code}"' for code in sector.SITES]
    return "\n".join(
        (
            'header = "Matricola"\nstop = "Totale*"\n[columns]',
            *(f'"{name}" = "{ours}"' for name, ours in zip(_HEADER, _COLUMNS, strict=True)),
            *("[values.movement]", *kinds, "[values.site]", *sites, "[values.to_site]", *sites),
            "[numbers]\nhours_full_time = 40\n",
        )
    )


def _ledger(file: Path) -> None:
    """A ledger in which the movements can be recorded."""

    def rientro(*words: str) -> None:
        run([RIENTRO, "--quiet", "--ledger", str(file), *words])

    rientro("init", "--name", "mapped")
    for code in sector.SITES:
        rientro("site", "open", code, "--country", code[:2], "--on", str(sector.OPENED_ON))
    for code in sector.CONTRACTS:
        rientro("contract", "sign", code, "--client", "Client", "--on", str(sector.OPENED_ON))


def main() -> None:
    """Print both imports and their ratio; ends with 1 where the mapping costs too much."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=3)
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        _ledger(folder / "empty.db")
        sector.write_movements(folder / "plain.csv", arguments.rows)
        _theirs(folder / "plain.csv", folder / "theirs.csv")
        (folder / "map.toml").write_text(_mapping(), encoding="utf-8")
        files = {
            "plain": [str(folder / "plain.csv")],
            "mapped": [str(folder / "theirs.csv"), "--map", str(folder / "map.toml")],
        }
        runs: dict[str, list[Run]] = {which: [] for which in files}
        for _ in range(arguments.times):
            for which, words in files.items():
                ledger = folder / f"{which}.db"
                shutil.copyfile(folder / "empty.db", ledger)
                command = [RIENTRO, "--quiet", "--ledger", str(ledger), "import", *words]
                runs[which].append(run(command))
    plain, mapped = (Runs(tuple(runs[which])) for which in files)
    ratio = mapped.cpu / plain.cpu
    for which, each in (("plain", plain), ("mapped", mapped)):
        sys.stdout.write(f"{which}: {each.cpu:.2f} s of CPU, {each.megabytes:.0f} MB\n")
    sys.stdout.write(f"{ratio:.2f} times\n")
    sys.exit(1 if ratio > MOST or mapped.megabytes > MOST_MEGABYTES else 0)


if __name__ == "__main__":
    main()
