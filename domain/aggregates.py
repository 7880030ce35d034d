"""What every aggregate is, and which one belongs to which kind of stream, listed once.

Whoever records and whoever audits rebuild the same aggregates by the same steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from domain.batches import Batch, Batches
from domain.commitments.protocol import Protocol as ProtocolOfClients
from domain.commitments.volumes import VolumeReports
from domain.contracts.contract import Contract
from domain.event import Event, StreamKind
from domain.logbook import Logbook, Records
from domain.notices.law_books import LawBooks, NoticeBook, RuleBook, UnionBook
from domain.places.site import Site
from domain.plans.plan import Plan
from domain.quality.indicator_book import IndicatorBook, Measures
from domain.quality.measuring import QualityBook
from domain.workforce.operator import Operator

if TYPE_CHECKING:
    from typing import Self

E_contra = TypeVar("E_contra", bound=Event, contravariant=True)


class World(LawBooks, Measures, Batches, Records, Protocol):
    """All that the rules may ask about what else is known at this point of a ledger's history."""


class Aggregate(Protocol[E_contra]):
    """What a stream of events has come to."""

    @property
    def version(self) -> int:
        """How many events there were."""

    def check(self, event: E_contra, world: World, /) -> None:
        """Refuse an event that the rules do not allow now."""

    def after(self, event: E_contra, /) -> Self:
        """What it comes to with the event, which is believed."""


AGGREGATES: Mapping[StreamKind, Callable[[str], Aggregate[Any]]] = MappingProxyType(
    {
        "ledger": Logbook,
        "site": Site,
        "contract": Contract,
        "operator": Operator,
        "plan": Plan,
        "batch": Batch,
        "volume": VolumeReports,
        "protocol": ProtocolOfClients,
        "indicator": IndicatorBook,
        "quality": QualityBook,
        "union": UnionBook,
        "rule": RuleBook,
        "notice": NoticeBook,
    }
)
"""What a stream without events has come to, by its kind and its code."""
