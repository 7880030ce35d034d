"""Many write and read at once for a while: nobody is told what is not so."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from killing import SEED
from places import Place

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.soak import Soaked, complaints, soak, tell_soak
from benchmarks.soak_workers import Answer, Told
from ledger.store.codec import RawEvent

SECONDS = float(os.environ.get("RIENTRO_SOAK_SECONDS", "0.5"))
WRITERS, READERS = (8, 4) if SECONDS > 10 else (2, 1)


@pytest.fixture
def soaked(place: Place) -> Soaked:
    sys.stdout.write(f"repeat with RIENTRO_SEED={SEED}\n")
    return soak(place.url, seconds=SECONDS, writers=WRITERS, readers=READERS, seed=int(SEED))


def test_what_everybody_was_told_is_so(soaked: Soaked) -> None:
    assert tell_soak("soak", soaked) == []
    assert soaked.commands
    assert soaked.refused
    assert soaked.answers


LOG = [
    RawEvent(1, "ledger", 1, "ledger-opened.2", b"{}"),
    *(RawEvent(number, f"site:{number}", 1, "site-opened.2", b"{}") for number in range(2, 6)),
    RawEvent(
        6,
        "operator:OP-1",
        1,
        "operator-hired.2",
        b'{"event":{"placement":{"site":"IT-CAG"},"effective_on":"2018-03-01"}}',
    ),
]
HIRED = Told(started=1, ended=2, position=6, events=((6, "operator:OP-1", 1),))
AFTER = Answer(started=3, ended=4, position=6, on="2018-03-01", heads={"IT-CAG": 1})
TRUE = Soaked([HIRED], 0, [AFTER], LOG, findings=0, seconds=4)


def test_what_is_so_is_no_complaint() -> None:
    before = replace(AFTER, on="2018-02-28", heads={})
    meanwhile = replace(AFTER, started=1.5, position=5, heads={})
    assert complaints(replace(TRUE, answers=[AFTER, before, meanwhile])) == []


@pytest.mark.parametrize(
    ("lie", "complaint"),
    [
        ({"told": [HIRED, HIRED]}, "told but not there: (6, 'operator:OP-1', 1)"),
        ({"told": [replace(HIRED, events=())]}, "there but not told: (6, 'operator:OP-1', 1)"),
        ({"log": [*LOG[:-1], LOG[-1]._replace(position=7)]}, "positions have gaps"),
        ({"findings": 2}, "the replay finds 2 things"),
        ({"answers": [replace(AFTER, heads={"IT-CAG": 2})]}, "not {'IT-CAG': 1}"),
        ({"answers": [replace(AFTER, on="2018-02-28")]}, "not {}"),
        ({"answers": [replace(AFTER, position=5, heads={})]}, "at 5 is not of 6 to 6"),
        ({"answers": [replace(AFTER, started=0, ended=0.5)]}, "at 6 is not of 0 to 5"),
    ],
)
def test_what_is_not_so_is_found(lie: dict[str, Any], complaint: str) -> None:
    assert complaint in " | ".join(complaints(replace(TRUE, **lie)))
