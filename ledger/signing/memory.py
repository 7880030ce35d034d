"""The file in which a signer or a witness keeps the last note of each log.

It is read, compared and written anew while nobody else can, and is there as a whole or not at all.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.signing.signing_refusals import BadMemory
from ledger.store.atomic_files import part_of, take_place
from proofs.last_notes import LastNotes, NotLastNotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proofs.last_notes import LastNote
    from proofs.note import PublicKey

PRIVATE = 0o600
_MOST_BYTES = 16 << 20


class Memory:
    """What was signed last of each log, while nobody else can write to the file."""

    def __init__(self, path: Path, called: str | None = None) -> None:
        """Reads the file; refuses one that holds anything else. It need not be there yet.

        `called` is what messages call it: the name that somebody gave.
        """
        self.path = path
        self.called = called or str(path)
        self._notes = _read(path, self.called)

    def of(self, origin: str) -> LastNote | None:
        """The last note of the log."""
        return self._notes.by_origin.get(origin)

    def keep(self, note: bytes, key: PublicKey) -> None:
        """Keep a later note of a log, before anybody else has it."""
        notes = self._notes.with_note(note, key)
        with part_of(self.path) as part:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
            with open(handle, "wb") as file:  # noqa: PTH123 (a handle that is open)
                file.write(bytes(notes))
                file.flush()
                os.fsync(file.fileno())
            take_place(part, self.path)
        self._notes = notes


@contextmanager
def remembering(path: Path) -> Iterator[Memory]:
    """The memory in the file, which nobody else reads or writes meanwhile."""
    resolved = path.resolve()
    with _alone_in(resolved.parent):
        yield Memory(resolved, str(path))


def beside_key(path: Path) -> Path:
    """Where a signer's last notes are: beside the key itself, also if a link leads to it."""
    key = path.resolve() if path.is_symlink() else path
    return key.with_name(f"{key.name}.last-signed")


def _read(path: Path, called: str) -> LastNotes:
    if path.exists() and not path.is_file():
        raise BadMemory(called, "no-file")
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except FileNotFoundError:
        return LastNotes()
    try:
        return LastNotes.parse(content)
    except NotLastNotes as error:
        raise BadMemory(called, str(error)) from None


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, on systems and disks that have one."""
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a disk without locks, such as some of a network
            flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)
