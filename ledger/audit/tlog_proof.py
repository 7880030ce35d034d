"""The file that proves one event: the C2SP tlog-proof, version 1, as c2sp.org/tlog-proof has it."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.audit.checkpoint import NotACheckpoint, SignedCheckpoint
from ledger.audit.encoding import base64_text, from_base64, from_decimal
from ledger.audit.merkle import HASH_BYTES, leaf_hash
from ledger.audit.note import NotANote, PublicKey, plain_text
from ledger.audit.proof import verify_inclusion

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


def _extra(lines: list[str]) -> bytes | None:
    if lines and lines[0].startswith("extra "):
        return from_base64(lines.pop(0).removeprefix("extra "))
    return None


def _value(lines: list[str], name: str) -> str:
    if not lines or not lines[0].startswith(f"{name} "):
        raise ValueError(f"there is no line that begins with {name}")
    return lines.pop(0).removeprefix(f"{name} ")
