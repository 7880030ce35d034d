"""How a commitment is judged, said again: slowly, day by day and with fractions, from the words alone.

Nothing here is taken from the code that is tested, but for the values that go in.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from domain.commitments.terms import Commitment, ProtocolTerms
from projections.judging.facts import ContractFacts, ProtocolFacts, Signatory

Month = tuple[int, int]
Amounts = Mapping[str, Fraction]
"""Volume by place, in units of one."""

WORST_FIRST = ("broken", "not-yet-known", "not-yet-due", "kept", "not-bound")


@dataclass(frozen=True)
class World:
    """Everything that is known on a day: each standing report by contract and month, and heads."""

    protocol: ProtocolFacts
    contracts: Sequence[ContractFacts]
    reports: Mapping[tuple[str, Month], Amounts]
    heads: Mapping[tuple[str, date], Amounts]


@dataclass(frozen=True)
class Said:
    """What a row has to say."""

    verdict: str
    because: str
    contract: str | None = None
    unit: str | None = None
    part: Fraction | None = None
    whole: Fraction | None = None
    floor: Fraction | None = None
    short: Fraction | None = None
    missing: tuple[str, ...] = ()


def days_of(month: Month) -> Iterator[date]:
    for day in range(1, calendar.monthrange(*month)[1] + 1):
        yield date(*month, day)


def last_of(month: Month) -> date:
    return max(days_of(month))


def months_over(on: date) -> list[Month]:
    """All months that are over at the end of the day, latest first."""
    every = [(year, number) for year in range(2012, 2027) for number in range(1, 13)]
    return [month for month in reversed(every) if last_of(month) <= on]


def runs_on(contract: ContractFacts, day: date) -> bool:
    return contract.runs_from <= day and not (contract.ends_on and day >= contract.ends_on)


def runs_in(contract: ContractFacts, month: Month) -> bool:
    return any(runs_on(contract, day) for day in days_of(month))


def text_on(protocol: ProtocolFacts, day: date) -> ProtocolTerms | None:
    """The latest text in force; of two from one day the one recorded later."""
    taken = [s for s in protocol.signings if s.effective_on <= day]
    if not taken:
        return None
    latest = max(s.effective_on for s in taken)
    return [s for s in taken if s.effective_on == latest][-1].terms


def in_force(protocol: ProtocolFacts, day: date) -> bool:
    text = text_on(protocol, day)
    if text is None or (protocol.ended_on and day >= protocol.ended_on):
        return False
    return text.ends_on is None or day <= text.ends_on or text.renews


def clause_on(protocol: ProtocolFacts, code: str, day: date) -> Commitment | None:
    text = text_on(protocol, day)
    return next((c for c in text.commitments if c.code == code), None) if text else None


def is_in(signatory: Signatory, day: date) -> bool:
    return any(
        s.joined_on <= day and not (s.left_on and day >= s.left_on) for s in signatory.spells
    )


def out_in(signatory: Signatory, month: Month) -> bool:
    """Whether it was out for a day of the month, after having joined and before joining again."""
    joined, back = signatory.spells[0].joined_on, signatory.spells[-1].joined_on
    return any(joined <= day < back and not is_in(signatory, day) for day in days_of(month))


def first_of_chain(contract: ContractFacts, contracts: Sequence[ContractFacts]) -> ContractFacts:
    by_code = {c.code: c for c in contracts}
    way = [contract]
    while way[-1].succeeds in by_code and by_code[str(way[-1].succeeds)] not in way:
        way.append(by_code[str(way[-1].succeeds)])
    return way[-1]


def slow_judge(
    world: World, signatory: Signatory, on: date
) -> dict[str, tuple[str, str, list[Said]]]:
    """Verdict, reason and deciding rows of every commitment."""
    text = text_on(world.protocol, on)
    answers = {}
    for clause in text.commitments if text else ():
        rows = list(_rows(world, signatory, clause, on))
        counted = [r for r in rows if r.because != "no-whole-month" and r.verdict != "not-bound"]
        for verdict in WORST_FIRST:
            worst = [r for r in counted or rows if r.verdict == verdict]
            if worst:
                answers[clause.code] = (verdict, worst[0].because, rows)
                break
    return answers


def _rows(world: World, signatory: Signatory, clause: Commitment, on: date) -> Iterator[Said]:
    work = [
        c
        for c in world.contracts
        if c.client == signatory.name and (c.supplier is None) == (clause.work == "in-house")
    ]
    begun = sorted((c for c in work if c.runs_from <= on), key=lambda c: c.code)
    unbound = [
        ("not-joined", signatory.spells[0].joined_on > on),
        ("left", not is_in(signatory, on)),
        ("protocol-ended", not in_force(world.protocol, on)),
        (f"no-{clause.work}-work", not begun),
    ]
    for because, applies in unbound:
        if applies:
            yield Said("not-bound", because)
            return
    counted, older = _counted(world, signatory, clause, begun)
    if not counted and not older:
        yield Said("not-bound", "no-new-contracts")
    if clause.judged == "each":
        for contract in counted:
            yield _one(world, signatory, clause, on, work, [contract], contract.unit, contract.code)
    elif clause.measure != "volume" and counted:
        yield _one(world, signatory, clause, on, work, counted, None, None)
    elif clause.measure == "volume":
        for unit in _units_of(counted):
            those = [c for c in counted if c.unit in (unit, None)]
            yield _one(world, signatory, clause, on, work, those, unit, None)
    for contract in older:
        yield Said("not-bound", "succeeds-older", contract.code, contract.unit)


def _counted(
    world: World, signatory: Signatory, clause: Commitment, begun: Sequence[ContractFacts]
) -> tuple[list[ContractFacts], list[ContractFacts]]:
    """The contracts that the clause is about, and those that are not since they succeed an older one."""
    joined = signatory.spells[0].joined_on
    counted, older = [], []
    for contract in begun:
        first = contract
        if clause.successors == "as-first":
            first = first_of_chain(contract, world.contracts)
        if clause.contracts == "all" or (first.agreed_on or first.runs_from) >= joined:
            counted.append(contract)
        elif (contract.agreed_on or contract.runs_from) >= joined:
            older.append(contract)
    return counted, older


def _units_of(contracts: Sequence[ContractFacts]) -> list[str | None]:
    """Each unit once; a contract without one stands alone only where there is no other."""
    units: set[str | None] = {c.unit for c in contracts if c.unit}
    return sorted(units, key=str) or ([None] if contracts else [])


def due_on(joined: date, months: int | None) -> date:
    year, number = divmod(joined.year * 12 + joined.month - 1 + (months or 0), 12)
    day = joined.day
    while True:
        try:
            return date(year, number + 1, day)
        except ValueError:
            day -= 1


def _sums(
    world: World, clause: Commitment, contracts: Sequence[ContractFacts], months: Sequence[Month]
) -> tuple[dict[Month, tuple[Fraction, Fraction]], list[str]]:
    sums: dict[Month, tuple[Fraction, Fraction]] = {}
    missing: list[str] = []
    for month in months:
        for contract in contracts:
            if runs_in(contract, month):
                amounts = world.reports.get((contract.code, month))
                if amounts is None:
                    missing.append("{:04}-{:02}".format(*month))
                part, whole = sums.get(month, (Fraction(0), Fraction(0)))
                amounts = amounts or {}
                sums[month] = (
                    part + amounts.get(clause.place, Fraction(0)),
                    whole + sum(amounts.values(), Fraction(0)),
                )
    return sums, sorted(set(missing))


def _heads(
    world: World, clause: Commitment, contracts: Sequence[ContractFacts], day: date
) -> tuple[Fraction, Fraction]:
    part = whole = Fraction(0)
    for contract in contracts:
        if runs_on(contract, day):
            amounts = world.heads.get((contract.code, day), {})
            part += amounts.get(clause.place, Fraction(0))
            whole += sum(amounts.values(), Fraction(0))
    return part, whole


def _baseline(
    world: World,
    signatory: Signatory,
    clause: Commitment,
    work: Sequence[ContractFacts],
    unit: str | None,
) -> Fraction | str:
    """The share before joining in percent, or `missing`, or `none`."""
    joined = signatory.spells[0].joined_on
    if clause.measure == "volume":
        months = [m for m in months_over(joined) if m < (joined.year, joined.month)]
        those = [c for c in work if c.unit in (unit, None)]
        sums, missing = _sums(world, clause, those, months[: clause.months])
        if missing:
            return "missing"
        part = sum((p for p, _ in sums.values()), Fraction(0))
        whole = sum((w for _, w in sums.values()), Fraction(0))
    else:
        part, whole = _heads(world, clause, work, joined - timedelta(days=1))
    return part / whole * 100 if whole else "none"


def _floor(clause: Commitment, baseline: Fraction | str) -> Fraction | None:
    floors = [clause.floor] if clause.floor is not None else []
    if clause.hold_above is not None and isinstance(baseline, Fraction):
        floors += [baseline] if baseline > clause.hold_above else []
    return max(floors, default=None)


def _one(
    world: World,
    signatory: Signatory,
    clause: Commitment,
    on: date,
    work: Sequence[ContractFacts],
    contracts: Sequence[ContractFacts],
    unit: str | None,
    code: str | None,
) -> Said:
    joined = signatory.spells[0].joined_on
    due = due_on(joined, clause.due)
    baseline = _baseline(world, signatory, clause, work, unit)
    if clause.measure != "volume":
        shown = clause.measure
        part, whole = _heads(world, clause, contracts, on)
        if on < due:
            return Said("not-yet-due", "before-due-day", code, shown, part, whole)
        if not any(runs_on(c, on) for c in contracts):
            return Said("not-bound", "ended", code, shown, part, whole)
        return _verdict([(clause, part, whole)], baseline, code, shown)
    months, clauses = [], {}
    for month in months_over(on)[: clause.months]:
        then = _clause_of(world.protocol, clause, month, on)
        owed_since = due if on >= due else joined
        is_owed = clause.contracts == "new" or date(*month, 1) >= owed_since
        if then and is_owed and not out_in(signatory, month):
            months.append(month)
            clauses[month] = then
    sums, missing = _sums(world, clause, contracts, months)
    part = sum((p for p, _ in sums.values()), Fraction(0))
    whole = sum((w for _, w in sums.values()), Fraction(0))
    if on < due:
        return Said(
            "not-yet-due", "before-due-day", code, unit, part, whole, missing=tuple(missing)
        )
    if not sums:
        if _month_to_come(signatory, clause, contracts, on, due):
            return Said("not-yet-known", "no-whole-month", code, unit, part, whole)
        return Said("not-bound", "ended", code, unit, part, whole)
    if missing:
        return Said(
            "not-yet-known", "months-missing", code, unit, part, whole, missing=tuple(missing)
        )
    return _verdict([(clauses[m], p, w) for m, (p, w) in sums.items()], baseline, code, unit)


def _clause_of(
    protocol: ProtocolFacts, clause: Commitment, month: Month, on: date
) -> Commitment | None:
    """The clause in force on the month's last day, if none in between was about something else."""
    day = last_of(month)
    if not in_force(protocol, day):
        return None
    changes = [day, *(s.effective_on for s in protocol.signings if day <= s.effective_on <= on)]
    for change in changes:
        then = clause_on(protocol, clause.code, change)
        if then is None or then.place != clause.place:
            return None
        if then.measure != clause.measure or then.work != clause.work:
            return None
    return clause_on(protocol, clause.code, day)


def _month_to_come(
    signatory: Signatory,
    clause: Commitment,
    contracts: Sequence[ContractFacts],
    on: date,
    due: date,
) -> bool:
    for year in range(2012, 2032):
        for number in range(1, 13):
            month = (year, number)
            is_owed = clause.contracts == "new" or date(*month, 1) >= due
            may_be_judged = last_of(month) > on and is_owed and not out_in(signatory, month)
            if may_be_judged and any(runs_in(c, month) for c in contracts):
                return True
    return False


def _verdict(
    judged: Sequence[tuple[Commitment, Fraction, Fraction]],
    baseline: Fraction | str,
    code: str | None,
    unit: str | None,
) -> Said:
    part = sum((p for _, p, _ in judged), Fraction(0))
    whole = sum((w for _, _, w in judged), Fraction(0))
    if baseline == "missing" and any(c.hold_above is not None for c, _, _ in judged):
        floors = [c.floor for c, _, _ in judged]
        needed = sum((f * w for f, (_, _, w) in zip(floors, judged, strict=True) if f), Fraction(0))
        if None in floors or part * 100 >= needed:
            return Said("not-yet-known", "baseline-missing", code, unit, part, whole)
    else:
        bound = [one for one in judged if _floor(one[0], baseline) is not None]
        if not bound:
            because = "no-baseline" if baseline == "none" else "not-above"
            return Said("not-bound", because, code, unit, part, whole)
        part = sum((p for _, p, _ in bound), Fraction(0))
        whole = sum((w for _, _, w in bound), Fraction(0))
        needed = sum(((_floor(c, baseline) or 0) * w for c, _, w in bound), Fraction(0))
    if not whole:
        return Said("not-bound", "no-volume", code, unit, part, whole)
    if part * 100 >= needed:
        return Said("kept", "reaches-floor", code, unit, part, whole, needed / whole, Fraction(0))
    step = Fraction(1) if unit in ("contacts", "cases", "heads") else Fraction(1, 10_000)
    short = Fraction(0)
    while (part + short) * 100 < needed:
        # Steps of one are few; of ten-thousandths many, so the last ones are counted singly.
        far = (needed / 100 - part - short) / step
        short += step * max(1, int(far))
    return Said("broken", "below-floor", code, unit, part, whole, needed / whole, short)
