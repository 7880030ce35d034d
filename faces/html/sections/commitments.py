"""What clients signed, word for word, who keeps it and why, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from faces.columns import NONE, Column
from faces.commitments.amounts import exactly, percent
from faces.commitments.review import restated_in_words, turnover_in_words, unknown_in_words
from faces.commitments.verdicts import because
from faces.html import speech
from faces.html.blocks import Block, Grid, Listed, Pairs, Prose, Quote, Section, Sub
from faces.html.speech import Typed, bdi, quoted, told
from faces.words import heading, said_as, say

if TYPE_CHECKING:
    from markupsafe import Markup

    from answers.commitments.review import (
        PlanStandRow,
        ReviewAnswer,
        ReviewedRow,
        SignatoryRow,
    )
    from answers.commitments.verdicts import VerdictRow
    from faces.html.links import Links
    from projections.judging.commitments import CommitmentJudgment, CommitmentRow

_WORST_FIRST = ("broken", "not-yet-known", "not-yet-due", "kept", "not-bound")


def commitments(review: ReviewAnswer) -> Section:
    """A protocol: its clauses with their source, the verdicts with their reasons, the gaps."""
    code = review.protocol.code
    title = told("look.commitments", protocol=Typed(code))
    blocks = list(_blocks(review))
    return Section(f"commitments-{code}", title, blocks, told("look.commitments.short"))


def _blocks(review: ReviewAnswer) -> Iterator[Block]:
    row = review.protocol
    yield Pairs(list(_facts(row)))
    yield Sub(told("look.clauses"))
    for clause in row.terms:
        name = told("look.clause", commitment=Typed(clause.commitment))
        yield Quote([quoted(line) for line in clause.text.splitlines() if line.strip()], name)
    if not review.signatories:
        yield Prose(told("review.nobody"), "quiet")
    for signatory in review.signatories:
        own = [each for each in review.judgments if each.signatory == signatory.signatory]
        yield Sub(_signatory(signatory))
        if own:
            yield _verdicts(own)
            yield Pairs(list(_reasons(own)))
    yield Sub(told("review.turnover"))
    yield Listed([bdi(line) for line in turnover_in_words(review.turnover)])
    yield Sub(told("review.not-known"))
    unknown = [bdi(unknown_in_words(each)) for each in review.missing]
    yield Listed(unknown) if unknown else Prose(told("review.all-known"), "quiet")
    changed = [bdi(line.strip()) for each in review.restated for line in restated_in_words(each)]
    if changed:
        yield Sub(told("review.changed"))
        yield Listed(changed)
    yield Prose(told("review.no-advice"), "quiet")


def _facts(row: ReviewedRow) -> Iterator[tuple[str, Markup | str]]:
    yield heading("title"), quoted(row.title)
    yield heading("source"), bdi(row.source) if row.source else NONE
    yield heading("in_force"), _in_force(row)
    if row.review_on is not None:
        yield heading("review_on"), speech.day(row.review_on)


def _in_force(row: ReviewedRow) -> Markup:
    if row.signed_on is None:
        return told("in-force.drafted")
    key = "without-end"
    if row.ended_on is not None:
        key = "ended"
    elif row.ends_on is not None:
        key = "renews" if row.renews else "until"
    until, ended_on = (day and speech.day(day) for day in (row.ends_on, row.ended_on))
    said = told(f"in-force.{key}", since=speech.day(row.signed_on), until=until, ended_on=ended_on)
    if row.reason is None:
        return said
    from markupsafe import Markup

    day = speech.day(row.effective_on)
    anew = told("in-force.anew", day=day, reason=Typed(row.reason))
    return Markup("<br>").join((said, anew))


def _signatory(row: SignatoryRow) -> Markup:
    name, joined = Typed(row.signatory), speech.day(row.joined_on)
    if row.left_on is not None:
        return told("review.left", signatory=name, joined_on=joined, day=speech.day(row.left_on))
    return told(
        "review.signatory" if row.rejoined_on is None else "review.rejoined",
        signatory=name,
        joined_on=joined,
        rejoined_on=row.rejoined_on and speech.day(row.rejoined_on),
        outcome=said_as("outcome", row.outcome),
    )


def verdicts_of_all(judgments: Sequence[CommitmentJudgment]) -> Iterator[Section]:
    """Of each signatory of each protocol the verdicts with their reasons."""
    whose = groupby(judgments, key=lambda one: (one.rows[0].protocol, one.signatory))
    for number, ((protocol, signatory), found) in enumerate(whose, 1):
        own = list(found)
        title = told("pages.verdicts", signatory=Typed(signatory), protocol=Typed(protocol))
        key = f"verdicts-{number}"
        yield Section(key, title, [_verdicts(own), Pairs(list(_reasons(own)))], bdi(signatory))


def _verdicts(judgments: Sequence[CommitmentJudgment]) -> Grid:
    columns = (
        Column("commitment", lambda row: row.commitment),
        Column("contract", _whose),
        Column("verdict", _verdict),
        Column("part", lambda row: exactly(row.part), right=True),
        Column("whole", lambda row: exactly(row.whole), right=True),
        Column("percent", lambda row: _percent(row.percent), right=True),
        Column("floor", lambda row: _percent(row.floor and float(row.floor)), right=True),
    )
    rows = [row for judgment in judgments for row in judgment.rows]
    return Grid(columns, rows, caption=told("look.verdicts"))


def _percent(value: float | None) -> str | None:
    return percent(value)


def _whose(row: CommitmentRow) -> str:
    return row.contract or (NONE if row.unit is None else say("verdict.all"))


def _verdict(row: CommitmentRow) -> str:
    if row.verdict is None:
        return NONE
    said = said_as("look.verdict", row.verdict)
    if row.proxy and row.verdict in ("kept", "broken"):
        return say("verdict.by-proxy", verdict=said, measure=row.measure)
    return said


def _reasons(judgments: Sequence[CommitmentJudgment]) -> Iterator[tuple[Markup, Markup]]:
    for judgment in judgments:
        for row in judgment.rows:
            if row.verdict is None:
                continue
            about = bdi(row.commitment)
            if row.contract is not None:
                commitment, contract = Typed(row.commitment), Typed(row.contract)
                about = told("verdict.of", commitment=commitment, contract=contract)
            yield about, bdi(because(judgment, row))


def by_verdict(rows: Sequence[VerdictRow], links: Links) -> Section:
    """All commitments of all signatories in short, the broken ones first."""
    ordered = sorted(rows, key=lambda row: _WORST_FIRST.index(row.verdict))
    columns = (
        Column("verdict", lambda row: said_as("look.verdict", row.verdict)),
        Column("commitment", lambda row: row.commitment),
        Column("signatory", lambda row: row.signatory),
        Column("protocol", lambda row: row.protocol),
    )

    def href(row: VerdictRow, at: int) -> str | None:
        return links.subject("protocol", row.protocol) if at == 3 else None

    return Section("verdicts", told("look.by-verdict"), [Grid(columns, ordered, href=href)])


def plans_beside(rows: Sequence[PlanStandRow]) -> Section:
    """Where the plans of those who signed stand."""
    columns = (
        Column("plan", lambda row: row.plan),
        Column("client", lambda row: row.client),
        Column("status", lambda row: say(f"status.{row.status}")),
        Column("brought_back", lambda row: row.brought_back, right=True),
        Column("target", lambda row: row.target, right=True),
        Column("deadline_on", lambda row: row.deadline_on),
    )
    return Section("plans", told("review.plans"), [Grid(columns, rows)])
