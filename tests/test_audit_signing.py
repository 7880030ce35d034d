"""Nothing is signed that contradicts what was signed before, and little is read for it."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from ledgers import Desk
from notary import JULY, Notary, edit
from places import SQLitePlace
from refusing import refused_as

from faces.refused import finding_in_words
from ledger.audit.findings import Kind
from ledger.signing.signer import put_guards_back, take_unsigned
from ledger.signing.signing_refusals import (
    GuardsMissing,
    ListRewritten,
    LogBroken,
    LogRewritten,
    LogShorter,
)
from ledger.store.errors import NotALedger
from proofs.checkpoint import SignedCheckpoint
from proofs.merkle import Frontier
from proofs.note import SigningKey

LONG = 10_100


@pytest.fixture
def notary(tmp_path: Path) -> Notary:
    return Notary(tmp_path)


@pytest.fixture(scope="module")
def recorded_long(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    """A ledger of more than ten thousand events with one checkpoint; it is copied and left alone."""
    notary = Notary(tmp_path_factory.mktemp("long"))
    notary.desk.hire(at="RO-IAS", on=JULY, count=LONG)
    notary.take()
    notary.desk.hire("OP-3", at="IT-CAG", on=JULY)
    return notary


@pytest.fixture
def long(recorded_long: Notary, tmp_path: Path) -> Notary:
    notary = Notary.__new__(Notary)
    notary.key = recorded_long.key
    notary.desk = desk = Desk.__new__(Desk)
    notary.place = SQLitePlace(tmp_path)
    shutil.copyfile(recorded_long.place.path, notary.place.path)
    desk.clock, desk.database = recorded_long.desk.clock, notary.place.database()
    return notary


def test_a_checkpoint_says_how_many_events_there_are_and_their_root(notary: Notary) -> None:
    signed = notary.take().signed
    assert (signed.checkpoint.origin, signed.checkpoint.size) == ("Comdata", 5)
    notary.key.public.verify(signed.note)
    assert signed.checkpoint.root == notary.verify().root


def test_a_signed_checkpoint_is_listed_with_who_signed_it(notary: Notary) -> None:
    taken = notary.take()
    notary.go_on()
    notary.take()
    first, second = notary.listed()
    assert (first.number, first.size, second.number, second.size) == (1, 5, 2, 7)
    assert first.note.encode() == taken.content
    assert first.public_key == str(notary.key.public)
    assert (first.signed_by, first.signed_at[:10]) == ("anna", "2018-01-01")


def test_the_same_checkpoint_signed_again_is_the_same_and_listed_once(notary: Notary) -> None:
    first, again = notary.take(), notary.take()
    assert again.content == first.content
    assert (first.already, again.already) == (False, True)
    assert len(notary.listed()) == 1


def test_a_checkpoint_of_another_key_is_listed_beside(notary: Notary) -> None:
    notary.take()
    notary.take(SigningKey.generate("Comdata"))
    assert [each.size for each in notary.listed()] == [5, 5]


def test_an_unsigned_checkpoint_is_the_text_alone_and_not_listed(notary: Notary) -> None:
    unsigned = take_unsigned(notary.desk.database)
    assert unsigned.content.decode() == notary.take().signed.checkpoint.text
    assert len(notary.listed()) == 1


def test_the_list_outlives_the_read_model(notary: Notary) -> None:
    notary.take()
    notary.desk.forget_read_model()
    assert notary.desk.headcount("country", JULY)
    assert len(notary.listed()) == 1
    assert notary.desk.findings() == []


# What it costs ----------------------------------------------------------------------------------


def test_a_checkpoint_reads_only_the_events_since_the_last_one(long: Notary) -> None:
    taken = long.take()
    assert taken.read == 1
    assert taken.signed.checkpoint.root == long.verify().root
    assert long.take().read == 0
    assert take_unsigned(long.desk.database).read == 0


def test_all_is_read_where_it_is_asked_for(long: Notary) -> None:
    taken = long.take(recompute=True)
    assert taken.read == taken.signed.checkpoint.size > LONG


def test_all_is_read_where_the_triggers_were_made_anew(long: Notary) -> None:
    long.tamper(lambda _: None)
    assert long.take().read > LONG


def test_a_past_rewritten_in_a_long_ledger_is_seen_although_the_triggers_are_there(
    long: Notary,
) -> None:
    long.tamper(edit("RO-IAS", "IT-CAG", 4))
    with pytest.raises(LogRewritten):
        long.take()


def test_a_past_rewritten_without_a_trace_is_seen_where_all_is_read(long: Notary) -> None:
    long.tamper(edit("RO-IAS", "IT-CAG", 4), stealthily=True)
    assert take_unsigned(long.desk.database).read == 1
    with pytest.raises(LogRewritten):
        long.take(recompute=True)


def test_a_short_log_is_always_read_as_a_whole(notary: Notary) -> None:
    notary.take()
    notary.tamper(edit("RO-IAS", "IT-CAG", 4), stealthily=True)
    with pytest.raises(LogRewritten):
        notary.take()


# What is refused --------------------------------------------------------------------------------


def test_nothing_is_signed_where_events_are_missing_at_the_end(notary: Notary) -> None:
    notary.take()
    notary.tamper("DELETE FROM stored_events WHERE rowid = 5")
    with refused_as(LogShorter, match="4 events"):
        notary.take()
    assert len(notary.listed()) == 1


def test_nothing_is_signed_where_the_past_was_rewritten(notary: Notary) -> None:
    notary.take()
    notary.go_on()
    notary.take()
    notary.tamper(edit("IT-CAG", "RO-IAS", 6))
    with refused_as(LogRewritten, match="from position 6 on"):
        notary.take()
    with pytest.raises(LogRewritten):
        take_unsigned(notary.desk.database)


def test_nothing_is_signed_where_an_event_is_missing(notary: Notary) -> None:
    notary.tamper("DELETE FROM stored_events WHERE rowid = 4")
    with refused_as(LogBroken, match="position 4 is missing"):
        notary.take()


def test_nothing_is_signed_where_a_trigger_is_missing(notary: Notary) -> None:
    notary.take()
    notary.desk.sql("DROP TRIGGER stored_events_no_delete")
    with refused_as(GuardsMissing, match="stored_events_no_delete"):
        notary.take()


def test_nothing_is_signed_where_a_trigger_does_nothing(notary: Notary) -> None:
    notary.desk.sql("DROP TRIGGER stored_events_no_update")
    notary.desk.sql(
        "CREATE TRIGGER stored_events_no_update BEFORE UPDATE ON stored_events BEGIN SELECT 1; END"
    )
    with refused_as(GuardsMissing, match="stored_events_no_update"):
        notary.take()
    kinds = [finding.kind for finding in notary.desk.findings()]
    assert kinds == [Kind.GUARD_MISSING, Kind.NOT_ITS_OWN]


@pytest.mark.parametrize(
    "change",
    [
        "edge = zeroblob(32)",
        "edge = zeroblob(length(edge))",
        "edge = X''",
        "size = 4",
        "root = zeroblob(32)",
        "note = replace(note, 'Comdata', 'Comdatb')",
        "note = ''",
        "public_key = ''",
    ],
)
def test_nothing_is_signed_where_the_list_was_changed(notary: Notary, change: str) -> None:
    notary.take()
    notary.tamper(f"UPDATE signed_checkpoints SET {change}")
    with refused_as(ListRewritten, match="Checkpoint 1"):
        notary.take()


@pytest.mark.parametrize(
    "change",
    ["size = 'many'", "note = x'ff'", "root = 'text'", "edge = 'text'", "public_key = 1.5"],
)
def test_a_row_of_the_list_of_other_types_is_a_changed_one(notary: Notary, change: str) -> None:
    notary.take()
    notary.tamper(f"UPDATE signed_checkpoints SET {change}")
    with refused_as(ListRewritten, match="Checkpoint 1"):
        notary.take()
    assert not notary.verify().holds


def test_a_row_that_is_missing_in_the_list_is_seen(notary: Notary) -> None:
    notary.take()
    notary.go_on()
    notary.take()
    notary.tamper("DELETE FROM signed_checkpoints WHERE number = 1")
    with refused_as(ListRewritten, match="Checkpoint 1 in the ledger's list was changed: it is m"):
        notary.take()


@pytest.mark.parametrize("change", ["edge = zeroblob(length(edge))", "note = ''", "size = 10000"])
def test_a_changed_list_is_seen_in_a_long_ledger_too(long: Notary, change: str) -> None:
    long.tamper(f"UPDATE signed_checkpoints SET {change}", stealthily=True)
    with pytest.raises(ListRewritten):
        long.take()


def test_events_missing_in_a_long_ledger_are_seen_without_reading_it(long: Notary) -> None:
    size = long.listed()[0].size
    long.tamper(f"DELETE FROM stored_events WHERE rowid >= {size}", stealthily=True)
    with pytest.raises(LogShorter):
        long.take()


def test_a_list_made_to_fit_a_rewritten_past_does_not_fit_its_note(long: Notary) -> None:
    long.tamper(edit("RO-IAS", "IT-CAG", 4), stealthily=True)
    forged = Frontier()
    forged.extend(long.lines()[: long.listed()[0].size])

    def put(connection: sqlite3.Connection) -> None:
        connection.execute(
            "UPDATE signed_checkpoints SET root = ?, edge = ?",
            (forged.root(), b"".join(forged.edge)),
        )

    long.tamper(put, stealthily=True)
    with refused_as(ListRewritten, match="that of its note"):
        long.take()


@pytest.mark.parametrize("stealthily", [False, True])
def test_a_list_of_another_ledger_is_refused(long: Notary, stealthily: bool) -> None:
    checkpoint = SignedCheckpoint.parse(long.listed()[0].note.encode()).checkpoint
    foreign = long.key.sign(checkpoint.text.replace("Comdata", "Fastweb"))

    def put(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE signed_checkpoints SET note = ?", (bytes(foreign).decode(),))

    long.tamper(put, stealthily=stealthily)
    with refused_as(ListRewritten, match="Fastweb"):
        long.take()


def test_another_program_s_database_is_not_signed(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
    with pytest.raises(NotALedger):
        take_unsigned(SQLitePlace(tmp_path, "other.db").database())


# The triggers -----------------------------------------------------------------------------------

CHANGES = [
    "UPDATE stored_events SET topic = 'operator-left.2' WHERE rowid = 4",
    "UPDATE stored_events SET rowid = 9 WHERE rowid = 4",
    "UPDATE OR REPLACE stored_events SET rowid = 3 WHERE rowid = 4",
    "DELETE FROM stored_events WHERE rowid = 4",
    "INSERT OR REPLACE INTO stored_events VALUES ('ledger', 1, 'forged', '{}')",
    "REPLACE INTO stored_events VALUES ('operator:OP-1', 1, 'forged', '{}')",
    "REPLACE INTO stored_events (rowid, originator_id) VALUES (4, 'operator:OP-9')",
    "INSERT INTO stored_events VALUES ('ledger', 1, '', '') ON CONFLICT DO UPDATE SET topic = ''",
    "UPDATE signed_checkpoints SET signed_by = 'bea'",
    "DELETE FROM signed_checkpoints",
    "REPLACE INTO signed_checkpoints SELECT * FROM signed_checkpoints",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_to_change_what_was_recorded(notary: Notary, statement: str) -> None:
    notary.take()
    before = notary.lines(), notary.listed()
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        notary.desk.sql(statement)
    assert (notary.lines(), notary.listed()) == before


def test_missing_triggers_are_put_back_and_nothing_else_is_done(notary: Notary) -> None:
    notary.take()
    assert put_guards_back(notary.desk.database) == frozenset()
    for name in ("stored_events_no_replace", "signed_checkpoints_no_update"):
        notary.desk.sql(f"DROP TRIGGER {name}")
    missing = {"stored_events_no_replace", "signed_checkpoints_no_update"}
    assert put_guards_back(notary.desk.database) == missing
    assert notary.desk.findings() == []
    assert notary.take().already


def test_a_trigger_that_is_missing_is_a_finding_of_the_replay(notary: Notary) -> None:
    notary.desk.sql("DROP TRIGGER stored_events_no_replace")
    found = notary.desk.findings()
    assert [finding.kind for finding in found] == [Kind.GUARD_MISSING]
    assert "stored_events_no_replace" in finding_in_words(found[0])


def test_triggers_are_not_put_back_over_a_rewritten_past(notary: Notary) -> None:
    notary.take()
    notary.tamper(edit("RO-IAS", "IT-CAG", 4), restore=False)
    with pytest.raises(LogRewritten):
        put_guards_back(notary.desk.database)
    with pytest.raises(GuardsMissing):
        notary.take()


def test_recording_goes_on_under_the_triggers(notary: Notary) -> None:
    notary.take()
    notary.go_on()
    notary.desk.leave("OP-1", on=date(2018, 9, 3))
    assert notary.desk.findings() == []
