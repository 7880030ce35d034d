"""Notes beside the log: added, shown, compared, taken along, and erased for ever."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import Rientro
from places import Place, PostgresPlace

PERSONAL = "Ada Rossi asked for it after her leave, Via Roma 12"


@pytest.fixture
def noted(run_anywhere: Rientro) -> Rientro:
    """A ledger with a movement that has a note, at position 3, and one without."""
    return run_anywhere.given(
        "init --name Comdata",
        "site open IT-CAG --country IT --on 2018-01-01",
        f"hire OP-1 --at IT-CAG --on 2018-02-01 --note '{PERSONAL}'",
        "hire OP-2 --at IT-CAG --on 2018-02-01",
    )


def place_of(rientro: Rientro) -> Place:
    assert rientro.place is not None
    return rientro.place


def rows(rientro: Rientro, line: str) -> list[dict[str, object]]:
    said = rientro.typed(f"{line} --format json")
    assert said.exit_code in {0, 1}, said
    found: list[dict[str, object]] = json.loads(said.stdout)["rows"]
    return found


def kinds(rientro: Rientro) -> list[str]:
    """The kinds of what a replay finds."""
    said = rientro("audit", "replay", "--format", "json")
    findings = json.loads(said.stdout)["findings"]
    assert said.exit_code == (1 if findings else 0)
    return [each["kind"] for each in findings]


def behind_its_back(rientro: Rientro, statement: str) -> None:
    """Change notes as the owner of the database can, and put the triggers back."""
    place = place_of(rientro)
    moments = ("update", "delete", "replace")
    on = ""
    if isinstance(place, PostgresPlace):
        moments, on = ("update", "delete", "truncate"), " ON texts"
    for moment in moments:
        place.sql(f"DROP TRIGGER texts_no_{moment}{on}")
    place.sql(statement)
    assert rientro("audit", "guard").exit_code in {0, 1}


# Adding -----------------------------------------------------------------------------------------


def test_the_event_has_the_hash_of_salt_and_note_and_never_the_note(noted: Rientro) -> None:
    place = place_of(noted)
    [(position, salt, text)] = place.sql("SELECT position, salt, text FROM texts")
    assert (position, text, len(salt)) == (3, PERSONAL, 16)
    [event] = [row["event"] for row in rows(noted, "log") if row["position"] == 3]
    assert isinstance(event, dict)
    assert event["text"] == sha256(bytes(salt) + PERSONAL.encode()).hexdigest()
    assert PERSONAL not in noted("export", "events").stdout
    assert PERSONAL not in noted("export", "events", "--as", "cloudevents").stdout


def test_every_note_has_a_salt_of_its_own(noted: Rientro) -> None:
    noted.typed(f"hire OP-3 --at IT-CAG --on 2018-02-01 --note '{PERSONAL}'")
    first, second = place_of(noted).sql("SELECT salt FROM texts")
    assert first != second


@pytest.mark.parametrize(
    "line",
    [
        "hire OP-5 --at IT-CAG --on 2018-03-01",
        "transfer OP-1 --to IT-LEC --on 2018-03-01",
        "reassign OP-1 --fte 0.5 --on 2018-03-01",
        "leave OP-1 --on 2018-03-01",
    ],
)
def test_a_movement_alone_has_its_note_itself(noted: Rientro, line: str) -> None:
    noted.typed("site open IT-LEC --country IT --on 2018-01-01")
    said = noted.typed(f"{line} --note 'by her own wish'")
    assert said.exit_code == 0, said
    assert [(row["stream"], row["note"]) for row in rows(noted, "log")][-1] == (
        f"operator:{line.split()[1]}",
        "by her own wish",
    )
    assert kinds(noted) == []


@pytest.mark.parametrize(
    "line",
    [
        "hire --count 3 --at IT-CAG --on 2018-03-01",
        "hire OP-5 --at IT-CAG --on 2018-03-01 --batch march",
        "downsize IT-CAG OP-1 --on 2018-03-01 --reason 'the work went home'",
        "void OP-1 --reason 'wrong site'",
        "void OP-1 --back-to 2018-01-01 --reason 'wrong site'",
        "void --position 3 --reason 'wrong site'",
    ],
)
def test_what_is_recorded_as_a_batch_has_one_note(noted: Rientro, line: str) -> None:
    said = noted.typed(f"{line} --note 'see the minutes'")
    assert said.exit_code == 0, said
    found = [row for row in rows(noted, "log") if row["note"] == "see the minutes"]
    assert [str(row["stream"]).partition(":")[0] for row in found] == ["batch"]
    assert kinds(noted) == []


def test_a_file_has_a_note_of_its_batch(noted: Rientro) -> None:
    Path("moves.csv").write_text(
        "movement,operator,site,effective_on\nhire,OP-9,IT-CAG,2018-03-01\n", encoding="utf-8"
    )
    said = noted("import", "moves.csv", "--batch", "march", "--note", "from the union")
    assert said.exit_code == 0, said
    [row] = [row for row in rows(noted, "log") if row["stream"] == "batch:march"]
    assert row["note"] == "from the union"


def test_a_dry_run_and_what_is_recorded_already_keep_no_note(noted: Rientro) -> None:
    for line in (
        "hire OP-1 --at IT-CAG --on 2018-02-01 --note 'another'",
        "hire OP-6 --at IT-CAG --on 2018-02-01 --note 'another' --dry-run",
    ):
        assert noted.typed(line).exit_code == 0
    assert place_of(noted).sql("SELECT position FROM texts") == [(3,)]


def test_what_is_no_note_is_refused(noted: Rientro) -> None:
    for note in ("", "  ", "x" * 2000, "a\x07b"):
        said = noted("hire", "OP-7", "--at", "IT-CAG", "--on", "2018-02-01", "--note", note)
        said.refused(2, "note")


# Asking -----------------------------------------------------------------------------------------


def test_log_and_operator_show_tell_the_note_and_later_that_it_was_erased(noted: Rientro) -> None:
    assert f"(note: {PERSONAL})" in noted("log").stdout
    assert f"(note: {PERSONAL})" in noted("operator", "show", "OP-1").stdout
    [row] = rows(noted, "operator show OP-1")
    assert (row["note"], row["note_erased"]) == (PERSONAL, False)
    noted("erase", "--position", "3", "--reason", "asked for")
    assert "(its note was erased)" in noted("operator", "show", "OP-1").stdout
    [row] = rows(noted, "operator show OP-1")
    assert (row["note"], row["note_erased"]) == (None, True)
    [row] = rows(noted, "operator show OP-2")
    assert (row["note"], row["note_erased"]) == (None, False)


# Erasing ----------------------------------------------------------------------------------------


def test_an_erased_note_is_in_no_file_of_the_ledger(run: Rientro) -> None:
    run("init", "--name", "Comdata")
    run.typed("site open IT-CAG --country IT --on 2018-01-01")
    for numbers in (range(1, 31), range(31, 61)):
        notes = {
            number: f"{number} of many notes long enough to fill pages and be moved about " * 6
            for number in numbers
        }
        rows = (f"hire,OP-{number},IT-CAG,2018-02-01,{note}\n" for number, note in notes.items())
        header = "movement,operator,site,effective_on,note\n"
        Path("hires.csv").write_text(f"{header}{''.join(rows)}", encoding="utf-8")
        run.typed("import hires.csv")
        if 1 in numbers:
            run.typed(f"hire OP-99 --at IT-CAG --on 2018-02-01 --note '{PERSONAL}'")
    salt = run_sql(run, f"SELECT salt FROM texts WHERE text = '{PERSONAL}'")
    [(position,)] = run_sql(run, f"SELECT position FROM texts WHERE text = '{PERSONAL}'")
    assert found_in(run, PERSONAL.encode())
    said = run("erase", "--position", str(position), "--reason", "asked for")
    assert said.exit_code == 0, said
    assert not found_in(run, PERSONAL.encode())
    assert not found_in(run, PERSONAL.encode()[:24])
    assert not found_in(run, salt[0][0])
    assert run_sql(run, "SELECT count(*) FROM texts") == [(60,)]
    assert run("audit", "replay").exit_code == 0


def test_an_erased_note_is_not_left_in_a_log_that_a_reader_keeps(run: Rientro) -> None:
    run("init")
    run.typed("site open IT-CAG --country IT --on 2018-01-01")
    with closing(sqlite3.connect(run.ledger)) as reader:
        reader.execute("SELECT count(*) FROM stored_events").fetchone()
        run.typed(f"hire OP-1 --at IT-CAG --on 2018-02-01 --note '{PERSONAL}'")
        assert run.ledger.with_name("rientro.db-wal").stat().st_size
        assert run("erase", "--position", "3", "--reason", "asked for").exit_code == 0
        assert not found_in(run, PERSONAL.encode())


def run_sql(rientro: Rientro, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(rientro.ledger)) as connection:
        return connection.execute(statement).fetchall()


def found_in(rientro: Rientro, content: object) -> bool:
    """Whether the bytes stand in any file of the folder."""
    assert isinstance(content, bytes)
    return any(content in each.read_bytes() for each in rientro.folder.iterdir() if each.is_file())


def test_erasing_leaves_every_event_checkpoint_and_proof_good(noted: Rientro) -> None:
    before = noted("export", "events").stdout
    for line in (
        "audit keygen --to my.key",
        "audit checkpoint --key my.key --to kept.checkpoint",
        "audit prove 3 --to 3.tlog-proof",
    ):
        said = noted.typed(line)
        assert said.exit_code == 0, said
    said = noted.typed("erase --position 3 --reason 'asked for'")
    assert said.exit_code == 0, said
    assert "text of the event at position 3 erased (asked for)" in said.stderr
    assert noted("export", "events").stdout.startswith(before)
    for line in (
        "audit verify kept.checkpoint --public-key my.key.pub",
        "audit check-proof 3.tlog-proof --event 3.tlog-proof.event --public-key my.key.pub",
        "audit replay",
        "audit checkpoint --key my.key",
        "db rebuild",
    ):
        said = noted.typed(line)
        assert said.exit_code == 0, said
    assert place_of(noted).sql("SELECT * FROM texts") == []


def test_what_has_no_note_and_what_was_erased_is_not_erased(noted: Rientro) -> None:
    erase = ("erase", "--reason", "asked for", "--position")
    noted(*erase, "4").refused(3, "position 4 has no text")
    noted(*erase, "400").refused(3, "position 400 has no text")
    assert noted(*erase, "3", "--dry-run").exit_code == 0
    assert noted(*erase, "3").exit_code == 0
    noted(*erase, "3").refused(3, "erased already")
    assert noted.position == 5


def test_nobody_changes_a_note_and_none_is_deleted_without_a_record(noted: Rientro) -> None:
    place = place_of(noted)
    for statement in ("UPDATE texts SET text = 'x'", "DELETE FROM texts"):
        with pytest.raises(Exception, match=r"never changed|erased by"):
            place.sql(statement)
    assert len(place.sql("SELECT * FROM texts")) == 1


# Comparing --------------------------------------------------------------------------------------


def test_a_replay_compares_every_note_with_its_event(noted: Rientro) -> None:
    assert kinds(noted) == []
    behind_its_back(noted, "UPDATE texts SET text = 'she was dismissed'")
    assert kinds(noted) == ["text-differs"]
    behind_its_back(noted, "DELETE FROM texts")
    assert kinds(noted) == ["text-missing"]
    assert "(its note is missing)" in noted("log").stdout


def test_a_replay_finds_an_erased_note_that_is_still_there_and_one_of_no_event(
    noted: Rientro,
) -> None:
    place = place_of(noted)
    [row] = place.sql("SELECT position, salt, text FROM texts")
    noted("erase", "--position", "3", "--reason", "asked for")
    place.sql("INSERT INTO texts (position, salt, text) VALUES (?, ?, ?)", *row)
    assert kinds(noted) == ["text-not-erased"]
    place.sql("INSERT INTO texts (position, salt, text) VALUES (?, ?, ?)", 4, row[1], row[2])
    assert kinds(noted) == ["text-not-erased", "text-differs"]


# Taking along -----------------------------------------------------------------------------------


def test_a_copy_has_the_notes_too(noted: Rientro, tmp_path: Path) -> None:
    said = noted("copy", "--to", "copied.db")
    assert said.exit_code == 0, said
    assert "1 note went along." in said.stderr
    assert run_at(tmp_path, "copied.db", "SELECT position, text FROM texts") == [(3, PERSONAL)]
    assert noted("--ledger", "copied.db", "audit", "replay").exit_code == 0


def run_at(folder: Path, name: str, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / name)) as connection:
        return connection.execute(statement).fetchall()


def test_exported_notes_come_into_a_restored_ledger_again(noted: Rientro) -> None:
    assert noted("export", "events", "--to", "events.jsonl").exit_code == 0
    said = noted("export", "texts", "--to", "texts.jsonl")
    assert said.stderr == "Wrote 1 note to texts.jsonl.\n"
    [line] = Path("texts.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(json.loads(line)) == ["position", "salt", "text"]
    assert noted("export", "texts", "--to", "texts.jsonl").exit_code == 0
    again = noted(
        "--ledger", "again.db", "init", "--from", "events.jsonl", "--texts", "texts.jsonl"
    )
    assert again.exit_code == 0, again
    assert noted("--ledger", "again.db", "audit", "replay").exit_code == 0
    assert noted("--ledger", "without.db", "init", "--from", "events.jsonl").exit_code == 0
    replayed = noted("--ledger", "without.db", "audit", "replay")
    assert (replayed.exit_code, "text-missing at position 3" in replayed.stdout) == (1, True)


@pytest.mark.parametrize("wrong", ['{"position":3}', "x", '{"position":3,"salt":"00","text":"a"}'])
def test_a_file_that_has_no_notes_makes_no_ledger(noted: Rientro, wrong: str) -> None:
    noted("export", "events", "--to", "events.jsonl")
    Path("texts.jsonl").write_text(f"{wrong}\n", encoding="utf-8")
    said = noted("--ledger", "new.db", "init", "--from", "events.jsonl", "--texts", "texts.jsonl")
    said.refused(3, "line 1")
    assert not Path("new.db").exists()


def test_notes_that_are_not_those_of_the_events_make_no_ledger(noted: Rientro) -> None:
    noted("export", "events", "--to", "events.jsonl")
    Path("texts.jsonl").write_text(
        json.dumps({"position": 3, "salt": "00" * 16, "text": "false"}) + "\n", encoding="utf-8"
    )
    said = noted("--ledger", "new.db", "init", "--from", "events.jsonl", "--texts", "texts.jsonl")
    said.refused(3, "line 3 (operator:OP-1): text-differs")


def test_a_bundle_has_notes_only_where_they_are_asked_for(noted: Rientro) -> None:
    noted("audit", "keygen", "--to", "my.key")
    noted("audit", "bundle", "--key", "my.key", "--to", "plain.zip")
    noted("audit", "bundle", "--with-texts", "--to", "noted.zip")
    with ZipFile("plain.zip") as plain, ZipFile("noted.zip") as with_texts:
        assert "texts.jsonl" not in plain.namelist()
        assert PERSONAL.encode() in with_texts.read("texts.jsonl")
        assert b"texts.jsonl" in with_texts.read("README.md")


# Old ledgers, and servers -----------------------------------------------------------------------


def test_an_old_ledger_gets_its_table_at_the_first_note_or_by_an_upgrade(
    run_anywhere: Rientro,
) -> None:
    place = place_of(run_anywhere)
    run_anywhere("init", "--name", "Comdata")
    run_anywhere.typed("site open IT-CAG --country IT --on 2018-01-01")
    place.sql("DROP TABLE texts")
    assert run_anywhere("audit", "replay").exit_code == 0
    assert run_anywhere("db", "upgrade").stderr.startswith("Made the table for notes.")
    place.sql("DROP TABLE texts")
    said = run_anywhere.typed(f"hire OP-1 --at IT-CAG --on 2018-02-01 --note '{PERSONAL}'")
    assert said.exit_code == 0, said
    assert kinds(run_anywhere) == []
    assert "texts_no_" not in run_anywhere("doctor").stdout


def test_a_restatement_shows_the_notes_of_what_changed_a_figure(noted: Rientro) -> None:
    said = noted.typed("restatement --known-at 2018-01-01 --on 2018-12-31")
    assert said.exit_code == 0, said
    assert f"(note: {PERSONAL})" in said.stdout
