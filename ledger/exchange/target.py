"""Where an export goes: a file that is there as a whole, or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from domain.refusals import InvalidValue, quoted
from ledger.whole_files import part_of, take_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class NotAFileName(InvalidValue):
    """A name under which no export can be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{quoted(str(path), 200)} {why}. Name another file with --to.")


@contextmanager
def whole_file(path: Path, *, not_over: Iterable[Path] = ()) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of the one at the path when all is written.

    Where anything goes wrong, the old file stays as it was. A device or a pipe is written directly,
    since it cannot be replaced. The files of the ledger itself are refused.
    """
    path = _checked(path, not_over)
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    with part_of(path) as part:
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            if isinstance(error, BrokenPipeError) or error.filename is not None:
                raise
            raise type(error)(error.errno, error.strerror, str(path)) from None
        if path.exists():
            shutil.copymode(path, part)
        take_place(part, path)


def _checked(path: Path, not_over: Iterable[Path]) -> Path:
    try:
        path = path.resolve()
        if any(_is_same(path, own) for own in not_over):
            raise NotAFileName(path, "is the ledger itself, which is never written over")
        if path.is_dir():
            raise NotAFileName(path, "is a folder")
        if not path.parent.is_dir():
            raise NotAFileName(path, "is in a folder that does not exist")
    except (RuntimeError, ValueError):
        raise NotAFileName(path, "is not the name of a file") from None
    return path


def _is_same(path: Path, own: Path) -> bool:
    if path == own.resolve():
        return True
    return path.exists() and own.exists() and path.samefile(own)
