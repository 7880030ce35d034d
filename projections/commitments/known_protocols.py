"""Protocols as they are known at a view: their terms, and who was in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from domain.commitments.protocol_events import StoredTerms
from domain.commitments.protocol_refusals import UnknownProtocol
from domain.nearly_known import nearest
from projections.commitments.protocols import protocol_entries
from projections.judging.facts import (
    ProtocolFacts,
    Signatory,
    Signing,
    Spell,
)
from projections.judging.sector import TurnoverShare
from projections.tables import rows_known

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from domain.commitments.terms import ProtocolTerms
    from projections.view import View


@dataclass(frozen=True, slots=True)
class TermsKnown:
    """A text that was drafted or signed."""

    effective_on: date
    terms: ProtocolTerms
    source: str | None
    reason: str | None
    position: int


@dataclass(frozen=True, slots=True)
class StayKnown:
    """From when to when a client was in, and what was said of it."""

    joined_on: date
    source: str | None
    left_on: date | None = None
    left_because: str | None = None


@dataclass(slots=True)
class ProtocolKnown:
    """All that stands of a protocol."""

    code: str
    drafts: list[TermsKnown] = field(default_factory=list)
    signings: list[TermsKnown] = field(default_factory=list)
    """As they were recorded."""
    ended_on: date | None = None
    ended_because: str | None = None
    stays: dict[str, list[StayKnown]] = field(default_factory=dict)
    """By signatory, in the order of the days."""
    turnover: dict[str | None, TurnoverShare] = field(default_factory=dict)
    """The latest of each signatory; none is all together."""

    @property
    def facts(self) -> ProtocolFacts:
        """The protocol as it is judged; drafts never are."""
        signings = tuple(Signing(each.effective_on, each.terms) for each in self.signings)
        return ProtocolFacts(self.code, signings, self.ended_on)

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """Who joined it, whether or not they are still in, by name."""
        return tuple(
            Signatory(name, tuple(Spell(stay.joined_on, stay.left_on) for stay in stays))
            for name, stays in sorted(self.stays.items())
        )

    @property
    def together(self) -> TurnoverShare | None:
        """What is stated of all together."""
        return self.turnover.get(None)

    @property
    def turnover_shares(self) -> tuple[TurnoverShare, ...]:
        """What is stated of each, by name."""
        named = {name: share for name, share in self.turnover.items() if name is not None}
        return tuple(named[name] for name in sorted(named))

    @property
    def latest(self) -> TermsKnown:
        """The text last signed, or last drafted where none was signed."""
        return (self.signings or self.drafts)[-1]


def protocol_list(view: View) -> list[ProtocolKnown]:
    """Every protocol of which there are terms, drafts among them, by code."""
    rows = rows_known(view, protocol_entries)
    voided = {(row["protocol"], row["version"]) for row in rows if row["kind"] == "voided"}
    found: dict[str, ProtocolKnown] = {}
    for row in rows:
        if row["kind"] != "voided" and (row["protocol"], row["version"]) not in voided:
            _take_in(found.setdefault(row["protocol"], ProtocolKnown(row["protocol"])), row)
    return [found[code] for code in sorted(found) if found[code].signings or found[code].drafts]


def protocol_named(view: View, code: str) -> ProtocolKnown:
    """The protocol with that code; refuses one that is not known, or was not known then."""
    known = {each.code: each for each in protocol_list(view)}
    if code not in known:
        raise UnknownProtocol(code, view.then, near=next(iter(nearest(code, known)), None))
    return known[code]


def _take_in(protocol: ProtocolKnown, row: RowMapping) -> None:
    said, on = row["effective_on"], date.min
    if said is not None:
        on = date.fromisoformat(said)
    match row["kind"]:
        case "drafted":
            protocol.drafts.append(_terms(row, on))
        case "signed":
            protocol.signings.append(_terms(row, on))
        case "ended":
            protocol.ended_on, protocol.ended_because = on, row["reason"]
        case "joined":
            stays = protocol.stays.setdefault(row["signatory"], [])
            stays.append(StayKnown(on, row["source"]))
        case "left":
            stays = protocol.stays.get(row["signatory"], [])
            if stays:  # else the joining was set aside
                stays[-1] = StayKnown(stays[-1].joined_on, stays[-1].source, on, row["reason"])
        case "turnover":
            share = TurnoverShare(row["signatory"], row["share"], row["year"], row["source"])
            protocol.turnover[row["signatory"]] = share


def _terms(row: RowMapping, on: date) -> TermsKnown:
    terms = StoredTerms.model_validate_json(row["terms"]).terms
    return TermsKnown(on, terms, row["source"], row["reason"], row["position"])
