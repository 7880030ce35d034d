"""`audit`: the whole history checked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from answers.audit import ReplayAnswer
    from answers.audit_until import ReplayUntilAnswer
    from ledger.audit.replay import Replay


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
    session: Session = ctx.obj
    with session.readings().replaying(session.meter("Replaying"), until=until) as replaying:
        answer = _answer(replaying, is_whole=until is None)
    session.show(answer, format_)
    if answer.found.findings_count:
        ctx.exit(FINDING)


def _answer(replaying: Replay, *, is_whole: bool) -> ReplayAnswer | ReplayUntilAnswer:
    if is_whole:
        from answers.audit import replay

        return replay(replaying)
    from answers.audit_until import replay_until

    return replay_until(replaying)


for command in (keygen, checkpoint, checkpoints, cosign, verify, prove, check_proof, bundle, guard):
    audit.add_command(command)
