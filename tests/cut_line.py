"""A line to the server of the tests that can be cut at the worst moment."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path


class Cut(Enum):
    """When the line is cut."""

    BEFORE_COMMIT = "the server never hears that it shall keep everything"
    AFTER_COMMIT = "the server keeps everything, and its answer is lost"
    FOR_GOOD = "the server keeps everything, its answer is lost, and it is not reached again"


class Line:
    """Passes on what two sides say, until the client says COMMIT."""

    def __init__(self, server: Path, folder: Path, cut: Cut) -> None:
        self._server = server / ".s.PGSQL.5432"
        self._cut: Cut | None = cut
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / ".s.PGSQL.5432"))
        self._listening.listen()
        self.cuts = 0
        self._sides: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def close(self) -> None:
        """Take no more calls, and end those that go on."""
        for side in (self._listening, *self._sides):
            _end(side)
        for thread in self._threads:
            thread.join()
        for side in (self._listening, *self._sides):
            side.close()

    def _start(self, work: Callable[..., None], *sides: socket.socket) -> None:
        thread = threading.Thread(target=work, args=sides, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                self._sides += [client, server]
                server.connect(str(self._server))
                self._start(self._answer, server, client)
                self._start(self._ask, client, server)

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while said := client.recv(1 << 16):
                if b"COMMIT" in said and self._cut is not None:
                    self._hang_up(said, client, server)
                    return
                server.sendall(said)
        _end(server)

    def _hang_up(self, said: bytes, client: socket.socket, server: socket.socket) -> None:
        cut, self._cut = self._cut, None
        self.cuts += 1
        if cut is Cut.FOR_GOOD:
            _end(self._listening)
        if cut is not Cut.BEFORE_COMMIT:
            _end(client, socket.SHUT_WR)
            server.sendall(said)
        _end(client)
        _end(server, socket.SHUT_WR)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while said := server.recv(1 << 16):
                client.sendall(said)
        _end(client)


def _end(side: socket.socket, how: int = socket.SHUT_RDWR) -> None:
    with suppress(OSError):
        side.shutdown(how)


@contextmanager
def line_to(server: Path, folder: Path, cut: Cut) -> Iterator[Line]:
    """A line that is cut once."""
    line = Line(server, folder, cut)
    yield line
    line.close()
