"""Pages give what commands give, let nobody write, and tell what is wrong as commands do."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import Rientro
from programs import SECONDS, started
from serving import MEASURED_AND_NOTIFIED, Site, serving, told_address

from cli.main import cli
from faces.pages.questions import QUESTIONS as PAGES

ON = "2018-09-30"
QUESTIONS = {
    "/progress/FW-2018{0}?on=2018-07-31": "progress FW-2018 --on 2018-07-31",
    "/progress/FW-2018{0}?history=&on=2018-07-31": "progress FW-2018 --history --on 2018-07-31",
    "/progress/FW-2018{0}?operators=&on=2018-07-31": "progress FW-2018 --operators --on 2018-07-31",
    "/forecast/FW-2018{0}?on=2018-07-31&past-only=&seed=644": (
        "forecast FW-2018 --on 2018-07-31 --past-only --seed 644"
    ),
    "/headcount{0}?by=contract&by=country&on=2018-09-30": (
        "headcount --by contract --by country --on 2018-09-30"
    ),
    "/headcount{0}?on=2018-09-30&site=IT-CAG&site=IT-LEC&by=site": (
        "headcount --on 2018-09-30 --site IT-CAG --site IT-LEC --by site"
    ),
    "/bridge{0}?since=2018-05-08&on=2018-09-30": "bridge --since 2018-05-08 --on 2018-09-30",
    "/turnover{0}?since=2018-05-08&on=2018-09-30": "turnover --since 2018-05-08 --on 2018-09-30",
    "/flows{0}?on=2018-09-30": "flows --on 2018-09-30",
    "/whereabouts{0}?since=2018-05-08&on=2018-09-30": (
        "whereabouts --since 2018-05-08 --on 2018-09-30"
    ),
    "/restatement{0}?plan=FW-2018&on=2018-09-30&known-at=2190-01-01": (
        "restatement --plan FW-2018 --on 2018-09-30 --known-at 2190-01-01"
    ),
    "/shares{0}?on=2018-09-30&in=IT": "shares --on 2018-09-30 --in IT",
    "/shares{0}?history=&on=2018-09-30": "shares --history --on 2018-09-30",
    "/commitments{0}?on=2018-09-30": "commitments --on 2018-09-30",
    "/commitments/PROT-2017{0}?history=&on=2018-09-30": (
        "commitments PROT-2017 --history --on 2018-09-30"
    ),
    "/review/PROT-2017{0}?on=2018-09-30": "review PROT-2017 --on 2018-09-30",
    "/protocols{0}": "protocol list",
    "/protocol/PROT-2017{0}": "protocol show PROT-2017",
    "/volumes/FW-SB{0}": "volume list FW-SB",
    "/quality{0}?since=2018-05&on=2018-09-30": "quality --since 2018-05 --on 2018-09-30",
    "/quality{0}?by=site&since=2018-05&on=2018-09-30": (
        "quality --by site --since 2018-05 --on 2018-09-30"
    ),
    "/quality-reports{0}": "quality list",
    "/indicators{0}": "quality indicators",
    "/rules{0}?on=2018-09-30": "rule list --on 2018-09-30",
    "/rule/IT-24BIS-2017{0}": "rule show IT-24BIS-2017",
    "/union/EU{0}?on=2018-09-30": "union show EU --on 2018-09-30",
    "/notices{0}?since=2018-05-08&on=2018-09-30": ("notices --since 2018-05-08 --on 2018-09-30"),
    "/notices-filed{0}": "notice list",
    "/plans{0}": "plan list",
    "/plan/FW-2018{0}": "plan show FW-2018",
    "/sites{0}": "site list",
    "/site/IT-CAG{0}?on=2018-09-30": "site show IT-CAG --on 2018-09-30",
    "/contracts{0}": "contract list",
    "/contract/FW-SB{0}?on=2018-09-30": "contract show FW-SB --on 2018-09-30",
    "/operators{0}?site=RO-BUC&on=2018-09-30": "operator list --site RO-BUC --on 2018-09-30",
    "/operator/IT-CAG-0001{0}": "operator show IT-CAG-0001",
    "/batches{0}": "batch list",
    "/batch/2018-06-hires{0}": "batch show 2018-06-hires",
    "/log{0}?site=RO-BUC&since=2018-06-01&limit=5": (
        "log --site RO-BUC --since 2018-06-01 --limit 5"
    ),
    "/checkpoints{0}": "audit checkpoints",
}


_NO_QUESTIONS = {
    "audit check-proof",
    "audit replay",
    "audit verify",
    "doctor",
    "export events",
    "export movements",
    "export quality",
    "export volumes",
}
"""What only has to do with files and proofs; pages give those in other ways."""


@pytest.fixture(scope="module")
def folder(signed_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Rientro:
    """A folder with the signed demonstration."""
    import shutil

    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(signed_demo, folder, dirs_exist_ok=True)
    run = Rientro(folder, {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(folder / "rientro.db")})
    return run.given(*MEASURED_AND_NOTIFIED)


@pytest.fixture(scope="module")
def site(folder: Rientro) -> Iterator[Site]:
    with serving(folder) as site:
        yield site


@pytest.mark.parametrize(("path", "words"), QUESTIONS.items())
def test_a_page_gives_the_bytes_of_its_command(
    folder: Rientro, site: Site, path: str, words: str
) -> None:
    for ending in ("json", "csv"):
        got = site.get(path.format(f".{ending}"))
        said = folder.typed(f"{words} --format {ending}")
        assert said.exit_code == 0, said
        assert (got.status, got.text) == (200, said.stdout)
    page = site.get(path.format(""))
    assert page.status == 200
    assert page.text.startswith("<!DOCTYPE html>")
    assert "rientro " + words.split(maxsplit=1)[0] in page.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/headcount.json?by=nope", "headcount --by nope"),
        ("/headcount.json?nope=1", "headcount --nope 1"),
        (
            "/headcount.json?on=2018-01-01&on=2018-01-02",
            "headcount --on 2018-01-01 --on 2018-01-02",
        ),
        ("/bridge.json?on=2018-01-01", "bridge --on 2018-01-01"),
        ("/site/NOPE.json", "site show NOPE"),
        ("/progress/NOPE.json", "progress NOPE"),
        ("/headcount.json?site=NOPE", "headcount --site NOPE"),
    ],
)
def test_what_is_wrong_is_told_as_the_command_tells_it(
    folder: Rientro, site: Site, path: str, words: str
) -> None:
    got = site.get(path)
    said = folder.typed(f"{words} --format json")
    assert got.status == {2: 400, 3: 404}[said.exit_code]
    assert json.loads(got.text) == json.loads(said.stderr)
    page = site.get(path.replace(".json", ""))
    assert page.status == got.status
    assert "<h1>" in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nope", 404),
        ("/headcount/IT", 404),
        ("/site", 404),
        ("/event/9999", 404),
        ("/event/zero", 400),
        ("/headcount?format=json", 400),
        ("/headcount?help=", 400),
        ("/headcount?on=%00", 400),
        ("/headcount?lang=xx", 400),
        ("/headcount?" + "a" * 2_000, 414),
        ("/report/FW-2018", 404),
        ("/report/NOPE.html", 404),
        ("/../../etc/passwd", 404),
        ("/%ff", 404),
        ("/site/%ff", 400),
        ("/headcount?on=%ff", 400),
        ("/headcount?" + "&".join(["on=2018-01-01"] * 101), 400),
    ],
)
def test_no_bad_address_gives_more_than_a_sentence(site: Site, path: str, status: int) -> None:
    got = site.get(path)
    assert got.status == status
    assert "Traceback" not in got.text
    assert "rientro.db" not in got.text


def test_only_questions_are_let_in_under_a_name_that_is_meant(site: Site) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        got = site.get("/", method=method)
        assert (got.status, got.headers["allow"]) == (405, "GET, HEAD")
    for host in (
        "evil.example",
        f"127.0.0.1:{site.port + 1}",
        f"127.0.0.1:{site.port}.evil.example",
    ):
        assert site.get("/", host=host).status == 421
    assert site.get("/", host=f"LOCALHOST:{site.port}").status == 200
    head = site.get("/headcount.json", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(site.get("/headcount.json").body)


def test_browsers_are_told_to_run_and_keep_nothing(site: Site) -> None:
    for path in ("/", "/nope", "/headcount.json"):
        headers = site.get(path).headers
        rules = headers["content-security-policy"]
        assert rules.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in rules
        assert "form-action 'self'" in rules
        assert "script" not in rules
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "set-cookie" not in headers
        assert "server" not in headers


def test_an_event_is_shown_with_a_proof_that_holds(folder: Rientro, site: Site) -> None:
    event = json.loads(site.get("/event/301.json").text)
    line, proof = site.get("/event/301.event"), site.get("/event/301.tlog-proof")
    assert "attachment" in line.headers["content-disposition"]
    assert event["line"] == line.text
    (folder.folder / "got.proof").write_bytes(proof.body)
    (folder.folder / "got.event").write_bytes(line.body)
    checked = folder(
        *("audit", "check-proof", f"{folder.folder}/got.proof"),
        *("--event", f"{folder.folder}/got.event"),
        *("--public-key", f"{folder.folder}/demo.key.pub"),
    )
    assert checked.exit_code == 0, checked


def test_the_report_is_that_of_the_command(folder: Rientro, site: Site) -> None:
    got = site.get("/report/FW-2018.html?on=2018-07-31")
    assert got.text == folder.typed("report FW-2018 --on 2018-07-31 --lang en").stdout


def test_others_are_let_in_only_under_a_name(demo: Rientro) -> None:
    demo("serve", "--host", "0.0.0.0").refused(2, "--allow-host")  # noqa: S104 (refused)
    with serving(demo, "--allow-host", "figures.example") as site:
        assert site.get("/", host="figures.example").status == 200
        assert site.get("/", host=f"figures.example:{site.port}").status == 200
        assert site.get("/", host="other.example").status == 421


def test_it_ends_once_it_is_told_to(demo: Rientro) -> None:
    for told, status in ((signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)):
        words = ("serve", "--port", "0")
        with started(words, demo.folder, demo.environment(), stderr=subprocess.PIPE) as program:
            assert told_address(program).get("/nope").status == 404
            program.send_signal(told)
            assert program.wait(SECONDS) == status


def test_a_port_that_is_taken_is_told(demo: Rientro, site: Site) -> None:
    demo("serve", "--port", str(site.port)).refused(2, str(site.port), "--port")


def test_there_must_be_a_ledger(run: Rientro) -> None:
    run("serve", "--port", "0").refused(4, "There is no ledger")


def test_every_question_of_the_command_line_has_a_page_that_is_tried_here() -> None:
    questions = {words for words, command in _commands(cli, ()) if _is_question(command)}
    assert {" ".join(page.words) for page in PAGES.values()} == questions - _NO_QUESTIONS
    tried = {path.removeprefix("/").split("{")[0].split("/")[0] for path in QUESTIONS}
    assert tried == set(PAGES)


def _commands(
    command: click.Command, words: tuple[str, ...]
) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(words), command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from _commands(found, (*words, name))


def _is_question(command: click.Command) -> bool:
    options = {option.name for option in command.params}
    return "format_" in options and "dry_run" not in options


def test_the_first_page_tells_who_keeps_what_was_signed(site: Site) -> None:
    page = site.get("/?on=2018-09-30").text
    assert "Commitments by verdict" in page
    assert page.index("<bdi>not bound") > page.index('scope="row"><bdi>broken')
    assert 'href="/review/PROT-2017?on=2018-09-30"' in page


def test_a_review_has_each_clause_word_for_word_and_draws_quality(site: Site) -> None:
    page = site.get("/review/PROT-2017?on=2018-09-30").text
    assert "il 95% delle attività effettuate in via diretta" in page
    assert "What is not known, and who would have to say it" in page
    assert page.count('class="picture"') == 2
    assert "notice" in page
