"""What the demonstration knows of the protocol, and what it assumes was done in each month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cli.session import Session
from faces.terminal import put_line

if TYPE_CHECKING:
    from ledger.ledger import Ledger

PROTOCOL = "PROT-2017"
_SIGNED = date(2017, 5, 4)
_ASSUMED = "assumed for the demonstration"
_CONTACTS: dict[str, dict[str, dict[str, int]]] = {
    "FW-SB": {
        **{f"2018-0{month}": {"RO-IAS": 84_000} for month in range(1, 6)},
        "2018-06": {"RO-IAS": 72_000, "IT-CAG": 18_000},
        "2018-07": {"RO-IAS": 34_000, "IT-CAG": 47_000},
        "2018-08": {"RO-IAS": 33_000, "IT-CAG": 48_000},
        "2018-09": {"RO-IAS": 9_000, "IT-CAG": 58_000},
    },
    "FW-SOHO": {
        **{f"2018-0{month}": {"RO-BUC": 48_000} for month in range(1, 7)},
        "2018-07": {"RO-BUC": 45_000, "IT-LEC": 33_000},
        "2018-08": {"RO-BUC": 19_000, "IT-LEC": 55_000},
        "2018-09": {"RO-BUC": 15_600, "IT-LEC": 60_000},
    },
}
"""Contacts by contract, month and site: about 600 a month for each operator, and all of it assumed."""


def record_commitments(ledger: Ledger) -> None:
    """The protocol that Fastweb had signed, and the work that was done under its contracts."""
    from fractions import Fraction

    from domain.commitments.commitment_commands import (
        JoinProtocol,
        ReportVolumes,
        SignProtocol,
        StateTurnover,
    )
    from domain.commitments.shares import month
    from domain.commitments.terms import read_protocol
    from domain.law import shipped

    read = read_protocol(shipped("protocollo-2017"))
    ledger.record(
        SignProtocol(PROTOCOL, terms=read.terms, source=read.source, effective_on=_SIGNED)
    )
    ledger.record(JoinProtocol(PROTOCOL, ("Fastweb",), effective_on=_SIGNED))
    ledger.record(
        StateTurnover(
            PROTOCOL, None, share=Fraction(65), year=2015, source="Il Sole 24 Ore, 5 May 2017"
        )
    )
    for contract, reports in _CONTACTS.items():
        for name, done in reports.items():
            ledger.record(
                ReportVolumes(
                    contract,
                    month=month(name),
                    volumes=tuple((site, str(contacts)) for site, contacts in done.items()),
                    unit="contacts",
                    source=_ASSUMED,
                )
            )


def answer_commitments(session: Session, ledger: Ledger, on: date) -> None:
    """Where the work is on the day by heads, and whether what was signed is kept."""
    from answers.commitments.shares import shares
    from answers.commitments.verdicts import commitments
    from projections.judging.shares import Question

    with ledger.asking() as view:
        session.show(shares(view, Question("IT", on, measure="heads")), "table")
        put_line()
        session.show(commitments(view, PROTOCOL, None, on), "table")
        put_line()
