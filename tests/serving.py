"""The real program, serving a ledger to whoever asks on this machine."""

from __future__ import annotations

import http.client
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from conftest import Rientro
from programs import SECONDS, Running, started

MEASURED_AND_NOTIFIED = (
    "quality define --shipped agcom",
    "quality target answer-seconds --value 70 --source 'Its own standard' --on 2018-01-01",
    *(
        f"quality report FW-SOHO --indicator answer-seconds --period 2018-0{month} --site {site} "
        f"--numerator {seconds}00 --denominator 100"
        for month in range(5, 10)
        for site, seconds in (("IT-LEC", 60 + 3 * month), ("RO-BUC", 74 - 2 * month))
    ),
    "rule adopt --shipped it-24-bis",
    "rule adopt --shipped eu",
    "site open AL-TIR --country AL --employer Comdata --on 2017-01-01",
    "transfer --count 3 --from IT-CAG --to AL-TIR --on 2018-09-20",
    (
        "notice file N-1 --rule IT-24BIS-2017 --to labour --country AL --contract FW-SB --workers 3 "
        "--from 2018-09-20 --filed 2018-09-03"
    ),
)
"""Reports of quality, and a notice that was late: what the demonstration itself does not tell of."""
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


class Got(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Site(NamedTuple):
    """A server, by its port."""

    port: int
    lang: str = "en"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, *, method: str = "GET", host: str | None = None) -> Got:
        """Ask for an address."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            answer = connection.getresponse()
            return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


def told_address(program: Running, lang: str = "en") -> Site:
    """The server that a program says that it is."""
    assert program.stderr is not None
    said = program.stderr.readline().decode()
    found = _ADDRESS.search(said)
    assert found, said + program.stderr.read().decode()
    return Site(int(found[1]), lang)


@contextmanager
def serving(run: Rientro, *options: str, lang: str = "en") -> Iterator[Site]:
    """The ledger, served on a free port until nobody needs it."""
    words = ("--lang", lang, "serve", "--port", "0", *options)
    program = started(words, run.folder, run.environment(), stderr=subprocess.PIPE)
    try:
        yield told_address(program, lang)
    finally:
        program.kill()  # which it never minds: it writes nothing
        program.wait(SECONDS)
        if program.stderr is not None:
            program.stderr.close()
