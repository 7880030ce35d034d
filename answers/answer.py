"""What every answer has: its rows, and the envelope that says what it knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Generic,
    TypeVar,
    get_args,
    get_type_hints,
)

from answers.shape import SPREAD, parts

if TYPE_CHECKING:
    from projections.view import View

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Which ledger answers, and what of it the answer knows."""

    ledger: str
    position: int
    """The last event that the answer knows."""
    on: date | None = None
    """The day that the answer is of, at its end; none where it is of no day."""
    known_at: datetime | None = None
    """The instant of the ledger's own past; none where the answer knows all."""

    @classmethod
    def of(cls, view: View, on: date | None = None) -> Envelope:
        """The envelope of a reading of the ledger."""
        return cls(view.name, view.position, on, view.known_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[R]):
    """What a question found. Its own fields come after the rows, but for those that are marked to lead."""

    schema: ClassVar[str]
    """What it is called for programs; each name stands for one shape of rows, or a few."""

    head: Annotated[Envelope, SPREAD]
    rows: Sequence[R]

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The keys that the answer itself gives to columns, by attribute."""
        wanted = {part.named_by for part in parts(self.row_type()) if part.named_by}
        return {attribute: getattr(self, attribute) for attribute in wanted}

    @classmethod
    def row_type(cls) -> type[Any]:
        """The class of its rows."""
        rows = get_type_hints(cls)["rows"]
        for base in _generic_bases(cls):
            rows = get_args(base)[0]
            break
        found: type[Any] = rows
        return found


def _generic_bases(cls: type[Any]) -> list[Any]:
    """What the class, or one that it comes of, gives as the class of its rows."""
    return [
        base
        for each in cls.__mro__
        for base in each.__dict__.get("__orig_bases__", ())
        if get_args(base) and not isinstance(get_args(base)[0], TypeVar)
    ]
