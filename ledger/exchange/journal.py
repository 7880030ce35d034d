"""Movements as a journal for hledger and ledger-cli, in which heads move between accounts.

Every movement is one balanced transaction on its effective date: hires come from `world:hired`,
leavers go to `world:` and their reason, and the account of a site is its country and its code. A
void is the voided transaction turned round, on the same date. Both programs read the same text,
since only codes are written: free text could have their marks in it.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, BinaryIO, cast

from domain.values import fte_text
from domain.words import LEAVING_REASONS
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorEvent,
    OperatorLeft,
)
from ledger.store.codec import Malformed
from ledger.store.passed_over import History
from projections.only import ALL
from projections.positions import positions_by_date
from projections.sites import site_list
from projections.touching import movements_touching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.placement import Placement
    from domain.recorded import Recorded
    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from projections.only import Only
    from projections.view import View

    Reasons = dict[tuple[str, int], str]

_PAGE = 500
_UNKNOWN = "unknown"
"""The country of a site whose opening cannot be read and was set aside."""


def write_journal(
    database: Database, view: View, file: BinaryIO, meter: Meter, only: Only = ALL
) -> int:
    """Write every movement that the view knows, in order of date; returns how many.

    With a filter those that begin or end where it holds.
    """
    countries = {site.site: site.country for site in site_list(view)}
    file.write(_head(view, countries).encode())
    history, positions = History(database, view.connection), positions_by_date(view)
    if only:
        wanted = frozenset(movements_touching(view, only))
        positions = array("q", (each for each in positions if each in wanted))
    for start in range(0, len(positions), _PAGE):
        page = positions[start : start + _PAGE]
        found = {
            recorded.position: cast("Recorded[OperatorEvent]", recorded)
            for recorded in history.all(database.at(view.connection, page))
        }
        reasons = _reasons_of_voided(database, view, found.values())
        try:
            text = "".join(_transaction(found[each], countries, reasons) for each in page)
        except KeyError as missing:
            raise Malformed(
                "malformed-event", f"what should be at {missing} is not there"
            ) from None
        file.write(text.encode())
        meter(start + len(page), len(positions))
    return len(positions)


def _head(view: View, countries: dict[str, str]) -> str:
    accounts = [f"{country}:{site}" for site, country in countries.items()]
    accounts += ["world:hired", *(f"world:{reason}" for reason in LEAVING_REASONS)]
    lines = [
        f"; Movements of the ledger {view.name}, as far as position {view.position}.",
        "commodity heads",
        *(f"tag {name}" for name in ("batch", "contract", "engagement", "fte")),
        *(f"account {name}" for name in sorted(accounts)),
    ]
    return "".join(f"{line}\n" for line in lines)


def _reasons_of_voided(
    database: Database, view: View, page: Iterable[Recorded[OperatorEvent]]
) -> Reasons:
    """Why those had left whose leaving was taken back, by stream and version of the leaving."""
    voids = [
        recorded
        for recorded in page
        if isinstance(recorded.event, MovementVoided) and recorded.event.was is None
    ]
    raw = database.of_streams(view.connection, {recorded.stream for recorded in voids})
    return {
        (left.stream, left.version): left.event.reason
        for left in History(database, view.connection).all(raw)
        if isinstance(left.event, OperatorLeft)
    }


def _transaction(
    recorded: Recorded[OperatorEvent], countries: dict[str, str], reasons: Reasons
) -> str:
    event = recorded.event
    what = f"void of version {event.version}" if isinstance(event, MovementVoided) else event.kind
    world = _outside(recorded, reasons)
    batch = f"    ; batch: {recorded.batch}\n" if recorded.batch else ""
    return (
        f"\n{event.effective_on} * ({recorded.position}) {recorded.code} | {what}\n{batch}"
        f"{_posting(event.came_from, -1, countries, world)}"
        f"{_posting(event.leads_to, 1, countries, world)}"
    )


def _outside(recorded: Recorded[OperatorEvent], reasons: Reasons) -> str:
    """What stands for the world outside, where somebody came from there or went there."""
    event = recorded.event
    if isinstance(event, OperatorLeft):
        return f"world:{event.reason}"
    if isinstance(event, MovementVoided) and event.was is None:
        return f"world:{reasons.get((recorded.stream, event.version), 'other')}"
    return "world:hired"


def _posting(at: Placement | None, heads: int, countries: dict[str, str], world: str) -> str:
    if at is None:
        return f"    {world}  {heads} heads\n"
    contract = f"    ; contract: {at.contract}\n" if at.contract else ""
    account = f"{countries.get(at.site, _UNKNOWN)}:{at.site}"
    fte = f"    ; fte: {fte_text(at.fte)}\n"
    engagement = f"    ; engagement: {at.engagement}\n" if at.engagement else ""
    return f"    {account}  {heads} heads\n{contract}{fte}{engagement}"
