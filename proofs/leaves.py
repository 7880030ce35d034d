"""The leaves of a log, one after the other: where they come from, and what one pass over them tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, NamedTuple

from proofs.encoding import LONGEST_LINE
from proofs.merkle import Frontier

_OPENED = "ledger-opened."


class BrokenLog(Exception):
    """What stands at a position of the log is no event of it; nothing after it can be placed."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(message)
        self.position = position


class Opening(NamedTuple):
    """What a log says of its ledger in its first leaf."""

    name: str
    id: str | None
    """None for a ledger that was created before ledgers had ids."""

    @property
    def origin(self) -> str:
        """What the ledger is called in checkpoints."""
        return self.name if self.id is None else f"{self.name}/{self.id}"


def opening(first_leaf: bytes) -> Opening | None:
    """What the log says of its ledger; none where it says nothing that can be read."""
    try:
        line = json.loads(first_leaf)
        event = line["state"]["event"] if line["topic"].startswith(_OPENED) else {}
        name, ledger_id = event.get("name"), event.get("id")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if not isinstance(name, str) or not isinstance(ledger_id, str | None):
        return None
    return Opening(name, ledger_id)


@dataclass(frozen=True, slots=True)
class History:
    """What one pass over the leaves tells."""

    opening: Opening | None
    size: int
    root: bytes | None
    roots: dict[int, bytes]
    """By the sizes that were asked for and are there."""
    broken: BrokenLog | None


def walk(leaves: Iterable[bytes], sizes: Iterable[int]) -> History:
    """Hash the leaves once, and keep the roots at the sizes that are asked for."""
    frontier, roots, opened = Frontier(), dict[int, bytes](), None
    broken = None
    remaining = iter(leaves)
    try:
        first = next(remaining, None)
        if first is not None:
            opened = opening(first)
            remaining = chain((first,), remaining)
        for size in sorted(sizes):
            frontier.extend(islice(remaining, max(size - frontier.size, 0)))
            if frontier.size == size:
                roots[size] = frontier.root()
        frontier.extend(remaining)
    except BrokenLog as error:
        broken = error
    if broken is not None:
        return History(opened, max(broken.position - 1, 0), None, roots, broken)
    return History(opened, frontier.size, frontier.root(), roots, None)


def exported_leaves(file: IO[bytes]) -> Iterator[bytes]:
    """The leaves in an export of events as JSON lines. What is not such a line is a `BrokenLog`."""
    for position, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
        leaf = line.removesuffix(b"\n")
        if len(leaf) > LONGEST_LINE:
            raise BrokenLog(position, f"line {position} is longer than {LONGEST_LINE:,} bytes")
        if leaf.endswith(b"\r"):
            message = f"line {position} ends in CR LF: the file was changed on its way"
            raise BrokenLog(position, message)
        if not leaf.startswith(b"{") or not leaf.endswith(b"}"):
            raise BrokenLog(position, f"line {position} is not the line of an event")
        yield leaf
