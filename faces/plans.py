"""How plans look for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from answers.plans import PlanListAnswer, PlanShownAnswer
from faces.blocks import Block, Facts, table_or
from faces.columns import NONE, number, text
from faces.words import counted, heading, say
from faces.words.plans import terms_in_words, withdrawal_in_words

if TYPE_CHECKING:
    from projections.plans import PlanFacts, PlanPlace

_PLANS = (
    text("plan"),
    number("target"),
    text("origins"),
    text("destinations"),
    text("contracts"),
    text("baseline_on"),
    text("deadline_on"),
    text("announced_on"),
    text("withdrawn_on"),
)


def _plans(answer: PlanListAnswer) -> Iterable[Block]:
    yield table_or(say("nothing"), _PLANS, answer.rows)


# plan show ----------------------------------------------------------------------------------------


def _plan(answer: PlanShownAnswer) -> Iterable[Block]:
    for row in answer.rows:
        yield Facts(list(_plan_facts(row.facts)))


def _plan_facts(facts: PlanFacts) -> Iterator[tuple[str, str]]:
    for name in ("plan", "statement", "source", "client", "supplier"):
        yield heading(name), getattr(facts, name) or NONE
    yield heading("origins"), _with_sites(facts.origins)
    yield heading("destinations"), _with_sites(facts.destinations)
    yield heading("contracts"), ", ".join(sorted(facts.contracts)) or say("plan.any-contract")
    yield heading("baseline_on"), str(facts.baseline_on)
    yield heading("announced_on"), str(facts.announced_on)
    original = facts.original
    yield heading("announced"), terms_in_words(original.target, original.deadline_on)
    for terms in facts.terms[1:]:
        yield (
            say("plan.terms-from", day=terms.effective_on),
            say(
                "plan.terms.because",
                posts=counted(terms.target, "post"),
                deadline=terms.deadline_on,
                reason=terms.reason,
            ),
        )
    if facts.withdrawn_on is not None:
        yield heading("withdrawn"), withdrawal_in_words(facts)


def _with_sites(places: Sequence[PlanPlace]) -> str:
    """The places, and after a country the sites that count there."""
    return ", ".join(
        say(
            "plan.country",
            country=place.name,
            sites=", ".join(sorted(place.sites)) or say("plan.no-site-yet"),
        )
        if place.is_country
        else place.name
        for place in places
    )


PAGES = {PlanListAnswer: _plans, PlanShownAnswer: _plan}
