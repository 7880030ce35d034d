"""How the review of a protocol looks for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from answers.commitments.missing import NotKnownRow
from answers.commitments.review import ReviewAnswer, ReviewedRow, SignatoryRow
from faces.blocks import BLANK, Block, Facts, Lines, Table
from faces.columns import NONE, instant, number, text
from faces.commitments.amounts import months_in_words
from faces.commitments.verdicts import verdicts_of_one
from faces.words import heading, said_as, say, word
from projections.judging.restated import RestatedRow, VerdictChange
from projections.judging.sector import Sector


def _review(answer: ReviewAnswer) -> Iterable[Block]:
    yield Facts(list(_protocol(answer)))
    for row in answer.signatories:
        yield BLANK
        yield Lines([_signatory(row)])
        own = [each for each in answer.judgments if each.signatory == row.signatory]
        if own:
            yield from verdicts_of_one(own)
    if not answer.signatories:
        yield BLANK
        yield Lines([say("review.nobody")])
    yield from _section("review.turnover", list(turnover_in_words(answer.turnover)))
    if answer.plans:
        yield from _section("review.plans", [])
        yield Table(
            (
                text("plan"),
                text("client"),
                text("status", lambda row: word("status", row.status)),
                number("brought_back"),
                number("target"),
                text("deadline_on"),
            ),
            answer.plans,
        )
    if answer.quality:
        from faces.quality import quality_of_groups

        yield from _section("review.quality", [])
        yield from quality_of_groups(answer.quality, lambda row: row.contract)
    if answer.notices:
        from faces.notices import notices_by_rule

        yield from _section("review.notices", [])
        yield from notices_by_rule(answer.notices)
    unknown = list(map(unknown_in_words, answer.missing)) or [say("review.all-known")]
    yield from _section("review.not-known", unknown)
    changed = [line for row in answer.restated for line in restated_in_words(row)]
    yield from _section("review.changed", changed or [say("review.unchanged")])
    yield from _section("review.proof", list(_proof(answer)))


def _section(title: str, lines: list[str]) -> Iterator[Block]:
    yield BLANK
    yield Lines([say(title), *lines])


def _protocol(answer: ReviewAnswer) -> Iterator[tuple[str, str]]:
    row = answer.protocol
    yield heading("protocol"), say("review.protocol", protocol=row.code, day=answer.head.on)
    yield heading("title"), row.title
    yield heading("source"), row.source or NONE
    yield heading("in_force"), in_force_in_words(row)
    if row.review_on is not None:
        yield heading("review_on"), str(row.review_on)
    for clause in row.terms:
        yield clause.commitment, say("review.clause", text=clause.text)


def in_force_in_words(row: ReviewedRow) -> str:
    if row.signed_on is None:
        return say("in-force.drafted")
    places = {"since": row.signed_on, "until": row.ends_on, "ended_on": row.ended_on}
    if row.ended_on is not None:
        said = say("in-force.ended", **places)
    elif row.ends_on is None:
        said = say("in-force.without-end", **places)
    else:
        said = say("in-force.renews" if row.renews else "in-force.until", **places)
    if row.reason is None:
        return said
    return "\n".join((said, say("in-force.anew", day=row.effective_on, reason=row.reason)))


def _signatory(row: SignatoryRow) -> str:
    outcome = said_as("outcome", row.outcome)
    if row.left_on is not None:
        return say("review.left", signatory=row.signatory, joined_on=row.joined_on, day=row.left_on)
    return say(
        "review.signatory" if row.rejoined_on is None else "review.rejoined",
        signatory=row.signatory,
        joined_on=row.joined_on,
        rejoined_on=row.rejoined_on,
        outcome=outcome,
    )


def turnover_in_words(sector: Sector) -> Iterator[str]:
    if sector.year is None and sector.stated is None:
        yield say("turnover.not-stated")
        return
    sums = {
        "keeps": sector.keeps,
        "breaks": sector.breaks,
        "not_yet_known": sector.not_yet_known,
        "not_asked": sector.not_asked,
        "year": sector.year,
    }
    if sector.stated is None:
        yield say("turnover.signatories", **sums)
    else:
        yield say(
            "turnover.of",
            **sums,
            stated=sector.stated,
            not_attributed=sector.not_attributed,
            source=sector.source,
        )
    for other in sector.other_years:
        yield say(
            "turnover.other-year" if other.year is not None else "turnover.no-year",
            signatory=other.signatory,
            share=other.share,
            year=other.year,
        )


def unknown_in_words(row: NotKnownRow) -> str:
    who = (
        say("review.who", client=row.who[0], supplier=row.who[1])
        if len(row.who) > 1
        else row.who[0]
    )
    return said_as(
        "unknown",
        row.what,
        who=who,
        signatory=row.signatory,
        contract=row.contract,
        months=months_in_words(row.months),
        commitments=", ".join(row.commitments),
    )


def restated_in_words(row: RestatedRow) -> Iterator[str]:
    yield say(
        "restated.month",
        contract=row.contract,
        month=row.month,
        place=row.place,
        before=_share(row.before),
        after=_share(row.after),
        position=row.position,
        at=instant(row.recorded_at),
        reason=row.reason,
    )
    yield from map(_changed, row.verdicts)


def _share(exact: str | None) -> str:
    """A share as the answer has it, `8150 of 10000`."""
    if exact is None:
        return NONE
    part, _, whole = exact.partition(" of ")
    return say("restated.share", part=part, whole=whole)


def _changed(change: VerdictChange) -> str:
    places = {"signatory": change.signatory, "commitment": change.commitment}
    if change.before == change.after:
        return say("restated.same", verdict=word("verdict", change.after), **places)
    before, after = word("verdict", change.before), word("verdict", change.after)
    return say("restated.other", before=before, after=after, **places)


def _proof(answer: ReviewAnswer) -> Iterator[str]:
    head = answer.head
    if head.known_at is None:
        yield say("review.position", position=head.position, ledger=head.ledger)
    else:
        yield say(
            "review.known-at",
            position=head.position,
            ledger=head.ledger,
            known_at=instant(head.known_at),
        )
    yield say("review.prove")
    yield say("review.no-advice")


PAGES = {ReviewAnswer: _review}
