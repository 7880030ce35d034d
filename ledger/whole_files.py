"""Files that have their name once all of them is on disk, or never.

They are written beside, under a hidden name, so that a program that is killed leaves no half of one
under its own.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A hidden name beside the path, under which nothing is left in the end.

    What the system says against it, it says of the path.
    """
    part = path.parent / f".rientro-{secrets.token_hex(8)}.part"
    try:
        yield part
    except OSError as error:
        if isinstance(error, BrokenPipeError) or error.filename not in {None, str(part)}:
            raise
        raise type(error)(error.errno, error.strerror, str(path)) from None
    finally:
        part.unlink(missing_ok=True)


def give_name(part: Path, path: Path) -> None:
    """Give what was written its name; raises FileExistsError where another has got it meanwhile."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a disk on which a file has one name only
        if path.exists() or path.is_symlink():
            raise FileExistsError(str(path)) from None
        part.rename(path)
    _keep_names(path.parent)


def take_place(part: Path, path: Path) -> None:
    """Put what was written in the place of what is there, if anything is."""
    part.replace(path)
    _keep_names(path.parent)


def _keep_names(folder: Path) -> None:
    """Let the disk keep the names in the folder, where the system can be asked to."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
