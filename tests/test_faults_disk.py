"""A disk that is full or read only, a clock that was set back, and two versions of the program."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from conftest import Rientro, Said
from limits import no_file_above
from places import SQLitePlace
from programs import SECONDS

from projections.reach import SCHEMA_VERSION

HIRE = "hire --count 1500 --at IT-CAG --on 2018-12-01"
_WITHOUT = "-dac_override,-dac_read_search,-fowner"
_RUN = """
import json, shlex, sys
from click.testing import CliRunner
from cli.main import cli
for words in sys.argv[1:]:
    done = CliRunner().invoke(cli, shlex.split(words), prog_name="rientro")
    print(json.dumps([done.exit_code, done.stdout, done.stderr]))
"""


def usable(run: Rientro, position: int) -> None:
    """Expect that nothing was recorded, and that work goes on."""
    assert run.position == position
    assert run("audit", "replay").exit_code == 0
    assert run.typed("hire OP-1 --at IT-CAG --on 2018-12-01").exit_code == 0
    assert run.position == position + 1


# The disk -----------------------------------------------------------------------------------------


def mounted(folder: Path, options: str) -> bool:
    mount = shutil.which("mount")
    words = ["-t", "tmpfs", "-o", options, "rientro", str(folder)]
    return bool(mount and not subprocess.run([mount, *words], check=False).returncode)


@pytest.fixture
def small_disk(demo: Rientro, tmp_path: Path) -> Iterator[Rientro]:
    """The demonstration on a disk of its own, with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted(folder, "size=1m"):
        pytest.skip("no disk can be mounted here")
    shutil.copyfile(demo.ledger, folder / "rientro.db")
    yield Rientro(folder, {**demo.settings, "RIENTRO_LEDGER": str(folder / "rientro.db")})
    subprocess.run(["umount", folder], check=True)  # noqa: S607 (found where mount was)


def test_a_disk_that_is_full_is_named_and_nothing_is_recorded(small_disk: Rientro) -> None:
    before = small_disk.position
    small_disk.typed(HIRE).refused(4, "is full", "Nothing was recorded")
    usable(small_disk, before)


@pytest.mark.parametrize("kilobytes", [100, 220, 300, 400, 500, 700, 850, 1200])
@pytest.mark.parametrize("words", ["init", "init --from events.jsonl", "copy --to {}"])
def test_a_ledger_that_was_created_on_a_small_disk_is_whole(
    demo: Rientro, tmp_path: Path, words: str, kilobytes: int
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted(folder, f"size={kilobytes}k"):
        pytest.skip("no disk can be mounted here")
    try:
        new = str(folder / "new.db")
        if "events.jsonl" in words:
            assert demo("export", "events", "--to", "events.jsonl").exit_code == 0
        ledger = () if "copy" in words else ("--ledger", new)
        said = demo(*ledger, *shlex.split(words.format(new)))
        if said.exit_code == 0:
            # Asking needs room of its own, which a disk that is just large enough may not have.
            elsewhere = shutil.copyfile(new, tmp_path / "new.db")
            assert demo("--ledger", str(elsewhere), "audit", "replay").exit_code == 0
        else:
            assert said.exit_code == 4
            assert list(folder.iterdir()) == []
    finally:
        subprocess.run(["umount", folder], check=True)  # noqa: S607 (found where mount was)


def test_a_disk_that_is_read_only_answers_and_refuses_to_record(small_disk: Rientro) -> None:
    before, answer = small_disk.position, small_disk("headcount")
    remount = ["mount", "-o", "remount,{}", str(small_disk.folder)]
    subprocess.run([each.format("ro") for each in remount], check=True)
    small_disk.typed(HIRE).refused(4, "cannot be written", "Nothing was recorded")
    assert small_disk("headcount") == answer
    assert small_disk.typed("init").exit_code in {3, 4}
    subprocess.run([each.format("rw") for each in remount], check=True)
    usable(small_disk, before)


def test_a_folder_that_may_not_be_written_answers_and_refuses_to_record(demo: Rientro) -> None:
    questions = ("headcount", "audit replay", "export events")
    answers = [demo.typed(words) for words in questions]
    demo.folder.chmod(0o555)
    try:
        *said, hired, looked = without_privileges(
            demo, *questions, "hire OP-1 --at IT-CAG --on 2018-12-01", "doctor"
        )
    finally:
        demo.folder.chmod(0o755)
    assert said == [Said(0, answer.stdout, "") for answer in answers]
    hired.refused(4, "cannot be written")
    assert "Finding" not in looked.stdout


def without_privileges(run: Rientro, *lines: str) -> list[Said]:
    """What commands say, one after another, to somebody whom permissions bind."""
    bound: list[str] = []
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("permissions do not bind the superuser")
        bound = [setpriv, "--bounding-set", _WITHOUT, "--inh-caps", _WITHOUT]
    ended = subprocess.run(
        [*bound, sys.executable, "-c", _RUN, *lines],
        cwd=run.folder,
        env=run.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    return [Said(*json.loads(line)) for line in ended.stdout.splitlines()]


@pytest.mark.skipif(sys.platform != "linux", reason="files grow without limit elsewhere")
@pytest.mark.parametrize("kilobytes", [8, 64, 256])
def test_a_file_that_may_not_grow_ends_a_command_with_clear_words(
    demo: Rientro, kilobytes: int
) -> None:
    before = demo.position
    with no_file_above(kilobytes << 10):
        said = demo.typed(HIRE)
    said.refused(4, "Error: The ledger ")
    assert "damaged" not in said.stderr
    usable(demo, before)


# The clock ----------------------------------------------------------------------------------------


def test_a_clock_that_was_set_back_turns_no_time_around(demo_anywhere: Rientro) -> None:
    run = demo_anywhere
    run.typed("hire OP-1 --at IT-CAG --on 2018-12-01")
    ahead = json.loads(run.typed("log --stream operator:OP-1 --format json").stdout)["rows"][0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cli.main.datetime", _SetBack)
        assert run.typed("hire OP-2 --at IT-CAG --on 2018-12-01").exit_code == 0
        rows = json.loads(run.typed("log --stream operator:OP-2 --format json").stdout)["rows"]
        known = run.typed(f"headcount --on 2018-12-31 --known-at {ahead['recorded_at']}")
    assert rows[0]["recorded_at"] == ahead["recorded_at"]
    assert known.stdout == run.typed("headcount --on 2018-12-31").stdout
    assert run("audit", "replay").exit_code == 0


class _SetBack:
    """A clock of twelve hours ago; one of more than a day ago records nothing."""

    @staticmethod
    def now(zone: tzinfo) -> datetime:
        return datetime.now(zone) - timedelta(hours=12)


# Two versions of the program ----------------------------------------------------------------------


@pytest.mark.parametrize("words", ["headcount", HIRE, "db rebuild", "export events"])
def test_a_newer_programs_ledger_is_left_alone(demo_anywhere: Rientro, words: str) -> None:
    run, place = (
        demo_anywhere,
        demo_anywhere.place or SQLitePlace(demo_anywhere.folder, "rientro.db"),
    )
    before = run.position
    place.sql("UPDATE projected SET schema_version = 999")
    run.typed(words).refused(4, "newer rientro", "version 999", "Update rientro")
    assert place.sql("SELECT schema_version FROM projected") == [(999,)]
    assert run.position == before


def test_an_older_programs_tables_are_upgraded_when_asked(demo_anywhere: Rientro) -> None:
    run, place = (
        demo_anywhere,
        demo_anywhere.place or SQLitePlace(demo_anywhere.folder, "rientro.db"),
    )
    answer = run("headcount")
    place.sql("UPDATE projected SET schema_version = 0")
    run("headcount").refused(4, f"needs version {SCHEMA_VERSION}", " db upgrade")
    run.typed(HIRE).refused(4, f"needs version {SCHEMA_VERSION}", " db upgrade")
    assert run.typed("db upgrade").exit_code == 0
    assert run("headcount") == answer
    assert run("audit", "replay").exit_code == 0
