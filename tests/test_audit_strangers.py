"""What a stranger may put into a bundle: archives and files that are made to trip whoever checks."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from conftest import Rientro
from examples import TIMES

from proofs.export_form import WrongForm, opened_export
from proofs.leaves import exported_leaves

GOLDEN = Path(__file__).parent / "golden" / "bundle.zip"
WAYS = (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA)


def archive(way: int) -> bytes:
    """The events of a bundle, kept in another way."""
    kept = BytesIO()
    with ZipFile(GOLDEN) as bundle, ZipFile(kept, "w", way) as again:
        again.writestr("events.jsonl", bundle.read("events.jsonl"))
        again.writestr("checkpoints/1.checkpoint", "x")
    return kept.getvalue()


def test_an_archive_with_any_damage_is_read_or_told_as_damaged() -> None:
    chance, found = random.Random(8), Counter[str]()  # noqa: S311 (the same damage each time)
    for whole in (GOLDEN.read_bytes(), *map(archive, WAYS)):
        for _ in range(200 * TIMES):
            bad = bytearray(whole)
            for _ in range(chance.choice((1, 2, 5))):
                near_the_end = len(bad) - 1 - chance.randrange(min(400, len(bad)))
                at = chance.choice((chance.randrange(4, len(bad)), near_the_end))
                bad[at] = chance.choice((chance.randrange(256), 0, 128, 255))
            try:
                with opened_export(BytesIO(bytes(bad))) as lines:
                    assert lines is not None
                    sum(1 for _ in exported_leaves(lines))
                found["read"] += 1
            except WrongForm as error:
                found[error.form] += 1
    assert found["damaged"] > found["read"] > 0


def test_an_archive_that_is_no_bundle_of_ours_gets_no_verdict(signed: Rientro) -> None:
    (signed.folder / "bundle.zip").write_bytes(archive(ZIP_LZMA))
    said = signed.typed("audit verify demo.checkpoint --events bundle.zip")
    said.refused(2, "damaged archive")


@pytest.fixture(scope="module")
def given(signed_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of the demonstration, which is copied and never touched."""
    folder = tmp_path_factory.mktemp("given")
    ledger = shutil.copy(signed_demo / "rientro.db", folder)
    run = Rientro(folder, {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(ledger)})
    assert run("audit", "bundle", "--to", str(folder / "given.zip")).exit_code == 0
    return folder / "given.zip"


@pytest.fixture
def unpacked(signed: Rientro, given: Path) -> Path:
    """The bundle, unpacked beside its ledger."""
    folder = signed.folder / "unpacked"
    with ZipFile(shutil.copy(given, signed.folder)) as bundle:
        bundle.extractall(folder)
    return folder


def said_by_program(folder: Path) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-I", "verify.py", "../demo.checkpoint"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def pipe(at: Path) -> None:
    at.unlink(missing_ok=True)
    os.mkfifo(at)


def endless(at: Path) -> None:
    at.unlink(missing_ok=True)
    at.symlink_to("/dev/zero")


def long(at: Path) -> None:
    at.write_bytes(b"A" * ((1 << 20) + 1))


@pytest.mark.parametrize("trap", [pipe, endless, long])
@pytest.mark.parametrize(
    ("name", "code"), [("checkpoints/9.checkpoint", 1), ("keys/z.pub", 2), ("events.jsonl", 2)]
)
def test_the_program_waits_for_no_pipe_and_reads_nothing_that_never_ends(
    unpacked: Path, trap: Callable[[Path], None], name: str, code: int
) -> None:
    trap(unpacked / name)
    ended, lines = said_by_program(unpacked)
    assert ended == code
    assert lines[-1].startswith("RESULT: FAILED." if code == 1 else "RESULT: no verdict")


def test_a_checkpoint_that_is_too_long_is_none_for_both(unpacked: Path, signed: Rientro) -> None:
    kept = signed.folder / "demo.checkpoint"
    kept.write_bytes(kept.read_bytes() + b"\xe2\x80\x94 x AAAAAAA=\n" * 80_000)
    ended, lines = said_by_program(unpacked)
    assert (ended, "not-a-checkpoint" in lines[0]) == (1, True)
    said = signed.typed("audit verify demo.checkpoint --events given.zip --format csv")
    assert (said.exit_code, "not-a-checkpoint" in said.stdout) == (1, True)
