"""Checkpoints that witnesses gave back, on their way into a bundle in the place of what was signed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ledger.signing.signing_refusals import NotACheckpointFile, OfAnotherLedger, SignedByOthers
from proofs.checkpoint import NotACheckpoint, SignedCheckpoint
from proofs.note import BadSignature, MissingSignature, Note, PublicKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.signing.listed_checkpoints import ListedCheckpoint
    from proofs.verify import Kept


class CosignedCheckpoint(NamedTuple):
    """A checkpoint of this ledger, as somebody gave it back."""

    size: int
    root: bytes
    note: bytes
    signed: Note


def cosigned_checkpoint(kept: Kept, origin: str, keys: Iterable[str]) -> CosignedCheckpoint:
    """The checkpoint in a file; refuses one that none of the ledger's own keys signed."""
    try:
        signed = SignedCheckpoint.parse(kept.content)
    except NotACheckpoint as error:
        raise NotACheckpointFile(kept.name, str(error)) from None
    checkpoint = signed.checkpoint
    if checkpoint.size == 0:
        raise NotACheckpointFile(kept.name, "no-events")
    if checkpoint.origin != origin:
        raise OfAnotherLedger(kept.name, checkpoint.origin, origin)
    _must_be_signed(kept.name, signed.note, keys)
    return CosignedCheckpoint(checkpoint.size, checkpoint.root, bytes(signed.note), signed.note)


def _must_be_signed(name: str, note: Note, keys: Iterable[str]) -> None:
    why = ""
    for key in keys:
        try:
            PublicKey.parse(key).verify(note)
        except (BadSignature, MissingSignature) as error:
            why = str(error)
        else:
            return
    raise SignedByOthers(name, why)


def checkpoint_files(
    listed: Sequence[ListedCheckpoint], given: Sequence[CosignedCheckpoint]
) -> Iterator[tuple[str, bytes]]:
    """The files of a bundle's checkpoints: those signed here, and beside them what was given.

    What was signed here and came back with more signatures stands there with these.
    """
    left = list(given)
    for each in listed:
        own = Note.parse(each.note.encode())
        back = [one for one in left if _is_more_of(one.signed, own)]
        note = max((one.note for one in back), key=len, default=each.note.encode())
        left = [one for one in left if one.note != note]
        yield f"checkpoints/{each.number:04}-{each.size}.checkpoint", note
    for number, one in enumerate(left, 1):
        yield f"checkpoints/given-{number:04}-{one.size}.checkpoint", one.note


def _is_more_of(back: Note, own: Note) -> bool:
    return back.text == own.text and set(own.signatures) <= set(back.signatures)
