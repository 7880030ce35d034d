"""Which page asks which command. A page's parameters are the options of its command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Question(NamedTuple):
    """The words of a command, and whether the address goes on with what it is asked about."""

    words: tuple[str, ...]
    has_code: bool = False
    needs_code: bool = False
    beside: tuple[str, ...] = ()
    """Options that a page has where a command has none, so that it stays readable."""


def _about(*words: str) -> Question:
    return Question(words, has_code=True, needs_code=True)


QUESTIONS: Mapping[str, Question] = {
    "progress": Question(("progress",), has_code=True),
    "forecast": _about("forecast"),
    "headcount": Question(("headcount",)),
    "bridge": Question(("bridge",)),
    "turnover": Question(("turnover",)),
    "flows": Question(("flows",)),
    "whereabouts": Question(("whereabouts",)),
    "restatement": Question(("restatement",)),
    "shares": Question(("shares",)),
    "commitments": Question(("commitments",), has_code=True),
    "quality": Question(("quality",)),
    "indicators": Question(("quality", "indicators")),
    "quality-reports": Question(("quality", "list")),
    "volumes": Question(("volume", "list"), has_code=True),
    "notices": Question(("notices",)),
    "notices-filed": Question(("notice", "list")),
    "rules": Question(("rule", "list")),
    "rule": _about("rule", "show"),
    "union": _about("union", "show"),
    "review": _about("review"),
    "plans": Question(("plan", "list")),
    "plan": _about("plan", "show"),
    "sites": Question(("site", "list")),
    "site": _about("site", "show"),
    "contracts": Question(("contract", "list")),
    "contract": _about("contract", "show"),
    "operators": Question(("operator", "list")),
    "operator": _about("operator", "show"),
    "batches": Question(("batch", "list")),
    "batch": _about("batch", "show"),
    "protocols": Question(("protocol", "list")),
    "protocol": _about("protocol", "show"),
    "log": Question(("log",), beside=("limit", "200")),
    "checkpoints": Question(("audit", "checkpoints")),
}
"""The first word of an address, and what is asked there."""

DRAWN_WITH: Mapping[str, str] = {
    "flows": "sites",
    "quality": "indicators",
    "review": "indicators",
    "whereabouts": "sites",
}
"""Answers that are drawn with the names in another one."""

MENU: Mapping[str, tuple[str, ...]] = {
    "progress": (),
    "figures": ("headcount", "bridge", "flows", "whereabouts", "turnover", "restatement"),
    "signed": ("commitments", "protocols", "shares", "volumes"),
    "service": ("quality", "indicators", "notices", "rules"),
    "known": ("sites", "contracts", "operators", "batches"),
    "log": (),
    "audit": (),
}
"""What every page leads to, in this order: pages, and groups of pages."""
