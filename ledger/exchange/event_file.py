"""A file of events, one a line, as an export writes them: read back byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, get_args

from domain.event import StreamKind
from ledger.store.codec import RawEvent
from ledger.store.ledger_refusals import EventsRefused
from proofs.encoding import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS = "|".join(kind for kind in get_args(StreamKind) if kind != "ledger")
_LINE = re.compile(
    rb'\{"stream":"(?P<stream>ledger|(?:%s):[A-Za-z0-9._/-]{1,64})",'
    rb'"version":(?P<version>[1-9][0-9]{0,17}),'
    rb'"topic":"(?P<topic>[a-z-]{1,64}\.[1-9][0-9]{0,8})",'
    rb'"state":(?P<state>.*)\}' % _KINDS.encode()
)
_BOM = b"\xef\xbb\xbf"
_FORM = '{"stream":"…","version":1,"topic":"…","state":{…}}'


def pages(file: IO[bytes], size: int) -> Iterator[Sequence[RawEvent]]:
    """The events of the file, so many at a time.

    A line that an export of its event would not give again, byte for byte, is refused. Only the
    newline after the last line may be missing. The state is not read: it is taken verbatim.
    """
    page: list[RawEvent] = []
    position = 0
    while line := file.readline(LONGEST_LINE + 1):
        position += 1
        page.append(_event(line, position))
        if len(page) == size:
            yield page
            page = []
    if not position:
        raise EventsRefused("no-events")
    if page:
        yield page


def _event(line: bytes, position: int) -> RawEvent:
    found = _LINE.fullmatch(line.removesuffix(b"\n"))
    if found is None:
        raise EventsRefused(f"line {position} {_wrong(line)}")
    return RawEvent(
        position,
        found["stream"].decode(),
        int(found["version"]),
        found["topic"].decode(),
        found["state"],
    )


def _wrong(line: bytes) -> str:
    """What is wrong with a line, in the words most likely to help."""
    if line.startswith(_BOM):
        return "begins with a byte order mark, so another program has rewritten the file"
    if line.endswith((b"\r\n", b"\r")):
        return "ends with a carriage return, so another program has rewritten the file"
    if len(line) > LONGEST_LINE:
        return f"is longer than {LONGEST_LINE:,} bytes"
    if not line.strip():
        return "is empty"
    if not line.endswith(b"\n"):
        return "is cut short"
    return f"is not written as an export writes events: {_FORM}"
