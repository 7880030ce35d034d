"""What somebody is told who meets a refusal or an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from domain.refusal import WithFacts
from faces.refused import sentence

_Error = TypeVar("_Error", bound=WithFacts)


@contextmanager
def refused_as(error: type[_Error], match: str) -> Iterator[pytest.ExceptionInfo[_Error]]:
    """Expect a refusal or an error, told in a sentence that has this in it."""
    with pytest.raises(error) as caught:
        yield caught
    said = sentence(caught.value)
    assert re.search(match, said), f"{match!r} is not in {said!r}"
