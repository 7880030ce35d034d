"""Whether what a question is narrowed to is known, and what may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.question_refusals import NotKnown
from ledger.exchange.suggestions import Suggestions, among
from projections.batches import batch_names
from projections.contracts import contract_list
from projections.groups import histories
from projections.operators import codes_like, is_operator
from projections.sites import site_list

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from projections.only import Only
    from projections.view import View

_FEW = 8


def must_be_known(view: View, only: Only) -> None:
    """Refuse a place, a contract or a party that the ledger does not know."""
    for column, values in only.named.items():
        unknown = sorted(values - {""} - _known(view, column)) if column != "engagement" else []
        for value in unknown:
            raise NotKnown(column, value, _hint(view, column, value).strip(), view.then)


def must_be_operator(view: View, code: str) -> None:
    """Refuse a code that no operator has."""
    if not is_operator(view, code):
        raise NotKnown("operator", code, among(code, codes_like(view, code)).strip(), view.then)


def must_be_batch(view: View, name: str) -> None:
    """Refuse a name that no batch has."""
    names = batch_names(view)
    if name not in names:
        raise NotKnown("batch", name, among(name, names).strip(), view.then)


def _known(view: View, column: str) -> AbstractSet[str]:
    """What there is in a column, or ever was."""
    if column in ("site", "contract"):
        known = contract_list(view) if column == "contract" else site_list(view)
        return {getattr(each, column) for each in known}
    ever = histories(view, (column,))[column].values()
    return {group for history in ever for _, group in history}


def _hint(view: View, column: str, value: str) -> str:
    known = _known(view, column) - {""}
    if column in ("site", "contract"):
        return Suggestions(view).hint(column, value) or _all_of(known)
    return among(value, known) or _all_of(known)


def _all_of(known: AbstractSet[str]) -> str:
    """All of them, if they are few."""
    return f"Known are {', '.join(sorted(known))}." if 0 < len(known) <= _FEW else ""
