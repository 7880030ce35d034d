"""How often what must always hold is tried: some times in every run, many times in a soak."""

from __future__ import annotations

import os

from hypothesis import settings

TIMES = int(os.environ.get("RIENTRO_TIMES", "1"))


def examples(times: int) -> settings:
    """Settings for something that is tried so many times in every run, however long each takes."""
    return settings(max_examples=times * TIMES, deadline=None)
