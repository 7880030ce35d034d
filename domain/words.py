"""The closed lists of words, everything that is one of a few, and limits. Imports nothing heavy."""

from __future__ import annotations

from typing import Literal, get_args

LeavingReason = Literal["resigned", "redundant", "retired", "dismissed", "contract-ended", "other"]
LEAVING_REASONS: tuple[LeavingReason, ...] = get_args(LeavingReason)

Engagement = Literal["permanent", "fixed-term", "agency", "seconded", "other"]
"""On what terms somebody is engaged; none where nobody said."""
ENGAGEMENTS: tuple[Engagement, ...] = get_args(Engagement)
NOT_SAID = "-"
"""How it is written that nobody says how somebody is engaged, where nothing written means no change."""

BatchKind = Literal["movements", "volumes", "quality", "roster"]
"""What a batch is made of."""

Unit = Literal["contacts", "minutes", "hours", "cases"]
"""What the volume of a contract is measured in."""
UNITS: tuple[Unit, ...] = get_args(Unit)

PlanStatus = Literal["withdrawn", "not-started", "in-progress", "met", "missed", "met-late"]
"""How a plan stands at the end of a day."""

By = Literal[
    "country",
    "region",
    "city",
    "site",
    "employer",
    "contract",
    "client",
    "supplier",
    "engagement",
]
"""What a figure can be asked by."""
GROUPINGS: tuple[By, ...] = get_args(By)
MOST_COLUMNS = 2
"""How many of them one question can be asked by."""

QualityBy = Literal["contract", "client", "site", "country"]
"""What quality can be asked by."""
QUALITY_BY: tuple[QualityBy, ...] = get_args(QualityBy)

Every = Literal["day", "week", "month", "quarter", "year"]
"""What a stretch of days can be divided into."""
PERIODS: tuple[Every, ...] = get_args(Every)

NO_CONTRACT = "-"
"""How work on no contract is written, where nothing written means that it stays as it is."""

MOST_HEADS = 10_000_000
"""How many operators are counted, released or promised at most."""
MOST_AT_ONCE = 1_000_000
"""How many operators one command, or one row of a file, moves by their number at most."""
