"""How much work is reported, by contract, month and place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from answers.answer import Answer, Envelope
from domain.commitments.shares import amount_text, last_whole_month
from projections.commitments.volumes import StandingVolume, standing_volumes
from projections.contracts import contract_named

if TYPE_CHECKING:
    from datetime import date

    from domain.commitments.shares import Month
    from projections.view import View


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """What is reported of a place in a month; the source and the reason are those of its report."""

    contract: str
    month: str
    unit: str
    place: str
    volume: str
    source: str | None
    reason: str | None
    position: int
    recorded_at: datetime

    @classmethod
    def of(cls, standing: StandingVolume) -> VolumeRow:
        """It, as it is told."""
        return cls(
            contract=standing.contract,
            month=standing.month,
            unit=standing.unit,
            place=standing.place,
            volume=amount_text(standing.volume),
            source=standing.source,
            reason=standing.reason,
            position=standing.position,
            recorded_at=standing.recorded_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeListAnswer(Answer[VolumeRow]):
    """The volumes that are reported, by contract, month and place."""

    schema: ClassVar[str] = "volume-list"


def volume_list(
    view: View, contract: str | None = None, *, since: Month | None = None, on: date | None = None
) -> VolumeListAnswer:
    """The volumes of one contract or of all, of the months that are over at the end of a day."""
    if contract is not None:
        contract_named(view, contract)
    until = str(last_whole_month(on)) if on is not None else None
    found = standing_volumes(
        view, contract, since=str(since) if since is not None else None, until=until
    )
    return VolumeListAnswer(head=Envelope.of(view, on), rows=[VolumeRow.of(each) for each in found])
