"""What is not known of commitments, and who would have to say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.commitments.shares import month
from projections.judging.commitments import CommitmentJudgment, CommitmentRow
from projections.judging.facts import ContractCode, ContractFacts, Figures
from projections.judging.sector import TurnoverShare
from projections.judging.verdicts import Because

What = Literal["volumes", "baseline", "agreed-on", "turnover"]
_NOT_IN: frozenset[Because] = frozenset({"not-joined", "left"})
_ORDER: tuple[What, ...] = ("volumes", "baseline", "agreed-on", "turnover")


@dataclass(frozen=True, slots=True)
class NotKnownRow:
    """One thing that is not known: reports of months, a day of agreement, a share of turnover."""

    what: What
    """`volumes` of months judged, or of the `baseline` before joining."""
    signatory: str
    contract: str | None
    months: Sequence[str]
    commitments: Sequence[str]
    """Which of them wait for it."""
    who: Sequence[str]
    """Who would have to say it: the client, and the supplier that does the work."""


@dataclass(frozen=True, slots=True, order=True)
class _About:
    signatory: str
    order: int
    contract: str


def not_known(
    judgments: Iterable[CommitmentJudgment],
    contracts: Mapping[ContractCode, ContractFacts],
    figures: Figures,
    turnover: Mapping[str | None, TurnoverShare],
) -> list[NotKnownRow]:
    """What is not known, in order of signatory."""
    found: dict[_About, tuple[set[str], dict[str, None]]] = {}
    told = list(judgments)
    for judgment in told:
        for what, contract, months in _lacking(judgment, contracts, figures):
            key = _About(judgment.signatory, _ORDER.index(what), contract)
            all_months, codes = found.setdefault(key, (set(), {}))
            all_months.update(months)
            codes[judgment.commitment.code] = None
    if turnover:
        bound = {one.signatory for one in told if one.because not in _NOT_IN}
        for name in bound - turnover.keys():
            found[_About(name, _ORDER.index("turnover"), "")] = (set(), {})
    return [
        NotKnownRow(
            what=_ORDER[about.order],
            signatory=about.signatory,
            contract=about.contract or None,
            months=sorted(months),
            commitments=list(codes),
            who=_who(about, contracts),
        )
        for about, (months, codes) in sorted(found.items(), key=lambda item: item[0])
    ]


def _lacking(
    judgment: CommitmentJudgment, contracts: Mapping[ContractCode, ContractFacts], figures: Figures
) -> Iterator[tuple[What, ContractCode, list[str]]]:
    """What the deciding rows of a commitment lack: of which contract, and of which months."""
    for row in judgment.rows:
        if row.because == "information":
            continue
        if row.contract is not None and row.missing:
            yield "volumes", row.contract, list(row.missing)
        for lack in row.missing_from:
            yield "volumes", lack.contract, [lack.month]
        if row.baseline is not None and row.baseline.missing:
            for code, months in _before_joining(judgment, row, contracts, figures).items():
                yield "baseline", code, months
        if row.assumed:
            for code in _undated(judgment, row, contracts):
                yield "agreed-on", code, []


def _before_joining(
    judgment: CommitmentJudgment,
    row: CommitmentRow,
    contracts: Mapping[ContractCode, ContractFacts],
    figures: Figures,
) -> dict[ContractCode, list[str]]:
    """The months before joining that lack a report, by contract."""
    months = [month(text) for text in row.baseline.missing] if row.baseline else []
    place = judgment.commitment.place
    lacking: dict[ContractCode, list[str]] = {}
    for contract in _work(judgment, contracts):
        if contract.unit not in (row.unit, None):
            continue
        for each in months:
            if contract.runs_in(each) and figures.report(place, contract.code, each) is None:
                lacking.setdefault(contract.code, []).append(str(each))
    return lacking


def _undated(
    judgment: CommitmentJudgment,
    row: CommitmentRow,
    contracts: Mapping[ContractCode, ContractFacts],
) -> list[ContractCode]:
    """The contracts of which nobody said on which day they were agreed on."""
    if row.contract is not None:
        return [row.succeeds or row.contract]
    return [contract.code for contract in _work(judgment, contracts) if contract.agreed_on is None]


def _work(
    judgment: CommitmentJudgment, contracts: Mapping[ContractCode, ContractFacts]
) -> Iterator[ContractFacts]:
    for contract in contracts.values():
        if contract.client == judgment.signatory and contract.work == judgment.commitment.work:
            yield contract


def _who(about: _About, contracts: Mapping[ContractCode, ContractFacts]) -> list[str]:
    contract = contracts.get(about.contract)
    if contract is None:
        return [about.signatory]
    parties = (contract.client, contract.supplier)
    return [party for party in parties if party is not None]
