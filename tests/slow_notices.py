"""Which notices are due, said again: slowly, day by day, from the words and tables of the sources alone.

Nothing here is taken from the code or the files that are tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MEMBERS = {
    "1958-01-01": "BE DE FR IT LU NL GF GP MQ RE MF BL",
    "1973-01-01": "DK IE GB",
    "1981-01-01": "GR",
    "1986-01-01": "ES PT",
    "1995-01-01": "AT FI SE AX",
    "2004-05-01": "CY CZ EE HU LT LV MT PL SI SK",
    "2007-01-01": "BG RO",
    "2013-07-01": "HR",
    "2014-01-01": "YT",
}
GONE = {"GB": date(2020, 2, 1), "BL": date(2012, 1, 1)}
SINCE = {c: date.fromisoformat(day) for day, those in MEMBERS.items() for c in those.split()}


@dataclass(frozen=True)
class SlowRule:
    """A rule as the sources tell it."""

    code: str
    outside: str
    first_day: date
    last_day: date
    recipients: tuple[str, ...]
    days: int | None = None
    due: date | None = None
    present: date | None = None
    employees: int | None = None


LAST = date(9999, 12, 31)
RULES = (
    SlowRule(
        "IT-24BIS-2012",
        "Italy",
        date(2012, 8, 12),
        date(2016, 12, 31),
        ("labour", "garante"),
        days=120,
        employees=20,
    ),
    SlowRule(
        "IT-24BIS-2017",
        "the Union",
        date(2017, 1, 1),
        LAST,
        ("labour", "mise", "garante"),
        days=30,
    ),
    SlowRule(
        "IT-24BIS-2017-PRESENT",
        "the Union",
        date(2017, 1, 1),
        LAST,
        ("labour", "mise", "garante"),
        due=date(2017, 3, 2),
        present=date(2017, 1, 1),
    ),
)


def in_union(country: str, day: date) -> bool:
    return country in SINCE and SINCE[country] <= day < GONE.get(country, LAST)


def inside(rule: SlowRule, country: str, day: date) -> bool:
    return country == "IT" if rule.outside == "Italy" else in_union(country, day)


@dataclass(frozen=True)
class SlowStep:
    day: date
    country: str
    contract: str | None
    heads: int
    is_presence: bool = False
    employees: int | None = None


@dataclass(frozen=True)
class SlowNotice:
    code: str
    rule: str
    recipient: str
    country: str
    contracts: frozenset[str]
    workers: int
    from_on: date
    filed_on: date


Row = tuple[
    date,
    str,
    str | None,
    str | None,
    str | None,
    str,
    str | None,
    date | None,
    str | None,
    int,
    bool,
]
"""Day, country, contract, rule, recipient, verdict, because, due, notice, days late, more than stated."""


def rows(
    steps: Iterable[SlowStep],
    notices: Sequence[SlowNotice],
    before: Mapping[str, str],
    on: date,
) -> Iterator[Row]:
    """Every row, in order of day, country and contract."""
    under: dict[SlowNotice, int] = {}
    for step in sorted(
        steps, key=lambda s: (s.day, s.country, s.contract is None, s.contract or "")
    ):
        if all(inside(rule, step.country, step.day) for rule in RULES):
            continue
        asked = [
            rule
            for rule in RULES
            if (rule.present == step.day if step.is_presence else rule.present is None)
            and rule.first_day <= step.day <= rule.last_day
        ]
        at = (step.day, step.country, step.contract)
        if not asked:
            yield (*at, None, None, "not-needed", "no-rule", None, None, 0, False)
        for rule in asked:
            if inside(rule, step.country, step.day):
                yield (*at, rule.code, None, "not-needed", "in-area", None, None, 0, False)
                continue
            due = rule.due or step.day - timedelta(days=rule.days or 0)
            few = rule.employees and step.employees is not None and step.employees < rule.employees
            for recipient in rule.recipients:
                if few:
                    why = "too-few-employees"
                    yield (*at, rule.code, recipient, "not-needed", why, due, None, 0, False)
                    continue
                notice = covering(step, rule, recipient, notices, before, on)
                if notice is None:
                    verdict = "missing" if on > due else "open"
                    yield (*at, rule.code, recipient, verdict, None, due, None, 0, False)
                    continue
                under[notice] = under.get(notice, 0) + step.heads
                late = (notice.filed_on - due).days
                yield (
                    *at,
                    rule.code,
                    recipient,
                    "late" if late > 0 else "in-time",
                    None,
                    due,
                    notice.code,
                    max(late, 0),
                    under[notice] > notice.workers,
                )


def covering(
    step: SlowStep,
    rule: SlowRule,
    recipient: str,
    notices: Sequence[SlowNotice],
    before: Mapping[str, str],
    on: date,
) -> SlowNotice | None:
    chain: set[str] = set()
    contract = step.contract
    while contract is not None and contract not in chain:
        chain.add(contract)
        contract = before.get(contract)
    covers = [
        notice
        for notice in notices
        if (notice.rule, notice.recipient, notice.country) == (rule.code, recipient, step.country)
        and (not notice.contracts or chain & notice.contracts)
        and (step.is_presence or notice.from_on <= step.day)
        and notice.filed_on <= on
    ]
    if not step.is_presence and covers:
        latest = max(notice.from_on for notice in covers)
        covers = [notice for notice in covers if notice.from_on == latest]
    return min(covers, key=lambda notice: (notice.filed_on, notice.code), default=None)


Place = tuple[str, str | None]
"""Country and contract."""


def arrivals(
    movements: Iterable[tuple[str, date, Place | None]],
    before: Mapping[str, str],
    days: Iterable[date],
) -> dict[tuple[date, str, str | None], dict[str, int]]:
    """Who arrived: the end of each day compared with the end of the day before, one after the other."""
    known = list(movements)
    found: dict[tuple[date, str, str | None], dict[str, int]] = {}
    for day in days:
        for operator in sorted({operator for operator, *_ in known}):
            now = place_on(known, operator, day)
            then = place_on(known, operator, day - timedelta(days=1))
            how = kind(then, now, before)
            if how and now:
                kinds = found.setdefault((day, *now), {})
                kinds[how] = kinds.get(how, 0) + 1
    return found


def place_on(
    movements: Iterable[tuple[str, date, Place | None]], operator: str, day: date
) -> Place | None:
    here: Place | None = None
    for who, when, place in movements:
        if who == operator and when <= day:
            here = place
    return here


def kind(then: Place | None, now: Place | None, before: Mapping[str, str]) -> str | None:
    if now is None or now == then:
        return None
    if then is None:
        return "hired"
    if then[0] != now[0]:
        return "transferred"
    contract, seen = now[1], set[str]()
    while contract is not None and contract not in seen:
        seen.add(contract)
        contract = before.get(contract)
    return None if then[1] in seen else "reassigned"
