"""Whether notice was given in time before work went abroad, and what must still be filed.

Each rule in force on the day of a step asks for a notice to each of its recipients, if the country is
outside its area on that day. Days are plain days; nothing is known here of any rule, union or number.

Where the contract of this capability leaves room, this is what is done:
too few employees is said to each recipient, since it is an answer about a notice that would be due;
a rule that asks who is present on a day is judged for that day, also if it came into force on another;
for such a rule the earliest notice filed counts, since `from_on` is not asked;
arrivals under a notice are added up in the order of day, country and contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from domain.notices.laws import Recipient, Rule
from projections.judging.arrivals import Step, Succession, in_order
from projections.judging.law import Employment, Law

NoticeVerdict = Literal["in-time", "late", "missing", "open", "not-needed"]
NoticeBecause = Literal["in-area", "no-rule", "too-few-employees"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What was filed, with whom, on which day."""

    code: str
    rule: str
    recipient: str
    country: str
    workers: int
    from_on: date
    filed_on: date
    contracts: frozenset[str] = frozenset()
    """The contracts that it is about; none means any."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Whether one recipient had notice of one step, under one rule."""

    rule: str | None
    country: str
    contract: str | None
    moved_on: date
    heads: int
    hired: int
    transferred: int
    reassigned: int
    member: bool | None
    """Whether the country is inside the rule's area on that day; none without a rule."""
    recipient: str | None
    filed_by: str | None
    due_on: date | None
    notice: str | None
    filed_on: date | None
    verdict: NoticeVerdict
    because: NoticeBecause | None
    days_late: int
    workers: int | None
    more_than_stated: bool
    employees: int | None
    assumed: bool
    """Whether no employer is known, and the rule was taken to hold."""
    before_rule: bool
    """Whether the notice was due before the rule came into force."""
    note: str | None


def employers_wanted(steps: Iterable[Step], law: Law) -> frozenset[tuple[str, date]]:
    """The sites and days for which an employer's heads are asked."""
    return frozenset(
        (site, step.day)
        for step in steps
        for rule in (*law.holding_on(step.day), *law.about_presence())
        if rule.employees_from is not None and not law.is_inside(rule, step.country, step.day)
        for site in step.sites
    )


def notices(
    steps: Iterable[Step],
    present: Mapping[str, Sequence[Step]],
    law: Law,
    filed: Iterable[Notice],
    on: date,
    *,
    succession: Succession | None = None,
    employment: Employment | None = None,
) -> tuple[NoticeRow, ...]:
    """Every answer, as it stands on the day: of steps past and to come, in order of their days.

    `present` has, by rule, a step for each country and contract with everybody who is there.
    """
    law.check()
    judging = _Judging(
        law, _by_aim(filed, on), on, succession or Succession(), employment or Employment()
    )
    rows: list[NoticeRow] = []
    of_day = [(step, law.holding_on(step.day), True) for step in steps]
    of_day += [
        (step, (rule,), False)
        for rule in law.about_presence()
        for step in present.get(rule.code, ())
    ]
    for step, rules, arrives in sorted(of_day, key=lambda one: _order(one[0])):
        if law.is_step(step.country, step.day):
            rows += judging.rows(step, rules, arrives)
    return tuple(rows)


def _order(step: Step) -> tuple[date, str, bool, str]:
    return in_order(step.day, step.country, step.contract)


Aim = tuple[str, str, str]
"""Rule, recipient and country."""


def _by_aim(filed: Iterable[Notice], on: date) -> dict[Aim, list[Notice]]:
    """The notices that were filed by the day; of those that cover, the first in the list counts."""
    found: dict[Aim, list[Notice]] = {}
    for notice in filed:
        if notice.filed_on <= on:
            found.setdefault((notice.rule, notice.recipient, notice.country), []).append(notice)
    for those in found.values():
        those.sort(key=lambda notice: (notice.filed_on, notice.code))
        those.sort(key=lambda notice: notice.from_on, reverse=True)
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a rule asks about a step outside its area, of every recipient alike."""

    due_on: date
    before_rule: bool
    employees: int | None
    assumed: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What there is to say of one notice, filed or not."""

    verdict: NoticeVerdict
    because: NoticeBecause | None = None
    notice: Notice | None = None
    days_late: int = 0
    more_than_stated: bool = False


@dataclass(frozen=True, slots=True)
class _Judging:
    law: Law
    filed: Mapping[Aim, list[Notice]]
    on: date
    succession: Succession
    employment: Employment
    arrived: dict[Notice, int] = field(default_factory=dict)
    """Under each notice so far."""

    def rows(self, step: Step, rules: Sequence[Rule], arrives: bool) -> Iterator[NoticeRow]:
        """What every rule says of the step."""
        if not rules:
            yield _row(step, None, None, None, _Answer("not-needed", "no-rule"))
        for rule in rules:
            if self.law.is_inside(rule, step.country, step.day):
                yield _row(step, rule, None, None, _Answer("not-needed", "in-area"))
            else:
                yield from self._outside(step, rule, arrives)

    def _outside(self, step: Step, rule: Rule, arrives: bool) -> Iterator[NoticeRow]:
        """A row for each recipient of a rule that asks for a notice, or would of a larger employer."""
        employees = None
        if rule.employees_from is not None:
            employees = self.employment.largest(step.sites, step.day)
        due_on = rule.due_for(step.day)
        asked = _Asked(
            due_on=due_on,
            before_rule=due_on < rule.in_force_from,
            employees=employees,
            assumed=rule.employees_from is not None and employees is None,
            note=self.law.note(rule, step.country, step.day),
        )
        too_few = employees is not None and employees < (rule.employees_from or 0)
        for recipient in rule.recipients:
            answer = _Answer("not-needed", "too-few-employees")
            if not too_few:
                notice = self._covering(step, rule, recipient, arrives)
                answer = self._judged(step, due_on, notice)
            yield _row(step, rule, recipient, asked, answer)

    def _judged(self, step: Step, due_on: date, notice: Notice | None) -> _Answer:
        if notice is None:
            return _Answer("open" if self.on <= due_on else "missing")
        arrived = self.arrived.get(notice, 0) + step.heads
        self.arrived[notice] = arrived
        days_late = max((notice.filed_on - due_on).days, 0)
        return _Answer(
            "late" if days_late else "in-time",
            None,
            notice,
            days_late,
            more_than_stated=arrived > notice.workers,
        )

    def _covering(
        self, step: Step, rule: Rule, recipient: Recipient, arrives: bool
    ) -> Notice | None:
        filed = self.filed.get((rule.code, recipient.name, step.country))
        if not filed:
            return None
        named = frozenset(self.succession.and_before(step.contract))
        covering = [
            notice
            for notice in filed
            if (not notice.contracts or notice.contracts & named)
            and (notice.from_on <= step.day or not arrives)
        ]
        if arrives:
            return covering[0] if covering else None
        return min(covering, key=lambda n: (n.filed_on, n.code), default=None)


def _row(
    step: Step,
    rule: Rule | None,
    recipient: Recipient | None,
    asked: _Asked | None,
    answer: _Answer,
) -> NoticeRow:
    notice = answer.notice
    return NoticeRow(
        rule=rule.code if rule else None,
        country=step.country,
        contract=step.contract,
        moved_on=step.day,
        heads=step.heads,
        hired=step.hired,
        transferred=step.transferred,
        reassigned=step.reassigned,
        # Whoever is asked is outside the area; without a rule there is none.
        member=asked is None if rule else None,
        recipient=recipient.name if recipient else None,
        filed_by=recipient.filed_by if recipient else None,
        due_on=asked.due_on if asked else None,
        notice=notice.code if notice else None,
        filed_on=notice.filed_on if notice else None,
        verdict=answer.verdict,
        because=answer.because,
        days_late=answer.days_late,
        workers=notice.workers if notice else None,
        more_than_stated=answer.more_than_stated,
        employees=asked.employees if asked else None,
        assumed=asked is not None and asked.assumed,
        before_rule=asked is not None and asked.before_rule,
        note=asked.note if asked else None,
    )
