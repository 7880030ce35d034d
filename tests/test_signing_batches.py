"""Signed batches: who signs what was recorded together, and who finds a signature that does not fit."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from conftest import Rientro
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from ledgers import Desk
from places import Place
from refusing import refused_as

from domain.batches import AlreadySigned, BatchSigned, UnknownBatch
from domain.recorded import Recorded
from ledger.audit.findings import Kind
from ledger.audit.replay import Replay
from ledger.recording.batch_terms import BatchTerms
from ledger.signing.key_files import make_keys, read_public_key, read_recorder_key
from ledger.signing.signing_refusals import KeyNotPrivate, NotAKey
from ledger.signing.stored_leaves import stored_leaves
from proofs.merkle import Frontier
from proofs.note import SigningKey

JUNE = date(2018, 6, 4)
ANNA, BRUNO = SigningKey.generate("anna"), SigningKey.generate("bruno")


def leaves(desk: Desk) -> list[bytes]:
    with desk.database.reading() as connection:
        return list(stored_leaves(desk.database, connection))


def replayed(desk: Desk) -> Replay:
    with desk.ledger.replaying(lambda *_: None) as replay:
        list(replay.chapters())
    return replay


@pytest.fixture
def desk(place: Place) -> Desk:
    desk = Desk(place, ledger_id="5c0ffee" * 4 + "5c0f")
    desk.open("IT-CAG", date(2018, 1, 1))
    return desk


def test_a_batch_is_signed_over_its_lines_and_the_log_before_it(desk: Desk) -> None:
    before = leaves(desk)
    outcome = desk.hire("OP-1", "OP-2", at="IT-CAG", on=JUNE, terms=BatchTerms("june", key=ANNA))
    *batch, signed = outcome.recorded
    assert isinstance(signed.event, BatchSigned)
    assert (signed.stream, signed.version, signed.batch) == ("batch:june", 2, None)
    assert outcome.position == signed.position == len(before) + 4
    lines = leaves(desk)[len(before) : -1]
    assert len(lines) == len(batch)
    assert signed.event.sha256 == hashlib.sha256(b"".join(x + b"\n" for x in lines)).hexdigest()
    root = Frontier()
    root.extend(before)
    assert signed.event.root == root.root().hex()
    message = (
        f"rientro.batch-signature.v1\nComdata/{'5c0ffee' * 4}5c0f\njune\n"
        f"{signed.event.sha256}\n{signed.event.root}\n"
    )
    key = Ed25519PrivateKey.from_private_bytes(ANNA.seed).public_key()
    key.verify(bytes.fromhex(signed.event.signature), message.encode())
    replay = replayed(desk)
    assert replay.findings.count == 0
    assert [each.wrong for each in replay.signatures] == [None]


def test_one_movement_that_is_signed_is_a_batch(desk: Desk) -> None:
    outcome = desk.hire("OP-1", at="IT-CAG", on=JUNE, terms=BatchTerms(key=ANNA))
    assert len(outcome.recorded) == 3
    assert replayed(desk).findings.count == 0


def test_what_was_recorded_already_is_not_signed_again(desk: Desk) -> None:
    desk.hire("OP-1", at="IT-CAG", on=JUNE, terms=BatchTerms(key=ANNA))
    position = desk.hire("OP-2", at="IT-CAG", on=JUNE).position
    again = desk.hire("OP-1", at="IT-CAG", on=JUNE, terms=BatchTerms(key=ANNA))
    assert (again.recorded, again.position) == ((), position)


def test_a_dry_run_signs_nothing(desk: Desk) -> None:
    before = len(leaves(desk))
    shown = desk.hire("OP-1", at="IT-CAG", on=JUNE, terms=BatchTerms(key=ANNA), dry_run=True)
    assert len(shown.recorded) == 2
    desk.hire("OP-2", "OP-3", at="IT-CAG", on=JUNE, terms=BatchTerms("june"))
    assert len(desk.ledger.sign_batch("june", ANNA, dry_run=True).recorded) == 1
    assert len(leaves(desk)) == before + 3


def test_a_second_pair_of_eyes_signs_the_same_batch_once(desk: Desk) -> None:
    desk.hire("OP-1", "OP-2", at="IT-CAG", on=JUNE, terms=BatchTerms("june", key=ANNA))
    desk.hire("OP-3", at="IT-CAG", on=JUNE)
    signed = desk.ledger.sign_batch("june", BRUNO).recorded[0]
    assert isinstance(signed.event, BatchSigned)
    assert signed.version == 3
    replay = replayed(desk)
    assert [each.recorded.event.public_key for each in replay.signatures] == [
        ANNA.public.raw.hex(),
        BRUNO.public.raw.hex(),
    ]
    assert {each.recorded.event.sha256 for each in replay.signatures} == {signed.event.sha256}
    assert replay.findings.count == 0
    with refused_as(AlreadySigned, match="already signed with this key"):
        desk.ledger.sign_batch("june", BRUNO)
    with refused_as(UnknownBatch, match="No batch july"):
        desk.ledger.sign_batch("july", BRUNO)


def test_a_signature_that_does_not_fit_is_found(place: Place) -> None:
    desk = Desk(place)
    desk.open("IT-CAG", date(2018, 1, 1))
    desk.hire("OP-1", "OP-2", at="IT-CAG", on=JUNE, terms=BatchTerms("june", key=ANNA))
    good = desk.ledger.sign_batch("june", BRUNO).recorded[0]
    assert isinstance(good.event, BatchSigned)
    position, version = good.position, good.version
    for turned in ("sha256", "root", "signature", "public_key"):
        position, version = position + 1, version + 1
        field = getattr(good.event, turned)
        facts = {
            "public_key": f"{version:02}" * 32,
            turned: field[:-1] + "0123456789abcdef0"[int(field[-1], 16) + 1],
        }
        event = good.event.model_copy(update=facts)
        _append(
            desk, Recorded(position, good.stream, version, good.recorded_at, "eve", None, event)
        )
    replay = replayed(desk)
    assert replay.findings.count == 4
    found = [each for each in replay.findings.kept if each.kind is Kind.SIGNATURE_DIFFERS]
    assert [getattr(each.message, "why", None) for each in found] == [
        "other-lines", "other-root", "not-of-the-key", "not-of-the-key",
    ]  # fmt: skip
    assert [each.wrong is None for each in replay.signatures] == [True, True, *[False] * 4]


def _append(desk: Desk, recorded: Recorded[BatchSigned]) -> None:
    """Record something past the program, as somebody could who may write to the ledger."""
    from ledger.store.storable import Codec

    with desk.database.writing() as connection:
        desk.database.append(connection, Codec(desk.database.where).as_stored([recorded]))


# Keys -------------------------------------------------------------------------------------------


def openssh(
    folder: Path, key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey, **terms: bytes
) -> Path:
    path = folder / "id"
    password = terms.get("password")
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.OpenSSH,
            serialization.BestAvailableEncryption(password)
            if password
            else serialization.NoEncryption(),
        )
    )
    path.chmod(0o600)
    return path


def test_a_key_of_openssh_signs_as_one_of_ours_does(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    read = read_recorder_key(openssh(tmp_path, key))
    assert read.public.raw == key.public_key().public_bytes_raw()
    make_keys(tmp_path / "our.key", "anna")
    assert read_recorder_key(tmp_path / "our.key").name == "anna"


KEYGEN = shutil.which("ssh-keygen")


@pytest.mark.skipif(KEYGEN is None, reason="there is no ssh-keygen here")
def test_a_key_that_ssh_keygen_made_is_read_and_one_with_a_passphrase_refused(
    tmp_path: Path,
) -> None:
    for passphrase, kind in (("", "ed25519"), ("secret words", "ed25519"), ("", "rsa")):
        path = tmp_path / f"id-{kind}-{len(passphrase)}"
        subprocess.run(
            [str(KEYGEN), "-q", "-t", kind, "-N", passphrase, "-C", "anna", "-f", path], check=True
        )
        if kind == "rsa":
            with refused_as(NotAKey, match="another kind than Ed25519"):
                read_recorder_key(path)
        elif passphrase:
            with refused_as(NotAKey, match="it has a passphrase"):
                read_recorder_key(path)
        else:
            public = serialization.load_ssh_public_key(path.with_suffix(".pub").read_bytes())
            raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
            assert read_recorder_key(path).public.raw == public.public_bytes(*raw)


def test_what_is_no_key_to_sign_a_batch_with_is_refused(tmp_path: Path) -> None:
    path = openssh(tmp_path, ec.generate_private_key(ec.SECP256R1()))
    with refused_as(NotAKey, match="another kind than Ed25519"):
        read_recorder_key(path)
    whole = openssh(tmp_path, Ed25519PrivateKey.generate()).read_bytes()
    for content in (whole[:120], whole[:60] + whole[70:], b"hello\n", b"\xff"):
        path.write_bytes(content)
        with pytest.raises(NotAKey):
            read_recorder_key(path)
    path.write_bytes(whole)
    path.chmod(0o640)
    with refused_as(KeyNotPrivate, match="mode 0640"):
        read_recorder_key(path)


# At the command line ----------------------------------------------------------------------------

HEADER = "movement,operator,site,effective_on\n"


def test_every_command_that_records_a_batch_can_sign_it(signed: Rientro) -> None:
    (signed.folder / "june.csv").write_text(f"{HEADER}hire,OP-9,IT-CAG,2018-10-01\n")
    for line in (
        "import june.csv --batch june",
        "hire OP-1 OP-2 --at IT-CAG --on 2018-10-01 --batch hired",
        "transfer OP-1 OP-2 --to IT-LEC --on 2018-10-02",
        "reassign OP-1 OP-2 --fte 0.5 --on 2018-10-03",
        "leave OP-1 OP-2 --on 2018-10-04",
        "void OP-1 --reason Mistake",
        "downsize IT-LEC --count 2 --reason Fewer --on 2018-10-05",
    ):
        said = signed.typed(f"{line} --sign demo.key --format json")
        assert said.exit_code == 0, said
        assert json.loads(said.stdout)["rows"][-1]["topic"] == "batch-signed.1"
    said = signed.typed("audit replay --format json")
    assert said.exit_code == 0
    document = json.loads(said.stdout)
    assert document["findings_count"] == 0
    assert len(document["signatures"]) == 7
    assert all(row["good"] for row in document["signatures"])


def test_the_log_the_batches_and_the_replay_say_who_signed(signed: Rientro) -> None:
    raw = read_public_key(signed.folder / "demo.key.pub").raw.hex()
    said = signed.typed("--by bruno batch sign 2018-09-leavers --key demo.key")
    assert said.exit_code == 0
    assert f"batch 2018-09-leavers signed with the key {raw[:16]}…" in said.stderr
    signed.typed("batch sign 2018-09-leavers --key demo.key").refused(3, "already signed")
    signed.typed("batch sign 2018-09-leaver --key demo.key").refused(3, "No batch 2018-09-leaver")
    signed.typed("batch sign 2018-09-leavers --key demo.key.pub").refused(2, "not a private key")
    for line in ("batch list", "batch show 2018-09-leavers"):
        assert f"{raw[:16]}… (bruno)" in signed.typed(line).stdout
    assert "signed with the key" in signed.typed("log --batch 2018-09-leavers").stdout
    said = signed.typed("audit replay")
    assert said.exit_code == 0
    assert f"Batch 2018-09-leavers is signed with the key {raw[:16]}…, which bruno" in said.stdout
    row = json.loads(signed.typed("batch show 2018-09-leavers --format json").stdout)["rows"][0]
    assert row["signed"][0]["public_key"] == raw
    assert row["signed"][0]["recorded_by"] == "bruno"
    rows = json.loads(signed.typed("batch list --known-at 2001-01-01 --format json").stdout)["rows"]
    assert rows == []


def test_a_batch_that_was_changed_is_found_by_its_signature(signed: Rientro) -> None:
    signed.typed("batch sign 2018-09-leavers --key demo.key")
    with closing(sqlite3.connect(signed.ledger)) as connection, connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "UPDATE stored_events SET state = CAST(replace(state, '\"end-of-term\"', '\"resigned\"') "
            "AS BLOB) WHERE topic = 'operator-left.2'"
        )
        connection.execute(
            "UPDATE stored_events SET state = CAST(replace(state, '\"resigned\"', '\"other\"') "
            "AS BLOB) WHERE topic = 'operator-left.2'"
        )
        for _, statement in triggers:
            connection.execute(statement)
    said = signed.typed("audit replay")
    assert said.exit_code == 1
    assert "signature-differs at position" in said.stdout
    assert "the lines of the batch are not those that were signed" in said.stdout


def test_a_ledger_made_again_keeps_the_signatures(signed: Rientro) -> None:
    signed.typed("batch sign 2018-09-leavers --key demo.key")
    signed.typed("export events --to events.jsonl")
    signed.typed("--ledger again.db init --from events.jsonl")
    said = signed.typed("--ledger again.db audit replay")
    assert said.exit_code == 0
    assert "is signed with the key" in said.stdout
