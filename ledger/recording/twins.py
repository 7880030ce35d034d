"""New codes that nearly are known ones: they differ only in case, or in leading zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from domain.nearly_known import CodeNearlyKnown
from domain.tidying import twin_key
from projections.batches import batches
from projections.commitments.protocols import protocol_entries
from projections.contracts import contracts
from projections.notice_rows import notices
from projections.placements import placements
from projections.plan_rows import plans
from projections.sites import sites
from projections.tables import coarse_key, coarse_key_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection

    from domain.event import Event, StreamKind
    from domain.recorded import Recorded

_PAGE = 5_000
_CODES: dict[StreamKind, ColumnElement[str]] = {
    "operator": placements.c.operator,
    "site": sites.c.code,
    "contract": contracts.c.code,
    "plan": plans.c.code,
    "protocol": protocol_entries.c.protocol,
    "batch": batches.c.name,
    "notice": notices.c.code,
}
"""Where the codes that are known stand, of each kind that has codes."""


def twins(connection: Connection, kind: StreamKind, new: Iterable[str]) -> dict[str, str]:
    """Of new codes those that nearly are another, with that: a known one, or an earlier new one.

    The database finds what might be one by an indexed key that it can make itself, many at once.
    """
    wanted: dict[str, list[str]] = {}
    for code in new:
        wanted.setdefault(twin_key(code), []).append(code)
    found = {code: codes[0] for codes in wanted.values() for code in codes[1:]}
    for known in _possible(connection, _CODES[kind], list(wanted)):
        for code in wanted.get(twin_key(known), ()):
            if code != known:
                found[code] = known
    return found


def refuse_twins(
    connection: Connection, recorded: Iterable[Recorded[Event]], checked: Container[str]
) -> None:
    """Refuse what would make a code that nearly is a known one; those `checked` are looked at."""
    new: dict[StreamKind, list[str]] = {}
    for each in recorded:
        kind = each.event.stream
        if each.version == 1 and kind in _CODES and each.stream not in checked:
            new.setdefault(kind, []).append(each.code)
    for kind, codes in new.items():
        for code, known in twins(connection, kind, codes).items():
            raise CodeNearlyKnown(kind, code, known)


def _possible(
    connection: Connection, column: ColumnElement[str], keys: Sequence[str]
) -> Iterator[str]:
    """Known codes with the coarse keys of these: all twins, and some others."""
    coarse = list({coarse_key(key) for key in keys})
    query = select(column).where(coarse_key_of(column).in_(bindparam("keys", expanding=True)))
    for start in range(0, len(coarse), _PAGE):
        yield from connection.execute(query, {"keys": coarse[start : start + _PAGE]}).scalars()
