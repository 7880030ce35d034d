"""The floor: one pass over the stored events with sqlite3 and a JSON parser, and no checks."""

from __future__ import annotations

import json
import sqlite3
import sys


def main() -> None:
    """Read every event of the ledger that is named on the command line."""
    events = 0
    query = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
    for _, _, _, _, state in sqlite3.connect(sys.argv[1]).execute(f"{query} ORDER BY rowid"):
        json.loads(state)
        events += 1
    sys.stdout.write(f"{events}\n")


if __name__ == "__main__":
    main()
