"""What later records changed of a plan's progress on one and the same day, and which events did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from domain.plans.plan_refusals import UnknownPlan
from projections.cells import cells
from projections.contracts import contracts
from projections.movements import movements
from projections.plan_rows import plan_terms, plan_voids, plan_withdrawals, plans
from projections.plans import plan_list
from projections.progress import progress
from projections.sites import sites

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Select

    from projections.plans import PlanFacts
    from projections.progress import Progress
    from projections.scope import Scope
    from projections.view import View

_OF_THE_PLAN = (plans, plan_terms, plan_withdrawals, plan_voids)


@dataclass(frozen=True, slots=True)
class RestatedPlan:
    """A plan's progress as known at one instant, and as known at a later one."""

    plan: str
    before: Progress | None
    """None if the plan was not known then."""
    after: Progress | None
    """None if the plan is not known any more, since its announcement was taken back."""
    positions: tuple[int, ...]
    """What was learnt in between and has to do with it."""


def restated_plan(before: View, after: View, plan: str, on: date) -> RestatedPlan:
    """The plan's progress at the end of the day, as known at each of the two instants.

    Refuses a plan that is known at neither.
    """
    then, later = _known(before, plan), _known(after, plan)
    if then is None and later is None:
        raise UnknownPlan(plan, after.then)
    scopes = [facts.scope_on(on) for facts in (then, later) if facts is not None]
    return RestatedPlan(
        plan,
        progress(before, then, on) if then else None,
        progress(after, later, on) if later else None,
        tuple(sorted(_positions(before, after, plan, scopes, on))),
    )


def _known(view: View, plan: str) -> PlanFacts | None:
    return next((facts for facts in plan_list(view) if facts.plan == plan), None)


def _positions(
    before: View, after: View, plan: str, scopes: Sequence[Scope], on: date
) -> Iterator[int]:
    """The positions in between that the plan's figures may depend on.

    These are movements that take effect by the day, from, to or at its sites, of operators who ever
    worked there on its contracts; what was said of the plan itself; and what tells which sites and
    contracts stand for those that it names.
    """
    for query in (
        _of_movements(scopes, on),
        *(select(table.c.position).where(table.c.code == plan) for table in _OF_THE_PLAN),
        _of_sites(scopes),
        _of_contracts(scopes),
    ):
        (position,) = query.selected_columns
        learnt = query.where(position > before.position, position <= after.position)
        yield from after.connection.execute(learnt.distinct()).scalars()


def _of_movements(scopes: Sequence[Scope], on: date) -> Select[tuple[int]]:
    m = movements.c
    here = cells.c.site.in_(_sites_of(scopes))
    named = _contracts_of(scopes)
    its = and_(here, cells.c.contract.in_(named)) if named else here
    operators = select(m.operator).where(m.cell.in_(select(cells.c.cell).where(its)))
    return select(m.position).where(
        m.cell.in_(select(cells.c.cell).where(here)),
        m.operator.in_(operators),
        m.effective_on <= on.isoformat(),
    )


def _of_sites(scopes: Sequence[Scope]) -> Select[tuple[int]]:
    said = sites.c
    right = said.kind == "corrected", said.country.is_not(None)
    return select(said.position).where(*right, said.code.in_(_sites_of(scopes)))


def _of_contracts(scopes: Sequence[Scope]) -> Select[tuple[int]]:
    said = contracts.c
    told = or_(said.kind != "corrected", said.succeeds.is_not(None), said.since.is_not(None))
    return select(said.position).where(
        said.kind.in_(("signed", "voided", "corrected")), told, said.code.in_(_contracts_of(scopes))
    )


def _sites_of(scopes: Sequence[Scope]) -> list[str]:
    """The sites from which and to which posts come, by what was known then or is known now."""
    return sorted(
        {site for each in scopes for site in each.origins | each.destinations | each.ever_origins}
    )


def _contracts_of(scopes: Sequence[Scope]) -> list[str]:
    """The contracts that count, by what was known then or is known now; none if any does."""
    if any(not each.contracts for each in scopes):
        return []
    return sorted({contract for each in scopes for contract in each.contracts})
