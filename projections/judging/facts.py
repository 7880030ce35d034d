"""What shares and commitments are judged from.

Whoever fills these from a database asks for sums: one row for each contract and month (the part at the
place, and the whole), and one for each contract on the few days of which heads are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.commitments.shares import Month, Share, runs_in
from domain.commitments.terms import Commitment, Measure, ProtocolTerms, Work

# What is measured in these is counted in whole things.
WHOLE_THINGS = frozenset({"contacts", "cases", "heads"})

Place = str
ContractCode = str


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract as it is known on the day asked about."""

    code: ContractCode
    client: str
    supplier: str | None
    """None means that the client does the work itself."""
    runs_from: date
    ends_on: date | None = None
    """The first day on which it no longer runs."""
    agreed_on: date | None = None
    succeeds: ContractCode | None = None
    unit: str | None = None
    """What its volume is measured in; none as long as no report stands."""

    @property
    def work(self) -> Work:
        """Whether a supplier does the work."""
        return "in-house" if self.supplier is None else "outsourced"

    def has_begun(self, on: date) -> bool:
        """Whether its first day has come."""
        return self.runs_from <= on

    def runs_on(self, day: date) -> bool:
        """Whether it runs on the day."""
        return self.runs_from <= day and (self.ends_on is None or day < self.ends_on)

    def runs_in(self, month: Month) -> bool:
        """Whether it runs on a day of the month."""
        return runs_in(month, self.runs_from, self.ends_on)

    def months_among(self, months: Iterable[Month]) -> list[Month]:
        """Those in which it runs on a day, which are months in a row."""
        first, ends_on = Month.of(self.runs_from), self.ends_on
        if ends_on is None:
            return [month for month in months if first <= month]
        if ends_on <= self.runs_from:
            return []
        last = Month.of(ends_on - timedelta(days=1))
        return [month for month in months if first <= month <= last]


@dataclass(frozen=True, slots=True)
class Spell:
    """From the day on which a signatory joined to the day before it left."""

    joined_on: date
    left_on: date | None = None
    """The first day on which it was out."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """A client that joined a protocol, perhaps more than once."""

    name: str
    spells: tuple[Spell, ...]
    """In the order of the days; at least one."""

    @property
    def joined_on(self) -> date:
        """The first joining, by which it is judged."""
        return self.spells[0].joined_on

    def is_in_on(self, day: date) -> bool:
        """Whether it had joined and not left."""
        return any(
            spell.joined_on <= day and (spell.left_on is None or day < spell.left_on)
            for spell in self.spells
        )

    def rejoined_on(self, on: date) -> date | None:
        """The latest joining again up to the day."""
        again = [spell.joined_on for spell in self.spells[1:] if spell.joined_on <= on]
        return again[-1] if again else None

    def was_out_in(self, month: Month) -> bool:
        """Whether there was a day of the month between leaving and joining again."""
        return any(
            before.left_on is not None
            and before.left_on < after.joined_on
            and before.left_on <= month.last
            and month.first < after.joined_on
            for before, after in zip(self.spells, self.spells[1:], strict=False)
        )


@dataclass(frozen=True, slots=True)
class Signing:
    """Terms that were signed, from the day on which they take effect."""

    effective_on: date
    terms: ProtocolTerms


@dataclass(frozen=True, slots=True)
class ProtocolFacts:
    """A protocol: every text of it that was signed. Drafts are not among them, and never judged."""

    code: str
    signings: tuple[Signing, ...]
    """As they were recorded; of two from the same day the later one holds."""
    ended_on: date | None = None
    """The first day on which it was no longer in force, where somebody ended it."""

    def signing_on(self, day: date) -> Signing | None:
        """The text in force on the day, whether or not it has run out since."""
        latest: Signing | None = None
        for signing in self.signings:
            if signing.effective_on <= day and (
                latest is None or signing.effective_on >= latest.effective_on
            ):
                latest = signing
        return latest

    def is_in_force_on(self, day: date) -> bool:
        """Whether it holds on the day."""
        signing = self.signing_on(day)
        if signing is None or (self.ended_on is not None and day >= self.ended_on):
            return False
        return not signing.terms.have_run_out(day)

    def commitment_on(self, code: str, day: date) -> Commitment | None:
        """The commitment as the text in force on the day has it."""
        signing = self.signing_on(day)
        return signing.terms.commitment(code) if signing else None


Reports = Mapping[ContractCode, Mapping[Month, Share]]
"""The months for which a report stands; one that was taken back is not among them."""

Stock = Mapping[ContractCode, Share]
"""Heads or FTE at the end of a day, of the contracts that have any."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums, for each place that is asked about."""

    reports: Mapping[Place, Reports] = field(default_factory=dict)
    stocks: Mapping[tuple[Measure, Place, date], Stock] = field(default_factory=dict)

    def report(self, place: Place, contract: ContractCode, month: Month) -> Share | None:
        """What was reported, or none where no report stands."""
        return self.reports.get(place, {}).get(contract, {}).get(month)

    def stock(self, measure: Measure, place: Place, day: date, contract: ContractCode) -> Share:
        """Heads or FTE at the end of the day."""
        return self.stocks.get((measure, place, day), {}).get(contract, Share())


@dataclass(frozen=True, slots=True)
class MissingMonth:
    """A month in which a contract ran and for which no report stands."""

    contract: ContractCode
    month: str


def first_in_chain(
    contract: ContractFacts, contracts: Mapping[ContractCode, ContractFacts]
) -> ContractFacts:
    """The contract that this one succeeds, and so on to the first of them that is known."""
    seen = {contract.code}
    while contract.succeeds is not None and contract.succeeds not in seen:
        before = contracts.get(contract.succeeds)
        if before is None:
            break
        seen.add(before.code)
        contract = before
    return contract


def by_unit(contracts: Iterable[ContractFacts]) -> dict[str | None, list[ContractFacts]]:
    """The contracts that may be added up, by unit.

    A contract of which nothing was ever reported has no unit. It may be any of them, so it stands in
    each, where its months are missing, and alone only where there is no other.
    """
    of_unit: dict[str | None, list[ContractFacts]] = {}
    unknown: list[ContractFacts] = []
    for contract in contracts:
        if contract.unit is None:
            unknown.append(contract)
        else:
            of_unit.setdefault(contract.unit, []).append(contract)
    if not of_unit:
        return {None: unknown} if unknown else {}
    ordered = dict(sorted(of_unit.items(), key=lambda item: str(item[0])))
    return {unit: [*those, *unknown] for unit, those in ordered.items()}
