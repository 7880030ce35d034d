"""Who keeps what they signed: each commitment of each signatory, on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.commitments.known import cases
from answers.shape import SPREAD, UNTOLD
from domain.commitments.shares import Month, last_whole_month
from projections.commitments.known import contract_facts, contracts_by_day, figures
from projections.judging.commitments import CommitmentJudgment, CommitmentRow
from projections.judging.verdicts import Because, Verdict
from projections.judging.workings import Workings

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What the rows of one commitment come to, for one signatory."""

    protocol: str
    commitment: str
    signatory: str
    verdict: Verdict
    because: Because

    @classmethod
    def of(cls, judgment: CommitmentJudgment) -> VerdictRow:
        """A judgment as it is told."""
        return cls(
            protocol=judgment.rows[0].protocol,
            commitment=judgment.commitment.code,
            signatory=judgment.signatory,
            verdict=judgment.verdict,
            because=judgment.because,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentsAnswer(Answer[CommitmentRow]):
    """The commitments of every signatory, each with the figures that decide it."""

    schema: ClassVar[str] = "commitments"
    verdicts: Sequence[VerdictRow]
    """By signatory and commitment: the worst of its rows."""
    judgments: Annotated[Sequence[CommitmentJudgment], UNTOLD]


@dataclass(frozen=True, slots=True)
class CommitmentOnRow:
    """The same as on the last day of a month."""

    on: date
    commitment: Annotated[CommitmentRow, SPREAD]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentsHistoryAnswer(Answer[CommitmentOnRow]):
    """The commitments as on the last day of each month since the first signatory joined."""

    schema: ClassVar[str] = "commitments-history"


def commitments(
    view: View, protocol: str | None, signatory: str | None, on: date
) -> CommitmentsAnswer:
    """The commitments of the protocol, or of every one; refuses what is not known."""
    judgments = [
        judgment
        for case in cases(view, protocol, signatory)
        for judgment in case.judged(on, contract_facts(view, on), figures(view, case.wanted([on])))
    ]
    return CommitmentsAnswer(
        head=Envelope.of(view, on),
        rows=[row for judgment in judgments for row in judgment.rows],
        verdicts=list(map(VerdictRow.of, judgments)),
        judgments=judgments,
    )


def commitments_history(
    view: View, protocol: str | None, signatory: str | None, on: date
) -> CommitmentsHistoryAnswer:
    """The same at the end of each month since the first signatory joined."""
    rows: list[CommitmentOnRow] = []
    contracts_on = contracts_by_day(view)
    for case in cases(view, protocol, signatory):
        days = _month_ends(case.joined_on, on)
        sums = figures(view, case.wanted(days))
        workings = Workings(sums)
        rows += [
            CommitmentOnRow(day, row)
            for day in days
            for judgment in case.judged(day, contracts_on(day), sums, workings)
            for row in judgment.rows
        ]
    return CommitmentsHistoryAnswer(head=Envelope.of(view, on), rows=rows)


def _month_ends(since: date | None, on: date) -> list[date]:
    """The last day of every month from the one of the first day on that is over by the second."""
    if since is None:
        return []
    return [month.last for month in Month.of(since).until(last_whole_month(on))]
