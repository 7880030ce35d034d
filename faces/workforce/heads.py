"""The columns of a number of heads."""

from __future__ import annotations

from faces.columns import number

HEADS = (number("heads", "figure.heads"), number("fte", "figure.fte"))
