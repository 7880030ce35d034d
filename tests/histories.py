"""Histories that Hypothesis makes up, the answers that a desk gives, and files in and out."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, NamedTuple

from hypothesis import strategies as st
from ledgers import START, Clock, Desk, batch
from places import SQLitePlace

from domain.contracts.contract_commands import EndContract
from domain.placement import UNCHANGED
from domain.places.site_commands import AttestSite, CloseSite
from domain.plans.plan_commands import RevisePlan
from domain.refusal import Refusal
from domain.voids import VoidLatest, VoidPosition
from domain.words import GROUPINGS
from ledger.exchange import exports
from ledger.ledger import Ledger
from ledger.reading.catching_up import no_meter
from projections.attestations import attestation_list
from projections.contracts import contract_list
from projections.flows import flows
from projections.headcount import bridge, headcount
from projections.operators import operator_list
from projections.plans import plan_list
from projections.progress import history, progress
from projections.sites import site_list

OPENED, BASELINE, DEADLINE = date(2018, 1, 1), date(2018, 1, 31), date(2018, 6, 30)
DAYS = [date(2018, month, day) for month in (2, 3, 4, 7) for day in (1, 28)]
IN_BETWEEN, AT_LAST = date(2018, 3, 1), date(2018, 12, 31)
SITES = ["RO-IAS", "RO-BUC", "IT-CAG", "IT-LEC"]
CONTRACTS = ["SOHO", "SB"]
OPERATORS = ["OP-1", "OP-2", "OP-3", "-1.0/2"]

Step = tuple[Any, ...]
codes = st.lists(st.sampled_from(OPERATORS), min_size=1, max_size=3, unique=True)
sites, days = st.sampled_from(SITES), st.sampled_from(DAYS)
contracts = st.sampled_from([None, *CONTRACTS])
fte = st.sampled_from(["1", "0.5", "0.3333", "0"])
engaged = st.none() | st.sampled_from(["permanent", "agency"])
reasons = st.sampled_from(["resigned", "redundant", "contract-ended"])
hires: st.SearchStrategy[Step] = st.tuples(
    st.just("hire"), codes, sites, contracts, fte, engaged, days
)
moves: st.SearchStrategy[Step] = st.one_of(
    hires,
    st.tuples(
        st.just("transfer"),
        codes,
        sites,
        contracts | st.just(UNCHANGED),
        fte,
        engaged | st.just(UNCHANGED),
        days,
    ),
    st.tuples(
        st.just("reassign"),
        codes,
        contracts | st.just(UNCHANGED),
        fte,
        engaged | st.just(UNCHANGED),
        days,
    ),
    st.tuples(st.just("leave"), codes, reasons, days),
)
others: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("hire count"), st.integers(1, 3), sites, contracts, days),
    st.tuples(st.just("transfer count"), st.integers(1, 2), sites, sites, days),
    st.tuples(st.just("downsize"), sites, days),
    st.tuples(st.just("void"), st.sampled_from(OPERATORS), days),
    st.tuples(st.just("revise"), st.integers(1, 4), days),
    st.tuples(st.just("attest"), sites, st.integers(0, 2), days),
    st.tuples(st.just("close"), sites, days),
    st.tuples(st.just("end"), st.sampled_from(CONTRACTS), days),
    st.tuples(st.just("void at"), st.integers(0, 2), days),
)


def _in_order_of_date(taken: list[Step]) -> list[Step]:
    """The steps so that most of them are allowed."""
    return sorted(taken, key=lambda step: step[-1])


late = moves.map(lambda step: (*step[:-1], DAYS[-1]))
"""Movements on a day on which any operator may still be moved."""
placed = st.builds(
    lambda *chosen: ("hire", *chosen, OPENED),
    st.just(OPERATORS[:3]),
    sites,
    contracts,
    fte,
    engaged,
)
steps = st.builds(
    lambda hired, taken: [hired, *_in_order_of_date(taken)],
    placed,
    st.lists(moves | moves | others, min_size=3, max_size=10),
)


@cache
def _prepared() -> Path:
    """A ledger with sites, contracts and a plan, made once and copied."""
    place = SQLitePlace(Path(mkdtemp()))
    desk = Desk(place)
    for code in SITES:
        desk.open(code, OPENED)
    for code in CONTRACTS:
        desk.sign(code, OPENED)
    desk.announce(
        "HOME",
        target=2,
        origins=["RO"],
        destinations=["IT"],
        baseline=BASELINE,
        deadline=DEADLINE,
    )
    return place.path


class Prepared(Desk):
    """A desk at a copy of the ledger with sites, contracts and a plan; or where none is yet."""

    def __init__(self, folder: Path, *, empty: bool) -> None:
        place = SQLitePlace(folder)
        self.place = place
        self.sql = place.sql
        self.clock = Clock(START.replace(hour=12))
        self.database = place.database()
        self.ledger = Ledger(self.database, by="anna", clock=self.clock)
        if not empty:
            shutil.copyfile(_prepared(), place.path)


@contextmanager
def desks() -> Iterator[Callable[[str], Desk]]:
    """Desks, each with a ledger of its own, that go away together; the one named new has none."""
    with TemporaryDirectory() as folder:

        def desk(name: str) -> Desk:
            place = Path(folder, name)
            place.mkdir()
            return Prepared(place, empty=name == "new")

        yield desk


def act(desk: Desk, step: Step, name: str | None = None) -> bool:
    """Take a step, as a batch where it is named; returns whether it was allowed."""
    with suppress(Refusal):
        _act(desk, step, name)
        return True
    return False


def _act(desk: Desk, step: Step, name: str | None) -> None:
    terms = batch(name)
    match step:
        case ("hire", who, site, contract, fte, engaged, on):
            at: Any = {"at": site, "contract": contract, "fte": fte, "engagement": engaged}
            desk.hire(*who, **at, on=on, terms=terms)
        case ("transfer", who, site, contract, fte, engaged, on):
            to: Any = {"to": site, "contract": contract, "fte": fte, "engagement": engaged}
            desk.transfer(*who, **to, on=on, terms=terms)
        case ("reassign", who, contract, fte, engaged, on):
            into: Any = {"contract": contract, "fte": fte, "engagement": engaged}
            desk.reassign(*who, **into, on=on, terms=terms)
        case ("leave", who, reason, on):
            desk.leave(*who, reason=reason, on=on, terms=terms)
        case ("hire count", count, site, contract, on):
            desk.hire(at=site, count=count, contract=contract, on=on, terms=terms)
        case ("transfer count", count, origin, site, on):
            desk.transfer(to=site, count=count, origin=origin, on=on, terms=terms)
        case ("downsize", site, on):
            desk.downsize(site, count=1, on=on, terms=terms)
        case ("void", code, _):
            desk.ledger.record(VoidLatest((code,), reason="mistaken; see = letter"))
        case _:
            _act_on_places(desk, step)


def _act_on_places(desk: Desk, step: Step) -> None:
    match step:
        case ("revise", target, on):
            desk.ledger.record(RevisePlan("HOME", target=target, reason="agreed", effective_on=on))
        case ("attest", site, heads, on):
            desk.ledger.record(AttestSite(site, heads=heads, source="count", effective_on=on))
        case ("close", site, on):
            desk.ledger.record(CloseSite(site, reason="moved", effective_on=on))
        case ("end", contract, on):
            desk.ledger.record(EndContract(contract, reason="over", effective_on=on))
        case ("void at", back, _):
            desk.ledger.record(VoidPosition(desk.position - back, reason="mistaken"))


# Answers --------------------------------------------------------------------------------------


class Answers(NamedTuple):
    """What a ledger says when it is asked everything."""

    figures: dict[Any, Any]
    """Headcounts, bridges and flows, on two days and by every grouping."""
    people: list[Any]
    progress: list[Any]
    places: list[Any]
    """Sites with their outside counts, and contracts."""

    def in_figures(self) -> dict[Any, Any]:
        """The figures that are not nothing: a group in which nothing stands may be shown or not."""
        return {key: figure for key, figure in self.figures.items() if figure}


def answers(desk: Desk, known_at: datetime | None = None) -> Answers:
    """Everything that can be asked, now or as known at an instant."""
    figures: dict[Any, Any] = {}
    with desk.ledger.asking(known_at) as view:
        for by in GROUPINGS:
            for row in headcount(view, by=by, on=IN_BETWEEN):
                figures["headcount", by, row.group] = row.figure
            for each in bridge(view, by=by, since=BASELINE, on=AT_LAST):
                for name, part in each.bridge.steps.items():
                    figures["bridge", by, each.group, name] = part
        for to in ("site", "country"):
            for flow in flows(view, by=to, since=None, on=AT_LAST):
                figures["flows", to, flow.origin, flow.destination] = flow.figure
        plan = plan_list(view)[0]
        return Answers(
            figures,
            [operator_list(view, on=IN_BETWEEN), operator_list(view, on=AT_LAST)],
            [plan, progress(view, plan, AT_LAST), history(view, plan, IN_BETWEEN)],
            [site_list(view), contract_list(view), *(attestation_list(view, s) for s in SITES)],
        )


# Files ----------------------------------------------------------------------------------------


def exported(desk: Desk, what: str, as_: str) -> bytes:
    """An export of the events or the movements."""
    write: Callable[..., int] = getattr(exports, what.upper())[as_]
    file = io.BytesIO()
    with desk.ledger.asking() as view:
        write(desk.database, view, file, no_meter)
    return file.getvalue()


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """An XLSX file with these cells: dates, numbers, truths and texts, each of its kind."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"default_date_format": "dd/mm/yyyy", "nan_inf_to_errors": True}
    )
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and not value.startswith("="):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write(number, column, value)
    book.close()
    return file.getvalue()
