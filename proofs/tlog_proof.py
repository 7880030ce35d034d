"""The file that proves one event: the C2SP tlog-proof, version 1, as c2sp.org/tlog-proof has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from proofs.checkpoint import NotACheckpoint, SignedCheckpoint
from proofs.cosignature import Cosigned, cosigned_by, unknown_cosigners
from proofs.encoding import base64_text, from_base64, from_decimal
from proofs.merkle import HASH_BYTES, leaf_hash
from proofs.note import BadSignature, MissingSignature, NotANote, PublicKey, plain_text
from proofs.proof import ProofError, verify_inclusion
from proofs.verify import NO_WITNESSES, Witnesses

_HEADER = "c2sp.org/tlog-proof@v1"
_LONGEST_PATH = 64


class NotAProof(ValueError):
    """The bytes are not a proof."""


@dataclass(frozen=True, slots=True)
class TlogProof:
    """Where a leaf is in the log, its path to the root, and the checkpoint with the root."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    """Verbatim."""
    extra: bytes | None = None
    """Not authenticated; rientro writes none and believes none."""

    def __bytes__(self) -> bytes:
        extra = [] if self.extra is None else [f"extra {base64_text(self.extra)}"]
        lines = [_HEADER, *extra, f"index {self.index}", *map(base64_text, self.path), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.checkpoint

    @classmethod
    def parse(cls, data: bytes) -> TlogProof:
        """The proof in the bytes of a file; refuses what is `NotAProof`."""
        try:
            head, _, checkpoint = plain_text(data).partition("\n\n")
        except NotANote as error:
            raise NotAProof(str(error)) from None
        header, *lines = head.split("\n")
        if header != _HEADER:
            raise NotAProof(f"its first line is not {_HEADER}")
        try:
            extra = _extra(lines)
            index = from_decimal(_value(lines, "index"))
            path = tuple(map(from_base64, lines))
        except ValueError as error:
            raise NotAProof(
                f"its extra data, index or hashes are not as they should be: {error}"
            ) from None
        if len(path) > _LONGEST_PATH or any(len(each) != HASH_BYTES for each in path):
            raise NotAProof(f"its hashes are not {HASH_BYTES} bytes long, or too many")
        return cls(index, path, checkpoint.encode(), extra)

    def verify(self, leaf: bytes, key: PublicKey) -> SignedCheckpoint:
        """The checkpoint of which the leaf is proved to be a part.

        Refuses with `NotAProof`, `BadSignature`, `MissingSignature` or `ProofError`.
        """
        try:
            signed = SignedCheckpoint.parse(self.checkpoint)
        except NotACheckpoint as error:
            raise NotAProof(f"its checkpoint is not one: {error}") from None
        key.verify(signed.note)
        verify_inclusion(
            leaf_hash=leaf_hash(leaf),
            index=self.index,
            size=signed.checkpoint.size,
            proof=self.path,
            root=signed.checkpoint.root,
        )
        return signed


class Verdict(StrEnum):
    """What a proof says about an event."""

    HOLDS = "holds"
    NOT_A_PROOF = "not-a-proof"
    NOT_PROVED = "not-proved"
    BAD_SIGNATURE = "bad-signature"
    MISSING_SIGNATURE = "missing-signature"
    TOO_FEW_WITNESSES = "too-few-witnesses"


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on a proof of an event, and where the event is where it holds."""

    verdict: Verdict
    message: str
    origin: str | None = None
    position: int | None = None
    size: int | None = None
    cosigned: tuple[Cosigned, ...] = ()
    """The witnesses that were named and cosigned its checkpoint."""
    unknown_cosigners: tuple[str, ...] = ()
    """The names on what look like cosignatures of others, which nobody checked."""

    @property
    def holds(self) -> bool:
        """Whether the event is proved."""
        return self.verdict is Verdict.HOLDS

    @property
    def ledger(self) -> str:
        """The name of the ledger, without the id that may be behind it in checkpoints."""
        return re.sub(r"/[0-9a-f]{32}$", "", self.origin or "")


def check(data: bytes, leaf: bytes, key: PublicKey, witnesses: Witnesses = NO_WITNESSES) -> Checked:
    """The verdict on the bytes of a proof, for an event's line and a key.

    Of the witnesses its checkpoint needs as many cosignatures as their quorum says, and bears no bad
    one of any.
    """
    try:
        proof = TlogProof.parse(data)
        signed = proof.verify(leaf, key)
        cosigned = cosigned_by(signed.note, witnesses.keys)
    except NotAProof as error:
        return Checked(Verdict.NOT_A_PROOF, f"This is not a proof: {error}.")
    except BadSignature as error:
        return Checked(Verdict.BAD_SIGNATURE, f"Its checkpoint proves nothing: {error}.")
    except MissingSignature as error:
        return Checked(Verdict.MISSING_SIGNATURE, f"Its checkpoint proves nothing: {error}.")
    except ProofError as error:
        message = f"This event is not where the proof says that it is. {error}"
        return Checked(Verdict.NOT_PROVED, message)
    if len(cosigned) < witnesses.quorum:
        message = (
            f"{witnesses.quorum} of {len(witnesses.keys)} witnesses must have cosigned its "
            f"checkpoint, and {len(cosigned)} did."
        )
        return Checked(Verdict.TOO_FEW_WITNESSES, message, cosigned=cosigned)
    checkpoint = signed.checkpoint
    position, size = proof.index + 1, checkpoint.size
    message = (
        f"This event is number {position} of the first {size} events of the ledger "
        f"{checkpoint.origin}, as signed with the key {key.name}+{key.key_id.hex()}."
    )
    others = unknown_cosigners(signed.note, witnesses.keys)
    return Checked(Verdict.HOLDS, message, checkpoint.origin, position, size, cosigned, others)


def _extra(lines: list[str]) -> bytes | None:
    if lines and lines[0].startswith("extra "):
        return from_base64(lines.pop(0).removeprefix("extra "))
    return None


def _value(lines: list[str], name: str) -> str:
    if not lines or not lines[0].startswith(f"{name} "):
        raise ValueError(f"there is no line that begins with {name}")
    return lines.pop(0).removeprefix(f"{name} ")
