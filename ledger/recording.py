"""One command's transaction: what it may ask, what it decides, and how that is kept.

A command has all writing to itself from its first look to its last event, so that what it checked
is still so when it records. Events and the rows of the read model are kept together, or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Literal

from domain.events import Event, is_operator_event
from domain.operator import Operator
from domain.recorded import Recorded
from domain.refusals import CodesExhausted, NamedTwice, NotEnoughOperators
from domain.site import Occupancy
from domain.values import ContractCode, OperatorCode, SiteCode, natural_order
from ledger.aggregates import Aggregates
from ledger.database import PAGE, NotStorable
from ledger.mapper import to_stored
from projections.occupancy import changes_at
from projections.placements import codes_beginning_with, operators_at, operators_on
from projections.projector import Projector, reached
from projections.sides import sides
from projections.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from ledger.database import Database

PlaceKind = Literal["site", "contract"]
_CODE_LENGTH = 64


@dataclass(frozen=True, slots=True)
class BatchTerms:
    """How movements are recorded together."""

    name: str | None = None
    """The batch's name; one is made where several movements are recorded without."""
    source: str | None = None
    sha256: str | None = None


UNNAMED = BatchTerms()


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
    taken_back: int = 0
    """How many of these were voided since, and stay so."""
    stranded: tuple[Stranded, ...] = ()
    """Those of its operators who are still somewhere that is over."""
    unread_sheets: tuple[str, ...] = ()
    """The sheets of an imported workbook that have something in them and were not read."""
    dry_run: bool = False


class Recording:
    """What one command sees and decides."""

    def __init__(
        self,
        connection: Connection,
        database: Database,
        *,
        ledger: str,
        now: datetime,
        by: str,
        command: str,
    ) -> None:
        """The read model must be level with the events."""
        self.connection = connection
        self.aggregates = Aggregates(connection, database)
        self._already = 0
        self._taken_back = 0
        self._database = database
        self._by = by
        self._command = command
        self._reached = reached(connection)
        self.outcome = Outcome(ledger, self._reached.position)
        self.view = View(connection, ledger, self._reached.position)
        """What was recorded before this command."""
        self.recorded_at = max(now, _instant(self._reached.recorded_at, now))
        self._decided: list[Recorded[Event]] = []
        self._rosters: dict[str, set[str]] = {}
        self._last_numbers: dict[str, int] = {}
        self._batch: BatchTerms | None = None
        self._batch_name: str | None = None
        self._first = self._reached.position + 1

    # Asking ---------------------------------------------------------------------------------

    def named(self, codes: Sequence[str]) -> list[Operator]:
        """The operators that were named, each once."""
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                raise NamedTwice(code)
            seen.add(code)
        return self.aggregates.operators(codes)

    def pick(self, site: str, count: int, on: date, *, explained: bool = True) -> list[Operator]:
        """So many operators at the site on the day, without later movements, in natural order.

        Where they are too few, it is `explained` how many have moved on, unless nobody will read it.
        """
        self.aggregates.site(site).must_release_on(on)
        there = sorted(self._roster(site), key=natural_order)
        picked: list[Operator] = []
        for start in range(0, len(there), count):
            picked += (
                operator
                for operator in self.aggregates.operators(there[start : start + count])
                if operator.latest is not None and operator.latest.effective_on <= on
            )
            if len(picked) >= count:
                return picked[:count]
        moved_on = self._heads_on(site, on) - len(picked) if explained else 0
        raise NotEnoughOperators(site, on, count, len(picked), moved_on)

    def new_operators(self, site: str, count: int, *, taken: Iterable[str] = ()) -> list[Operator]:
        """Operators with codes made from the site's, numbered on from the highest so far.

        Codes that are `taken` are those of hires by name in the same command.
        """
        prefix = f"{site}-"
        if site not in self._last_numbers:
            used = chain(codes_beginning_with(self.connection, prefix), taken)
            numbers = (code.removeprefix(prefix) for code in used if code.startswith(prefix))
            self._last_numbers[site] = max(
                (int(number) for number in numbers if number.isdecimal()), default=0
            )
        first = self._last_numbers[site] + 1
        codes = [f"{prefix}{number:04d}" for number in range(first, first + count)]
        if len(codes[-1]) > _CODE_LENGTH:
            raise CodesExhausted(site)
        self._last_numbers[site] += count
        return self.aggregates.operators(codes)

    def pass_over(self, movements: int, *, taken_back: int = 0) -> None:
        """Count movements that are recorded already, and how many of them were voided since."""
        self._already += movements
        self._taken_back += taken_back

    def look_at_those_on(self, contract: str) -> None:
        """Let the outcome tell of operators who stay on the contract, should it have ended."""
        self.aggregates.operators(sorted(operators_on(self.connection, contract)))

    def occupancy(self, site: str) -> Occupancy:
        """The heads at the site on every day, as recorded before this command."""
        return Occupancy(changes_at(self.view, site))

    def _heads_on(self, site: str, on: date) -> int:
        """The heads at the site at the end of the day, with what this command decided so far."""
        decided = sum(
            heads
            for each in self._decided
            if is_operator_event(each.event) and each.event.effective_on <= on
            for (_, at, *_), heads, _ in sides(each.event)
            if at == site
        )
        return self.occupancy(site).heads_on(on) + decided

    # Deciding -------------------------------------------------------------------------------

    def together(self, terms: BatchTerms) -> None:
        """Record what follows as one batch; refuses a name that was used."""
        if terms.name is not None:
            self.aggregates.batch(terms.name).check()
        self._batch = terms
        self._batch_name = terms.name or self._made_name()
        self._first += 1  # after the event that opens the batch

    def decide(self, code: str, event: Event | None) -> None:
        """Take an aggregate's decision: an event to record, or none where it is recorded already."""
        if event is None:
            self.pass_over(1)
            return
        stream, version = self.aggregates.apply(code, event)
        position = self._first + len(self._decided)
        self._decided.append(self._enveloped(position, stream, version, event))
        if self._rosters and is_operator_event(event):
            self._move(self.aggregates.operator(code))

    def void(self, code: str, reason: str) -> None:
        """Take back an operator's latest standing movement."""
        voided = self.aggregates.operator(code).void(reason=reason)
        self.decide(code, voided)

    def finish(self, *, dry_run: bool) -> None:
        """Store what was decided, with its rows, unless it is only to be shown."""
        recorded = self._decided
        if self._batch is not None and recorded:
            recorded = [self._opening(self._batch), *recorded]
        position = self._reached.position + (0 if dry_run else len(recorded))
        self.outcome = replace(
            self.outcome,
            position=position,
            recorded=tuple(recorded),
            already=self._already,
            taken_back=self._taken_back,
            stranded=self._stranded(),
            dry_run=dry_run,
        )
        if dry_run or not recorded:
            return
        projector = Projector(self.connection)
        for start in range(0, len(recorded), PAGE):
            page = recorded[start : start + PAGE]
            kept = self._database.append(self.connection, [to_stored(each) for each in page])
            if list(kept) != [each.position for each in page]:
                # A trigger or a sequence of somebody else's; what was said would not be so.
                raise NotStorable("the database gives other positions than the next ones")
            projector.fold(page)
            projector.write(self.connection, more=start + PAGE < len(recorded))

    def _stranded(self) -> tuple[Stranded, ...]:
        """The operators of this command who are at a closed site or on an ended contract."""
        at_site: defaultdict[SiteCode, list[Operator]] = defaultdict(list)
        on_contract: defaultdict[ContractCode, list[Operator]] = defaultdict(list)
        for operator in self.aggregates.touched_operators():
            placement = operator.placement
            if placement is not None:
                at_site[placement.site].append(operator)
                if placement.contract is not None:
                    on_contract[placement.contract].append(operator)
        site, contract = self.aggregates.site, self.aggregates.contract
        return (
            *_left_behind("site", at_site, lambda code: site(code).closed_on),
            *_left_behind("contract", on_contract, lambda code: contract(code).ended_on),
        )

    def _enveloped(self, position: int, stream: str, version: int, event: Event) -> Recorded[Event]:
        at, by, batch = self.recorded_at, self._by, self._batch_name
        return Recorded(position, stream, version, at, by, batch, event)

    def _opening(self, terms: BatchTerms) -> Recorded[Event]:
        """What opens the batch of all that was decided."""
        name = self._batch_name or ""
        movements = sum(is_operator_event(each.event) for each in self._decided)
        event = self.aggregates.batch(name).record(
            source=terms.source, sha256=terms.sha256, movements=movements
        )
        return self._enveloped(self._first - 1, f"batch:{name}", 1, event)

    def _made_name(self) -> str:
        """A batch's name that no other has: its position tells it apart where the clock does not."""
        position = self._reached.position + 1
        return f"{self._command}-{self.recorded_at:%Y%m%dT%H%M%SZ}-{position}"

    def _roster(self, site: str) -> set[str]:
        if site not in self._rosters:
            self._rosters[site] = set(operators_at(self.connection, site))
            for operator in self.aggregates.touched_operators():
                self._move(operator)
        return self._rosters[site]

    def _move(self, operator: Operator) -> None:
        here = operator.placement.site if operator.placement else None
        for site, roster in self._rosters.items():
            if site == here:
                roster.add(operator.code)
            else:
                roster.discard(operator.code)


def _left_behind(
    what: PlaceKind, there: dict[str, list[Operator]], over_on: Callable[[str], date | None]
) -> Iterator[Stranded]:
    """Those who are at places of a kind that are over, by place."""
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


def _instant(text: str, like: datetime) -> datetime:
    return datetime.fromisoformat(text) if text else datetime.min.replace(tzinfo=like.tzinfo)
