"""Checks the files beside this program; it needs Python 3.8 or newer and nothing else.

    python3 -I verify.py [--public-key FILE]... [--witness FILE]... [--quorum N] [CHECKPOINT...]

events.jsonl is the whole history, one event a line. A checkpoint says how many events there were
when it was taken, and what their root was: one SHA-256 hash that stands for all of them. Name the
checkpoints that you were given before and kept yourself. Those in the folder checkpoints are
checked in any case, but whoever made this bundle could have made them too.

Signatures are checked where the Python package `cryptography` is installed: with the public keys
that you name, or else with those in the folder keys, which came from whoever made this bundle. Of
the witnesses that you name, all must have cosigned what you kept, or as many as --quorum says.

The last line is the result. Exit codes: 0 it holds, 1 it does not, 2 there is no verdict, 3 it
holds as far as it was checked, which is without signatures. -I lets nothing beside this program be
imported; without it the program sees to that itself, before it imports anything.
"""

import sys

if __name__ == "__main__" and not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    del sys.path[0]  # the folder of this program, where somebody may have put a hashlib.py

import base64
import hashlib
import json
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
LONGEST_LINE = 16 << 20
LONGEST_NOTE = 1 << 20
DAMAGED = (
    (b"\xef\xbb\xbf", "it begins with a byte order mark"),
    (b"\xff\xfe", "it is text in UTF-16"),
    (b"\xfe\xff", "it is text in UTF-16"),
    (b"\x1f\x8b", "it is compressed"),
    (b"PK\x03\x04", "it is an archive"),
)


class NoVerdict(Exception):
    """The files are not what they should be, which says nothing about the history."""


def plain(data: bytes) -> str:
    """The bytes as lines of text, refused with ValueError if they are anything else."""
    text = data.decode()
    if (
        text[:1] == "\ufeff"
        or not text.endswith("\n")
        or any(each < " " and each != "\n" for each in text)
    ):
        raise ValueError
    return text


def content_of(path: Path, most: int) -> bytes:
    """The bytes of a short file; what lies beside this program and is a pipe or device is refused."""
    if HERE in path.parents and not path.is_file():
        raise ValueError
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError
    return data


def strict64(text: str) -> bytes:
    """The bytes of standard Base64; there is one way to write each."""
    data = base64.b64decode(text.encode("ascii"), validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError
    return data


def is_name(name: str) -> bool:
    """Whether a key may be called so."""
    return bool(name) and not any(each == "+" or each.isspace() or each < " " for each in name)


# The history ------------------------------------------------------------------------------------


class History:
    """The events: how many, the roots at some sizes, what ledger, and where the log is broken."""

    def __init__(self, sizes: "set[int]") -> None:
        """Reads events.jsonl once. The tree is that of RFC 6962, section 2.1.

        `edge` holds full subtrees as pairs of height and root. Two of one height become one that is
        higher: SHA-256 of a one byte, the left and the right root. A leaf is SHA-256 of a zero byte
        and the line without its newline.
        """
        self.count, self.broken = 0, ""
        self.roots: dict[int, bytes] = {}
        self.origin = ""
        edge: list[tuple[int, bytes]] = []
        events = HERE / "events.jsonl"
        if not events.is_file():
            raise NoVerdict("events.jsonl beside this program is not there, or is no file")
        with events.open("rb") as file:
            must_be_an_export(file.read(8192))
            file.seek(0)
            for line in iter(lambda: file.readline(LONGEST_LINE + 1), b""):
                leaf = line[:-1] if line.endswith(b"\n") else line
                if len(leaf) > LONGEST_LINE or leaf[:1] + leaf[-1:] != b"{}":
                    self.broken = f"line {self.count + 1} of events.jsonl is not that of an event"
                    return
                self.count += 1
                if self.count == 1:
                    self.origin = origin_of(leaf)
                edge.append((0, hashlib.sha256(b"\x00" + leaf).digest()))
                while len(edge) > 1 and edge[-1][0] == edge[-2][0]:
                    (height, left), (_, right) = edge[-2:]
                    edge[-2:] = [(height + 1, hashlib.sha256(b"\x01" + left + right).digest())]
                if self.count in sizes:
                    root = edge[-1][1]
                    for _, left in reversed(edge[:-1]):
                        root = hashlib.sha256(b"\x01" + left + root).digest()
                    self.roots[self.count] = root


def must_be_an_export(head: bytes) -> None:
    """Refuse a file that another program has rewritten, which is no forgery."""
    first, newline, _ = head.partition(b"\n")
    for beginning, said in DAMAGED:
        if head.startswith(beginning):
            raise NoVerdict(said)
    if first.endswith(b"\r") or (not newline and b"\r" in head):
        raise NoVerdict("its lines end in CR LF or CR")
    if head and not first.startswith(b'{"stream":"'):
        raise NoVerdict("its first line does not begin as that of an event does")


def origin_of(leaf: bytes) -> str:
    """What checkpoints call the ledger of the first event: its name, and its id if it has one."""
    try:
        line = json.loads(leaf)
        event = line["state"]["event"] if line["topic"].startswith("ledger-opened.") else {}
        name, ledger_id = event.get("name"), event.get("id")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ""
    if not isinstance(name, str) or not isinstance(ledger_id, (str, type(None))):
        return ""
    return name if ledger_id is None else f"{name}/{ledger_id}"


# Checkpoints and keys ---------------------------------------------------------------------------


class Checkpoint:
    """A checkpoint in a file, and its signatures: the key's name, its id, and the bytes."""

    def __init__(self, data: bytes) -> None:
        """Refuses with ValueError what is none."""
        text = plain(data)
        self.signed: list[tuple[str, bytes, bytes]] = []
        if "\n\n" in text:
            text, _, last = text.rpartition("\n\n")
            text += "\n"
            lines = last[:-1].split("\n") if last else []
            if not 0 < len(lines) <= 100:
                raise ValueError
            for line in lines:
                dash, name, encoded = (*line.split(" ", 2), "", "")[:3]
                raw = strict64(encoded)
                if dash != "\u2014" or not is_name(name) or len(raw) < 5:
                    raise ValueError
                self.signed.append((name, raw[:4], raw[4:]))
        self.text = text
        self.name, size, root, *more = text[:-1].split("\n")
        if not all((self.name, size, root, *more)) or not re.fullmatch("0|[1-9][0-9]{0,19}", size):
            raise ValueError
        self.size, self.root = int(size), strict64(root)
        if not 0 < self.size < 2**63 or len(self.root) != 32:
            raise ValueError


def key_in(path: Path, kinds: "tuple[bytes, ...]") -> "tuple[str, bytes, bytes]":
    """The name, the kind and the bytes of a public key; of a witness, the kind is 4."""
    try:
        name, key_id, encoded = content_of(path, 4096).decode().strip("\r\n").split("+", 2)
        raw = strict64(encoded)
    except (OSError, ValueError):
        name, key_id, raw = "", "", b""
    told = hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8]
    if not is_name(name) or raw[:1] not in kinds or len(raw) != 33 or told != key_id:
        raise NoVerdict(f"{str(path)!a} is not the public key that it should be")
    return name, raw[:1], raw[1:]


def key_id(name: str, kind: bytes, raw: bytes) -> bytes:
    """What a signature of the key bears beside its name."""
    return hashlib.sha256(name.encode() + b"\n" + kind + raw).digest()[:4]


def signature_by(checkpoint: Checkpoint, name: str, kind: bytes, raw: bytes) -> "bool | None":
    """Whether the key signed, or cosigned as a witness: True, False for a bad one, None for no."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    ours = [data for *key, data in checkpoint.signed if key == [name, key_id(name, kind, raw)]]
    for data in ours:
        message, signature = checkpoint.text.encode(), data
        if kind == b"\x04":
            at, signature = int.from_bytes(data[:8], "big"), data[8:]
            message = f"cosignature/v1\ntime {at}\n".encode() + message
            if at >= 2**63:
                return False
        try:
            Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
    return True if ours else None


class Signers:
    """Whose signatures are wanted, and how many of the witnesses."""

    def __init__(self, keys: "list[Path]", witnesses: "list[Path]", quorum: "int | None") -> None:
        """The keys in the folder keys are taken where none is named."""
        paths = keys or sorted((HERE / "keys").glob("*.pub"))
        self.keys = [key_in(path, (b"\x01",)) for path in paths]
        both = [key_in(path, (b"\x01", b"\x04")) for path in witnesses]
        named = {raw: name for name, _, raw in both}
        self.witnesses = [(name, b"\x04", raw) for raw, name in named.items()]
        self.quorum = len(named) if quorum is None else quorum
        if self.quorum > len(named) or any(raw in named for _, _, raw in self.keys):
            raise NoVerdict("there are fewer witnesses than that, or one is the ledger's own key")
        try:
            import cryptography  # noqa: F401 (whether it is there)

            self.can = True
        except ImportError:
            self.can = False

    def judge(self, checkpoint: Checkpoint, *, kept: bool) -> "tuple[str, str]":
        """What speaks against the checkpoint's signatures, if anything does, and what is so."""
        if not self.can:
            return "", "signature not checked: the package cryptography is not installed"
        found = [signature_by(checkpoint, *key) for key in self.keys]
        witnessed = [signature_by(checkpoint, *key) for key in self.witnesses]
        if False in found or False in witnessed:
            return "bad-signature", "a signature of a key is bad"
        if self.keys and True not in found:
            return "missing-signature", "it bears no signature of a key that it should"
        if kept and witnessed.count(True) < self.quorum:
            said = f"{witnessed.count(True)} of {self.quorum} witnesses cosigned it"
            return "too-few-witnesses", said
        names = [key[0] for key, good in zip(self.keys, found) if good]  # noqa: B905 (3.8)
        said = "signed with " + (", ".join(map(ascii, names)) or "no key that was named")
        names = [key[0] for key, good in zip(self.witnesses, witnessed) if good]  # noqa: B905
        if names:
            said += "; cosigned by " + ", ".join(map(ascii, names))
        known = [(each[0], key_id(*each)) for each in self.witnesses]
        # What looks like a cosignature holds a time before the signature.
        times = [each[:2] for each in checkpoint.signed if len(each[2]) == 72]
        others = {name for name, told in times if (name, told) not in known}
        if others:
            said += "; cosignatures not checked: " + ", ".join(map(ascii, sorted(others)))
        return "", said


# The verdicts -----------------------------------------------------------------------------------


def judge(checkpoint: Checkpoint, history: History, wrong: str, said: str) -> "tuple[str, str]":
    """The verdict on one checkpoint, and what is so."""
    size, count = checkpoint.size, history.count
    if wrong == "bad-signature":
        return wrong, said
    if history.origin and checkpoint.name != history.origin:
        return "another-ledger", f"these events are of the ledger {history.origin!a}"
    if wrong == "missing-signature":
        return wrong, said
    if history.broken and count < size:
        return "rewritten", history.broken
    if count < size:
        return "cut-short", f"events are missing: {count} are here"
    if history.roots[size] != checkpoint.root:
        return "rewritten", f"the first {size} events were changed"
    if wrong:
        return wrong, said
    return "intact", f"the first {size} events are unchanged, {count - size} came after; {said}"


def arguments() -> "tuple[list[Path], Signers]":
    """What was asked for on the command line."""
    named: dict[str, list[str]] = {"--public-key": [], "--witness": [], "--quorum": [], "": []}
    words = sys.argv[1:]
    while words:
        word = words.pop(0)
        option = word if word in named and word else ""
        if word.startswith("-") and (not option or not words):
            raise NoVerdict(f"{word!a} is no option, or lacks its value")
        named[option].append(words.pop(0) if option else word)
    quorum = named["--quorum"][-1:]
    if not all(re.fullmatch("[1-9][0-9]{0,2}", each) for each in quorum):
        raise NoVerdict("--quorum is a number")
    keys, witnesses = (list(map(Path, named[each])) for each in ("--public-key", "--witness"))
    signers = Signers(keys, witnesses, int(quorum[0]) if quorum else None)
    return list(map(Path, named[""])), signers


def check() -> "tuple[int, str]":
    """Say what is so of each checkpoint; returns the exit code and the result."""
    kept, signers = arguments()
    read: list[tuple[Path, Checkpoint | None]] = []
    for path in [*kept, *sorted((HERE / "checkpoints").glob("*.checkpoint"))]:
        try:
            read.append((path, Checkpoint(content_of(path, LONGEST_NOTE))))
        except (OSError, ValueError):
            read.append((path, None))
    history = History({each.size for _, each in read if each is not None})
    failed = 1 if history.broken or not read else 0
    for number, (path, checkpoint) in enumerate(read):
        verdict, said, of = "not-a-checkpoint", "it is no checkpoint of any events", ""
        if checkpoint is not None:
            of = f", of {checkpoint.name[:200]!a}"
            told = signers.judge(checkpoint, kept=number < len(kept))
            verdict, said = judge(checkpoint, history, *told)
        failed += verdict != "intact"
        holds = "holds" if verdict == "intact" else "FAILED"
        sys.stdout.write(f"{holds}: {str(path)!a}{of}: {verdict}: {said}.\n")
    if history.broken:
        sys.stdout.write(f"FAILED: the log is not whole: {history.broken}.\n")
    if not read:
        sys.stdout.write("FAILED: there is no checkpoint to compare with.\n")
    if failed:
        return 1, "FAILED. This is not the history that it should be; the lines above say why."
    unchecked = "" if signers.can else " No signature was checked: install cryptography for that."
    if not kept:
        said = "agrees with itself only. You named no checkpoint that you kept: nothing is proved."
        return 0 if signers.can else 3, said + unchecked
    said = "holds. The history begins with that of every checkpoint that you kept."
    return 0 if signers.can else 3, said + unchecked


def main() -> int:
    """Check everything and say what comes of it, in the last line."""
    try:
        code, result = check()
    except NoVerdict as error:
        code, result = 2, f"no verdict, which says nothing about the history: {error}."
    except OSError:
        code, result = 2, "no verdict: events.jsonl beside this program cannot be read."
    sys.stdout.write(f"RESULT: {result}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
