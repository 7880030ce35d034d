"""How a ledger is, and what a file is that stands where another would go."""

from __future__ import annotations

HEADINGS = {
    "doctor.where": "where",
    "doctor.database": "database",
    "doctor.journal_mode": "journal mode",
    "doctor.fsync": "fsync",
    "doctor.synchronous_commit": "synchronous commit",
    "doctor.full_page_writes": "full page writes",
    "doctor.bytes": "bytes",
    "doctor.triggers": "triggers",
    "doctor.clock": "clock",
    "doctor.server_clock": "server clock",
    "doctor.first_position": "first position",
    "doctor.last_position": "last position",
    "doctor.gaps": "gaps",
    "doctor.events_of": "events of",
    "doctor.last_recorded_at": "last recorded at",
    "doctor.set_aside": "set aside",
    "doctor.schema_version": "schema version",
    "doctor.schema_version_known": "schema version known",
    "doctor.figures_position": "figures position",
    "doctor.figures_behind": "figures behind",
}

_FILES = (
    "a private key",
    "a public key",
    "a checkpoint",
    "a ledger or another database",
    "a proof",
    "a bundle for an outsider",
    "an export of events",
    "an export of movements",
    "an export of notes",
    "an empty file",
    "a PDF document",
    "a picture",
    "a file compressed by gzip",
    "a compressed archive",
    "an old or locked document of Microsoft Office",
    "a document of a word processor",
    "a program",
    "the line of an event, or a part of an export of events",
    "a table in Parquet",
    "a workbook",
    "a damaged archive",
    "a document or an archive of files",
    "a text file",
    "a file of another kind",
)
PHRASES = {f"FileExists.{what}": what for what in _FILES}
"""What a file is, as the fact of the refusal says it."""
