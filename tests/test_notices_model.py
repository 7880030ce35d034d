"""Notices judged from events, through a database, against the slow restatement day by day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import slow_notices as slow
from ledgers import Desk
from places import Place, PostgresPlace, SQLitePlace

from domain.law import shipped
from domain.notices.laws import read_law
from domain.notices.notice_commands import AdoptLaw, FileNotice
from domain.refusal import Refusal
from domain.voids import VoidLatest
from ledger.ledger import Ledger
from projections.judging.notices import NoticeRow
from projections.notices_due import notices_due

SITES = {
    "IT-1": "Comdata",
    "IT-2": None,
    "RO-1": "Comdata",
    "AL-1": "Comdata",
    "AL-2": "Albacall",
    "GB-1": "Albacall",
    "HR-1": None,
}
CONTRACTS = {"A": None, "B": "A", "C": None}
SUCCESSIONS = {code: before for code, before in CONTRACTS.items() if before}
OPERATORS = [f"OP-{number}" for number in range(1, 27)]
FIRST_DAYS = (date(2012, 8, 8), date(2013, 6, 28), date(2016, 12, 28), date(2020, 1, 28))
PRESENT_ON = date(2017, 1, 1)
DAYS = [
    day
    for first in FIRST_DAYS
    for day in (first + timedelta(days=n) for n in range(7))
    if day != PRESENT_ON  # whether arrivals or presence comes first on a day is not tested here
]
At = tuple[str, str | None]
"""Site and contract; nowhere where there is none."""


class Story:
    """What was recorded of each operator and stands, told without the ledger."""

    def __init__(self) -> None:
        self.moves: dict[str, list[tuple[date, At | None]]] = {code: [] for code in OPERATORS}

    def place(self, operator: str, day: date) -> At | None:
        here: At | None = None
        for on, place in self.moves[operator]:
            here = place if on <= day else here
        return here

    def told(self) -> Iterator[tuple[str, date, slow.Place | None]]:
        for operator, moves in self.moves.items():
            for on, place in moves:
                yield operator, on, (place[0][:2], place[1]) if place else None

    def heads(self, employer: str, day: date) -> int:
        there = (self.place(operator, day) for operator in OPERATORS)
        return sum(SITES[place[0]] == employer for place in there if place)

    def employees(self, day: date, country: str, contract: str | None) -> int | None:
        """The heads of the largest employer of those who arrived there, as far as any is known."""
        found = set()
        for operator in OPERATORS:
            now, then = self.place(operator, day), self.place(operator, day - timedelta(days=1))
            before = (then[0][:2], then[1]) if then else None
            is_there = now is not None and (now[0][:2], now[1]) == (country, contract)
            if now and is_there and slow.kind(before, (country, contract), SUCCESSIONS):
                found.add(SITES[now[0]])
        return max((self.heads(each, day) for each in found if each), default=None)

    def steps(self) -> list[slow.SlowStep]:
        arrived = slow.arrivals(self.told(), SUCCESSIONS, DAYS)
        steps = [
            slow.SlowStep(*at, sum(kinds.values()), employees=self.employees(*at))
            for at, kinds in arrived.items()
        ]
        there: dict[slow.Place, int] = {}
        for operator in OPERATORS:
            place = self.place(operator, PRESENT_ON)
            if place:
                key = place[0][:2], place[1]
                there[key] = there.get(key, 0) + 1
        return steps + [
            slow.SlowStep(PRESENT_ON, *at, heads, is_presence=True) for at, heads in there.items()
        ]


def recorded(desk: Desk) -> None:
    """Sites, contracts and the rules that are shipped."""
    for site, employer in SITES.items():
        desk.open(site, date(2010, 1, 1), employer=employer)
    for code, before in CONTRACTS.items():
        desk.sign(code, date(2010, 1, 1), succeeds=before)
    for name in ("it-24-bis", "eu"):
        desk.ledger.record(AdoptLaw(read_law(shipped(name))))


def told(
    desk: Desk, draw: Random, *, moves: int, notices: int
) -> tuple[Story, list[slow.SlowNotice]]:
    """A history that was made up, recorded as far as the rules allow it."""
    story = Story()
    for number, site in enumerate(SITES):
        codes, contract = OPERATORS[number * 3 : number * 3 + 3], draw.choice([None, *CONTRACTS])
        desk.hire(*codes, at=site, on=DAYS[0], contract=contract)
        for code in codes:
            story.moves[code].append((DAYS[0], (site, contract)))
    for day in sorted(draw.choice(DAYS) for _ in range(moves)):
        with suppress(Refusal):
            move(desk, story, draw, day)
    return story, list(filed(desk.ledger, draw, notices))


def move(desk: Desk, story: Story, draw: Random, day: date) -> None:
    operator, site = draw.choice(OPERATORS), draw.choice(list(SITES))
    contract = draw.choice([None, *CONTRACTS])
    moves, before = story.moves[operator], story.place(operator, date.max)
    how = draw.choice(["leave", "void", "reassign", "transfer", "transfer", "transfer"])
    if how == "void":
        desk.ledger.record(VoidLatest((operator,), reason="typo"))
        moves.pop()
    elif before is None:
        desk.hire(operator, at=site, on=day, contract=contract)
        moves.append((day, (site, contract)))
    elif how == "leave":
        desk.leave(operator, on=day)
        moves.append((day, None))
    elif how == "reassign":
        desk.reassign(operator, on=day, contract=contract)
        moves.append((day, (before[0], contract)))
    else:
        desk.transfer(operator, to=site, on=day, contract=contract)
        moves.append((day, (site, contract)))


def filed(ledger: Ledger, draw: Random, notices: int) -> Iterator[slow.SlowNotice]:
    for number in range(notices):
        rule = draw.choice(slow.RULES)
        notice = slow.SlowNotice(
            code=f"N-{number}",
            rule=rule.code,
            recipient=draw.choice(rule.recipients),
            country=draw.choice(["AL", "GB", "HR", "RO"]),
            contracts=frozenset(draw.sample(list(CONTRACTS), draw.choice([0, 0, 1, 2]))),
            workers=draw.randint(1, 6),
            from_on=draw.choice(DAYS) - timedelta(days=draw.choice([0, 2, 400])),
            filed_on=draw.choice(DAYS) - timedelta(days=draw.choice([0, 30, 130])),
        )
        ledger.record(
            FileNotice(
                notice.code,
                rule=notice.rule,
                recipient=notice.recipient,
                country=notice.country,
                contracts=tuple(sorted(notice.contracts)),
                workers=notice.workers,
                from_on=notice.from_on,
                filed_on=notice.filed_on,
            )
        )
        yield notice


def as_said(row: NoticeRow) -> slow.Row:
    return (
        row.moved_on,
        row.country,
        row.contract,
        row.rule,
        row.recipient,
        row.verdict,
        row.because,
        row.due_on,
        row.notice,
        row.days_late,
        row.more_than_stated,
    )


def compare(place: Place, seed: int, *, moves: int, notices: int) -> None:
    draw = Random(seed)  # noqa: S311 (made up, and no secret)
    desk = Desk.where(place, recorded)
    story, said = told(desk, draw, moves=moves, notices=notices)
    steps = story.steps()
    with desk.ledger.asking() as view:
        for on in draw.sample(DAYS, 5):
            found = list(map(as_said, notices_due(view, on)))
            assert found == list(slow.rows(steps, said, SUCCESSIONS, on))
            since = draw.choice(DAYS)
            later = list(map(as_said, notices_due(view, on, since=since)))
            assert later == [row for row in found if row[0] >= since]
    assert desk.findings() == []


@pytest.mark.parametrize("seed", range(2))
def test_notices_from_events_are_those_of_the_slow_restatement(tmp_path: Path, seed: int) -> None:
    compare(SQLitePlace(tmp_path), seed, moves=60, notices=14)


def test_they_are_on_a_server_too() -> None:
    with closing(PostgresPlace()) as place:
        compare(place, 97, moves=14, notices=8)
