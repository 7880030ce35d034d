"""Where a file that is written goes: it is there as a whole, or not at all, and over nothing else.

What is there already is looked into. An earlier output of the same kind is replaced, and an empty
file; a key, a ledger and a checkpoint never are; all else only where it is asked for.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from domain.refusal import InvalidValue, facts
from ledger.store.atomic_files import give_name, part_of, take_place
from ledger.store.file_kinds import (
    CHECKPOINT,
    EMPTY,
    LAST_NOTES,
    LEDGER,
    PRIVATE_KEY,
    PUBLIC_KEY,
    what_is,
)
from ledger.store.ledger_refusals import FileExists

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEVER = frozenset({PRIVATE_KEY, PUBLIC_KEY, LEDGER, CHECKPOINT, LAST_NOTES})
_OPEN_ALREADY = re.compile(r"/dev/(?:fd/(?P<number>[0-9]{1,5})|(?P<name>stdout|stderr))")
_STREAMS = {"stdout": 1, "stderr": 2}
_PATIENCE_SECONDS, _BREATH_SECONDS = 2.0, 0.02


@facts
class NotAFileName(InvalidValue):
    """A name under which no file can be written."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Target:
    """A file to write, and what it may be written over."""

    path: Path
    over: frozenset[str] = frozenset()
    """The kinds of file that it takes the place of without a word: earlier ones of its own."""
    replace: bool = False
    """Whether somebody asked that another file be replaced."""
    mode: int | None = None
    """The permissions of a key; it goes through no link."""
    has_another_beside: bool = False
    """Whether another file is written beside it, so that it must be a file itself."""
    not_over: tuple[Path, ...] = ()
    """The files of the ledger itself."""

    def check(self) -> None:
        """Refuse what cannot be written, before any work is done for it."""
        self._checked()

    @contextmanager
    def written(self) -> Iterator[BinaryIO]:
        """A file to write to, which takes the place of the one at the path when all is written.

        If anything goes wrong, the old file stays as it was. A device or a pipe is written directly,
        since it cannot be replaced.
        """
        path, before = self._checked()
        if path is None:
            with self._stream() as file:
                yield file
            return
        with part_of(path) as part:
            try:
                handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self.mode or 0o666)
                with open(handle, "wb") as file:  # noqa: PTH123 (a handle that is open)
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as error:
                if isinstance(error, BrokenPipeError) or error.filename is not None:
                    raise
                raise type(error)(error.errno, error.strerror, str(path)) from None
            self._take(part, path, before)

    def _take(self, part: Path, path: Path, before: os.stat_result | None) -> None:
        """Give what was written its name, unless another file has got it meanwhile."""
        if before is None:
            try:
                give_name(part, path)
            except FileExistsError:
                raise FileExists(path, what_is(path), may_replace=False) from None
            return
        _, now = self._checked()
        if now is None or not os.path.samestat(before, now):
            raise FileExists(path, "another file than it was", may_replace=False)
        if self.mode is None:
            shutil.copymode(path, part)
        take_place(part, path)

    def _checked(self) -> tuple[Path | None, os.stat_result | None]:
        """The file to write and what is there; no file where it is a device or a pipe."""
        try:
            there = self.path.stat()
        except (FileNotFoundError, NotADirectoryError, ValueError):
            there = None  # where no file can be, that is told below
        is_open = _OPEN_ALREADY.fullmatch(str(self.path)) is not None
        if there is not None and (is_open or not stat.S_ISREG(there.st_mode)):
            self._must_take_a_stream(there.st_mode)
            return None, there
        if self.mode is not None and self.path.is_symlink():
            raise FileExists(self.path, "a link", may_replace=False)
        return self._resolved(), there

    def _resolved(self) -> Path:
        try:
            path = self.path.resolve()
            if any(_is_same(path, own) for own in self.not_over):
                raise NotAFileName(path, "the-ledger")
            if self.mode is None and not path.parent.is_dir():
                raise NotAFileName(path, "no-such-folder")
            if path.exists():
                what = what_is(path)
                allowed = what in {*self.over, EMPTY} or self.replace
                if what in _NEVER or not allowed:
                    raise FileExists(self.path, what, may_replace=what not in _NEVER)
        except (RuntimeError, ValueError):
            raise NotAFileName(self.path, "no-name") from None
        return path

    def _must_take_a_stream(self, mode: int) -> None:
        if stat.S_ISDIR(mode):
            raise NotAFileName(self.path, "folder")
        if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
            raise NotAFileName(self.path, "no-file")
        if self.has_another_beside:
            raise NotAFileName(self.path, "no-file-beside")

    def _stream(self) -> BinaryIO:
        found = _OPEN_ALREADY.fullmatch(str(self.path))
        if found:
            number = int(found["number"]) if found["number"] else _STREAMS[found["name"]]
            return os.fdopen(os.dup(number), "wb")
        if self.path.is_fifo():
            return os.fdopen(_opened_pipe(self.path), "wb")
        return self.path.open("wb")


def write_whole(files: dict[Target, bytes]) -> None:
    """Write files, all or none of them."""
    with ExitStack() as all_or_none:
        for target, content in files.items():
            all_or_none.enter_context(target.written()).write(content)


def _opened_pipe(path: Path) -> int:
    """The pipe, once somebody reads it, who may be a moment late; nobody waits for ever."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() > until:
                raise NotAFileName(path, "pipe-unread") from None
            time.sleep(_BREATH_SECONDS)
        else:
            os.set_blocking(handle, True)
            return handle


def _is_same(path: Path, own: Path) -> bool:
    if path == own.resolve():
        return True
    return path.exists() and own.exists() and path.samefile(own)
