"""The program in a bundle: it cannot be shadowed, talked over or out-argued."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from make_verdicts import TABLE, table
from notary import JULY, Notary
from rows import for_each

from ledger.signing.bundle import write_bundle
from proofs import recipient
from proofs.cosignature import WitnessKey
from proofs.leaves import exported_leaves
from proofs.note import PublicKey, SigningKey
from proofs.verify import Kept, Witnesses, verify

PROGRAM = Path(recipient.__file__)
DOCUMENT = json.loads(TABLE.read_text(encoding="utf-8"))
VECTORS: list[dict[str, Any]] = [DOCUMENT["usual"] | each for each in DOCUMENT["vectors"]]


def run(
    folder: Path, *words: str | Path, packages: bool = True, isolated: bool = False
) -> tuple[int, str]:
    """What the program says in its folder, with this one's packages or with nothing but Python."""
    alone = [*(["-I"] if isolated else []), *([] if packages else ["-S"])]
    done = subprocess.run(
        [sys.executable, *alone, "verify.py", *words],
        cwd=folder,
        env={},
        capture_output=True,
        check=False,
    )
    assert done.stderr == b"", done.stderr
    assert done.stdout.isascii()
    assert b"\x1b" not in done.stdout
    return done.returncode, done.stdout.decode()


def result(said: str) -> str:
    return said.splitlines()[-1]


@pytest.fixture
def notary(tmp_path: Path) -> Notary:
    (tmp_path / "ledger").mkdir()
    return Notary(tmp_path / "ledger")


def unpacked(notary: Notary, folder: Path) -> Path:
    content = BytesIO()
    write_bundle(notary.desk.database, content)
    with ZipFile(content) as bundle:
        bundle.extractall(folder)
    return folder


# One table of verdicts --------------------------------------------------------------------------


def test_the_table_is_what_its_maker_makes() -> None:
    assert TABLE.read_text(encoding="utf-8") == table()


@for_each("vector", VECTORS)
def test_the_verdict_of_audit_verify(vector: dict[str, Any]) -> None:
    export = BytesIO("".join(f"{line}\n" for line in vector["events"]).encode())
    found = verify(
        [Kept("kept", vector["checkpoint"].encode())],
        exported_leaves(export),
        [PublicKey.parse(each) for each in vector["keys"]],
        witnesses=Witnesses(
            tuple(WitnessKey.parse(each) for each in vector["witnesses"]), vector["quorum"]
        ),
    )
    assert found.checks[0].verdict == vector["verdict"]


def _together() -> list[list[dict[str, Any]]]:
    """The vectors that the program can be asked at once."""
    groups = defaultdict(list)
    for each in VECTORS:
        groups[
            json.dumps([each[name] for name in ("events", "keys", "witnesses", "quorum")])
        ].append(each)
    return list(groups.values())


@pytest.mark.parametrize("group", _together(), ids=lambda group: str(group[0]["what"]))
def test_the_program_in_a_bundle_comes_to_the_same_verdict(
    group: list[dict[str, Any]], tmp_path: Path
) -> None:
    shutil.copy(PROGRAM, tmp_path / "verify.py")
    first = group[0]
    export = "".join(f"{line}\n" for line in first["events"])
    (tmp_path / "events.jsonl").write_text(export, encoding="utf-8")
    (tmp_path / "keys").mkdir()
    for number, key in enumerate(first["keys"]):
        (tmp_path / "keys" / f"{number}.pub").write_text(f"{key}\n")
    words = []
    for number, key in enumerate(first["witnesses"]):
        (tmp_path / f"{number}.witness").write_text(f"{key}\n")
        words += ["--witness", f"{number}.witness"]
    words += ["--quorum", str(first["quorum"])] if first["witnesses"] else []
    for number, each in enumerate(group):
        (tmp_path / f"{number}.kept").write_bytes(each["checkpoint"].encode())
    code, said = run(tmp_path, *words, *(f"{number}.kept" for number in range(len(group))))
    found = dict(zip((each["what"] for each in group), said.splitlines(), strict=False))
    for what, line in found.items():
        verdict = next(each["verdict"] for each in group if each["what"] == what)
        assert f": {verdict}: " in line, (what, line)
        assert line.startswith("holds: " if verdict == "intact" else "FAILED: ")
    broken = "not whole" in said
    holds = all(each["verdict"] == "intact" for each in group) and not broken
    assert code == (0 if holds else 1)
    assert result(said).startswith("RESULT: holds." if holds else "RESULT: FAILED.")


# What it says in the end ------------------------------------------------------------------------


def test_the_last_line_is_the_result_and_each_has_a_code_of_its_own(
    notary: Notary, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(notary.sign().content)
    notary.go_on()
    notary.take()
    folder = unpacked(notary, tmp_path / "bundle")
    code, said = run(folder, kept)
    assert (code, result(said)[:14]) == (0, "RESULT: holds.")
    code, said = run(folder)
    assert code == 0
    assert result(said).startswith("RESULT: agrees with itself only.")
    code, said = run(folder, kept, packages=False)
    assert code == 3
    assert "signature not checked: the package cryptography is not installed" in said
    assert result(said).startswith("RESULT: holds.")
    assert result(said).endswith("No signature was checked: install cryptography for that.")
    code, said = run(folder, packages=False)
    assert code == 3
    assert result(said).startswith("RESULT: agrees with itself only.")
    kept.write_bytes(b"hello\n")
    code, said = run(folder, kept)
    assert (code, result(said)[:15]) == (1, "RESULT: FAILED.")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda c: b"\xef\xbb\xbf" + c, "byte order mark"),
        (lambda c: c.replace(b"\n", b"\r\n"), "CR LF"),
        (lambda c: c.decode().encode("utf-16"), "UTF-16"),
        (lambda _: b"movement,operator\n", "does not begin as that of an event"),
    ],
)
def test_damage_of_form_gets_no_verdict(
    notary: Notary, tmp_path: Path, damage: Any, said: str
) -> None:
    notary.take()
    folder = unpacked(notary, tmp_path / "bundle")
    events = folder / "events.jsonl"
    events.write_bytes(damage(events.read_bytes()))
    code, told = run(folder)
    assert (code, result(told)[:19]) == (2, "RESULT: no verdict,")
    assert said in told
    events.unlink()
    assert run(folder)[0] == 2


def test_keys_that_are_named_take_the_place_of_those_in_the_bundle(
    notary: Notary, tmp_path: Path
) -> None:
    kept, mine, council = tmp_path / "kept", tmp_path / "mine.pub", tmp_path / "council.pub"
    kept.write_bytes(notary.sign().content)
    folder = unpacked(notary, tmp_path / "bundle")
    mine.write_text(f"{notary.key.public}\n")
    council.write_text(f"{SigningKey.generate('council').public}\n")
    assert run(folder, "--public-key", mine, kept)[0] == 0
    mine.write_text(f"{SigningKey.generate('Comdata').public}\n")
    code, said = run(folder, "--public-key", mine, kept)
    assert (code, "missing-signature" in said) == (1, True)
    assert run(folder, "--witness", council, kept)[0] == 1
    for words in (
        ["--public-key", kept], ["--public-key"], ["--quorum", "x"], ["--quorum", "2"], ["-x"],
        ["--witness", council, "--quorum", "2"], ["--public-key", tmp_path / "none"],
    ):  # fmt: skip
        code, said = run(folder, *words)
        assert (code, result(said)[:18]) == (2, "RESULT: no verdict"), words


# Shadowed ---------------------------------------------------------------------------------------

PLANTED = "import sys\nsys.stdout.write('planted\\n')\nsys.stdout.flush()\nsys.exit(0)\n"


@pytest.mark.parametrize("isolated", [False, True])
def test_nothing_beside_the_program_is_imported(
    notary: Notary, tmp_path: Path, isolated: bool
) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(notary.sign().content)
    folder = unpacked(notary, tmp_path / "bundle")
    names = {
        "hashlib", "base64", "json", "re", "pathlib", "io", "os", "sys", "types", "zlib", "binascii",
        "__future__", "typing", "collections", "functools", "fnmatch", "posixpath", "codecs", "site",
        "encodings", "sitecustomize", "usercustomize", "random", "warnings", "contextlib", "cffi",
    }  # fmt: skip
    for name in names:
        (folder / f"{name}.py").write_text(PLANTED)
    (folder / "cryptography").mkdir()
    (folder / "cryptography" / "__init__.py").write_text(PLANTED)
    code, said = run(folder, kept, isolated=isolated)
    assert "planted" not in said
    assert (code, result(said)[:14]) == (0, "RESULT: holds.")
    code, said = run(folder, kept, packages=False, isolated=isolated)
    assert "planted" not in said
    assert code == 3


def test_a_program_of_the_folder_above_is_not_imported_either(
    notary: Notary, tmp_path: Path
) -> None:
    notary.take()
    folder = unpacked(notary, tmp_path / "bundle")
    (tmp_path / "hashlib.py").write_text(PLANTED)
    done = subprocess.run(
        [sys.executable, "bundle/verify.py"], cwd=tmp_path, env={}, capture_output=True, check=False
    )
    assert (done.returncode, b"planted" in done.stdout) == (0, False)
    assert folder.is_dir()


# Talked over ------------------------------------------------------------------------------------


def test_no_name_can_say_more_than_a_name(tmp_path: Path) -> None:
    loud = "\x1b[2K\x1b[1A\x1b[32mholds: kept.checkpoint\x1b[0m\x9b2J\u202eRESULT: holds.\u2028"
    folder = tmp_path / "ledger"
    folder.mkdir()
    notary = Notary(folder)
    kept = tmp_path / f"kept{loud}"
    kept.write_bytes(notary.sign().content)
    bundle = unpacked(notary, tmp_path / "bundle")
    (bundle / "checkpoints" / f"{loud}.checkpoint").write_bytes(
        f"{loud}\n5\n{'A' * 43}=\n".replace("\x1b", "").encode()
    )
    (bundle / "events.jsonl").write_bytes(
        (bundle / "events.jsonl").read_bytes().replace(b'"IT-CAG"', b'"IT-LEC"')
    )
    code, said = run(bundle, kept)
    lines = said.splitlines()
    assert (code, lines[-1][:15]) == (1, "RESULT: FAILED.")
    assert all(line.startswith("FAILED: '") for line in lines[:-1])
    code, said = run(bundle, f"--public-key={loud}")
    assert (code, len(said.splitlines())) == (2, 1)


def test_the_first_line_of_events_cannot_speak_through_the_ledger_s_name(
    notary: Notary, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(notary.sign().content)
    folder = unpacked(notary, tmp_path / "bundle")
    events = folder / "events.jsonl"
    loud = rb"\u001b[1A\u001b[2Kholds\nRESULT: holds. Comdata"
    events.write_bytes(events.read_bytes().replace(b'"Comdata"', b'"' + loud + b'"'))
    code, said = run(folder, kept)
    assert code == 1
    assert sum(line.startswith("RESULT: ") for line in said.splitlines()) == 1


# What it needs ----------------------------------------------------------------------------------


def test_the_program_is_for_python_3_8_and_imports_nothing_before_its_path_is_safe() -> None:
    source = PROGRAM.read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    first, second, guard, *others = tree.body
    assert isinstance(first, ast.Expr)
    assert isinstance(second, ast.Import)
    assert [each.name for each in second.names] == ["sys"]
    assert isinstance(guard, ast.If)
    assert not [each for each in ast.walk(guard) if isinstance(each, ast.Import | ast.ImportFrom)]
    assert len(source.splitlines()) < 360
    assert "rientro" not in source
    assert others


def test_the_program_agrees_for_every_size(notary: Notary, tmp_path: Path) -> None:
    for number in range(15):
        notary.desk.hire(f"OP-{number + 10}", at="IT-CAG", on=JULY)
        notary.take()
    code, said = run(unpacked(notary, tmp_path / "bundle"), packages=False)
    assert (code, said.count("holds: ")) == (3, 15)
