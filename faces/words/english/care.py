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
    "doctor.figures_compared": "figures compared",
}

MESSAGES = {
    "NoJournal": "the journal mode is {mode}, not wal: readers and writers wait for each other",
    "FileDamaged": "the file is damaged: {found}",
    "NotDurable": "{setting} is off: the server may lose what it reported as kept",
    "TriggerMissing": "the trigger {trigger}, which keeps events from being changed, is missing",
    "ClocksApart": "the server's clock and this one are {seconds:.0f} seconds apart",
    "LastEventUnreadable": (
        "the last event cannot be read: {detail}; nothing is recorded until the ledger is restored "
        "from a backup, or its owner sets that event aside: "
        "{rientro:db set-aside --position {position} --reason TEXT}"
    ),
    "BeforeTheFirst": (
        "an event stands at position {position}, before the first; run {rientro:audit replay}"
    ),
    "PositionsEmpty": "{number} positions have no event; run {rientro:audit replay}",
    "ClockBehind": (
        "this machine's clock is behind the last event, which was recorded at "
        "{recorded_at:instant} UTC"
    ),
    "ClockBehind.by-a-day": (
        "this machine's clock is behind the last event, which was recorded at "
        "{recorded_at:instant} UTC: by more than a day, so nothing is recorded until that is put right"
    ),
    "ClockBehind.server": (
        "the server's clock is behind the last event, which was recorded at "
        "{recorded_at:instant} UTC"
    ),
    "ClockBehind.server-by-a-day": (
        "the server's clock is behind the last event, which was recorded at "
        "{recorded_at:instant} UTC: by more than a day, so nothing is recorded until that is put right"
    ),
    "FiguresDamaged": "the figures are damaged: {detail}; run {rientro:db rebuild}",
    "FiguresBeyondEvents": "the figures count {number} events that the ledger does not have",
    "FiguresOlder": "the figures are in older tables; run {rientro:db upgrade}",
    "FiguresNewer": "a newer rientro made the tables of figures; update this one",
    "TableMissing": "the table {table} of figures is missing; run {rientro:db rebuild}",
    "CheckpointsDamaged": (
        "{what:finding}, so nothing is signed here; {rientro:copy --to NEW} makes a ledger whose list "
        "is empty, and checkpoints that were kept elsewhere hold there"
    ),
    "FiguresHoldMore": (
        "the figures hold rows of events that they do not count as read; run {rientro:db rebuild}"
    ),
}
"""What `doctor` finds, in a sentence without its full stop."""

FILES = (
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
PHRASES = {f"FileExists.{what}": what for what in FILES}
"""What a file is, as the fact of the refusal says it."""
