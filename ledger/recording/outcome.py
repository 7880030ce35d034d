"""What became of a command: what it recorded, or would record, and what is to be told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.event import Event
    from domain.recorded import Recorded
    from domain.values import OperatorCode
    from domain.words import BatchKind
    from ledger.exchange.sheets.told import Told
    from ledger.recording.foreseen import FigureMoved, HeadsMoved, PlanMoved
    from ledger.recording.stranded import Stranded


@dataclass(frozen=True, slots=True)
class UnknownClient:
    """A name under which no contract has a client, and the clients that may be meant."""

    name: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command recorded, or would record."""

    ledger: str
    """The ledger's name."""
    position: int
    """The ledger's last position after the command."""
    recorded: tuple[Recorded[Event], ...] = ()
    already: int = 0
    """How many movements were already recorded just so."""
    counted_as: Literal["movement", "event"] = "movement"
    """What these are, where they are no movements."""
    taken_back: int = 0
    """How many of these were voided since, and stay so."""
    stranded: tuple[Stranded, ...] = ()
    """Those of its operators who are still somewhere that is over."""
    counted: int = 0
    """How many movements of an imported file are of rows that give a count."""
    voided_before: tuple[OperatorCode, ...] = ()
    """The operators whom an imported file moves again after their latest movement was voided."""
    told: Told | None = None
    """What of an imported file was read otherwise than one would expect, or not at all."""
    heads: tuple[HeadsMoved, ...] = ()
    """What it does to the heads of sites, where it is only to be shown."""
    plans: tuple[PlanMoved, ...] = ()
    """The plans that it changes, where it is only to be shown."""
    figures: tuple[FigureMoved, ...] = ()
    """The groups whose figures it changes, where it is only to be shown."""
    kind: BatchKind = "movements"
    """What an imported file was made of."""
    unknown_clients: tuple[UnknownClient, ...] = ()
    """Those who were named as a client of contracts, and are none."""
    dry_run: bool = False
    notes: Mapping[int, str] = field(default_factory=dict)
    """The notes that were added, by the positions of their events."""
