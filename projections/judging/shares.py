"""What part of the work is done at a place: by contract, client, supplier, or in total.

Where the contract of this capability leaves room, this is what is done:
`since` and `until` are the first and the last month of the window in which a contract of the row ran;
`latest` is none where none ran in the last month that is over; a client and a supplier are those of the
day asked about; `change` is rounded away from nothing, since that is what half up means to most programs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from domain.commitments.shares import Month, Share, amount_text, last_whole_month, total, window
from domain.commitments.terms import Commitment, Measure, Work
from projections.judging.facts import (
    ContractFacts,
    Figures,
    MissingMonth,
    Place,
    ProtocolFacts,
    by_unit,
)
from projections.judging.sums import Summed, add_up

By = Literal["contract", "client", "supplier", "total"]


@dataclass(frozen=True, slots=True)
class Latest:
    """The share of the last month that is over."""

    month: str
    part: str
    whole: str
    percent: float | None


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What part of one group's work, in one unit, is done at the place."""

    contract: str | None
    client: str | None
    supplier: str | None
    work: Work | None
    agreed_on: date | None
    unit: str | None
    since: str | None
    until: str | None
    missing: tuple[str, ...]
    missing_from: tuple[MissingMonth, ...]
    """Which contract lacks which month, in a row of several contracts."""
    part: str
    whole: str
    percent: float | None
    before: float | None
    """The percentage of as many months before, if they are complete."""
    change: float | None
    """Percentage points more than then."""
    latest: Latest | None


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """All rows of a unit together."""

    unit: str | None
    part: str
    whole: str
    percent: float | None


@dataclass(frozen=True, slots=True)
class Shares:
    """The answer to `shares`."""

    on: date
    place: Place
    measure: Measure
    proxy: bool
    rows: tuple[ShareRow, ...]
    total: tuple[UnitTotal, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: which place, until which day, over how many months."""

    place: Place
    on: date
    months: int = 12
    measure: Measure = "volume"
    by: By = "contract"


def shares(
    contracts: Iterable[ContractFacts],
    figures: Figures,
    question: Question,
    floors: Sequence[Fraction] = (),
) -> Shares:
    """The shares on a day. `floors` are those of all terms in force then (`floors_in_force`)."""
    known = tuple(contracts)
    if question.measure == "volume":
        row, counted = _volume_row, _ran_lately(known, question)
    else:
        row, counted = _stock_row, tuple(c for c in known if c.runs_on(question.on))
    made = [
        row(_Group(key, question, unit, tuple(those)), figures, floors)
        for key, group in _grouped(counted, question.by)
        for unit, those in _units(group, question.measure).items()
    ]
    rows = [one for one in made if one is not None]
    return Shares(
        on=question.on,
        place=question.place,
        measure=question.measure,
        proxy=question.measure != "volume",
        rows=tuple(rows),
        total=_totals(counted, figures, question, floors),
    )


def history(
    contracts: Iterable[ContractFacts],
    figures: Figures,
    question: Question,
    floors_on: Callable[[date], Sequence[Fraction]],
) -> tuple[Shares, ...]:
    """The same month by month, each as on its last day, earliest first."""
    known = tuple(contracts)
    return tuple(
        shares(
            known,
            figures,
            Question(question.place, month.last, 1, question.measure, question.by),
            floors_on(month.last),
        )
        for month in window(question.on, question.months)
    )


def floors_in_force(protocols: Iterable[ProtocolFacts], on: date) -> tuple[Fraction, ...]:
    """Every percentage that terms in force on the day name."""
    named = {limit for each in _in_force(protocols, on) for limit in each.limits}
    return tuple(sorted(named))


def places_in_force(protocols: Iterable[ProtocolFacts], on: date) -> tuple[Place, ...]:
    """The places that protocols in force on the day name. A question that names none means the only one."""
    return tuple(sorted({each.place for each in _in_force(protocols, on)}))


def _in_force(protocols: Iterable[ProtocolFacts], on: date) -> Iterator[Commitment]:
    """What those promise that are in force on the day."""
    for protocol in protocols:
        signing = protocol.signing_on(on)
        if signing is not None and protocol.is_in_force_on(on):
            yield from signing.terms.commitments


@dataclass(frozen=True, slots=True)
class _Group:
    key: str | None
    question: Question
    unit: str | None
    contracts: tuple[ContractFacts, ...]

    @property
    def only(self) -> ContractFacts | None:
        """The contract of a row by contract."""
        return self.contracts[0] if self.question.by == "contract" else None


def _ran_lately(
    contracts: tuple[ContractFacts, ...], question: Question
) -> tuple[ContractFacts, ...]:
    """Those that ran in the window, or in the one before, with which it is compared."""
    months = window(question.on, 2 * question.months)
    return tuple(c for c in contracts if any(map(c.runs_in, months)))


def _grouped(
    contracts: tuple[ContractFacts, ...], by: By
) -> list[tuple[str | None, list[ContractFacts]]]:
    groups: dict[str | None, list[ContractFacts]] = {}
    for contract in contracts:
        key = {
            "contract": contract.code,
            "client": contract.client,
            "supplier": contract.supplier,
            "total": None,
        }[by]
        groups.setdefault(key, []).append(contract)
    return sorted(groups.items(), key=lambda item: (item[0] is None, item[0] or ""))


def _units(
    contracts: Iterable[ContractFacts], measure: Measure
) -> dict[str | None, list[ContractFacts]]:
    return by_unit(contracts) if measure == "volume" else {measure: list(contracts)}


def _volume_row(group: _Group, figures: Figures, floors: Sequence[Fraction]) -> ShareRow | None:
    question = group.question
    months = window(question.on, question.months)
    now = add_up(group.contracts, months, question.place, figures)
    if not now.by_month:
        return None
    earlier = [month.plus(-question.months) for month in months]
    before = add_up(group.contracts, earlier, question.place, figures)
    # Nothing is compared with months of which something is missing, or in which nothing was done.
    comparable = not before.missing_from and before.share.whole > 0
    return _row(
        group,
        now.share,
        floors,
        now=now,
        before=before.share if comparable else None,
        latest=_latest(now, last_whole_month(question.on), floors),
    )


def _stock_row(group: _Group, figures: Figures, floors: Sequence[Fraction]) -> ShareRow | None:
    return _row(group, _stock(group.contracts, figures, group.question), floors)


def _row(
    group: _Group,
    share: Share,
    floors: Sequence[Fraction],
    *,
    now: Summed | None = None,
    before: Share | None = None,
    latest: Latest | None = None,
) -> ShareRow:
    only, by = group.only, group.question.by
    return ShareRow(
        contract=only.code if only else None,
        client=only.client if only else group.key if by == "client" else None,
        supplier=only.supplier if only else group.key if by == "supplier" else None,
        work=only.work if only else None,
        agreed_on=only.agreed_on if only else None,
        unit=group.unit,
        since=now.since if now else None,
        until=now.until if now else None,
        missing=now.missing if now else (),
        missing_from=now.missing_from if now and not only else (),
        part=amount_text(share.part),
        whole=amount_text(share.whole),
        percent=share.percent(floors),
        before=before.percent(floors) if before else None,
        change=share.change_since(before) if before else None,
        latest=latest,
    )


def _latest(now: Summed, month: Month, floors: Sequence[Fraction]) -> Latest | None:
    share = now.by_month.get(month)
    if share is None:
        return None
    return Latest(
        str(month), amount_text(share.part), amount_text(share.whole), share.percent(floors)
    )


def _stock(contracts: Iterable[ContractFacts], figures: Figures, question: Question) -> Share:
    return total(
        figures.stock(question.measure, question.place, question.on, contract.code)
        for contract in contracts
    )


def _totals(
    contracts: tuple[ContractFacts, ...],
    figures: Figures,
    question: Question,
    floors: Sequence[Fraction],
) -> tuple[UnitTotal, ...]:
    totals: list[UnitTotal] = []
    for unit, those in _units(contracts, question.measure).items():
        if question.measure == "volume":
            months = window(question.on, question.months)
            summed = add_up(those, months, question.place, figures)
            if not summed.by_month:
                continue
            share = summed.share
        else:
            share = _stock(those, figures, question)
        totals.append(
            UnitTotal(
                unit, amount_text(share.part), amount_text(share.whole), share.percent(floors)
            )
        )
    return tuple(totals)
