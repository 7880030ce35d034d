"""The replay stops where it is told to, knows the root of the log, and shares its work out."""

from __future__ import annotations

import hashlib
import os
import threading
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from ledgers import Desk
from places import SQLitePlace
from refusing import refused_as

from faces.refused import finding_in_words
from ledger.audit import beside
from ledger.audit.beside import Beside
from ledger.audit.findings import Kind
from ledger.audit.replay import Replay
from ledger.exchange.copying import copy
from ledger.reading.event_log import Wanted, events
from ledger.store.codec import export_line
from ledger.store.errors import DamagedLedger
from ledger.store.ledger_refusals import BeyondLedger
from ledger.store.stored_events import PAGE

JUNE, JULY = date(2018, 6, 1), date(2018, 7, 1)


def ten_operators(desk: Desk) -> None:
    """Hired in Romania, and four of them transferred."""
    desk.open("RO-IAS", date(2018, 1, 1))
    desk.open("IT-CAG", date(2018, 1, 1))
    desk.hire(at="RO-IAS", count=10, on=JUNE)
    desk.transfer(count=4, origin="RO-IAS", to="IT-CAG", on=JULY)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.where(SQLitePlace(tmp_path), ten_operators)


def replayed(desk: Desk, until: int | datetime | None = None) -> Replay:
    with desk.ledger.replaying(until=until) as replay:
        for _ in replay.chapters():
            pass
    return replay


def merkle_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    left, right = merkle_root(leaves[:half]), merkle_root(leaves[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def test_a_replay_knows_the_root_of_the_log(desk: Desk) -> None:
    with desk.database.reading() as connection:
        leaves = [export_line(raw) for raw in desk.database.after(connection, 0, 100)]
    assert replayed(desk).root == merkle_root(leaves)
    assert replayed(desk, until=7).root == merkle_root(leaves[:7])


def test_a_replay_stops_at_a_position_in_the_middle_of_a_batch_and_finds_nothing(
    desk: Desk,
) -> None:
    replay = replayed(desk, until=8)
    assert (replay.events, replay.findings.kept) == (8, [])
    assert replay.headcount() == {"RO": 4}


def test_a_chapter_is_a_batch_or_the_single_events_of_a_day(desk: Desk) -> None:
    desk.leave("RO-IAS-0009", on=JULY)
    desk.clock.now = datetime(2018, 8, 1, tzinfo=UTC)
    desk.open("IT-LEC", JULY)
    desk.leave("RO-IAS-0008", on=JULY)
    with desk.ledger.replaying() as replay:
        told = [(each.batch, each.first, each.last, each.headcount) for each in replay.chapters()]
    hired, moved = (
        desk.sql(f"SELECT name FROM batches WHERE position = {at}")[0][0] for at in (4, 15)
    )
    assert told == [
        (None, 1, 3, {}),
        (hired, 4, 14, {"RO": 10}),
        (moved, 15, 19, {"IT": 4, "RO": 6}),
        (None, 20, 20, {"IT": 4, "RO": 5}),
        (None, 21, 22, {"IT": 4, "RO": 4}),
    ]


def test_a_batch_is_one_chapter_though_it_is_read_in_pieces(desk: Desk) -> None:
    desk.hire(at="RO-IAS", count=PAGE + 10, on=JUNE)
    with desk.ledger.replaying() as replay:
        *_, last = replay.chapters()
    assert (last.first, last.last) == (20, desk.position)
    assert last.events == {"batch-recorded.2": 1, "operator-hired.2": PAGE + 10}


def test_a_replay_stops_at_an_instant(desk: Desk) -> None:
    desk.clock.now = datetime(2018, 8, 1, tzinfo=UTC)
    desk.leave("RO-IAS-0009", on=date(2018, 7, 20))
    before = replayed(desk, until=datetime(2018, 7, 31, tzinfo=UTC))
    assert before.headcount() == {"IT": 4, "RO": 6}
    assert replayed(desk).headcount() == {"IT": 4, "RO": 5}


def test_a_replay_to_a_position_that_is_not_there_is_refused(desk: Desk) -> None:
    for position in (0, 100):
        with pytest.raises(BeyondLedger), desk.ledger.replaying(until=position):
            pass


@pytest.mark.parametrize("from_the_end", [0, 1, 10])
def test_a_replay_that_is_told_where_to_stop_compares_no_figures(
    desk: Desk, from_the_end: int
) -> None:
    desk.sql("UPDATE changes SET heads = heads + 1")
    assert replayed(desk, until=desk.position - from_the_end).findings.kept == []
    found = replayed(desk).findings.kept
    assert {finding.kind for finding in found} == {Kind.READ_MODEL_DIFFERS}


def test_the_events_that_are_there_are_counted_where_some_are_gone(desk: Desk) -> None:
    desk.sql("DROP TRIGGER stored_events_no_delete")
    desk.sql("DELETE FROM stored_events WHERE rowid IN (6, 7, 12)")
    replay = replayed(desk)
    assert replay.events == desk.position - 3
    gaps = [each for each in replay.findings.kept if each.kind == Kind.POSITION_GAP]
    assert [(each.position, finding_in_words(each)) for each in gaps] == [
        (8, "position 8 follows 5"),
        (13, "position 13 follows 11"),
    ]


@pytest.mark.parametrize("column", ["topic", "state", "originator_version"])
def test_a_column_that_was_emptied_is_found(desk: Desk, column: str) -> None:
    desk.sql("DROP TRIGGER stored_events_no_update")
    desk.sql(f"UPDATE stored_events SET {column} = NULL WHERE rowid = 8")
    kinds = {finding.kind for finding in desk.findings() if finding.position == 8}
    also = {"topic": {Kind.UNKNOWN_TOPIC}, "originator_version": {Kind.VERSION_GAP}}
    assert kinds == {Kind.MALFORMED_EVENT} | also.get(column, set())


def test_work_is_done_in_another_process_where_that_is_safe() -> None:
    with Beside(os.getpid) as work:
        elsewhere = work.result()
    alone = threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1
    assert (elsewhere != os.getpid()) == alone


def test_work_whose_process_is_lost_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(1)
        return here

    with Beside(work) as beside_us:
        assert beside_us.result() == here


def test_work_that_fails_fails_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    with Beside(partial(int, "none")) as work, pytest.raises(ValueError, match="none"):
        work.result()


def test_work_that_nobody_asks_for_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    started: list[int] = []
    fork = os.fork

    def told() -> int:
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", told)
    with Beside(threading.Event().wait):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(started[0], os.WNOHANG)


# What stands where no event should ------------------------------------------------------------


@pytest.mark.parametrize("position", [0, -1, -5, -(2**63)])
def test_an_event_before_the_first_is_found_and_nothing_is_added_to_such_a_log(
    desk: Desk, position: int
) -> None:
    desk.sql(
        "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) "
        f"SELECT {position}, 'operator:OP-9', 1, topic, state FROM stored_events WHERE rowid = 8"
    )
    findings = [each for each in desk.findings() if each.position == position]
    assert [finding_in_words(each) for each in findings if each.kind is Kind.POSITION_GAP] == [
        f"an event stands at position {position}, before the first"
    ]
    with refused_as(DamagedLedger, match=f"stands at position {position};"):
        desk.hire("OP-10", at="RO-IAS", on=JUNE)
    with desk.ledger.asking() as view:
        assert list(events(desk.database, view, Wanted(operator="OP-9"))) == []
    with refused_as(DamagedLedger, match="gaps"):
        copy(desk.database, SQLitePlace(Path(desk.place.url).parent, "copy.db").database())


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("originator_id", "CAST(originator_id AS BLOB)"),
        ("originator_version", "1.5"),
        ("topic", "CAST(topic AS BLOB)"),
        ("state", "CAST(state AS TEXT)"),
    ],
)
def test_a_column_of_another_type_is_found(desk: Desk, column: str, other: str) -> None:
    desk.sql("DROP TRIGGER stored_events_no_update")
    desk.sql(f"UPDATE stored_events SET {column} = {other} WHERE rowid = 8")
    found = {(each.kind, finding_in_words(each)) for each in desk.findings() if each.position == 8}
    assert (
        Kind.MALFORMED_EVENT,
        "a column of it has another type than events are stored with",
    ) in found


@pytest.mark.parametrize("line_break", ["\n", "\r"])
def test_a_line_break_in_a_state_is_found_since_exports_are_read_by_lines(
    desk: Desk, line_break: str
) -> None:
    desk.sql("DROP TRIGGER stored_events_no_update")
    desk.sql(
        "UPDATE stored_events SET state = CAST(replace(state, ?, ?) AS BLOB) WHERE rowid = 8",
        '{"recorded_at"',
        f'{{{line_break}"recorded_at"',
    )
    (finding,) = (each for each in desk.findings() if each.kind is not Kind.GUARD_MISSING)
    assert (finding.kind, finding.position) == (Kind.MALFORMED_EVENT, 8)
    assert "line break" in finding_in_words(finding)
