"""How connections are held: so many and no more, and for nobody who does not ask or does not listen.

The server's own limits begin once a question is there as a whole. Before that, whoever sends the
beginning of one and then a letter now and then would be waited for until the end of days; and so
would be whoever asks and then takes nothing of the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio


class Patient(H11Protocol):
    """A connection that ends where the other side does not do its part in time."""

    most = 100
    """How many connections are held. Of more, the one that has waited longest for a question ends."""
    seconds_to_ask = 10.0
    """How long a question may take to arrive as a whole."""
    seconds_to_take = 20.0
    """How long an answer may take to be taken, and as much longer as it is large."""
    bytes_a_second = 100_000

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect(self.seconds_to_ask)
        if len(self.connections) > self.most:
            self._end_one()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._expect_nothing()

    def handle_events(self) -> None:
        super().handle_events()
        if self._is_being_answered and not self.flow.write_paused:
            self._expect_nothing()

    def on_response_complete(self) -> None:
        self._expect(max(self.seconds_to_ask, self._seconds_for_the_rest()))
        super().on_response_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._expect(self._seconds_for_the_rest())

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._is_being_answered:
            self._expect_nothing()
        elif not self.transport.is_closing():
            self._expect(self.seconds_to_ask)

    @property
    def waits_until(self) -> float | None:
        """By the loop's clock, until when this connection waits for a question; none if it does not."""
        if self._limit is None or self._is_being_answered or self.transport.is_closing():
            return None
        return self._limit.when()

    @property
    def _is_being_answered(self) -> bool:
        cycle: Any = self.cycle
        return cycle is not None and not cycle.response_complete

    def _seconds_for_the_rest(self) -> float:
        rest = self.transport.get_write_buffer_size()
        return self.seconds_to_take + rest / self.bytes_a_second if rest else 0.0

    def _expect(self, seconds: float) -> None:
        """Let the other side do its part within so many seconds."""
        self._expect_nothing()
        self._limit = self.loop.call_later(seconds, self.transport.abort)

    def _expect_nothing(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _end_one(self) -> None:
        """End the connection that has waited longest for a question; this one, if none waits."""
        others = [each for each in self.connections if isinstance(each, Patient)]
        waiting = [each for each in others if each.waits_until is not None]
        ended = min(waiting, key=lambda each: each.waits_until or 0.0, default=self)
        ended.transport.abort()
