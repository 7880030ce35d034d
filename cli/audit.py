"""`audit`: the whole history checked."""

from __future__ import annotations

import sys
from base64 import b64encode
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.failures import FINDING
from cli.options import POSITION_OR_INSTANT, answer_format
from cli.output.answer import Answer, show
from cli.output.table import Column, number, print_table
from cli.progress import progress_row
from cli.proving import bundle, check_proof, prove
from cli.session import Session
from cli.signing import checkpoint, checkpoints, guard, keygen
from cli.verifying import verify

if TYPE_CHECKING:
    from ledger.audit.findings import Findings
    from ledger.audit.replay import Chapter, Replay
    from projections.view import View

_HEADCOUNT = (Column("country", "country"), number("heads", "heads"), number("FTE", "fte"))


@click.group(epilog="Example: rientro audit replay")
def audit() -> None:
    """Check the history, and let others check it."""


@audit.command(epilog="Example: rientro audit replay --until 200")
@click.option(
    "--until",
    type=POSITION_OR_INSTANT,
    help="Stop there, and show the answers as they then were. The figures in use are not compared.",
)
@answer_format
@click.pass_context
def replay(ctx: click.Context, until: int | datetime | None, format_: str) -> None:
    """Replay every event from the first, under the rules, and compare the figures in use.

    Exits with 1 where anything is found.
    """
    session: Session = ctx.obj
    with session.readings().replaying(session.meter("Replaying"), until=until) as replaying:
        if format_ == "table":
            tell_replay(replaying)
            if until is not None:
                _tell_answers(replaying.view)
        else:
            rows = [_row(chapter) for chapter in replaying.chapters()]
            more = _findings(replaying.findings) | {
                "events": replaying.events,
                "root": b64encode(replaying.root).decode(),
                "set_aside": [each._asdict() for each in replaying.set_aside],
                "texts_not_compared": replaying.texts_left_out,
            }
            if until is not None:
                more |= _answers(replaying.view)
            show(Answer.of(replaying.view, "audit-replay", rows, more=more), format_)
    if replaying.findings.count:
        ctx.exit(FINDING)


def tell_replay(replaying: Replay) -> None:
    """Tell what happened as it is replayed, then what was found."""
    for chapter in replaying.chapters():
        what = ", ".join(_happened(topic, count) for topic, count in chapter.events.items())
        heads = "  ".join(f"{country} {heads}" for country, heads in chapter.headcount.items())
        title = f"batch {chapter.batch}" if chapter.batch else "recorded singly"
        sys.stdout.write(
            f"{chapter.recorded_at:%Y-%m-%d %H:%M:%S}  {chapter.first}-{chapter.last}  {title}\n"
            f"    {what}\n"
        )
        if heads:
            sys.stdout.write(f"    headcount: {heads}\n")
    findings = replaying.findings
    if findings.left_out:
        sys.stdout.write(f"The figures in use were not compared: {findings.left_out}.\n")
    if replaying.texts_left_out:
        sys.stdout.write(f"The notes were not compared: {replaying.texts_left_out}.\n")
    for aside in replaying.set_aside:
        sys.stdout.write(
            f"Passed over: position {aside.position} ({aside.stream}), which cannot be read and was "
            f"set aside at position {aside.at} ({aside.reason}).\n"
        )
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
    return {
        "findings": named,
        "findings_count": findings.count,
        "not_compared": findings.left_out,
    }


def _answers(view: View) -> dict[str, Any]:
    """The headcount and every plan's progress, on the day and as known where the replay ends."""
    from projections.headcount import headcount
    from projections.plans import plan_list
    from projections.progress import progress

    day = view.known_at.date() if view.known_at else date.max
    return {
        "on": day,
        "headcount": [
            {"country": row.group, "heads": row.figure.heads, "fte": row.figure.fte}
            for row in headcount(view, by="country", on=day)
        ],
        "progress": [progress_row(progress(view, plan, day)) for plan in plan_list(view)],
    }


def _tell_answers(view: View) -> None:
    answers = _answers(view)
    sys.stdout.write(f"\nAs it was known at position {view.position}, on {answers['on']}:\n")
    print_table(_HEADCOUNT, answers["headcount"])
    for row in answers["progress"]:
        sys.stdout.write(
            f"plan {row['plan']}: {row['brought_back']} of {row['target']} brought back, "
            f"{row['status']}\n"
        )


def _happened(topic: str, count: int) -> str:
    """How often something happened, in the words of its topic: `2 sites opened`."""
    from cli.output.words import counted

    *what, happened = topic.partition(".")[0].split("-")
    return f"{counted(count, ' '.join(what))} {happened}"


for command in (keygen, checkpoint, checkpoints, verify, prove, check_proof, bundle, guard):
    audit.add_command(command)
