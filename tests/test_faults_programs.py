"""Several programs at one ledger at the same moment: one wins, the others are told."""

from __future__ import annotations

import json
import subprocess

import pytest
from conftest import Rientro, Said
from killing import started
from programs import SECONDS

SITES = ("IT-CAG", "IT-LEC", "RO-IAS")


@pytest.fixture
def run(run_anywhere: Rientro) -> Rientro:
    run_anywhere("init")
    for site in SITES:
        run_anywhere.typed(f"site open {site} --country {site[:2]} --on 2018-01-01")
    return run_anywhere


def at_once(run: Rientro, *lines: str) -> list[Said]:
    """What several programs say that were started together."""
    programs = [started(run, line, subprocess.PIPE) for line in lines]
    said = []
    for program in programs:
        stdout, stderr = program.communicate(timeout=SECONDS)
        said.append(Said(program.wait(), (stdout or b"").decode(), (stderr or b"").decode()))
    return said


def test_of_programs_that_hire_one_operator_one_wins_and_the_others_are_told(run: Rientro) -> None:
    ended = at_once(run, *(f"hire OP-1 --at {site} --on 2018-06-01" for site in SITES))
    assert sorted(each.exit_code for each in ended) == [0, 3, 3]
    assert all("OP-1" in each.stderr for each in ended)
    assert run.position == 1 + len(SITES) + 1
    assert run("audit", "replay").exit_code == 0


def test_programs_that_say_the_same_record_it_once(run: Rientro) -> None:
    ended = at_once(run, *["hire OP-1 --at IT-CAG --on 2018-06-01"] * 3)
    assert [each.exit_code for each in ended] == [0, 0, 0]
    assert sum("lready recorded" in each.stderr for each in ended) == 2
    assert run.position == 1 + len(SITES) + 1


def test_programs_that_pick_never_pick_the_same(run: Rientro) -> None:
    run.typed("hire --count 9 --at RO-IAS --on 2018-01-01")
    move = "transfer --count 3 --from RO-IAS --to IT-CAG --on 2018-06-01"
    ended = at_once(run, *[move] * 4)
    assert sorted(each.exit_code for each in ended) == [0, 0, 0, 3]
    rows = json.loads(run.typed("headcount --by site --on 2018-12-31 --format json").stdout)["rows"]
    assert {row["site"]: row["heads"] for row in rows if row["heads"]} == {"IT-CAG": 9}
    assert run("audit", "replay").exit_code == 0
