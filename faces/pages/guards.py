"""Who is let in: the hosts that are meant, questions alone, and addresses of a decent length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_OF_AN_ADDRESS = 2_000
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def allowed_hosts(host: str, port: int, others: Iterable[str] = ()) -> frozenset[str]:
    """The exact names under which the server may be asked for."""
    named = {*_LOOPBACK} if is_loopback(host) else set[str]()
    names = {*named, *others}
    with_port = {name if _has_port(name) else f"{name}:{port}" for name in names}
    return frozenset(name.lower() for name in {*names, *with_port})


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can ask."""
    return host in {"127.0.0.1", "localhost", "::1", "[::1]"}


def _has_port(name: str) -> bool:
    return name.rpartition("]")[2].count(":") > 0


@dataclass(frozen=True, slots=True)
class Guard:
    """Looks at a request before anything is asked."""

    hosts: frozenset[str]

    def refusal(self, request: Request) -> tuple[int, str] | None:
        """The status and the key of a sentence, if it is not let in."""
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return 421, "pages.other-host"
        if request.method not in ("GET", "HEAD"):
            return 405, "pages.only-questions"
        raw = request.scope.get("raw_path") or b""
        query = request.scope.get("query_string") or b""
        if len(raw) + len(query) + bool(query) > MOST_OF_AN_ADDRESS:
            return 414, "pages.long-address"
        if b"%00" in raw or b"%00" in query:
            return 400, "pages.no-such-text"
        return None


def headers() -> Mapping[str, str]:
    """What every answer says to a browser."""
    from faces.html.page import policy  # who only asks about names needs nothing of pages

    rules = f"{policy()}; frame-ancestors 'none'"
    return {
        "Content-Security-Policy": rules,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
