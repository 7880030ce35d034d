"""A small ledger whose checkpoints were signed, and somebody who tampers with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

from ledgers import Desk
from places import SQLitePlace

from ledger.signing.listed_checkpoints import ListedCheckpoint, listed_notes, signed_checkpoints
from ledger.signing.signer import Taken, take_signed
from ledger.signing.stored_leaves import stored_leaves
from proofs.leaves import exported_leaves
from proofs.note import PublicKey, SigningKey
from proofs.verify import Kept, Verification, verify

JUNE, JULY = date(2018, 6, 4), date(2018, 7, 2)
Tamper = Callable[[sqlite3.Connection], object]


def few_events(desk: Desk) -> None:
    """Two sites, and somebody hired at each."""
    for site in ("RO-IAS", "IT-CAG"):
        desk.open(site, date(2018, 1, 1))
    desk.hire("OP-1", at="RO-IAS", on=JUNE)
    desk.hire("OP-2", at="IT-CAG", on=JUNE)


class Notary:
    """A ledger of few events, a key, and what was signed with it."""

    def __init__(
        self, folder: Path, name: str = "Comdata", by: str = "anna", ledger_id: str | None = None
    ) -> None:
        """Without an id the ledger is as ledgers were before they had ids."""
        self.place = SQLitePlace(folder)
        self.key = SigningKey.generate(name)
        if (name, by, ledger_id) == ("Comdata", "anna", None):
            self.desk = Desk.where(self.place, few_events)
        else:
            self.desk = Desk(self.place, name=name, by=by, ledger_id=ledger_id)
            few_events(self.desk)

    def go_on(self) -> None:
        """Record two more events."""
        self.desk.transfer("OP-1", to="IT-CAG", on=JULY)
        self.desk.transfer("OP-2", to="RO-IAS", on=JULY)

    def take(self, key: SigningKey | None = None, *, recompute: bool = False) -> Taken:
        return take_signed(
            self.desk.database,
            key or self.key,
            by="anna",
            clock=self.desk.clock,
            recompute=recompute,
        )

    def sign(self, name: str = "kept") -> Kept:
        """A checkpoint of all events, as somebody keeps it."""
        return Kept(name, self.take().content)

    def listed(self) -> list[ListedCheckpoint]:
        with self.desk.database.reading() as connection:
            return signed_checkpoints(self.desk.database, connection)

    def lines(self) -> list[bytes]:
        """The export of all events, line by line."""
        with self.desk.database.reading() as connection:
            return list(stored_leaves(self.desk.database, connection))

    def verify(self, *kept: Kept, keys: Sequence[PublicKey] | None = None) -> Verification:
        """What the database says of the checkpoints."""
        database = self.desk.database
        with database.reading() as connection:
            leaves = stored_leaves(database, connection)
            trusted = [self.key.public] if keys is None else keys
            return verify(kept, leaves, trusted, listed_notes(database, connection))

    def verify_export(self, lines: Sequence[bytes], *kept: Kept) -> Verification:
        """What an export of these lines says of the checkpoints."""
        export = BytesIO(b"".join(line + b"\n" for line in lines))
        return verify(kept, exported_leaves(export), [self.key.public])

    def tamper(self, how: Tamper | str, *, restore: bool = True, stealthily: bool = False) -> None:
        """Change the file past the ledger: drop its triggers, do it, and put them back.

        Stealthily, the file's count of such changes is set back too.
        """
        with closing(sqlite3.connect(self.place.path)) as connection, connection:
            version = connection.execute("PRAGMA schema_version").fetchone()[0]
            query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            triggers = connection.execute(query).fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            if isinstance(how, str):
                assert connection.execute(how).rowcount > 0
            else:
                how(connection)
            for _, statement in triggers if restore else ():
                connection.execute(statement)
            if stealthily:
                connection.execute(f"PRAGMA schema_version = {version}")


def edit(old: str, new: str, position: int) -> str:
    """The statement that edits the state of the event at a position, which stays bytes."""
    return (
        f"UPDATE stored_events SET state = CAST(replace(state, '{old}', '{new}') AS BLOB) "
        f"WHERE rowid = {position}"
    )


def move(connection: sqlite3.Connection, first: int, last: int, by: int) -> None:
    """Give the events of a range positions that are higher or lower."""
    positions = range(first, last + 1)
    for position in reversed(positions) if by > 0 else positions:
        connection.execute(
            "UPDATE stored_events SET rowid = ? WHERE rowid = ?", (position + by, position)
        )
