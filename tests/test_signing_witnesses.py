"""Witnesses: a works council, a client and a ministry each cosign what only grew."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Rientro
from notary import JULY, Notary
from refusing import refused_as

from ledger.signing.memory import remembering
from ledger.signing.prover import prove_extension
from ledger.signing.signing_refusals import (
    BadMemory,
    LogShorter,
    NotACheckpointFile,
    NotExtended,
    NothingToCompare,
    NotOfTheseEvents,
    NotSignedByLedger,
    OfAnotherLedger,
    ProofFromElsewhere,
    ShorterThanKept,
    UnknownLedger,
    WitnessIsSigner,
)
from ledger.signing.witnessing import Asked, Witness, Witnessed
from proofs.cosignature import WitnessKey
from proofs.leaves import exported_leaves
from proofs.note import Note, PublicKey, SigningKey
from proofs.verify import Kept, Verdict, Witnesses, verify


@pytest.fixture
def notary(tmp_path: Path) -> Notary:
    return Notary(tmp_path)


class Council(NamedTuple):
    """Somebody who cosigns, with a key and a file to remember in."""

    key: SigningKey
    seen: Path

    @property
    def public(self) -> WitnessKey:
        return WitnessKey(self.key.name, self.key.public.raw)

    def cosign(
        self,
        kept: Kept,
        leaves: list[bytes] | None = None,
        *,
        trusted: PublicKey | None = None,
        at: int = 1_530_000_000,
    ) -> Witnessed:
        with remembering(self.seen) as memory:
            return Witness(self.key, memory, trusted).cosign(Asked.of(kept), leaves, at)


@pytest.fixture
def council(tmp_path: Path) -> Council:
    return Council(SigningKey.generate("council"), tmp_path / "council.seen")


def forked(notary: Notary, folder: Path) -> Notary:
    """An older copy in which another thing was recorded, with the same key and as many events."""
    folder.mkdir()
    other = Notary(folder)
    other.key = notary.key
    other.desk.transfer("OP-1", to="IT-CAG", on=JULY)
    other.desk.hire("OP-3", at="IT-CAG", on=JULY)
    return other


# What is cosigned -------------------------------------------------------------------------------


def test_the_first_checkpoint_needs_the_ledger_s_key_and_the_next_ones_what_is_remembered(
    notary: Notary, council: Council
) -> None:
    first, key = notary.sign(), notary.key.public
    with refused_as(UnknownLedger, match="do not begin anew"):
        council.cosign(first)
    done = council.cosign(first, trusted=key)
    assert (done.before, done.compared, done.new_key) == (None, False, False)
    assert council.public.cosigned_at(done.note) == 1_530_000_000
    notary.go_on()
    second = notary.sign()
    with refused_as(NothingToCompare, match="--events"):
        council.cosign(second)
    done = council.cosign(second, notary.lines(), at=1_540_000_000)
    assert (done.before, done.compared) == (5, True)
    assert council.public.cosigned_at(done.note) == 1_540_000_000
    assert council.seen.stat().st_mode & 0o777 == 0o600


def test_a_checkpoint_is_cosigned_again_and_an_older_one_never(
    notary: Notary, council: Council
) -> None:
    first = notary.sign()
    council.cosign(first, trusted=notary.key.public)
    again = council.cosign(first, at=1_550_000_000)
    assert council.public.cosigned_at(again.note) == 1_550_000_000
    notary.go_on()
    council.cosign(notary.sign(), notary.lines())
    with refused_as(ShorterThanKept, match="is not cosigned again"):
        council.cosign(first, notary.lines())


def test_a_fork_is_cosigned_neither_at_the_same_size_nor_later(
    notary: Notary, council: Council, tmp_path: Path
) -> None:
    other = forked(notary, tmp_path / "fork")
    notary.go_on()
    council.cosign(notary.sign(), notary.lines(), trusted=notary.key.public)
    before = council.seen.read_bytes()
    with refused_as(NotExtended, match="two histories"):
        council.cosign(other.sign("fork"))
    with refused_as(NotExtended, match="two histories"):
        council.cosign(other.sign("fork"), other.lines())
    other.desk.hire("OP-4", at="IT-CAG", on=JULY)
    later = other.sign("fork")
    with refused_as(NotExtended, match="Do not cosign it elsewhere"):
        council.cosign(later, other.lines())
    notary.desk.hire("OP-4", at="IT-CAG", on=JULY)
    with refused_as(NotOfTheseEvents, match="Keep both files"):
        council.cosign(later, notary.lines())
    assert council.seen.read_bytes() == before


def test_a_proof_alone_is_enough_and_shows_no_event(notary: Notary, council: Council) -> None:
    first = notary.sign()
    council.cosign(first, trusted=notary.key.public)
    notary.go_on()
    taken = notary.take()
    request = prove_extension(notary.desk.database, first, taken.signed)
    assert b"OP-1" not in bytes(request)
    done = council.cosign(Kept("request", bytes(request)))
    assert (done.before, done.compared) == (5, True)
    assert bytes(done.note).startswith(taken.content)
    notary.desk.hire("OP-3", at="IT-CAG", on=JULY)
    late = prove_extension(notary.desk.database, first, notary.take().signed)
    with refused_as(ProofFromElsewhere, match="begins at 5 events, and 7"):
        council.cosign(Kept("late", bytes(late)))


def test_a_proof_of_a_fork_proves_nothing(notary: Notary, council: Council, tmp_path: Path) -> None:
    other = forked(notary, tmp_path / "fork")
    notary.go_on()
    council.cosign(notary.sign(), notary.lines(), trusted=notary.key.public)
    old = other.sign()
    other.desk.hire("OP-4", at="IT-CAG", on=JULY)
    request = prove_extension(other.desk.database, old, other.take().signed)
    with refused_as(NotExtended, match="two histories"):
        council.cosign(Kept("request", bytes(request)))


def test_what_the_ledger_did_not_sign_is_not_cosigned(
    notary: Notary, council: Council, tmp_path: Path
) -> None:
    first, key = notary.sign(), notary.key.public
    stranger = SigningKey.generate("Comdata")
    text = first.content.decode().partition("\n\n")[0] + "\n"
    for content in (bytes(stranger.sign(text)), text.encode()):
        with refused_as(NotSignedByLedger, match="is not signed with the key"):
            council.cosign(Kept("forged", content), trusted=key)
    with refused_as(NotSignedByLedger, match="does not fit its text"):
        council.cosign(Kept("forged", first.content.replace(b"\n5\n", b"\n6\n")), trusted=key)
    for content in (b"", b"hello\n", b"old 5\nhello\n\n"):
        with pytest.raises(NotACheckpointFile):
            council.cosign(Kept("forged", content), trusted=key)
    with pytest.raises(WitnessIsSigner):
        Council(notary.key, council.seen).cosign(first, trusted=key)
    with pytest.raises(LogShorter):
        council.cosign(first, notary.lines()[:3], trusted=key)
    (tmp_path / "other").mkdir()
    other = Notary(tmp_path / "other", name="Fastweb")
    with pytest.raises(OfAnotherLedger):
        council.cosign(first, other.lines(), trusted=key)
    assert not council.seen.exists()


def test_another_key_of_the_ledger_must_be_named_and_changes_no_history(
    notary: Notary, council: Council
) -> None:
    council.cosign(notary.sign(), trusted=notary.key.public)
    notary.go_on()
    notary.key = SigningKey.generate("Comdata")
    second = notary.sign()
    with pytest.raises(NotSignedByLedger):
        council.cosign(second, notary.lines())
    assert council.cosign(second, notary.lines(), trusted=notary.key.public).new_key
    assert not council.cosign(second).new_key


def test_a_file_to_remember_in_that_is_damaged_lets_nothing_be_cosigned(
    notary: Notary, council: Council
) -> None:
    first = notary.sign()
    council.cosign(first, trusted=notary.key.public)
    council.seen.write_bytes(council.seen.read_bytes()[:-20])
    with pytest.raises(BadMemory):
        council.cosign(first, trusted=notary.key.public)


def test_of_two_that_are_cosigned_at_once_the_second_sees_the_first(
    notary: Notary, council: Council, tmp_path: Path
) -> None:
    other = forked(notary, tmp_path / "fork")
    notary.go_on()
    mine, fork, key = notary.sign(), other.sign(), notary.key.public
    done: list[str] = []
    barrier = threading.Barrier(2)

    def cosigning(kept: Kept) -> Callable[[], None]:
        def cosign() -> None:
            barrier.wait()
            try:
                council.cosign(kept, trusted=key)
                done.append("cosigned")
            except NotExtended:
                done.append("refused")

        return cosign

    threads = [threading.Thread(target=cosigning(each)) for each in (mine, fork)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["cosigned", "refused"]


# Who demands it ---------------------------------------------------------------------------------


def test_a_quorum_of_witnesses_is_demanded(notary: Notary, tmp_path: Path) -> None:
    names = ("council", "client", "ministry")
    councils = [Council(SigningKey.generate(name), tmp_path / name) for name in names]
    signed = note = notary.sign()
    for each in councils[:2]:
        done = each.cosign(note, notary.lines(), trusted=notary.key.public)
        note = Kept("cosigned", bytes(done.note))
    keys = tuple(each.public for each in councils)
    trusted = [notary.key.public]

    def verdict(kept: Kept, quorum: int, witnesses: tuple[WitnessKey, ...] = keys) -> Verdict:
        leaves = notary.lines()
        asked = Witnesses(witnesses, quorum)
        return verify([kept], leaves, trusted, witnesses=asked).checks[0].verdict

    assert verdict(note, 2) is Verdict.INTACT
    assert verdict(note, 3) is Verdict.TOO_FEW_WITNESSES
    assert verdict(note, 1, keys[2:]) is Verdict.TOO_FEW_WITNESSES
    assert verdict(signed, 1) is Verdict.TOO_FEW_WITNESSES
    assert verdict(signed, 0) is Verdict.INTACT
    checked = verify([note], notary.lines(), trusted, witnesses=Witnesses(keys[:1], 1)).checks[0]
    assert [each.witness.name for each in checked.cosigned] == ["council"]
    assert [each.partition("+")[0] for each in checked.unknown_cosigners] == ["client"]
    *others, last = Note.parse(note.content).signatures
    turned = replace(last, signature=last.signature[::-1])
    spoilt = Note(Note.parse(note.content).text, (*others, turned))
    assert verdict(Kept("spoilt", bytes(spoilt)), 1) is Verdict.BAD_SIGNATURE
    notary.tamper("DELETE FROM stored_events WHERE rowid = 5")
    assert verdict(signed, 3) is Verdict.CUT_SHORT


# At the command line, with files alone ----------------------------------------------------------

COSIGN = "audit cosign {} --key council.key --remember council.seen"


def test_a_works_council_cosigns_with_files_alone(signed: Rientro) -> None:
    signed.typed("audit bundle --to first.zip")
    signed.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    signed.typed("audit checkpoint --key demo.key --to second.checkpoint")
    signed.typed("export events --to second.jsonl")
    signed.typed("hire OP-2 --at IT-CAG --on 2018-10-01")
    signed.typed(
        "audit checkpoint --key demo.key --after second.checkpoint --for-witness third.request"
    )
    hidden = signed.ledger.rename(signed.folder / "hidden.db")
    first = COSIGN.format("demo.checkpoint") + " --to cosigned.checkpoint"
    signed.typed(first).refused(3, "Nothing of the ledger", "--public-key")
    said = signed.typed(f"{first} --public-key demo.key.pub --events first.zip")
    assert (said.exit_code, said.stdout) == (0, "")
    assert "It is the first checkpoint of this ledger" in said.stderr
    assert "Keep council.seen" in said.stderr
    signed.typed(COSIGN.format("second.checkpoint")).refused(3, "665 events were cosigned last")
    said = signed.typed(COSIGN.format("second.checkpoint") + " --events second.jsonl")
    assert said.exit_code == 0
    assert said.stdout.startswith((signed.folder / "second.checkpoint").read_text())
    assert "which begin with the 665" in said.stderr
    said = signed.typed(COSIGN.format("third.request") + " --to third.checkpoint")
    assert said.exit_code == 0
    assert (signed.folder / "third.checkpoint").read_text().split("\n")[1] == "667"
    signed.typed(COSIGN.format("demo.checkpoint")).refused(1, "is not cosigned again")
    hidden.rename(signed.ledger)
    keys = "--public-key demo.key.pub --witness council.key.pub"
    said = signed.typed(f"audit verify third.checkpoint {keys}")
    assert said.exit_code == 0
    assert "Cosigned by council+" in said.stdout
    said = signed.typed("audit verify third.checkpoint --public-key demo.key.pub")
    assert "Not checked: the cosignatures of council+" in said.stderr
    said = signed.typed(f"audit verify second.checkpoint {keys} --format json")
    assert said.exit_code == 1
    row = json.loads(said.stdout)["rows"][0]
    assert (row["verdict"], row["cosigned"]) == ("too-few-witnesses", [])
    said = signed.typed(f"audit verify third.checkpoint {keys} --format json")
    row = json.loads(said.stdout)["rows"][0]
    assert row["cosigned"][0]["witness"].startswith("council+")
    assert row["cosigned"][0]["at"].endswith("Z")


def test_a_witness_refuses_the_fork_of_a_copy_that_was_put_back(signed: Rientro) -> None:
    older = signed.ledger.read_bytes()
    signed.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    signed.typed("audit checkpoint --key demo.key --to right.checkpoint")
    signed.typed(COSIGN.format("right.checkpoint") + " --public-key demo.key.pub")
    signed.ledger.write_bytes(older)
    for each in signed.folder.glob("*.db-*"):
        each.unlink()
    signed.typed("hire OP-2 --at IT-CAG --on 2018-10-01")
    signed.typed("audit checkpoint --key demo.key --to fork.checkpoint").refused(1, "two histories")
    # Somebody who holds the key takes it elsewhere, where nothing is beside it.
    (signed.folder / "elsewhere").mkdir()
    shutil.copy(signed.folder / "demo.key", signed.folder / "elsewhere" / "demo.key")
    said = signed.typed("audit checkpoint --key elsewhere/demo.key --to fork.checkpoint")
    assert said.exit_code == 0
    signed.typed("export events --to fork.jsonl")
    said = signed.typed(COSIGN.format("fork.checkpoint") + " --events fork.jsonl")
    said.refused(1, "two histories", "Keep both checkpoints")
    assert signed.typed("audit verify right.checkpoint").exit_code == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("audit verify demo.checkpoint --quorum 1", 2, "more than there are witnesses (0)"),
        ("audit verify demo.checkpoint --witness council.key.pub --quorum 2", 2, "witnesses (1)"),
        (f"audit verify demo.checkpoint {2 * ' --witness council.key.pub'} --quorum 2", 2, "(1)"),
        ("audit verify demo.checkpoint --witness council.key", 2, "is not a public key"),
        (
            "audit verify demo.checkpoint --witness demo.key.pub --public-key demo.key.pub",
            3,
            "would prove nothing more",
        ),
        ("audit checkpoint --for-witness x", 2, "goes with --key, and with --after once"),
        (COSIGN.format("demo.key.pub"), 2, "is not a checkpoint"),
        (COSIGN.format("demo.checkpoint --public-key demo.key"), 2, "is not a public key"),
        (COSIGN.format("demo.checkpoint --to demo.key"), 3, "demo.key exists"),
        ("audit cosign demo.checkpoint --key council.key", 2, "Missing option '--remember'"),
        (
            "audit cosign demo.checkpoint --key council.key --remember council.key.pub",
            3,
            "does not hold what was signed last",
        ),
        (COSIGN.format("demo.checkpoint --events demo.key.pub"), 2, "is no export of events"),
    ],
)
def test_what_is_not_cosigned_or_demanded_is_said(
    signed: Rientro, words: str, code: int, said: str
) -> None:
    signed.typed(words).refused(code, said)
    assert not (signed.folder / "council.seen").exists()


def test_an_export_of_events_may_be_given_as_leaves(notary: Notary, council: Council) -> None:
    export = notary.place.path.parent / "events.jsonl"
    export.write_bytes(b"".join(line + b"\n" for line in notary.lines()))
    with export.open("rb") as file:
        leaves = list(exported_leaves(file))
    assert council.cosign(notary.sign(), leaves, trusted=notary.key.public).compared
