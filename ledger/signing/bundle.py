"""One file for a stranger: the history, the checkpoints, the keys, and a program to check them."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources
from typing import IO, TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ledger.reading.catching_up import no_meter
from ledger.signing.cosigned import checkpoint_files, cosigned_checkpoint
from ledger.signing.listed_checkpoints import believed_checkpoints
from ledger.signing.signing_refusals import LogBroken, LogRewritten, LogShorter, NothingSigned
from ledger.signing.stored_leaves import opening_of, stored_leaves
from ledger.store.texts import text_lines
from proofs.leaves import BrokenLog
from proofs.merkle import Frontier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database
    from proofs.verify import Kept

_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can tell: the same history gives the same file."""
_PAGE = 4_096
_UNIX, _READABLE = 3, 0o644 << 16

README = """\
# The history of {name}

This bundle holds the whole history of the ledger {name}: {events} events, recorded by rientro.
With it you can tell, without trusting whoever gave it to you and without rientro, whether the
history is still the one of a checkpoint that **you** were given before and kept.

| file | what it is |
|---|---|
| `events.jsonl` | every event, one a line, in the order in which they were recorded |
| `checkpoints/` | the checkpoints that were signed: how many events there were, and their root |
| `keys/` | the public keys of those signatures |
| `verify.py` | a program of about 350 lines that checks all this; read it before you run it |

## Check it

Unpack the bundle and, with Python 3.8 or newer, run in its folder:

    python3 -I verify.py the-checkpoint-that-you-kept

The first line of your checkpoint is what the ledger is called in it: `{origin}`.
It says `holds` for every checkpoint, or what is wrong, and ends in a line that begins with `RESULT:`.
Only that line counts. Where the Python package `cryptography` is installed, it checks the signatures
too; where it is not, the result says so. Compare the keys with the ones that you were given before, or
name these with `--public-key`: whoever makes a bundle can put any key in it. If witnesses cosign this
ledger's checkpoints, name their keys with `--witness`.

| exit code | what it means |
|---|---|
| 0 | it holds; if you named no checkpoint of your own, only the bundle agrees with itself |
| 1 | it does not hold |
| 2 | no verdict: the files have another form than they should, which is no forgery |
| 3 | it holds, and no signature was checked |

Whoever has rientro needs not unpack it: `rientro audit verify CHECKPOINT --events` takes the bundle.

## What is proved

That the first so many events are, byte for byte and in their order, those that there were when
your checkpoint was taken: none was changed, taken out, put in or moved. It is **not** proved that
what was recorded is true, nor who recorded it, nor anything about events after your checkpoint.
Without a checkpoint that you kept yourself, only this is shown: that the bundle agrees with itself.

## By hand

An event's hash is the SHA-256 of a zero byte and its line without the newline. The first one's:

    (printf '\\000'; head -n 1 events.jsonl | tr -d '\\n') | sha256sum

which is `{first}`.

Two neighbours make one: the SHA-256 of a one byte and their two hashes, as bytes, one after the
other. Of more than two events, the largest power of two below their number is on the left, the
rest on the right, and both sides are made in the same way (RFC 6962, section 2.1). The last hash
is the root; the third line of a checkpoint is the root in Base64. All {events} events have the root

    {root}
"""

_TEXTS = """
## Notes

`texts.jsonl` has the notes that people added to events, which are no part of the log and may be erased
there after this bundle was made. The `text` of an event is the SHA-256 of the salt, as bytes, and the
note in UTF-8, so that each can be compared.
"""


class Beside(NamedTuple):
    """What stands beside the events for others to look at, and what is told of it."""

    files: Mapping[str, bytes]
    told: str


_NOTHING_BESIDE = Beside({}, "")


def write_bundle(
    database: Database,
    file: IO[bytes],
    meter: Meter = no_meter,
    *,
    with_texts: bool = False,
    cosigned: Sequence[Kept] = (),
    beside: Callable[[], Beside] = lambda: _NOTHING_BESIDE,
) -> int:
    """Write the bundle of the whole ledger; returns how many events are in it.

    Checkpoints that witnesses `cosigned` stand in the place of those that were signed here.

    What others are to look at stands `beside` the events; it is asked for once the history was found
    to be whole.

    Refuses a history that does not fit a checkpoint that was signed here. Notes are left out unless
    they are asked for: they can be erased here, and not there.
    """
    with database.reading() as connection:
        opened = opening_of(database, connection)
        listed = believed_checkpoints(database, connection)
        if not listed:
            raise NothingSigned
        keys = sorted({each.public_key for each in listed})
        given = [cosigned_checkpoint(each, opened.origin, keys) for each in cosigned]
        with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
            roots = [(each.size, each.root) for each in listed]
            events = _Events([*roots, *((each.size, each.root) for each in given)])
            with bundle.open(_entry("events.jsonl"), "w", force_zip64=True) as lines:
                for leaf in events.compared(database, connection, meter):
                    lines.write(leaf + b"\n")
            for path, note in checkpoint_files(listed, given):
                bundle.writestr(_entry(path), note)
            for key in keys:
                key_id = key.split("+")[1]
                bundle.writestr(_entry(f"keys/{key_id}.pub"), f"{key}\n".encode())
            readme = README.format(
                name=opened.name,
                origin=opened.origin,
                events=events.count,
                first=events.first,
                root=events.root,
            )
            if with_texts:
                notes = b"".join(text_lines(database, connection, events.count))
                bundle.writestr(_entry("texts.jsonl"), notes)
                readme += _TEXTS
            to_look_at = beside()
            for name, content in to_look_at.files.items():
                bundle.writestr(_entry(name), content)
            readme += to_look_at.told
            bundle.writestr(_entry("README.md"), readme.encode())
            program = resources.files("proofs").joinpath("recipient.py").read_bytes()
            bundle.writestr(_entry("verify.py"), program)
    return events.count


class _Events:
    """The events on their way into the bundle, compared with every signed checkpoint."""

    def __init__(self, roots: Iterable[tuple[int, bytes]]) -> None:
        """`roots` are those of checkpoints, by their sizes; of one size they may be several."""
        self.count = 0
        self.first = self.root = ""
        self._roots: dict[int, set[bytes]] = {}
        for size, root in roots:
            self._roots.setdefault(size, set()).add(root)

    def compared(self, database: Database, connection: Connection, meter: Meter) -> Iterator[bytes]:
        """The leaves; once they are all through, the number and the hashes are known."""
        frontier, stops = Frontier(), sorted(self._roots)
        page: list[bytes] = []
        try:
            for leaf in stored_leaves(database, connection, meter=meter):
                self.count += 1
                self.first = self.first or sha256(b"\x00" + leaf).hexdigest()
                page.append(leaf)
                yield leaf
                if stops and self.count == stops[0]:
                    frontier.extend(page)
                    page.clear()
                    if {frontier.root()} != self._roots[stops.pop(0)]:
                        raise LogRewritten(self.count)
                elif len(page) == _PAGE:
                    frontier.extend(page)
                    page.clear()
        except BrokenLog as error:
            raise LogBroken(str(error)) from None
        if stops:
            raise LogShorter(stops[0], self.count)
        frontier.extend(page)
        self.root = frontier.root().hex()


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, _DATE)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry
