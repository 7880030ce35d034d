"""What is told of the figures and plans that a command would change."""

from __future__ import annotations

from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from faces.columns import NONE
from faces.words import counted, heading, say, word
from faces.words.filling import with_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from answers.recording import FigureMovedRow, RecordedAnswer
    from ledger.recording.foreseen import HeadsMoved, PlanMoved, PlanStanding

_OF_SITES = frozenset({"country", "region", "city", "employer"})
"""What a site has. Its heads tell of it, unless the site itself goes over to another group."""


def what_would_move(answer: RecordedAnswer) -> Iterator[str]:
    """The heads of sites, the figures of other groups, and the plans, before and after."""
    if not answer.dry_run or not answer.rows:
        return
    yield from _heads_moved(answer.heads)
    yield from _figures_moved(answer.figures)
    yield from chain(*map(_plan, answer.plans))
    if not (answer.heads or answer.figures or answer.plans):
        yield say("recorded.no-figure")


def _heads_moved(moved: Sequence[HeadsMoved]) -> Iterator[str]:
    """The heads at each site before and after, on each day that is told of."""
    for on, of_day in groupby(moved, key=attrgetter("on")):
        sites = (
            say("file.heads.site", site=each.site, before=each.before, after=each.after)
            for each in of_day
        )
        yield say("file.heads", on=on, sites=", ".join(sites))


def _figures_moved(moved: Sequence[FigureMovedRow]) -> Iterator[str]:
    """The FTE of sites that the heads do not tell, and the columns in which heads go over."""
    at_sites = [each for each in moved if each.by == "site"]
    if in_hours := [each for each in at_sites if each.after.fte - each.before.fte != _heads(each)]:
        sites = (
            say("file.fte.site", site=each.group, before=each.before.fte, after=each.after.fte)
            for each in in_hours
        )
        yield say("file.fte", on=in_hours[0].on, sites=", ".join(sites))
    told_by_sites = _heads_that_move(at_sites)
    for by, of_column in groupby(moved, key=attrgetter("by")):
        rows = [each for each in of_column if _heads(each)]
        goes_over = {_heads(each) > 0 for each in rows} == {True, False}
        by_sites = by in _OF_SITES and _heads_that_move(rows) <= told_by_sites
        if goes_over and by != "site" and not by_sites:
            groups = (
                say(
                    "file.heads.site",
                    site=_named(each),
                    before=each.before.heads,
                    after=each.after.heads,
                )
                for each in rows
            )
            column = heading(by)
            yield say("file.heads-by", column=column, on=rows[0].on, groups=", ".join(groups))


def _heads(moved: FigureMovedRow) -> int:
    """By how many heads the figure would be another."""
    return moved.after.heads - moved.before.heads


def _heads_that_move(rows: Iterable[FigureMovedRow]) -> int:
    return sum(abs(_heads(each)) for each in rows)


def _named(moved: FigureMovedRow) -> str:
    if moved.group is None:
        return NONE
    return word("engagement", moved.group) if moved.by == "engagement" else moved.group


def _plan(moved: PlanMoved) -> Iterator[str]:
    """What would be brought back by a plan, and what else of it would be otherwise."""
    stood, stands = moved.stood, moved.stands
    if moved.before != moved.after:
        none = say("plan.not-announced")
        before = none if moved.before is None else with_signs(f"{moved.before:,}")
        after = none if moved.after is None else with_signs(f"{moved.after:,}")
        yield say("plan.moved", plan=moved.plan, on=moved.on, before=before, after=after)
    if stood is None or stands is None:
        return
    if (stood.target, stood.deadline_on) != (stands.target, stands.deadline_on):
        before, after = _terms(stood), _terms(stands)
        yield say("plan.terms-moved", plan=moved.plan, on=moved.on, before=before, after=after)
    if stood.status != stands.status:
        before, after = word("status", stood.status), word("status", stands.status)
        yield say("plan.status-moved", plan=moved.plan, on=moved.on, before=before, after=after)


def _terms(standing: PlanStanding) -> str:
    posts = counted(standing.target, "post")
    return say("plan.terms", posts=posts, deadline=standing.deadline_on)
