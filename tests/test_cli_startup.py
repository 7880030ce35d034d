"""The program starts fast: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
from zipfile import ZipFile

import pytest
from conftest import Rientro
from programs import SECONDS

_HEAVY = {
    *("sqlalchemy", "eventsourcing", "pydantic", "rich", "pycountry", "psycopg"),
    *("xlsxwriter", "openpyxl", "pyarrow"),
}
_RUN_AND_LIST = """
import sys
from cli.main import cli
status = cli.main(sys.argv[1:], prog_name="rientro", standalone_mode=False)
print(status, *sorted(sys.modules), file=sys.stderr)
"""


def _imported(run: Rientro, *words: str) -> set[str]:
    """The outermost modules that a command has imported when it is done."""
    return {module.partition(".")[0] for module in _modules(run, *words)}


def _modules(run: Rientro, *words: str) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", _RUN_AND_LIST, *words],
        cwd=run.folder,
        env=run.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    status, *modules = ended.stderr.splitlines()[-1].split()
    assert status in {"None", "0"}, ended.stderr
    return modules


@pytest.mark.parametrize(
    "words", ["--help", "--version", "hire --help", "site open --help", "export movements --help"]
)
def test_help_imports_nothing_heavy(run: Rientro, words: str) -> None:
    assert not _imported(run, *words.split()) & _HEAVY


@pytest.mark.parametrize(
    "words",
    ["headcount", "bridge --since 2018-05-08", "progress", "site list", "log --site RO-BUC"],
)
def test_a_question_that_is_piped_draws_nothing(demo: Rientro, words: str) -> None:
    drawing = {"rich", "pycountry", "jinja2", "markupsafe", "babel", "weasyprint"}
    assert not _imported(demo, *words.split()) & drawing


@pytest.mark.parametrize("words", ["headcount", "bridge --since 2018-05-08", "headcount --by city"])
def test_a_question_loads_the_subjects_alone_that_it_is_about(
    demo_anywhere: Rientro, words: str
) -> None:
    loaded = {tuple(module.split(".")[:2]) for module in _modules(demo_anywhere, *words.split())}
    assert not loaded & {
        *(("domain", each) for each in ("commitments", "notices", "quality", "subjects")),
        *(("projections", each) for each in ("judging", "notices", "plans", "projector")),
        ("ledger", "exchange"),
    }


@pytest.mark.parametrize(
    "words", ["hire OP-2 --at IT-CAG --on 2018-10-02", "leave OP-1 --on 2018-10-02"]
)
def test_a_movement_loads_the_subjects_alone_that_it_is_about(demo: Rientro, words: str) -> None:
    demo("hire", "OP-1", "--at", "IT-CAG", "--on", "2018-10-01")
    loaded = {tuple(module.split(".")[:2]) for module in _modules(demo, *words.split())}
    subjects = ("commitments", "contracts", "notices", "plans", "quality")
    others = {
        *(("domain", each) for each in (*subjects, "subjects")),
        *(("projections", each) for each in (*subjects, "judging", "notice_rows", "plan_rows")),
        *(("answers", each) for each in ("known", "log")),
    }
    assert loaded & others == set()


def test_a_report_for_a_browser_needs_nothing_of_paper(demo: Rientro) -> None:
    assert not _imported(demo, "report", "--to", "r.html") & {"weasyprint", "rich"}


@pytest.mark.parametrize(
    "words",
    [
        "audit check-proof 5.tlog-proof --event 5.tlog-proof.event --public-key demo.key.pub",
        "audit verify demo.checkpoint --public-key demo.key.pub --events events.jsonl",
    ],
)
def test_a_check_outside_the_ledger_leans_on_nothing_of_it(signed: Rientro, words: str) -> None:
    signed("audit", "bundle", "--to", "bundle.zip")
    with ZipFile(signed.folder / "bundle.zip") as bundle:
        bundle.extract("events.jsonl", signed.folder)
    assert not _imported(signed, *words.split()) & _HEAVY


@pytest.mark.parametrize("words", ["headcount", "hire OP-1 --at IT-CAG --on 2018-10-01"])
def test_a_ledger_in_a_file_needs_nothing_of_a_server(demo: Rientro, words: str) -> None:
    assert not _imported(demo, *words.split()) & {"psycopg", "psycopg_pool"}


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
