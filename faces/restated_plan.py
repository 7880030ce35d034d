"""How it looks for people what later records changed of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from answers.restated_plan import PlanStanding, RestatedPlanAnswer
from faces.blocks import Block, Table
from faces.columns import number, text
from faces.event_rows import events_table
from faces.words import say, word

if TYPE_CHECKING:
    from collections.abc import Callable


class _Line(NamedTuple):
    """A plan as known at one of the two instants."""

    known: str
    plan: str
    standing: PlanStanding | None


def _of(name: str) -> Callable[[_Line], Any]:
    return lambda line: getattr(line.standing, name) if line.standing else None


_COLUMNS = (
    text("known"),
    text("plan"),
    text("status", lambda line: line.standing and word("status", line.standing.status)),
    text("deadline_on", _of("deadline_on")),
    *(number(name, _of(name)) for name in ("target", "brought_back", "remaining", "backfilled")),
)


def _restated(answer: RestatedPlanAnswer) -> Iterable[Block]:
    for row in answer.rows:
        lines = [
            _Line(say("restated.then"), row.plan, row.before),
            _Line(say("restated.later"), row.plan, row.after),
        ]
        yield Table(_COLUMNS, lines, None)
    if answer.events:
        yield events_table(answer.events)


PAGES = {RestatedPlanAnswer: _restated}
