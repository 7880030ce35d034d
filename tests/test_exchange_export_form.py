"""Damage of form is no forgery: what is no export as it was written is named, without a verdict."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from conftest import Rientro

from proofs.export_form import TEXTS, WrongForm, form_of, opened_export

LINE = b'{"stream":"ledger","version":1,"topic":"ledger-opened.2","state":{"event":{"name":"x"}}}\n'
VERIFY = "audit verify demo.checkpoint --public-key demo.key.pub --events {}"

Damage = Callable[[bytes], bytes]


def zipped(*names: str) -> Damage:
    """An archive with the content under these names."""

    def damage(content: bytes) -> bytes:
        file = io.BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(name, content)
        return file.getvalue()

    return damage


def torn(content: bytes) -> bytes:
    """An archive in which a few bytes are others."""
    whole = bytearray(zipped("events.jsonl")(content))
    whole[len(whole) // 2 : len(whole) // 2 + 40] = bytes(40)
    return bytes(whole)


DAMAGES: dict[str, tuple[Damage, str]] = {
    "byte order mark": (lambda c: b"\xef\xbb\xbf" + c, "a byte order mark"),
    "line ends of Windows": (lambda c: c.replace(b"\n", b"\r\n"), "CR LF"),
    "line ends of old Macs": (lambda c: c.replace(b"\n", b"\r"), "CR LF or CR"),
    "UTF-16": (lambda c: c.decode().encode("utf-16"), "UTF-16"),
    "gzip": (gzip.compress, "it is compressed"),
    "bzip2": (bz2.compress, "it is compressed"),
    "xz": (lzma.compress, "it is compressed"),
    "blanks in its lines": (lambda c: c.replace(b'":', b'": '), "has other bytes than"),
    "an archive without events": (zipped("other.txt"), "without an export of events"),
    "an archive with a bad entry": (torn, "a damaged archive"),
    "half an archive": (lambda c: zipped("events.jsonl")(c)[:500], "a damaged archive"),
    "a byte order mark in a bundle": (
        lambda c: zipped("events.jsonl")(b"\xef\xbb\xbf" + c),
        "a byte order mark",
    ),
    "something else": (lambda _: b"hello\n", "it is something else"),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_file_of_another_form_is_named_and_gets_no_verdict(signed: Rientro, what: str) -> None:
    damage, said = DAMAGES[what]
    signed.typed("export events --to events.jsonl")
    file = signed.folder / "events.jsonl"
    file.write_bytes(damage(file.read_bytes()))
    verified = signed.typed(VERIFY.format("events.jsonl"))
    verified.refused(2, said, "So there is no verdict")
    assert "rewritten" not in verified.stdout
    signed.typed("--ledger again.db init --from events.jsonl").refused(3, "do not make a ledger")
    assert not (signed.folder / "again.db").exists()


@pytest.mark.parametrize(
    ("export", "said"),
    [
        ("export movements --to x", "an export of movements"),
        ("export movements --as jsonl --to x", "an export of movements"),
        ("export movements --as hledger --to x", "an export of movements"),
        ("export events --as cloudevents --to x", "as CloudEvents"),
        ("audit prove 5 --to x", "it is a proof"),
        ("copy --to x", "a ledger or another database"),
    ],
)
def test_another_export_is_named(signed: Rientro, export: str, said: str) -> None:
    assert signed.typed(export).exit_code == 0
    signed.typed(VERIFY.format("x")).refused(2, said, "no verdict")


def test_a_bundle_is_verified_and_made_a_ledger_of_as_it_is(signed: Rientro) -> None:
    signed.typed("audit bundle --to bundle.zip")
    said = signed.typed(VERIFY.format("bundle.zip"))
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith("demo.checkpoint: intact. The first 665")
    said = signed.typed("--ledger again.db init --from bundle.zip")
    assert "from 665 events" in said.stderr
    assert signed.typed("--ledger again.db audit verify demo.checkpoint").exit_code == 0


def test_a_bundle_brings_its_notes_along(signed: Rientro) -> None:
    signed.typed("hire OP-1 --at IT-CAG --on 2018-10-01 --note 'Knows the trade.'")
    signed.typed("audit checkpoint --key demo.key")
    signed.typed("audit bundle --with-texts --to bundle.zip")
    signed.typed("--ledger again.db init --from bundle.zip")
    assert "Knows the trade." in signed.typed("--ledger again.db log --operator OP-1").stdout
    assert signed.typed("--ledger again.db audit replay").exit_code == 0


def test_a_bundle_that_was_changed_is_a_finding(signed: Rientro, tmp_path: Path) -> None:
    signed.typed("audit bundle --to bundle.zip")
    shutil.unpack_archive(signed.folder / "bundle.zip", tmp_path / "away")
    events = tmp_path / "away" / "events.jsonl"
    events.write_bytes(events.read_bytes().replace(b"Lecce", b"Lecch"))
    shutil.make_archive(str(signed.folder / "forged"), "zip", tmp_path / "away")
    said = signed.typed(VERIFY.format("forged.zip"))
    assert said.exit_code == 1
    assert "rewritten" in said.stdout


def test_a_bundle_may_come_from_standard_input(signed: Rientro) -> None:
    signed.typed("audit bundle --to bundle.zip")
    said = signed.program(
        *VERIFY.format("-").split(), given=(signed.folder / "bundle.zip").read_bytes()
    )
    assert (said.exit_code, said.stderr) == (0, "")


def test_a_checkpoint_of_another_form_says_nothing_about_the_history(signed: Rientro) -> None:
    content = (signed.folder / "demo.checkpoint").read_bytes()
    for damaged, said in (
        (b"\xef\xbb\xbf" + content, "a byte order mark"),
        (content.replace(b"\n", b"\r\n"), "end in CR LF"),
        (gzip.compress(content), "compressed; unpack it"),
        (content.decode().encode("utf-16"), "not text in UTF-8"),
        (b"hello\n", "at least three lines"),
    ):
        (signed.folder / "kept").write_bytes(damaged)
        verified = signed.typed("audit verify kept --public-key demo.key.pub")
        assert verified.exit_code == 1
        assert verified.stdout.startswith("kept: not-a-checkpoint.")
        assert said in verified.stdout


def test_an_archive_with_two_exports_of_events_is_ambiguous() -> None:
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("events.jsonl", LINE)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("events.jsonl", LINE + LINE)
    file.seek(0)
    with pytest.raises(WrongForm, match="two-of-a-name"), opened_export(file):
        pass


def test_what_begins_like_an_export_is_one() -> None:
    assert form_of(LINE) is None
    assert form_of(LINE[:-1]) is None
    assert form_of(b"") is None
    with opened_export(io.BytesIO(LINE)) as lines:
        assert lines is not None
        assert lines.read() == LINE
    with opened_export(io.BytesIO(LINE), TEXTS) as lines:
        assert lines is None
