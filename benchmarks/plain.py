"""The `eventsourcing` library in its plain way: declarative aggregates, its own JSON, one by one.

`plain.py record MOVEMENTS.csv DATABASE` saves an aggregate's event for every row; `plain.py fold
DATABASE` reads all notifications and counts the heads at each site.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

_AT_ONCE = 1_000


class Operator(Aggregate):
    """An operator as the library's own documentation would write one."""

    @event("Hired")
    def __init__(self, code: str, site: str) -> None:
        self.code = code
        self.site: str | None = site

    @staticmethod
    def create_id(code: str) -> UUID:
        """The aggregate's identity, from the operator's code."""
        return uuid5(NAMESPACE_URL, code)

    @event("Transferred")
    def transfer(self, to_site: str) -> None:
        """Work elsewhere."""
        self.site = to_site

    @event("Left")
    def leave(self) -> None:
        """Leave."""
        self.site = None


def record(movements: str, database: str) -> None:
    """Save an event for every row."""
    application = _application(database)
    changed: dict[str, Operator] = {}
    with open(movements, encoding="utf-8") as file:  # noqa: PTH123 (as short as can be)
        for row in csv.DictReader(file):
            code = row["operator"]
            if row["movement"] == "hire":
                changed[code] = Operator(code, row["site"])
                continue
            operator = changed.get(code) or application.repository.get(Operator.create_id(code))
            changed[code] = operator
            if row["movement"] == "leave":
                operator.leave()
            else:
                operator.transfer(row["to_site"] or operator.site or "")
            if len(changed) >= _AT_ONCE:
                application.save(*changed.values())
                changed.clear()
    application.save(*changed.values())


def fold(database: str) -> None:
    """Count the heads at each site from all notifications."""
    application = _application(database)
    heads: Counter[str] = Counter()
    at: dict[UUID | str, str] = {}
    start, events = 1, 0
    while notifications := application.recorder.select_notifications(start=start, limit=_AT_ONCE):
        for notification in notifications:
            happened = application.mapper.to_domain_event(notification)
            before = at.pop(happened.originator_id, None)
            after = getattr(happened, "site", None) or getattr(happened, "to_site", None)
            if before:
                heads[before] -= 1
            if after:
                heads[after] += 1
                at[happened.originator_id] = after
            events += 1
        start = int(notifications[-1].id) + 1
    sys.stdout.write(f"{events} events, {sum(heads.values())} heads\n")


def _application(database: str) -> Application[UUID]:
    return Application({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": database})


if __name__ == "__main__":
    if sys.argv[1] == "record":
        record(sys.argv[2], sys.argv[3])
    else:
        fold(sys.argv[2])
