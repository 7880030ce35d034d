"""What witnesses gave back goes into proofs and bundles, and every verifier says who cosigned."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import Rientro
from notary import Notary
from refusing import refused_as
from test_audit_proof_files import bundled, checked

from ledger.signing.bundle import write_bundle
from ledger.signing.signing_refusals import (
    LogRewritten,
    LogShorter,
    NotACheckpointFile,
    OfAnotherLedger,
    SignedByOthers,
)
from proofs.checkpoint import Checkpoint
from proofs.cosignature import WitnessKey, cosign
from proofs.note import Note, SigningKey
from proofs.tlog_proof import Verdict, check
from proofs.verify import Kept, Witnesses

AT = 1_530_000_000
COUNCIL, CLIENT = SigningKey.generate("council"), SigningKey.generate("client")
BOTH = tuple(WitnessKey(each.name, each.public.raw) for each in (COUNCIL, CLIENT))


@pytest.fixture
def notary(tmp_path: Path) -> Notary:
    return Notary(tmp_path)


def back(kept: Kept, *witnesses: SigningKey) -> Kept:
    """The checkpoint as the witnesses give it back."""
    note = Note.parse(kept.content)
    for each in witnesses:
        note = cosign(each, note, AT)
    return Kept("back", bytes(note))


def of_zip(notary: Notary, *given: Kept) -> dict[str, bytes]:
    """The checkpoints in the bundle."""
    content = BytesIO()
    write_bundle(notary.desk.database, content, cosigned=given)
    with ZipFile(content) as bundle:
        found = {name: bundle.read(name) for name in bundle.namelist()}
    return {name: data for name, data in found.items() if name.startswith("checkpoints/")}


def test_what_came_back_stands_in_the_place_of_what_was_signed(notary: Notary) -> None:
    first = notary.sign()
    notary.go_on()
    second = notary.sign()
    cosigned = back(second, COUNCIL)
    names = ["checkpoints/0001-5.checkpoint", "checkpoints/0002-7.checkpoint"]
    assert of_zip(notary, cosigned) == dict(
        zip(names, [first.content, cosigned.content], strict=True)
    )
    other = back(second, CLIENT)
    found = of_zip(notary, cosigned, other)
    assert sorted(found) == [*names, "checkpoints/given-0001-7.checkpoint"]
    assert set(found.values()) == {first.content, cosigned.content, other.content}


def test_a_checkpoint_of_before_the_list_began_goes_in_beside_it(notary: Notary) -> None:
    early = notary.sign()
    notary.tamper("DELETE FROM signed_checkpoints")
    notary.go_on()
    notary.take()
    found = of_zip(notary, early)
    assert found["checkpoints/given-0001-5.checkpoint"] == early.content


def test_what_is_not_of_this_history_does_not_go_in(notary: Notary) -> None:
    notary.take()
    text = Checkpoint("Comdata", 4, bytes(32)).text
    with pytest.raises(LogRewritten):
        of_zip(notary, Kept("k", bytes(notary.key.sign(text))))
    with pytest.raises(LogRewritten):  # of the size of one that was signed here
        of_zip(notary, Kept("k", bytes(notary.key.sign(text.replace("\n4\n", "\n5\n")))))
    with pytest.raises(LogShorter):
        of_zip(notary, Kept("k", bytes(notary.key.sign(text.replace("\n4\n", "\n9\n")))))
    with refused_as(SignedByOthers, match="none of the keys"):
        of_zip(notary, Kept("k", bytes(SigningKey.generate("Comdata").sign(text))))
    with pytest.raises(OfAnotherLedger):
        of_zip(notary, Kept("k", bytes(notary.key.sign(text.replace("Comdata", "Fastweb")))))
    for content in (b"", text.replace("\n4\n", "\n0\n").encode(), b"PK\x03\x04"):
        with pytest.raises(NotACheckpointFile):
            of_zip(notary, Kept("k", content))


def test_the_program_in_a_bundle_says_who_cosigned_and_whose_nobody_checked(
    notary: Notary, tmp_path: Path
) -> None:
    kept = back(notary.sign(), COUNCIL, CLIENT)
    folder = bundled(notary, tmp_path / "bundle", cosigned=[kept])
    keys = [tmp_path / "council.pub", tmp_path / "client.pub"]
    for path, key in zip(keys, BOTH, strict=True):
        path.write_text(f"{key}\n")
    code, said = checked(folder, packages=True)
    assert code == 0
    assert "signed with 'Comdata'; cosignatures not checked: 'client', 'council'." in said[0]
    code, said = checked(folder, Path("--witness"), keys[0], packages=True)
    assert code == 0
    assert "; cosigned by 'council'; cosignatures not checked: 'client'." in said[0]
    # One by another key under the name of a witness is none of its.
    impostor = SigningKey.generate("council")
    forged = back(kept, impostor)
    folder = bundled(notary, tmp_path / "other", cosigned=[forged])
    code, said = checked(folder, Path("--witness"), keys[0], packages=True)
    assert "cosigned by 'council'; cosignatures not checked: 'client', 'council'." in said[0]
    # A bad one of a witness that was named spoils it, and the program of a recipient without
    # the package for signatures claims nothing.
    spoilt = Note.parse(kept.content)
    *_, last = spoilt.signatures
    turned = type(last)(last.key_name, last.key_id, last.signature[::-1])
    (folder / "checkpoints" / "0001-5.checkpoint").write_bytes(
        bytes(Note(spoilt.text, (*spoilt.signatures[:-1], turned)))
    )
    code, said = checked(folder, Path("--witness"), keys[1], packages=True)
    assert (code, "bad-signature" in said[0]) == (1, True)
    code, said = checked(folder, Path("--witness"), keys[0])
    assert (code, "cosigned" in said[0]) == (3, False)


def test_a_proof_by_a_cosigned_checkpoint_says_who_cosigned(demo: Rientro) -> None:
    for words in (
        "audit keygen --to my.key",
        "audit keygen --to council.key --name council",
        "audit keygen --to client.key --name client",
        "audit checkpoint --key my.key --to kept.checkpoint",
        (
            "audit cosign kept.checkpoint --key council.key --remember seen "
            "--public-key my.key.pub --to back.checkpoint"
        ),
        "audit prove 5 --checkpoint back.checkpoint --to 5.proof",
        "audit prove 5 --checkpoint kept.checkpoint --to alone.proof",
        "audit bundle --checkpoint back.checkpoint --to all.zip",
    ):
        said = demo.typed(words)
        assert said.exit_code == 0, (words, said)
    asked = "audit check-proof {} --event 5.proof.event --public-key my.key.pub"
    said = demo.typed(asked.format("5.proof"))
    assert (said.exit_code, "Cosigned" in said.stdout) == (0, False)
    assert "Not checked: the cosignatures of council+" in said.stderr
    said = demo.typed(f"{asked.format('5.proof')} --witness council.key.pub --format json")
    row = json.loads(said.stdout)["rows"][0]
    assert row["cosigned"][0]["witness"].startswith("council+")
    assert row["not_checked"] == []
    said = demo.typed(f"{asked.format('5.proof')} --witness council.key.pub")
    assert (said.exit_code, "Cosigned by council+" in said.stdout) == (0, True)
    for proof, witnesses in (
        ("alone.proof", "--witness council.key.pub"),
        ("5.proof", "--witness client.key.pub"),
        ("5.proof", "--witness council.key.pub --witness client.key.pub"),
    ):
        said = demo.typed(f"{asked.format(proof)} {witnesses}")
        assert (said.exit_code, "too-few-witnesses" in said.stdout) == (1, True), said
    both = "--witness council.key.pub --witness client.key.pub --quorum 1"
    assert demo.typed(f"{asked.format('5.proof')} {both}").exit_code == 0
    demo.typed(f"{asked.format('5.proof')} --quorum 1").refused(2, "more than there are")
    demo.typed(f"{asked.format('5.proof')} --witness my.key.pub").refused(3, "witness")
    with ZipFile(demo.folder / "all.zip") as bundle:
        [name] = [each for each in bundle.namelist() if each.startswith("checkpoints/")]
        assert bundle.read(name) == (demo.folder / "back.checkpoint").read_bytes()


def test_a_bad_cosignature_of_a_witness_spoils_a_proof(notary: Notary) -> None:
    from ledger.signing.prover import prove_position

    kept = back(notary.sign(), COUNCIL)
    proved = prove_position(notary.desk.database, 3, kept)
    key = notary.key.public
    assert check(proved.proof, proved.leaf, key, Witnesses(BOTH, 1)).holds
    head, _, last = proved.proof.rpartition(b" ")
    turned = head + b" " + last.swapcase()
    found = check(turned, proved.leaf, key, Witnesses(BOTH, 1))
    assert found.verdict in {Verdict.BAD_SIGNATURE, Verdict.TOO_FEW_WITNESSES, Verdict.NOT_A_PROOF}
    assert not found.holds
