"""The triggers in an SQLite file that keep what was recorded from being changed.

They refuse UPDATE and DELETE, and INSERT where the row is there already: `INSERT OR REPLACE` would
delete it without asking the trigger on DELETE. Whoever owns the file can drop them; that they are
missing, or that they were made anew, can be seen. A note that stands beside the log is never
changed either, and is deleted once the log says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.store.tables import CHECKPOINTS_TABLE, EVENTS_TABLE, TEXTS_TABLE

_KEYS: Mapping[str, Sequence[Sequence[str]]] = {
    EVENTS_TABLE: (("rowid",), ("originator_id", "originator_version")),
    CHECKPOINTS_TABLE: (("number",),),
    TEXTS_TABLE: (("position",),),
}
"""The tables that are guarded, and by which columns a row of each is known."""

GUARDED = tuple(_KEYS)
_UNLESS_SAID = (
    f" WHEN NOT EXISTS (SELECT 1 FROM {EVENTS_TABLE} "  # noqa: S608 (constants)
    "WHERE originator_id = 'ledger' AND topic IN ('text-erased.1', 'event-set-aside.1') "
    "AND json_extract(CAST(state AS TEXT), '$.event.position') = OLD.position)"
)
"""A note is deleted once the log says that it was, or that its event was set aside."""


def triggers(table: str) -> dict[str, str]:
    """The triggers of a table: their statements by name."""
    moments = {
        "no_update": f"BEFORE UPDATE ON {table}",
        "no_delete": f"BEFORE DELETE ON {table}{_UNLESS_SAID if table == TEXTS_TABLE else ''}",
        "no_replace": f"BEFORE INSERT ON {table} WHEN {_is_there(table)}",
    }
    return {
        f"{table}_{name}": f"CREATE TRIGGER {table}_{name} {moment} "
        "BEGIN SELECT RAISE(ABORT, 'recorded events are never changed'); END"
        for name, moment in moments.items()
    }


def _is_there(table: str) -> str:
    """Whether a row with a key of the new one exists."""
    found = (
        f"EXISTS (SELECT 1 FROM {table} WHERE "  # noqa: S608 (constants)
        + " AND ".join(f"{column} = NEW.{column}" for column in key)
        + ")"
        for key in _KEYS[table]
    )
    return " OR ".join(found)
