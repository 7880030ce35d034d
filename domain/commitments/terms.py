"""What a protocol promises: commitments as frozen values, read from a file that a lawyer can read.

Nothing here knows a figure of any protocol. What a clause does not say (what is new, each or together,
over which months) is declared in the file, beside the clause word for word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from domain import values
from domain.commitments.commitment_refusals import NoFloor
from domain.toml_tables import Table, once_each, read_toml

Work = Literal["in-house", "outsourced"]
Contracts = Literal["all", "new"]
Successors = Literal["new", "as-first"]
Judged = Literal["each", "together"]
Measure = Literal["volume", "heads", "fte"]

MOST_MONTHS = 24
"""The longest window that a commitment may be judged over."""
MOST_DUE = 240
"""The longest time after joining, in months, in which nothing is owed yet."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """One clause that can be judged."""

    code: str
    text: str
    """The clause, word for word."""
    work: Work
    contracts: Contracts
    judged: Judged
    place: str
    """A country, or the code of a site."""
    measure: Measure
    months: int
    """The longest window judged."""
    floor: Fraction | None = None
    """The least share, in percent."""
    hold_above: Fraction | None = None
    """Whose share before joining was above this must not fall below that share."""
    due: int | None = None
    """Months after joining; none means at once."""
    successors: Successors = "as-first"
    """By whose day of agreement a contract that succeeds another is new: its own, or the first one's."""

    @property
    def is_proxy(self) -> bool:
        """Whether it is judged by something that stands for volume."""
        return self.measure != "volume"

    @property
    def limits(self) -> tuple[Fraction, ...]:
        """The percentages that it names."""
        return tuple(limit for limit in (self.floor, self.hold_above) if limit is not None)


@dataclass(frozen=True, slots=True)
class ProtocolTerms:
    """What the signatories of a protocol promise."""

    title: str
    commitments: tuple[Commitment, ...]
    review_on: date | None = None
    ends_on: date | None = None
    """The last day in force; none means without end."""
    renews: bool = False
    """Whether it stays in force after that day until somebody ends it."""

    def commitment(self, code: str) -> Commitment | None:
        """The commitment of this code."""
        return next((one for one in self.commitments if one.code == code), None)

    def have_run_out(self, on: date) -> bool:
        """Whether the last day is over and they do not renew themselves."""
        return self.ends_on is not None and on > self.ends_on and not self.renews


@dataclass(frozen=True, slots=True)
class ProtocolFile:
    """The terms as they were read, and the source that the file names, if any."""

    terms: ProtocolTerms
    source: str | None = None


def read_protocol(content: bytes) -> ProtocolFile:
    """The terms in a TOML file; refuses everything that is not known, and what cannot be judged."""
    table = read_toml(content, "the protocol")
    source = table.maybe("source", table.line)
    terms = ProtocolTerms(
        title=table.line("title"),
        review_on=table.maybe("review_on", table.day),
        ends_on=table.maybe("ends_on", table.day),
        renews=table.flag("renews"),
        commitments=tuple(map(_commitment, table.tables("commitment", "commitment"))),
    )
    table.done()
    once_each("The commitment", (one.code for one in terms.commitments))
    return ProtocolFile(terms, source)


def _commitment(table: Table) -> Commitment:
    code = table.code("code")
    table.named(f"commitment {code}")
    commitment = Commitment(
        code=code,
        text=table.statement("text"),
        work=table.choice("work", get_args(Work)),
        contracts=table.choice("contracts", get_args(Contracts)),
        judged=table.choice("judged", get_args(Judged)),
        place=values.place_name(table.line("place")),
        measure=table.choice("measure", get_args(Measure)),
        months=table.number("months", 1, MOST_MONTHS),
        floor=table.maybe("floor", table.percent),
        hold_above=table.maybe("hold_above", table.percent),
        due=table.maybe("due", lambda key: table.number(key, 0, MOST_DUE)),
        successors=(
            table.choice("successors", get_args(Successors))
            if table.has("successors")
            else "as-first"
        ),
    )
    table.done()
    if not commitment.limits:
        raise NoFloor(code)
    return commitment
