"""What corrections of volumes did to verdicts: each compared with the figures just before it.

A correction is judged under the terms, joinings and contracts that are known now, with all corrections
before it and none after it, so that what changed a verdict is the correction and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.commitments.shares import Month, Share, amount_text
from projections.judging.commitments import CommitmentJudgment, judge
from projections.judging.facts import (
    ContractCode,
    ContractFacts,
    Figures,
    Place,
    ProtocolFacts,
    Reports,
    Signatory,
)
from projections.judging.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Correction:
    """A report of a month that replaced another, or took it back, or came after that."""

    contract: ContractCode
    month: Month
    before: Mapping[Place, Share]
    """At each place that a commitment names; empty where no report stood."""
    after: Mapping[Place, Share]
    position: int
    recorded_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A commitment's verdict with the figures before a correction, and with those after it."""

    commitment: str
    signatory: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class RestatedRow:
    """A correction of a month that a commitment looks at, at one place."""

    contract: str
    month: str
    place: Place
    before: str | None
    """`8150 of 10000`; none where no report stood."""
    after: str | None
    position: int
    recorded_at: datetime
    reason: str
    verdicts: tuple[VerdictChange, ...]


def restated(
    protocol: ProtocolFacts,
    signatories: Iterable[Signatory],
    contracts: Mapping[ContractCode, ContractFacts],
    figures: Figures,
    corrections: Iterable[Correction],
    on: date,
) -> tuple[RestatedRow, ...]:
    """A row for each correction of a month in a window or before a joining, in recorded order."""
    rows: list[RestatedRow] = []
    joined = {signatory.name: signatory for signatory in signatories}
    after = figures
    for correction in sorted(corrections, key=lambda one: one.position, reverse=True):
        before = _with_month(after, correction, correction.before)
        contract = contracts.get(correction.contract)
        signatory = joined.get(contract.client) if contract else None
        if signatory is not None:
            pairs = zip(
                judge(protocol, signatory, contracts, before, on),
                judge(protocol, signatory, contracts, after, on),
                strict=True,
            )
            rows += _rows(correction, list(pairs))
        after = before
    return tuple(reversed(rows))


def _rows(
    correction: Correction, pairs: list[tuple[CommitmentJudgment, CommitmentJudgment]]
) -> list[RestatedRow]:
    """A row for each place at which a commitment looks at the month."""
    asked = (correction.contract, correction.month)
    changes: dict[Place, list[VerdictChange]] = {}
    for was, now in pairs:
        if asked in was.looked_at or asked in now.looked_at:
            changes.setdefault(was.commitment.place, []).append(
                VerdictChange(was.commitment.code, was.signatory, was.verdict, now.verdict)
            )
    return [
        RestatedRow(
            contract=correction.contract,
            month=str(correction.month),
            place=place,
            before=_text(correction.before.get(place)),
            after=_text(correction.after.get(place)),
            position=correction.position,
            recorded_at=correction.recorded_at,
            reason=correction.reason,
            verdicts=tuple(verdicts),
        )
        for place, verdicts in sorted(changes.items(), reverse=True)
    ]


def _text(share: Share | None) -> str | None:
    return f"{amount_text(share.part)} of {amount_text(share.whole)}" if share else None


def _with_month(figures: Figures, correction: Correction, share: Mapping[Place, Share]) -> Figures:
    """The figures, with another report of the month."""
    reports: dict[Place, Reports] = dict(figures.reports)
    for place in {*correction.before, *correction.after}:
        by_contract = dict(reports.get(place, {}))
        months = dict(by_contract.get(correction.contract, {}))
        if place in share:
            months[correction.month] = share[place]
        else:
            months.pop(correction.month, None)
        by_contract[correction.contract] = months
        reports[place] = by_contract
    return Figures(reports, figures.stocks)
