"""Whatever is done to a history, the checkpoint that was kept elsewhere tells, and says what."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notary import JULY, Notary, Tamper, edit, move

from faces.refused import finding_in_words
from ledger.audit.findings import Kind
from ledger.signing.signing_refusals import ListRewritten
from ledger.signing.stored_leaves import stored_leaves
from ledger.store.errors import LedgerUnusable
from proofs.checkpoint import Checkpoint
from proofs.encoding import LONGEST_LINE
from proofs.leaves import BrokenLog, exported_leaves
from proofs.note import SigningKey
from proofs.verify import Kept, Verdict, Verification, verify


@pytest.fixture
def notary(tmp_path: Path) -> Notary:
    return Notary(tmp_path)


def verdicts(verification: Verification) -> list[Verdict]:
    return [check.verdict for check in verification.checks]


def only(verification: Verification) -> Verdict:
    assert verification.holds is (verdicts(verification) == [Verdict.INTACT])
    return verdicts(verification)[0]


# Nothing was done -----------------------------------------------------------------------------


def test_a_history_that_was_left_alone_is_intact_and_extended(notary: Notary) -> None:
    kept = notary.sign()
    assert notary.verify(kept).checks[0].extended_by == 0
    notary.go_on()
    for verification in (notary.verify(kept), notary.verify_export(notary.lines(), kept)):
        assert verification.holds
        assert verification.ledger == "Comdata"
        assert verification.events == 7
        assert verification.checks[0].extended_by == 2
        assert verification.checks[0].signature_checked


def test_without_a_key_the_roots_are_compared_and_no_signature(notary: Notary) -> None:
    kept = notary.sign()
    verification = notary.verify(kept, keys=[])
    assert verification.holds
    assert not verification.checks[0].signature_checked


def test_an_unsigned_checkpoint_holds_where_no_key_is_named(notary: Notary) -> None:
    text, _, _ = notary.sign().content.partition(b"\n\n")
    unsigned = Kept("unsigned", text + b"\n")
    assert only(notary.verify(unsigned, keys=[])) is Verdict.INTACT
    assert only(notary.verify(unsigned)) is Verdict.MISSING_SIGNATURE


def test_nothing_holds_where_there_is_nothing(notary: Notary) -> None:
    kept = notary.sign()
    assert not notary.verify().holds
    assert only(notary.verify(Kept("empty", b""))) is Verdict.NOT_A_CHECKPOINT
    assert only(notary.verify_export([], kept)) is Verdict.CUT_SHORT
    assert not notary.verify_export([]).holds


def test_a_checkpoint_of_no_events_says_nothing(notary: Notary) -> None:
    nothing = notary.key.sign(Checkpoint("Comdata", 0, b"\xe3" * 32).text)
    assert only(notary.verify(Kept("nothing", bytes(nothing)))) is Verdict.NOT_A_CHECKPOINT


# The events -----------------------------------------------------------------------------------

PLAUSIBLE = edit("RO-IAS", "IT-CAG", 4)
SWAP = (
    "UPDATE stored_events SET originator_id = 'operator:OP-0' WHERE originator_id = 'operator:OP-1'",
    "UPDATE stored_events SET originator_id = 'operator:OP-1' WHERE originator_id = 'operator:OP-2'",
    "UPDATE stored_events SET originator_id = 'operator:OP-2' WHERE originator_id = 'operator:OP-0'",
)


def delete_and_close_the_gap(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM stored_events WHERE rowid = 4")
    move(connection, 5, 5, by=-1)


def insert(connection: sqlite3.Connection) -> None:
    move(connection, 4, 5, by=1)
    connection.execute(
        "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) "
        "SELECT 4, 'operator:OP-9', 1, topic, state FROM stored_events WHERE rowid = 5"
    )


def put_before_the_first(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) "
        "SELECT -7, 'operator:OP-1', 0, topic, state FROM stored_events WHERE rowid = 4"
    )


def exchange(connection: sqlite3.Connection) -> None:
    move(connection, 4, 4, by=96)
    move(connection, 5, 5, by=-1)
    move(connection, 100, 100, by=-95)


def swap_two_streams(connection: sqlite3.Connection) -> None:
    for statement in SWAP:
        connection.execute(statement)


def retype(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE stored_events SET state = CAST(state AS TEXT) WHERE rowid = 4")


TAMPERINGS: dict[str, tuple[Tamper | str, Verdict]] = {
    "a state edited into something plausible": (PLAUSIBLE, Verdict.REWRITTEN),
    "a time of recording edited": (edit("T09:00:0", "T08:59:0", 3), Verdict.REWRITTEN),
    "a blank added to a state": (edit(":null,", ": null,", 2), Verdict.REWRITTEN),
    "a topic edited": (
        "UPDATE stored_events SET topic = 'operator-left.2' WHERE rowid = 5",
        Verdict.REWRITTEN,
    ),
    "a version edited": (
        "UPDATE stored_events SET originator_version = 2 WHERE rowid = 5",
        Verdict.REWRITTEN,
    ),
    "a stream edited": (
        "UPDATE stored_events SET originator_id = 'operator:OP-3' WHERE rowid = 5",
        Verdict.REWRITTEN,
    ),
    "the last event deleted": ("DELETE FROM stored_events WHERE rowid = 5", Verdict.CUT_SHORT),
    "every event deleted": ("DELETE FROM stored_events", Verdict.CUT_SHORT),
    "an event deleted": ("DELETE FROM stored_events WHERE rowid = 4", Verdict.REWRITTEN),
    "the first event deleted": ("DELETE FROM stored_events WHERE rowid = 1", Verdict.REWRITTEN),
    "an event deleted and the gap closed": (delete_and_close_the_gap, Verdict.CUT_SHORT),
    "an event put in between": (insert, Verdict.REWRITTEN),
    "an event put before the first": (put_before_the_first, Verdict.REWRITTEN),
    "two events in the other order": (exchange, Verdict.REWRITTEN),
    "two streams swapped": (swap_two_streams, Verdict.REWRITTEN),
    "a state stored as another type": (retype, Verdict.REWRITTEN),
    "a state taken away": (
        "UPDATE stored_events SET state = NULL WHERE rowid = 4",
        Verdict.REWRITTEN,
    ),
    "a topic that is not text": (
        "UPDATE stored_events SET topic = CAST(X'ff' AS TEXT) WHERE rowid = 4",
        Verdict.REWRITTEN,
    ),
    "the ledger renamed": (edit("Comdata", "Comdatb", 1), Verdict.ANOTHER_LEDGER),
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_tampering_with_the_stored_events_is_found(notary: Notary, what: str) -> None:
    how, verdict = TAMPERINGS[what]
    kept = notary.sign()
    notary.tamper(how)
    assert only(notary.verify(kept)) is verdict
    assert only(notary.verify(kept, keys=[])) is verdict


def found(notary: Notary) -> list[tuple[Kind, str]]:
    """What a replay finds, once the figures were built anew."""
    notary.desk.forget_read_model()
    return [(finding.kind, finding_in_words(finding)) for finding in notary.desk.findings()]


def test_a_forged_event_that_every_rule_allows_is_found_by_checkpoints_alone(
    notary: Notary,
) -> None:
    kept = notary.sign()
    notary.tamper(PLAUSIBLE)
    ((kind, message),) = found(notary)
    assert kind is Kind.CHECKPOINT_DIFFERS
    assert message.startswith("the first 5 events are not those of checkpoint 1, which anna signed")
    notary.tamper("DELETE FROM signed_checkpoints")
    assert found(notary) == []  # whoever rewrites events can rewrite the list as well
    assert only(notary.verify(kept)) is Verdict.REWRITTEN


def test_a_replay_meets_every_checkpoint_again_wherever_it_was_signed(notary: Notary) -> None:
    notary.sign()
    notary.go_on()
    notary.sign()
    for count in (5_000, 1):  # more than are read at once
        notary.desk.hire(at="RO-IAS", on=JULY, count=count)
        notary.sign()
    assert found(notary) == []
    sizes = [listed.size for listed in notary.listed()]
    notary.tamper(f"UPDATE signed_checkpoints SET size = size - 1 WHERE size = {sizes[1]}")
    assert [message for _, message in found(notary)] == [
        "checkpoint 2 in the ledger's list was changed: its size or root is not that of its note"
    ]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE signed_checkpoints SET edge = x'00'", "its right edge does not fit its size"),
        ("UPDATE signed_checkpoints SET size = 9", "its size or root is not that of its note"),
        ("UPDATE signed_checkpoints SET number = 2", "it is missing"),
        ("UPDATE signed_checkpoints SET note = CAST(x'ff' AS TEXT)", "cannot be read"),
        ("ALTER TABLE signed_checkpoints DROP COLUMN edge", "cannot be read"),
    ],
)
def test_a_list_that_was_changed_is_a_finding_beside_the_replay(
    notary: Notary, change: str, what: str
) -> None:
    notary.sign()
    notary.tamper(lambda connection: connection.execute(change))
    ((kind, message),) = found(notary)
    assert kind is Kind.CHECKPOINT_DIFFERS
    assert what in message
    with pytest.raises((ListRewritten, LedgerUnusable)):
        notary.take()


def test_a_replay_tells_a_checkpoint_of_more_events_than_there_are(notary: Notary) -> None:
    notary.sign()
    notary.tamper("DELETE FROM stored_events WHERE rowid = 5")
    messages = [text for kind, text in found(notary) if kind is Kind.CHECKPOINT_DIFFERS]
    assert messages == ["checkpoint 1 was signed of 5 events, and there are 4"]


def test_a_replay_up_to_a_position_asks_no_later_checkpoint(notary: Notary) -> None:
    notary.sign()
    notary.tamper(PLAUSIBLE)
    with notary.desk.ledger.replaying(until=3) as replay:
        list(replay.chapters())
    assert replay.findings.count == 0


Lines = list[bytes]
LINES: dict[str, tuple[Callable[[Lines], Lines], Verdict]] = {
    "a line edited": (
        lambda lines: [*lines[:3], lines[3].replace(b"RO-IAS", b"IT-CAG"), *lines[4:]],
        Verdict.REWRITTEN,
    ),
    "a line taken out": (lambda lines: lines[:3] + lines[4:], Verdict.CUT_SHORT),
    "the last line cut off": (lambda lines: lines[:-1], Verdict.CUT_SHORT),
    "a line put in": (lambda lines: [*lines[:3], lines[3], *lines[3:]], Verdict.REWRITTEN),
    "two lines in the other order": (
        lambda lines: [*lines[:3], lines[4], lines[3]],
        Verdict.REWRITTEN,
    ),
    "a line cut": (lambda lines: [*lines[:4], lines[4][:-9]], Verdict.REWRITTEN),
    "an empty line put in": (lambda lines: [*lines[:2], b"", *lines[2:]], Verdict.REWRITTEN),
    "line ends of another system": (
        lambda lines: [line + b"\r" for line in lines],
        Verdict.REWRITTEN,
    ),
    "a byte order mark": (
        lambda lines: [b"\xef\xbb\xbf" + lines[0], *lines[1:]],
        Verdict.REWRITTEN,
    ),
    "a blank after a comma": (
        lambda lines: [*lines[:4], lines[4].replace(b",", b", ", 1)],
        Verdict.REWRITTEN,
    ),
    "all lines but the name of another ledger": (
        lambda lines: [lines[0].replace(b"Comdata", b"Another"), *lines[1:]],
        Verdict.ANOTHER_LEDGER,
    ),
}


@pytest.mark.parametrize("what", LINES)
def test_tampering_with_an_export_is_found(notary: Notary, what: str) -> None:
    how, verdict = LINES[what]
    kept = notary.sign()
    assert only(notary.verify_export(how(notary.lines()), kept)) is verdict


def test_line_ends_of_another_system_are_named(notary: Notary) -> None:
    kept = notary.sign()
    lines = [line + b"\r" for line in notary.lines()]
    assert "CR LF" in notary.verify_export(lines, kept).checks[0].why


def test_a_long_line_is_read_whole_and_one_beyond_all_measure_is_named() -> None:
    longest = b"{" + b"x" * (LONGEST_LINE - 2) + b"}"
    assert list(exported_leaves(BytesIO(longest + b"\n{}\n"))) == [longest, b"{}"]
    with pytest.raises(BrokenLog, match="line 1 is longer than 16,777,216 bytes"):
        list(exported_leaves(BytesIO(b"{" + longest + b"\n")))


def test_an_export_may_lack_the_last_newline(notary: Notary) -> None:
    kept = notary.sign()
    export = b"\n".join(notary.lines())
    assert verify([kept], export.splitlines()).holds


def test_a_bit_turned_in_any_byte_of_an_export_is_found(notary: Notary) -> None:
    kept = notary.sign()
    export = bytearray(b"".join(line + b"\n" for line in notary.lines()))
    for at in range(len(export)):
        bit = 1 << at % 8
        export[at] ^= bit
        assert not verify([kept], export_of(export)).holds, f"byte {at}"
        export[at] ^= bit
    assert verify([kept], export_of(export)).holds


def export_of(data: bytearray) -> Iterator[bytes]:
    return exported_leaves(BytesIO(bytes(data)))


def test_a_bit_turned_in_any_byte_of_the_database_is_found(notary: Notary) -> None:
    kept, database = notary.sign(), notary.desk.database
    notary.tamper(lambda _: None, restore=False)
    with database.writing() as connection:
        rows = connection.exec_driver_sql("SELECT rowid, * FROM stored_events").fetchall()
        for rowid, stream, _, topic, state in rows:
            for column, value in (("originator_id", stream), ("topic", topic), ("state", state)):
                data = value if isinstance(value, bytes) else value.encode()
                cast = "?" if column == "state" else "CAST(? AS TEXT)"
                change = f"UPDATE stored_events SET {column} = {cast} WHERE rowid = ?"
                for at in range(len(data)):
                    turned = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
                    connection.exec_driver_sql(change, (turned, rowid))
                    leaves = stored_leaves(database, connection)
                    assert not verify([kept], leaves).holds, f"{rowid} {column} {at}"
                connection.exec_driver_sql(change, (data, rowid))
        assert verify([kept], stored_leaves(database, connection)).holds


@given(st.data())
def test_whatever_lines_an_export_has_it_holds_only_where_they_begin_as_signed(
    data: st.DataObject,
) -> None:
    lines = [b'{"n":%d}' % number for number in range(8)]
    size = data.draw(st.integers(1, 8))
    root = verify([], lines[:size]).root
    assert root is not None
    kept = Kept("kept", Checkpoint("any", size, root).text.encode())
    other = data.draw(st.lists(st.sampled_from(lines), max_size=10))
    assert verify([kept], other).holds is (other[:size] == lines[:size])


# Where it was done ----------------------------------------------------------------------------


def test_two_checkpoints_tell_between_which_positions_it_was_rewritten(notary: Notary) -> None:
    early = notary.sign("early")
    notary.go_on()
    late = notary.sign("late")
    notary.tamper(edit(":null,", ": null,", 6))
    verification = notary.verify(late, early)
    assert verdicts(verification) == [Verdict.REWRITTEN, Verdict.INTACT]
    assert not verification.holds
    check = verification.checks[0]
    assert (check.untrusted_from, check.untrusted_to) == (6, 7)


def test_a_checkpoint_vouches_for_no_other_of_its_own_size(notary: Notary) -> None:
    kept = notary.sign()
    forged = Kept("forged", Checkpoint("Comdata", 5, bytes(32)).text.encode())
    check = notary.verify(kept, forged, keys=[]).checks[1]
    assert (check.verdict, check.untrusted_from, check.untrusted_to) == (Verdict.REWRITTEN, 1, 5)


def test_the_list_of_the_ledger_is_a_hint_and_no_proof(notary: Notary) -> None:
    notary.sign()
    notary.go_on()
    late = notary.sign("late")
    notary.tamper(edit(":null,", ": null,", 6))
    check = notary.verify(late).checks[0]
    assert (check.untrusted_from, check.untrusted_to, check.listed_intact) == (1, 7, 5)
    assert notary.verify(late, keys=[]).checks[0].listed_intact is None


def test_a_gap_after_the_checkpoint_leaves_it_intact_and_is_found(notary: Notary) -> None:
    kept = notary.sign()
    notary.go_on()
    notary.tamper("DELETE FROM stored_events WHERE rowid = 6")
    verification = notary.verify(kept)
    assert verdicts(verification) == [Verdict.INTACT]
    assert not verification.holds
    assert verification.broken is not None
    assert verification.broken.position == 6


# The checkpoint, the key, the read model ------------------------------------------------------


def edited(kept: Kept, old: str, new: str) -> Kept:
    text = kept.content.decode()
    assert old in text
    return Kept("edited", text.replace(old, new, 1).encode())


def test_an_edited_checkpoint_is_found_by_its_signature_or_else_by_the_history(
    notary: Notary,
) -> None:
    kept = notary.sign()
    root = kept.content.decode().split("\n")[2]
    other = ("A" if root[0] != "A" else "B") + root[1:]
    for old, new, without_key in (
        ("\n5\n", "\n4\n", Verdict.REWRITTEN),
        ("\n5\n", "\n6\n", Verdict.CUT_SHORT),
        ("\n5\n", "\n05\n", Verdict.NOT_A_CHECKPOINT),
        (root, other, Verdict.REWRITTEN),
        ("Comdata\n", "Comdatb\n", Verdict.ANOTHER_LEDGER),
    ):
        changed = edited(kept, old, new)
        assert only(notary.verify(changed, keys=[])) is without_key
        if without_key is not Verdict.NOT_A_CHECKPOINT:
            assert only(notary.verify(changed)) is Verdict.BAD_SIGNATURE


def test_a_checkpoint_that_a_foreign_key_signed_has_no_signature_of_ours(notary: Notary) -> None:
    for name in ("Comdata", "somebody"):
        stranger = SigningKey.generate(name)
        kept = Kept("foreign", notary.take(stranger).content)
        assert only(notary.verify(kept)) is Verdict.MISSING_SIGNATURE
        assert only(notary.verify(kept, keys=[stranger.public])) is Verdict.INTACT
        both = [notary.key.public, stranger.public]
        assert only(notary.verify(kept, keys=both)) is Verdict.INTACT


def test_a_rewritten_history_that_a_foreign_key_signed_anew_does_not_pass(notary: Notary) -> None:
    notary.tamper(PLAUSIBLE)
    forged = Kept("forged", notary.take(SigningKey.generate("Comdata")).content)
    assert only(notary.verify(forged)) is Verdict.MISSING_SIGNATURE


def test_a_checkpoint_of_another_ledger_is_told_apart(notary: Notary, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Notary(tmp_path / "other", name="Fastweb")
    kept = other.sign()
    assert only(notary.verify(kept)) is Verdict.ANOTHER_LEDGER
    assert only(notary.verify(kept, keys=[])) is Verdict.ANOTHER_LEDGER


def test_a_ledger_of_the_same_name_does_not_pass_for_another(
    notary: Notary, tmp_path: Path
) -> None:
    (tmp_path / "twin").mkdir()
    twin = Notary(tmp_path / "twin", by="bea")
    kept = notary.sign()
    verification = twin.verify(kept, keys=[])
    assert only(verification) is Verdict.REWRITTEN
    assert verification.checks[0].why.endswith("or it is of another ledger of that name")


def test_the_id_tells_ledgers_of_one_name_apart(notary: Notary, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    one = Notary(tmp_path / "one", ledger_id="1a" * 16)
    two = Notary(tmp_path / "two", ledger_id="2b" * 16)
    kept = one.sign()
    assert kept.content.startswith(b"Comdata/" + b"1a" * 16 + b"\n")
    assert only(one.verify(kept)) is Verdict.INTACT
    for other in two, notary:
        assert only(other.verify(kept, keys=[])) is Verdict.ANOTHER_LEDGER
        assert only(one.verify(other.sign(), keys=[])) is Verdict.ANOTHER_LEDGER
    one.tamper(PLAUSIBLE)
    verification = one.verify(kept)
    assert only(verification) is Verdict.REWRITTEN
    assert "another ledger" not in verification.checks[0].why


def test_a_file_that_is_no_checkpoint_is_told_apart(notary: Notary) -> None:
    for content in (b"hello\n", b"\x00\x01", notary.lines()[0], b"PRIVATE+KEY+a+b+c\n"):
        assert only(notary.verify(Kept("other", content))) is Verdict.NOT_A_CHECKPOINT


def test_an_edited_read_model_is_found_by_the_replay_and_the_history_is_intact(
    notary: Notary,
) -> None:
    kept = notary.sign()
    notary.desk.sql("UPDATE changes SET heads = heads + 1")
    assert {finding.kind for finding in notary.desk.findings()} == {Kind.READ_MODEL_DIFFERS}
    assert only(notary.verify(kept)) is Verdict.INTACT


def test_one_bad_checkpoint_among_good_ones_is_enough(notary: Notary) -> None:
    kept = notary.sign()
    verification = notary.verify(kept, Kept("other", b"hello\n"))
    assert verdicts(verification) == [Verdict.INTACT, Verdict.NOT_A_CHECKPOINT]
    assert not verification.holds
