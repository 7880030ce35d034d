"""Checkpoints: how long the log is and what its root is, as c2sp.org/tlog-checkpoint writes it.

The text is the log's name (its origin), the number of leaves, and the root in Base64, a line each.
Signed, it is a note. Unsigned, it is the text alone, which says the same and proves less.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.encoding import base64_text, from_base64, from_decimal
from proofs.merkle import HASH_BYTES
from proofs.note import NotANote, Note, plain_text

LONGEST_NOTE = 1 << 20
"""How many bytes a checkpoint may have, with all its signatures."""


class NotACheckpoint(ValueError):
    """The bytes are not a checkpoint."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log was at a moment."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()
    """More lines that other programs may have written; they mean nothing here."""

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), base64_text(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def of_text(cls, text: str) -> Checkpoint:
        """The checkpoint in a note's text; refuses what is `NotACheckpoint`."""
        lines = text.split("\n")
        if lines.pop() or len(lines) < 3 or not all(lines):
            raise NotACheckpoint("it is not at least three lines: a name, a size and a root")
        origin, size, root, *extensions = lines
        try:
            checkpoint = cls(origin, from_decimal(size), from_base64(root), tuple(extensions))
        except ValueError as error:
            raise NotACheckpoint(f"its size or root is not one: {error}") from None
        if len(checkpoint.root) != HASH_BYTES:
            raise NotACheckpoint(f"its root is not {HASH_BYTES} bytes long")
        return checkpoint


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint and the signatures that it bears, which may be none."""

    checkpoint: Checkpoint
    note: Note

    @classmethod
    def parse(cls, data: bytes) -> SignedCheckpoint:
        """The checkpoint in the bytes of a file; refuses what is `NotACheckpoint`."""
        if not data:
            raise NotACheckpoint("it is empty")
        if len(data) > LONGEST_NOTE:
            raise NotACheckpoint(f"it is longer than {LONGEST_NOTE:,} bytes")
        try:
            text = plain_text(data)
            note = Note.parse(data) if "\n\n" in text else Note(text, ())
        except NotANote as error:
            raise NotACheckpoint(str(error)) from None
        return cls(Checkpoint.of_text(note.text), note)
