"""Amounts, percentages and months, as pages show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from domain.commitments.shares import month
from faces.columns import Column, number
from faces.words import counted, say
from faces.words.filling import with_signs


def exactly(text: str | None) -> Decimal | None:
    """An exact text as a number, so that its thousands stand apart on a terminal."""
    return None if text is None else Decimal(text)


def with_unit(amount: str, unit: str | None) -> str:
    """An amount with its unit in words: `24,050 contacts`. Nothing reported is of no unit."""
    return counted(Decimal(amount), unit) if unit else amount


def percent(value: float | None) -> str | None:
    """A percentage with its two decimals, which are rounded already."""
    return None if value is None else with_signs(f"{value:.2f}")


def points(value: float | None) -> str | None:
    """Percentage points more or less."""
    return None if value is None else with_signs(f"{value:+.2f}")


def amount_column(name: str, cell: Callable[[Any], str | None]) -> Column:
    """A column of exact texts."""
    return number(name, lambda row: exactly(cell(row)))


def months_in_words(months: Sequence[str]) -> str:
    """Months in a row as the first and the last one: `2018-02 to 2018-04, 2018-07`."""
    spans: list[list[str]] = []
    for each in sorted(set(months)):
        if spans and str(month(spans[-1][-1]).plus(1)) == each:
            spans[-1].append(each)
        else:
            spans.append([each])
    return ", ".join(
        span[0] if len(span) == 1 else say("months.span", first=span[0], last=span[-1])
        for span in spans
    )
