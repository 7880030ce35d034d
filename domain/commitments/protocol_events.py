"""What happened to protocols: their terms word for word, who joined them, and what they stand for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal, final

from pydantic import Field, StringConstraints

from domain.commitments.amounts import PercentText, percent_kept
from domain.commitments.terms import (
    MOST_DUE,
    MOST_MONTHS,
    Commitment,
    Contracts,
    Judged,
    Measure,
    ProtocolTerms,
    Successors,
    Work,
)
from domain.event import Event, Stored, Version
from domain.values import Code, Day, Line, Statement

if TYPE_CHECKING:
    from typing import Self

PlaceText = Annotated[str, StringConstraints(pattern=r"^((country|site):)?[A-Za-z0-9._/-]{1,64}$")]
"""A country or the code of a site; `country:` or `site:` before it says which, where both are known."""
Year = Annotated[int, Field(ge=1900, le=2200)]


@final
class StoredCommitment(Stored):
    """One clause that can be judged, as `Commitment` has it; percentages are exact texts."""

    code: Code
    text: Statement
    work: Work
    contracts: Contracts
    successors: Successors
    judged: Judged
    place: PlaceText
    measure: Measure
    floor: PercentText | None
    hold_above: PercentText | None
    due: Annotated[int, Field(ge=0, le=MOST_DUE)] | None
    months: Annotated[int, Field(ge=1, le=MOST_MONTHS)]

    @classmethod
    def of(cls, commitment: Commitment) -> Self:
        """The clause as it is kept."""
        return cls(
            code=commitment.code,
            text=commitment.text,
            work=commitment.work,
            contracts=commitment.contracts,
            successors=commitment.successors,
            judged=commitment.judged,
            place=commitment.place,
            measure=commitment.measure,
            floor=_kept(commitment.floor),
            hold_above=_kept(commitment.hold_above),
            due=commitment.due,
            months=commitment.months,
        )

    @property
    def commitment(self) -> Commitment:
        """The clause as it is judged."""
        return Commitment(
            code=self.code,
            text=self.text,
            work=self.work,
            contracts=self.contracts,
            judged=self.judged,
            place=self.place,
            measure=self.measure,
            months=self.months,
            floor=Fraction(self.floor) if self.floor is not None else None,
            hold_above=Fraction(self.hold_above) if self.hold_above is not None else None,
            due=self.due,
            successors=self.successors,
        )


@final
class StoredTerms(Stored):
    """All terms of a protocol, complete, so that anybody can judge by the event alone."""

    title: Line
    review_on: Day | None
    ends_on: Day | None
    renews: bool
    commitments: Annotated[tuple[StoredCommitment, ...], Field(min_length=1)]

    @classmethod
    def of(cls, terms: ProtocolTerms) -> Self:
        """The terms as they are kept."""
        return cls(
            title=terms.title,
            review_on=terms.review_on,
            ends_on=terms.ends_on,
            renews=terms.renews,
            commitments=tuple(map(StoredCommitment.of, terms.commitments)),
        )

    @property
    def terms(self) -> ProtocolTerms:
        """The terms as they are judged."""
        return ProtocolTerms(
            title=self.title,
            commitments=tuple(each.commitment for each in self.commitments),
            review_on=self.review_on,
            ends_on=self.ends_on,
            renews=self.renews,
        )


@final
class ProtocolDrafted(Event, topic="protocol-drafted.1", stream="protocol"):
    """A protocol was drafted: for the record. A draft is never judged."""

    terms: StoredTerms
    source: Line | None
    effective_on: Day


@final
class ProtocolSigned(Event, topic="protocol-signed.1", stream="protocol"):
    """A protocol was signed, or signed again with other terms, for which there is a reason.

    Those in force on a day are judged; the ones before stay beside them.
    """

    terms: StoredTerms
    source: Line | None
    reason: Line | None
    effective_on: Day


@final
class ProtocolEnded(Event, topic="protocol-ended.1", stream="protocol"):
    """A protocol ended; `effective_on` is the first day on which it was no longer in force."""

    reason: Line
    effective_on: Day


@final
class SignatoryJoined(Event, topic="signatory-joined.1", stream="protocol"):
    """A client joined a protocol, under the name that it has in contracts."""

    signatory: Line
    source: Line | None
    effective_on: Day


@final
class SignatoryLeft(Event, topic="signatory-left.1", stream="protocol"):
    """A client left a protocol; `effective_on` is the first day on which it was out."""

    signatory: Line
    reason: Line
    effective_on: Day


@final
class TurnoverStated(Event, topic="turnover-stated.1", stream="protocol"):
    """Somebody stated what part of the sector's turnover a signatory stands for.

    `share` is in percent, of one and the same whole. No signatory means all together.
    """

    signatory: Line | None
    share: PercentText
    year: Year | None
    source: Line

    @property
    def share_percent(self) -> Decimal:
        """The share as a number."""
        return Decimal(self.share)


ProtocolEntryKind = Literal["draft", "signing", "end", "joining", "leaving", "turnover"]
"""What is said of a protocol, and can be taken back."""


@final
class ProtocolEntryVoided(Event, topic="protocol-entry-voided.1", stream="protocol"):
    """What had been recorded of a protocol by mistake was taken back.

    `version` is its place in the protocol's stream, and `kind` says what it was.
    """

    version: Version
    kind: ProtocolEntryKind
    reason: Line


ProtocolEvent = (
    ProtocolDrafted
    | ProtocolSigned
    | ProtocolEnded
    | SignatoryJoined
    | SignatoryLeft
    | TurnoverStated
    | ProtocolEntryVoided
)
"""What a protocol's stream is made of."""


def _kept(percent: Fraction | None) -> str | None:
    return percent_kept(percent) if percent is not None else None
