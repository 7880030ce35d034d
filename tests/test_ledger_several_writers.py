"""Several at once in one ledger: nobody is disturbed, and nothing happens twice."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from conftest import Rientro
from examples import TIMES
from ledgers import Desk, movers
from places import Place, SQLitePlace
from programs import SECONDS, started

from domain.refusal import Refusal
from ledger.ledger import Ledger
from ledger.recording.outcome import Outcome
from ledger.store.ledger_refusals import LedgerExists
from ledger.upkeep.creating import new_ledger

JANUARY, MARCH = date(2018, 1, 1), date(2018, 3, 1)
WRITERS = 4
PATIENT = 30.0


def twenty_operators(desk: Desk) -> None:
    """All of them in Romania."""
    for site in ("IT-CAG", "IT-LEC", "RO-IAS"):
        desk.open(site, JANUARY)
    desk.hire(count=20, at="RO-IAS", on=JANUARY)


@pytest.fixture
def desk(place: Place) -> Desk:
    return Desk.where(place, twenty_operators)


def at_another_desk(desk: Desk) -> Desk:
    """Somebody else at the same ledger."""
    other = object.__new__(Desk)
    database = desk.place.database(PATIENT)
    ledger = Ledger(database, by="bruno", clock=desk.clock)
    other.__dict__.update(desk.__dict__ | {"database": database, "ledger": ledger})
    return other


def all_at_once(desk: Desk, work: Callable[[Desk, int], Outcome]) -> list[Future[Outcome]]:
    """What comes of several who do their work at one moment."""
    start = Barrier(WRITERS)

    def begin(number: int) -> Outcome:
        other = at_another_desk(desk)
        start.wait()
        return work(other, number)

    with ThreadPoolExecutor(WRITERS) as pool:
        done = [pool.submit(begin, number) for number in range(WRITERS)]
        wait(done)
    return done


def no_gaps(desk: Desk) -> bool:
    column = desk.place.position_column
    first, last, events = desk.sql(
        f"SELECT min({column}), max({column}), count(*) FROM stored_events"
    )[0]
    return bool((first, last) == (1, events))


def test_writers_on_different_operators_all_succeed(desk: Desk) -> None:
    def several(other: Desk, number: int) -> Outcome:
        for each in range(3):
            outcome = other.hire(f"OP-{number}-{each}", at="IT-CAG", on=JANUARY)
        return outcome

    before = desk.position
    assert all(each.result().recorded for each in all_at_once(desk, several))
    assert desk.position == before + 3 * WRITERS
    assert no_gaps(desk)
    assert desk.findings() == []


def test_of_writers_on_one_operator_one_wins_and_the_others_are_judged_after_it(
    desk: Desk,
) -> None:
    sites = ["IT-CAG", "IT-LEC", "RO-IAS", "IT-CAG"]
    done = all_at_once(desk, lambda other, n: other.hire("OP-1", at=sites[n], on=JANUARY))
    told = [str(each.exception() or len(each.result().recorded)) for each in done]
    assert told.count("1") == 1, told
    assert all(told in {"0", "1"} or "OP-1" in told for told in told)
    assert all(isinstance(each.exception(), Refusal | None) for each in done)
    assert len(desk.sql("SELECT 1 FROM stored_events WHERE originator_id = 'operator:OP-1'")) == 1


def test_counted_picks_never_overlap(desk: Desk) -> None:
    done = all_at_once(
        desk, lambda other, _: other.transfer(count=5, origin="RO-IAS", to="IT-CAG", on=MARCH)
    )
    picked = [code for each in done for code in movers(each.result())]
    assert len(picked) == len(set(picked)) == 20
    assert desk.headcount("site", MARCH)["IT-CAG"][0] == 20
    assert desk.findings() == []


def test_made_codes_never_overlap(desk: Desk) -> None:
    done = all_at_once(desk, lambda other, _: other.hire(count=5, at="IT-LEC", on=MARCH))
    made = sorted(code for each in done for code in movers(each.result()))
    assert made == [f"IT-LEC-{number:04d}" for number in range(1, 21)]


def test_catching_up_at_once_adds_nothing_twice(desk: Desk) -> None:
    before = desk.read_model()
    desk.forget_read_model()
    start = Barrier(WRITERS)

    def ask(other: Desk) -> int:
        start.wait()
        return other.headcount("site", MARCH)["RO-IAS"][0]

    others = [at_another_desk(desk) for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        assert list(pool.map(ask, others)) == [20] * WRITERS
    assert desk.read_model() == before


def test_a_reader_never_sees_half_a_batch(desk: Desk) -> None:
    def record() -> None:
        for _ in range(6):
            writer.hire(count=50, at="IT-CAG", on=JANUARY)

    writer, reader = at_another_desk(desk), at_another_desk(desk)
    seen = set()
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(record)
        while not writing.done():
            seen.add(reader.headcount("site", MARCH).get("IT-CAG", (0,))[0])
        writing.result()
    seen.add(reader.headcount("site", MARCH)["IT-CAG"][0])
    assert seen <= {0, 50, 100, 150, 200, 250, 300}
    assert 300 in seen


# Creating -----------------------------------------------------------------------------------------


def test_who_comes_second_in_creating_a_ledger_takes_nothing_from_who_came_first(
    tmp_path: Path,
) -> None:
    place = SQLitePlace(tmp_path)
    desks: list[Desk] = []
    with pytest.raises(LedgerExists), new_ledger(place.database()):
        desks.append(Desk(place))
    (desk,) = desks
    desk.open("IT-CAG", JANUARY)
    assert desk.position == 2
    assert desk.findings() == []
    assert {path.name for path in tmp_path.iterdir()} <= {file.name for file in desk.database.files}


def test_of_many_who_create_a_ledger_at_once_exactly_one_does(run: Rientro) -> None:
    for number in range(2 * TIMES):
        ledger = f"{number}.db"
        programs = [
            started(
                ("--ledger", ledger, "init", "--name", f"by-{each}"),
                run.folder,
                run.environment(),
                stderr=subprocess.PIPE,
            )
            for each in range(6)
        ]
        for program in programs:
            program.communicate(timeout=SECONDS)
        assert sorted(program.wait() for program in programs) == [0, 3, 3, 3, 3, 3]
        assert run("--ledger", ledger, "headcount").exit_code == 0


def test_a_log_that_another_ledger_left_is_not_taken_for_the_new_ones(run: Rientro) -> None:
    left = run.folder / f"{run.ledger.name}-wal"
    left.write_bytes(b"something")
    run("init").refused(4, f"{left.name} is left of another, without it. Move that file away")
    left.unlink()
    assert run("init").exit_code == 0


def test_a_link_leads_to_a_ledger_with_all_that_is_beside_it(run: Rientro) -> None:
    (run.folder / "real").mkdir()
    (run.folder / "links").mkdir()
    link = run.folder / "links" / "l.db"
    link.symlink_to(run.folder / "real" / "r.db")
    left = run.folder / "real" / "r.db-wal"
    left.write_bytes(b"something")
    run("--ledger", str(link), "init").refused(4, "r.db-wal is left of another")
    left.unlink()
    assert run("--ledger", str(link), "init").exit_code == 0
    assert link.is_symlink()
    assert run("--ledger", "real/r.db", "headcount").exit_code == 0
    assert {path.name for path in (run.folder / "links").iterdir()} == {"l.db"}
