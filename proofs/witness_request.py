"""What a witness is asked with: the body of add-checkpoint of c2sp.org/tlog-witness, as a file.

    old <size of the checkpoint that the witness cosigned last>
    <hash of the consistency proof, in Base64>
    …

    <the checkpoint, as it was signed>

So a witness needs to see no event to tell that the log only grew.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.encoding import base64_text, from_base64, from_decimal
from proofs.merkle import HASH_BYTES
from proofs.note import NotANote, plain_text

_MOST_HASHES = 63


class NotARequest(ValueError):
    """The bytes do not ask a witness for a cosignature."""


@dataclass(frozen=True, slots=True)
class WitnessRequest:
    """A checkpoint, and the proof that it extends one of another size."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def __bytes__(self) -> bytes:
        lines = (f"old {self.old}", *map(base64_text, self.proof), "")
        return "".join(f"{line}\n" for line in lines).encode() + self.checkpoint

    @classmethod
    def parse(cls, data: bytes) -> WitnessRequest:
        """The request in the bytes of a file; refuses what is `NotARequest`."""
        try:
            head, _, checkpoint = plain_text(data).partition("\n\n")
            (word, size), *hashes = (line.split(" ") for line in head.split("\n"))
            old = from_decimal(size)
            proof = tuple(from_base64(" ".join(each)) for each in hashes)
        except (NotANote, ValueError) as error:
            raise NotARequest(str(error)) from None
        if word != "old" or not checkpoint:
            raise NotARequest("it is not the size of an older checkpoint, a proof and a checkpoint")
        if len(proof) > _MOST_HASHES or any(len(each) != HASH_BYTES for each in proof):
            raise NotARequest(f"its hashes are not {HASH_BYTES} bytes long, or too many")
        return cls(old, proof, checkpoint.encode())


def is_request(data: bytes) -> bool:
    """Whether the file means to ask a witness; a checkpoint of a ledger named so is none."""
    first, _, rest = data.partition(b"\n")
    second = rest.partition(b"\n")[0]
    return first.startswith(b"old ") and first[4:].isdigit() and not second.isdigit()
