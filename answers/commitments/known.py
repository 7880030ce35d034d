"""What is judged: each protocol with its signatories and their contracts, as the ledger knows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from answers.known import not_known
from domain.countries import is_country
from projections.commitments.known_protocols import ProtocolKnown, protocol_list, protocol_named
from projections.judging.commitments import CommitmentJudgment, judge
from projections.judging.facts import ContractFacts, Figures, ProtocolFacts, Signatory
from projections.judging.shares import floors_in_force
from projections.judging.wanted import Wanted, together, wanted
from projections.judging.workings import Workings
from projections.sites import site_list

if TYPE_CHECKING:
    from projections.view import View


@dataclass(frozen=True, slots=True)
class Case:
    """A protocol, and those of its signatories that are asked about."""

    view: View
    protocols: Sequence[ProtocolKnown]
    """All that are known, since the floors of each are in force beside the others."""
    protocol: ProtocolKnown
    signatories: tuple[Signatory, ...]
    facts: ProtocolFacts
    """The protocol as it is judged."""

    @property
    def joined_on(self) -> date | None:
        """When the first of them joined."""
        return min((one.joined_on for one in self.signatories), default=None)

    def wanted(self, days: Iterable[date]) -> Wanted:
        """All that the commitments look at on these days."""
        return together(wanted(self.facts, self.signatories, day) for day in days)

    def limits(self, on: date) -> tuple[Fraction, ...]:
        """The percentages that nothing is printed onto without reaching them."""
        return floors_in_force((each.facts for each in self.protocols), on)

    def judged(
        self,
        on: date,
        contracts: dict[str, ContractFacts],
        sums: Figures,
        workings: Workings | None = None,
    ) -> list[CommitmentJudgment]:
        """Every commitment of every signatory that is asked about.

        Who asks for several days gives the `workings` of the sums each time.
        """
        limits, workings = self.limits(on), workings or Workings(sums)
        return [
            judgment
            for signatory in self.signatories
            for judgment in judge(self.facts, signatory, contracts, sums, on, limits, workings)
        ]


def cases(view: View, protocol: str | None, signatory: str | None) -> list[Case]:
    """The protocols asked about, each with those to judge; refuses what is not known."""
    known = protocol_list(view)
    asked = known if protocol is None else [protocol_named(view, protocol)]
    names = {one.name for each in asked for one in each.signatories}
    if signatory is not None and signatory not in names:
        raise not_known(view, "signatory", signatory, names)
    return [
        Case(
            view,
            known,
            each,
            tuple(one for one in each.signatories if signatory in (None, one.name)),
            each.facts,
        )
        for each in asked
    ]


def must_be_place(view: View, place: str) -> None:
    """Refuse a site that the ledger does not know; a country may have no site yet."""
    what, _, code = place.rpartition(":")
    sites = [site.site for site in site_list(view)]
    if code in sites and what != "country":
        return
    if what == "site" or not is_country(code):
        raise not_known(view, "place", code, sites)
