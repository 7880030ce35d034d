"""What nobody well-meaning asks of a server of pages: it is refused in a sentence, soon, and tells nothing."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from conftest import Rientro
from serving import Site, serving


@pytest.fixture(scope="module")
def site(recorded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    copyfile(recorded_demo, folder / "rientro.db")
    settings = {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(folder / "rientro.db")}
    with serving(Rientro(folder, settings)) as site:
        yield site


def sent(site: Site, request: bytes) -> tuple[int, bytes]:
    """The status and all that comes back for bytes that are sent as they are."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as connection:
        connection.sendall(request)
        back = b"".join(iter(lambda: connection.recv(65_536), b""))
    return int(back.split(b" ", 2)[1]), back


def asked(site: Site, line: bytes, *headers: bytes) -> tuple[int, bytes]:
    host = b"Host: 127.0.0.1:%d" % site.port
    return sent(site, b"\r\n".join([line, *headers, host, b"Connection: close", b"", b""]))


@pytest.mark.parametrize(
    "line",
    [
        b"GET http://evil.example/ HTTP/1.1",
        b"OPTIONS * HTTP/1.1",
        b"GET /site/IT-CAG%0d%0aSet-Cookie:%20x HTTP/1.1",
        b"GET /event/1%0d%0aX:y.event HTTP/1.1",
        b"FOO / HTTP/1.1",
        b"GET //evil.example/ HTTP/1.1",
        b"GET /report/..%2f..%2fetc%2fpasswd.html HTTP/1.1",
        b"GET /report/%2e%2e/%2e%2e/etc/passwd.pdf HTTP/1.1",
        b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
        b"GET /report/FW-2018.html?to=/etc HTTP/1.1",
        b"GET /report/FW-2018.html?to=/nowhere/at-all HTTP/1.1",
        b"GET /report/FW-2018.html?replace= HTTP/1.1",
        b"GET /headcount?ledger=/etc/passwd HTTP/1.1",
    ],
)
def test_every_address_has_the_headers_of_a_page_and_shows_nothing(site: Site, line: bytes) -> None:
    status, back = asked(site, line)
    head, _, body = back.partition(b"\r\n\r\n")
    assert status in {400, 404, 405}
    assert b"content-security-policy: " in head.lower()
    assert b"set-cookie" not in head.lower()
    assert b"root:" not in body
    assert b"rientro.db" not in back


def test_another_host_is_not_let_in_by_any_path(site: Site) -> None:
    for line in (
        b"GET http://evil.example/ HTTP/1.1",
        b"GET /a%0ab HTTP/1.1",
        b"OPTIONS * HTTP/1.1",
    ):
        request = line + b"\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        assert sent(site, request)[0] == 421


def test_two_hosts_or_two_lengths_are_no_request(site: Site) -> None:
    assert asked(site, b"GET / HTTP/1.1", b"Host: evil.example")[0] == 400
    lengths = (b"Content-Length: 5", b"Content-Length: 6")
    assert asked(site, b"GET / HTTP/1.1", *lengths)[0] == 400


def test_an_address_of_a_million_characters_is_refused_and_the_next_is_answered(
    site: Site,
) -> None:
    try:
        status, _ = asked(site, b"GET /sites?known-at=" + b"1" * 1_000_000 + b" HTTP/1.1")
    except ConnectionError:
        status = None  # the connection is closed before so long a line is read
    assert status in {None, 400, 414, 431}
    assert site.get("/sites").status == 200


def test_an_answer_is_given_whole_whatever_a_browser_has(site: Site) -> None:
    headers = (b"Range: bytes=0-1", b"If-None-Match: *", b"If-Range: x")
    status, back = asked(site, b"GET /sites.json HTTP/1.1", *headers)
    assert status == 200
    assert json.loads(back.partition(b"\r\n\r\n")[2])["rows"]


def test_nobody_asks_of_three_centuries_day_by_day(site: Site) -> None:
    for page in ("headcount", "headcount.json", "bridge", "turnover.csv"):
        got = site.get(f"/{page}?since=1900-01-01&on=2200-12-31&every=day")
        assert (got.status, "at most 1000 days" in got.text) == (400, True), page
    assert site.get("/headcount.json?since=2017-01-01&on=2018-12-31&every=day").status == 200


def test_many_at_once_are_answered_or_asked_to_come_again_and_then_all_is_as_before(
    site: Site,
) -> None:
    statuses = Counter[int]()

    def ask() -> None:
        got = site.get("/headcount?since=2018-05-01&on=2018-12-31&every=day&by=site")
        statuses[got.status] += 1

    asking = [threading.Thread(target=ask) for _ in range(20)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert set(statuses) <= {200, 503}
    assert statuses[200] >= 4
    assert site.get("/site/IT-CAG.json").status == 200


def test_connections_on_which_nobody_asks_stop_nobody(site: Site) -> None:
    idle = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(200)]
    for each in idle:
        each.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
    assert site.get("/site/IT-CAG.json").status == 200
    for each in idle:
        each.close()
