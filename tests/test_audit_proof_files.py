"""Proofs of single events and bundles: made from the ledger, checked without it."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notary import JULY, Notary, edit
from refusing import refused_as

from domain.logbook import UnknownPosition
from domain.workforce.movement_refusals import UnknownOperator
from ledger.exchange.target import Target, write_whole
from ledger.signing.bundle import write_bundle
from ledger.signing.key_files import make_keys, read_public_key, read_signing_key
from ledger.signing.prover import prove_operator, prove_position
from ledger.signing.signing_refusals import (
    LogBroken,
    LogRewritten,
    LogShorter,
    NotACheckpointFile,
    NotAKey,
    NotCovered,
    NothingSigned,
    OfAnotherLedger,
    TooFewInCheckpoint,
)
from ledger.store.ledger_refusals import FileExists
from proofs.note import PublicKey, SigningKey
from proofs.tlog_proof import NotAProof, TlogProof, Verdict, check
from proofs.verify import Kept


@pytest.fixture
def notary(tmp_path: Path) -> Notary:
    return Notary(tmp_path)


# One event --------------------------------------------------------------------------------------


def test_every_event_is_proved_and_no_other_passes_for_it(notary: Notary) -> None:
    notary.go_on()
    notary.take()
    lines, key = notary.lines(), notary.key.public
    for position, line in enumerate(lines, 1):
        proved = prove_position(notary.desk.database, position)
        assert proved.leaf == line
        checked = check(proved.proof, line, key)
        assert (checked.verdict, checked.position, checked.size) == (Verdict.HOLDS, position, 7)
        assert "number" in checked.message
        for other in [*lines, b"", line + b"\n", line[:-1]]:
            if other != line:
                assert check(proved.proof, other, key).verdict is Verdict.NOT_PROVED


def test_all_events_of_an_operator_are_proved(notary: Notary) -> None:
    notary.go_on()
    notary.take()
    proved = prove_operator(notary.desk.database, "OP-1")
    assert [each.position for each in proved] == [4, 6]
    for each in proved:
        assert check(each.proof, each.leaf, notary.key.public).holds


def test_a_proof_is_made_for_the_checkpoint_that_is_named(notary: Notary) -> None:
    kept = notary.sign()
    notary.go_on()
    notary.take()
    proved = prove_position(notary.desk.database, 4, kept)
    assert check(proved.proof, proved.leaf, notary.key.public).size == 5
    assert proved.proof.endswith(kept.content)


def test_a_proof_with_another_key_or_a_spoilt_signature_does_not_hold(notary: Notary) -> None:
    notary.take()
    proved = prove_position(notary.desk.database, 4)
    stranger = SigningKey.generate("Comdata").public
    assert check(proved.proof, proved.leaf, stranger).verdict is Verdict.MISSING_SIGNATURE
    spoilt = proved.proof.replace(b"Comdata\n5\n", b"Comdata\n6\n")
    assert check(spoilt, proved.leaf, notary.key.public).verdict is Verdict.BAD_SIGNATURE


def test_no_bit_of_a_proof_can_be_turned(notary: Notary) -> None:
    notary.take()
    proved = prove_position(notary.desk.database, 4)
    for at in range(len(proved.proof)):
        turned = bytearray(proved.proof)
        turned[at] ^= 1 << at % 8
        assert not check(bytes(turned), proved.leaf, notary.key.public).holds, at


def test_no_bit_of_an_event_can_be_turned(notary: Notary) -> None:
    notary.take()
    proved = prove_position(notary.desk.database, 4)
    for at in range(len(proved.leaf)):
        turned = bytearray(proved.leaf)
        turned[at] ^= 1 << at % 8
        assert not check(proved.proof, bytes(turned), notary.key.public).holds, at


def test_nothing_is_proved_that_is_not_covered(notary: Notary) -> None:
    database = notary.desk.database
    with refused_as(NotCovered, match="audit checkpoint"):
        prove_position(database, 4)
    kept = notary.sign()
    notary.go_on()
    with pytest.raises(NotCovered):
        prove_position(database, 6)
    with pytest.raises(NotCovered):
        prove_operator(database, "OP-1")
    with pytest.raises(TooFewInCheckpoint):
        prove_position(database, 6, kept)
    with pytest.raises(UnknownPosition):
        prove_position(database, 8)
    with pytest.raises(UnknownOperator):
        prove_operator(database, "OP-9")


def test_nothing_is_proved_for_a_checkpoint_that_cannot_be_checked(
    notary: Notary, tmp_path: Path
) -> None:
    database, kept = notary.desk.database, notary.sign()
    unsigned = kept.content.partition(b"\n\n")[0] + b"\n"
    for content in (b"", b"hello\n", unsigned):
        with pytest.raises(NotACheckpointFile):
            prove_position(database, 4, Kept("kept", content))
    (tmp_path / "other").mkdir()
    other = Notary(tmp_path / "other", name="Fastweb").sign()
    with pytest.raises(OfAnotherLedger):
        prove_position(database, 4, other)


def test_nothing_is_proved_of_a_history_that_was_tampered_with(notary: Notary) -> None:
    database, kept = notary.desk.database, notary.sign()
    notary.tamper("DELETE FROM stored_events WHERE rowid = 5")
    with pytest.raises(LogShorter):
        prove_position(database, 4, kept)
    notary.tamper(edit("IT-CAG", "IT-LEC", 3))
    with pytest.raises(LogShorter):
        prove_position(database, 4)
    notary.tamper("UPDATE stored_events SET rowid = 6 WHERE rowid = 4")
    with pytest.raises(LogBroken):
        prove_position(database, 3)


def test_nothing_is_proved_of_a_history_that_was_rewritten(notary: Notary) -> None:
    notary.take()
    notary.tamper(edit("RO-IAS", "IT-CAG", 4))
    for position in (2, 4):
        with pytest.raises(LogRewritten):
            prove_position(notary.desk.database, position)


# The format of a proof --------------------------------------------------------------------------

HASH = base64.b64encode(bytes(range(32))).decode()
HEAD = "c2sp.org/tlog-proof@v1\n"


def test_extra_data_is_read_kept_and_not_believed() -> None:
    text = f"{HEAD}extra bW9yZQ==\nindex 5\n{HASH}\n\nwhatever\n"
    proof = TlogProof.parse(text.encode())
    assert (proof.extra, proof.index, proof.path) == (b"more", 5, (bytes(range(32)),))
    assert bytes(proof) == text.encode()


def test_a_path_may_be_empty() -> None:
    proof = TlogProof.parse(f"{HEAD}index 0\n\nwhatever\n".encode())
    assert (proof.index, proof.path, proof.checkpoint) == (0, (), b"whatever\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        HEAD,
        f"{HEAD}\nwhatever\n",
        f"{HEAD.upper()}index 0\n\nwhatever\n",
        f"{HEAD}index\n\nwhatever\n",
        f"{HEAD}index notanumber\n\nwhatever\n",
        f"{HEAD}index -5\n\nwhatever\n",
        f"{HEAD}index 05\n\nwhatever\n",
        f"{HEAD}index  5\n\nwhatever\n",
        f"{HEAD}index 5\nindex 5\n\nwhatever\n",
        f"{HEAD}index 5\nextra bW9yZQ==\n\nwhatever\n",
        f"{HEAD}extra !!notbase64!!\nindex 0\n\nwhatever\n",
        f"{HEAD}extra bW9yZQ==\nextra bW9yZQ==\nindex 0\n\nwhatever\n",
        f"{HEAD}index 0\n!!notbase64!!\n\nwhatever\n",
        f"{HEAD}index 0\n{base64.b64encode(bytes(64)).decode()}\n\nwhatever\n",
        f"{HEAD}index 0\n{base64.b64encode(bytes(31)).decode()}\n\nwhatever\n",
        f"{HEAD}index 0\n" + f"{HASH}\n" * 65 + "\nwhatever\n",
        f"{HEAD}index 0\n\nwhatever",
        f"{HEAD}index 0\r\n\r\nwhatever\r\n",
    ],
)
def test_what_is_not_a_proof_is_refused(text: str) -> None:
    with pytest.raises(NotAProof):
        TlogProof.parse(text.encode())


@given(st.binary(max_size=300))
def test_any_bytes_are_a_proof_or_not(data: bytes) -> None:
    key = PublicKey("any", bytes(32))
    for content in (data, HEAD.encode() + data):
        assert not check(content, b"{}", key).holds


# Keys in files ----------------------------------------------------------------------------------


def test_a_key_is_written_for_its_owner_alone_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "my.key"
    public = make_keys(path, "Comdata")
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_signing_key(path).public == public == read_public_key(tmp_path / "my.key.pub")
    before = path.read_bytes()
    with pytest.raises(FileExists):
        make_keys(path, "Comdata")
    assert path.read_bytes() == before


def test_both_files_of_a_key_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "my.key.pub").write_text("something else\n")
    with refused_as(FileExists, match="pub"):
        make_keys(tmp_path / "my.key", "Comdata")
    assert not (tmp_path / "my.key").exists()
    (tmp_path / "other.key.pub").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExists):
        make_keys(tmp_path / "other.key", "Comdata")
    assert {path.name for path in tmp_path.iterdir()} == {"my.key.pub", "other.key.pub"}


def test_a_file_that_came_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    new, there = tmp_path / "new", tmp_path / "there"
    there.write_bytes(b"evidence")
    with pytest.raises(FileExists):
        write_whole({Target(new): b"", Target(there): b""})
    assert (new.exists(), there.read_bytes()) == (False, b"evidence")


def test_a_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    make_keys(tmp_path / "my.key", "Comdata")
    public = (tmp_path / "my.key.pub").read_bytes()
    for content in (b"", b"hello\n", b"\xff\xfe", public + public):
        path.write_bytes(content)
        for read in (read_public_key, read_signing_key):
            with refused_as(NotAKey, match="key: "):
                read(path)


# Bundles ----------------------------------------------------------------------------------------


def bundled(notary: Notary, folder: Path, cosigned: Sequence[Kept] = ()) -> Path:
    """The bundle of the ledger, unpacked."""
    content = BytesIO()
    write_bundle(notary.desk.database, content, cosigned=cosigned)
    with ZipFile(content) as bundle:
        bundle.extractall(folder)
    return folder


def checked(folder: Path, *kept: Path, packages: bool = False) -> tuple[int, list[str]]:
    """What the program in a bundle says, with nothing but Python, or with this one's packages."""
    alone = [] if packages else ["-I", "-S"]
    done = subprocess.run(
        [sys.executable, *alone, "verify.py", *kept],
        cwd=folder,
        env={},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, (done.stdout + done.stderr).splitlines()


def test_a_bundle_is_checked_with_python_alone(notary: Notary, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(notary.sign().content)
    notary.go_on()
    notary.take()
    folder = bundled(notary, tmp_path / "bundle")
    code, said = checked(folder, kept)
    assert code == 3
    assert len(said) == 4
    assert "of 'Comdata': intact: the first 5 events are unchanged, 2 came after" in said[0]
    assert all(line.startswith("holds: ") and "not checked" in line for line in said[:-1])


def test_a_bundle_s_signatures_are_checked_where_that_can_be(
    notary: Notary, tmp_path: Path
) -> None:
    notary.take()
    folder = bundled(notary, tmp_path / "bundle")
    code, said = checked(folder, packages=True)
    assert (code, len(said)) == (0, 2)
    assert "signed with 'Comdata'." in said[0]
    forged = tmp_path / "forged"
    note = (folder / "checkpoints" / "0001-5.checkpoint").read_bytes()
    forged.write_bytes(note.replace(b"Comdata\n5", b"Comdata\n4"))
    code, said = checked(folder, forged, packages=True)
    assert code == 1
    assert "bad-signature: a signature of a key is bad" in said[0]
    forged.write_bytes(
        bytes(SigningKey.generate("Comdata").sign(note.decode().split("\n\n")[0] + "\n"))
    )
    code, said = checked(folder, forged, packages=True)
    assert code == 1
    assert "no signature of a key" in said[0]


def test_the_program_in_a_bundle_finds_tampering(notary: Notary, tmp_path: Path) -> None:
    notary.take()
    folder = bundled(notary, tmp_path / "bundle")
    events = folder / "events.jsonl"
    whole = events.read_bytes()
    lines = whole.splitlines(keepends=True)
    for changed in (
        whole.replace(b"RO-IAS", b"RO-BUC", 1),
        b"".join(lines[:-1]),
        b"".join([lines[0], lines[2], lines[1], *lines[3:]]),
        whole[:-2],
        b"",
    ):
        events.write_bytes(changed)
        code, said = checked(folder)
        assert code == 1
        assert "FAILED" in said[0]
    events.write_bytes(whole[:-1])
    assert checked(folder)[0] == 3


def test_the_program_in_a_bundle_passes_nothing_where_there_is_no_checkpoint(
    notary: Notary, tmp_path: Path
) -> None:
    notary.take()
    folder = bundled(notary, tmp_path / "bundle")
    for path in (folder / "checkpoints").iterdir():
        path.unlink()
    code, said = checked(folder)
    assert (code, said[0]) == (1, "FAILED: there is no checkpoint to compare with.")
    for content in (b"", b"hello\n", b"Comdata\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"):
        (tmp_path / "kept").write_bytes(content)
        assert checked(folder, tmp_path / "kept")[0] == 1


def test_the_program_in_a_bundle_agrees_with_the_real_one_for_every_size(
    notary: Notary, tmp_path: Path
) -> None:
    for number in range(15):
        notary.desk.hire(f"OP-{number + 10}", at="IT-CAG", on=JULY)
        notary.take()
    code, said = checked(bundled(notary, tmp_path / "bundle"))
    assert (code, len(said)) == (3, 16)


def test_the_same_history_gives_the_same_bundle(notary: Notary) -> None:
    notary.take()
    first, second = BytesIO(), BytesIO()
    write_bundle(notary.desk.database, first)
    write_bundle(notary.desk.database, second)
    assert first.getvalue() == second.getvalue()


def test_the_program_in_a_bundle_can_be_read_at_a_sitting(notary: Notary, tmp_path: Path) -> None:
    notary.take()
    folder = bundled(notary, tmp_path / "bundle")
    assert len((folder / "verify.py").read_text(encoding="utf-8").splitlines()) < 360
    assert "rientro" not in (folder / "verify.py").read_text(encoding="utf-8")
    assert "sha256sum" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_bundle_without_a_signature_or_of_a_tampered_history_is_not_written(
    notary: Notary,
) -> None:
    with refused_as(NothingSigned, match="audit keygen"):
        write_bundle(notary.desk.database, BytesIO())
    notary.take()
    notary.tamper(edit("RO-IAS", "IT-CAG", 4))
    with pytest.raises(LogRewritten):
        write_bundle(notary.desk.database, BytesIO())
    notary.tamper("DELETE FROM stored_events WHERE rowid > 3")
    with pytest.raises(LogShorter):
        write_bundle(notary.desk.database, BytesIO())
