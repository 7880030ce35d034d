"""The last note of each log that somebody signed or cosigned, as a file keeps it.

It is what keeps a key from signing two histories of one log. It is JSON with one key after another
as here, so that people can read it; every note in it bears a good signature, or nothing is believed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from proofs.checkpoint import Checkpoint, NotACheckpoint, SignedCheckpoint
from proofs.note import BadKey, BadSignature, MissingSignature, PublicKey

SCHEMA = "rientro.last-notes.v1"


class NotLastNotes(ValueError):
    """The bytes are not what was written as the last notes."""


@dataclass(frozen=True, slots=True)
class LastNote:
    """The last checkpoint of a log, as it was signed, and the public key of its log."""

    note: bytes
    key: PublicKey

    @property
    def checkpoint(self) -> Checkpoint:
        """How long the log was, and its root."""
        return SignedCheckpoint.parse(self.note).checkpoint


@dataclass(frozen=True, slots=True)
class LastNotes:
    """The last note of each log, by its origin."""

    by_origin: Mapping[str, LastNote] = field(default_factory=dict)

    def __bytes__(self) -> bytes:
        logs = [
            {"origin": origin, "public_key": str(last.key), "note": last.note.decode()}
            for origin, last in sorted(self.by_origin.items())
        ]
        return json.dumps({"schema": SCHEMA, "logs": logs}, indent=1).encode() + b"\n"

    @classmethod
    def parse(cls, data: bytes) -> LastNotes:
        """The notes in the bytes of a file; refuses what is `NotLastNotes`."""
        try:
            document = json.loads(data)
            if document["schema"] != SCHEMA:
                raise NotLastNotes(f"its schema is not {SCHEMA}")
            notes = dict(_read(each) for each in document["logs"])
            if len(notes) != len(document["logs"]):
                raise NotLastNotes("it has two notes of one log")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            if isinstance(error, NotLastNotes):
                raise
            raise NotLastNotes("it was changed, or is something else") from None
        return cls(notes)

    def with_note(self, note: bytes, key: PublicKey) -> LastNotes:
        """The notes, with a later one of the log that it is of."""
        last = LastNote(note, key)
        return LastNotes({**self.by_origin, last.checkpoint.origin: last})


def _read(log: Mapping[str, str]) -> tuple[str, LastNote]:
    """One log's note; refuses one that is not signed with its key, or is of another log."""
    try:
        key = PublicKey.parse(log["public_key"])
        signed = SignedCheckpoint.parse(log["note"].encode())
        key.verify(signed.note)
    except (BadKey, NotACheckpoint, BadSignature, MissingSignature) as error:
        raise NotLastNotes(f"a note of it is not to be believed: {error}") from None
    if signed.checkpoint.origin != log["origin"]:
        raise NotLastNotes("a note of it is of another log than it says")
    return signed.checkpoint.origin, LastNote(log["note"].encode(), key)
