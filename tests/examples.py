"""How often what must always hold is tried: some times in every run, many times in a soak."""

from __future__ import annotations

import os

from hypothesis import settings

TIMES = int(os.environ.get("RIENTRO_TIMES", "1"))


def examples(times: int, *, soaked: int | None = None) -> settings:
    """Settings for something that is tried so many times in every run.

    What takes long is tried more often in a soak than a single run would have it: `soaked` times.
    """
    each_time = times if TIMES == 1 or soaked is None else soaked
    return settings(max_examples=each_time * TIMES)
