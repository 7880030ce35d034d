"""How long somebody waits for an answer that is worked out and not only read.

A thread cannot be ended, so what takes long asks from time to time whether anybody still waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_asked: ContextVar[Callable[[], None] | None] = ContextVar("patience", default=None)


@contextmanager
def waiting(still: Callable[[], None]) -> Iterator[None]:
    """Meanwhile `still` is called from time to time, and raises when nobody waits any more."""
    token = _asked.set(still)
    try:
        yield
    finally:
        _asked.reset(token)


def go_on() -> None:
    """Return if somebody still waits; whoever asked without a limit always does."""
    still = _asked.get()
    if still is not None:
        still()
