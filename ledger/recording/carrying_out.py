"""Lets a command be carried out by the function of its subject.

A subject has the same name in `domain/` and in here. It is loaded when something is asked for about
it: who hires somebody needs nothing of protocols.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from domain.command import Command
    from ledger.recording.unit_of_work import Recording

SUBJECTS = (
    "workforce",
    "places",
    "contracts",
    "plans",
    "commitments",
    "quality",
    "notices",
    "voids",
)
"""The subjects that commands are about."""


def carry_out(recording: Recording, command: Command) -> None:
    """Let the aggregates decide on what is asked for."""
    subject = type(command).__module__.split(".")[1]
    function: Callable[[Recording, Any], None] = import_module(
        f"ledger.recording.{subject}"
    ).CARRIES_OUT[type(command)]
    function(recording, command)
