"""The picture in the README: the plan of the demonstration, as its own answers give it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from demonstration import Run

from faces.pictures.burnup import burn_up
from faces.pictures.values import BurnUp, Step, Wording
from faces.words.english import SENTENCES

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WORDING = Wording(
    words={
        key.removeprefix("picture."): text
        for key, text in SENTENCES.items()
        if key.startswith("picture.")
    },
    number="{:,}".format,
    day=lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    day_short=lambda day: f"{day.day} {_MONTHS[day.month - 1]}",
    month=lambda day: _MONTHS[day.month - 1],
    year=lambda day: str(day.year),
    stands_alone=True,
)


def burn_up_of_the_demonstration(run: Run) -> str:
    """The SVG: posts brought back and posts left at the origins, by the end of the deadline."""
    questions = "progress FW-2018 --on 2018-09-30 --history", "progress --on 2018-09-30"
    rows, [plan] = (json.loads(run(f"{each} --format json"))["rows"] for each in questions)
    gained = [
        Step(date.fromisoformat(after["on"]), after["origin"] - before["origin"])
        for before, after in pairwise(rows)
        if after["origin"] > before["origin"]
    ]
    picture = burn_up(
        BurnUp(
            key="burn-up",
            title="Posts brought back and posts left at the origins",
            description=(
                f"At the end of 30 September 2018, {plan['brought_back']} of {plan['target']} "
                f"posts were back; {plan['backfilled']} were hired again at the origins."
            ),
            since=date.fromisoformat(plan["baseline_on"]),
            on=date.fromisoformat(rows[-1]["on"]),
            brought_back=list(_steps(rows, "brought_back")),
            at_origins=list(_steps(rows, "origin")),
            target=list(_steps(rows, "target")),
            deadlines=[date.fromisoformat(plan["deadline_on"])],
            backfills=gained,
        ),
        _WORDING,
    )
    drawing = picture.partition("<svg ")[2].rpartition("</svg>")[0]
    return f'<svg style="background:#ffffff" {drawing}</svg>\n'


def _steps(rows: Sequence[dict[str, Any]], name: str) -> Iterator[Step]:
    """The figure on the days on which it changes."""
    before = None
    for row in rows:
        if row[name] != before:
            yield Step(date.fromisoformat(row["on"]), row[name])
        before = row[name]
