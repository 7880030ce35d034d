"""Codes that a ledger knows and that begin in some way: what a shell may offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from projections.batches import batch_names
from projections.contracts import contract_list
from projections.operators import codes_beginning
from projections.plans import plan_list
from projections.sites import site_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.view import View

CodeKind = Literal["operator", "site", "contract", "plan", "batch", "place"]
_MOST = 500


def codes_known(view: View, kind: CodeKind, beginning: str) -> list[str]:
    """The codes of that kind that begin so, in order; of very many the first."""
    found: Iterable[str]
    match kind:
        case "operator":
            return codes_beginning(view, beginning, _MOST)
        case "site":
            found = (each.site for each in site_list(view))
        case "place":
            found = {name for each in site_list(view) for name in (each.site, each.country)}
        case "contract":
            found = (each.contract for each in contract_list(view))
        case "plan":
            found = (each.plan for each in plan_list(view))
        case "batch":
            found = batch_names(view)
    return sorted(each for each in found if each.startswith(beginning))[:_MOST]
