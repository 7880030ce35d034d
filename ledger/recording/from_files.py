"""What is recorded from a file, whatever it holds: its batch, and what tells it from other files."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from domain.batches import Mapping
from ledger.exchange.importing import BadRows, FileOfRows
from ledger.exchange.sheets.text import same_text
from ledger.recording.recorder import Recorder
from ledger.store.errors import LedgerUnusable
from projections.batches import batches_of_file

if TYPE_CHECKING:
    from domain.batches import BatchRecorded
    from ledger.exchange.sheets.mapping import FileMapping
    from ledger.exchange.sheets.problems import Problems
    from ledger.recording.unit_of_work import Recording
    from projections.batches import BatchFacts


class FromFiles(Recorder):
    """Records what stands in files."""

    def _bad_rows(self, problems: Problems, file: FileOfRows) -> BadRows:
        """What is wrong with a file of which no row was tried, with what the ledger knows of it."""
        from ledger.exchange.suggestions import Suggestions

        with suppress(LedgerUnusable), self.asking() as view:
            return BadRows.of(problems, file, Suggestions(view).near)
        return BadRows.of(problems, file, lambda *_: "")


def mapping_of(mapping: FileMapping) -> Mapping | None:
    """What a batch keeps of the mapping by which its file was read."""
    return Mapping(name=mapping.name, sha256=mapping.sha256) if mapping.is_given else None


def batches_of(recording: Recording, content: bytes, mapping: Mapping | None) -> list[BatchFacts]:
    """The batches that were recorded from the file, read by the same mapping."""
    return [
        batch
        for batch in batches_of_file(recording.connection, map(sha256_of, same_text(content)))
        if _sha256_of_mapping(recording.aggregates.batch(batch.name).recorded)
        == (mapping and mapping.sha256)
    ]


def _sha256_of_mapping(recorded: BatchRecorded | None) -> str | None:
    before = recorded.mapping if recorded else None
    return before and before.sha256


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
