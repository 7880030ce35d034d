"""Who is still at a site that is closed, or on a contract that has ended."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.values import ContractCode, OperatorCode, SiteCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from domain.workforce.operator import Operator
    from ledger.recording.stored_aggregates import Aggregates

PlaceKind = Literal["site", "contract"]


@dataclass(frozen=True, slots=True)
class Stranded:
    """Operators who are still at a site that is closed, or on a contract that has ended."""

    place: SiteCode | ContractCode
    what: PlaceKind
    over_on: date
    """The first day on which nobody can be there."""
    operators: tuple[OperatorCode, ...]
    moved_later: tuple[OperatorCode, ...]
    """Those of them whose latest movement is after that day: it has to be voided first."""


def left_behind(aggregates: Aggregates) -> tuple[Stranded, ...]:
    """Those of the operators that were asked for or moved, by site and then by contract."""
    at_site: defaultdict[SiteCode, list[Operator]] = defaultdict(list)
    on_contract: defaultdict[ContractCode, list[Operator]] = defaultdict(list)
    for operator in aggregates.touched_operators():
        placement = operator.placement
        if placement is not None:
            at_site[placement.site].append(operator)
            if placement.contract is not None:
                on_contract[placement.contract].append(operator)
    site, contract = aggregates.site, aggregates.contract
    return (
        *_stranded("site", at_site, lambda code: site(code).closed_on),
        *_stranded("contract", on_contract, lambda code: contract(code).ended_on),
    )


def _stranded(
    what: PlaceKind, there: dict[str, list[Operator]], over_on: Callable[[str], date | None]
) -> Iterator[Stranded]:
    for place in sorted(there):
        on = over_on(place)
        if on is not None:
            operators = tuple(operator.code for operator in there[place])
            moved_later = tuple(
                operator.code
                for operator in there[place]
                if operator.latest is not None and operator.latest.effective_on > on
            )
            yield Stranded(place, what, on, operators, moved_later)
