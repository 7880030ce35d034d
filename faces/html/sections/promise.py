"""What was promised, word for word, and what became of the terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from faces.columns import Column
from faces.html import speech
from faces.html.blocks import Block, Grid, Pairs, Prose, Quote, Section
from faces.html.speech import Typed, bdi, told
from faces.words import counted, heading, say

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from projections.plans import PlanFacts, PlanPlace


def promise(facts: PlanFacts, on: date, *, alone: bool) -> Section:
    """The promise of a plan, its source, and its revisions up to the day.

    The plan is named unless its page is about it alone.
    """
    title = told("look.promise") if alone else told("look.promise.of", plan=Typed(facts.plan))
    return Section(f"promise-{facts.plan}", title, list(_blocks(facts, on)))


def _blocks(facts: PlanFacts, on: date) -> Iterator[Block]:
    if facts.statement:
        yield Quote([bdi(line) for line in facts.statement.splitlines() if line.strip()])
    else:
        yield Prose(told("look.no-statement"), "quiet")
    yield Pairs(list(_facts(facts)))
    revised = [terms for terms in facts.terms[1:] if terms.effective_on <= on]
    if revised:
        columns = (
            Column("on", lambda terms: terms.effective_on),
            Column("target", lambda terms: terms.target, right=True),
            Column("deadline_on", lambda terms: terms.deadline_on),
            Column("reason", lambda terms: terms.reason),
        )
        yield Grid(columns, revised, caption=told("look.revisions"))
    if facts.withdrawn_on is not None and facts.withdrawn_on <= on:
        yield Prose(
            told(
                "look.withdrawn",
                day=speech.day(facts.withdrawn_on),
                reason=Typed(facts.withdrawn_because or ""),
            ),
            "caution",
        )


def _facts(facts: PlanFacts) -> Iterator[tuple[str, Markup | str]]:
    original = facts.original
    yield (
        heading("announced"),
        say(
            "look.announced",
            posts=counted(original.target, "post"),
            deadline=speech.day(original.deadline_on),
            day=speech.day(facts.announced_on),
        ),
    )
    yield heading("baseline_on"), speech.day(facts.baseline_on)
    yield heading("origins"), _places(original.origins)
    yield heading("destinations"), _places(original.destinations)
    contracts = sorted(original.contracts)
    yield heading("contracts"), _listed(contracts) if contracts else say("plan.any-contract")
    for name in ("client", "supplier", "source"):
        value = getattr(facts, name)
        if value:
            yield heading(name), bdi(value)


def _places(places: tuple[PlanPlace, ...]) -> Markup:
    return _listed([place.name for place in places])


def _listed(codes: list[str]) -> Markup:
    from markupsafe import Markup

    return Markup(", ").join(map(bdi, codes))
