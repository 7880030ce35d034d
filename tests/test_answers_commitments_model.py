"""From random events to verdicts, beside the words of the rules said again with fractions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, cast

import pytest
from examples import examples
from hypothesis import event as noted
from hypothesis import given
from hypothesis import strategies as st
from slow_commitments import World, slow_judge
from sqlalchemy import Connection, create_engine
from test_judging_commitments_model import (
    MONTHS,
    Report,
    as_said,
    contracts,
    days,
    expected,
    late,
    protocols,
    rarely,
    signatories,
    standing,
    volumes,
)

from answers.commitments.verdicts import commitments
from domain.commitments.amounts import volume
from domain.commitments.protocol_events import (
    ProtocolEnded,
    ProtocolEntryVoided,
    ProtocolSigned,
    SignatoryJoined,
    SignatoryLeft,
    StoredTerms,
)
from domain.commitments.shares import UNITS_PER_ONE, Month
from domain.commitments.volume_events import ReportedVolume, Volumes, VolumesReported
from domain.contracts.contract_events import ContractEnded, ContractSigned
from domain.event import Event
from domain.placement import Placement
from domain.places.site_events import SiteOpened
from domain.plans.plan_events import AtSite, InCountry
from domain.recorded import Recorded
from domain.workforce.movement_events import OperatorHired, OperatorLeft
from projections import projector
from projections.judging.facts import ContractFacts, ProtocolFacts, Signatory
from projections.view import View

if TYPE_CHECKING:
    from domain.words import Unit

SITES = {"IT": ("IT-CAG", "IT-LEC"), "AL": ("AL-TIR",), "RO": ("RO-IAS",)}
BEGINNING = date(2015, 1, 1)
RECORDED_AT = datetime(2019, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Post:
    """An operator on a contract in a country, from a day to the day before another."""

    contract: str
    country: str
    site: str
    hired_on: date
    left_on: date | None

    def is_there_on(self, day: date) -> bool:
        return self.hired_on <= day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True)
class Drawn:
    """What happened, in the words of the rules."""

    protocol: ProtocolFacts
    signatory: Signatory
    contracts: Sequence[ContractFacts]
    said: Sequence[Report]
    posts: Sequence[Post]
    joined_by_mistake: bool
    seed: int
    """By which it is chosen where a volume is reported: in a country, or at a site in it."""
    on: date
    cut: int
    """How many of the reports are known."""

    @property
    def world(self) -> World:
        known = standing(list(self.said[: self.cut]))
        reported = {code for code, _ in known}
        return World(
            self.protocol,
            [_measured(contract, contract.code in reported) for contract in self.contracts],
            {(code, (m.year, m.month)): amounts for (code, m), amounts in known.items()},
            {
                (contract.code, day): self._heads(contract.code, day)
                for contract in self.contracts
                for day in (self.on, self.signatory.joined_on - timedelta(days=1))
            },
        )

    def _heads(self, contract: str, day: date) -> Mapping[str, Fraction]:
        there = [p.country for p in self.posts if p.contract == contract and p.is_there_on(day)]
        return {country: Fraction(there.count(country)) for country in there}


def _measured(contract: ContractFacts, has_reports: bool) -> ContractFacts:
    values = {name: getattr(contract, name) for name in ContractFacts.__slots__}
    return ContractFacts(**{**values, "unit": contract.unit if has_reports else None})


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    codes = ("C-1", "C-2", "C-3")[: draw(st.integers(1, 3))]
    known = [draw(contracts(code, tuple(c for c in codes if c != code))) for code in codes]
    random = Random(draw(st.integers(0, 10_000)))  # noqa: S311 (no secret)
    said: list[Report] = [
        (contract.code, month, volumes(random))
        for contract in known
        if draw(st.integers(0, 9)) > 0
        for month in Month(2016, 6).until(MONTHS[-1])
        if contract.runs_in(month)
    ]
    first = len(said)
    on = draw(days if draw(rarely) else late)
    # Most corrections are of months that are looked at.
    lately = [each for each in said if on - timedelta(days=250) <= each[1].last <= on]
    for _ in range(draw(st.sampled_from([0, 2, 6])) if said else 0):
        code, month, _ = random.choice(lately or said)
        is_taken_back = random.random() < 0.5 and standing(said).get((code, month))
        said.append((code, month, None if is_taken_back else volumes(random)))
    posts = [
        Post(code, country, random.choice(SITES[country]), draw(days), None)
        if random.random() < 0.7
        else Post(code, country, SITES[country][0], BEGINNING, draw(late))
        for code in codes
        for country in random.choices(("IT", "IT", "AL", "RO"), k=random.randint(0, 4))
    ]
    return Drawn(
        protocol=draw(protocols()),
        signatory=draw(signatories()),
        contracts=known,
        said=said,
        posts=posts,
        joined_by_mistake=draw(rarely),
        seed=draw(st.integers(0, 100)),
        on=on,
        cut=draw(st.integers(first, len(said))),
    )


@dataclass
class Ledger:
    """Events one after another, each with its place in its stream."""

    events: list[Recorded[Event]] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)

    def add(self, code: str, event: Event) -> int:
        """Record an event; returns its version."""
        stream = f"{event.stream}:{code}"
        version = self.versions[stream] = self.versions.get(stream, 0) + 1
        self.events.append(
            Recorded(len(self.events) + 1, stream, version, RECORDED_AT, "anna", None, event)
        )
        return version


def happened(what: Drawn) -> tuple[Ledger, int]:
    """The events that say all this, and the position up to which reports are known."""
    ledger = Ledger()
    for country, codes in SITES.items():
        for code in codes:
            opened = SiteOpened(
                name=code,
                country=country,
                region=None,
                city=None,
                employer=None,
                effective_on=BEGINNING,
            )
            ledger.add(code, opened)
    for contract in what.contracts:
        ledger.add(
            contract.code,
            ContractSigned(
                client=contract.client,
                supplier=contract.supplier,
                service=None,
                agreed_on=contract.agreed_on,
                succeeds=contract.succeeds,
                effective_on=contract.runs_from,
            ),
        )
        if contract.ends_on is not None:
            ledger.add(contract.code, ContractEnded(reason="Over", effective_on=contract.ends_on))
    _hire(ledger, what.posts)
    _bind(ledger, what)
    cut = len(ledger.events)
    was: dict[tuple[str, Month], Volumes] = {}
    random = Random(what.seed)  # noqa: S311 (no secret)
    units_of = {contract.code: contract.unit for contract in what.contracts}
    for number, (code, month, amounts) in enumerate(what.said, 1):
        now = tuple(_volumes(amounts or {}, random))
        event = VolumesReported(
            month=str(month),
            unit=cast("Unit", units_of[code]),
            volumes=now,
            was=was.get((code, month), ()),
            source=None,
            reason="Put right" if was.get((code, month)) else None,
        )
        ledger.add(code, event)
        was[code, month] = now
        cut = len(ledger.events) if number == what.cut else cut
    return ledger, cut


def _volumes(amounts: Mapping[str, Fraction], random: Random) -> Iterator[ReportedVolume]:
    for country, amount in amounts.items():
        where = random.choice((None, *SITES[country]))
        place = InCountry(country=country) if where is None else AtSite(site=where)
        exact = Decimal(int(amount * UNITS_PER_ONE)) / UNITS_PER_ONE
        yield ReportedVolume(place=place, volume=volume(f"{exact:f}"))


def _hire(ledger: Ledger, posts: Sequence[Post]) -> None:
    for number, post in enumerate(posts):
        placement = Placement(post.site, post.contract, Decimal(1))
        code = f"OP-{number}"
        ledger.add(code, OperatorHired(placement=placement, effective_on=post.hired_on))
        if post.left_on is not None:
            gone = OperatorLeft(placement=placement, reason="resigned", effective_on=post.left_on)
            ledger.add(code, gone)


def _bind(ledger: Ledger, what: Drawn) -> None:
    name = what.signatory.name
    for number, signing in enumerate(what.protocol.signings):
        ledger.add(
            "PROT",
            ProtocolSigned(
                terms=StoredTerms.of(signing.terms),
                source=None,
                reason="Agreed anew" if number else None,
                effective_on=signing.effective_on,
            ),
        )
    if what.joined_by_mistake:
        mistaken = SignatoryJoined(signatory=name, source=None, effective_on=BEGINNING)
        version = ledger.add("PROT", mistaken)
        voided = ProtocolEntryVoided(version=version, kind="joining", reason="Another client")
        ledger.add("PROT", voided)
    for spell in what.signatory.spells:
        joined = SignatoryJoined(signatory=name, source=None, effective_on=spell.joined_on)
        ledger.add("PROT", joined)
        if spell.left_on is not None:
            left = SignatoryLeft(signatory=name, reason="Left", effective_on=spell.left_on)
            ledger.add("PROT", left)
    if what.protocol.ended_on is not None:
        ledger.add("PROT", ProtocolEnded(reason="Over", effective_on=what.protocol.ended_on))


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        projector.create(connection)
        connection.commit()
        yield connection
    engine.dispose()


@examples(20, soaked=80)
@given(what=drawn())
def test_events_lead_to_the_verdicts_of_the_words(connection: Connection, what: Drawn) -> None:
    ledger, position = happened(what)
    connection.rollback()  # all that an earlier one wrote
    folding = projector.Projector(connection)
    folding.fold(ledger.events)
    folding.write(connection)
    view = View(connection, "made-up", position, is_past=position < len(ledger.events))
    answer = commitments(view, "PROT", None, what.on)
    slow = slow_judge(what.world, what.signatory, what.on)
    assert [row.commitment for row in answer.verdicts] == list(slow)
    for row in answer.verdicts:
        verdict, because, rows = slow[row.commitment]
        assert (row.verdict, row.because) == (verdict, because)
        found = [
            each
            for each in answer.rows
            if each.commitment == row.commitment and each.because != "information"
        ]
        assert [as_said(each) for each in found] == [expected(each) for each in rows]
        noted(f"{verdict}: {because}")
