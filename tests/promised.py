"""The terms, contracts and figures of the worked examples, in the words of whoever reports them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from domain.commitments.shares import UNITS_PER_ONE, Month, Share, month
from domain.commitments.terms import read_protocol
from domain.law import shipped
from projections.judging.commitments import CommitmentJudgment, CommitmentRow, judge
from projections.judging.facts import (
    ContractFacts,
    Figures,
    ProtocolFacts,
    Signatory,
    Signing,
    Spell,
)

SIGNED = date(2017, 5, 4)
TERMS = read_protocol(shipped("protocollo-2017")).terms
PROTOCOL = ProtocolFacts("PROT-2017", (Signing(SIGNED, TERMS),))
FASTWEB, WIND_TRE, TIM = (
    Signatory(name, (Spell(SIGNED),)) for name in ("Fastweb", "Wind Tre", "TIM")
)

FW_NEW = ContractFacts(
    "FW-NEW", "Fastweb", "Comdata", date(2018, 1, 1), agreed_on=date(2017, 12, 20), unit="contacts"
)
WT_NEW = ContractFacts(
    "WT-NEW", "Wind Tre", "Comdata", date(2018, 1, 1), agreed_on=SIGNED, unit="contacts"
)
TI_NEW = ContractFacts(
    "TI-NEW", "TIM", "Comdata", date(2018, 3, 1), agreed_on=date(2018, 2, 10), unit="contacts"
)
FW_LATE = ContractFacts(
    "FW-LATE", "Fastweb", "Comdata", date(2018, 3, 1), agreed_on=date(2017, 3, 31), unit="contacts"
)
CONTRACTS = {contract.code: contract for contract in (FW_NEW, WT_NEW, TI_NEW, FW_LATE)}


def share(part: float, whole: float) -> Share:
    """A share of whole things."""
    return Share(round(part * UNITS_PER_ONE), round(whole * UNITS_PER_ONE))


def months(first: str, pairs: Iterable[tuple[int, int]]) -> dict[Month, Share]:
    """Reports of months in a row: so many in Italy, and so many elsewhere."""
    start = month(first)
    return {start.plus(n): share(it, it + other) for n, (it, other) in enumerate(pairs)}


REPORTS: dict[str, dict[Month, Share]] = {
    "FW-NEW": months("2018-01", [(7900, 2100), (8000, 2000), (8150, 1850)]),
    "WT-NEW": months("2018-01", [(4000, 1000)] * 3),
    "TI-NEW": months("2018-03", [(7999, 2001)]),
    "FW-LATE": months("2018-03", [(3000, 7000)]),
}
CORRECTED = REPORTS | {"FW-NEW": REPORTS["FW-NEW"] | {month("2018-03"): share(8050, 10_000)}}


def figures(reports: Mapping[str, Mapping[Month, Share]], place: str = "IT") -> Figures:
    """Reports at one place."""
    return Figures({place: reports})


def judged(
    signatory: Signatory,
    code: str,
    on: date,
    reports: Mapping[str, Mapping[Month, Share]],
    contracts: Mapping[str, ContractFacts] = CONTRACTS,
    protocol: ProtocolFacts = PROTOCOL,
) -> CommitmentJudgment:
    """What one commitment comes to."""
    answers = judge(
        protocol, signatory, contracts, figures(reports), on, (Fraction(80), Fraction(95))
    )
    return next(answer for answer in answers if answer.commitment.code == code)


def rows(judgment: CommitmentJudgment) -> dict[str | None, CommitmentRow]:
    """The rows by contract; all together is under None."""
    return {row.contract: row for row in judgment.rows}
