"""What was said of protocols: their terms, who joined and left, and what part of the sector they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Integer, Table, select

from domain.commitments.amounts import units
from domain.commitments.protocol_events import (
    ProtocolDrafted,
    ProtocolEnded,
    ProtocolEntryVoided,
    ProtocolSigned,
    SignatoryJoined,
    SignatoryLeft,
    TurnoverStated,
)
from domain.tidying import as_group
from projections.projection import Projection
from projections.tables import AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from datetime import date

    from domain.recorded import Recorded
    from projections.view import View

protocol_entries = Table(
    "protocol_entries",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("protocol", ExactText, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("kind", ExactText, nullable=False),
    Column("terms", ExactText),
    Column("signatory", ExactText),
    Column("share", Integer),
    Column("year", Integer),
    Column("source", ExactText),
    Column("reason", ExactText),
    Column("effective_on", ExactText),
)
"""All that was said of each protocol, as its `kind` says, in the order of recording.

`terms` are in JSON, as in their event, and a share is in ten-thousandths of a percent. What was taken
back is named by a row of the kind `voided`, with its version.
"""


def protocols_of(view: View) -> list[str]:
    """The codes of all protocols of which anything was ever said."""
    query = select(protocol_entries.c.protocol).where(protocol_entries.c.position <= view.position)
    return sorted(view.connection.execute(query.distinct()).scalars())


class Protocols(Projection):
    """Writes a row for all that is said of a protocol."""

    def __init__(self) -> None:
        self.said = AppendedRows(protocol_entries)
        self.appended = (self.said,)
        self.handles = {
            ProtocolDrafted: self.on_drafted,
            ProtocolSigned: self.on_signed,
            ProtocolEnded: self.on_ended,
            SignatoryJoined: self.on_joined,
            SignatoryLeft: self.on_left,
            TurnoverStated: self.on_turnover,
            ProtocolEntryVoided: self.on_voided,
        }

    def on_drafted(self, recorded: Recorded[ProtocolDrafted]) -> None:
        """A protocol was drafted."""
        event = recorded.event
        terms = event.terms.model_dump_json()
        self._say(recorded, "drafted", event.effective_on, terms=terms, source=event.source)

    def on_signed(self, recorded: Recorded[ProtocolSigned]) -> None:
        """A protocol was signed."""
        event = recorded.event
        self._say(
            recorded,
            "signed",
            event.effective_on,
            terms=event.terms.model_dump_json(),
            source=event.source,
            reason=event.reason,
        )

    def on_ended(self, recorded: Recorded[ProtocolEnded]) -> None:
        """A protocol was ended."""
        event = recorded.event
        self._say(recorded, "ended", event.effective_on, reason=event.reason)

    def on_joined(self, recorded: Recorded[SignatoryJoined]) -> None:
        """A client joined."""
        event = recorded.event
        signatory = as_group(event.signatory)
        self._say(recorded, "joined", event.effective_on, signatory=signatory, source=event.source)

    def on_left(self, recorded: Recorded[SignatoryLeft]) -> None:
        """A client left."""
        event = recorded.event
        signatory = as_group(event.signatory)
        self._say(recorded, "left", event.effective_on, signatory=signatory, reason=event.reason)

    def on_turnover(self, recorded: Recorded[TurnoverStated]) -> None:
        """Somebody stated a share of the sector's turnover."""
        event = recorded.event
        self._say(
            recorded,
            "turnover",
            None,
            signatory=as_group(event.signatory) or None,
            share=units(event.share_percent),
            year=event.year,
            source=event.source,
        )

    def on_voided(self, recorded: Recorded[ProtocolEntryVoided]) -> None:
        """Something that was said was taken back; its version stands in place of the row's own."""
        event = recorded.event
        row = (recorded.position, recorded.code, event.version, "voided")
        self.said.add((*row, *(None,) * 5, event.reason, None))

    def _say(
        self,
        recorded: Recorded[
            ProtocolDrafted
            | ProtocolSigned
            | ProtocolEnded
            | SignatoryJoined
            | SignatoryLeft
            | TurnoverStated
        ],
        kind: str,
        on: date | None,
        *,
        terms: str | None = None,
        signatory: str | None = None,
        share: int | None = None,
        year: int | None = None,
        source: str | None = None,
        reason: str | None = None,
    ) -> None:
        self.said.add(
            (
                recorded.position,
                recorded.code,
                recorded.version,
                kind,
                terms,
                signatory,
                share,
                year,
                source,
                reason,
                on.isoformat() if on else None,
            )
        )
