"""Where an export goes: a file that is there as a whole, or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from domain.refusals import InvalidValue, quoted

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
    beside = path.parent / f".rientro-{secrets.token_hex(8)}.part"
    try:
        with _created(beside, path) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
        _keep_name(path.parent)
    except OSError as error:
        if isinstance(error, BrokenPipeError) or error.filename not in {None, str(beside)}:
            raise
        raise type(error)(error.errno, error.strerror, str(path)) from None
    finally:
        beside.unlink(missing_ok=True)


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


def _created(beside: Path, path: Path) -> BinaryIO:
    try:
        return beside.open("xb")
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None


def _keep_name(folder: Path) -> None:
    """Let the disk keep the file's new name, where the system can be asked to."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
