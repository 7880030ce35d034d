"""Where the tests keep their files: in memory, where the machine has room for that.

Thousands of ledgers are made in a run, and dozens of databases, and none is needed after it. A disk
would be told to keep each of them safe.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of its own is made there)
_ROOM = 2 * 1024**3
"""In bytes. A run needs less than half of it."""


def files_in_memory() -> Callable[[], None]:
    """Let temporary files be in memory from now on; returns what takes them away again.

    Whoever has said where temporary files belong is obeyed.
    """
    if "TMPDIR" in os.environ or not _has_room():
        return lambda: None
    folder = tempfile.mkdtemp(prefix="rientro-tests-", dir=_MEMORY)
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = None

    def take_away() -> None:
        del os.environ["TMPDIR"]
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)

    return take_away


def _has_room() -> bool:
    return (
        _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    )
