"""The files of keys: how a pair is made, and how one is read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ledger.exchange.target import Target, write_whole
from ledger.signing.signing_refusals import KeyNotPrivate, NotAKey
from proofs.cosignature import WitnessKey
from proofs.note import BadKey, PublicKey, SigningKey

_LONGEST_KEY = 4_096
_LONGEST_SSH_KEY = 65_536
_OPENSSH = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
"""What group and others may do with a file, of which they may do nothing with a private key."""


def make_keys(path: Path, name: str, *, replace: bool = False) -> PublicKey:
    """Make a key pair: the private key in the file, the public one beside it; both or none."""
    key = SigningKey.generate(name)
    secret = Target(path, replace=replace, mode=0o600, has_another_beside=True)
    secret.check()
    shown = Target(public_path(path), replace=replace, mode=0o644)
    shown.check()
    write_whole({secret: f"{key.secret_text()}\n".encode(), shown: f"{key.public}\n".encode()})
    return key.public


def public_path(path: Path) -> Path:
    """Where the public key of a private one is written."""
    return path.with_name(f"{path.name}.pub")


def read_signing_key(path: Path) -> SigningKey:
    """The private key in a file; refuses all else, and a file that is open to others, as ssh does."""
    with path.open("rb") as file:
        content, mode = file.read(_LONGEST_KEY), os.fstat(file.fileno()).st_mode
    try:
        key = SigningKey.parse(_line(content))
    except BadKey as error:
        raise NotAKey(str(path), "private", str(error)) from None
    _must_be_private(path, mode)
    return key


def read_recorder_key(path: Path) -> SigningKey:
    """The private key with which somebody signs batches: one of ours, or Ed25519 of OpenSSH.

    Refuses all else, a key with a passphrase, and a file that is open to others.
    """
    with path.open("rb") as file:
        content, mode = file.read(_LONGEST_SSH_KEY), os.fstat(file.fileno()).st_mode
    if not content.lstrip().startswith(_OPENSSH):
        return read_signing_key(path)
    key = _openssh(content, path)
    _must_be_private(path, mode)
    return key


def _openssh(content: bytes, path: Path) -> SigningKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    try:
        key = load_ssh_private_key(content.strip() + b"\n", None)
    except TypeError:
        raise NotAKey(str(path), "private", "passphrase") from None
    except UnsupportedAlgorithm:
        raise NotAKey(str(path), "private", "not-ed25519") from None
    except ValueError:
        raise NotAKey(str(path), "private", "damaged") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAKey(str(path), "private", "not-ed25519")
    return SigningKey("openssh", key.private_bytes_raw())


def read_public_key(path: Path) -> PublicKey:
    """The public key in a file; refuses all else."""
    with path.open("rb") as file:
        content = file.read(_LONGEST_KEY)
    try:
        return PublicKey.parse(_line(content))
    except BadKey as error:
        raise NotAKey(str(path), "public", str(error)) from None


def read_witness_key(path: Path) -> WitnessKey:
    """The public key of a witness in a file; refuses all else."""
    with path.open("rb") as file:
        content = file.read(_LONGEST_KEY)
    try:
        return WitnessKey.parse(_line(content))
    except BadKey as error:
        raise NotAKey(str(path), "public", str(error)) from None


def _must_be_private(path: Path, mode: int) -> None:
    """Refuse a file that group or others can read or write. Elsewhere than on POSIX modes say nothing."""
    if os.name == "posix" and stat.S_ISREG(mode) and mode & _OTHERS:
        raise KeyNotPrivate(str(path), f"{stat.S_IMODE(mode):04o}")


def _line(content: bytes) -> str:
    """The one line of a short file."""
    try:
        return content.decode().strip("\r\n")
    except UnicodeDecodeError:
        raise BadKey("it is not text") from None
