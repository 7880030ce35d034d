"""Who does not ask, or does not listen, is not waited for, and stops nobody else."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from faces.pages.connections import Patient

LARGE = b"x" * 20_000_000


@contextmanager
def server(*, patience: float = 0.3) -> Iterator[int]:
    """The port of a server that answers at /slow after twice a short patience, and much at /large."""

    class Hasty(Patient):
        most = 5
        seconds_to_ask = patience
        seconds_to_take = 0.3
        bytes_a_second = 20_000_000

    async def slow(_: Request) -> Response:
        await asyncio.sleep(0.6)
        return Response(b"done")

    async def large(_: Request) -> Response:
        return Response(LARGE)

    app = Starlette(routes=[Route("/slow", slow), Route("/large", large)])
    listening = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(
        uvicorn.Config(app, http=Hasty, ws="none", lifespan="off", log_config=None)
    )
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        running.should_exit = True
        thread.join()


def connected(port: int, sent: bytes = b"", *, room: int | None = None) -> socket.socket:
    connection = socket.socket()
    if room is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.settimeout(10)
    connection.connect(("127.0.0.1", port))
    connection.sendall(sent)
    return connection


def asking(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: x", *headers, "", ""]).encode()


def ends(connection: socket.socket, *, trickle: bytes = b"") -> float:
    """After how many seconds the other side ends it, though a little more is sent now and then."""
    began = time.monotonic()
    connection.settimeout(0.1)
    while time.monotonic() - began < 8:
        try:
            if not connection.recv(65_536):
                break
        except TimeoutError:
            pass
        except ConnectionError:
            break
        try:
            connection.sendall(trickle)
        except OSError:
            break
    return time.monotonic() - began


def answer(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_a_question_that_never_arrives_as_a_whole_is_not_waited_for() -> None:
    body = asking("/nothing", "Content-Length: 100000")

    def lasts(begun: bytes, trickle: bytes) -> float:
        with connected(port, begun) as slow:
            return ends(slow, trickle=trickle)

    with server() as port, ThreadPoolExecutor() as at_once:
        begun = (b"", b"GET / HTTP/1.1\r\nX-Slow: ", body)
        assert all(each < 5 for each in at_once.map(lasts, begun, (b"", b"x", b"x")))


def test_an_answer_that_nobody_takes_is_given_up_and_one_that_is_taken_slowly_is_not() -> None:
    with server() as port:
        deaf = connected(port, asking("/large") * 3, room=4096)
        with connected(port, asking("/slow", "Connection: close")) as slow:
            assert answer(slow).endswith(b"done")
        got = 0
        with connected(port, asking("/large", "Connection: close")) as taken:
            while piece := taken.recv(65_536):
                got += len(piece)
                if got < len(LARGE) // 2:
                    time.sleep(0.003)  # which is half a second in all
        assert got > len(LARGE)
        time.sleep(0.5)
        # What the kernel kept can still be taken; the rest never comes.
        with deaf, suppress(ConnectionError):
            assert len(answer(deaf)) < len(LARGE)


def test_of_too_many_connections_the_one_that_has_waited_longest_ends() -> None:
    with (
        server(patience=10) as port,
        connected(port, asking("/slow", "Connection: close")) as busy,
        ExitStack() as others,
    ):
        idle = []
        for _ in range(20):
            idle.append(others.enter_context(connected(port, b"GET / HT")))
            time.sleep(0.01)
        with connected(port, asking("/slow", "Connection: close")) as late:
            assert ends(idle[0]) < 0.5
            assert answer(busy).endswith(b"done")
            assert answer(late).endswith(b"done")
