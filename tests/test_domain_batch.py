"""A batch has a name, and a name is used once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from given import given
from pydantic import ValidationError

from domain.batches import (
    AlreadySigned,
    Batch,
    BatchAlreadyRecorded,
    BatchRecorded,
    BatchSigned,
    NotFromFile,
    UnknownBatch,
)
from domain.event import Event
from domain.refusal import HistoryDiffers

Command = Callable[[Batch], Event | None]
SHA256 = "5e" * 32
JUNE_FILE = BatchRecorded(source="Comdata, June", sha256=SHA256, movements=12, records=12)
NEW = Batch("2018-06-comdata")
USED = NEW.after(JUNE_FILE)
BY_HAND = Batch("by-hand").after(
    BatchRecorded(source=None, sha256=None, movements=1, records=1),
)


def record(event: BatchRecorded) -> Command:
    return lambda batch: batch.record(
        batches=Known(),
        source=event.source,
        sha256=event.sha256,
        movements=event.movements,
        records=event.records,
        replaces=event.replaces,
    )


def use_the_name(batch: Batch) -> None:
    batch.must_be_new(Known())


class Known:
    """The batches that are known."""

    def batch(self, name: str, /) -> Batch:
        return {each.name: each for each in (USED, BY_HAND)}.get(name, Batch(name))

    def batch_recorded(self, name: str, /) -> tuple[datetime, str]:
        return datetime(2018, 6, 12, 9, 30, 5, 999, tzinfo=UTC), "anna"


@pytest.mark.parametrize(
    "event", [JUNE_FILE, BatchRecorded(source=None, sha256=None, movements=1, records=1)]
)
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


def replacing(batch: str) -> BatchRecorded:
    return BatchRecorded(source=None, sha256=SHA256, movements=1, records=2, replaces=batch)


def test_a_corrected_file_replaces_a_batch_that_was_imported() -> None:
    given(NEW).when(record(replacing("2018-06-comdata"))).then(replacing("2018-06-comdata"))
    given(NEW).when(record(replacing("2018-05-comdata"))).refused(UnknownBatch)
    given(NEW).when(record(replacing("by-hand"))).refused(
        NotFromFile, "Batch by-hand was not imported from a file"
    )


def test_a_batch_has_no_more_movements_than_events() -> None:
    forged = BatchRecorded(source=None, sha256=None, movements=2, records=1)
    given(NEW).when(record(forged)).refused(HistoryDiffers)


def test_a_batch_is_signed_by_several_and_by_each_once() -> None:
    anna, bruno = (
        BatchSigned(public_key=key * 64, sha256=SHA256, root=SHA256, signature="5e" * 64)
        for key in "ab"
    )
    signed = USED.after(anna)
    given(signed).when(audited(bruno)).then(bruno)
    given(signed).when(audited(anna)).refused(AlreadySigned)
    given(NEW).when(audited(anna)).refused(UnknownBatch)
    given(signed).when(record(JUNE_FILE)).refused(BatchAlreadyRecorded)


def audited(event: BatchSigned) -> Command:
    def asked(batch: Batch) -> Event:
        batch.check(event, Known())
        return event

    return asked


@pytest.mark.parametrize("sha256", ["", "5e", "5E" * 32, "xx" * 32, "5e" * 33, "5e" * 32 + "\n"])
def test_the_fingerprint_of_a_file_is_a_sha256_in_small_letters(sha256: str) -> None:
    with pytest.raises(ValidationError, match="sha256"):
        BatchRecorded(source=None, sha256=sha256, movements=1, records=1)


def test_a_batch_without_events_is_never_stored() -> None:
    with pytest.raises(ValidationError, match="records"):
        BatchRecorded(source=None, sha256=None, movements=0, records=0)
