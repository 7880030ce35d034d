"""Files that have their name once all of them is on disk, or never.

They are written beside, under a hidden name, so that a program that is killed leaves no half of one
under its own.
"""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_WITHOUT_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}
"""What a disk says on which a file has one name only."""


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A hidden name beside the path, under which nothing is left in the end.

    What the system says against it, it says of the path.
    """
    part = path.parent / f".rientro-{secrets.token_hex(8)}.part"
    try:
        yield part
    except OSError as error:
        if error.filename != str(part):
            raise
        raise type(error)(error.errno, error.strerror, str(path)) from None
    finally:
        part.unlink(missing_ok=True)


def give_name(part: Path, path: Path) -> None:
    """Give what was written its name; raises FileExistsError where another has got it meanwhile."""
    try:
        path.hardlink_to(part)
    except OSError as error:
        if error.errno not in _WITHOUT_LINKS:
            raise
        path.touch(exist_ok=False)
        part.replace(path)
    _keep_names(path.parent)


def take_place(part: Path, path: Path) -> None:
    """Put what was written in the place of what is there, if anything is."""
    part.replace(path)
    _keep_names(path.parent)


def _keep_names(folder: Path) -> None:
    """Let the disk keep the names in the folder, where it can be asked to.

    The file is there by now, so a folder that may not be read is no reason to say otherwise.
    """
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
