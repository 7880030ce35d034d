"""What was counted from outside at each site, beside what the ledger says of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Table, select

from domain.occupancy import Occupancy
from domain.places.site_events import AttestationVoided, HeadcountAttested
from projections.occupancy import changes_at
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, metadata

if TYPE_CHECKING:
    from domain.recorded import Recorded
    from projections.view import View

attestations = Table(
    "attestations",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("site", ExactText, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("counted_on", ExactText, nullable=False),
    Column("heads", BigInteger, nullable=False),
    Column("source", ExactText, nullable=False),
)
"""The outside counts, by their version in the site's stream; no source where one was voided."""


class Attestations(Projection):
    """Writes a row for every outside count, and for every one that is taken back."""

    def __init__(self) -> None:
        self.rows = AppendedRows(attestations)
        self.appended = (self.rows,)
        self.handles = {
            HeadcountAttested: self.on_attested,
            AttestationVoided: self.on_voided,
        }

    def on_attested(self, recorded: Recorded[HeadcountAttested]) -> None:
        """Somebody outside counted the heads at a site."""
        event = recorded.event
        self._add(recorded, recorded.version, event.effective_on, event.heads, event.source)

    def on_voided(self, recorded: Recorded[AttestationVoided]) -> None:
        """An outside count was taken back."""
        self._add(recorded, recorded.event.version, recorded.event.effective_on, 0, NONE)

    def _add(
        self, recorded: Recorded[Any], version: int, counted_on: date, heads: int, source: str
    ) -> None:
        row = recorded.position, recorded.code, version, counted_on.isoformat(), heads, source
        self.rows.add(row)


@dataclass(frozen=True, slots=True)
class Attestation:
    """An outside count of the heads at a site at the end of a day."""

    on: date
    heads: int
    ledger_heads: int
    """What the ledger says."""
    source: str


def attestation_list(view: View, site: str) -> list[Attestation]:
    """The outside counts of a site that stand, in the order in which they were recorded."""
    query = select(attestations).where(
        attestations.c.site == site, attestations.c.position <= view.position
    )
    occupancy = Occupancy(changes_at(view, site))
    standing: dict[int, Attestation] = {}
    for row in view.connection.execute(query.order_by(attestations.c.position)):
        if row.source == NONE:
            standing.pop(row.version, None)
        else:
            day = date.fromisoformat(row.counted_on)
            heads = occupancy.heads_on(day)
            standing[row.version] = Attestation(day, row.heads, heads, row.source)
    return list(standing.values())
