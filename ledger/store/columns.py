"""The columns that the tables of a ledger have, so that others are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.store.tables import CHECKPOINTS_TABLE, EVENTS_TABLE, TEXTS_TABLE, TOPICS_TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Table

_STORED = {
    EVENTS_TABLE: ("originator_id", "originator_version", "topic", "state", "notification_id"),
    CHECKPOINTS_TABLE: (
        *("number", "size", "root", "note", "public_key", "signed_at", "signed_by", "edge"),
        "fingerprint",
    ),
    TEXTS_TABLE: ("position", "salt", "text"),
    TOPICS_TABLE: ("topic", "stream", "owners_alone"),
}


def tables_of_figures() -> Sequence[Table]:
    """All of them; whoever asks about a few does not load the others."""
    from projections.projector import all_tables

    return all_tables()


def columns() -> Mapping[str, Sequence[str]]:
    """The names of the columns, by table; each of a server's tables but that of turns, which has none."""
    figures = {table.name: table.columns.keys() for table in tables_of_figures()}
    return {**_STORED, **figures}
