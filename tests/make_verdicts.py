"""The table of verdicts that both verifiers have to agree on: `tests/verdicts.json`.

Each vector has the lines of a history, a checkpoint, the keys that must have signed, the witnesses
that must have cosigned, and the verdict. Run this file to write the table anew, and look at what git
says has changed: a verdict that changes is a change of what is proved.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

from proofs.checkpoint import Checkpoint
from proofs.cosignature import WitnessKey, cosign
from proofs.merkle import Frontier
from proofs.note import Note, SigningKey

TABLE = Path(__file__).with_name("verdicts.json")
ORIGIN = "tiny/" + "5c0ffee" * 4 + "5c0f"
LOG, STRANGER = SigningKey("tiny", b"\x01" * 32), SigningKey("tiny", b"\x02" * 32)
COUNCIL, CLIENT = SigningKey("council", b"\x03" * 32), SigningKey("client", b"\x04" * 32)
WITNESSES = [str(WitnessKey(each.name, each.public.raw)) for each in (COUNCIL, CLIENT)]
OPENED = (
    '{"stream":"ledger","version":1,"topic":"ledger-opened.2","state":{"event":{"name":"tiny","id":"'
    + "5c0ffee" * 4
    + '5c0f"}}}'
)
SITE = '{"stream":"site:S-%d","version":1,"topic":"site-opened.2","state":{}}'
EVENTS = [OPENED, *(SITE % number for number in range(6))]
OLD = [
    '{"stream":"ledger","version":1,"topic":"ledger-opened.1","state":{"event":{"name":"tiny"}}}'
]


def checkpoint(size: int = 5, lines: list[str] = EVENTS, origin: str = ORIGIN) -> str:
    """The text of a checkpoint of the first lines."""
    tree = Frontier()
    tree.extend(line.encode() for line in lines[:size])
    return Checkpoint(origin, size, tree.root()).text


def signed(text: str, *keys: SigningKey) -> str:
    """The text signed with the keys."""
    notes = [each.sign(text) for each in keys or (LOG,)]
    return bytes(Note(text, tuple(each.signatures[0] for each in notes))).decode()


def cosigned(text: str, *witnesses: SigningKey) -> str:
    """The text signed with the log's key and cosigned by the witnesses."""
    note = LOG.sign(text)
    for each in witnesses:
        note = cosign(each, note, 1_530_000_000)
    return bytes(note).decode()


def spoilt(note: str) -> str:
    """The note with its last signature turned round."""
    read = Note.parse(note.encode())
    *others, last = read.signatures
    last = replace(last, signature=last.signature[::-1])
    return bytes(Note(read.text, (*others, last))).decode()


def vectors() -> dict[str, list[Any]]:
    """By what is so: the checkpoint, the verdict, and then terms that differ from the usual ones."""
    good, key, stranger = signed(checkpoint()), str(LOG.public), str(STRANGER.public)
    text, changed = checkpoint(), [*EVENTS[:2], EVENTS[3], EVENTS[2], *EVENTS[4:]]
    broken = {"events": [*EVENTS[:5], "no event", *EVENTS[5:]]}
    both = {"witnesses": WITNESSES, "quorum": 2}
    one = {"witnesses": WITNESSES, "quorum": 1}
    line = f"— tiny {b64encode(b'idid' + bytes(64)).decode()}\n"
    return {
        "as it was": [good, "intact"],
        "of all events": [signed(checkpoint(7)), "intact"],
        "of the first event": [signed(checkpoint(1)), "intact"],
        "with lines of others": [signed(text + "more\nand more\n"), "intact"],
        "signed by a stranger too": [signed(text, STRANGER, LOG), "intact"],
        "one of two keys": [good, "intact", {"keys": [stranger, key]}],
        "no key named": [good, "intact", {"keys": []}],
        "nobody signed and no key named": [text, "intact", {"keys": []}],
        "nobody signed": [text, "missing-signature"],
        "a stranger signed": [signed(text, STRANGER), "missing-signature"],
        "a stranger signed as the log": [
            good.replace(good.split("\n\n")[1], signed(text, STRANGER).split("\n\n")[1]),
            "missing-signature",
        ],
        "another size": [good.replace("\n5\n", "\n6\n"), "bad-signature"],
        "a signature turned round": [spoilt(good), "bad-signature"],
        "a good and a bad signature of one key": [
            good + spoilt(good).split("\n\n")[1], "bad-signature",
        ],
        "a bad signature of another ledger": [
            spoilt(signed(checkpoint(origin="other"))), "bad-signature",
        ],
        "two events changed places": [good, "rewritten", {"events": changed}],
        "an event was edited": [
            good, "rewritten", {"events": [*EVENTS[:4], EVENTS[4].replace("S-3", "S-9"), *EVENTS[5:]]},
        ],
        "an event was put in": [good, "rewritten", {"events": [*EVENTS[:3], EVENTS[2], *EVENTS[3:]]}],
        "an event was taken out": [good, "rewritten", {"events": [*EVENTS[:3], *EVENTS[4:]]}],
        "events after it were changed": [good, "intact", {"events": [*EVENTS[:5], EVENTS[6]]}],
        "the end was cut off": [good, "cut-short", {"events": EVENTS[:4]}],
        "nothing is left": [good, "cut-short", {"events": []}],
        "larger than the log": [signed(Checkpoint(ORIGIN, 8, b"\0" * 32).text), "cut-short"],
        "broken after it": [good, "intact", broken],
        "broken before its end": [signed(checkpoint(6)), "rewritten", broken],
        "another ledger": [signed(checkpoint(origin="other/" + "0" * 32)), "another-ledger"],
        "a ledger of the same name without an id": [
            signed(checkpoint(origin="tiny")), "another-ledger",
        ],
        "another ledger that a stranger signed": [
            signed(checkpoint(origin="other"), STRANGER), "another-ledger",
        ],
        "an old ledger without an id": [
            signed(checkpoint(1, OLD, "tiny")), "intact", {"events": OLD},
        ],
        "a history without an opening": [
            signed(checkpoint(5, EVENTS[1:])), "intact", {"events": EVENTS[1:]},
        ],
        "cosigned by both": [cosigned(text, COUNCIL, CLIENT), "intact", both],
        "cosigned by one of two": [cosigned(text, COUNCIL), "too-few-witnesses", both],
        "one of two is enough": [cosigned(text, CLIENT), "intact", one],
        "cosigned by nobody": [good, "too-few-witnesses", one],
        "a witness who only signed": [signed(text, LOG, COUNCIL), "too-few-witnesses", one],
        "a bad cosignature": [spoilt(cosigned(text, COUNCIL, CLIENT)), "bad-signature", one],
        "a bad cosignature of nobody who counts": [
            spoilt(cosigned(text, COUNCIL, CLIENT)), "intact", {"witnesses": WITNESSES[:1], "quorum": 1},
        ],
        "cosigned and rewritten": [
            cosigned(text, COUNCIL, CLIENT), "rewritten", {**both, "events": changed},
        ],
        "too few and cut short": [good, "cut-short", {**both, "events": EVENTS[:4]}],
        **{
            f"no checkpoint: {what}": [content, "not-a-checkpoint"]
            for what, content in {
                "empty": "",
                "words": "hello\n",
                "two lines": "tiny\n5\n",
                "no last newline": good[:-1],
                "CR LF": good.replace("\n", "\r\n"),
                "byte order mark": "\ufeff" + good,
                "control character": good.replace("tiny/", "ti\x1bny/"),
                "no events": signed(Checkpoint(ORIGIN, 0, b"\0" * 32).text),
                "zeros before the size": signed(text.replace("\n5\n", "\n05\n")),
                "a sign before the size": signed(text.replace("\n5\n", "\n+5\n")),
                "other digits": signed(text.replace("\n5\n", "\n٥\n")),
                "larger than any log": signed(text.replace("\n5\n", f"\n{2**63}\n")),
                "a short root": signed(f"{ORIGIN}\n5\nAAAA\n"),
                "a root written otherwise": signed(text[:-3] + chr(ord(text[-3]) + 1) + text[-2:]),
                "an empty line in it": signed(text + "\n"),
                "no name": signed("\n" + text.partition("\n")[2]),
                "a signature line that is none": good + "hello\n",
                "a hyphen for a dash": good.replace("— ", "- "),
                "a signature that is too short": f"{text}\n— tiny AAAA\n",
                "a signature of a name with a plus": f"{text}\n{line.replace('tiny', 'ti+ny')}",
                "a signature of no name": f"{text}\n{line.replace('tiny', '')}",
                "too many signatures": f"{text}\n{line * 101}",
            }.items()
        },
        "as many signatures as there may be": [good + line * 99, "intact"],
    }  # fmt: skip


def table() -> str:
    """The table as it is kept."""
    usual = {"keys": [str(LOG.public)], "witnesses": [], "quorum": 0, "events": EVENTS}
    found = [
        {"what": what, "checkpoint": note, "verdict": verdict} | (terms[0] if terms else {})
        for what, (note, verdict, *terms) in vectors().items()
    ]
    return json.dumps({"usual": usual, "vectors": found}, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
