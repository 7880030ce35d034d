"""What the tests of the command line share: a way to run it, and a ledger to run it on."""

from __future__ import annotations

import gc
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from catalogues import compile_all
from click.testing import CliRunner
from hypothesis import settings
from memory import files_in_memory
from places import KINDS, Place, PostgresPlace, SQLitePlace, kept_place, new_place
from postgres_server import leave_server
from programs import EVERY_CASE, ended, leave_programs

from cli.main import cli

_CYCLES = (20_000, 10, 100)
"""How seldom cycles are looked for. The program never does it, and ends before it matters."""
settings.register_profile("patient", settings(), deadline=None)  # other programs may run meanwhile
settings.load_profile("patient")
os.environ["RIENTRO_LANG"] = "en"  # what is said is compared in English, whatever is spoken here
_GIVEN: dict[tuple[str, ...], Place] = {}
"""Ledgers to copy, by what was there before, who typed, what, and what stood in the files named there."""
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:(?:\.\d+)?Z)?|\d{8}T\d{6}Z-\d+")
_SETTINGS = (
    "RIENTRO_LEDGER",
    "RIENTRO_BY",
    "_RIENTRO_COMPLETE",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "PYTHONPATH",
)


def pytest_configure(config: pytest.Config) -> None:
    """Let the catalogues that are tested be those that are written, and files be where it is fast."""
    gc.set_threshold(*_CYCLES)
    # What is compiled is kept: else all of it would be compiled anew for each program that is started.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if not hasattr(config, "workerinput"):
        compile_all()
        config.add_cleanup(files_in_memory())


def pytest_collection_finish() -> None:
    """Look for cycles in what the tests make alone, and not in all that is imported, again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let one case of each test be enough on a server, unless every case is asked for there too.

    Where a ledger is kept is said by a parameter. Every test is run with all its cases in a file.
    """
    if EVERY_CASE:
        return
    found: set[str] = set()
    left_out = []
    for item in items:
        if isinstance(item, pytest.Function) and "postgresql" in _parameters(item):
            test = f"{item.path}::{item.originalname}"
            left_out += [item] if test in found else []
            found.add(test)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _parameters(item: pytest.Function) -> list[object]:
    specification = getattr(item, "callspec", None)
    return list(specification.params.values()) if specification else []


def steady(text: str) -> str:
    """The text with the machine's clock taken out."""
    return _INSTANT.sub("INSTANT", text)


@dataclass(frozen=True)
class Said:
    """What the command line said, and how it ended."""

    exit_code: int
    stdout: str
    stderr: str

    def refused(self, exit_code: int, *words: str) -> None:
        """Expect one clear line, after click's usage at most, and nothing on stdout."""
        assert (self.exit_code, self.stdout) == (exit_code, ""), self
        assert "Traceback" not in self.stderr
        assert "should not" not in self.stderr, self.stderr
        usage, blank, message = self.stderr.rpartition("\n\n")
        assert not blank or usage.startswith("Usage: rientro"), self.stderr
        assert message.startswith("Error: "), self.stderr
        assert message.count("\n") == 1, message
        assert message.endswith("\n")
        for each in words:
            assert each in message, f"{each!r} is not in {message!r}"


@dataclass(frozen=True)
class Rientro:
    """The command line in a folder of its own, where nobody set anything."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None
    """Where the ledger is that the settings name; a file of the folder unless given."""

    @property
    def ledger(self) -> Path:
        """The ledger that is used unless another is named."""
        return self.folder / "rientro.db"

    @property
    def shown(self) -> str:
        """The ledger as messages name it."""
        return self.place.url if self.place else self.ledger.name

    @property
    def position(self) -> int:
        """The ledger's last position, read behind the program's back."""
        place = self.place or SQLitePlace(self.folder, self.ledger.name)
        return int(place.sql(f"SELECT max({place.position_column}) FROM stored_events")[0][0])

    def __call__(self, *arguments: str, **settings: str) -> Said:
        """Run a command here in this process."""
        runner = CliRunner(env=self._set(settings))
        result = runner.invoke(cli, list(arguments), prog_name="rientro")
        return Said(result.exit_code, result.stdout, result.stderr)

    def typed(self, line: str) -> Said:
        """Run a command that is written as in a shell."""
        return self(*shlex.split(line))

    def given(self, *lines: str) -> Rientro:
        """The same, where these commands were typed first.

        They are typed once into a ledger with the same content, which is copied from then on.
        """
        place = self.place or SQLitePlace(self.folder, self.ledger.name)
        files = [self.folder / word for line in lines for word in shlex.split(line)]
        named = (sha256(file.read_bytes()).hexdigest() for file in files if file.is_file())
        key = (_content(place), self.settings["RIENTRO_BY"], *lines, *named)
        if key in _GIVEN:
            place.become(_GIVEN[key])
            return self
        for line in lines:
            said = self.typed(line)
            assert said.exit_code == 0, (line, said)
        kept = _GIVEN[key] = kept_place(type(place))
        kept.become(place)
        assert kept.url  # which lets it be made, before anything else happens here
        return self

    def program(self, *arguments: str | bytes, given: bytes | None = None, **settings: str) -> Said:
        """Run a command as a program of its own, and give it what it reads."""
        done = ended(arguments, self.folder, self.environment(**settings), given=given)
        return Said(done.returncode, done.stdout, done.stderr)

    def environment(self, **settings: str) -> dict[str, str]:
        """The environment of a program that runs here."""
        return {**os.environ, **self._set(settings)}

    def _set(self, settings: Mapping[str, str]) -> dict[str, str]:
        if self.place:
            assert self.place.url  # by which it is made, where nobody has asked for it yet
        return {**self.settings, **settings}


def _content(place: Place) -> str:
    """What tells the content of a place from that of others."""
    if isinstance(place, SQLitePlace):
        return "no file" if place.is_new else sha256(place.path.read_bytes()).hexdigest()
    assert place.is_new, "on a server it is given from the beginning"
    return "no database"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rientro:
    """The command line in an empty folder, used by Anna."""
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return Rientro(tmp_path, {"RIENTRO_BY": "anna"})


@pytest.fixture(scope="session")
def recorded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, recorded once; it is copied and never touched."""
    file = tmp_path_factory.mktemp("demo") / "demo.db"
    runner = CliRunner(env={"RIENTRO_BY": "anna", "RIENTRO_LEDGER": None})
    result = runner.invoke(cli, ["--ledger", str(file), "demo"], prog_name="rientro")
    assert result.exit_code == 0, result.output
    assert not file.with_name("demo.db-wal").exists()
    return file


@pytest.fixture(scope="session")
def recorded_demo_on_server() -> Iterator[str]:
    """The name of a database with the demonstration; it is copied and never touched."""
    place = PostgresPlace()
    runner = CliRunner(env={"RIENTRO_BY": "anna", "RIENTRO_LEDGER": None})
    result = runner.invoke(cli, ["--ledger", place.url, "demo"], prog_name="rientro")
    assert result.exit_code == 0, result.output
    yield place.name
    place.close()


@pytest.fixture
def demo_file(run: Rientro, recorded_demo: Path) -> Rientro:
    """The command line in a folder whose `rientro.db` is the demonstration."""
    shutil.copyfile(recorded_demo, run.ledger)
    return run


@pytest.fixture(scope="session")
def signed_demo(recorded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration as `rientro.db`, a key, a checkpoint of it, a proof, a witness's key."""
    folder = tmp_path_factory.mktemp("signed")
    shutil.copyfile(recorded_demo, folder / "rientro.db")
    runner = CliRunner(env={"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(folder / "rientro.db")})
    for words in (
        ["keygen", "--to", f"{folder}/demo.key"],
        ["checkpoint", "--key", f"{folder}/demo.key", "--to", f"{folder}/demo.checkpoint"],
        ["prove", "5", "--to", f"{folder}/5.tlog-proof"],
        ["keygen", "--to", f"{folder}/council.key", "--name", "council"],
    ):
        result = runner.invoke(cli, ["audit", *words], prog_name="rientro")
        assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def signed(run: Rientro, signed_demo: Path) -> Rientro:
    """The command line in a copy of that folder."""
    shutil.copytree(signed_demo, run.folder, dirs_exist_ok=True)
    return run


@pytest.fixture
def demo_on_server(run: Rientro, recorded_demo_on_server: str) -> Iterator[Rientro]:
    """The command line where the ledger is the demonstration in a database on a server."""
    place = PostgresPlace(template=recorded_demo_on_server)
    yield Rientro(run.folder, {**run.settings, "RIENTRO_LEDGER": place.address}, place)
    place.close()


@pytest.fixture
def demo(demo_file: Rientro) -> Rientro:
    """The command line where the ledger is the demonstration."""
    return demo_file


@pytest.fixture(params=KINDS)
def demo_anywhere(request: pytest.FixtureRequest) -> Rientro:
    """The command line where the ledger is the demonstration, in each kind of database."""
    name = "demo_file" if request.param == "sqlite" else "demo_on_server"
    found = request.getfixturevalue(name)
    assert isinstance(found, Rientro)
    return found


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty place for a ledger, in each kind of database."""
    place = new_place(request.param, tmp_path)
    yield place
    place.close()


@pytest.fixture(params=KINDS)
def run_anywhere(request: pytest.FixtureRequest, run: Rientro, tmp_path: Path) -> Iterator[Rientro]:
    """The command line where nothing is, in each kind of database."""
    place = new_place(request.param, tmp_path)
    yield Rientro(run.folder, {**run.settings, "RIENTRO_LEDGER": place.address}, place)
    place.close()


@pytest.fixture(scope="session", autouse=True)
def server_stops() -> Iterator[None]:
    """The server of the tests, where one was needed, is left at the end."""
    yield
    leave_server()


@pytest.fixture(scope="session", autouse=True)
def programs_end() -> Iterator[None]:
    """What starts the programs of the tests, where one was needed, ends too."""
    yield
    leave_programs()


@pytest.fixture
def read_only(demo: Rientro) -> Iterator[Rientro]:
    """The demonstration in a file that may not be written, by root neither."""
    if os.geteuid() != 0:
        demo.ledger.chmod(0o444)
        yield demo
        return
    chattr = shutil.which("chattr")
    if chattr is None or subprocess.run([chattr, "+i", demo.ledger], check=False).returncode:
        pytest.skip("root can write every file here")
    yield demo
    subprocess.run([chattr, "-i", demo.ledger], check=True)
