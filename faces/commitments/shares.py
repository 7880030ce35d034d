"""How shares look for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from answers.commitments.shares import SharesAnswer, SharesHistoryAnswer
from faces.blocks import BLANK, Block, Lines, Table, table_or
from faces.columns import Column, number, text
from faces.commitments.amounts import amount_column, months_in_words, percent, points
from faces.words import say
from projections.judging.shares import By

_GROUPS: dict[By, tuple[str, ...]] = {
    "contract": ("contract", "client"),
    "client": ("client",),
    "supplier": ("supplier",),
    "total": (),
}


def _shares(answer: SharesAnswer) -> Iterable[Block]:
    columns = [
        *map(text, _GROUPS[answer.by]),
        text("unit"),
        *(() if answer.proxy else (text("since"), text("until"))),
        *_figures(),
        *(() if answer.proxy else (number("change_points", lambda row: points(row.change)),)),
    ]
    yield from _of_what(answer)
    yield table_or(say("nothing.shares", place=answer.place), columns, answer.rows)
    yield from _totals(answer)
    lacking = [row for row in answer.rows if row.missing]
    if lacking:
        yield BLANK
        # A contract of which nothing is reported has no unit, and is missing from the row of each.
        yield Lines(list(dict.fromkeys(map(_missing, lacking))))
    yield from _proxy(answer)


def _totals(answer: SharesAnswer) -> Iterable[Block]:
    """All together in each unit, if that is more than what stands above."""
    if answer.by != "total" and len(answer.rows) > 1:
        yield BLANK
        yield Table([text("total", "unit"), *_figures()], answer.total)


def _history(answer: SharesHistoryAnswer) -> Iterable[Block]:
    groups = (text(name, f"share.{name}") for name in _GROUPS[answer.by][:1])
    columns = [
        text("on"),
        *groups,
        text("unit", "share.unit"),
        *_figures("share."),
        text("not_reported", lambda row: months_in_words(row.share.missing)),
    ]
    yield from _of_what(answer)
    yield table_or(say("nothing.shares", place=answer.place), columns, answer.rows)
    yield from _proxy(answer)


def _of_what(answer: SharesAnswer | SharesHistoryAnswer) -> Iterable[Block]:
    if answer.rows:
        yield Lines([say("share.of", place=answer.place, day=answer.head.on)])


def _figures(within: str = "") -> Sequence[Column]:
    """The part at the place, the whole, and the share."""
    share = attrgetter(f"{within}percent")
    return (
        amount_column("part", attrgetter(f"{within}part")),
        amount_column("whole", attrgetter(f"{within}whole")),
        number("percent", lambda row: percent(share(row))),
    )


def _missing(row: Any) -> str:
    """What is not reported, and so is not in the sums."""
    if row.contract is not None:
        return say("share.missing", contract=row.contract, months=months_in_words(row.missing))
    by_contract: dict[str, list[str]] = {}
    for each in row.missing_from:
        by_contract.setdefault(each.contract, []).append(each.month)
    return say(
        "share.missing-from",
        contracts="; ".join(
            say("share.months-of", contract=contract, months=months_in_words(months))
            for contract, months in sorted(by_contract.items())
        ),
    )


def _proxy(answer: SharesAnswer | SharesHistoryAnswer) -> Iterable[Block]:
    if answer.proxy and answer.rows:
        yield BLANK
        yield Lines([say("share.proxy-fte" if answer.measure == "fte" else "share.proxy-heads")])


PAGES = {SharesAnswer: _shares, SharesHistoryAnswer: _history}
