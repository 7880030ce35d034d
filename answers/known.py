"""Whether what a question is narrowed to is known, and what may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.question_refusals import NotKnown
from ledger.exchange.suggestions import Suggestions, among, question
from projections.batches import batch_names
from projections.contracts import contract_list
from projections.groups import histories
from projections.operators import codes_like, is_operator
from projections.sites import site_list

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from projections.only import Only
    from projections.view import View

_FEW = 8


def must_be_known(view: View, only: Only) -> None:
    """Refuse a place, a contract or a party that the ledger does not know."""
    for column, values in only.named.items():
        unknown = sorted(values - {""} - _known(view, column)) if column != "engagement" else []
        for value in unknown:
            raise _not_known(view, column, value, *_meant(view, column, value))


def must_be_operator(view: View, code: str) -> None:
    """Refuse a code that no operator has."""
    if not is_operator(view, code):
        raise _not_known(view, "operator", code, among(code, codes_like(view, code)))


def must_be_batch(view: View, name: str) -> None:
    """Refuse a name that no batch has."""
    names = batch_names(view)
    if name not in names:
        raise _not_known(view, "batch", name, among(name, names))


def _not_known(
    view: View, what: str, value: str, near: Iterable[str], known: Iterable[str] = ()
) -> NotKnown:
    """The refusal, whose hint is for programs that show it as it is."""
    those = ", ".join(known)
    hint = question(near).strip() or (f"Known are {those}." if those else "")
    return NotKnown(what, value, hint, view.then, tuple(near), tuple(known))


def _known(view: View, column: str) -> AbstractSet[str]:
    """What there is in a column, or ever was."""
    if column in ("site", "contract"):
        known = contract_list(view) if column == "contract" else site_list(view)
        return {getattr(each, column) for each in known}
    ever = histories(view, (column,))[column].values()
    return {group for history in ever for _, group in history}


def _meant(view: View, column: str, value: str) -> tuple[list[str], list[str]]:
    """What may have been meant; else all that there is, if that is little."""
    known = _known(view, column) - {""}
    of_places = column in ("site", "contract")
    near = Suggestions(view).meant(column, value) if of_places else among(value, known)
    return near, sorted(known) if not near and len(known) <= _FEW else []
