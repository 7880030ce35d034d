"""A page laid out on paper, as a tagged PDF that a screen reader can read: PDF/UA-1."""

from __future__ import annotations

import logging
from typing import Any, NoReturn


class NoPaper(Exception):
    """What lays out paper is not installed."""


def pdf(page: str) -> bytes:
    """The page as PDF; the same page gives the same bytes."""
    HTML = _html()  # noqa: N806 (a class)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    written: bytes = HTML(string=page, url_fetcher=_nothing_is_fetched).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=b"rientro"
    )
    return written


def _html() -> Any:
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:  # OSError: the package is there, and Pango is not
        raise NoPaper(str(error).splitlines()[0]) from None
    return HTML


def _nothing_is_fetched(url: str, *_: Any, **__: Any) -> NoReturn:
    """A page has all that it needs in it."""
    raise ValueError(f"A page asks nobody for anything: {url}")
