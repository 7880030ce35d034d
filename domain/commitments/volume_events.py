"""What happened to volumes: one event reports a whole month of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from pydantic import model_validator

from domain.commitments.amounts import MonthText, Volume
from domain.event import Event, Stored
from domain.plans.plan_events import Place
from domain.values import Line
from domain.words import Unit

if TYPE_CHECKING:
    from typing import Self


@final
class ReportedVolume(Stored):
    """How much work was done at one place."""

    place: Place
    volume: Volume


Volumes = tuple[ReportedVolume, ...]
"""All places of a month."""


@final
class VolumesReported(Event, topic="volumes-reported.1", stream="volume"):
    """How much work was done under a contract in a month, at every place where any was done.

    `was` is what stood for the month before, and empty if nothing did; so a correction says what it
    replaces, and `was` with the sign turned and `volumes` as they are make every figure a sum.
    `volumes` is empty only if a report is taken back. The code of the stream is the contract's.
    """

    month: MonthText
    unit: Unit
    volumes: Volumes
    was: Volumes
    source: Line | None
    reason: Line | None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.volumes and not self.was:
            raise ValueError("neither reported nor taken back")
        return self
