"""`doctor`: how the ledger is."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import click

from cli.failures import FINDING
from cli.output.answer import Answer, show
from cli.session import Session


@click.command(epilog="Example: rientro doctor")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How the answer is written to stdout.",
)
@click.pass_context
def doctor(ctx: click.Context, format_: str) -> None:
    """Look at the ledger's database, its events and its figures, and change nothing.

    Exits with 1 where something is not as it should be. What the events say is checked by audit.
    """
    from ledger.doctor import diagnose

    session: Session = ctx.obj
    found = diagnose(session.database(), session.clock())
    if format_ == "json":
        rows = [{"what": name, "value": value} for name, value in found.facts.items()]
        more = {"findings": found.findings, "findings_count": len(found.findings)}
        show(Answer("doctor", found.ledger, found.position, rows, more=more), format_)
    else:
        width = max(map(len, found.facts))
        for name, value in {"ledger": found.ledger, **found.facts}.items():
            sys.stdout.write(f"{name.replace('_', ' '):{width}}  {_plain(value)}\n")
        for finding in found.findings:
            sys.stdout.write(f"Finding: {finding}.\n")
        if not found.findings:
            sys.stdout.write("Nothing is wrong.\n")
    if found.findings:
        ctx.exit(FINDING)


def _plain(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, dict):
        return ", ".join(f"{count} {name}" for name, count in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return str(value)
