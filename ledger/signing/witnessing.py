"""A witness cosigns what extends all that it has seen of a ledger, and nothing else.

It works with files alone: the checkpoint, its own key, what it remembers, and either the events or a
proof that the log only grew (c2sp.org/tlog-witness and c2sp.org/tlog-cosignature).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.signing.extending import Before
from ledger.signing.signing_refusals import (
    LogBroken,
    LogShorter,
    NotACheckpointFile,
    NotExtended,
    NothingToCompare,
    NotOfTheseEvents,
    NotSignedByLedger,
    OfAnotherLedger,
    ProofFromElsewhere,
    UnknownLedger,
    WitnessIsSigner,
)
from proofs.checkpoint import NotACheckpoint, SignedCheckpoint
from proofs.cosignature import cosign
from proofs.leaves import walk
from proofs.note import BadSignature, MissingSignature
from proofs.proof import ProofError, verify_consistency
from proofs.witness_request import NotARequest, WitnessRequest, is_request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.signing.memory import Memory
    from proofs.note import Note, PublicKey, SigningKey
    from proofs.verify import Kept


@dataclass(frozen=True, slots=True)
class Asked:
    """A checkpoint that a witness is asked to cosign."""

    where: str
    signed: SignedCheckpoint
    request: WitnessRequest | None = None
    """The proof that it extends an older one, if that came with it."""

    @classmethod
    def of(cls, kept: Kept) -> Asked:
        """The checkpoint in a file, with or without a proof; refuses all else."""
        request, content = None, kept.content
        try:
            if is_request(content):
                request = WitnessRequest.parse(content)
                content = request.checkpoint
            signed = SignedCheckpoint.parse(content)
        except (NotARequest, NotACheckpoint) as error:
            raise NotACheckpointFile(kept.name, str(error)) from None
        if signed.checkpoint.size == 0:
            raise NotACheckpointFile(kept.name, "no-events")
        return cls(kept.name, signed, request)

    @property
    def origin(self) -> str:
        """What the ledger is called in it."""
        return self.signed.checkpoint.origin


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that was cosigned."""

    note: Note
    before: int | None
    """How many events the checkpoint was of that was cosigned before; none for the first one."""
    compared: bool
    """Whether it was compared with the events or a proof; none is needed for the first one."""
    new_key: bool
    """Whether the ledger signs with another key than it did."""


class Witness:
    """Who cosigns, and what they remember."""

    def __init__(self, key: SigningKey, memory: Memory, trusted: PublicKey | None = None) -> None:
        """`trusted` is the ledger's public key, which must be named once; then it is remembered."""
        self._key, self._memory, self._trusted = key, memory, trusted

    def needs_comparison(self, asked: Asked) -> bool:
        """Whether a proof or the events are needed to tell that the log only grew."""
        last = self._memory.of(asked.origin)
        return (
            last is not None
            and asked.request is None
            and asked.signed.checkpoint.size > last.checkpoint.size
        )

    def cosign(self, asked: Asked, leaves: Iterable[bytes] | None, at: int) -> Witnessed:
        """Cosign the checkpoint at that second since 1970; what is remembered is kept before."""
        last = self._memory.of(asked.origin)
        key = self._trusted or (last.key if last is not None else None)
        if key is None:
            raise UnknownLedger(asked.origin, self._memory.called)
        if key.raw == self._key.public.raw:
            raise WitnessIsSigner(asked.origin)
        try:
            key.verify(asked.signed.note)
        except (BadSignature, MissingSignature) as error:
            raise NotSignedByLedger(asked.where, str(error)) from None
        before = None
        if last is not None:
            before = Before(last.checkpoint, self._memory.called, "cosigned")
            self._must_extend(asked, before, has_events=leaves is not None)
        if leaves is not None:
            _compare(asked, before, leaves)
        note = cosign(self._key, asked.signed.note, at)
        self._memory.keep(bytes(asked.signed.note), key)
        return Witnessed(
            note,
            before.size if before else None,
            compared=leaves is not None or before is not None,
            new_key=last is not None and last.key != key,
        )

    def _must_extend(self, asked: Asked, before: Before, *, has_events: bool) -> None:
        """Refuse a checkpoint that does not extend the last one, as far as no event is needed."""
        now = asked.signed.checkpoint
        before.must_be_reached(now.size)
        if now.size == before.size:
            before.must_have(now.root)
        elif asked.request is not None:
            if asked.request.old != before.size:
                raise ProofFromElsewhere(asked.where, asked.request.old, before.size)
            try:
                verify_consistency(
                    size1=before.size,
                    root1=before.checkpoint.root,
                    size2=now.size,
                    root2=now.root,
                    proof=asked.request.proof,
                )
            except ProofError:
                raise NotExtended(before.where, before.what, before.size) from None
        elif not has_events:
            raise NothingToCompare(asked.where, before.size)


def _compare(asked: Asked, before: Before | None, leaves: Iterable[bytes]) -> None:
    """Refuse events that are not those of the checkpoint, or not those of the one before."""
    now = asked.signed.checkpoint
    sizes = {now.size} if before is None else {before.size, now.size}
    history = walk(leaves, sizes)
    if history.opening is not None and history.opening.origin != asked.origin:
        raise OfAnotherLedger(asked.where, asked.origin, history.opening.origin)
    if history.broken is not None and now.size not in history.roots:
        raise LogBroken(str(history.broken))
    if history.size < now.size:
        raise LogShorter(now.size, history.size)
    if before is not None:
        before.must_have(history.roots[before.size])
    if history.roots[now.size] != now.root:
        raise NotOfTheseEvents(asked.where, now.size)
