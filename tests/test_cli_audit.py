"""The audit at the command line: what is printed, what is written, and the exit codes."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import Rientro

KEY = ("--public-key", "demo.key.pub")
EVENTS = 665


def tamper(signed: Rientro, *statements: str) -> None:
    """Change the ledger's file past the program, and put the triggers back."""
    with closing(sqlite3.connect(signed.ledger)) as connection, connection:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        triggers = connection.execute(query).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0
        for _, statement in triggers:
            connection.execute(statement)


REWRITE = (
    "UPDATE stored_events SET state = CAST(replace(state, 'Lecce', 'Lecch') AS BLOB) "
    "WHERE topic = 'site-opened.2'"
)


def test_a_key_is_named_after_the_ledger(demo: Rientro) -> None:
    said = demo("audit", "keygen", "--to", "my.key")
    assert (said.exit_code, said.stdout) == (0, "")
    public = (demo.folder / "my.key.pub").read_text()
    assert public.startswith("rientro-demo+")
    assert said.stderr == (
        f"Made the key {'+'.join(public.split('+')[:2])}. "
        "Keep my.key secret; hand out my.key.pub.\n"
    )
    demo("audit", "keygen", "--to", "my.key").refused(3, "my.key exists and is not overwritten.")
    demo("audit", "keygen", "--to", "no/such/folder.key").refused(4, "No such file or directory")


def test_a_key_s_name_has_no_spaces_and_that_is_said(run: Rientro) -> None:
    run("init", "--name", "two words + more")
    said = run("audit", "keygen", "--to", "my.key")
    assert "The key is called two-words---more: spaces and plus signs" in said.stderr
    assert (run.folder / "my.key.pub").read_text().startswith("two-words---more+")
    run("audit", "checkpoint", "--key", "my.key", "--to", "my.checkpoint")
    said = run("audit", "verify", "my.checkpoint", "--public-key", "my.key.pub")
    assert said.exit_code == 0
    assert "intact" in said.stdout


def test_a_key_with_a_name_of_its_own_needs_no_ledger(run: Rientro) -> None:
    assert run("audit", "keygen", "--to", "my.key", "--name", "council").exit_code == 0
    run("audit", "keygen", "--to", "other.key").refused(4, "There is no ledger")
    run("audit", "keygen", "--to", "other.key", "--name", "").refused(2, "not empty")


def test_a_checkpoint_goes_to_stdout_or_a_new_file(signed: Rientro) -> None:
    said = signed("audit", "checkpoint", "--key", "demo.key")
    assert said.exit_code == 0
    assert said.stdout == (signed.folder / "demo.checkpoint").read_text()
    assert re.match(rf"rientro-demo/[0-9a-f]{{32}}\n{EVENTS}\n", said.stdout)
    assert said.stderr.startswith(f"This was signed before: a checkpoint of {EVENTS} events")
    signed("audit", "checkpoint", "--key", "demo.key", "--to", "demo.checkpoint").refused(
        3, "demo.checkpoint exists and is not overwritten."
    )


def test_ledgers_of_one_name_have_ids_that_tell_them_apart(run: Rientro) -> None:
    for file in ("a.db", "b.db"):
        run("--ledger", file, "init", "--name", "Comdata")
        said = run("--ledger", file, "audit", "checkpoint")
        (run.folder / f"{file}.checkpoint").write_text(said.stdout)
    said = run("--ledger", "b.db", "audit", "verify", "a.db.checkpoint", "b.db.checkpoint")
    assert said.exit_code == 1
    one, two = said.stdout.splitlines()
    assert one.startswith("a.db.checkpoint: another-ledger. It is of the ledger Comdata/")
    assert two.startswith("b.db.checkpoint: intact.")


def test_a_ledger_made_again_or_copied_keeps_its_id(signed: Rientro) -> None:
    signed("export", "events", "--to", "events.jsonl")
    assert signed("--ledger", "again.db", "init", "--from", "events.jsonl").exit_code == 0
    assert signed("copy", "--to", "copy.db").exit_code == 0
    for ledger in ("again.db", "copy.db"):
        said = signed("--ledger", ledger, "audit", "verify", "demo.checkpoint", *KEY)
        assert said.exit_code == 0, said.stdout


def test_no_ledger_is_named_as_if_an_id_were_in_its_name(run: Rientro) -> None:
    name = f"Comdata/{'5e' * 16}"
    said = run("init", "--name", name)
    said.refused(2, "ends like the id of a ledger", "Give the ledger another name.")
    assert run("init", "--name", f"Comdata/{'5E' * 16}").exit_code == 0


def test_an_unsigned_checkpoint_says_so_on_stderr(demo: Rientro) -> None:
    said = demo("audit", "checkpoint")
    assert said.exit_code == 0
    assert said.stdout.count("\n") == 3
    assert said.stderr.startswith("Nobody signed this checkpoint.")
    assert demo("--quiet", "audit", "checkpoint").stderr == ""


def test_the_signed_checkpoints_are_listed(signed: Rientro) -> None:
    said = signed("audit", "checkpoints", "--format", "json")
    document = json.loads(said.stdout)
    assert (document["schema"], document["ledger"]) == (
        "rientro.audit-checkpoints.v1",
        "rientro-demo",
    )
    (row,) = document["rows"]
    assert (row["number"], row["size"], row["signed_by"]) == (1, EVENTS, "anna")
    assert row["note"] == (signed.folder / "demo.checkpoint").read_text()
    assert signed("audit", "checkpoints", "--number", "1").stdout == row["note"]
    signed("audit", "checkpoints", "--number", "2").refused(3, "There is no checkpoint 2")
    assert signed("audit", "checkpoints").stdout.startswith("number  events  root")


def test_an_intact_history_is_told_in_words_and_in_json(signed: Rientro) -> None:
    said = signed("audit", "verify", "demo.checkpoint", *KEY)
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout == (
        f"demo.checkpoint: intact. The first {EVENTS} events are those that it was taken of; "
        "none were added since.\n"
    )
    said = signed("audit", "verify", "demo.checkpoint", *KEY, "--format", "json")
    document = json.loads(said.stdout)
    origin, _, root = (signed.folder / "demo.checkpoint").read_text().splitlines()[:3]
    assert document == {
        "schema": "rientro.audit-verify.v1",
        "ledger": "rientro-demo",
        "position": EVENTS,
        "on": None,
        "known_at": None,
        "rows": [
            {
                "checkpoint": "demo.checkpoint",
                "verdict": "intact",
                "origin": origin,
                "size": EVENTS,
                "root": root,
                "signature": "good",
                "extended_by": 0,
                "untrusted_from": None,
                "untrusted_to": None,
                "listed_intact": None,
                "message": (
                    f"The first {EVENTS} events are those that it was taken of; "
                    "none were added since."
                ),
                "cosigned": [],
                "not_checked": [],
            }
        ],
        "holds": True,
        "root": root,
        "broken": None,
    }


def test_without_a_public_key_it_is_said_that_no_signature_was_checked(signed: Rientro) -> None:
    said = signed("audit", "verify", "demo.checkpoint")
    assert said.exit_code == 0
    assert said.stderr.startswith("No signature was checked")
    said = signed("audit", "verify", "demo.checkpoint", "--format", "json")
    assert json.loads(said.stdout)["rows"][0]["signature"] == "not-checked"


def test_a_rewritten_history_is_a_finding_and_nothing_is_signed_or_written(
    signed: Rientro,
) -> None:
    tamper(signed, REWRITE)
    said = signed("audit", "verify", "demo.checkpoint", *KEY)
    assert said.exit_code == 1
    assert said.stdout == (
        f"demo.checkpoint: rewritten. The first {EVENTS} events are not those that it was taken "
        f"of. Positions 1 to {EVENTS} cannot be trusted.\n"
    )
    signed("audit", "checkpoint", "--key", "demo.key").refused(1, "Nothing is signed or proved.")
    signed("audit", "bundle", "--to", "b.zip").refused(1, "Nothing is signed or proved.")
    signed("audit", "prove", "5").refused(1, "Nothing is signed or proved.")
    assert not (signed.folder / "b.zip").exists()


def test_a_finding_has_a_name_in_json(signed: Rientro) -> None:
    tamper(signed, "DELETE FROM stored_events WHERE rowid > 600")
    said = signed("audit", "verify", "demo.checkpoint", *KEY, "--format", "json")
    assert said.exit_code == 1
    document = json.loads(said.stdout)
    assert document["holds"] is False
    assert document["position"] == 600
    assert document["rows"][0]["verdict"] == "cut-short"


def test_a_ledger_of_which_nothing_is_left_is_cut_short(signed: Rientro) -> None:
    tamper(signed, "DELETE FROM stored_events")
    said = signed("audit", "verify", "demo.checkpoint", *KEY)
    assert said.exit_code == 1
    assert said.stdout.startswith("demo.checkpoint: cut-short.")


def test_each_verdict_is_told_apart_in_one_run(signed: Rientro, tmp_path: Path) -> None:
    note = (signed.folder / "demo.checkpoint").read_text()
    text = note.partition("\n\n")[0] + "\n"
    other = Rientro(tmp_path / "other", signed.settings)
    other.folder.mkdir()
    ledger = str(other.ledger)
    other("--ledger", ledger, "init", "--name", "another")
    other("--ledger", ledger, "audit", "checkpoint", "--to", "another.checkpoint")
    for name, content in {
        "unsigned": text,
        "edited": note.replace(f"\n{EVENTS}\n", f"\n{EVENTS - 1}\n"),
        "empty": "",
        "other": "hello\n",
    }.items():
        (signed.folder / f"{name}.checkpoint").write_text(content)
    names = [f"{name}.checkpoint" for name in ("unsigned", "edited", "empty", "other", "another")]
    said = signed("audit", "verify", "demo.checkpoint", *names, *KEY, "--format", "json")
    assert said.exit_code == 1
    assert {row["checkpoint"]: row["verdict"] for row in json.loads(said.stdout)["rows"]} == {
        "demo.checkpoint": "intact",
        "unsigned.checkpoint": "missing-signature",
        "edited.checkpoint": "bad-signature",
        "empty.checkpoint": "not-a-checkpoint",
        "other.checkpoint": "not-a-checkpoint",
        "another.checkpoint": "another-ledger",
    }
    csv = signed("audit", "verify", "demo.checkpoint", *names, *KEY, "--format", "csv")
    assert csv.stdout.count("\n") == 7


def test_nothing_to_verify_is_wrong_usage(signed: Rientro) -> None:
    signed("audit", "verify").refused(2, "Missing argument 'CHECKPOINT...'")
    signed("audit", "verify", "none.checkpoint").refused(2, "'none.checkpoint' does not exist.")
    signed("audit", "verify", "-", "-").refused(2, "Standard input can be read for one thing only.")
    signed("audit", "verify", "demo.checkpoint", "--public-key", "demo.key").refused(
        2, "demo.key is not a public key: it is a private key"
    )


def test_an_export_is_verified_with_no_ledger_at_all(signed: Rientro, tmp_path: Path) -> None:
    signed("audit", "bundle", "--to", "bundle.zip")
    shutil.unpack_archive(signed.folder / "bundle.zip", tmp_path / "away")
    away = tmp_path / "away"
    signed.ledger.unlink()
    events = ("--events", str(away / "events.jsonl"))
    said = signed("audit", "verify", "demo.checkpoint", *KEY, *events)
    assert said.exit_code == 0, said
    assert not signed.ledger.exists()
    lines = (away / "events.jsonl").read_bytes().splitlines(keepends=True)
    for content, verdict in (
        (b"", "cut-short"),
        (b"".join(lines[:-1]), "cut-short"),
        (b"".join([*lines[:-1], lines[-1].replace(b"2018", b"2017")]), "rewritten"),
    ):
        (away / "events.jsonl").write_bytes(content)
        said = signed("audit", "verify", "demo.checkpoint", *KEY, *events)
        assert said.exit_code == 1
        assert f"demo.checkpoint: {verdict}." in said.stdout


def test_an_export_or_a_checkpoint_may_come_from_standard_input(signed: Rientro) -> None:
    signed("audit", "bundle", "--to", "bundle.zip")
    shutil.unpack_archive(signed.folder / "bundle.zip", signed.folder / "bundle")
    for words, file in (
        (["-", *KEY], "demo.checkpoint"),
        (["demo.checkpoint", *KEY, "--events", "-"], "bundle/events.jsonl"),
    ):
        said = signed.program("audit", "verify", *words, given=(signed.folder / file).read_bytes())
        assert (said.exit_code, said.stderr) == (0, "")


def test_a_proof_and_its_event_are_written_and_checked_without_a_ledger(signed: Rientro) -> None:
    said = signed("audit", "prove", "12", "--to", "12.tlog-proof")
    assert (said.exit_code, said.stdout) == (0, "")
    event = (signed.folder / "12.tlog-proof.event").read_bytes()
    assert event.startswith(b'{"stream":')
    assert event.endswith(b"}")
    signed.ledger.unlink()
    words = ("audit", "check-proof", "12.tlog-proof", "--event", "12.tlog-proof.event", *KEY)
    said = signed(*words)
    assert (said.exit_code, said.stderr) == (0, "")
    origin = (signed.folder / "demo.checkpoint").read_text().splitlines()[0]
    assert said.stdout.startswith(
        f"12.tlog-proof: holds. This event is number 12 of the first {EVENTS} events of the ledger "
        f"{origin}, as signed with the key rientro-demo+"
    )
    assert json.loads(signed(*words, "--format", "json").stdout)["ledger"] == "rientro-demo"
    (signed.folder / "12.tlog-proof.event").write_bytes(event + b"\n")
    assert signed(*words).exit_code == 0
    for wrong in (b"", event + b"\n\n", event[:-1], event.replace(b"2018", b"2019", 1)):
        (signed.folder / "12.tlog-proof.event").write_bytes(wrong)
        said = signed(*words, "--format", "json")
        assert said.exit_code == 1
        document = json.loads(said.stdout)
        assert document["schema"] == "rientro.audit-check-proof.v1"
        assert document["holds"] is False
        assert document["rows"][0]["verdict"] == "not-proved"


def test_a_proof_goes_to_stdout_with_its_event_on_stderr(signed: Rientro) -> None:
    said = signed("audit", "prove", "5")
    assert said.stdout == (signed.folder / "5.tlog-proof").read_text()
    event = (signed.folder / "5.tlog-proof.event").read_text()
    first, second = said.stderr.splitlines()
    assert first == f"This proves: {event}"
    assert second.startswith(f"It is proved by checkpoint 1 of {EVENTS} events, signed with rien")


def test_proofs_of_an_operator_go_to_a_folder(signed: Rientro) -> None:
    said = signed("audit", "prove", "--operator", "RO-IAS-0001", "--to", "proofs")
    assert said.exit_code == 0
    names = sorted(path.name for path in (signed.folder / "proofs").iterdir())
    assert len(names) == 4
    assert names[0].endswith(".tlog-proof")
    assert names[1] == f"{names[0]}.event"
    again = signed("audit", "prove", "--operator", "RO-IAS-0001", "--to", "proofs")
    again.refused(3, "exists and is not overwritten")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("", 2, "Name a position, or an operator"),
        ("5 --operator RO-IAS-0001 --to x", 2, "Name a position, or an operator"),
        ("--operator RO-IAS-0001", 2, "go to a folder"),
        ("0", 2, "is not a whole number from 1"),
        ("9999", 3, "There is no event at position 9999"),
        ("--operator OP-0 --to x", 3, "No operator OP-0 is known"),
        ("5 --to demo.key", 3, "demo.key exists"),
        ("5 --checkpoint demo.key.pub", 2, "is not a checkpoint to prove something with"),
    ],
)
def test_what_cannot_be_proved_is_refused(
    signed: Rientro, words: str, code: int, said: str
) -> None:
    signed.typed(f"audit prove {words}").refused(code, said)
    assert not (signed.folder / "x").exists()


def test_an_event_after_the_last_checkpoint_is_not_covered_yet(signed: Rientro) -> None:
    signed.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    signed("audit", "prove", "666").refused(3, "No signed checkpoint covers position 666.")
    signed("audit", "checkpoint", "--key", "demo.key")
    assert signed("audit", "prove", "666").exit_code == 0


def test_a_bundle_has_figures_to_look_at_before_the_hashes(signed: Rientro) -> None:
    signed("audit", "bundle", "--to", "bundle.zip")
    signed("audit", "bundle", "--to", "again.zip")
    with ZipFile(signed.folder / "bundle.zip") as bundle:
        report = bundle.read("report-en.html").decode()
        assert "Plan FW-2018: 220 of 220 posts are back" in report
        assert "checkpoint 1 of 665 events" in report
        header, *rows = bundle.read("movements.csv").decode().splitlines()
        assert header.startswith("movement,operator,site,")
        assert len(rows) > 600
        named = bundle.read("README.md").decode()
        assert all(f"`{each}`" in named for each in ("report-en.html", "report-it.html"))
        assert "`movements.csv`" in named
    bundles = [(signed.folder / name).read_bytes() for name in ("bundle.zip", "again.zip")]
    assert bundles[0] == bundles[1]


def test_a_bundle_needs_something_signed_and_signs_where_there_is_a_key(demo: Rientro) -> None:
    demo("audit", "bundle", "--to", "b.zip").refused(3, "No checkpoint was signed")
    assert not (demo.folder / "b.zip").exists()
    demo("audit", "keygen", "--to", "my.key")
    said = demo("audit", "bundle", "--to", "b.zip", "--key", "my.key")
    assert said.exit_code == 0
    assert f"Wrote b.zip: {EVENTS} events" in said.stderr
    demo("audit", "bundle", "--to", "b.zip").refused(3, "b.zip exists and is not overwritten.")


def test_missing_triggers_are_put_back(demo: Rientro) -> None:
    assert demo("audit", "guard").stderr == "Every trigger is there; nothing was put back.\n"
    with closing(sqlite3.connect(demo.ledger)) as connection:
        connection.execute("DROP TRIGGER stored_events_no_replace")
    demo("audit", "checkpoint").refused(1, "stored_events_no_replace", "rientro audit guard")
    assert demo("audit", "guard").stderr == "Put back: stored_events_no_replace.\n"
    assert demo("audit", "checkpoint").exit_code == 0


def test_triggers_are_looked_after_only_where_the_log_is_what_was_signed(signed: Rientro) -> None:
    tamper(signed, REWRITE)
    signed("audit", "guard").refused(1, "an event among the first", "was changed")
    assert "checkpoint-differs" in signed("audit", "replay").stdout


def test_what_is_not_a_ledger_is_not_verified(signed: Rientro) -> None:
    with closing(sqlite3.connect("other.db")) as connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
    for name, said in (("other.db", "not a ledger"), ("none.db", "There is no ledger")):
        for words in ("verify demo.checkpoint", "checkpoint", "checkpoints", "prove 5", "guard"):
            signed.typed(f"--ledger {name} audit {words}").refused(4, said)


def test_a_ledger_that_may_not_be_written_is_verified(read_only: Rientro) -> None:
    said = read_only("audit", "checkpoint")
    assert said.exit_code == 0
    (read_only.folder / "kept").write_text(said.stdout)
    assert read_only("audit", "verify", "kept").exit_code == 0


def test_a_checkpoint_larger_than_any_log_is_none_and_the_others_are_verified(
    signed: Rientro,
) -> None:
    huge = "rientro-demo\n99999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    (signed.folder / "huge.checkpoint").write_text(huge)
    said = signed("audit", "verify", "demo.checkpoint", "huge.checkpoint", *KEY)
    assert (said.exit_code, said.stderr) == (1, "")
    assert "demo.checkpoint: intact." in said.stdout
    assert "huge.checkpoint: not-a-checkpoint" in said.stdout
