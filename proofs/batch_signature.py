"""What a batch's signature signs: which ledger, which batch, its lines, and the log before it.

    rientro.batch-signature.v1
    <what the ledger is called in checkpoints>
    <the batch's name>
    <SHA-256 of the batch's lines in the log, each with its newline, in hexadecimal digits>
    <root of the log before the batch, in hexadecimal digits>

Each line ends in a newline. The signature is plain Ed25519 (RFC 8032) over these bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from proofs.merkle import Frontier


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a batch stands in the log: the positions of its first and its last event."""

    batch: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Digests:
    """What is signed of a batch."""

    sha256: bytes
    """Of its lines, each with its newline."""
    root: bytes
    """Of the log before it."""


def digests_of(leaves: Iterable[bytes], extents: Sequence[Extent]) -> dict[str, Digests]:
    """What is signed of each batch, in one pass over the log from its beginning.

    A batch that the log ends before is left out.
    """
    remaining, frontier, found = iter(leaves), Frontier(), dict[str, Digests]()
    for extent in sorted(extents, key=lambda each: each.first):
        frontier.extend(islice(remaining, extent.first - 1 - frontier.size))
        before, lines = frontier.root(), sha256()
        frontier.extend(_watched(islice(remaining, extent.last - extent.first + 1), lines.update))
        if frontier.size == extent.last:
            found[extent.batch] = Digests(lines.digest(), before)
    return found


def signed_message(origin: str, batch: str, digests: Digests) -> bytes:
    """The bytes that are signed."""
    lines = (
        "rientro.batch-signature.v1",
        origin,
        batch,
        digests.sha256.hex(),
        digests.root.hex(),
    )
    return "".join(f"{line}\n" for line in lines).encode()


def is_signed(message: bytes, public_key: bytes, signature: bytes) -> bool:
    """Whether the key signed the message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _watched(leaves: Iterable[bytes], seen: Callable[[bytes], None]) -> Iterator[bytes]:
    for leaf in leaves:
        seen(leaf + b"\n")
        yield leaf
