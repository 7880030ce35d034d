"""`demo`: the plan of 2018, recorded in a fresh ledger, and what the ledger answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.commands import command
from cli.demo_commitments import answer_commitments, record_commitments
from cli.session import Session
from faces.terminal import put, put_line
from faces.words import say

if TYPE_CHECKING:
    from ledger.ledger import Ledger

_FILE = "rientro-demo.db"
_NAME = "rientro-demo"
_PLAN = "FW-2018"
_SOURCE = "the announcement of 8 May 2018, in rientro's words"
_BEFORE, _DURING, _AFTER = date(2018, 5, 8), date(2018, 7, 31), date(2018, 9, 30)

_STATEMENT = (
    "The work of about 220 call-centre operators in Romania comes back to Cagliari and Lecce "
    "by 30 September 2018."
)


@command(
    short_help="Record the plan of 2018 in a fresh ledger, and show answers.",
    epilog="Example: rientro --ledger another-demo.db demo",
)
@click.option("--replace", is_flag=True, help="Delete an earlier demonstration first.")
@click.pass_context
def demo(ctx: click.Context, replace: bool) -> None:
    """Record the plan of 2018 in a fresh ledger and show what it answers.

    The ledger is rientro-demo.db in this folder, or what --ledger names. RIENTRO_LEDGER is left
    alone, since it may be a ledger in use.
    """
    from ledger.ledger import Ledger

    session: Session = ctx.obj
    if not session.ledger_named_here:
        session.ledger_name = _FILE
    _make_room(session, replace)
    ledger = Ledger.create(
        session.database(),
        name=_NAME,
        ledger_id=session.new_id(),
        by=session.recorded_by(),
        clock=session.clock,
    )
    put(f"{say('demo.known')}\n")
    _record(ledger)
    record_commitments(ledger)
    _answer(session, ledger)
    session.tell("demo.ask", where=ledger.database.where, since=_BEFORE, on=_AFTER)


def _make_room(session: Session, replace: bool) -> None:
    from ledger.store.errors import LedgerUnusable
    from ledger.store.ledger_refusals import LedgerExists
    from projections.plans import plan_list

    file = Path(session.ledger_name)
    if not file.exists():
        return
    if not replace:
        raise LedgerExists(session.ledger_name, "may-be-replaced")
    try:
        with session.ledger().asking() as view:
            is_demo = [facts.source for facts in plan_list(view, _PLAN)] == [_SOURCE]
    except LedgerUnusable:
        is_demo = False
    if not is_demo:
        raise LedgerExists(
            session.ledger_name,
            "no-demonstration",
        )
    for part in session.database().files:
        part.unlink(missing_ok=True)


def _record(ledger: Ledger) -> None:
    """Every step of the demonstration, in the order in which it was learnt."""
    from domain.contracts.contract_commands import SignContract
    from domain.placement import Placement
    from domain.places.site_commands import OpenSite
    from domain.plans.plan_commands import AnnouncePlan
    from domain.workforce.movement_commands import Chosen, Downsize, Hire, Leave, Transfer
    from ledger.recording.batch_terms import BatchTerms

    def assumed(name: str) -> BatchTerms:
        return BatchTerms(name=name, source="assumed for the demonstration")

    def hire(batch: str, site: str, count: int, contract: str, on: date, fte: str = "1") -> None:
        at = Placement(site, contract, Decimal(fte))
        ledger.record(Hire(Chosen(count=count), at=at, effective_on=on), batch=assumed(batch))

    def transfer(batch: str, origin: str, destination: str, count: int, on: date) -> None:
        ledger.record(
            Transfer(Chosen(count=count), from_site=origin, to_site=destination, effective_on=on),
            batch=assumed(batch),
        )

    def downsize(batch: str, site: str, count: int, on: date) -> None:
        ledger.record(
            Downsize(site, Chosen(count=count), reason="The work went to Italy", effective_on=on),
            batch=assumed(batch),
        )

    small, soho, start = "FW-SB", "FW-SOHO", date(2018, 1, 1)
    for code, service in ((small, "Small Business"), (soho, "Soho Professional")):
        ledger.record(
            SignContract(
                code, client="Fastweb", supplier="Comdata", service=service, effective_on=start
            )
        )
    for code, country, region, city in (
        ("RO-IAS", "RO", "RO-IS", "Iași"),
        ("RO-BUC", "RO", "RO-B", "București"),
        ("IT-CAG", "IT", "IT-88", "Cagliari"),
        ("IT-LEC", "IT", "IT-75", "Lecce"),
    ):
        ledger.record(
            OpenSite(
                code,
                name=f"Comdata {city}",
                country=country,
                region=region,
                city=city,
                employer="Comdata",
                effective_on=start,
            )
        )
    hire("2018-01-RO-IAS", "RO-IAS", 140, small, start)
    hire("2018-01-RO-BUC", "RO-BUC", 80, soho, start)
    ledger.record(
        AnnouncePlan(
            _PLAN,
            statement=_STATEMENT,
            source=_SOURCE,
            client="Fastweb",
            supplier="Comdata",
            origins=["RO"],
            destinations=["IT-CAG", "IT-LEC"],
            contracts=[small, soho],
            target=220,
            baseline_on=_BEFORE,
            deadline_on=_AFTER,
            effective_on=_BEFORE,
        )
    )
    transfer("2018-06-transfers", "RO-IAS", "IT-CAG", 24, date(2018, 6, 4))
    hire("2018-06-hires", "IT-CAG", 56, small, date(2018, 6, 18))
    downsize("2018-07-downsizing", "RO-IAS", 60, date(2018, 7, 2))
    hire("2018-07-hires", "IT-LEC", 50, soho, date(2018, 7, 2))
    transfer("2018-07-transfers", "RO-BUC", "IT-LEC", 10, date(2018, 7, 16))
    hire("2018-08-hires", "IT-LEC", 40, soho, date(2018, 8, 6))
    downsize("2018-08-downsizing", "RO-BUC", 50, date(2018, 8, 6))
    hire("2018-08-backfill", "RO-BUC", 6, soho, date(2018, 8, 20))
    ledger.record(
        Leave(
            Chosen(count=4), from_site="IT-CAG", reason="resigned", effective_on=date(2018, 9, 3)
        ),
        batch=assumed("2018-09-leavers"),
    )
    hire("2018-09-hires", "IT-CAG", 44, small, date(2018, 9, 10), "0.75")
    downsize("2018-09-downsizing", "RO-IAS", 56, date(2018, 9, 10))


def _answer(session: Session, ledger: Ledger) -> None:
    from answers.audit import replay
    from answers.progress import progress_of
    from answers.workforce.headcount import headcount_by

    with ledger.asking() as view:
        for when, day in (("before", _BEFORE), ("during", _DURING), ("after", _AFTER)):
            put_line(say("demo.headcount", when=say(f"demo.{when}"), day=day))
            session.show(headcount_by(view, ("country",), day), "table")
            put_line()
        for day in (date(2018, 6, 30), _DURING, _AFTER):
            session.show(progress_of(view, _PLAN, day), "table")
            put_line()
    answer_commitments(session, ledger, _AFTER)
    with ledger.replaying(session.meter("Replaying")) as replaying:
        told = replay(replaying)
    session.show(told, "table")
