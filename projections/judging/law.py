"""Which rules hold on a day, which countries are outside their areas, and how large an employer is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.commitments.commitment_refusals import UnknownUnion
from domain.notices.laws import Rule, Union


@dataclass(frozen=True, slots=True)
class Law:
    """The rules that were adopted, and the unions that were described."""

    rules: tuple[Rule, ...]
    unions: Mapping[str, Union]

    def check(self) -> None:
        """Refuse to answer as long as a union that a rule names is not described."""
        for rule in self.rules:
            if rule.union is not None and rule.union not in self.unions:
                raise UnknownUnion(rule.code, rule.union)

    def is_inside(self, rule: Rule, country: str, day: date) -> bool:
        """Whether the country is inside the rule's area on the day."""
        if rule.union is not None:
            return self.unions[rule.union].has_on(country, day)
        return country == rule.country

    def is_step(self, country: str, day: date) -> bool:
        """Whether work that arrives there is a step: it is outside the area of some rule adopted."""
        return not all(self.is_inside(rule, country, day) for rule in self.rules)

    def holding_on(self, day: date) -> tuple[Rule, ...]:
        """The rules about arrivals that are in force on the day."""
        return tuple(
            rule for rule in self.rules if rule.present_on is None and rule.is_in_force_on(day)
        )

    def about_presence(self) -> tuple[Rule, ...]:
        """The rules that ask who is there on a day, instead of who arrives."""
        return tuple(rule for rule in self.rules if rule.present_on is not None)

    def note(self, rule: Rule, country: str, day: date) -> str | None:
        """What is to be known about the country's days in the rule's area."""
        return self.unions[rule.union].note_on(country, day) if rule.union else None


@dataclass(frozen=True, slots=True)
class Employment:
    """Who employs at each site, and how many heads an employer has in all."""

    employers: Mapping[tuple[str, date], str] = field(default_factory=dict)
    """By site and day of a step, where it is known."""
    heads: Mapping[tuple[str, date], int] = field(default_factory=dict)
    """By employer and day, at all its sites."""

    def largest(self, sites: Iterable[str], day: date) -> int | None:
        """The heads of the largest of the sites' employers, or none if no employer is known."""
        employers = {self.employers.get((site, day)) for site in sites} - {None}
        return max(
            (self.heads.get((employer, day), 0) for employer in employers if employer), default=None
        )
