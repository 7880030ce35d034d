"""How it is told to people how a ledger is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from answers.upkeep import DoctorAnswer
from faces.blocks import Block, Facts, Lines
from faces.columns import NONE
from faces.words import english, heading, say, word
from faces.words.said import in_words


def _diagnosed(answer: DoctorAnswer) -> Iterable[Block]:
    facts = [(_heading(row.what), _value(row.what, row.value)) for row in answer.rows]
    yield Facts([(heading("ledger"), answer.head.ledger), *facts])
    findings = [say("doctor.finding", finding=in_words(finding)) for finding in answer.findings]
    yield Lines(findings or [say("doctor.well")])


def _heading(what: str) -> str:
    """The name of a fact; one that only this database has is told as it is called there."""
    known = f"doctor.{what}"
    return heading(known) if known in english.HEADINGS else what.replace("_", " ")


def _value(what: str, value: Any) -> str:
    return word("compared", value) if what == "figures_compared" else _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return NONE
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S} UTC"
    if isinstance(value, dict):
        return ", ".join(
            say("doctor.count", number=number, what=what) for what, number in value.items()
        )
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NONE
    return str(value)


PAGES = {DoctorAnswer: _diagnosed}
