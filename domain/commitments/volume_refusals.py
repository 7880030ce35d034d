"""What is refused of volumes."""

from __future__ import annotations

from domain.refusal import InvalidValue, Refusal, facts


@facts
class InvalidVolume(InvalidValue):
    """A text that is no volume: 0 or more, with at most 4 decimals."""

    text: str


@facts
class NoPlaceAndVolume(InvalidValue):
    """A text that is not a place, an equals sign and a volume."""

    text: str


@facts
class PartedVolume(InvalidValue):
    """A number of whole things that may be thousands to one reader and decimals to another."""

    text: str
    unit: str
    plain: str


@facts
class UnitNeeded(Refusal):
    """The first report of a contract says what it is measured in."""

    contract: str


@facts
class OtherUnit(Refusal):
    """A contract is measured in one unit."""

    contract: str
    unit: str
    """In which it is measured."""
    other: str


@facts
class PlaceNamedTwice(Refusal):
    """A report names a place once."""

    place: str


@facts
class CountedTwice(Refusal):
    """What was done at a site is not in a report once for the site and once for its country."""

    site: str
    country: str


@facts
class MonthAlreadyReported(Refusal):
    """Other figures for a month need a reason; the old ones stay in the history."""

    contract: str
    month: str
    reported: tuple[str, ...]
    """What is reported, place by place."""


@facts
class NothingReported(Refusal):
    """A report says what was done at one place at least, be it nothing."""

    contract: str
    month: str
