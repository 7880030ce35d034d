"""Verdicts on checkpoints and proofs. Nothing here needs a ledger: they are of bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import UNTOLD, InWords
from proofs.encoding import base64_text

if TYPE_CHECKING:
    from ledger.signing.listed_checkpoints import ListedCheckpoint
    from proofs.cosignature import Cosigned
    from proofs.tlog_proof import Checked
    from proofs.verify import Check, Verification

_SIGNATURES = {"bad-signature": "bad", "missing-signature": "missing", "not-a-checkpoint": None}
_NOTHING_CHECKED = "not-checked"


# audit verify -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CosignedRow:
    """A witness that cosigned, and when by its own clock."""

    witness: str
    at: datetime

    @classmethod
    def of(cls, cosigned: Cosigned) -> CosignedRow:
        """A cosignature as it is told."""
        return cls(cosigned.witness.called, moment(cosigned.at))


_SECONDS_TO_TELL = 253_402_300_799
"""The last second of the year 9999: a witness may claim a later one."""


def moment(seconds: int) -> datetime:
    """The instant so many seconds after the beginning of 1970, in UTC."""
    return datetime.fromtimestamp(min(seconds, _SECONDS_TO_TELL), UTC)


@dataclass(frozen=True, slots=True)
class VerifiedRow:
    """The verdict on one checkpoint."""

    checkpoint: str
    verdict: str
    origin: str | None
    size: int | None
    root: str | None
    signature: str | None
    """`good`, `bad`, `missing` or `not-checked`; none where it is not a checkpoint."""
    extended_by: int | None
    untrusted_from: int | None
    untrusted_to: int | None
    listed_intact: int | None
    message: InWords
    cosigned: Sequence[CosignedRow]
    """The witnesses that were named and cosigned it."""
    not_checked: Sequence[str]
    """The names on cosignatures of others."""

    @classmethod
    def of(cls, check: Check) -> VerifiedRow:
        """A verdict as it is told."""
        checkpoint, verdict = check.checkpoint, str(check.verdict)
        return cls(
            checkpoint=check.kept.name,
            verdict=verdict,
            origin=checkpoint.origin if checkpoint else None,
            size=checkpoint.size if checkpoint else None,
            root=base64_text(checkpoint.root) if checkpoint else None,
            signature=_SIGNATURES.get(
                verdict, "good" if check.signature_checked else _NOTHING_CHECKED
            ),
            extended_by=check.extended_by,
            untrusted_from=check.untrusted_from,
            untrusted_to=check.untrusted_to,
            listed_intact=check.listed_intact,
            message=InWords("verdict", check),
            cosigned=[CosignedRow.of(each) for each in check.cosigned],
            not_checked=check.unknown_cosigners,
        )


@dataclass(frozen=True, slots=True)
class BrokenAt:
    """Where a log ends in something that is no event of it."""

    position: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyAnswer(Answer[VerifiedRow]):
    """The verdicts on all checkpoints that were kept."""

    schema: ClassVar[str] = "audit-verify"
    holds: bool
    root: str | None
    broken: BrokenAt | None
    has_keys: Annotated[bool, UNTOLD]
    """Whether there was a key to check signatures with."""


def verified(verification: Verification, *, has_keys: bool) -> VerifyAnswer:
    """The verdicts, and what the history itself is like."""
    broken, root = verification.broken, verification.root
    return VerifyAnswer(
        head=Envelope(verification.ledger or "", verification.events),
        rows=[VerifiedRow.of(check) for check in verification.checks],
        holds=verification.holds,
        root=base64_text(root) if root is not None else None,
        broken=BrokenAt(broken.position, str(broken)) if broken else None,
        has_keys=has_keys,
    )


# audit check-proof --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """The verdict on the proof of an event."""

    proof: str
    event: str
    verdict: str
    position: int | None
    size: int | None
    message: str
    cosigned: Sequence[CosignedRow]
    """The witnesses that were named and cosigned its checkpoint."""
    not_checked: Sequence[str]
    """The names on cosignatures of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckProofAnswer(Answer[CheckedRow]):
    """Whether an event is proved."""

    schema: ClassVar[str] = "audit-check-proof"
    holds: bool


def checked(proof: str, event: str, found: Checked) -> CheckProofAnswer:
    """The verdict on the proof in one file of the event in another."""
    row = CheckedRow(
        proof=proof,
        event=event,
        verdict=str(found.verdict),
        position=found.position,
        size=found.size,
        message=found.message,
        cosigned=[CosignedRow.of(each) for each in found.cosigned],
        not_checked=found.unknown_cosigners,
    )
    head = Envelope(found.ledger, found.size or 0)
    return CheckProofAnswer(head=head, rows=[row], holds=found.holds)


# audit checkpoints --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A checkpoint that was signed in the ledger."""

    number: int
    size: int
    root: str
    key: str
    signed_at: str
    signed_by: str
    note: str

    @classmethod
    def of(cls, signed: ListedCheckpoint) -> CheckpointRow:
        """A listed checkpoint as it is told."""
        return cls(
            number=signed.number,
            size=signed.size,
            root=base64_text(signed.root),
            key="+".join(signed.public_key.split("+")[:2]),
            signed_at=signed.signed_at,
            signed_by=signed.signed_by,
            note=signed.note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointsAnswer(Answer[CheckpointRow]):
    """The checkpoints that were signed in the ledger."""

    schema: ClassVar[str] = "audit-checkpoints"


def checkpoints(
    ledger: str, position: int, listed: Sequence[ListedCheckpoint]
) -> CheckpointsAnswer:
    """The list as it stands."""
    rows = [CheckpointRow.of(each) for each in listed]
    return CheckpointsAnswer(head=Envelope(ledger, position), rows=rows)
