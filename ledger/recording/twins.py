"""New codes that nearly are known ones: they differ only in case, or in leading zeros."""

from __future__ import annotations

from functools import cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from domain.nearly_known import CodeNearlyKnown
from domain.tidying import twin_key
from projections.tables import coarse_key, coarse_key_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from domain.event import Event, StreamKind
    from domain.recorded import Recorded

_PAGE = 5_000
CODES: dict[StreamKind, tuple[str, str]] = {
    "operator": ("placements:placements", "operator"),
    "site": ("sites:sites", "code"),
    "contract": ("contracts:contracts", "code"),
    "plan": ("plan_rows:plans", "code"),
    "protocol": ("commitments.protocols:protocol_entries", "protocol"),
    "batch": ("batches:batches", "name"),
    "notice": ("notice_rows:notices", "code"),
}
"""Where the codes that are known stand, of each kind whose codes are typed: a table, and its column.

A table is loaded when a code of its kind is new.
"""
NOT_TYPED: frozenset[StreamKind] = frozenset(
    {"ledger", "volume", "quality", "indicator", "union", "rule"}
)
"""The other kinds: they go by the code of a contract, or by one that a file of terms has."""


def twins(connection: Connection, kind: StreamKind, new: Iterable[str]) -> dict[str, str]:
    """Of new codes those that nearly are another, with that: a known one, or an earlier new one.

    The database finds what might be one by an indexed key that it can make itself, many at once.
    """
    wanted: dict[str, list[str]] = {}
    for code in new:
        wanted.setdefault(twin_key(code), []).append(code)
    found = {code: codes[0] for codes in wanted.values() for code in codes[1:]}
    for known in _possible(connection, kind, list(wanted)):
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
        if each.version == 1 and kind in CODES and each.stream not in checked:
            new.setdefault(kind, []).append(each.code)
    for kind, codes in new.items():
        for code, known in twins(connection, kind, codes).items():
            raise CodeNearlyKnown(kind, code, known)


def _codes(kind: StreamKind) -> ColumnElement[str]:
    """The column in which the codes of the kind stand."""
    name, column = CODES[kind]
    table: Table = resolve_name(f"projections.{name}")
    return table.c[column]


def _possible(connection: Connection, kind: StreamKind, keys: Sequence[str]) -> Iterator[str]:
    """Known codes with the coarse keys of these: all twins, and some others."""
    coarse = list({coarse_key(key) for key in keys})
    for start in range(0, len(coarse), _PAGE):
        some = {"keys": coarse[start : start + _PAGE]}
        yield from connection.execute(_with_keys(kind), some).scalars()


@cache
def _with_keys(kind: StreamKind) -> Select[Any]:
    column = _codes(kind)
    return select(column).where(coarse_key_of(column).in_(bindparam("keys", expanding=True)))
