"""Lets a command be carried out by the function of its subject.

A subject has the same name in `domain/` and in here. It is loaded when something is asked for about
it: who hires somebody needs nothing of protocols.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeAlias

    from domain.command import Command
    from ledger.recording.unit_of_work import Recording

    CarriesOut: TypeAlias = Mapping[type[Command], Callable[[Recording, Any], None]]
    """What carries out each kind of command, within the transaction of one."""


def carry_out(recording: Recording, command: Command) -> None:
    """Let the aggregates decide on what is asked for."""
    subject = type(command).__module__.split(".")[1]
    table: CarriesOut = import_module(f"ledger.recording.{subject}").CARRIES_OUT
    table[type(command)](recording, command)
