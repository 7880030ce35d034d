"""Who keeps what they signed: each commitment of a signatory, judged on a day.

The order is that of the rules: is it bound, by which contracts, is it due, which months, which floor, is it
reached. A verdict is never guessed: a missing month gives none.

Where the contract of this capability leaves room, this is what is done:
a contract counts once its first day has come, and its client and supplier are those of the day asked about;
a contract that is not new only since it succeeds an older one has a row that says so (`succeeds-older`);
the row for all together is given where there are several contracts in one unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain.commitments.shares import Month, amount_text, due_day, percent_text
from domain.commitments.terms import Commitment, Measure
from projections.judging.facts import (
    ContractCode,
    ContractFacts,
    Figures,
    MissingMonth,
    ProtocolFacts,
    Signatory,
    by_unit,
)
from projections.judging.floors import Baseline, FloorFrom
from projections.judging.newness import Considered, considered
from projections.judging.sums import Summed
from projections.judging.verdicts import Because, Judgment, Verdict, decide
from projections.judging.weighing import Found, Scope, Weighing
from projections.judging.workings import Workings


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment of a signatory, for one contract or for all together in one unit."""

    protocol: str
    commitment: str
    signatory: str
    contract: str | None
    """None where the row is about all together, or about no contract at all."""
    verdict: Verdict | None
    """None in a row that is information and decides nothing."""
    because: Because
    floor: str | None
    floor_from: FloorFrom | None
    measure: Measure
    proxy: bool
    assumed: bool
    """Whether the day of agreement is not known, and the first day that it runs was taken."""
    joined_on: date
    rejoined_on: date | None
    due_on: date
    since: str | None
    until: str | None
    missing: tuple[str, ...]
    missing_from: tuple[MissingMonth, ...]
    unit: str | None
    part: str | None
    whole: str | None
    percent: float | None
    short: str | None
    """The least that would have had to be there more, at the same whole."""
    baseline: Baseline | None
    succeeds: str | None
    """The contract by whose day of agreement this one is new or not, where that is another one."""


@dataclass(frozen=True, slots=True)
class CommitmentJudgment:
    """What the rows of one commitment come to, for one signatory."""

    commitment: Commitment
    signatory: str
    verdict: Verdict
    because: Because
    rows: tuple[CommitmentRow, ...]
    summed: tuple[Summed, ...]
    """What was added up for it, in the window and before joining."""

    @property
    def looked_at(self) -> frozenset[tuple[ContractCode, Month]]:
        """Whose report of which month was asked for."""
        return frozenset(asked for each in self.summed for asked in each.asked)


def judge(
    protocol: ProtocolFacts,
    signatory: Signatory,
    contracts: Mapping[ContractCode, ContractFacts],
    figures: Figures,
    on: date,
    limits: Sequence[Fraction] = (),
    workings: Workings | None = None,
) -> tuple[CommitmentJudgment, ...]:
    """Every commitment of the text in force on the day.

    `limits` are percentages that nothing is printed onto without reaching them (`floors_in_force`).
    Who judges more of the same figures gives the `workings` each time.
    """
    workings = workings or Workings(figures)
    signing = protocol.signing_on(on)
    if signing is None:
        return ()
    return tuple(
        _Case(protocol, signatory, commitment, contracts, workings, on, tuple(limits)).judged()
        for commitment in signing.terms.commitments
    )


def history(
    protocol: ProtocolFacts,
    signatory: Signatory,
    contracts: Mapping[ContractCode, ContractFacts],
    figures: Figures,
    days: Iterable[date],
) -> dict[date, tuple[CommitmentJudgment, ...]]:
    """The same on several days, such as the last of each month."""
    workings = Workings(figures)
    return {
        day: judge(protocol, signatory, contracts, figures, day, workings=workings) for day in days
    }


@dataclass(frozen=True, slots=True)
class _Case:
    protocol: ProtocolFacts
    signatory: Signatory
    commitment: Commitment
    contracts: Mapping[ContractCode, ContractFacts]
    workings: Workings
    on: date
    limits: tuple[Fraction, ...]

    def judged(self) -> CommitmentJudgment:
        """The rows, and what they come to."""
        unbound = self._unbound()
        if unbound is not None:
            return self._close([(None, Found(Judgment("not-bound", unbound)))])
        weighing = Weighing(
            self.protocol,
            self.signatory,
            self.commitment,
            self.contracts,
            self.workings,
            self.on,
            self._due_on,
        )
        named = considered(
            self._work(), self.contracts, self.commitment, self.signatory.joined_on, self.on
        )
        if not named:
            return self._close([(None, Found(Judgment("not-bound", "no-new-contracts")))])
        rows: list[tuple[Scope | None, Found]] = [
            (scope, weighing.of(scope))
            for scope in self._scopes([one for one in named if one.counts])
        ]
        rows += [
            (
                Scope((one,), one.contract.unit, alone=True),
                Found(Judgment("not-bound", "succeeds-older")),
            )
            for one in named
            if not one.counts
        ]
        return self._close(rows)

    def _unbound(self) -> Because | None:
        """Why the signatory is not bound at all, if so."""
        if self.on < self.signatory.joined_on:
            return "not-joined"
        if not self.signatory.is_in_on(self.on):
            return "left"
        if not self.protocol.is_in_force_on(self.on):
            return "protocol-ended"
        if not any(contract.has_begun(self.on) for contract in self._work()):
            in_house = self.commitment.work == "in-house"
            return "no-in-house-work" if in_house else "no-outsourced-work"
        return None

    def _work(self) -> tuple[ContractFacts, ...]:
        """The signatory's contracts of the kind of work that the commitment is about."""
        return self.workings.work(self.contracts, self.signatory.name, self.commitment.work)

    @property
    def _due_on(self) -> date:
        return due_day(self.signatory.joined_on, self.commitment.due)

    def _scopes(self, counted: Sequence[Considered]) -> list[Scope]:
        """A row for each contract or for all together; in one unit each."""
        if not counted:
            return []
        by_code = {one.contract.code: one for one in counted}
        facts = [one.contract for one in counted]
        units = {self.commitment.measure: facts} if self.commitment.is_proxy else by_unit(facts)
        together = [
            (unit, tuple(by_code[contract.code] for contract in those))
            for unit, those in units.items()
        ]
        if self.commitment.judged == "together":
            return [Scope(those, unit, alone=False) for unit, those in together]
        each = [Scope((one,), self._unit_of(one.contract), alone=True) for one in counted]
        return each + [
            Scope(those, unit, alone=False, decides=False)
            for unit, those in together
            if len(those) > 1
        ]

    def _unit_of(self, contract: ContractFacts) -> str | None:
        return self.commitment.measure if self.commitment.is_proxy else contract.unit

    # What it comes to -----------------------------------------------------------------------

    def _close(self, found: Sequence[tuple[Scope | None, Found]]) -> CommitmentJudgment:
        deciding = [one.judgment for scope, one in found if scope is None or scope.decides]
        judgment = decide(deciding)
        return CommitmentJudgment(
            commitment=self.commitment,
            signatory=self.signatory.name,
            verdict=judgment.verdict,
            because=judgment.because,
            rows=tuple(self._row(scope, one) for scope, one in found),
            summed=tuple(
                summed
                for _, one in found
                for summed in (one.months, one.before.months if one.before else None)
                if summed is not None
            ),
        )

    def _row(self, scope: Scope | None, found: Found) -> CommitmentRow:
        contracts = scope.contracts if scope else ()
        alone = contracts[0] if scope and scope.alone else None
        decides = scope is None or scope.decides
        share, months = found.share, found.months
        limits = (*self.limits, *self.commitment.limits)
        if found.floor is not None:
            limits = (*limits, found.floor)
        return CommitmentRow(
            protocol=self.protocol.code,
            commitment=self.commitment.code,
            signatory=self.signatory.name,
            contract=alone.contract.code if alone else None,
            verdict=found.judgment.verdict if decides else None,
            because=found.judgment.because if decides else "information",
            floor=percent_text(found.floor) if found.floor is not None else None,
            floor_from=found.origin,
            measure=self.commitment.measure,
            proxy=self.commitment.is_proxy,
            assumed=any(one.assumed for one in contracts),
            joined_on=self.signatory.joined_on,
            rejoined_on=self.signatory.rejoined_on(self.on),
            due_on=self._due_on,
            since=months.since if months else None,
            until=months.until if months else None,
            missing=months.missing if months else (),
            missing_from=months.missing_from if months and not alone else (),
            unit=scope.unit if scope else None,
            part=amount_text(share.part) if share else None,
            whole=amount_text(share.whole) if share else None,
            percent=share.percent(limits) if share else None,
            short=amount_text(found.short) if decides and found.short is not None else None,
            baseline=found.before.shown(limits) if found.before else None,
            succeeds=alone.by.code if alone and alone.by != alone.contract else None,
        )
