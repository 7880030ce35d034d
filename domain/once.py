"""Work that is done once for an event, however many operators it is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from domain.event import Event

if TYPE_CHECKING:
    from collections.abc import Callable

E = TypeVar("E", bound=Event)
T = TypeVar("T")
_MOST_REMEMBERED = 2_000


class Once(Generic[E, T]):
    """Remembers what a function makes of an event, for as long as the same object comes again.

    Events that were read together and are the same to the byte are one object. Comparing objects
    is far quicker than comparing all that they say.
    """

    def __init__(self, make: Callable[[E], T]) -> None:
        self._make = make
        self._made: dict[int, tuple[E, T]] = {}

    def __call__(self, event: E) -> T:
        """What the function makes of the event."""
        known = self._made.get(id(event))
        if known is None:
            if len(self._made) >= _MOST_REMEMBERED:
                self._made.clear()
            # The event is kept beside it, so that no other object can take its identity.
            known = self._made[id(event)] = event, self._make(event)
        return known[1]
