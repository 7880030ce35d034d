"""`audit`: the whole history checked."""

from __future__ import annotations

from datetime import datetime

import click

from cli.commands import group
from cli.failures import FINDING
from cli.options import answer_format
from cli.proving import bundle, check_proof, prove
from cli.session import Session
from cli.signing import checkpoint, checkpoints, guard, keygen
from cli.values import POSITION_OR_INSTANT
from cli.verifying import verify
from cli.witnessing import cosign


@group(epilog="Example: rientro audit replay")
def audit() -> None:
    """Check the history, and let others check it."""


@audit.command(
    short_help="Replay every event under the rules, and compare the figures.",
    epilog="Example: rientro audit replay --until 200",
)
@click.option(
    "--until",
    type=POSITION_OR_INSTANT,
    help="Stop there, and show the answers as they then were. The figures in use are not compared.",
)
@answer_format
@click.pass_context
def replay(ctx: click.Context, until: int | datetime | None, format_: str) -> None:
    """Replay every event from the first, under the rules, and compare the figures in use.

    Exits with 1 if anything is found.
    """
    from answers import audit as question

    session: Session = ctx.obj
    ask = question.replay if until is None else question.replay_until
    with session.readings().replaying(session.meter("Replaying"), until=until) as replaying:
        answer = ask(replaying)
    session.show(answer, format_)
    if answer.found.findings_count:
        ctx.exit(FINDING)


for command in (keygen, checkpoint, checkpoints, cosign, verify, prove, check_proof, bundle, guard):
    audit.add_command(command)
