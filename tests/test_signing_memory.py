"""What a key signed last: it never signs two histories, and nobody else can use it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Rientro
from notary import JULY, Notary
from refusing import refused_as

from ledger.signing.key_files import make_keys, read_signing_key
from ledger.signing.memory import Memory, beside_key, remembering
from ledger.signing.signer import Taken, take_signed, take_unsigned
from ledger.signing.signing_refusals import (
    BadMemory,
    KeyNotPrivate,
    NotACheckpointFile,
    NotExtended,
    OfAnotherLedger,
    ShorterThanKept,
)
from proofs.last_notes import SCHEMA, LastNotes, NotLastNotes
from proofs.note import SigningKey
from proofs.verify import Kept


@pytest.fixture
def notary(tmp_path: Path) -> Notary:
    return Notary(tmp_path)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with remembering(tmp_path / "my.key.last-signed") as memory:
        yield memory


def sign(notary: Notary, memory: Memory | None, *after: Kept) -> Taken:
    """Sign a checkpoint of all events with the notary's key, which remembers."""
    desk = notary.desk
    return take_signed(
        desk.database, notary.key, by="anna", clock=desk.clock, memory=memory, after=after
    )


# The signer -------------------------------------------------------------------------------------


def test_the_last_note_is_kept_beside_the_key_for_its_owner_alone(
    notary: Notary, memory: Memory
) -> None:
    first = sign(notary, memory)
    assert first.is_first
    notary.go_on()
    second = sign(notary, memory)
    assert not second.is_first
    assert memory.path.stat().st_mode & 0o777 == 0o600
    read = LastNotes.parse(memory.path.read_bytes())
    assert read.by_origin["Comdata"].note == second.content
    assert json.loads(memory.path.read_bytes())["schema"] == SCHEMA
    assert {path.name for path in memory.path.parent.glob(".rientro*")} == set()


def test_a_key_that_signs_again_what_it_signed_is_quiet(notary: Notary, memory: Memory) -> None:
    first = sign(notary, memory)
    again = sign(notary, memory)
    assert (again.already, again.content) == (True, first.content)


def test_an_older_copy_that_went_on_is_not_signed_at_the_same_or_a_larger_size(
    notary: Notary, memory: Memory, tmp_path: Path
) -> None:
    notary.take()
    older = tmp_path / "older.db"
    shutil.copy(notary.place.path, older)
    notary.go_on()
    sign(notary, memory)
    shutil.copy(older, notary.place.path)
    notary.desk.transfer("OP-1", to="IT-CAG", on=JULY)
    with refused_as(ShorterThanKept, match="7 last"):
        sign(notary, memory)
    notary.desk.hire("OP-3", at="IT-CAG", on=JULY)
    with refused_as(NotExtended, match="two histories"):
        sign(notary, memory)
    notary.desk.hire("OP-4", at="IT-CAG", on=JULY)
    with refused_as(NotExtended, match="with a new key"):
        sign(notary, memory)
    assert [each.size for each in notary.listed()] == [5]


def test_the_right_copy_put_back_is_signed_again(
    notary: Notary, memory: Memory, tmp_path: Path
) -> None:
    sign(notary, memory)
    newer = tmp_path / "newer.db"
    shutil.copy(notary.place.path, newer)
    notary.go_on()
    shutil.copy(newer, notary.place.path)
    notary.go_on()
    assert sign(notary, memory).signed.checkpoint.size == 7


def test_one_key_signs_several_ledgers_and_remembers_each(
    notary: Notary, memory: Memory, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Notary(tmp_path / "other", name="Fastweb")
    other.key = notary.key
    other.go_on()
    assert sign(other, memory).is_first
    assert sign(notary, memory).is_first
    assert not sign(other, memory).is_first


@pytest.mark.parametrize("short", [0, 10_000])
def test_a_long_log_is_compared_with_what_was_signed_last_as_a_short_one_is(
    notary: Notary, memory: Memory, short: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.signing.signer._SHORT", short)
    sign(notary, memory)
    notary.go_on()
    kept = sign(notary, None)
    assert sign(notary, memory, Kept("kept", kept.content)).signed.checkpoint.size == 7
    forged = Kept(
        "kept", kept.content.replace(kept.signed.note.text.split()[2].encode(), b"A" * 43 + b"=")
    )
    with refused_as(NotExtended, match="in kept"):
        sign(notary, memory, forged)
    notary.desk.hire("OP-3", at="IT-CAG", on=JULY)
    with refused_as(NotExtended, match="in kept"):
        sign(notary, None, forged)


def test_a_memory_that_was_damaged_is_not_taken_for_an_empty_one(
    notary: Notary, memory: Memory, tmp_path: Path
) -> None:
    sign(notary, memory)
    whole = memory.path.read_bytes()
    for content in (
        b"", b"{}", b"[]", b"null", b"\xff", whole[:-9],
        whole.replace(b'"Comdata"', b'"Konecta"'),
        whole.replace(SCHEMA.encode(), b"rientro.last-notes.v9"),
        whole.replace(b"\\n5\\n", b"\\n4\\n"),
        whole.replace(str(notary.key.public).encode(), str(SigningKey.generate("Comdata").public).encode()),
    ):  # fmt: skip
        memory.path.write_bytes(content)
        with refused_as(BadMemory, match="from a backup"):
            Memory(memory.path)
    document = json.loads(whole)
    document["logs"] *= 2
    with pytest.raises(NotLastNotes):
        LastNotes.parse(json.dumps(document).encode())
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadMemory):
        Memory(tmp_path / "folder")


def test_the_memory_is_beside_the_key_itself_whatever_leads_to_it(tmp_path: Path) -> None:
    make_keys(tmp_path / "my.key", "Comdata")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "key").symlink_to(tmp_path / "my.key")
    assert beside_key(tmp_path / "links" / "key") == beside_key(tmp_path / "my.key")
    assert beside_key(tmp_path / "my.key") == tmp_path / "my.key.last-signed"


# After a checkpoint that was kept ---------------------------------------------------------------


def test_nothing_is_signed_that_does_not_extend_what_was_kept(
    notary: Notary, tmp_path: Path
) -> None:
    database = notary.desk.database
    kept = Kept("kept", take_unsigned(database).content)
    notary.go_on()
    assert take_unsigned(database, after=[kept]).signed.checkpoint.size == 7
    longer = Kept("longer", sign(notary, None).content)
    (tmp_path / "older").mkdir()
    older = Notary(tmp_path / "older")
    with refused_as(ShorterThanKept, match="events are missing"):
        take_unsigned(older.desk.database, after=[longer])
    older.desk.hire("OP-3", at="IT-CAG", on=JULY)
    with refused_as(NotExtended, match="two histories"):
        sign(older, None, Kept("kept", kept.content.replace(b"\n5\n", b"\n4\n")))
    with pytest.raises(NotACheckpointFile):
        sign(older, None, Kept("kept", b"hello\n"))
    (tmp_path / "other").mkdir()
    other = Notary(tmp_path / "other", name="Fastweb")
    with pytest.raises(OfAnotherLedger):
        sign(other, None, kept)
    assert other.listed() == []


# Who else may read the key ----------------------------------------------------------------------


@pytest.mark.parametrize("mode", [0o666, 0o644, 0o640, 0o620, 0o604, 0o602, 0o610])
def test_a_key_that_others_can_read_or_write_is_not_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "my.key"
    make_keys(path, "Comdata")
    path.chmod(mode)
    with refused_as(KeyNotPrivate, match=f"mode {mode:04o}.*chmod 600"):
        read_signing_key(path)


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_a_key_of_its_owner_alone_is_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "my.key"
    make_keys(path, "Comdata")
    path.chmod(mode)
    assert read_signing_key(path).name == "Comdata"


def test_a_key_is_written_for_its_owner_alone_whatever_is_the_custom_here(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_keys(tmp_path / "my.key", "Comdata")
    finally:
        os.umask(before)
    assert (tmp_path / "my.key").stat().st_mode & 0o777 == 0o600


# At the command line ----------------------------------------------------------------------------


def test_a_restored_copy_is_not_signed_at_the_command_line(signed: Rientro) -> None:
    assert (signed.folder / "demo.key.last-signed").stat().st_mode & 0o777 == 0o600
    older = signed.ledger.read_bytes()
    signed.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    signed.typed("audit checkpoint --key demo.key --to later.checkpoint")
    signed.ledger.write_bytes(older)
    for each in signed.folder.glob("*.db-*"):
        each.unlink()
    signed.typed("audit checkpoint --key demo.key").refused(1, "644 events", "645 last")
    signed.typed("hire OP-2 --at IT-CAG --on 2018-10-01")
    said = signed.typed("audit checkpoint --key demo.key")
    said.refused(1, "two histories", "demo.key.last-signed", "an older copy")
    signed.typed("audit bundle --key demo.key --to b.zip").refused(1, "two histories")
    signed.typed("audit checkpoint --after later.checkpoint").refused(1, "in later.checkpoint")
    signed.typed("audit checkpoint --after demo.checkpoint --after demo.key.pub").refused(
        2, "demo.key.pub is not a checkpoint"
    )
    assert signed.typed("audit checkpoint --after demo.checkpoint").exit_code == 0
    assert not (signed.folder / "b.zip").exists()


def test_a_key_open_to_others_signs_nothing_at_the_command_line(signed: Rientro) -> None:
    (signed.folder / "demo.key").chmod(0o666)
    for words in ("checkpoint --key demo.key", "bundle --key demo.key --to b.zip"):
        signed.typed(f"audit {words}").refused(
            3, "demo.key is open to others", "chmod 600 demo.key"
        )


def test_where_the_last_notes_are_kept_may_be_named(signed: Rientro) -> None:
    said = signed.typed("audit checkpoint --key demo.key --remember elsewhere.json")
    assert "Keep elsewhere.json with the key" in said.stderr
    assert (signed.folder / "elsewhere.json").exists()
    signed.typed("audit checkpoint --remember elsewhere.json").refused(2, "goes with --key")
    signed.typed("audit bundle --remember x --to b.zip").refused(2, "goes with --key")
    signed.typed("audit checkpoint --key demo.key --remember demo.key.pub").refused(
        3, "does not hold what was signed last"
    )
    for name in ("elsewhere.json", "demo.key.last-signed"):
        signed.typed(f"export events --to {name} --replace").refused(3, "what a key signed last")


# Which key is meant -----------------------------------------------------------------------------


def test_a_proof_says_by_which_key_and_takes_the_one_that_is_meant(signed: Rientro) -> None:
    signed.typed("audit keygen --to other.key --name other")
    signed.typed("audit checkpoint --key other.key --to other.checkpoint")
    said = signed.typed("audit prove 12 --to by-the-last.tlog-proof")
    assert "checkpoint 2 of 644 events, signed with other+" in said.stderr
    assert "name the key that is meant with --public-key" in said.stderr
    said = signed.typed("audit prove 12 --public-key demo.key.pub --to 12.tlog-proof")
    assert "checkpoint 1 of 644 events, signed with rientro-demo+" in said.stderr
    for key, proof, code in (
        ("demo.key.pub", "12", 0), ("other.key.pub", "12", 1), ("other.key.pub", "by-the-last", 0),
    ):  # fmt: skip
        said = signed.typed(
            f"audit check-proof {proof}.tlog-proof --event 12.tlog-proof.event --public-key {key}"
        )
        assert said.exit_code == code
    signed.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    signed.typed("audit checkpoint --key other.key")
    signed.typed("audit prove 645 --public-key demo.key.pub").refused(
        3, "No checkpoint that rientro-demo+", "covers position 645"
    )
    signed.typed("audit prove 5 --checkpoint other.checkpoint --public-key demo.key.pub").refused(
        2, "it is not signed with the key rientro-demo+"
    )
