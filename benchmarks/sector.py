"""A sector's movements: fifty sites, thirty contracts, posts that change on Mondays.

Large sites have more movements than small ones, most operators work full time, and every movement
is one that the rules allow. The same number of rows gives the same file.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITES = {f"{'IT' if number % 3 else 'RO'}-{number:02d}": number for number in range(50)}
CONTRACTS = [f"C{number:02d}" for number in range(30)]
OPENED_ON = date(2009, 1, 1)
BASELINE_ON, DEADLINE_ON, LAST_ON = date(2015, 1, 1), date(2020, 1, 1), date(2024, 5, 27)
_FIRST_MONDAY, _WEEKS = date(2010, 1, 4), 750
_CODES = list(SITES)
_WEIGHTS = [1 / (number + 1) for number in SITES.values()]
_HOURS = ("1", "0.75", "0.5")
_HOURS_WEIGHTS = (80, 10, 10)
_HEADER = ("movement", "operator", "site", "to_site", "contract", "fte", "effective_on", "reason")
_HIRES, _TRANSFERS, _REASSIGNMENTS = 0.45, 0.70, 0.78


def write_movements(file: Path, rows: int) -> None:
    """Write a movement file of so many rows."""
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(_HEADER)
        writer.writerows(_movements(rows))


def _movements(rows: int) -> Iterator[tuple[str, ...]]:
    chance = random.Random(2018)  # noqa: S311 (a workload, not a secret)
    codes: list[str] = []
    placed: dict[str, tuple[str, str]] = {}
    hired = 0
    for row in range(rows):
        on = (_FIRST_MONDAY + timedelta(weeks=row * _WEEKS // rows)).isoformat()
        kind = chance.random() if codes else 0.0
        if kind < _HIRES:
            hired += 1
            code = f"OP-{hired}"
            site = chance.choices(_CODES, _WEIGHTS)[0]
            fte = chance.choices(_HOURS, _HOURS_WEIGHTS)[0]
            codes.append(code)
            placed[code] = site, fte
            yield "hire", code, site, "", _contract(site), fte, on, ""
            continue
        index = chance.randrange(len(codes))
        code = codes[index]
        site, fte = placed[code]
        if kind < _TRANSFERS:
            site = _CODES[(SITES[site] + chance.choice((1, 2, 5))) % len(_CODES)]
            placed[code] = site, fte
            yield "transfer", code, "", site, _contract(site), "", on, ""
        elif kind < _REASSIGNMENTS:
            fte = chance.choice([other for other in _HOURS if other != fte])
            placed[code] = site, fte
            yield "reassign", code, "", "", "", fte, on, ""
        else:
            codes[index] = codes[-1]
            codes.pop()
            yield "leave", code, "", "", "", "", on, chance.choice(("resigned", "redundant"))


def _contract(site: str) -> str:
    return CONTRACTS[SITES[site] % len(CONTRACTS)]
