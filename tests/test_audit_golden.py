"""What was written when the proof formats were new is verified for ever."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import Rientro
from rows import for_each

from domain.subjects import EVENTS
from ledger.signing.key_files import read_public_key
from ledger.signing.stored_leaves import stored_leaves
from ledger.store.codec import RawEvent, from_stored, to_stored
from ledger.store.sqlite.sqlite_database import SQLiteDatabase
from ledger.store.upcasts import UPCASTS
from proofs.leaves import exported_leaves
from proofs.tlog_proof import TlogProof, Verdict, check
from proofs.verify import Kept, verify

GOLDEN = Path(__file__).parent / "golden"
CHECKPOINTS = sorted(GOLDEN.glob("*.checkpoint"))
PROOFS = sorted(GOLDEN.glob("*.tlog-proof"))
ROOT = "29d2988515650acaed65cb7c78e7c8fc4deed71b9c8213acd5344023b802d891"
KEY = GOLDEN / "golden.pub"


@pytest.fixture
def golden(run: Rientro) -> Rientro:
    """The command line in a copy of the golden folder."""
    shutil.copytree(GOLDEN, run.folder, dirs_exist_ok=True)
    shutil.copyfile(GOLDEN / "golden.sqlite", run.ledger)
    return run


def test_the_golden_checkpoints_hold_for_the_golden_export() -> None:
    kept = [Kept(path.name, path.read_bytes()) for path in CHECKPOINTS]
    with (GOLDEN / "events.jsonl").open("rb") as file:
        verification = verify(kept, exported_leaves(file), [read_public_key(KEY)])
    assert verification.holds
    assert [each.extended_by for each in verification.checks] == [10, 1]
    assert verification.ledger == "golden ledger"
    assert verification.root is not None
    assert verification.root.hex() == ROOT


def test_the_golden_checkpoints_hold_for_the_golden_ledger(golden: Rientro) -> None:
    names = [path.name for path in CHECKPOINTS]
    said = golden("audit", "verify", *names, "--public-key", "golden.pub")
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout == (
        "first.checkpoint: intact. "
        "The first 16 events are those that it was taken of; 10 were added since.\n"
        "second.checkpoint: intact. "
        "The first 25 events are those that it was taken of; 1 was added since.\n"
    )


def test_the_golden_ledger_is_exported_as_it_was(golden: Rientro) -> None:
    database = SQLiteDatabase(golden.ledger)
    with database.reading() as connection:
        lines = b"".join(leaf + b"\n" for leaf in stored_leaves(database, connection))
    assert lines == (GOLDEN / "events.jsonl").read_bytes()


def test_the_golden_ledger_replays_and_goes_on(golden: Rientro) -> None:
    golden("audit", "replay").refused(4, "tables of version 1", "db upgrade")
    assert golden("db", "upgrade").exit_code == 0
    assert golden("audit", "replay").exit_code == 0
    golden("hire", "OP-7", "--at", "IT-CAG", "--on", "2019-01-07")
    said = golden("audit", "verify", "second.checkpoint", "--public-key", "golden.pub")
    assert "2 were added since" in said.stdout


FIRST_TOPICS = """
attestation-voided.1 batch-recorded.1 contract-end-voided.1 contract-ended.1 contract-signed.1
headcount-attested.1 ledger-opened.1 movement-voided.1 operator-hired.1 operator-left.1
operator-reassigned.1 operator-transferred.1 plan-announced.1 plan-revised.1 plan-withdrawn.1
site-closed.1 site-closing-voided.1 site-downsized.1 site-opened.1
"""
LATER_TOPICS = """
batch-recorded.2 batch-signed.1 contract-change-voided.1 contract-changed.1 contract-corrected.1
contract-signed.2 site-change-voided.1
contract-signing-voided.1 event-set-aside.1 ledger-opened.2 movement-voided.2 operator-hired.2
operator-left.2 operator-reassigned.2 operator-transferred.2 plan-announcement-voided.1
plan-corrected.1 plan-revised.2 plan-revision-voided.1 plan-withdrawal-voided.1
protocol-drafted.1 protocol-ended.1 protocol-entry-voided.1 protocol-signed.1 signatory-joined.1
signatory-left.1 site-changed.1 site-corrected.1 site-opened.2 site-opening-voided.1 text-erased.1
turnover-stated.1 volumes-reported.1
indicator-defined.1 indicator-targeted.1 indicator-voided.1 notice-filed.1 notice-voided.1
quality-reported.1 rule-adopted.1 rule-voided.1 union-described.1 union-voided.1
"""
"""The topics there are. A topic is only ever added to them, with a golden event."""


def golden_lines(*names: str) -> list[str]:
    return [line for name in names for line in (GOLDEN / name).read_text().splitlines()]


def test_no_topic_ever_goes_and_none_comes_without_a_golden_event() -> None:
    first = {json.loads(line)["topic"] for line in golden_lines("events.jsonl", "more.jsonl")}
    assert first == set(FIRST_TOPICS.split())
    lines = golden_lines(
        "shapes.jsonl", "changes.jsonl", "promised.jsonl", "measured.jsonl", "read.jsonl"
    )
    assert {json.loads(line)["topic"] for line in lines} - first == set(LATER_TOPICS.split())
    assert set(EVENTS) | set(UPCASTS) == {*FIRST_TOPICS.split(), *LATER_TOPICS.split()}
    assert set(UPCASTS) <= set(FIRST_TOPICS.split())


@pytest.mark.parametrize(
    "name", ["more.jsonl", "shapes.jsonl", "changes.jsonl", "promised.jsonl", "measured.jsonl"]
)
def test_every_kind_of_event_is_read_and_written_as_it_was_when_it_was_new(
    golden: Rientro, name: str
) -> None:
    said = golden("--ledger", "more.db", "init", "--from", name)
    assert said.exit_code == 0, said.stderr
    assert golden("--ledger", "more.db", "export", "events").stdout == (GOLDEN / name).read_text()
    said = golden("--ledger", "more.db", "audit", "replay", "--format", "json")
    # Notes stand beside the log, and these were never there.
    kinds = {each["kind"] for each in json.loads(said.stdout)["findings"]}
    assert kinds <= {"text-missing"}


@for_each(
    "line",
    golden_lines("shapes.jsonl", "changes.jsonl", "promised.jsonl", "measured.jsonl", "read.jsonl"),
)
def test_an_event_of_todays_shape_is_written_as_it_was_read(line: str) -> None:
    said = json.loads(line)
    state = line.partition('"state":')[2][:-1].encode()
    raw = RawEvent(1, said["stream"], said["version"], said["topic"], state)
    assert to_stored(from_stored(raw)) == raw


def test_every_event_of_the_golden_ledgers_is_told_in_words(golden: Rientro) -> None:
    golden("--ledger", "more.db", "init", "--from", "shapes.jsonl")
    said = golden("--ledger", "more.db", "log", "--format", "json")
    words = {row["position"]: row["words"] for row in json.loads(said.stdout)["rows"]}
    assert (
        words[6]
        == "site IT-CAG corrected: region IT-88, not none; city Cagliari, not none (Left out)"
    )
    assert words[7] == "site IT-CAG is IT-CAG, run by Konecta from 2018-09-01 on (Merger)"
    assert words[11] == "contract FW-SB is of Fastweb with Konecta from 2018-09-01 on (Merger)"
    assert words[16] == (
        "plan HOME revised on 2018-03-01: by 2018-12-31, also from AL, also on FW-SB (Talks)"
    )
    assert words[23] == "OP-1 hired at RO-IAS on FW-SB (permanent) on 2018-02-01"


@pytest.mark.parametrize("path", PROOFS, ids=lambda path: path.name)
def test_the_golden_proofs_hold(path: Path) -> None:
    leaf = path.with_name(f"{path.name}.event").read_bytes()
    checked = check(path.read_bytes(), leaf, read_public_key(KEY))
    assert checked.verdict is Verdict.HOLDS
    assert (checked.position, checked.size) == (int(path.name.split(".")[0]), 25)
    assert bytes(TlogProof.parse(path.read_bytes())) == path.read_bytes()


def test_the_golden_proofs_hold_at_the_command_line(golden: Rientro) -> None:
    event, key = "21.tlog-proof.event", "golden.pub"
    said = golden("audit", "check-proof", "21.tlog-proof", "--event", event, "--public-key", key)
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith("21.tlog-proof: holds. This event is number 21 of the first 25")
    wrong = golden("audit", "check-proof", "1.tlog-proof", "--event", event, "--public-key", key)
    assert wrong.exit_code == 1
    assert wrong.stdout.startswith("1.tlog-proof: not-proved. ")


def test_the_golden_bundle_is_checked_by_the_program_in_it(tmp_path: Path) -> None:
    with ZipFile(GOLDEN / "bundle.zip") as bundle:
        bundle.extractall(tmp_path)
    kept = GOLDEN / "first.checkpoint"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", kept],
        cwd=tmp_path,
        env={},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.findall(r"^\w+", done.stdout, flags=re.MULTILINE) == ["holds"] * 3


def test_the_hash_of_the_first_golden_event_is_as_it_is_made_by_hand() -> None:
    line = (GOLDEN / "events.jsonl").read_bytes().split(b"\n")[0]
    assert line == (GOLDEN / "1.tlog-proof.event").read_bytes()
    with ZipFile(GOLDEN / "bundle.zip") as bundle:
        readme = bundle.read("README.md").decode()
    assert hashlib.sha256(b"\0" + line).hexdigest() in readme
    assert ROOT in readme
