"""Reports, corrections and voids of volumes beside a slow and obvious model, now and as known."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Desk
from places import new_place

from domain.commitments.amounts import units, volume_text
from domain.commitments.commitment_commands import ReportVolumes
from domain.commitments.shares import Month, Share
from domain.commitments.volume_refusals import CountedTwice
from domain.places.site_commands import CorrectSite
from domain.refusal import Refusal
from domain.voids import VoidPosition
from ledger.exchange.exports import VOLUMES
from ledger.recording.report_imports import VOLUME_REPORTS
from projections.commitments.known import corrections, figures
from projections.commitments.volumes import StandingVolume, standing_volumes
from projections.judging.wanted import MonthsWanted, Wanted

JANUARY = date(2018, 1, 1)
MONTHS = [Month(2018, number) for number in (1, 2, 3)]
CONTRACTS = ("A", "B")
PLACES = ("IT", "AL", "IT-CAG", "RO-IAS")
LIES_IN = {"IT": "IT", "AL": "AL", "IT-CAG": "IT", "RO-IAS": "RO"}
ASKED = ("IT", "RO", "RO-IAS")

Said = dict[str, Decimal]
Key = tuple[str, Month]


@dataclass
class Reports:
    """Every report as it was recorded, in order; what stands is what the last one of a month says."""

    all: list[tuple[int, datetime, Key, Said]] = field(default_factory=list)
    lies_in: list[tuple[datetime, str]] = field(default_factory=list)
    """When it was recorded that RO-IAS lies in another country."""

    def standing(self, at: datetime) -> dict[Key, Said]:
        found = {key: said for _, when, key, said in self.all if when <= at}
        return {key: said for key, said in found.items() if said}

    def share(self, said: Said, place: str, at: datetime) -> Share:
        moved = [country for when, country in self.lies_in if when <= at]
        countries = LIES_IN | dict.fromkeys(["RO-IAS"], moved[-1] if moved else "RO")
        here = sum(
            units(each)
            for where, each in said.items()
            if where == place or (len(place) == 2 and countries[where] == place)
        )
        return Share(here, sum(map(units, said.values())))


volumes = st.dictionaries(
    st.sampled_from(("AL", "IT-CAG", "RO-IAS")) | st.sampled_from(("IT", "AL")),
    st.decimals(0, 3, places=1),
    min_size=1,
    max_size=3,
).filter(lambda said: not {"IT", "IT-CAG"} <= said.keys())
steps = st.lists(
    st.one_of(
        st.tuples(st.just("report"), st.sampled_from(CONTRACTS), st.sampled_from(MONTHS), volumes),
        st.tuples(st.just("void"), st.integers(1, 4)),
        st.tuples(st.just("move"), st.sampled_from(("IT", "AL", "RO"))),
    ),
    max_size=9,
)


def recorded(desk: Desk) -> None:
    """Two contracts and two sites, of which nothing is reported."""
    for code in CONTRACTS:
        desk.sign(code, JANUARY)
    for site in ("IT-CAG", "RO-IAS"):
        desk.open(site, JANUARY)


@contextmanager
def desk_for(kind: str) -> Iterator[Desk]:
    with TemporaryDirectory() as folder, closing(new_place(kind, Path(folder))) as place:
        yield Desk.where(place, recorded)


def act(desk: Desk, model: Reports, step: tuple[Any, ...]) -> None:
    match step:
        case ("report", contract, month, said):
            outcome = desk.ledger.record(
                ReportVolumes(
                    contract,
                    month=month,
                    volumes=tuple((where, volume_text(each)) for where, each in said.items()),
                    unit="hours",
                    reason="restated",
                )
            )
            for recorded in outcome.recorded:
                model.all.append((recorded.position, recorded.recorded_at, (contract, month), said))
        case ("void", back):
            if len(model.all) < back:
                return
            position, _, key, _ = model.all[-back]
            outcome = desk.ledger.record(VoidPosition(position, reason="mistake"))
            (recorded,) = outcome.recorded
            event: Any = recorded.event
            before = {
                getattr(v.place, "country", "") or v.place.site: v.volume for v in event.volumes
            }
            earlier = [said for at, _, of, said in model.all if of == key and at < position]
            assert before == (earlier[-1] if earlier else {})
            model.all.append((recorded.position, recorded.recorded_at, key, before))
        case ("move", country):
            right = {"country": country}
            outcome = desk.ledger.record(CorrectSite("RO-IAS", right, reason="typo"))
            model.lies_in += [(recorded.recorded_at, country) for recorded in outcome.recorded]


def check(desk: Desk, model: Reports, known_at: datetime | None, at: datetime) -> None:
    wanted = Wanted(tuple(MonthsWanted(place, MONTHS[0], MONTHS[-1]) for place in ASKED), ())
    with desk.ledger.asking(known_at) as view:
        found, listed = figures(view, wanted), standing_volumes(view)
        changed = corrections(view, wanted.months)
    standing = model.standing(at)
    for place in ASKED:
        for contract in CONTRACTS:
            for month in MONTHS:
                said = standing.get((contract, month))
                expected = None if said is None else model.share(said, place, at)
                assert found.report(place, contract, month) == expected
    assert {(each.contract, each.month, each.place): each.volume for each in listed} == {
        (contract, str(month), place): units(each)
        for (contract, month), said in standing.items()
        for place, each in said.items()
    }
    first: set[Key] = set()
    before: dict[Key, Said] = {}
    expected_changes = []
    for position, when, key, said in model.all:
        if when > at:
            continue
        if key in first:
            expected_changes.append(
                (
                    position,
                    *(
                        {place: model.share(each, place, at) for place in ASKED} if each else {}
                        for each in (before[key], said)
                    ),
                )
            )
        first.add(key)
        before[key] = said
    assert [(each.position, each.before, each.after) for each in changed] == expected_changes


def compared(kind: str, taken: list[tuple[Any, ...]]) -> None:
    with desk_for(kind) as desk:
        model, then = Reports(), []
        for step in taken:
            with suppress(Refusal):
                act(desk, model, step)
            then.append(desk.clock.now)
        check(desk, model, None, desk.clock.now)
        for at in then[::3]:
            check(desk, model, at, at)
        assert desk.findings() == []


@examples(5, soaked=12)
@given(steps)
def test_sums_are_those_of_a_slow_model_now_and_as_known(taken: list[tuple[Any, ...]]) -> None:
    compared("sqlite", taken)


@examples(2)
@given(steps)
def test_the_same_holds_on_a_server(taken: list[tuple[Any, ...]]) -> None:
    compared("postgresql", taken)


@examples(3, soaked=6)
@given(steps, st.sampled_from(["csv", "xlsx"]))
def test_an_export_is_read_back_as_what_stands(taken: list[tuple[Any, ...]], form: str) -> None:
    with desk_for("sqlite") as one, desk_for("sqlite") as other:
        model = Reports()
        for step in taken:
            with suppress(Refusal):
                act(one, model, step)
        file = io.BytesIO()
        with one.ledger.asking() as view:
            VOLUMES[form](one.database, view, file, lambda *_: None)
            said = standing_volumes(view)
        for country in [country for _, country in model.lies_in]:
            with suppress(Refusal):
                other.ledger.record(CorrectSite("RO-IAS", {"country": country}, reason="typo"))
        try:
            other.ledger.import_reports(VOLUME_REPORTS, file.getvalue())
        except Refusal as refusal:  # a site may lie beside its own country since
            problems = vars(refusal)["problems"]
            assert {type(each.message.about) for each in problems} == {CountedTwice}
            return
        with other.ledger.asking() as view:
            read = standing_volumes(view)
        assert list(map(_bare, read)) == list(map(_bare, said))


def _bare(each: StandingVolume) -> tuple[str, str, str, str, int]:
    return each.contract, each.month, each.unit, each.place, each.volume
