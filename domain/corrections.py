"""What is put right for the whole past, and what holds from a day on, of whatever it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from domain.correction_refusals import StillLeanedOn
from domain.event import Event
from domain.refusal import HistoryDiffers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from domain.event import Details


class Correction(Protocol):
    """What was written down wrong of something, and what is right."""

    @property
    def was(self) -> Details:
        """The facts that were wrong, as they were known."""

    @property
    def is_(self) -> Details:
        """The same facts, as they are right."""


class Change(Protocol):
    """What holds of something from a day on."""

    @property
    def effective_on(self) -> date:
        """The first day on which it is so."""


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
Changed = TypeVar("Changed", bound=Event)
Fact = TypeVar("Fact")
_OWN = {"effective_on", "reason"}
"""What a change says of itself."""


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
    return known.model_copy(update=by.is_.named)


def left_alone(change: Event, before: Event) -> frozenset[str]:
    """What a change left as it was: it says all that holds from its day on."""
    names = type(change).model_fields.keys() & type(before).model_fields.keys() - _OWN
    return frozenset(name for name in names if getattr(change, name) == getattr(before, name))


def following(
    left: Iterable[frozenset[str]], right: Mapping[str, Fact]
) -> Iterator[dict[str, Fact]]:
    """What of a correction is right in each change as well: what all up to it left as it was."""
    follows = dict(right)
    for names in left:
        follows = {name: fact for name, fact in follows.items() if name in names}
        yield follows


def carried(
    changes: Iterable[Changed], left: Iterable[frozenset[str]], right: Mapping[str, Any]
) -> tuple[Changed, ...]:
    """The changes as they are right: what they left as it was follows a correction of it."""
    return tuple(
        change.model_copy(update=follows) if follows else change
        for change, follows in zip(changes, following(left, right), strict=True)
    )


def check_was(code: str, known: Event, by: Correction) -> None:
    """Refuse a correction of something else than what is known."""
    if any(getattr(known, name) != was for name, was in by.was.named.items()):
        raise HistoryDiffers(code, "correction")


def check_change_voided(
    code: str, changes: Sequence[Change], changed_at: Sequence[int], event: ChangeVoided
) -> None:
    """Refuse to take back a change that does not stand, or one that another follows."""
    days = {at: each.effective_on for at, each in zip(changed_at, changes, strict=True)}
    if days.get(event.version) != event.effective_on:
        raise HistoryDiffers(code, "void-of-change")
    if event.version != changed_at[-1]:
        raise StillLeanedOn("change", code, "its-change", changes[-1].effective_on)
