"""Unions, rules and notices as the ledger knows them: what stands of what was said of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, assert_never

from domain.correction_refusals import StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.notices.notice_events import (
    MemberSpell,
    NoticeEvent,
    NoticeFiled,
    NoticeVoided,
    RuleAdopted,
    RuleEvent,
    RuleRecipient,
    RuleVoided,
    UnionDescribed,
    UnionEvent,
    UnionVoided,
)
from domain.notices.notice_refusals import (
    NoticeAlreadyFiled,
    RuleAlreadyAdopted,
    UnionAlreadyDescribed,
    UnknownRecipient,
    UnknownRule,
)
from domain.refusal import HistoryDiffers
from domain.register import Register
from domain.values import Code

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.notices import laws


class LawBooks(Register, Protocol):
    """What the rules may ask about laws and notices."""

    def rule(self, code: Code, /) -> RuleBook:
        """The rule, which may not have been adopted yet."""

    def who_files_under(self, rule: Code, /) -> Code | None:
        """A notice that stands and was filed under the rule, if there is one."""


# Unions -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnionBook:
    """A union of countries, by what stands of what was said of it."""

    code: Code
    version: int = 0
    standing: tuple[tuple[int, UnionDescribed], ...] = ()
    """What was said, by its version, the latest last."""

    @property
    def latest(self) -> UnionDescribed | None:
        """The description that holds."""
        return self.standing[-1][1] if self.standing else None

    def describe(
        self, union: laws.Union, *, reason: str | None, register: LawBooks
    ) -> UnionDescribed | None:
        """Describe the union, or say nothing where it is described just so."""
        event = UnionDescribed(
            title=union.title,
            members=tuple(
                MemberSpell(country=m.country, since=m.since, until=m.until, note=m.note)
                for m in union.members
            ),
            source=union.source,
            reason=reason if self.standing else None,
        )
        if self.latest is not None and _without_reason(event) == _without_reason(self.latest):
            return None
        self.check(event, register)
        return event

    def void(self, version: int, *, reason: str, register: LawBooks) -> UnionVoided:
        """Take back the description of that version."""
        if version not in dict(self.standing):
            raise CannotBeVoided("union", self.code)
        event = UnionVoided(version=version, reason=reason)
        self.check(event, register)
        return event

    def check(self, event: UnionEvent, register: LawBooks) -> None:  # noqa: ARG002 (as every aggregate)
        """Refuse an event that the union's history does not allow."""
        match event:
            case UnionDescribed(reason=reason):
                if self.standing and reason is None:
                    raise UnionAlreadyDescribed(self.code)
            case UnionVoided(version=version):
                if version not in dict(self.standing):
                    raise HistoryDiffers(self.code, "void-of-description")
            case _:
                assert_never(event)

    def after(self, event: UnionEvent) -> UnionBook:
        """The union after the event, which is believed."""
        version = self.version + 1
        match event:
            case UnionDescribed():
                standing = (*self.standing, (version, event))
            case UnionVoided(version=voided):
                standing = tuple(each for each in self.standing if each[0] != voided)
            case _:
                assert_never(event)
        return replace(self, version=version, standing=standing)


# Rules --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleBook:
    """A law's duty to give notice, by what stands of what was said of it."""

    code: Code
    version: int = 0
    standing: tuple[tuple[int, RuleAdopted], ...] = ()
    """What was adopted, by its version, the latest last."""

    @property
    def latest(self) -> RuleAdopted | None:
        """The text that holds."""
        return self.standing[-1][1] if self.standing else None

    def adopt(
        self, rule: laws.Rule, *, reason: str | None, register: LawBooks
    ) -> RuleAdopted | None:
        """Adopt the rule, or say nothing where it was adopted just so."""
        event = RuleAdopted(
            title=rule.title,
            text=rule.text,
            source=rule.source,
            area=rule.area,
            in_force_from=rule.in_force_from,
            in_force_until=rule.in_force_until,
            days_before=rule.days_before,
            employees_from=rule.employees_from,
            recipients=tuple(
                RuleRecipient(name=each.name, filed_by=each.filed_by) for each in rule.recipients
            ),
            present_on=rule.present_on,
            due_on=rule.due_on,
            reason=reason if self.standing else None,
        )
        if self.latest is not None and _without_reason(event) == _without_reason(self.latest):
            return None
        self.check(event, register)
        return event

    def void(self, version: int, *, reason: str, register: LawBooks) -> RuleVoided:
        """Take back the text of that version."""
        if version not in dict(self.standing):
            raise CannotBeVoided("rule", self.code)
        event = RuleVoided(version=version, reason=reason)
        self.check(event, register)
        return event

    def check(self, event: RuleEvent, register: LawBooks) -> None:
        """Refuse an event that the rule's history, or a notice, does not allow."""
        match event:
            case RuleAdopted(reason=reason):
                if self.standing and reason is None:
                    raise RuleAlreadyAdopted(self.code)
            case RuleVoided(version=version):
                if version not in dict(self.standing):
                    raise HistoryDiffers(self.code, "void-of-rule")
                filed = register.who_files_under(self.code) if len(self.standing) == 1 else None
                if filed is not None:
                    raise StillLeanedOn("rule", self.code, "filed-under", by=filed)
            case _:
                assert_never(event)

    def must_have(self, recipient: Code) -> None:
        """Refuse a rule that nobody adopted, and a recipient that it does not name."""
        if self.latest is None:
            raise UnknownRule(self.code)
        known = tuple(each.name for each in self.latest.recipients)
        if recipient not in known:
            raise UnknownRecipient(self.code, recipient, known)

    def after(self, event: RuleEvent) -> RuleBook:
        """The rule after the event, which is believed."""
        version = self.version + 1
        match event:
            case RuleAdopted():
                standing = (*self.standing, (version, event))
            case RuleVoided(version=voided):
                standing = tuple(each for each in self.standing if each[0] != voided)
            case _:
                assert_never(event)
        return replace(self, version=version, standing=standing)


# Notices ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoticeBook:
    """The notices of one code: one for each recipient."""

    code: Code
    version: int = 0
    standing: tuple[tuple[int, NoticeFiled], ...] = ()

    def is_under(self, rule: Code) -> bool:
        """Whether one of them was filed under the rule."""
        return any(filed.rule == rule for _, filed in self.standing)

    def names(self, contract: Code) -> bool:
        """Whether one of them names the contract."""
        return any(contract in filed.contracts for _, filed in self.standing)

    def file(self, event: NoticeFiled, register: LawBooks) -> NoticeFiled | None:
        """File a notice, or say nothing where it was filed just so."""
        if any(event == filed for _, filed in self.standing):
            return None
        self.check(event, register)
        return event

    def void(self, version: int, *, reason: str, register: LawBooks) -> NoticeVoided:
        """Take back the notice of that version."""
        if version not in dict(self.standing):
            raise CannotBeVoided("notice", self.code)
        event = NoticeVoided(version=version, reason=reason)
        self.check(event, register)
        return event

    def check(self, event: NoticeEvent, register: LawBooks) -> None:
        """Refuse an event that the notice's history, its rule or its contracts do not allow."""
        match event:
            case NoticeFiled(recipient=recipient):
                register.rule(event.rule).must_have(recipient)
                for contract in event.contracts:
                    register.contract(contract).known()
                for _, filed in self.standing:
                    if filed.recipient == recipient:
                        raise NoticeAlreadyFiled(self.code, recipient, filed.filed_on)
            case NoticeVoided(version=version):
                if version not in dict(self.standing):
                    raise HistoryDiffers(self.code, "void-of-notice")
            case _:
                assert_never(event)

    def after(self, event: NoticeEvent) -> NoticeBook:
        """The notices after the event, which is believed."""
        version = self.version + 1
        match event:
            case NoticeFiled():
                standing = (*self.standing, (version, event))
            case NoticeVoided(version=voided):
                standing = tuple(each for each in self.standing if each[0] != voided)
            case _:
                assert_never(event)
        return replace(self, version=version, standing=standing)


def _without_reason(event: UnionDescribed | RuleAdopted) -> UnionDescribed | RuleAdopted:
    return event.model_copy(update={"reason": None})


def notices_naming(contract: Code, books: Iterable[NoticeBook]) -> tuple[str, Code] | None:
    """The word for it, and the first notice, by its code, that names the contract."""
    by = min((book.code for book in books if book.names(contract)), default=None)
    return ("named-by-notice", by) if by is not None else None
