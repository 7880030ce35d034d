"""Files that the audit writes and reads: keys, and what is kept as evidence."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ledger.audit.note import BadKey, PublicKey, SigningKey
from ledger.audit.refusals import FileExists, NotAKey
from ledger.whole_files import give_name, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_KEY = 4_096


def write_new(files: dict[Path, bytes]) -> None:
    """Write new files, all or none of them."""
    with ExitStack() as all_or_none:
        for path, content in files.items():
            all_or_none.enter_context(new_file(path)).write(content)


@contextmanager
def new_file(path: Path, *, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """A new file to write to, that has its name once all of it is on disk, or never.

    It has its permissions from the moment at which it is made.
    """
    must_be_new(path)
    with part_of(path) as part:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(handle, "wb") as file:  # noqa: PTH123 (a handle that is open)
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            give_name(part, path)
        except FileExistsError:
            raise FileExists(str(path)) from None


def must_be_new(*paths: Path) -> None:
    """Refuse a name that is taken, before any work is done for it."""
    for path in paths:
        if path.exists() or path.is_symlink():
            raise FileExists(str(path))


def make_keys(path: Path, name: str) -> PublicKey:
    """Make a key pair: the private key in the file, the public one beside it; both or none."""
    key = SigningKey.generate(name)
    public = public_path(path)
    must_be_new(path, public)
    with new_file(path, mode=0o600) as secret, new_file(public) as shown:
        secret.write(f"{key.secret_text()}\n".encode())
        shown.write(f"{key.public}\n".encode())
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
