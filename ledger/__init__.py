"""The event store and what keeps it honest: recording, storage, audit, exchange of files."""
