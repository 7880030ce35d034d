"""How rientro says no to laws and notices that cannot be recorded."""

from __future__ import annotations

from datetime import date, datetime

from domain.refusal import Refusal, facts


@facts
class UnionAlreadyDescribed(Refusal):
    """A union is described otherwise for a reason."""

    union: str


@facts
class RuleAlreadyAdopted(Refusal):
    """A rule is adopted with another text for a reason."""

    rule: str


@facts
class UnknownRule(Refusal):
    """A rule must have been adopted."""

    rule: str
    known_at: datetime | None = None
    known: tuple[str, ...] = ()


@facts
class UnionNotDescribed(Refusal):
    """A union must have been described to be shown."""

    union: str
    known_at: datetime | None = None


@facts
class UnknownRecipient(Refusal):
    """A notice is filed with a recipient that its rule names."""

    rule: str
    recipient: str
    known: tuple[str, ...]


@facts
class NoticeAlreadyFiled(Refusal):
    """A notice's code has one notice for each recipient."""

    notice: str
    recipient: str
    filed_on: date
