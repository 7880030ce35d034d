"""Checks the files beside this program; it needs Python 3.8 or newer and nothing else.

    python verify.py [CHECKPOINT...]

events.jsonl is the whole history, one event a line. A checkpoint says how many events there were
when it was taken, and what their root was: one SHA-256 hash that stands for all of them. Name the
checkpoints that you were given before and kept yourself. Those in the folder checkpoints are
checked in any case, but whoever made this bundle could have made them too.

Signatures are checked with the keys in the folder keys, where the Python package `cryptography` is
installed. Compare those keys with what you were given before.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def leaf_hash(line: bytes) -> bytes:
    """The hash of an event: SHA-256 of a zero byte and its line, without the newline."""
    return hashlib.sha256(b"\x00" + line).digest()


def root_of(edge: list[tuple[int, bytes]]) -> bytes:
    """The root over the full subtrees, from right to left; of nothing, the hash of nothing."""
    root = b""
    for _, left in reversed(edge):
        root = hashlib.sha256(b"\x01" + left + root).digest() if root else left
    return root or hashlib.sha256(b"").digest()


def roots_at(sizes: set[int]) -> tuple[int, dict[int, bytes]]:
    """The number of events, and the roots over the first so many of them (RFC 6962, section 2.1).

    `edge` holds full subtrees as pairs of height and root. Two of one height become one that is
    higher: SHA-256 of a one byte, the left and the right root.
    """
    edge: list[tuple[int, bytes]] = []
    roots, count = {}, 0
    with (HERE / "events.jsonl").open("rb") as file:
        for count, line in enumerate(file, 1):
            if not line.endswith(b"}\n"):
                sys.exit(f"FAILED: line {count} of events.jsonl is not the line of an event.")
            edge.append((0, leaf_hash(line[:-1])))
            while len(edge) > 1 and edge[-1][0] == edge[-2][0]:
                (height, left), (_, right) = edge[-2:]
                node = hashlib.sha256(b"\x01" + left + right).digest()
                edge[-2:] = [(height + 1, node)]
            if count in sizes:
                roots[count] = root_of(edge)
    return count, roots


def ledger_here() -> str | None:
    """What checkpoints call the ledger of these events: its name, and its id if it has one."""
    with (HERE / "events.jsonl").open("rb") as file:
        first = file.readline()
    try:
        opened = json.loads(first)["state"]["event"]
        return "/".join(opened[key] for key in ("name", "id") if opened.get(key) is not None)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def read_checkpoint(path: Path) -> tuple[str, int, bytes, str, list[tuple[str, bytes]]]:
    """The name, size, root, signed text, and the signatures (key name; key id and signature)."""
    text, _, last = path.read_bytes().decode().rpartition("\n\n")
    text, signatures = (text + "\n", last) if text else (last, "")
    name, size, root = text.split("\n")[:3]
    signed = []
    for line in signatures.splitlines():
        _, key_name, data = line.split(" ")
        signed.append((key_name, base64.b64decode(data, validate=True)))
    if not name or str(int(size)) != size or int(size) < 1:
        raise ValueError("it has no name or no size")
    return name, int(size), base64.b64decode(root, validate=True), text, signed


def signature_verdict(text: str, signed: list[tuple[str, bytes]]) -> tuple[bool, str]:
    """Whether nothing speaks against the signatures, and what can be said about them."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return True, "signature not checked: the package cryptography is not installed"
    good = []
    for path in sorted((HERE / "keys").glob("*.pub")):
        name, key_id, encoded = path.read_text(encoding="utf-8").strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
        if raw[:1] != b"\x01":
            return False, f"keys/{path.name} is not an Ed25519 key"
        expected = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
        for key_name, data in signed:
            if key_name != name or data[:4] != expected:
                continue
            try:
                Ed25519PublicKey.from_public_bytes(raw[1:]).verify(data[4:], text.encode())
            except InvalidSignature:
                return False, f"the signature of the key {name}+{key_id} is bad"
            good.append(f"{name}+{key_id}")
    if not good:
        return False, "it bears no signature of a key in the folder keys"
    return True, "signed with " + ", ".join(good)


def main() -> int:
    """Check every checkpoint; 0 where all hold, 1 where one does not."""
    paths = [Path(name) for name in sys.argv[1:]]
    paths += sorted((HERE / "checkpoints").glob("*.checkpoint"))
    checkpoints = {}
    for path in paths:
        try:
            checkpoints[path] = read_checkpoint(path)
        except (OSError, ValueError) as error:
            sys.stdout.write(f"FAILED: {path} is not a checkpoint ({error}).\n")
    count, roots = roots_at({size for _, size, *_ in checkpoints.values()})
    here = ledger_here()
    failed = len(paths) - len(checkpoints)
    for path, (name, size, root, text, signed) in checkpoints.items():
        fine, said = signature_verdict(text, signed)
        if here is not None and name != here:
            fine, said = False, f"these events are of another ledger, {here}; {said}"
        elif size > count:
            fine, said = False, f"events are missing: {count} are here; {said}"
        elif roots[size] != root:
            fine, said = False, f"the first {size} events were changed; {said}"
        elif fine:
            said = f"the first {size} events are unchanged, {count - size} came after; {said}"
        failed += not fine
        sys.stdout.write(f"{'holds' if fine else 'FAILED'}: {path}, of {name}: {said}.\n")
    if not paths:
        sys.stdout.write("FAILED: there is no checkpoint to compare with.\n")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
