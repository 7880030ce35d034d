"""Many writers and readers on one ledger at once, and afterwards proof that nobody was misled.

Writers record random movements, each in a process of its own, and keep a diary of what they were
told; readers ask and keep what they were answered. When all are done:

- every event that a writer was told of is in the ledger exactly once, just so, and no other is;
- a replay finds nothing;
- every answer is the sum of the events up to its position, added up here without the program's
  help, and that position lies between what was recorded when the question began and what could have
  been recorded when it ended.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domain.places.site_commands import OpenSite

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.soak_workers import Answer, Told, hire, read, write
from ledger.ledger import Ledger
from ledger.store.addresses import database_at
from ledger.store.codec import RawEvent

SITES = ("IT-CAG", "IT-LEC", "RO-IAS", "RO-BUC")
OPENED = date(2018, 1, 1)


@dataclass(frozen=True)
class Soaked:
    """What came of it."""

    told: list[Told]
    """What writers were told, in order of position."""
    refused: int
    answers: list[Answer]
    log: list[RawEvent]
    findings: int
    seconds: float

    @property
    def commands(self) -> int:
        """How many commands recorded something."""
        return sum(bool(each.events) for each in self.told)


def soak(url: str, *, seconds: float, writers: int, readers: int, seed: int) -> Soaked:
    """Let writers and readers at a new ledger for so long."""
    ledger = prepare(url)
    started = time.monotonic()
    with TemporaryDirectory(prefix="rientro-soak-") as folder:
        diaries = [Path(folder) / f"w{number}" for number in range(writers)]
        notebooks = [Path(folder) / f"r{number}" for number in range(readers)]
        work = [
            (role, (url, str(book), seconds, f"{seed} {book.name}"))
            for role, books in ((write, diaries), (read, notebooks))
            for book in books
        ]
        _all_at_once(work)
        told = [Told.of(entry) for diary in diaries for entry in _entries(diary)]
        answers = [Answer.of(entry) for book in notebooks for entry in _entries(book)]
    with ledger.database.reading() as connection:
        log = list(chain.from_iterable(ledger.database.pages(connection)))
    with ledger.replaying() as replay:
        for _ in replay.chapters():
            pass
    return Soaked(
        sorted((each for each in told if not each.refused), key=lambda each: each.position),
        sum(each.refused for each in told),
        answers,
        log,
        replay.findings.count,
        time.monotonic() - started,
    )


def prepare(url: str) -> Ledger:
    """A new ledger with open sites."""
    ledger = Ledger.create(
        database_at(url),
        name="soak",
        ledger_id=secrets.token_hex(16),
        by="anna",
        clock=lambda: datetime.now(UTC),
    )
    for site in SITES:
        ledger.record(OpenSite(site, country=site[:2], effective_on=OPENED))
    return ledger


def _all_at_once(work: Sequence[tuple[Any, tuple[Any, ...]]]) -> None:
    """Let each piece of work be done by a process of its own, and all of them at once."""
    first = multiprocessing.get_context("spawn").Process(target=_fork, args=(work,))
    first.start()
    first.join()
    if first.exitcode:
        raise RuntimeError("somebody failed")


def _fork(work: Sequence[tuple[Any, tuple[Any, ...]]]) -> None:
    """Let forks do the work: this process has loaded by now what each of them would have to load."""
    context = multiprocessing.get_context("fork")
    start = context.Barrier(len(work))
    people = [context.Process(target=each, args=(*with_, start)) for each, with_ in work]
    for person in people:
        person.start()
    for person in people:
        person.join()
    failed = [person.name for person in people if person.exitcode]
    if failed:
        raise RuntimeError(f"these failed: {', '.join(failed)}")


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    with path.open() as lines:
        yield from map(json.loads, lines)


# Was anybody misled? ------------------------------------------------------------------------------


def complaints(soaked: Soaked) -> list[str]:
    """Whatever somebody was told that is not so."""
    found = [f"the replay finds {soaked.findings} things"] if soaked.findings else []
    return found + _recorded_otherwise(soaked) + _untrue(soaked)


def _recorded_otherwise(soaked: Soaked) -> list[str]:
    """Where the ledger is not what writers were told, each event exactly once."""
    prepared = 1 + len(SITES)
    there = Counter((raw.position, raw.stream, raw.version) for raw in soaked.log[prepared:])
    told = Counter(event for each in soaked.told for event in each.events)
    positions = [raw.position for raw in soaked.log]
    found = [f"told but not there: {event}" for event in told - there]
    found += [f"there but not told: {event}" for event in there - told]
    if positions != list(range(1, len(positions) + 1)):
        found.append("positions have gaps")
    return found


def _untrue(soaked: Soaked) -> list[str]:
    """Answers that were true at no moment between their start and their end."""
    found = []
    sums = _Sums(soaked.log)
    for answer in sorted(soaked.answers, key=lambda each: each.position):
        least = max(
            (told.position for told in soaked.told if told.ended < answer.started), default=0
        )
        most = max(
            (told.position for told in soaked.told if told.started < answer.ended),
            default=1 + len(SITES),
        )
        if not least <= answer.position <= most:
            found.append(f"the answer at {answer.position} is not of {least} to {most}")
        heads = sums.at(answer.position, answer.on)
        if heads != answer.heads:
            found.append(f"the answer at {answer.position} is {answer.heads}, not {heads}")
    return found


class _Sums:
    """Heads at sites, added up event by event; positions are asked in rising order."""

    def __init__(self, log: Sequence[RawEvent]) -> None:
        self._log = log
        self._next = 0
        self._changes: Counter[tuple[str, str]] = Counter()

    def at(self, position: int, on: str) -> dict[str, int]:
        """The heads at the end of a day as known at the position."""
        while self._next < len(self._log) and self._log[self._next].position <= position:
            self._add(self._log[self._next])
            self._next += 1
        heads: Counter[str] = Counter()
        for (site, effective_on), change in self._changes.items():
            if effective_on <= on:
                heads[site] += change
        return {site: number for site, number in heads.items() if number}

    def _add(self, raw: RawEvent) -> None:
        if not raw.stream.startswith("operator:"):
            return
        event = json.loads(raw.state)["event"]
        gone = event.get("origin") or event.get("before") or event.get("was")
        come = event.get("destination") or event.get("after") or event.get("restored")
        if raw.topic.startswith("operator-hired"):
            come = event["placement"]
        if raw.topic.startswith("operator-left"):
            gone = event["placement"]
        for placement, sign in ((gone, -1), (come, 1)):
            if placement is not None:
                self._changes[placement["site"], event["effective_on"]] += sign


# As a program -------------------------------------------------------------------------------------


@contextmanager
def databases() -> Iterator[dict[str, Callable[[], str]]]:
    """Each kind of database, and a way to a new one; the server keeps everything as it ought to."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    from postgres_server import Server

    with TemporaryDirectory(prefix="rientro-soak-") as folder:
        server = Server(Path(folder) / "server")
        with server.session() as session:
            session.execute("ALTER SYSTEM RESET ALL")
            session.execute("SELECT pg_reload_conf()")
        numbers = count(1)
        yield {
            "sqlite": lambda: str(Path(folder) / f"{next(numbers)}.db"),
            "postgresql": lambda: server.url(server.new_database()),
        }
        server.close()


def hires(url: str, writers: int, seconds: float) -> int:
    """How many operators the writers hired in that time, one in each command."""
    prepare(url)
    with TemporaryDirectory(prefix="rientro-rates-") as folder:
        diaries = [str(Path(folder) / str(number)) for number in range(writers)]
        work = [(hire, (url, diary, seconds, Path(diary).name)) for diary in diaries]
        _all_at_once(work)
        return sum(int(Path(diary).read_text()) for diary in diaries)


def tell_rates(kind: str, new: Callable[[], str], seconds: float) -> None:
    """Print what one, four and eight writers record in a second, beside what one does."""
    one = 0.0
    for writers in (1, 4, 8):
        rate = hires(new(), writers, seconds) / seconds
        one = one or rate
        sys.stdout.write(f"{kind}, {writers} writers: {rate:.0f} hires a second, ")
        sys.stdout.write(f"{rate / one:.2f} of what one writer does\n")
        sys.stdout.flush()


def tell_soak(kind: str, soaked: Soaked) -> list[str]:
    """Print what was done; returns the complaints."""
    found = complaints(soaked)
    sys.stdout.write(
        f"{kind}: {soaked.commands} commands recorded {len(soaked.log)} events, "
        f"{soaked.refused} were refused, {len(soaked.answers)} answers; "
        f"{len(found)} complaints\n"
    )
    for complaint in found[:20]:
        sys.stdout.write(f"    {complaint}\n")
    sys.stdout.flush()
    return found


def main() -> None:
    """Soak a ledger in each kind of database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    parser.add_argument("--rates", action="store_true", help="measure how fast writers are instead")
    given = parser.parse_args()
    found = []
    with databases() as kinds:
        for kind, new in kinds.items():
            if given.rates:
                tell_rates(kind, new, given.seconds)
                continue
            sys.stdout.write(f"{kind}: seed {given.seed}\n")
            soaked = soak(
                new(),
                seconds=given.seconds,
                writers=given.writers,
                readers=given.readers,
                seed=given.seed,
            )
            found += tell_soak(kind, soaked)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
