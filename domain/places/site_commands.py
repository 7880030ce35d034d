"""What can be asked for sites."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from domain.command import Command
from domain.placement import UNCHANGED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from domain.placement import Unchanged
    from domain.values import SiteCode


@dataclass(frozen=True, slots=True)
class OpenSite(Command):
    """Open a site; its name is its code if none is given."""

    word: ClassVar[str] = "site-open"
    code: SiteCode
    _: KW_ONLY
    country: str
    effective_on: date
    name: str | None = None
    region: str | None = None
    city: str | None = None
    employer: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeSite(Command):
    """Let a site have another name or employer from a day on; nobody moves."""

    word: ClassVar[str] = "site-change"
    code: SiteCode
    _: KW_ONLY
    reason: str
    effective_on: date
    name: str | Unchanged = UNCHANGED
    employer: str | Unchanged | None = UNCHANGED


@dataclass(frozen=True, slots=True)
class CorrectSite(Command):
    """Put right what was written down wrong when a site was opened."""

    word: ClassVar[str] = "site-correct"
    code: SiteCode
    right: Mapping[str, Any]
    """The facts that were wrong, as they are right, by the names of their fields."""
    _: KW_ONLY
    reason: str


@dataclass(frozen=True, slots=True)
class CloseSite(Command):
    """Close a site on which nobody is left."""

    word: ClassVar[str] = "site-close"
    code: SiteCode
    _: KW_ONLY
    reason: str
    effective_on: date


@dataclass(frozen=True, slots=True)
class AttestSite(Command):
    """Keep what somebody outside counted at a site at the end of a day."""

    word: ClassVar[str] = "site-attest"
    code: SiteCode
    _: KW_ONLY
    heads: int
    source: str
    effective_on: date
