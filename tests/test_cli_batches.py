"""What a batch holds is said of every kind of batch, in every format."""

from __future__ import annotations

import csv
import json

import pytest
from conftest import Rientro

FILES = {
    "movements.csv": "movement,count,site,effective_on\nhire,3,IT-CAG,2018-02-01\n",
    "volumes.csv": (
        "contract,month,place,volume,unit\n"
        "FW,2018-03,IT,8150,contacts\nFW,2018-03,AL,1850,contacts\nFW,2018-04,IT,9000,contacts\n"
    ),
    "quality.csv": "contract,indicator,period,given\nFW,answer-seconds,2018,87\n",
}
HOLDS = {
    "words": ("movements", 0, 5, "5 events"),
    "hires": ("movements", 3, 3, "3 movements"),
    "done": ("volumes", 0, 2, "2 reports of volumes"),
    "how-well": ("quality", 0, 1, "1 report of quality"),
    "fewer": ("movements", 2, 3, "2 movements"),
}
"""By batch: the kind, how many movements and how many events in all, and what a table says."""
KEYS = [
    *("batch", "source", "sha256", "movements", "recorded_at", "recorded_by", "position", "signed"),
    *("kind", "records"),
]


@pytest.fixture
def run(run_anywhere: Rientro) -> Rientro:
    for name, text in FILES.items():
        (run_anywhere.folder / name).write_text(text)
    return run_anywhere.given(
        "init --name batches",
        "site open IT-CAG --country IT --on 2018-01-01",
        "contract sign FW --client Fastweb --on 2018-01-01",
        "quality define --shipped agcom",
        "import movements.csv --batch hires",
        "volume import volumes.csv --batch done",
        "quality import quality.csv --batch how-well",
        "downsize IT-CAG --count 2 --on 2018-06-01 --reason fewer --batch fewer",
    )


def test_a_list_of_batches_says_what_each_holds(run: Rientro) -> None:
    rows = json.loads(run.typed("batch list --format json").stdout)["rows"]
    held = [(row["kind"], row["movements"], row["records"]) for row in rows]
    assert held == [facts[:3] for facts in HOLDS.values()]
    assert [list(row) for row in rows] == [KEYS] * len(rows)
    listed = list(csv.DictReader(run.typed("batch list --format csv").stdout.splitlines()))
    assert [(row["kind"], row["records"]) for row in listed] == [
        (kind, str(records)) for kind, _, records, _ in HOLDS.values()
    ]
    table = run.typed("batch list").stdout.splitlines()
    for line, (*_, words) in zip(table[1:], HOLDS.values(), strict=True):
        assert f"  {words}  " in line
    assert run.typed("db rebuild").exit_code == 0
    assert json.loads(run.typed("batch list --format json").stdout)["rows"] == rows


@pytest.mark.parametrize("name", list(HOLDS)[1:])
def test_a_batch_says_what_it_holds(run: Rientro, name: str) -> None:
    kind, movements, records, words = HOLDS[name]
    (row,) = json.loads(run.typed(f"batch show {name} --format json").stdout)["rows"]
    assert (row["kind"], row["movements"], row["records"]) == (kind, movements, records)
    assert len(row["events"]) == records + 1
    shown = run.typed(f"batch show {name}").stdout
    assert f"  {words}" in shown.splitlines()[1]
    assert f"batch {name} of {words}" in shown
