"""Files that the audit writes and reads: keys, and what is kept as evidence."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.audit.note import BadKey, PublicKey, SigningKey
from ledger.audit.refusals import FileExists, NotAKey

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_KEY = 4_096


def write_new(files: dict[Path, bytes], *, mode: int = 0o666) -> None:
    """Write new files, all or none of them, each with these permissions from its beginning."""
    with new_files(files, mode=mode):
        pass


@contextmanager
def new_files(files: dict[Path, bytes], *, mode: int = 0o666) -> Iterator[None]:
    """Write new files, which are taken away again where what follows fails."""
    written: list[Path] = []
    try:
        for path, content in files.items():
            _create(path, content, mode, written)
        yield
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def must_be_new(*paths: Path) -> None:
    """Refuse a name that is taken, before any work is done for it."""
    for path in paths:
        if path.exists() or path.is_symlink():
            raise FileExists(str(path))


def _create(path: Path, content: bytes, mode: int, written: list[Path]) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise FileExists(str(path)) from None
    written.append(path)
    with open(handle, "wb") as file:  # noqa: PTH123 (a handle that is open)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def make_keys(path: Path, name: str) -> PublicKey:
    """Make a key pair: the private key in the file, the public one beside it; both or none."""
    key = SigningKey.generate(name)
    public = public_path(path)
    must_be_new(path, public)
    with new_files({path: f"{key.secret_text()}\n".encode()}, mode=0o600):
        write_new({public: f"{key.public}\n".encode()})
    return key.public


def public_path(path: Path) -> Path:
    """Where the public key of a private one is written."""
    return path.with_name(f"{path.name}.pub")


def read_signing_key(path: Path) -> SigningKey:
    """The private key in a file; refuses all else."""
    try:
        return SigningKey.parse(_line(path))
    except BadKey as error:
        raise NotAKey(str(path), "private", str(error)) from None


def read_public_key(path: Path) -> PublicKey:
    """The public key in a file; refuses all else."""
    try:
        return PublicKey.parse(_line(path))
    except BadKey as error:
        raise NotAKey(str(path), "public", str(error)) from None


def _line(path: Path) -> str:
    """The one line of a short file."""
    with path.open("rb") as file:
        content = file.read(_LONGEST_KEY)
    try:
        return content.decode().strip("\r\n")
    except UnicodeDecodeError:
        raise BadKey("it is not text") from None
