"""What was said of sites and contracts, statement by statement, and what holds after all of them.

A row says how something began, what changed of it from a day on, or what was put right of its
beginning. What is not said is null, and what there is none of is the empty text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from domain.corrections import following
from domain.tidying import with_groups
from projections.tables import NONE, named_text, rows_known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Select, Table

    from domain.recorded import Recorded
    from projections.tables import AppendedRows
    from projections.view import View

_BEGINS = frozenset({"opened", "signed"})
_HAS_A_DAY = _BEGINS | {"changed", "unchanged"}


@dataclass(slots=True)
class Said:
    """How something began, as it is right, and what changed of it since; none is the empty text."""

    facts: dict[str, str]
    changes: list[dict[str, str]] = field(default_factory=list)
    left_alone: list[frozenset[str]] = field(default_factory=list)
    """What each change left as it was: a change says all that holds from its day on."""

    def change(self, facts: dict[str, str]) -> None:
        """Something holds from a day on."""
        before = self.changes[-1] if self.changes else self.facts
        self.left_alone.append(frozenset(n for n in facts if facts[n] == before[n]))
        self.changes.append(facts)

    def correct(self, right: dict[str, str]) -> None:
        """Put right how it began. What a change left as it was is right from its day on, too."""
        self.facts |= right
        for change, follows in zip(self.changes, following(self.left_alone, right), strict=True):
            change.update(follows)

    def take_back(self) -> None:
        """Take back the latest change."""
        del self.changes[-1:], self.left_alone[-1:]


def add_said(
    rows: AppendedRows,
    recorded: Recorded[Any],
    kind: str,
    said: Mapping[str, Any],
    names: Sequence[str],
) -> None:
    """Add a row for what an event says: its position, code, kind and day, and the named facts."""
    if kind in _HAS_A_DAY:
        said = {**said, "effective_on": recorded.event.effective_on}
    said = with_groups(said)
    texts = (named_text(said, name) for name in ("effective_on", *names))
    rows.add((recorded.position, recorded.code, kind, *texts))


def known(view: View, table: Table, names: Sequence[str]) -> dict[str, Said]:
    """What holds of each site or contract, by all that the view knows, in order of code."""
    found: dict[str, Said] = {}
    for row in rows_known(view, table):
        facts = {name: row[name] for name in ("since", *names) if row[name] is not None}
        code, kind = row["code"], row["kind"]
        if kind in _BEGINS:
            found[code] = Said(facts)
        elif code not in found:  # its beginning was set aside
            continue
        elif kind == "corrected":
            found[code].correct(facts)
        elif kind == "voided":
            del found[code]
        elif kind == "unchanged":
            found[code].take_back()
        else:
            found[code].change(facts)
    return dict(sorted(found.items()))


def over(view: View, table: Table) -> dict[str, tuple[date, str]]:
    """Since when each site or contract is over, and why; none of those that are not."""
    rows = view.connection.execute(_latest_ends(table), {"position": view.position})
    return {each: (date.fromisoformat(day), why) for each, day, why in rows}


@cache
def _latest_ends(table: Table) -> Select[Any]:
    """The latest row of each that says how it ended; one that takes the end back names no day."""
    position, of, on, reason = table.c
    known = select(func.max(position)).where(position <= bindparam("position")).group_by(of)
    return select(of, on, reason).where(position.in_(known), on != NONE)
