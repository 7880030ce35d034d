"""How verdicts are told to people."""

from __future__ import annotations

from collections.abc import Iterable

from answers.proving import CheckpointsAnswer, CheckProofAnswer, VerifyAnswer
from faces.blocks import Block, Lines, table_or
from faces.columns import number, text
from faces.words import say, word
from faces.words.said import in_words
from faces.words.verdicts import cosigned_in_words

_CHECKPOINTS = (
    number("number"),
    number("events", "size"),
    text("root"),
    text("key"),
    text("signed_at", lambda row: row.signed_at.replace("T", " ")[:19]),
    text("by", "signed_by"),
)


def _verified(answer: VerifyAnswer) -> Iterable[Block]:
    for row in answer.rows:
        sentence = in_words(row.message)
        yield Lines(
            [
                say(
                    "verdict",
                    what=row.checkpoint,
                    verdict=word("verdict", row.verdict),
                    sentence=sentence,
                )
            ]
        )
    if answer.broken is not None:
        yield Lines([say("verify.broken", why=answer.broken.message)])


def _not_checked(answer: VerifyAnswer) -> list[str]:
    return [*([] if answer.has_keys else [say("verify.no-keys")]), *_cosigners_not_checked(answer)]


def _cosigners_not_checked(answer: VerifyAnswer | CheckProofAnswer) -> list[str]:
    others = {name: None for row in answer.rows for name in row.not_checked}
    return [say("verify.cosigners-not-checked", names=", ".join(others))] if others else []


def _checked(answer: CheckProofAnswer) -> Iterable[Block]:
    yield Lines(
        [
            say(
                "verdict",
                what=row.proof,
                verdict=word("verdict", row.verdict),
                sentence=" ".join([row.message, *cosigned_in_words(row.cosigned)]),
            )
            for row in answer.rows
        ]
    )


def _checkpoints(answer: CheckpointsAnswer) -> Iterable[Block]:
    yield table_or(say("nothing.checkpoints"), _CHECKPOINTS, answer.rows)


PAGES = {VerifyAnswer: _verified, CheckProofAnswer: _checked, CheckpointsAnswer: _checkpoints}
REMARKS = {VerifyAnswer: _not_checked, CheckProofAnswer: _cosigners_not_checked}
