"""What a replay of the whole history found."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD, InWords, Keys

if TYPE_CHECKING:
    from ledger.audit.chapter import Chapter
    from ledger.audit.replay import Replay
    from ledger.audit.signatures import CheckedSignature


def _topics() -> Iterable[str]:
    from domain.subjects import EVENTS

    return EVENTS.keys()


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """What was recorded together: one batch, or the single events of one day."""

    batch: str | None
    recorded_at: datetime
    recorded_by: Sequence[str]
    first: int
    last: int
    events: Annotated[Mapping[str, int], Keys(_topics)]
    """How many events of each topic."""
    headcount: Mapping[str, int]
    """Heads per country after it, by all that was recorded so far."""

    @classmethod
    def of(cls, chapter: Chapter) -> ChapterRow:
        """A chapter as it is told."""
        return cls(
            batch=chapter.batch,
            recorded_at=chapter.recorded_at,
            recorded_by=sorted(chapter.recorded_by),
            first=chapter.first,
            last=chapter.last,
            events=dict(chapter.events),
            headcount=chapter.headcount,
        )


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing that is wrong, and where."""

    kind: str
    position: int | None
    stream: str | None
    message: InWords


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """An event that cannot be read, and where it was set aside."""

    position: int
    stream: str
    version: int
    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A signature of a batch, and whether it fits the log."""

    batch: str
    position: int
    recorded_at: datetime
    recorded_by: str
    public_key: str
    good: bool

    @classmethod
    def of(cls, checked: CheckedSignature) -> SignatureRow:
        """A signature as it is told."""
        recorded = checked.recorded
        return cls(
            batch=recorded.code,
            position=recorded.position,
            recorded_at=recorded.recorded_at,
            recorded_by=recorded.recorded_by,
            public_key=recorded.event.public_key,
            good=checked.wrong is None,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with the history, and what the history is."""

    findings: Sequence[FindingRow]
    """The first of them."""
    findings_count: int
    not_compared: str | None
    """Why the figures in use were not compared; none where they were, or were not to be."""
    events: int
    root: str
    """Of the Merkle tree of all events, in Base64."""
    set_aside: Sequence[SetAsideRow]
    texts_not_compared: str | None
    """Why the notes were not compared; none where they were."""
    signatures: Sequence[SignatureRow]
    """The signatures of batches."""

    @classmethod
    def of(cls, replay: Replay) -> Found:
        """What a replay has found that has come to its end."""
        findings = replay.findings
        return cls(
            findings=[
                FindingRow(str(each.kind), each.position, each.stream, InWords("finding", each))
                for each in findings.kept
            ],
            findings_count=findings.count,
            not_compared=findings.left_out,
            events=replay.events,
            root=b64encode(replay.root).decode(),
            set_aside=[SetAsideRow(*each) for each in replay.set_aside],
            texts_not_compared=replay.texts_left_out,
            signatures=[SignatureRow.of(each) for each in replay.signatures],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayAnswer(Answer[ChapterRow]):
    """The whole history, told again under the rules."""

    schema: ClassVar[str] = "audit-replay"
    found: Annotated[Found, SPREAD]


def replay(replaying: Replay) -> ReplayAnswer:
    """The whole history, judged again."""
    rows = [ChapterRow.of(chapter) for chapter in replaying.chapters()]
    head = Envelope.of(replaying.view)
    return ReplayAnswer(head=head, rows=rows, found=Found.of(replaying))
