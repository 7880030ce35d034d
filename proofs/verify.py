"""Whether a history is the one that a checkpoint was taken of.

Everything here is decided from bytes: the checkpoints that somebody kept, the public keys that they
trust, and the log's leaves in order, from wherever they come. One pass over the leaves is enough
for any number of checkpoints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from proofs.checkpoint import Checkpoint, NotACheckpoint, SignedCheckpoint
from proofs.cosignature import Cosigned, WitnessKey, cosigned_by, unknown_cosigners
from proofs.leaves import BrokenLog, History, walk
from proofs.note import BadSignature, MissingSignature, PublicKey


class Verdict(StrEnum):
    """What a checkpoint says about a history."""

    INTACT = "intact"
    REWRITTEN = "rewritten"
    CUT_SHORT = "cut-short"
    ANOTHER_LEDGER = "another-ledger"
    BAD_SIGNATURE = "bad-signature"
    MISSING_SIGNATURE = "missing-signature"
    NOT_A_CHECKPOINT = "not-a-checkpoint"
    TOO_FEW_WITNESSES = "too-few-witnesses"


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes that somebody kept as a checkpoint, and what they call them."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one checkpoint."""

    kept: Kept
    verdict: Verdict
    why: str = ""
    checkpoint: Checkpoint | None = None
    signature_checked: bool = False
    cosigned: tuple[Cosigned, ...] = ()
    """The witnesses that were named and cosigned it."""
    unknown_cosigners: tuple[str, ...] = ()
    """The names on what look like cosignatures of others, which nobody checked."""
    extended_by: int | None = None
    """How many events were added since; none unless it is intact."""
    untrusted_from: int | None = None
    untrusted_to: int | None = None
    """The positions that cannot be trusted, where the history was rewritten."""
    listed_intact: int | None = None
    """Where the history was rewritten: up to where the ledger's own list of checkpoints fits it.

    It is a hint for those who look for the damage. Whoever holds the key can write such a list.
    """


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdicts on all checkpoints, and what the history itself is like."""

    ledger: str | None
    """The name in its first event; none where that cannot be read."""
    events: int
    root: bytes | None
    """Of all its events; none where it is broken."""
    checks: tuple[Check, ...]
    broken: BrokenLog | None = None
    """Where the log ends in something that is no event of it."""

    @property
    def holds(self) -> bool:
        """Whether there is a checkpoint, every one is intact, and the log is whole."""
        intact = all(check.verdict is Verdict.INTACT for check in self.checks)
        return bool(self.checks) and intact and self.broken is None


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Who can cosign, and how many of them must have."""

    keys: tuple[WitnessKey, ...] = ()
    quorum: int = 0


NO_WITNESSES = Witnesses()


def verify(
    kept: Sequence[Kept],
    leaves: Iterable[bytes],
    keys: Sequence[PublicKey] = (),
    listed: Sequence[Kept] = (),
    witnesses: Witnesses = NO_WITNESSES,
) -> Verification:
    """Compare the checkpoints with the history that has these leaves.

    Without keys no signature is looked at. With keys, a checkpoint needs a good signature of one
    of them, and bears no bad one of any. Of the witnesses it needs as many cosignatures as their
    quorum says, and bears no bad one of any. `leaves` may end with a `BrokenLog`. `listed` are the
    checkpoints that the ledger itself keeps; they are looked at with keys only.
    """
    read = [_read(each, keys, witnesses) for each in kept]
    hints = [_read(each, keys) for each in listed] if keys else []
    sizes = {check.checkpoint.size for check in (*read, *hints) if check.checkpoint is not None}
    history = walk(leaves, sizes)
    checks = [_witnessed(_compare(check, history), witnesses) for check in read]
    hints = [_compare(check, history) for check in hints]
    return Verification(
        history.opening.name if history.opening else None,
        history.size,
        history.root,
        tuple(_with_range(check, checks, hints) for check in checks),
        history.broken,
    )


# One checkpoint -------------------------------------------------------------------------------


def _read(kept: Kept, keys: Sequence[PublicKey], witnesses: Witnesses = NO_WITNESSES) -> Check:
    """The checkpoint as far as it can be judged by itself; intact as long as nothing is wrong."""
    try:
        signed = SignedCheckpoint.parse(kept.content)
    except NotACheckpoint as error:
        return Check(kept, Verdict.NOT_A_CHECKPOINT, str(error))
    checkpoint = signed.checkpoint
    if checkpoint.size == 0:
        why = "it is of 0 events, which says nothing about a history"
        return Check(kept, Verdict.NOT_A_CHECKPOINT, why, checkpoint)
    missing: list[str] = []
    for key in keys:
        try:
            key.verify(signed.note)
        except BadSignature as error:
            return Check(kept, Verdict.BAD_SIGNATURE, str(error), checkpoint)
        except MissingSignature as error:
            missing.append(str(error))
    try:
        cosigned = cosigned_by(signed.note, witnesses.keys)
    except BadSignature as error:
        return Check(kept, Verdict.BAD_SIGNATURE, str(error), checkpoint)
    if keys and len(missing) == len(keys):
        return Check(kept, Verdict.MISSING_SIGNATURE, "; ".join(missing), checkpoint)
    return Check(
        kept,
        Verdict.INTACT,
        "",
        checkpoint,
        signature_checked=bool(keys),
        cosigned=cosigned,
        unknown_cosigners=unknown_cosigners(signed.note, witnesses.keys),
    )


def _witnessed(check: Check, witnesses: Witnesses) -> Check:
    """The verdict, where everything else holds and too few witnesses cosigned."""
    if check.verdict is not Verdict.INTACT or len(check.cosigned) >= witnesses.quorum:
        return check
    why = (
        f"{witnesses.quorum} of {len(witnesses.keys)} witnesses must have cosigned it, and "
        f"{len(check.cosigned)} did"
    )
    return replace(check, verdict=Verdict.TOO_FEW_WITNESSES, why=why, extended_by=None)


def _compare(check: Check, history: History) -> Check:
    """The verdict, once the history is known."""
    checkpoint, broken = check.checkpoint, history.broken
    if checkpoint is None or checkpoint.size == 0 or check.verdict is Verdict.BAD_SIGNATURE:
        return check
    opened = history.opening
    if opened is not None and checkpoint.origin != opened.origin:
        why = f"it is of the ledger {checkpoint.origin}, and this history is of {opened.origin}"
        return replace(check, verdict=Verdict.ANOTHER_LEDGER, why=why)
    if check.verdict is not Verdict.INTACT:
        return check
    if broken is not None and broken.position <= checkpoint.size:
        return replace(check, verdict=Verdict.REWRITTEN, why=str(broken))
    if history.size < checkpoint.size:
        why = f"it is of {checkpoint.size} events, and {history.size} are here"
        return replace(check, verdict=Verdict.CUT_SHORT, why=why)
    if history.roots[checkpoint.size] != checkpoint.root:
        why = f"the first {checkpoint.size} events are not those that it was taken of"
        if opened is not None and opened.id is None:
            why += ", or it is of another ledger of that name"
        return replace(check, verdict=Verdict.REWRITTEN, why=why)
    return replace(check, extended_by=history.size - checkpoint.size)


def _with_range(check: Check, checks: Sequence[Check], hints: Sequence[Check]) -> Check:
    """A rewritten history with the positions that no smaller intact checkpoint vouches for."""
    if check.verdict is not Verdict.REWRITTEN or check.checkpoint is None:
        return check
    size = check.checkpoint.size
    return replace(
        check,
        untrusted_from=_largest_intact(checks, size) + 1,
        untrusted_to=size,
        listed_intact=_largest_intact(hints, size) or None,
    )


def _largest_intact(checks: Sequence[Check], below: int) -> int:
    sizes = (
        check.checkpoint.size
        for check in checks
        if check.verdict is Verdict.INTACT and check.checkpoint is not None
    )
    return max((size for size in sizes if size < below), default=0)
