"""A batch has a name, and a name is used once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from given import given
from pydantic import ValidationError

from domain.batch import Batch
from domain.events import BatchRecorded, Event
from domain.recorded import Recorded
from domain.refusals import BatchAlreadyRecorded

Command = Callable[[Batch], Event | None]
SHA256 = "5e" * 32
JUNE_FILE = BatchRecorded(source="Comdata, June", sha256=SHA256, movements=12)
NEW = Batch("2018-06-comdata")
USED = Batch(
    "2018-06-comdata",
    Recorded(
        position=12,
        stream="batch:2018-06-comdata",
        version=1,
        recorded_at=datetime(2018, 6, 12, 9, 30, 5, 999, tzinfo=UTC),
        recorded_by="anna",
        batch="2018-06-comdata",
        event=JUNE_FILE,
    ),
)


def record(event: BatchRecorded) -> Command:
    return lambda batch: batch.record(
        source=event.source, sha256=event.sha256, movements=event.movements
    )


def use_the_name(batch: Batch) -> None:
    batch.check()


@pytest.mark.parametrize("event", [JUNE_FILE, BatchRecorded(source=None, sha256=None, movements=1)])
def test_movements_are_recorded_together_under_a_new_name(event: BatchRecorded) -> None:
    given(NEW).when(use_the_name).says_nothing()
    given(NEW).when(record(event)).then(event)


@pytest.mark.parametrize("asked", [record(JUNE_FILE), use_the_name])
def test_the_name_of_a_batch_is_used_once(asked: Command) -> None:
    given(USED).when(asked).refused(
        BatchAlreadyRecorded,
        "Batch 2018-06-comdata was already recorded at 2018-06-12 09:30:05 UTC by anna.",
        "Choose another --batch name, or see it: rientro log --batch 2018-06-comdata",
    )


def test_a_recorded_batch_knows_its_own_name() -> None:
    assert USED.recorded is not None
    assert USED.recorded.code == USED.name


@pytest.mark.parametrize("sha256", ["", "5e", "5E" * 32, "xx" * 32, "5e" * 33, "5e" * 32 + "\n"])
def test_the_fingerprint_of_a_file_is_a_sha256_in_small_letters(sha256: str) -> None:
    with pytest.raises(ValidationError, match="sha256"):
        BatchRecorded(source=None, sha256=sha256, movements=1)


def test_a_batch_without_movements_is_never_stored() -> None:
    with pytest.raises(ValidationError, match="movements"):
        BatchRecorded(source=None, sha256=None, movements=0)
