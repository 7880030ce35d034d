"""The worked examples, recorded in a ledger and judged from what it knows: then, and now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from ledgers import Desk
from places import Place
from promised import REPORTS, SIGNED, TERMS

from domain.commitments.commitment_commands import (
    EndProtocol,
    JoinProtocol,
    LeaveProtocol,
    ReportVolumes,
    SignProtocol,
    StateTurnover,
)
from domain.commitments.shares import Month, amount_text, month
from domain.contracts.contract_commands import SignContract
from domain.places.site_commands import CorrectSite
from ledger.recording.report_imports import VOLUME_REPORTS
from projections.commitments import known, known_protocols
from projections.judging.commitments import CommitmentRow, judge
from projections.judging.facts import Spell
from projections.judging.restated import restated
from projections.judging.wanted import MonthsWanted, StockWanted, Wanted, wanted

ON = date(2018, 3, 31)
CONTRACTS = (
    ("FW-NEW", "Fastweb", date(2017, 12, 20), date(2018, 1, 1)),
    ("WT-NEW", "Wind Tre", SIGNED, date(2018, 1, 1)),
    ("TI-NEW", "TIM", date(2018, 2, 10), date(2018, 3, 1)),
    ("FW-LATE", "Fastweb", date(2017, 3, 31), date(2018, 3, 1)),
)


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


def recorded(desk: Desk) -> None:
    """Example 1 before the correction: IT in Italy, and AL or RO elsewhere."""
    desk.open("IT-CAG", date(2010, 1, 1))
    desk.open("RO-IAS", date(2010, 1, 1))
    for code, client, agreed_on, on in CONTRACTS:
        desk.ledger.record(
            SignContract(
                code, client=client, supplier="Comdata", agreed_on=agreed_on, effective_on=on
            )
        )
    rows = [
        f"{code},{each},{place},{amount_text(part)},contacts\n"
        for code, months in REPORTS.items()
        for each, share in months.items()
        for place, part in (("IT", share.part), ("AL", share.whole - share.part))
    ]
    file = f"contract,month,place,volume,unit\n{''.join(rows)}"
    desk.ledger.import_reports(VOLUME_REPORTS, file.encode())
    desk.ledger.record(SignProtocol("P", terms=TERMS, effective_on=SIGNED))
    desk.ledger.record(JoinProtocol("P", ("Fastweb", "Wind Tre", "TIM"), effective_on=SIGNED))


def report(desk: Desk, code: str, of: Month, part: int, other: int, **said: str) -> None:
    volumes = ("IT", amount_text(part)), ("AL", amount_text(other))
    desk.ledger.record(ReportVolumes(code, month=of, volumes=volumes, unit="contacts", **said))


def judged(desk: Desk, known_at: datetime | None = None) -> dict[str, CommitmentRow]:
    """The rows by contract of the commitment about new contracts."""
    with desk.ledger.asking(known_at) as view:
        protocol = known_protocols.protocol_named(view, "P")
        facts, contracts = protocol.facts, known.contract_facts(view, ON)
        figures = known.figures(view, wanted(facts, protocol.signatories, ON))
    answers = [
        answer
        for signatory in protocol.signatories
        for answer in judge(facts, signatory, contracts, figures, ON, (Fraction(80),))
    ]
    return {
        row.contract: row
        for answer in answers
        if answer.commitment.code == "new"
        for row in answer.rows
        if row.contract is not None
    }


def test_the_first_example_is_judged_as_known_then_and_now(desk: Desk) -> None:
    then = desk.clock.now
    before = judged(desk)
    assert (before["FW-NEW"].verdict, before["FW-NEW"].percent) == ("kept", 80.17)
    march = month("2018-03")
    report(desk, "FW-NEW", march, 80_500_000, 19_500_000, reason="Dialler log")
    after = judged(desk)
    fastweb = after["FW-NEW"]
    assert (fastweb.verdict, fastweb.part, fastweb.whole, fastweb.percent, fastweb.short) == (
        *("broken", "23950", "30000", 79.83, "50"),
    )
    assert (after["WT-NEW"].verdict, after["WT-NEW"].percent) == ("kept", 80.0)
    assert (after["TI-NEW"].verdict, after["TI-NEW"].percent, after["TI-NEW"].short) == (
        *("broken", 79.99, "1"),
    )
    assert "FW-LATE" not in after
    assert judged(desk, then) == before


def test_what_a_correction_changed_is_told_with_the_verdict_before_and_after(desk: Desk) -> None:
    report(desk, "FW-NEW", month("2018-03"), 80_500_000, 19_500_000, reason="Dialler log")
    with desk.ledger.asking() as view:
        protocol = known_protocols.protocol_named(view, "P")
        facts, asked = protocol.facts, wanted(protocol.facts, protocol.signatories, ON)
        (row,) = restated(
            facts,
            protocol.signatories,
            known.contract_facts(view, ON),
            known.figures(view, asked),
            known.corrections(view, asked.months),
            ON,
        )
    assert (row.before, row.after) == ("8150 of 10000", "8050 of 10000")
    assert (row.reason, row.position) == ("Dialler log", desk.position)
    (change,) = (each for each in row.verdicts if each.commitment == "new")
    assert (change.before, change.after) == ("kept", "broken")


def test_a_country_counts_its_sites_wherever_they_are_said_to_lie_now(desk: Desk) -> None:
    volumes = ("IT", "60"), ("RO-IAS", "40")
    desk.ledger.record(ReportVolumes("FW-NEW", month=month("2018-04"), volumes=volumes))
    april = MonthsWanted("IT", month("2018-04"), month("2018-04"))
    asked = Wanted((april, MonthsWanted("site:RO-IAS", april.since, april.until)), ())

    def parts() -> list[str]:
        with desk.ledger.asking() as view:
            found = known.figures(view, asked)
        shares = [found.report(each.place, "FW-NEW", april.since) for each in asked.months]
        return [f"{amount_text(s.part)} of {amount_text(s.whole)}" for s in shares if s]

    assert parts() == ["60 of 100", "40 of 100"]
    desk.ledger.record(CorrectSite("RO-IAS", {"country": "IT"}, reason="typo"))
    assert parts() == ["100 of 100", "40 of 100"]


def test_heads_and_hours_stand_beside_by_contract_and_place(desk: Desk) -> None:
    on = date(2018, 3, 1)
    desk.hire("OP-1", at="IT-CAG", on=on, contract="FW-NEW", fte="0.5")
    desk.hire("OP-2", "OP-3", at="RO-IAS", on=on, contract="FW-NEW")
    asked = (StockWanted("heads", "IT", ON), StockWanted("fte", "RO-IAS", ON))
    before = StockWanted("heads", "IT", on - timedelta(days=1))
    with desk.ledger.asking() as view:
        found = known.figures(view, Wanted((), (*asked, before)))
    heads = found.stock("heads", "IT", ON, "FW-NEW")
    hours = found.stock("fte", "RO-IAS", ON, "FW-NEW")
    assert (heads.part, heads.whole) == (10_000, 30_000)
    assert (hours.part, hours.whole) == (20_000, 25_000)
    assert found.stock("heads", "IT", before.day, "FW-NEW").whole == 0


def test_who_left_and_joined_again_and_the_end_are_known(desk: Desk) -> None:
    def at(year: int) -> date:
        return date(year, 1, 1)

    desk.ledger.record(LeaveProtocol("P", ("TIM",), reason="Sold", effective_on=at(2018)))
    desk.ledger.record(JoinProtocol("P", ("TIM",), effective_on=at(2019)))
    desk.ledger.record(EndProtocol("P", reason="A law came", effective_on=at(2020)))
    share = StateTurnover("P", None, share=Fraction(65), year=2015, source="A newspaper")
    desk.ledger.record(share)
    own = StateTurnover("P", "TIM", share=Fraction("4.25"), source="A guess")
    desk.ledger.record(own)
    with desk.ledger.asking() as view:
        protocol = known_protocols.protocol_named(view, "P")
    tim = next(each for each in protocol.signatories if each.name == "TIM")
    assert tim.spells == (Spell(SIGNED, at(2018)), Spell(at(2019)))
    assert protocol.facts.ended_on == at(2020)
    assert protocol.together is not None
    assert (protocol.together.share, protocol.together.year) == (650_000, 2015)
    assert [(each.signatory, each.share) for each in protocol.turnover_shares] == [("TIM", 42_500)]
