"""What every aggregate is, and which one belongs to which kind of stream, listed once.

Whoever records and whoever audits rebuild the same aggregates by the same steps. Each is loaded when
a stream of its kind is first asked for: who hires somebody needs nothing of protocols.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pkgutil import resolve_name
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from domain.event import Event, StreamKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from domain.batches import Batches
    from domain.logbook import Records
    from domain.notices.law_books import LawBooks
    from domain.quality.indicator_book import Measures

    class World(LawBooks, Measures, Batches, Records, Protocol):
        """All that the rules may ask about what else is known at this point of a ledger's history."""


E_contra = TypeVar("E_contra", bound=Event, contravariant=True)


class Aggregate(Protocol[E_contra]):
    """What a stream of events has come to."""

    @property
    def version(self) -> int:
        """How many events there were."""

    def check(self, event: E_contra, world: World, /) -> None:
        """Refuse an event that the rules do not allow now."""

    def after(self, event: E_contra, /) -> Self:
        """What it comes to with the event, which is believed."""


AGGREGATES: Mapping[StreamKind, str] = MappingProxyType(
    {
        "ledger": "domain.logbook:Logbook",
        "site": "domain.places.site:Site",
        "contract": "domain.contracts.contract:Contract",
        "operator": "domain.workforce.operator:Operator",
        "plan": "domain.plans.plan:Plan",
        "batch": "domain.batches:Batch",
        "volume": "domain.commitments.volumes:VolumeReports",
        "protocol": "domain.commitments.protocol:Protocol",
        "indicator": "domain.quality.indicator_book:IndicatorBook",
        "quality": "domain.quality.measuring:QualityBook",
        "union": "domain.notices.law_books:UnionBook",
        "rule": "domain.notices.law_books:RuleBook",
        "notice": "domain.notices.law_books:NoticeBook",
    }
)
"""The class of the aggregate, by kind of stream."""


@cache
def beginning_of(kind: StreamKind) -> Callable[[str], Aggregate[Any]]:
    """What makes a stream without events of its code."""
    return cast("Callable[[str], Aggregate[Any]]", resolve_name(AGGREGATES[kind]))
