"""Notes that people added to events: kept beside the log, and erased from there when they must be.

The event holds only a hash: SHA-256 over 16 random bytes and the UTF-8 text. The random bytes, the
salt, keep anybody from finding a short text by trying; once salt and text are gone, the hash tells
nothing, and the log is what it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    insert,
    select,
)

from ledger.store.ledger_refusals import TextsRefused
from ledger.store.passed_over import History
from ledger.store.stored_events import PAGE
from ledger.store.tables import TEXTS_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from domain.event import Event
    from domain.recorded import Recorded
    from ledger.store.database import Database
    from projections.view import View

SALT_BYTES = 16
_FORM = '{"position":12,"salt":"…","text":"…"}'
_LONGEST_LINE = 1 << 20
_NO_POSITION = 2**63
_metadata = MetaData()
_table = Table(
    TEXTS_TABLE,
    _metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
)


class StoredText(NamedTuple):
    """A note as it is stored."""

    position: int
    """Of the event that it was added to."""
    salt: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """What became of the note of an event that had one."""

    text: str | None
    """None where it is not there any more."""
    erased: bool


def hash_of(salt: bytes, text: str) -> str:
    """What the event of a note holds, in hexadecimal digits."""
    return sha256(salt + text.encode()).hexdigest()


def make_table(database: Database, connection: Connection) -> bool:
    """Make the empty table of notes and its triggers, where it is missing; says whether it was."""
    if TEXTS_TABLE in database.tables(connection):
        return False
    database.must_be_owned(connection, "make the table for notes, with rientro db upgrade")
    _table.create(connection)
    database.add_guards(connection)
    return True


def add(database: Database, connection: Connection, texts: Iterable[StoredText]) -> None:
    """Store notes."""
    rows = list(texts)
    if not rows:
        return
    make_table(database, connection)
    # SQLite moves rows about when it makes room for others; nothing of them may stay behind.
    database.begin_to_erase(connection)
    for start in range(0, len(rows), PAGE):
        page = rows[start : start + PAGE]
        if not database.add_texts(connection, page):
            connection.execute(insert(_table), [each._asdict() for each in page])


def erase(database: Database, connection: Connection, position: int) -> None:
    """Remove a note for ever; a trigger allows it once the log says that it was erased."""
    if TEXTS_TABLE not in database.tables(connection):
        return
    database.begin_to_erase(connection)
    connection.execute(delete(_table).where(_table.c.position == position))
    database.forget(connection, lambda: _table.create(connection))


def stored_texts(database: Database, connection: Connection) -> dict[int, StoredText]:
    """All notes that are there, by position; nothing about them is believed."""
    if TEXTS_TABLE not in database.tables(connection):
        return {}
    with database.usable(), connection.begin_nested():
        return {each.position: each for each in _rows(connection)}


def copy(source: Database, reading: Connection, target: Database, writing: Connection) -> int:
    """Take the notes of a ledger along to another; returns how many there are."""
    make_table(target, writing)
    texts = stored_texts(source, reading)
    add(target, writing, texts.values())
    return len(texts)


def notes_of(
    database: Database, connection: Connection, recorded: Iterable[Recorded[Event]]
) -> dict[int, Note]:
    """What became of the notes of the events, for those that had one."""
    noted = [each.position for each in recorded if each.event.note_hash is not None]
    if not noted:
        return {}
    there: dict[int, str] = {}
    if TEXTS_TABLE in database.tables(connection):
        for start in range(0, len(noted), PAGE):
            wanted = _table.c.position.in_(noted[start : start + PAGE])
            rows = connection.execute(select(_table.c.position, _table.c.text).where(wanted))
            there |= {row.position: row.text for row in rows}
    erased = erased_positions(database, connection)
    return {each: Note(there.get(each), each in erased) for each in noted}


def erased_positions(database: Database, connection: Connection) -> frozenset[int]:
    """The positions of the events whose note was erased."""
    from domain.logbook import TextErased

    own = database.of_streams(connection, ["ledger"])
    return frozenset(
        recorded.event.position
        for recorded in History(database, connection).all(own)
        if isinstance(recorded.event, TextErased)
    )


def wrong_with(
    stored: StoredText | None, expected: str | None, erased: bool
) -> tuple[str, str] | None:
    """What is wrong with a note, as the kind of a finding and a sentence; none where all is well."""
    if erased:
        still = "its note was erased, and is still there"
        return None if stored is None else ("text-not-erased", still)
    if stored is None:
        return "text-missing", "its note is missing, and was not erased"
    if expected is None:
        return "text-differs", "a note is there, and no event that can have one"
    if not _is_whole(stored) or hash_of(stored.salt, stored.text) != expected:
        return "text-differs", "its note is not the one that was recorded"
    return None


def write_texts(database: Database, view: View, file: IO[bytes], _: Any = None) -> int:
    """Write every note that is there, one a line: its event's position, salt and text."""
    count = 0
    for line in text_lines(database, view.connection, view.position):
        file.write(line)
        count += 1
    return count


def text_lines(database: Database, connection: Connection, upto: int) -> Iterator[bytes]:
    """The lines of an export of notes."""
    for position, stored in sorted(stored_texts(database, connection).items()):
        if position <= upto and _is_whole(stored):
            row = {"position": position, "salt": stored.salt.hex(), "text": stored.text}
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_texts(file: IO[bytes]) -> Iterator[StoredText]:
    """The notes of an export, one a line; refuses anything else."""
    seen: set[int] = set()
    for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE + 1), b""), 1):
        stored = _from_line(line)
        if stored is None:
            raise TextsRefused(number, f"is not written as an export writes notes: {_FORM}")
        if stored.position in seen or not 0 < stored.position < _NO_POSITION:
            raise TextsRefused(number, "position-taken")
        seen.add(stored.position)
        yield stored


def _from_line(line: bytes) -> StoredText | None:
    """The note on a line; none where the line is anything else."""
    try:
        row = json.loads(line)
        stored = StoredText(row["position"], bytes.fromhex(row["salt"]), row["text"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_whole = row.keys() == {"position", "salt", "text"} and _is_whole(stored)
    return stored if is_whole else None


def _rows(connection: Connection) -> Iterator[StoredText]:
    for row in connection.execute(select(_table).order_by(_table.c.position)):
        yield StoredText(*row)


def _is_whole(stored: StoredText) -> bool:
    """Whether the columns hold what they should: an SQLite file keeps whatever it is given."""
    return tuple(map(type, stored)) == (int, bytes, str) and len(stored.salt) == SALT_BYTES
