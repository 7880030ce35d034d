"""Cosignatures of witnesses, as c2sp.org/tlog-cosignature describes those with Ed25519.

A witness says with one: at this time, the longest checkpoint of this log that I have seen is this
one, and it extends all that I have seen before. It signs two lines and the checkpoint's text,

    cosignature/v1
    time <seconds since 1970 in UTC>

and its line in the note holds the time as 8 bytes before the signature.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from proofs.encoding import base64_text
from proofs.note import (
    NOT_ITS_ID,
    BadKey,
    BadSignature,
    Note,
    PublicKey,
    Signature,
    key_parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from proofs.note import SigningKey

_KIND = b"\x04"
_TIME_BYTES, _SIGNATURE_BYTES = 8, 64
_LATEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """What a witness's cosignatures are verified with; anybody may have it."""

    name: str
    raw: bytes

    @property
    def key_id(self) -> bytes:
        """The first bytes of a hash of name and key, with the kind of a cosigner between them."""
        return sha256(self.name.encode() + b"\n" + _KIND + self.raw).digest()[:4]

    @property
    def called(self) -> str:
        """The name and the id."""
        return f"{self.name}+{self.key_id.hex()}"

    def __str__(self) -> str:
        return f"{self.called}+{base64_text(_KIND + self.raw)}"

    @classmethod
    def parse(cls, text: str) -> WitnessKey:
        """The key in a line of a witness (kind 04), or of a key that signs (01) and cosigns too."""
        name, key_id, data = key_parts(text)
        key = cls(name, data[1:])
        made = key if data[:1] == _KIND else PublicKey(name, data[1:])
        if made.key_id.hex() != key_id:
            raise BadKey(NOT_ITS_ID)
        return key

    def cosigned_at(self, note: Note) -> int | None:
        """When the witness cosigned the note, in seconds since 1970; none if it did not.

        Of several cosignatures it is the latest. One that is bad spoils all: `BadSignature`.
        """
        times = [
            self._verified(note.text, each.signature)
            for each in note.signatures
            if (each.key_name, each.key_id) == (self.name, self.key_id)
        ]
        return max(times, default=None)

    def _verified(self, text: str, data: bytes) -> int:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        at = int.from_bytes(data[:_TIME_BYTES], "big")
        bad = BadSignature(f"the cosignature of the witness {self.called} does not fit its text")
        if len(data) != _TIME_BYTES + _SIGNATURE_BYTES or at > _LATEST:
            raise bad
        try:
            key = Ed25519PublicKey.from_public_bytes(self.raw)
            key.verify(data[_TIME_BYTES:], _message(text, at))
        except (InvalidSignature, ValueError):
            raise bad from None
        return at


class Cosigned(NamedTuple):
    """That a witness cosigned, and when."""

    witness: WitnessKey
    at: int
    """In seconds since 1970, UTC, by the witness's clock."""


def cosign(key: SigningKey, note: Note, at: int) -> Note:
    """The note with this key's cosignature in the place of an earlier one."""
    witness = WitnessKey(key.name, key.public.raw)
    data = at.to_bytes(_TIME_BYTES, "big") + key.sign_bytes(_message(note.text, at))
    ours = Signature(witness.name, witness.key_id, data)
    others = [
        each
        for each in note.signatures
        if (each.key_name, each.key_id) != (ours.key_name, ours.key_id)
    ]
    cosigned = Note.parse(bytes(Note(note.text, (*others, ours))))
    witness.cosigned_at(cosigned)
    return cosigned


def cosigned_by(note: Note, witnesses: Sequence[WitnessKey]) -> tuple[Cosigned, ...]:
    """Which of the witnesses cosigned; a bad cosignature of any of them is a `BadSignature`."""
    found = ((each, each.cosigned_at(note)) for each in witnesses)
    return tuple(Cosigned(each, at) for each, at in found if at is not None)


def unknown_cosigners(note: Note, witnesses: Iterable[WitnessKey]) -> tuple[str, ...]:
    """The names and ids on what look like cosignatures, and are not of these witnesses."""
    known = {(each.name, each.key_id) for each in witnesses}
    return tuple(
        f"{each.key_name}+{each.key_id.hex()}"
        for each in note.signatures
        if len(each.signature) == _TIME_BYTES + _SIGNATURE_BYTES
        and (each.key_name, each.key_id) not in known
    )


def _message(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
