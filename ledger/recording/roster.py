"""Who is where while a command decides: to pick operators from, and to number new ones."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from domain.values import natural_order
from domain.workforce.movement_events import is_operator_event
from domain.workforce.movement_refusals import CodesExhausted, NamedTwice, NotEnoughOperators
from projections.placements import codes_beginning_with, operators_at
from projections.sides import sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from domain.event import Event
    from domain.recorded import Recorded
    from domain.workforce.operator import Operator
    from ledger.recording.stored_aggregates import Aggregates

_CODE_LENGTH = 64


class Roster:
    """The operators at the sites that were asked about, as of what the command decided so far."""

    def __init__(
        self, connection: Connection, aggregates: Aggregates, decided: Sequence[Recorded[Event]]
    ) -> None:
        """`decided` is what the command has decided so far; it grows."""
        self._connection = connection
        self._aggregates = aggregates
        self._decided = decided
        self._at: dict[str, set[str]] = {}
        self._last_numbers: dict[str, int] = {}

    def named(self, codes: Sequence[str]) -> list[Operator]:
        """The operators that were named, each once."""
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                raise NamedTwice(code)
            seen.add(code)
        return self._aggregates.operators(codes)

    def all_at(self, site: str, on: date) -> list[Operator]:
        """All at the site on the day who have no later movement, in natural order."""
        self._aggregates.site(site).must_release_on(on)
        there = sorted(self._there(site), key=natural_order)
        return [each for each in self._aggregates.operators(there) if _is_free(each, on)]

    def pick(
        self,
        site: str,
        count: int,
        on: date,
        *,
        meant: Callable[[Operator], bool] | None = None,
        explained: bool = True,
    ) -> list[Operator]:
        """So many operators at the site on the day, without later movements, in natural order.

        Only those who are `meant` are picked. If they are too few, it is `explained` how many have
        moved on, unless nobody will read it.
        """
        self._aggregates.site(site).must_release_on(on)
        there = sorted(self._there(site), key=natural_order)
        picked: list[Operator] = []
        for start in range(0, len(there), count):
            picked += (
                operator
                for operator in self._aggregates.operators(there[start : start + count])
                if _is_free(operator, on) and (meant is None or meant(operator))
            )
            if len(picked) >= count:
                return picked[:count]
        is_told = explained and meant is None
        moved_on = self._heads_on(site, on) - len(picked) if is_told else 0
        raise NotEnoughOperators(site, on, count, len(picked), moved_on)

    def new_operators(self, site: str, count: int, *, taken: Iterable[str] = ()) -> list[Operator]:
        """Operators with codes made from the site's, numbered on from the highest so far.

        Codes that are `taken` are those of hires by name in the same command.
        """
        prefix = f"{site}-"
        if site not in self._last_numbers:
            used = chain(codes_beginning_with(self._connection, prefix), taken)
            numbers = (code.removeprefix(prefix) for code in used if code.startswith(prefix))
            self._last_numbers[site] = max(
                (int(number) for number in numbers if number.isdecimal()), default=0
            )
        first = self._last_numbers[site] + 1
        codes = [f"{prefix}{number:04d}" for number in range(first, first + count)]
        if len(codes[-1]) > _CODE_LENGTH:
            raise CodesExhausted(site)
        self._last_numbers[site] += count
        return self._aggregates.operators(codes)

    def follow(self, code: str, event: Event) -> None:
        """Take in what was decided of an operator, where anybody asked who is anywhere."""
        if self._at and is_operator_event(event):
            self._move(self._aggregates.operator(code))

    def _heads_on(self, site: str, on: date) -> int:
        """The heads at the site at the end of the day, with what this command decided so far."""
        decided = sum(
            heads
            for each in self._decided
            if is_operator_event(each.event) and each.event.effective_on <= on
            for (_, at, *_), heads, _ in sides(each.event)
            if at == site
        )
        return self._aggregates.occupancy(site).heads_on(on) + decided

    def _there(self, site: str) -> set[str]:
        if site not in self._at:
            self._at[site] = set(operators_at(self._connection, site))
            for operator in self._aggregates.touched_operators():
                self._move(operator)
        return self._at[site]

    def _move(self, operator: Operator) -> None:
        here = operator.placement.site if operator.placement else None
        for site, there in self._at.items():
            if site == here:
                there.add(operator.code)
            else:
                there.discard(operator.code)


def _is_free(operator: Operator, on: date) -> bool:
    """Whether the operator has no later movement than the day."""
    return operator.latest is not None and operator.latest.effective_on <= on
