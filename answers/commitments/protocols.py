"""What clients bound themselves to, word for word, and who they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.commitments.clauses import CommitmentTermsRow
from answers.shape import SPREAD
from domain.commitments.shares import amount_text
from projections.commitments.known_protocols import ProtocolKnown, TermsKnown, protocol_named
from projections.commitments.known_protocols import protocol_list as known_protocols

if TYPE_CHECKING:
    from projections.judging.sector import TurnoverShare
    from projections.view import View


@dataclass(frozen=True, slots=True)
class ProtocolRow:
    """A protocol, by the text last signed, or last drafted where none was signed."""

    protocol: str
    title: str
    drafted_on: date | None
    signed_on: date | None
    """The first day on which a text that was signed took effect; none as long as it is a draft."""
    review_on: date | None
    ends_on: date | None
    renews: bool
    ended_on: date | None
    ended_because: str | None
    source: str | None
    signatories: Sequence[str]
    """Who joined it and did not leave."""

    @classmethod
    def of(cls, known: ProtocolKnown) -> ProtocolRow:
        """It, as it is told."""
        latest = known.latest
        return cls(
            protocol=known.code,
            title=latest.terms.title,
            drafted_on=known.drafts[-1].effective_on if known.drafts else None,
            signed_on=min((each.effective_on for each in known.signings), default=None),
            review_on=latest.terms.review_on,
            ends_on=latest.terms.ends_on,
            renews=latest.terms.renews,
            ended_on=known.ended_on,
            ended_because=known.ended_because,
            source=latest.source,
            signatories=[
                name for name, stays in sorted(known.stays.items()) if stays[-1].left_on is None
            ],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolListAnswer(Answer[ProtocolRow]):
    """Every protocol, in order of code."""

    schema: ClassVar[str] = "protocol-list"


def protocol_list(view: View) -> ProtocolListAnswer:
    """The protocols that are known."""
    rows = [ProtocolRow.of(each) for each in known_protocols(view)]
    return ProtocolListAnswer(head=Envelope.of(view), rows=rows)


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text that was drafted or signed, with its clauses word for word."""

    effective_on: date
    drafted: bool
    title: str
    review_on: date | None
    ends_on: date | None
    renews: bool
    source: str | None
    reason: str | None
    position: int
    commitments: Sequence[CommitmentTermsRow]

    @classmethod
    def of(cls, known: TermsKnown, *, drafted: bool) -> TextRow:
        """It, as it is told."""
        return cls(
            effective_on=known.effective_on,
            drafted=drafted,
            title=known.terms.title,
            review_on=known.terms.review_on,
            ends_on=known.terms.ends_on,
            renews=known.terms.renews,
            source=known.source,
            reason=known.reason,
            position=known.position,
            commitments=[CommitmentTermsRow.of(each) for each in known.terms.commitments],
        )


@dataclass(frozen=True, slots=True)
class StayRow:
    """From when to when a signatory was in."""

    signatory: str
    joined_on: date
    left_on: date | None
    source: str | None
    left_because: str | None


@dataclass(frozen=True, slots=True)
class TurnoverRow:
    """What part of the sector's turnover somebody stands for, in percent; nobody is all together."""

    signatory: str | None
    share: str
    year: int | None
    source: str

    @classmethod
    def of(cls, share: TurnoverShare) -> TurnoverRow:
        """It, as it is told."""
        return cls(share.signatory, amount_text(share.share), share.year, share.source)


@dataclass(frozen=True, slots=True)
class ProtocolShownRow:
    """A protocol with every text of it, who joined and left, and the shares of turnover."""

    protocol: Annotated[ProtocolRow, SPREAD]
    terms: Sequence[TextRow]
    stays: Sequence[StayRow]
    turnover: Sequence[TurnoverRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolShownAnswer(Answer[ProtocolShownRow]):
    """One protocol, word for word."""

    schema: ClassVar[str] = "protocol-show"


def protocol_shown(view: View, code: str) -> ProtocolShownAnswer:
    """The protocol; refuses one that is not known."""
    known = protocol_named(view, code)
    texts = [
        *(TextRow.of(each, drafted=True) for each in known.drafts),
        *(TextRow.of(each, drafted=False) for each in known.signings),
    ]
    shares = [*([known.together] if known.together else []), *known.turnover_shares]
    row = ProtocolShownRow(
        protocol=ProtocolRow.of(known),
        terms=sorted(texts, key=lambda text: text.position),
        stays=[
            StayRow(name, stay.joined_on, stay.left_on, stay.source, stay.left_because)
            for name, stays in sorted(known.stays.items())
            for stay in stays
        ],
        turnover=[TurnoverRow.of(each) for each in shares],
    )
    return ProtocolShownAnswer(head=Envelope.of(view), rows=[row])
