"""Who writes and reads in a soak: each a process of its own, that keeps what it was told."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from domain.placement import Placement
from domain.refusal import Refusal
from domain.voids import VoidLatest
from domain.workforce.movement_commands import Chosen, Hire, Leave, Reassign, Transfer
from ledger.ledger import Ledger
from ledger.recording.batch_terms import BatchTerms
from ledger.recording.outcome import Outcome
from ledger.store.addresses import database_at
from projections.headcount import headcount

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

_SITES = ("IT-CAG", "IT-LEC", "RO-IAS", "RO-BUC")
_FIRST = date(2018, 1, 1)
_LEAST = 10
"""How often everybody does something, even if the time is over."""
_SHARED = 20
"""How many operators everybody moves, so that writers meet."""

Event = tuple[int, str, int]
"""Where an event is: its position, its stream and its version."""


@dataclass(frozen=True)
class Told:
    """What a writer was told of one command."""

    started: float
    ended: float
    position: int
    events: tuple[Event, ...] = ()
    refused: bool = False

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Told:
        """What was written to a diary."""
        events = tuple((int(p), str(s), int(v)) for p, s, v in entry.pop("events"))
        return cls(**entry, events=events)


@dataclass(frozen=True)
class Answer:
    """What a reader was answered: the heads at each site at the end of a day."""

    started: float
    ended: float
    position: int
    on: str
    heads: dict[str, int]

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Answer:
        """What was written to a notebook."""
        return cls(**entry)


def write(url: str, diary: str, seconds: float, seed: str, start: Barrier) -> None:
    """Record random movements for so long, and keep what was told of each."""
    random = Random(seed)  # noqa: S311 (chance, no secret)
    writer = _Writer(_ledger(url), random, seed.replace(" ", "-"))
    with Path(diary).open("w") as book:
        for _ in _for(seconds, start):
            started = time.monotonic()
            try:
                outcome = writer.command()()
            except Refusal:
                told = Told(started, time.monotonic(), 0, refused=True)
            else:
                told = _told(started, outcome)
            book.write(json.dumps(asdict(told)) + "\n")


def hire(url: str, diary: str, seconds: float, name: str, start: Barrier) -> None:
    """Hire one operator after another for so long, from when everybody is there."""
    ledger, number = _ledger(url), 0
    until = _until(start, seconds)
    while time.monotonic() < until:
        number += 1
        chosen = Chosen([f"{name}-{number}"])
        ledger.record(Hire(chosen, at=Placement("RO-IAS"), effective_on=_FIRST))
    Path(diary).write_text(f"{number}\n")


def read(url: str, notebook: str, seconds: float, seed: str, start: Barrier) -> None:
    """Ask for headcounts on random days for so long, and keep the answers."""
    random = Random(seed)  # noqa: S311 (chance, no secret)
    ledger = _ledger(url)
    with Path(notebook).open("w") as book:
        for _ in _for(seconds, start):
            on = _day(random)
            started = time.monotonic()
            with ledger.asking() as view:
                rows = headcount(view, by="site", on=on)
                position = view.position
            heads = {row.group or "": row.figure.heads for row in rows if row.figure.heads}
            answer = Answer(started, time.monotonic(), position, on.isoformat(), heads)
            book.write(json.dumps(asdict(answer)) + "\n")


def _for(seconds: float, start: Barrier) -> Iterator[None]:
    """Again and again for so long; a few times in any case, however slow the machine is."""
    until, times = _until(start, seconds), 0
    while times < _LEAST or time.monotonic() < until:
        times += 1
        yield


def _until(start: Barrier, seconds: float) -> float:
    """When it is time, counted from when everybody is there."""
    start.wait()
    return time.monotonic() + seconds


def _ledger(url: str) -> Ledger:
    """The ledger, asked and told something once: what is loaded for that takes no time later."""
    ledger = Ledger(database_at(url), by="anna", clock=lambda: datetime.now(UTC))
    with ledger.asking() as view:
        headcount(view, by="site", on=_FIRST)
    with suppress(Refusal):
        ledger.record(Hire(Chosen(["OP-0"]), at=Placement("NOWHERE"), effective_on=_FIRST))
    return ledger


def _told(started: float, outcome: Outcome) -> Told:
    events = tuple((each.position, each.stream, each.version) for each in outcome.recorded)
    return Told(started, time.monotonic(), outcome.position, events)


def _day(random: Random) -> date:
    return _FIRST + timedelta(days=random.randrange(365))


class _Writer:
    """Somebody who knows some operators, and thinks of things to record."""

    def __init__(self, ledger: Ledger, random: Random, name: str) -> None:
        self._ledger = ledger
        self._random = random
        self._name = name
        self._hired = 0

    def command(self) -> Callable[[], Outcome]:
        """The next thing to record."""
        kinds = (self._hire, self._hire_some, self._transfer, self._transfer_some)
        return self._random.choice((*kinds, self._reassign, self._leave, self._void))()

    def _operator(self) -> str:
        if self._hired and self._random.random() < 0.7:
            return f"{self._name}-{self._random.randint(1, self._hired)}"
        return f"OP-{self._random.randrange(_SHARED)}"

    def _site(self) -> str:
        return self._random.choice(_SITES)

    def _count(self) -> Chosen:
        return Chosen(count=self._random.randint(1, 4))

    def _terms(self) -> BatchTerms:
        named = self._random.random() < 0.5
        return BatchTerms(name=f"B-{self._random.randrange(10**6)}" if named else None)

    def _hire(self) -> Callable[[], Outcome]:
        if self._random.random() < 0.7:
            self._hired += 1
            code = f"{self._name}-{self._hired}"
        else:
            code = f"OP-{self._random.randrange(_SHARED)}"
        at, on = Placement(self._site()), _FIRST + timedelta(days=self._random.randrange(60))
        return lambda: self._ledger.record(Hire(Chosen([code]), at=at, effective_on=on))

    def _hire_some(self) -> Callable[[], Outcome]:
        at, chosen, terms = Placement(self._site()), self._count(), self._terms()
        return lambda: self._ledger.record(Hire(chosen, at=at, effective_on=_FIRST), batch=terms)

    def _transfer(self) -> Callable[[], Outcome]:
        chosen, to, on = Chosen([self._operator()]), self._site(), _day(self._random)
        return lambda: self._ledger.record(Transfer(chosen, to_site=to, effective_on=on))

    def _transfer_some(self) -> Callable[[], Outcome]:
        origin, to = self._random.sample(_SITES, 2)
        chosen, on, terms = self._count(), _day(self._random), self._terms()
        return lambda: self._ledger.record(
            Transfer(chosen, from_site=origin, to_site=to, effective_on=on), batch=terms
        )

    def _reassign(self) -> Callable[[], Outcome]:
        chosen, on = Chosen([self._operator()]), _day(self._random)
        fte = Decimal(self._random.randint(1, 4)) / 4
        return lambda: self._ledger.record(Reassign(chosen, fte=fte, effective_on=on))

    def _leave(self) -> Callable[[], Outcome]:
        chosen, on = Chosen([self._operator()]), _day(self._random)
        return lambda: self._ledger.record(Leave(chosen, effective_on=on, reason="resigned"))

    def _void(self) -> Callable[[], Outcome]:
        code = self._operator()
        return lambda: self._ledger.record(VoidLatest((code,), reason="mistaken"))
