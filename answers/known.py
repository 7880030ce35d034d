"""Whether what a question is narrowed to is known, and what may have been meant.

What is not asked about is not loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from domain.event import StreamKind
from domain.nearly_known import nearest
from domain.question_refusals import NotKnown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from ledger.store.database import Database
    from projections.only import Only
    from projections.view import View

_FEW = 8


def must_be_known(view: View, only: Only) -> None:
    """Refuse a place, a contract or a party that the ledger does not know."""
    for column, values in only.named.items():
        unknown = sorted(values - {""} - _known(view, column)) if column != "engagement" else []
        for value in unknown:
            raise _not_known(view, column, value)


def must_be_operator(view: View, code: str) -> None:
    """Refuse a code that no operator has."""
    from projections.operators import codes_like, is_operator

    if not is_operator(view, code):
        near = nearest(code, codes_like(view, code))
        raise NotKnown("operator", code, near=tuple(near), known_at=view.then)


def must_be_batch(view: View, name: str) -> None:
    """Refuse a name that no batch has."""
    from projections.batches import batch_names

    names = batch_names(view)
    if name not in names:
        raise NotKnown("batch", name, near=tuple(nearest(name, names)), known_at=view.then)


def must_have_recorded(database: Database, view: View, name: str) -> None:
    """Refuse the name of nobody who recorded anything; every event is read for that."""
    from ledger.reading.event_log import EVERY_EVENT, events

    names = {each.recorded_by for each in events(database, view, EVERY_EVENT)}
    if name not in names:
        raise not_known(view, "recorder", name, names)


def must_be_stream(database: Database, view: View, stream: str) -> None:
    """Refuse a stream in which nothing was recorded."""
    raw = database.of_streams(view.connection, [stream])
    if any(event.position <= view.position for event in raw):
        return
    kind, colon, code = stream.partition(":")
    codes: Iterable[str] = ()
    match kind:
        case "operator":
            from projections.operators import codes_like

            codes = codes_like(view, code)
        case "plan":
            from projections.plans import plan_list

            codes = (each.plan for each in plan_list(view))
        case "batch":
            from projections.batches import batch_names

            codes = batch_names(view)
        case "site" | "contract":
            codes = _known(view, kind)
        case _:
            kinds = nearest(kind, get_args(StreamKind))
            near = tuple(f"{each}{colon}{code}" for each in kinds)
            raise NotKnown("stream", stream, near=near, known_at=view.then)
    near = tuple(f"{kind}:{each}" for each in nearest(code, codes))
    raise NotKnown("stream", stream, near=near, known_at=view.then)


def _known(view: View, column: str) -> AbstractSet[str]:
    """What there is in a column, or ever was."""
    if column == "site":
        from projections.sites import site_list

        return {each.site for each in site_list(view)}
    if column == "contract":
        from projections.contracts import contract_list

        return {each.contract for each in contract_list(view)}
    from projections.groups import histories

    ever = histories(view, (column,))[column].values()
    return {group for history in ever for _, group in history}


def _not_known(view: View, column: str, value: str) -> NotKnown:
    """That it is not known, with what is likely meant, or all that there is if it is little."""
    known = _known(view, column) - {""}
    if column in ("site", "contract"):
        from ledger.exchange.suggestions import Suggestions

        near = Suggestions(view).near(column, value)
        return _refusal(view, column, value, known, near)
    return not_known(view, column, value, known)


def not_known(view: View, what: str, value: str, known: Iterable[str]) -> NotKnown:
    """That a value is none of those known, with what is likely meant, or all if they are few."""
    names = set(known)
    return _refusal(view, what, value, names, nearest(value, names))


def _refusal(
    view: View, what: str, value: str, known: AbstractSet[str], near: list[str]
) -> NotKnown:
    few = sorted(known) if not near and len(known) <= _FEW else []
    return NotKnown(what, value, near=tuple(near), known=tuple(few), known_at=view.then)
