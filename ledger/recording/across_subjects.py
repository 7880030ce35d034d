"""What the rules of one subject ask about all others: what names a place, and what is reported there.

It needs nearly every subject, so it is loaded when a rule asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.commitments.naming import naming_site
from domain.contracts.contract import succeeding
from domain.plans.plan_events import AtSite
from domain.plans.plans_naming import naming, with_both_ends_at
from domain.reported import ReportedPeriod, reported_at
from projections import notices, quality
from projections.commitments.protocols import protocols_of
from projections.commitments.volumes import contracts_reported_at
from projections.contracts import contract_list
from projections.plans import plan_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from domain.commitments.volumes import VolumeReports
    from domain.plans.plan import Plan
    from ledger.recording.stored_aggregates import Aggregates
    from projections.view import View


def who_names_site(aggregates: Aggregates, view: View, code: str) -> tuple[str, str] | None:
    """What names the site, as recorded before this transaction."""
    protocols = map(aggregates.protocol, protocols_of(view))
    return (
        naming(AtSite(site=code), _plans(aggregates, view))
        or naming_site(code, _volumes_at(aggregates, view, code), protocols)
        or quality.naming_site(view, code)
    )


def plan_with_both_ends_at(
    aggregates: Aggregates, view: View, code: str, country: str
) -> str | None:
    """A plan of which the site would be both ends, as recorded before this transaction."""
    return with_both_ends_at(code, country, _plans(aggregates, view))


def who_names_contract(aggregates: Aggregates, view: View, code: str) -> tuple[str, str] | None:
    """What names the contract, as recorded before this transaction."""
    contracts = (aggregates.contract(each.contract) for each in contract_list(view))
    named_by = naming(code, _plans(aggregates, view))
    return (
        succeeding(code, contracts)
        or named_by
        or aggregates.volume(code).in_use
        or quality.naming_contract(view, code)
        or notices.naming_contract(view, code)
    )


def reports_at(aggregates: Aggregates, view: View, site: str) -> Iterable[ReportedPeriod]:
    """The reports that stand and name the site."""
    books = map(aggregates.quality, quality.contracts_reported_at(view, site))
    return reported_at(site, _volumes_at(aggregates, view, site), books)


def _plans(aggregates: Aggregates, view: View) -> Iterator[Plan]:
    return (aggregates.plan(each.plan) for each in plan_list(view))


def _volumes_at(aggregates: Aggregates, view: View, site: str) -> Iterator[VolumeReports]:
    return map(aggregates.volume, contracts_reported_at(view, site))
