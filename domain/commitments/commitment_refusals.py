"""How rientro says no to terms, rules, unions and indicators that cannot be judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.refusal import InvalidValue, Refusal, quoted

# Values -------------------------------------------------------------------------------------


class InvalidMonth(InvalidValue):
    """A text that is no calendar month from 1900 to 2200."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{quoted(text)} is not a month from 1900 to 2200: write it like 2018-03.")


class InvalidPeriod(InvalidValue):
    """A text that is no period of whole months from 1900 to 2200."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} is not a period of whole months from 1900 to 2200: "
            "write it like 2018-06, 2018-Q2, 2018-H1 or 2018."
        )


class InvalidPercent(InvalidValue):
    """A percentage that is not above 0 and at most 100 with at most 4 decimals."""

    def __init__(self, text: str, what: str) -> None:
        super().__init__(
            f"The {what} is {quoted(text)}: write a percentage above 0 and at most 100, with at most "
            'four decimals and in quotes, like "79.5".'
        )


# Files of terms and of law ------------------------------------------------------------------


class InvalidTerms(InvalidValue):
    """A file of terms that cannot be read for what it is."""


class NotToml(InvalidTerms):
    """A file that is no TOML in UTF-8."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"The terms cannot be read: {quoted(problem, 200)}. "
            "Write them as TOML in UTF-8, like the files that are shipped."
        )


class UnknownKey(InvalidTerms):
    """A key that the terms do not have, most likely misspelt."""

    def __init__(self, where: str, key: str, known: Iterable[str]) -> None:
        super().__init__(
            f"{where}: {quoted(key)} is not known here. What is known: {', '.join(sorted(known))}."
        )


class MissingKey(InvalidTerms):
    """Something that the terms have to say."""

    def __init__(self, where: str, key: str) -> None:
        super().__init__(f"{where}: {key} is missing. Say it, since nothing is assumed for it.")


class WrongValue(InvalidTerms):
    """A value of a kind or size that it cannot have."""

    def __init__(self, where: str, key: str, expected: str) -> None:
        super().__init__(f"{where}: {key} has to be {expected}.")


class NamedTwice(Refusal):
    """Within one text a code or a name stands once."""

    def __init__(self, what: str, code: str) -> None:
        super().__init__(f"{what} {code} is named twice. Name it once.")


class NoFloor(Refusal):
    """A commitment promises a least share, not to fall back, or both."""

    def __init__(self, commitment: str) -> None:
        super().__init__(
            f"The commitment {commitment} has no floor, so nothing could be judged by it. "
            "Give it a floor, a hold_above, or both."
        )


# Unions and rules ---------------------------------------------------------------------------


class UnionSpellEndsFirst(Refusal):
    """Membership begins before it ends."""

    def __init__(self, union: str, country: str, since: date, until: date) -> None:
        super().__init__(
            f"{country} cannot be in {union} from {since} until {until}: until is the first day no "
            "longer in it, and has to be later."
        )


class UnionSpellsOverlap(Refusal):
    """A country is a member once at a time."""

    def __init__(self, union: str, country: str, since: date) -> None:
        super().__init__(
            f"{country} is in {union} already on {since}. Write until for the spell before, "
            "or make one spell of both."
        )


class UnknownUnion(Refusal):
    """Whether a country is outside a union cannot be said before its members are."""

    def __init__(self, rule: str, union: str) -> None:
        super().__init__(
            f"The rule {rule} speaks of the union {union}, whose members nobody has described. "
            "Adopt a file that describes them; one is shipped for EU."
        )


class InvalidArea(InvalidTerms):
    """An area that is neither a country nor a union."""

    def __init__(self, where: str, text: str) -> None:
        super().__init__(
            f"{where}: {quoted(text)} is no area: write country:IT or union:EU, for example."
        )


class OneDeadline(Refusal):
    """A rule counts days before work moves, or has one due day for who is there already."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            f"The rule {rule} has to say when a notice is due in one way: either days_before, "
            "or present_on together with due_on."
        )


class RuleEndsFirst(Refusal):
    """A rule is in force on one day at least."""

    def __init__(self, rule: str, in_force_from: date, in_force_until: date) -> None:
        super().__init__(
            f"The rule {rule} cannot be in force from {in_force_from} until {in_force_until}: "
            "until is the last day, and cannot be earlier."
        )


class UnknownShipped(InvalidValue):
    """A name that no shipped file has."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"No file {quoted(name)} is shipped. What is shipped: {', '.join(sorted(known))}."
        )
