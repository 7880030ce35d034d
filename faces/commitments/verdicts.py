"""How verdicts on commitments look for people: each with what it rests on, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from answers.commitments.verdicts import CommitmentsAnswer, CommitmentsHistoryAnswer
from faces.blocks import BLANK, Block, Lines, Nothing, Table, table_or
from faces.columns import NONE, number, text
from faces.commitments.amounts import amount_column, months_in_words, percent, with_unit
from faces.words import said_as, say, word
from projections.judging.commitments import CommitmentJudgment, CommitmentRow


def verdict_in_words(row: CommitmentRow) -> str:
    """The verdict, and by what stands for volume if something does: `kept (by heads)`."""
    if row.verdict is None:
        return NONE
    verdict = word("verdict", row.verdict)
    if row.proxy and row.verdict in ("kept", "broken"):
        return say("verdict.by-proxy", verdict=verdict, measure=row.measure)
    return verdict


def _contract(row: CommitmentRow) -> str:
    return row.contract or (NONE if row.unit is None else say("verdict.all"))


_COLUMNS = (
    text("commitment"),
    text("contract", _contract),
    text("verdict", verdict_in_words),
    amount_column("part", attrgetter("part")),
    amount_column("whole", attrgetter("whole")),
    number("percent", lambda row: percent(row.percent)),
    number("floor", lambda row: None if row.floor is None else f"{row.floor}"),
)


def _commitments(answer: CommitmentsAnswer) -> Iterable[Block]:
    if not answer.rows:
        yield Nothing(say("nothing.commitments"))
    whose = groupby(answer.judgments, key=lambda one: (one.rows[0].protocol, one.signatory))
    for place, ((protocol, signatory), judgments) in enumerate(whose):
        if place:
            yield BLANK
        yield Lines(
            [say("verdicts.of", signatory=signatory, protocol=protocol, day=answer.head.on)]
        )
        yield from verdicts_of_one(list(judgments))


def verdicts_of_one(judgments: Sequence[CommitmentJudgment]) -> Iterator[Block]:
    """The commitments of one signatory: figures first, then what each verdict rests on."""
    yield Table(_COLUMNS, [row for judgment in judgments for row in judgment.rows])
    yield Lines(list(_reasons(judgments)))


def _reasons(judgments: Iterable[CommitmentJudgment]) -> Iterator[str]:
    for judgment in judgments:
        for row in judgment.rows:
            if row.verdict is None:
                continue
            about = say("verdict.of", commitment=row.commitment, contract=row.contract)
            reason = because(judgment, row)
            yield say(
                "verdict.because", about=about if row.contract else row.commitment, reason=reason
            )


def because(judgment: CommitmentJudgment, row: CommitmentRow) -> str:
    """What a verdict rests on, and what would change it, in whole sentences."""
    about = row.because
    if about == "below-floor" and row.floor_from == "baseline":
        about_key = "below-baseline"
    elif about == "reaches-floor" and row.floor_from == "baseline":
        about_key = "reaches-baseline"
    elif about in ("below-floor", "reaches-floor") and row.proxy:
        about_key = f"{about}-by-proxy"
    else:
        about_key = about
    clause, before = judgment.commitment, row.baseline
    said = said_as(
        "because",
        about_key,
        signatory=row.signatory,
        contract=row.contract,
        succeeds=row.succeeds,
        place=clause.place,
        joined_on=row.joined_on,
        due_on=row.due_on,
        months=_from_to(row),
        missing=months_in_words(row.missing),
        part=with_unit(row.part or "0", row.unit),
        whole=with_unit(row.whole or "0", row.unit),
        short=with_unit(row.short or "0", row.unit),
        floor=row.floor,
        limit=f"{float(clause.hold_above):g}" if clause.hold_above is not None else None,
        percent_before=percent(before.percent) if before else None,
        missing_before=months_in_words(before.missing) if before else None,
    )
    return f"{said} {say('because.assumed')}" if row.assumed and row.part is not None else said


def _from_to(row: CommitmentRow) -> str | None:
    """The months judged, from the first to the last one; none of a single day."""
    if row.since is None or row.until is None:
        return None
    alone = row.since == row.until
    return row.since if alone else say("months.span", first=row.since, last=row.until)


def _history(answer: CommitmentsHistoryAnswer) -> Iterable[Block]:
    columns = (
        text("on"),
        text("signatory", "commitment.signatory"),
        text("commitment", "commitment.commitment"),
        text("contract", lambda row: _contract(row.commitment)),
        text("verdict", lambda row: verdict_in_words(row.commitment)),
        number("percent", lambda row: percent(row.commitment.percent)),
        number("floor", "commitment.floor"),
    )
    yield table_or(say("nothing.commitments"), columns, answer.rows)


PAGES = {CommitmentsAnswer: _commitments, CommitmentsHistoryAnswer: _history}
