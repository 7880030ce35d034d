"""The program starts fast: nothing heavy is imported before it is needed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import Rientro
from programs import SECONDS

_HEAVY = {
    *("sqlalchemy", "eventsourcing", "pydantic", "rich", "pycountry", "psycopg"),
    *("xlsxwriter", "openpyxl", "pyarrow"),
}
_RUN_AND_LIST = """
import shlex, sys
from cli.main import cli
for words in sys.argv[1:]:
    status = cli.main(shlex.split(words), prog_name="rientro", standalone_mode=False)
    print("\\n", status, *sorted(sys.modules), file=sys.stderr)
"""


def _modules(run: Rientro, *commands: str) -> dict[str, set[str]]:
    """What is imported after each of some commands that follow each other in one program."""
    ended = subprocess.run(
        [sys.executable, "-c", _RUN_AND_LIST, *commands],
        cwd=run.folder,
        env=run.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    told = [line.split() for line in ended.stderr.splitlines() if line.startswith(" ")]
    assert [status for status, *_ in told if status not in {"None", "0"}] == [], ended.stderr
    return {words: set(each[1:]) for words, each in zip(commands, told, strict=True)}


def _imported(
    loaded: dict[str, set[str]], needless: set[str], *commands: str
) -> dict[str, set[str]]:
    """Which outermost modules are needless and imported all the same, by the command."""
    found = {
        words: {module.partition(".")[0] for module in loaded[words]} & needless
        for words in commands
    }
    return {words: modules for words, modules in found.items() if modules}


def _subjects(
    loaded: dict[str, set[str]], needless: set[tuple[str, str]], *commands: str
) -> dict[str, set[tuple[str, ...]]]:
    """Which subjects of which rooms are needless and imported all the same, by the command."""
    found = {
        words: {tuple(module.split(".")[:2]) for module in loaded[words]} & needless
        for words in commands
    }
    return {words: modules for words, modules in found.items() if modules}


_QUESTIONS = ("headcount", "bridge --since 2018-05-08", "headcount --by city")
_MOVEMENTS = ("hire OP-2 --at IT-CAG --on 2018-10-02", "leave OP-1 --on 2018-10-02")
_LISTS = ("progress", "site list", "log --site RO-BUC")
_REPORT = "report --to r.html"


@pytest.fixture(scope="module")
def loaded(recorded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What is imported after each of some commands: movements in one program, the rest in another."""
    folder = tmp_path_factory.mktemp("loaded")
    ledger = shutil.copyfile(recorded_demo, folder / "rientro.db")
    run = Rientro(folder, {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(ledger)})
    assert run.typed("hire OP-1 --at IT-CAG --on 2018-10-01").exit_code == 0
    return _modules(run, *_MOVEMENTS) | _modules(run, *_QUESTIONS, *_LISTS, _REPORT)


def test_help_imports_nothing_heavy(run: Rientro) -> None:
    commands = ("--help", "--version", "hire --help", "site open --help", "export movements --help")
    assert _imported(_modules(run, *commands), _HEAVY, *commands) == {}


def test_a_question_that_is_piped_draws_nothing(loaded: dict[str, set[str]]) -> None:
    drawing = {"rich", "pycountry", "jinja2", "markupsafe", "babel", "weasyprint"}
    assert _imported(loaded, drawing, *_QUESTIONS, *_LISTS) == {}


_NEEDLESS_FOR_FIGURES = {
    *(("domain", each) for each in ("commitments", "notices", "quality", "subjects")),
    *(("projections", each) for each in ("judging", "notices", "plans", "projector")),
    ("ledger", "exchange"),
}


def test_a_question_loads_the_subjects_alone_that_it_is_about(loaded: dict[str, set[str]]) -> None:
    assert _subjects(loaded, _NEEDLESS_FOR_FIGURES, *_QUESTIONS) == {}


def test_a_question_on_a_server_loads_the_same_subjects_alone(demo_on_server: Rientro) -> None:
    loaded = _modules(demo_on_server, *_QUESTIONS)
    assert _subjects(loaded, _NEEDLESS_FOR_FIGURES, *_QUESTIONS) == {}


_SUBJECTS = ("commitments", "contracts", "notices", "plans", "quality")
_NEEDLESS_FOR_MOVEMENTS = {
    *(("domain", each) for each in (*_SUBJECTS, "subjects")),
    *(("projections", each) for each in (*_SUBJECTS, "judging", "notice_rows", "plan_rows")),
    *(("answers", each) for each in ("known", "log")),
}


def test_a_movement_loads_the_subjects_alone_that_it_is_about(loaded: dict[str, set[str]]) -> None:
    assert _subjects(loaded, _NEEDLESS_FOR_MOVEMENTS, *_MOVEMENTS) == {}


def test_a_movement_loads_the_subject_of_what_was_recorded_last_too(demo: Rientro) -> None:
    demo.typed("contract sign FW-9 --client Fastweb --supplier Comdata --on 2018-10-02")
    hire = "hire OP-3 --at IT-CAG --on 2018-10-03"
    found = _subjects(_modules(demo, hire), _NEEDLESS_FOR_MOVEMENTS, hire)
    assert found == {hire: {("domain", "contracts")}}


def test_a_report_for_a_browser_needs_nothing_of_paper(loaded: dict[str, set[str]]) -> None:
    assert _imported(loaded, {"weasyprint", "rich"}, _REPORT) == {}


def test_a_ledger_in_a_file_needs_nothing_of_a_server(loaded: dict[str, set[str]]) -> None:
    assert _imported(loaded, {"psycopg", "psycopg_pool"}, *_QUESTIONS, *_MOVEMENTS) == {}


def test_a_check_outside_the_ledger_leans_on_nothing_of_it(signed: Rientro) -> None:
    signed("audit", "bundle", "--to", "bundle.zip")
    with ZipFile(signed.folder / "bundle.zip") as bundle:
        bundle.extract("events.jsonl", signed.folder)
    commands = (
        "audit check-proof 5.tlog-proof --event 5.tlog-proof.event --public-key demo.key.pub",
        "audit verify demo.checkpoint --public-key demo.key.pub --events events.jsonl",
    )
    assert _imported(_modules(signed, *commands), _HEAVY, *commands) == {}


def test_a_wrong_option_is_refused_without_anything_heavy(run: Rientro) -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cli.main", "headcount", "--nothing"],
        cwd=run.folder,
        env=run.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert ended.returncode == 2
    assert "cli.failures" in imported
    assert not imported & _HEAVY


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_completion_is_made(run: Rientro, shell: str) -> None:
    said = run.program(_RIENTRO_COMPLETE=f"{shell}_source")
    assert (said.exit_code, said.stderr) == (0, "")
    assert "_RIENTRO_COMPLETE" in said.stdout
    assert "rientro" in said.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("rientro he", ["plain,headcount"]),
        ("rientro site ", ["plain,open", "plain,close", "plain,list", "plain,show"]),
        ("rientro headcount --by re", ["plain,region"]),
        ("rientro leave OP-1 --reason re", ["plain,resigned", "plain,redundant", "plain,retired"]),
    ],
)
def test_words_are_completed(run: Rientro, typed: str, offered: list[str]) -> None:
    said = run.program(
        _RIENTRO_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(typed.count(" "))
    )
    assert (said.exit_code, said.stderr) == (0, "")
    assert set(offered) <= set(said.stdout.split())


def test_completion_imports_nothing_heavy(run: Rientro) -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "cli.main"],
        cwd=run.folder,
        env=run.environment(
            _RIENTRO_COMPLETE="bash_complete",
            _CLI_MAIN_COMPLETE="bash_complete",
            COMP_WORDS="rientro headcount --by c",
            COMP_CWORD="3",
        ),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert ended.stdout.split() == ["plain,country", "plain,city", "plain,contract", "plain,client"]
    assert not imported & _HEAVY
