"""What `--to` may be written over, and what a command reads: files that are files."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Rientro
from histories import workbook
from programs import SECONDS, program_for_shells

from ledger.exchange import target
from ledger.store.file_kinds import what_is

EXPORTS = {
    "events": "export events --as jsonl --to {}",
    "movements": "export movements --to {} --as csv",
}
EVIDENCE = {
    "checkpoint": "audit checkpoint --key demo.key --to {}",
    "prove": "audit prove 5 --to {}",
    "bundle": "audit bundle --to {}",
}
KEYGEN = {"keygen": "audit keygen --name other --to {}"}
ALL = EXPORTS | EVIDENCE | KEYGEN


@pytest.fixture(scope="module")
def furnished(signed_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the signed demonstration, and files of every kind that may lie beside it."""
    folder = tmp_path_factory.mktemp("furnished")
    shutil.copytree(signed_demo, folder, dirs_exist_ok=True)
    run = Rientro(folder, {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": str(folder / "rientro.db")})
    assert run.typed(f"--ledger {folder}/other.db init").exit_code == 0
    (folder / "note.csv").write_text("name,phone\nnobody,none\n")
    (folder / "report.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "plan.xlsx").write_bytes(workbook([["a plan"]]))
    (folder / "id").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nx\n")
    assert run.typed(f"audit checkpoint --to {folder}/unsigned.checkpoint").exit_code == 0
    (folder / "mailed.txt").write_bytes(
        b"\xef\xbb\xbf" + (folder / "demo.checkpoint").read_bytes().replace(b"\n", b"\r\n")
    )
    return folder


@pytest.fixture
def desk(run: Rientro, furnished: Path) -> Rientro:
    """The command line in a copy of that folder."""
    shutil.copytree(furnished, run.folder, dirs_exist_ok=True)
    return run


KEPT = {
    "demo.key": "a private key",
    "id": "a private key",
    "demo.key.pub": "a public key",
    "other.db": "a ledger or another database",
    "demo.checkpoint": "a checkpoint",
    "unsigned.checkpoint": "a checkpoint",
    "mailed.txt": "a checkpoint",
}


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
@pytest.mark.parametrize("name", KEPT)
def test_a_key_a_ledger_and_a_checkpoint_are_never_written_over(
    desk: Rientro, words: str, name: str
) -> None:
    (desk.folder / "link").symlink_to(name)
    before = (desk.folder / name).read_bytes()
    for named in (name, "link"):
        for more in ("", " --replace"):
            said = desk.typed(words.format(named) + more)
            is_a_link = named == "link" and words == KEYGEN["keygen"]
            what = "a link" if is_a_link else KEPT[name]
            said.refused(3, f"{named} exists and is not overwritten.", f"It is {what}.")
            assert "--replace" not in said.stderr
    assert (desk.folder / name).read_bytes() == before


def test_a_ledger_s_log_is_never_written_over(desk: Rientro) -> None:
    (desk.folder / "x.db-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(40))
    said = desk.typed("export events --to x.db-wal --replace")
    said.refused(3, "It is a ledger or another database.")


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
@pytest.mark.parametrize(
    ("name", "what"),
    {
        "note.csv": "a text that is no such output",
        "report.pdf": "a PDF document",
        "plan.xlsx": "a workbook",
    }.items(),
)
def test_another_file_is_replaced_only_if_that_is_asked_for(
    desk: Rientro, words: str, name: str, what: str
) -> None:
    before = (desk.folder / name).read_bytes()
    desk.typed(words.format(name)).refused(3, f"It is {what}.", "or give --replace")
    assert (desk.folder / name).read_bytes() == before
    assert desk.typed(words.format(name) + " --replace").exit_code == 0
    assert (desk.folder / name).read_bytes() != before
    assert oct((desk.folder / name).stat().st_mode)[-2:] == ("00" if "keygen" in words else "44")


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_an_empty_file_is_replaced(desk: Rientro, words: str) -> None:
    (desk.folder / "empty").touch()
    assert desk.typed(words.format("empty")).exit_code == 0
    assert (desk.folder / "empty").stat().st_size > 0


@pytest.mark.parametrize("as_", ["csv", "jsonl", "xlsx", "parquet", "hledger"])
def test_an_earlier_export_is_replaced_by_one_of_its_kind_and_no_other(
    desk: Rientro, as_: str
) -> None:
    for what, other in (("movements", "events"), ("events", "movements")):
        kind = f" --as {as_}" if what == "movements" else ""
        assert desk.typed(f"export {what} --to {what}{kind}").exit_code == 0
        assert what_is(desk.folder / what) == f"an export of {what}"
        assert desk.typed(f"export {what} --to {what}{kind}").exit_code == 0
        refused = desk.typed(f"export {other} --to {what}")
        refused.refused(3, f"It is an export of {what}.", "--replace")


def test_an_export_that_somebody_worked_on_is_no_earlier_export(desk: Rientro) -> None:
    import openpyxl

    desk.typed("export movements --to m.xlsx")
    book = openpyxl.load_workbook(desk.folder / "m.xlsx")
    book.worksheets[0]["A1"] = "changed"
    book.save(desk.folder / "m.xlsx")
    desk.typed("export movements --to m.xlsx").refused(3, "It is a workbook.")


@pytest.mark.parametrize(("first", "second"), [("bundle", "prove"), ("prove", "bundle")])
def test_evidence_is_replaced_only_if_that_is_asked_for(
    desk: Rientro, first: str, second: str
) -> None:
    assert desk.typed(EVIDENCE[first].format("kept")).exit_code == 0
    for again in (first, second):
        words = EVIDENCE[again].format("kept")
        desk.typed(words).refused(3, "exists and is not overwritten.")
        assert desk.typed(f"{words} --replace").exit_code == 0
        (desk.folder / "kept.event").unlink(missing_ok=True)
        (desk.folder / "kept").unlink()
        desk.typed(EVIDENCE[first].format("kept"))


def test_a_proof_s_event_is_not_written_over_a_ledger(desk: Rientro) -> None:
    (desk.folder / "other.db").rename(desk.folder / "p.event")
    desk.typed("audit prove 5 --to p --replace").refused(3, "p.event exists", "a ledger")
    assert not (desk.folder / "p").exists()


@pytest.mark.parametrize("words", EVIDENCE.values(), ids=EVIDENCE)
def test_evidence_is_not_written_over_the_ledger_itself(desk: Rientro, words: str) -> None:
    before = desk.ledger.read_bytes()
    desk.typed(words.format("rientro.db") + " --replace").refused(2, "is the ledger itself")
    assert desk.ledger.read_bytes() == before


def test_a_file_that_comes_while_an_export_is_written_stays(desk: Rientro) -> None:
    from ledger.store.ledger_refusals import FileExists

    for is_there in (False, True):
        path = desk.folder / f"late-{is_there}"
        if is_there:
            path.touch()
        with pytest.raises(FileExists), target.Target(path).written() as file:  # noqa: PT012
            file.write(b"new")
            (desk.folder / "came").write_bytes(b"PRIVATE+KEY+x")
            (desk.folder / "came").replace(path)
        assert path.read_bytes() == b"PRIVATE+KEY+x"


# Devices and pipes --------------------------------------------------------------------------------


def shell(run: Rientro, words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", words.replace("$R", str(program_for_shells()))],  # noqa: S607 (bash is bash)
        cwd=run.folder,
        env=run.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_an_export_to_what_is_open_already_is_as_to_standard_output(desk: Rientro) -> None:
    log = desk("export", "events").stdout
    assert shell(desk, "$R export events --to /dev/stdout | cat").stdout == log
    shell(desk, "echo before > all; $R export events --to /dev/stdout >> all")
    assert (desk.folder / "all").read_text() == f"before\n{log}"
    shell(desk, "$R export events --to >(cat > there); wait $!")
    assert (desk.folder / "there").read_text() == log


@pytest.mark.parametrize("words", ["audit keygen", "audit prove 5"])
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/null", "pipe"])
def test_what_needs_a_file_beside_it_goes_to_a_file_only(
    desk: Rientro, words: str, name: str
) -> None:
    os.mkfifo(desk.folder / "pipe")
    said = shell(desk, f"$R {words} --to {name}")
    assert (said.returncode, said.stdout) == (2, "")
    assert "is no file, and another file goes beside it" in said.stderr


def test_a_pipe_is_written_once_somebody_reads_it_and_nobody_waits_for_ever(
    desk: Rientro, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(desk.folder / "pipe")
    late = ["sh", "-c", f"sleep 0.2; timeout {SECONDS} cat pipe > read"]
    with subprocess.Popen(late, cwd=desk.folder):
        assert desk("export", "events", "--to", "pipe").exit_code == 0
    assert (desk.folder / "read").read_text() == desk("export", "events").stdout
    monkeypatch.setattr(target, "_PATIENCE_SECONDS", 0.2)
    desk("export", "events", "--to", "pipe").refused(2, "is a pipe that nobody reads")


@pytest.mark.parametrize(
    "words",
    [
        "import {}",
        "init --from {}",
        "audit verify {}",
        "audit verify demo.checkpoint --events {}",
        "audit verify demo.checkpoint --public-key {}",
        "audit checkpoint --key {}",
        "audit check-proof {} --event 5.tlog-proof.event --public-key demo.key.pub",
        "audit check-proof 5.tlog-proof --event {} --public-key demo.key.pub",
        "audit prove 5 --checkpoint {}",
    ],
)
@pytest.mark.parametrize("name", ["pipe", "link", "/dev/zero"])
def test_a_pipe_or_a_device_in_the_place_of_a_file_is_told_at_once(
    desk: Rientro, words: str, name: str
) -> None:
    os.mkfifo(desk.folder / "pipe")
    (desk.folder / "link").symlink_to("pipe")
    desk.typed(words.format(name)).refused(2, "is a device or a pipe, and no file.")


@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
def test_a_pipe_or_a_device_is_no_ledger(desk: Rientro, name: str) -> None:
    os.mkfifo(desk.folder / "pipe")
    for words in ("headcount", "init", "doctor", "log"):
        desk.typed(f"--ledger {name} {words}").refused(4, "it is a device or a pipe")
    desk.typed(f"copy --to {name}").refused(4, "it is a device or a pipe")


def test_what_a_shell_hands_over_is_read_as_standard_input_is(desk: Rientro) -> None:
    rows = "movement,operator,site,effective_on\\nhire,OP-9,IT-CAG,2018-10-01\\n"
    assert shell(desk, f"$R import <(printf '{rows}')").stderr.startswith("Recorded 1 movement")
    again = shell(desk, f"printf '{rows}' | $R import /dev/stdin")
    assert again.stderr.startswith("It was already recorded")
    said = shell(desk, "$R audit verify demo.checkpoint --events <($R export events)")
    assert "intact" in said.stdout


# Names --------------------------------------------------------------------------------------------


def test_a_home_is_meant_alike_in_every_name(desk: Rientro, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert (
        desk("--ledger=~/rientro.db", "export", "events", "--to=~/e.jsonl", **home).exit_code == 0
    )
    assert (tmp_path / "e.jsonl").exists()
    said = desk("audit", "verify", "~/demo.checkpoint", "--events=~/e.jsonl", **home)
    assert "intact" in said.stdout
    assert desk("import", "~/note.csv", **home).exit_code == 3


def test_a_user_who_does_not_exist_is_told(desk: Rientro) -> None:
    nobody = "~nosuchuser/x"
    desk("import", nobody).refused(2, 'There is no user "nosuchuser"')
    desk("export", "events", "--to", nobody).refused(2, 'There is no user "nosuchuser"')
    desk("--ledger", nobody, "headcount").refused(4, 'there is no user "nosuchuser"')
    desk("copy", "--to", nobody).refused(4, 'there is no user "nosuchuser"')
