"""What happened to unions of countries, to rules of law, and to the notices that they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, final

from pydantic import Field, StringConstraints, model_validator

from domain.event import Event, Stored, Version
from domain.values import Code, ContractCode, CountryCode, Day, Line, Posts, Sha256, Statement

if TYPE_CHECKING:
    from typing import Self

Area = Annotated[
    str, StringConstraints(pattern=r"^(country:[A-Z]{2}|union:[A-Za-z0-9._/-]{1,64})$")
]
"""`country:IT` or `union:EU`."""
DaysBefore = Annotated[int, Field(ge=0, le=3650)]


class MemberSpell(Stored):
    """A country in a union from a day on; `until` is the first day no longer in it."""

    country: CountryCode
    since: Day
    until: Day | None
    note: Line | None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.until is not None and self.until <= self.since:
            raise ValueError("until is not later")
        return self


class RuleRecipient(Stored):
    """With whom a notice is filed, and by whom."""

    name: Code
    filed_by: Line


@final
class UnionDescribed(Event, topic="union-described.1", stream="union"):
    """The countries of a union were said, each with the days on which it was a member.

    The latest description that stands holds, for the whole past. Only the first has no reason.
    """

    title: Line
    members: Annotated[tuple[MemberSpell, ...], Field(min_length=1)]
    source: Statement
    reason: Line | None = None

    @model_validator(mode="after")
    def _spells_are_apart(self) -> Self:
        latest: dict[str, MemberSpell] = {}
        for member in sorted(self.members, key=lambda each: (each.country, each.since)):
            before = latest.get(member.country)
            if before is not None and (before.until is None or before.until > member.since):
                raise ValueError(f"{member.country} twice")
            latest[member.country] = member
        return self


@final
class UnionVoided(Event, topic="union-voided.1", stream="union"):
    """A description of a union was taken back: it had been recorded by mistake."""

    version: Version
    reason: Line


@final
class RuleAdopted(Event, topic="rule-adopted.1", stream="rule"):
    """A rule asks for a notice before work goes outside its area, on the days on which it is in force.

    `in_force_until` is the last of these days. A notice is due `days_before` the day on which work
    arrives; or the rule asks about who is there on `present_on`, and the notice is due on `due_on`.
    The latest text that stands holds. Only the first has no reason.
    """

    title: Line
    text: Statement
    source: Statement
    area: Area
    in_force_from: Day
    in_force_until: Day | None = None
    days_before: DaysBefore | None = None
    employees_from: Posts | None = None
    recipients: Annotated[tuple[RuleRecipient, ...], Field(min_length=1)]
    present_on: Day | None = None
    due_on: Day | None = None
    reason: Line | None = None

    @property
    def note_hash(self) -> None:
        """None: its text is the clause itself, and no note."""

    @model_validator(mode="after")
    def _can_be_judged(self) -> Self:
        by_presence = self.present_on is not None and self.due_on is not None
        by_neither = self.present_on is None and self.due_on is None
        if not (by_neither if self.days_before is not None else by_presence):
            raise ValueError("one deadline")
        if self.in_force_until is not None and self.in_force_until < self.in_force_from:
            raise ValueError("it ends first")
        if len({each.name for each in self.recipients}) < len(self.recipients):
            raise ValueError("a recipient is named once")
        return self


@final
class RuleVoided(Event, topic="rule-voided.1", stream="rule"):
    """A text of a rule was taken back: it had been recorded by mistake."""

    version: Version
    reason: Line


@final
class NoticeFiled(Event, topic="notice-filed.1", stream="notice"):
    """Notice was given to a recipient of a rule that so many go to work in a country from a day on.

    Without contracts it is about any. `number` is that of the recipient's protocol, and `sha256` that
    of the receipt. A notice's code holds one for each recipient.
    """

    rule: Code
    recipient: Code
    country: CountryCode
    contracts: tuple[ContractCode, ...] = ()
    workers: Posts
    from_on: Day
    filed_on: Day
    number: Line | None = None
    sha256: Sha256 | None = None
    source: Line | None = None


@final
class NoticeVoided(Event, topic="notice-voided.1", stream="notice"):
    """A notice was taken back: it had been recorded by mistake."""

    version: Version
    reason: Line


UnionEvent = UnionDescribed | UnionVoided
"""What a union's stream is made of."""
RuleEvent = RuleAdopted | RuleVoided
"""What a rule's stream is made of."""
NoticeEvent = NoticeFiled | NoticeVoided
"""What a notice's stream is made of."""
