"""`audit`: the whole history checked."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from cli.failures import FINDING
from cli.options import answer_format
from cli.output.answer import Answer, show
from cli.session import Session

if TYPE_CHECKING:
    from ledger.audit.findings import Findings
    from ledger.audit.replay import Chapter, Replay


@click.group(epilog="Example: rientro audit replay")
def audit() -> None:
    """Check the history."""


@audit.command(epilog="Example: rientro audit replay")
@answer_format
@click.pass_context
def replay(ctx: click.Context, format_: str) -> None:
    """Replay every event from the first, under the rules, and compare the figures in use.

    Exits with 1 where anything is found.
    """
    from ledger.audit.replay import Replay

    session: Session = ctx.obj
    ledger = session.ledger()
    with ledger.replaying() as view:
        replaying = Replay(ledger.database, view, session.meter("Replaying"))
        if format_ == "table":
            tell_replay(replaying)
        else:
            rows = [_row(chapter) for chapter in replaying.chapters()]
            more = _findings(replaying.findings) | {"events": replaying.events}
            show(Answer.of(view, "audit-replay", rows, more=more), format_)
    if replaying.findings.count:
        ctx.exit(FINDING)


def tell_replay(replaying: Replay) -> None:
    """Tell what happened as it is replayed, then what was found."""
    for chapter in replaying.chapters():
        what = ", ".join(f"{count} {_plain(topic)}" for topic, count in chapter.events.items())
        heads = "  ".join(f"{country} {heads}" for country, heads in chapter.headcount.items())
        title = f"batch {chapter.batch}" if chapter.batch else "recorded singly"
        sys.stdout.write(
            f"{chapter.recorded_at:%Y-%m-%d %H:%M:%S}  {chapter.first}-{chapter.last}  {title}\n"
            f"    {what}\n"
        )
        if heads:
            sys.stdout.write(f"    headcount: {heads}\n")
    findings = replaying.findings
    sys.stdout.write(f"{replaying.events} events replayed, {findings.count} findings.\n")
    for finding in findings.kept:
        where = f" at position {finding.position} ({finding.stream})" if finding.position else ""
        sys.stdout.write(f"{finding.kind}{where}: {finding.message}\n")
    if findings.count > len(findings.kept):
        sys.stdout.write(f"… and {findings.count - len(findings.kept)} more findings.\n")


def _row(chapter: Chapter) -> dict[str, Any]:
    return {
        "batch": chapter.batch,
        "recorded_at": chapter.recorded_at,
        "recorded_by": sorted(chapter.recorded_by),
        "first": chapter.first,
        "last": chapter.last,
        "events": dict(chapter.events),
        "headcount": chapter.headcount,
    }


def _findings(findings: Findings) -> dict[str, Any]:
    named = [asdict(finding) for finding in findings.kept]
    return {"findings": named, "findings_count": findings.count}


def _plain(topic: str) -> str:
    return topic.partition(".")[0].replace("-", " ")
