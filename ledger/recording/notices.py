"""Laws are adopted, and notices filed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from domain.notices.notice_commands import AdoptLaw, FileNotice
from domain.notices.notice_events import NoticeFiled

if TYPE_CHECKING:
    from ledger.recording.carrying_out import CarriesOut
    from ledger.recording.unit_of_work import Recording


def adopt_law(recording: Recording, command: AdoptLaw) -> None:
    """Let every union and rule of the file decide on what is said of it."""
    register, reason = recording.aggregates, command.reason
    for union in command.law.unions:
        described = register.union(union.code).describe(union, reason=reason, register=register)
        recording.decide(union.code, described)
    for rule in command.law.rules:
        adopted = register.rule(rule.code).adopt(rule, reason=reason, register=register)
        recording.decide(rule.code, adopted)


def file_notice(recording: Recording, command: FileNotice) -> None:
    """Let the notice's code decide on its filing."""
    event = NoticeFiled(
        rule=command.rule,
        recipient=command.recipient,
        country=command.country,
        contracts=command.contracts,
        workers=command.workers,
        from_on=command.from_on,
        filed_on=command.filed_on,
        number=command.number,
        sha256=command.sha256,
        source=command.source,
    )
    register = recording.aggregates
    recording.decide(command.code, register.notice(command.code).file(event, register))


CARRIES_OUT: CarriesOut = MappingProxyType(
    {
        AdoptLaw: adopt_law,
        FileNotice: file_notice,
    }
)
"""What carries out each kind of command about them."""
