"""The place that the shipped terms are about, where a question names none."""

from __future__ import annotations

from functools import cache

from domain.commitments.terms import read_protocol
from domain.law import shipped

_TERMS = "protocollo-2017"


@cache
def home() -> str:
    """The one place that the shipped terms name."""
    (place,) = {each.place for each in read_protocol(shipped(_TERMS)).terms.commitments}
    return place
