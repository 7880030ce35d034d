"""The server: lets questions in, a few at a time, and sends replies back with what browsers must know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from faces.pages import guards
from faces.pages.asker import Refused
from faces.words import say, speaking

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

    from faces.pages.guards import Guard
    from faces.pages.replies import Replies, Reply

AT_ONCE = 4
SECONDS = 10.0
"""How long a question may take, and how long one waits for its turn."""


def application(replies: Replies, guard: Guard, lang: str) -> Starlette:
    """The server of a ledger, as ASGI."""
    from anyio import CapacityLimiter, move_on_after
    from anyio.to_thread import run_sync
    from starlette.applications import Starlette
    from starlette.routing import Route

    limiter, headers = CapacityLimiter(AT_ONCE), guards.headers()

    async def answer(request: Request) -> Response:
        refused = guard.refusal(request)
        if refused is not None:
            status, key = refused
            return _response(_refusal(replies, lang, status, key), headers, request)
        path, query = _address(request)
        with move_on_after(SECONDS):
            await limiter.acquire_on_behalf_of(request)
            try:
                with move_on_after(None, shield=True):
                    reply = await run_sync(replies.to, path, query)
            finally:
                limiter.release_on_behalf_of(request)
            return _response(reply, headers, request)
        return _response(_refusal(replies, lang, 503, "pages.too-many"), headers, request)

    async def answer_otherwise(request: Request, _: Exception) -> Response:
        """What has no path as a route knows it is looked at by the same guard."""
        return await answer(request)

    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
    return Starlette(
        routes=[Route("/{path:path}", answer, methods=methods)],
        exception_handlers={404: answer_otherwise, 405: answer_otherwise},
    )


def _address(request: Request) -> tuple[str, str]:
    """The path and the query as they were sent."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query: bytes = request.scope["query_string"]
    return raw.partition(b"?")[0].decode("ascii", "replace"), query.decode("ascii", "replace")


def _refusal(replies: Replies, lang: str, status: int, key: str) -> Reply:
    with speaking(lang):
        message = say(key, most=guards.MOST_OF_AN_ADDRESS)
        return replies.refusal(Refused(status, key, message))


def _response(reply: Reply, headers: Mapping[str, str], request: Request) -> Response:
    from starlette.responses import Response

    sent = dict(headers)
    if reply.status == 405:
        sent["Allow"] = "GET, HEAD"
    if reply.status == 503:
        sent["Retry-After"] = "5"
    if reply.file_name is not None:
        sent["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(reply.file_name)}"
    body = b"" if request.method == "HEAD" else reply.body
    response = Response(body, reply.status, sent, reply.media_type)
    response.headers["Content-Length"] = str(len(reply.body))
    return response
