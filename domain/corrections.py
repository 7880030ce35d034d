"""What is put right for the whole past, and what holds from a day on, of whatever it is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from domain.correction_refusals import StillLeanedOn
from domain.event import Event
from domain.refusal import HistoryDiffers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from domain.contracts.contract_events import ContractChanged
    from domain.event import Details
    from domain.places.site_events import SiteChanged


class Correction(Protocol):
    """What was written down wrong of something, and what is right."""

    @property
    def was(self) -> Details:
        """The facts that were wrong, as they were known."""

    @property
    def is_(self) -> Details:
        """The same facts, as they are right."""


class ChangeVoided(Protocol):
    """A change that was taken back."""

    @property
    def version(self) -> int:
        """The version of the change."""

    @property
    def effective_on(self) -> date:
        """The day from which it held."""


Beginning = TypeVar("Beginning", bound=Event)
Corrected = TypeVar("Corrected", bound=Event)
Change = TypeVar("Change", bound="SiteChanged | ContractChanged")
Fact = TypeVar("Fact")
_OWN = {"effective_on", "reason"}
"""What a change says of itself."""


@dataclass(frozen=True, slots=True)
class StandingChange(Generic[Change]):
    """A change that stands, as it is right after all corrections."""

    version: int
    """Its version in the stream."""
    event: Change
    left_alone: frozenset[str]
    """What it left as it was."""


def correction(
    kind: type[Corrected],
    details: type[Details],
    known: Event,
    right: Mapping[str, Any],
    *,
    reason: str,
) -> Corrected | None:
    """A correction of those facts that are not right yet; none if all are."""
    was = {name: getattr(known, name) for name in right if getattr(known, name) != right[name]}
    if not was:
        return None
    now = {name: right[name] for name in was}
    said = {"was": details(**was), "is": details(**now), "reason": reason}
    return kind.model_validate(said)


def corrected(known: Beginning, by: Correction) -> Beginning:
    """How something began, as it is right; the correction is believed."""
    return _with(by.is_.named, known)


def _with(right: Mapping[str, Any], known: Beginning) -> Beginning:
    return known.model_copy(update=right)


def standing(version: int, change: Change, before: Event) -> StandingChange[Change]:
    """A change of what held before: it says all that holds from its day on."""
    names = type(change).model_fields.keys() & type(before).model_fields.keys() - _OWN
    left_alone = (name for name in names if getattr(change, name) == getattr(before, name))
    return StandingChange(version, change, frozenset(left_alone))


def changed_at(version: int, changes: Iterable[StandingChange[Change]]) -> Change | None:
    """The change of that version, while it stands."""
    return next((each.event for each in changes if each.version == version), None)


def following(
    left: Iterable[frozenset[str]], right: Mapping[str, Fact]
) -> Iterator[dict[str, Fact]]:
    """What of a correction is right in each change as well: what all up to it left as it was."""
    follows = dict(right)
    for names in left:
        follows = {name: fact for name, fact in follows.items() if name in names}
        yield follows


def carried(
    changes: tuple[StandingChange[Change], ...], right: Mapping[str, Any]
) -> tuple[StandingChange[Change], ...]:
    """The changes as they are right: what they left as it was follows a correction of it."""
    left_alone = [each.left_alone for each in changes]
    return tuple(
        replace(each, event=_with(follows, each.event)) if follows else each
        for each, follows in zip(changes, following(left_alone, right), strict=True)
    )


def check_was(code: str, known: Event, by: Correction) -> None:
    """Refuse a correction of something else than what is known."""
    if any(getattr(known, name) != was for name, was in by.was.named.items()):
        raise HistoryDiffers(code, "correction")


def check_change_voided(
    code: str, changes: tuple[StandingChange[Change], ...], event: ChangeVoided
) -> None:
    """Refuse to take back a change that does not stand, or one that another follows."""
    change = changed_at(event.version, changes)
    if change is None or change.effective_on != event.effective_on:
        raise HistoryDiffers(code, "void-of-change")
    latest = changes[-1]
    if event.version != latest.version:
        raise StillLeanedOn("change", code, "its-change", latest.event.effective_on)
