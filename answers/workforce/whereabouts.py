"""Where each post was at the end of one day, and where it is at the end of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.shape import SPREAD, Key
from answers.workforce.heads import Heads
from projections import whereabouts
from projections.whereabouts import WhereaboutsBy

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class WhereaboutsRow:
    """So many posts were at one place and are at another; nowhere is hired since, or left."""

    was: Annotated[str | None, Key("from")]
    now: Annotated[str | None, Key("to")]
    figure: Annotated[Heads, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereaboutsAnswer(Answer[WhereaboutsRow]):
    """Where each post was at the end of one day, and where it is at the end of another."""

    schema: ClassVar[str] = "whereabouts"
    since: date
    by: WhereaboutsBy


def whereabouts_by(view: View, by: WhereaboutsBy, since: date, on: date) -> WhereaboutsAnswer:
    """Where everybody was at the end of `since` and is at the end of `on`."""
    rows = [
        WhereaboutsRow(each.was, each.now, Heads.of(each.figure))
        for each in whereabouts.whereabouts(view, by=by, since=since, on=on)
    ]
    return WhereaboutsAnswer(head=Envelope.of(view, on), rows=rows, since=since, by=by)
