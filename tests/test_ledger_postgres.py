"""What a ledger on a server promises: no gaps, nothing twice, and clear words when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from click.testing import CliRunner
from cut_line import Cut, line_to
from ledgers import Clock, Desk
from places import PostgresPlace
from refusing import refused_as

from cli.main import cli
from domain.recorded import Recorded
from faces.refused import sentence
from ledger.ledger import Ledger
from ledger.signing.signer import take_signed
from ledger.store.codec import to_stored
from ledger.store.errors import (
    DamagedLedger,
    DiskFull,
    Interrupted,
    LockedLedger,
    LostConnection,
    MissingLedger,
    NeededElsewhere,
    NotALedger,
    NotPermitted,
    OldServer,
    OutcomeUnknown,
    OvertakenLedger,
    ReadOnlyLedger,
)
from ledger.store.ledger_refusals import LedgerExists
from ledger.store.postgres.postgres_database import PostgresDatabase
from ledger.store.postgres.url import without_secrets
from proofs.note import SigningKey

JANUARY = date(2018, 1, 1)


@pytest.fixture
def place() -> Iterator[PostgresPlace]:
    place = PostgresPlace()
    yield place
    place.close()


def two_sites(desk: Desk) -> None:
    desk.open("IT-CAG", JANUARY)
    desk.open("RO-IAS", JANUARY)


@pytest.fixture
def desk(place: PostgresPlace) -> Desk:
    return Desk.where(place, two_sites)


def positions(desk: Desk) -> list[int]:
    return [row[0] for row in desk.sql("SELECT notification_id FROM stored_events ORDER BY 1")]


# Events -------------------------------------------------------------------------------------------


def test_positions_have_no_gap_after_a_transaction_that_came_to_nothing(desk: Desk) -> None:
    outcome = desk.hire("OP-1", at="IT-CAG", on=JANUARY)
    event = outcome.recorded[0].event
    unkept = Recorded(5, "operator:X", 1, desk.clock(), "anna", None, event)
    with suppress(RuntimeError), desk.database.writing() as connection:
        assert desk.database.append(connection, [to_stored(unkept)]) == [5]
        raise RuntimeError
    assert desk.hire("OP-2", at="IT-CAG", on=JANUARY).position == 5
    assert positions(desk) == [1, 2, 3, 4, 5]
    assert desk.findings() == []


def test_the_database_itself_refuses_to_change_events(desk: Desk, place: PostgresPlace) -> None:
    with place.server.session(place.name) as session:
        for role in ("origin", "replica"):
            session.execute(f"SET session_replication_role = {role}".encode())
            for statement in (
                b"UPDATE stored_events SET topic = 'x'",
                b"DELETE FROM stored_events",
                b"TRUNCATE stored_events",
            ):
                with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
                    session.execute(statement)
    assert positions(desk) == [1, 2, 3]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER stored_events_no_update ON stored_events",
        "ALTER TABLE stored_events DISABLE TRIGGER stored_events_no_update",
        "ALTER TABLE stored_events ENABLE REPLICA TRIGGER stored_events_no_update",
    ],
)
def test_a_guard_that_was_switched_off_is_found(desk: Desk, statement: str) -> None:
    desk.sql(statement)
    assert [finding.kind for finding in desk.findings()] == ["guard-missing"]


def test_a_guard_that_was_dropped_and_made_again_leaves_a_trace(desk: Desk) -> None:
    def fingerprint() -> str:
        with desk.database.reading() as connection:
            return desk.database.guard_fingerprint(connection)

    before = fingerprint()
    desk.hire("OP-1", at="IT-CAG", on=JANUARY)
    assert fingerprint() == before
    definition = desk.sql("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE '%del%'")
    desk.sql("DROP TRIGGER stored_events_no_delete ON stored_events")
    desk.sql(definition[0][0])
    desk.sql("ALTER TABLE stored_events ENABLE ALWAYS TRIGGER stored_events_no_delete")
    assert desk.findings() == []
    assert fingerprint() != before


# A line that is cut while everything is kept ------------------------------------------------------


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a name that is short enough for a socket."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


def through(desk: Desk, place: PostgresPlace, folder: Path, *, look_seconds: float = 0.5) -> Ledger:
    """The ledger, reached over the line in the folder."""
    url = place.url.replace(str(place.server.socket), str(folder))
    database = PostgresDatabase(url, look_seconds=look_seconds)
    return Ledger(database, by="anna", clock=desk.clock)


def over(desk: Desk, ledger: Ledger) -> Desk:
    """The desk with another way to the ledger."""
    other = object.__new__(Desk)
    other.__dict__.update(desk.__dict__ | {"ledger": ledger, "database": ledger.database})
    return other


def test_what_was_kept_when_the_answer_was_lost_is_told_as_recorded(
    desk: Desk, place: PostgresPlace, folder: Path
) -> None:
    with line_to(place.server.socket, folder, Cut.AFTER_COMMIT) as line:
        outcome = over(desk, through(desk, place, folder)).hire(count=3, at="IT-CAG", on=JANUARY)
        assert line.cuts == 1
    assert outcome.position == desk.position == 7
    assert positions(desk) == [1, 2, 3, 4, 5, 6, 7]
    assert desk.findings() == []


def test_what_was_not_kept_when_the_line_was_cut_can_be_recorded_again(
    desk: Desk, place: PostgresPlace, folder: Path
) -> None:
    with line_to(place.server.socket, folder, Cut.BEFORE_COMMIT) as line:
        far = over(desk, through(desk, place, folder))
        with refused_as(LostConnection, match="Nothing was recorded"):
            far.hire(count=3, at="IT-CAG", on=JANUARY)
        assert (line.cuts, desk.position) == (1, 3)
        assert far.hire(count=3, at="IT-CAG", on=JANUARY).position == 7
    assert positions(desk) == [1, 2, 3, 4, 5, 6, 7]


def test_a_checkpoint_that_was_kept_when_the_answer_was_lost_is_one(
    desk: Desk, place: PostgresPlace, folder: Path
) -> None:
    key = SigningKey.generate("Comdata")
    with line_to(place.server.socket, folder, Cut.AFTER_COMMIT) as line:
        far = through(desk, place, folder).database
        taken = take_signed(far, key, by="anna", clock=desk.clock)
        assert line.cuts == 1
    assert not taken.already
    assert desk.sql("SELECT size FROM signed_checkpoints") == [(3,)]


def test_a_ledger_that_was_not_kept_when_the_line_was_cut_is_told_at_once(
    place: PostgresPlace, folder: Path
) -> None:
    url = place.url.replace(str(place.server.socket), str(folder))
    with (
        line_to(place.server.socket, folder, Cut.BEFORE_COMMIT),
        refused_as(LostConnection, match="Nothing was recorded"),
    ):
        Ledger.create(PostgresDatabase(url), name="new", ledger_id=None, by="anna", clock=Clock())
    assert "stored_events" not in {name for (name,) in place.sql("SELECT relname FROM pg_class")}


# What the database does on its own -----------------------------------------------------------------


@pytest.mark.parametrize(
    "own",
    [
        (
            "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; "
            "CREATE TRIGGER lose BEFORE INSERT ON stored_events FOR EACH ROW EXECUTE FUNCTION lose()"
        ),
    ],
)
def test_nothing_is_said_to_be_recorded_that_stands_elsewhere_or_nowhere(
    desk: Desk, own: str
) -> None:
    desk.sql(own)
    with pytest.raises(DamagedLedger):
        desk.hire(count=3, at="IT-CAG", on=JANUARY)
    assert positions(desk) == [1, 2, 3]


def test_positions_hang_on_no_sequence(desk: Desk) -> None:
    for own in (
        "SELECT setval('stored_events_notification_id_seq', 700)",
        "SELECT setval('stored_events_notification_id_seq', 9223372036854775807)",
        "ALTER SEQUENCE stored_events_notification_id_seq INCREMENT BY 10",
        "DROP SEQUENCE stored_events_notification_id_seq CASCADE",
    ):
        desk.sql(own)
        before = desk.position
        assert desk.hire(count=3, at="IT-CAG", on=JANUARY).position == before + 4
    assert positions(desk) == list(range(1, 3 + 4 * 4 + 1))


def test_a_table_of_events_that_was_written_anew_is_read_anew(desk: Desk) -> None:
    def fingerprint() -> str:
        with desk.database.reading() as connection:
            return desk.database.guard_fingerprint(connection)

    before = fingerprint()
    assert fingerprint() == before
    desk.sql("ALTER TABLE stored_events ALTER state TYPE bytea USING state || ''::bytea")
    written_anew = fingerprint()
    assert written_anew != before
    desk.sql("CREATE TABLE more () INHERITS (stored_events)")
    assert fingerprint() != written_anew


def test_where_the_server_cannot_be_asked_again_it_is_told_how_to_find_out(
    desk: Desk, place: PostgresPlace, folder: Path
) -> None:
    with line_to(place.server.socket, folder, Cut.FOR_GOOD) as line:
        far = over(desk, through(desk, place, folder, look_seconds=0.1))
        with pytest.raises(OutcomeUnknown) as unknown:
            far.hire("OP-1", at="IT-CAG", on=JANUARY)
        assert line.cuts == 1
    assert "rientro log --stream operator:OP-1` shows position 4, version 1" in sentence(
        unknown.value
    )
    assert desk.hire("OP-1", at="IT-CAG", on=JANUARY).position == 4


def test_a_server_that_ends_the_session_half_way_has_kept_nothing(
    desk: Desk, place: PostgresPlace
) -> None:
    def cut_half_way() -> None:
        with desk.database.writing() as connection:
            place.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_locks "
                "WHERE relation = 'stored_events_turn'::regclass"
            )
            desk.database.last_position(connection)

    with refused_as(LostConnection, match="Nothing was recorded"):
        cut_half_way()
    assert desk.position == 3


# Clear words --------------------------------------------------------------------------------------


def failing(desk: Desk) -> None:
    """Let the server fail whenever an operator's event is stored, with the code that is in a table.

    An index that computes something is seen by doctor, and stops nobody.
    """
    desk.sql("CREATE TABLE luck (code text)")
    desk.sql("INSERT INTO luck VALUES ('00000')")
    desk.sql(
        "CREATE FUNCTION fail(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS "
        "$$BEGIN IF $1 LIKE 'operator:%%' THEN RAISE EXCEPTION 'no luck' "
        "USING ERRCODE = (SELECT code FROM public.luck); END IF; RETURN $1; END$$"
    )
    desk.sql("CREATE INDEX fail ON stored_events (public.fail(originator_id))")


def test_an_error_of_the_server_is_told_in_our_words(desk: Desk) -> None:
    failing(desk)
    for code, kind, words in (
        ("53100", DiskFull, "is full. Nothing was recorded"),
        ("55P03", LockedLedger, "in use by another program for 0.2 seconds"),
        ("42501", NotPermitted, "does not let you do that (no luck)"),
        ("40001", OvertakenLedger, "at the same time. Nothing was recorded. Try again"),
        ("57P01", LostConnection, "was lost: no luck. Nothing was recorded"),
        ("XX001", DamagedLedger, "is damaged (no luck)"),
        ("58030", DamagedLedger, "cannot read or write a file: no luck"),
        ("57014", Interrupted, "ended the command (no luck). Nothing was recorded. Try again"),
        ("2BP01", NeededElsewhere, "depends on the figures"),
        ("25P04", LostConnection, "was lost"),
    ):
        desk.sql("UPDATE luck SET code = ?", code)
        with pytest.raises(kind) as failed:
            desk.hire("OP-1", at="IT-CAG", on=JANUARY)
        assert words in sentence(failed.value), code
        assert desk.position == 3


def test_a_writer_waits_for_its_turn_and_then_gives_up(desk: Desk, place: PostgresPlace) -> None:
    with desk.database.writing():
        with refused_as(LockedLedger, match=r"0\.2 seconds"):
            desk.hire("OP-1", at="IT-CAG", on=JANUARY)
        assert desk.position == 3
    assert desk.hire("OP-1", at="IT-CAG", on=JANUARY).position == 4


def test_somebody_who_may_only_read_cannot_hold_writers_up(
    desk: Desk, place: PostgresPlace
) -> None:
    reader = f"reader_of_{place.name}"
    desk.sql(f"CREATE ROLE {reader} LOGIN")
    desk.sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}")
    url = place.url.replace("://postgres@", f"://{reader}@")
    with psycopg.connect(url) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("LOCK TABLE stored_events_turn IN EXCLUSIVE MODE")
        connection.rollback()
        connection.execute("SELECT count(*) FROM stored_events_turn, stored_events")
        assert desk.hire("OP-1", at="IT-CAG", on=JANUARY).position == 4
    desk.sql(f"DROP OWNED BY {reader}")
    desk.sql(f"DROP ROLE {reader}")


def test_a_ledger_without_the_table_of_turns_is_refused(desk: Desk) -> None:
    desk.sql("DROP TABLE stored_events_turn")
    with refused_as(NotALedger, match="its table stored_events_turn is missing"):
        desk.hire("OP-1", at="IT-CAG", on=JANUARY)


def test_a_database_that_is_set_to_read_only_answers_and_records_nothing(
    desk: Desk, place: PostgresPlace
) -> None:
    place.sql(f"ALTER DATABASE {place.name} SET default_transaction_read_only = on")
    with refused_as(ReadOnlyLedger, match="set to read only"):
        desk.hire("OP-1", at="IT-CAG", on=JANUARY)
    assert desk.position == 3


def test_an_old_server_is_refused(place: PostgresPlace) -> None:
    ahead = PostgresDatabase(place.url, oldest_version=99)
    with refused_as(OldServer, match=r"PostgreSQL \d+; version 99 or "), ahead.reading():
        pass


def test_an_empty_database_has_no_ledger(place: PostgresPlace) -> None:
    told = "Create it with: rientro --ledger 'postgresql://"
    with refused_as(MissingLedger, match=told), place.database().reading():
        pass


def test_another_programs_database_is_left_alone(place: PostgresPlace, desk: Desk) -> None:
    other = PostgresPlace()
    other.sql("CREATE TABLE theirs (one int)")
    with refused_as(NotALedger, match="another program's"), other.database().reading():
        pass
    with refused_as(NotALedger, match="another program's"):
        Ledger.create(other.database(), name="X", ledger_id=None, by="anna", clock=desk.clock)
    assert other.sql("SELECT relname FROM pg_class WHERE relname LIKE '%stored%'") == []
    other.close()


def test_a_ledger_is_not_created_twice(place: PostgresPlace, desk: Desk) -> None:
    with pytest.raises(LedgerExists):
        Ledger.create(place.database(), name="X", ledger_id=None, by="anna", clock=desk.clock)
    assert positions(desk) == [1, 2, 3]


def test_a_database_that_cannot_hold_every_letter_is_refused(place: PostgresPlace) -> None:
    with place.server.session() as session:
        session.execute(
            "CREATE DATABASE old_letters TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
        )
    said = CliRunner().invoke(cli, ["--ledger", place.server.url("old_letters"), "init"])
    place.server.drop("old_letters")
    assert said.exit_code == 4
    assert "its encoding is LATIN1; a ledger needs one made with UTF8" in said.stderr


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "postgresql://postgres:s3cret@/nothing?host=SOCKET",
            'database "nothing" does not exist; create it',
        ),
        ("postgresql://locked_out:s3cret@/postgres?host=SOCKET", "password authentication failed"),
        ("postgresql://anna@/postgres?host=SOCKET&password=s3cret", 'role "anna" does not exist'),
        (
            "postgres://anna:s3cret@/postgres?host=/nowhere",
            "cannot be opened: connection to server on socket",
        ),
        ("postgres://anna:s3cret@localhost:1/postgres", "Connection refused"),
        ("postgresql://anna:s3c@ret@localhost/postgres", "are written as %40"),
        ("postgresql://anna:s3cret@localhost/postgres?nonsense=1", "URL cannot be read"),
        ("postgresql://anna:s3cret\n@localhost/postgres", "control characters"),
    ],
)
@pytest.mark.parametrize(
    "command", [["headcount"], ["init"], ["hire", "A", "--at", "B", "--on", "2018-01-01"]]
)
def test_a_server_that_lets_nobody_in_is_named_and_no_password_is(
    place: PostgresPlace, url: str, words: str, command: list[str]
) -> None:
    url = url.replace("SOCKET", str(place.server.socket))
    said = CliRunner().invoke(cli, ["--ledger", url, *command], prog_name="rientro")
    assert (said.exit_code, said.stdout) == (4, "")
    assert words in said.stderr
    assert "s3c" not in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_url_is_shown_without_what_opens_doors() -> None:
    url = "postgresql://anna:s3cret@h:5432/db?sslmode=require&password=x&sslkey=/k&host=/run"
    assert without_secrets(url) == "postgresql://anna@h:5432/db?sslmode=require&host=/run"


# Several at once ----------------------------------------------------------------------------------


def test_readers_wait_for_nobody_and_see_one_state(desk: Desk) -> None:
    with desk.database.reading() as reading:
        before = desk.database.last_position(reading)
        with desk.database.writing() as writing:
            assert desk.position == before == 3
            assert desk.database.last_position(writing) == 3
        desk.hire("OP-1", "OP-2", at="IT-CAG", on=JANUARY)
        assert desk.database.last_position(reading) == 3
    assert desk.position == 6
