"""Many rows of one table in one test, which names all that fail at once.

Where rows are many and each is asked little, a test for each of them would cost more than it asks.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

Test = Callable[..., None]


def for_each(names: str | tuple[str, ...], rows: Iterable[Any]) -> Callable[[Test], Test]:
    """Run the test for each of the rows, as `parametrize` would, one after the other."""
    named = (names,) if isinstance(names, str) else names
    known = [(row,) if isinstance(names, str) else tuple(row) for row in rows]

    def of(test: Test) -> Test:
        @wraps(test)
        def for_all(**fixtures: Any) -> None:
            assert known, "there are no rows"
            failed = []
            for row in known:
                try:
                    test(**fixtures, **dict(zip(named, row, strict=True)))
                except Exception as error:  # noqa: BLE001 (what failed is told of every row)
                    error.add_note(f"{', '.join(named)} = {', '.join(map(repr, row))}")
                    failed.append(error)
            if failed:
                message = f"{len(failed)} of {len(known)} rows"
                raise ExceptionGroup(message, failed)

        asked = inspect.signature(test)
        others = [each for each in asked.parameters.values() if each.name not in named]
        vars(for_all)["__signature__"] = asked.replace(parameters=others)
        return for_all

    return of
