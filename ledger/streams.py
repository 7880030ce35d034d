"""The aggregates of the domain, rebuilt from their streams of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from domain.batch import Batch
from domain.contract import Contract
from domain.events import STREAMS
from domain.operator import Operator
from domain.plan import Plan
from domain.site import Site
from ledger.mapper import from_stored

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from domain.events import BatchRecorded, Event
    from domain.recorded import Recorded
    from ledger.database import Database

Aggregate = Operator | Site | Contract | Plan
_NEW: dict[str, type[Aggregate]] = {
    "operator": Operator,
    "site": Site,
    "contract": Contract,
    "plan": Plan,
}


class Streams:
    """The aggregates as they are at the end of the ledger, each read when it is first asked for.

    What is decided in this transaction is told with `apply`, so that the next decision sees it.
    """

    def __init__(self, connection: Connection, database: Database) -> None:
        self._connection = connection
        self._database = database
        self._known: dict[str, Aggregate] = {}

    def operator(self, code: str) -> Operator:
        """The operator, who may not have been recorded yet."""
        return cast("Operator", self._aggregate(f"operator:{code}"))

    def operators(self, codes: Iterable[str]) -> list[Operator]:
        """The operators, read together."""
        names = [f"operator:{code}" for code in codes]
        self._load(names)
        return [cast("Operator", self._known[name]) for name in names]

    def site(self, code: str, /) -> Site:
        """The site, which may not have been opened yet."""
        return cast("Site", self._aggregate(f"site:{code}"))

    def contract(self, code: str, /) -> Contract:
        """The contract, which may not have been signed yet."""
        return cast("Contract", self._aggregate(f"contract:{code}"))

    def plan(self, code: str) -> Plan:
        """The plan, which may not have been announced yet."""
        return cast("Plan", self._aggregate(f"plan:{code}"))

    def batch(self, name: str) -> Batch:
        """The batch, which may not have been recorded yet."""
        raw = self._database.of_streams(self._connection, [f"batch:{name}"])
        first = next(iter(raw), None)
        recorded = from_stored(first) if first else None
        return Batch(name, cast("Recorded[BatchRecorded] | None", recorded))

    def apply(self, code: str, event: Event) -> tuple[str, int]:
        """Let the event's aggregate follow it; returns its stream and version there."""
        name = f"{STREAMS[type(event)]}:{code}"
        after = self._aggregate(name).after(cast("Any", event))
        self._known[name] = after
        return name, after.version

    def touched_operators(self) -> Iterable[Operator]:
        """The operators that were asked for or moved in this transaction."""
        return (each for each in self._known.values() if isinstance(each, Operator))

    def _aggregate(self, name: str) -> Aggregate:
        if name not in self._known:
            self._load([name])
        return self._known[name]

    def _load(self, names: Iterable[str]) -> None:
        missing = [name for name in names if name not in self._known]
        for name in missing:
            kind, _, code = name.partition(":")
            self._known[name] = _NEW[kind](code)
        for raw in self._database.of_streams(self._connection, missing):
            known = self._known[raw.stream]
            self._known[raw.stream] = known.after(cast("Any", from_stored(raw).event))
