"""What each role of a ledger on a server may do, and what it may not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache

import psycopg
import pytest
from conftest import Rientro, Said
from places import PostgresPlace
from server_users import Users

RECORD = "hire OP-1 --at IT-CAG --on 2018-10-01"


@pytest.fixture
def users(demo_on_server: Rientro) -> Users:
    return Users(demo_on_server)


@pytest.fixture(scope="module")
def everybody(
    recorded_demo_on_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Users]:
    """Somebody in each role of one ledger, for tests in which nothing is changed."""
    place = PostgresPlace(template=recorded_demo_on_server)
    settings = {"RIENTRO_BY": "anna", "RIENTRO_LEDGER": place.url}
    yield Users(Rientro(tmp_path_factory.mktemp("everybody"), settings, place))
    place.close()


@pytest.fixture(scope="module")
def owners_answers(everybody: Users) -> Callable[[str], Said]:
    """What the owner is answered, asked once."""
    return cache(everybody.demo.typed)


QUESTIONS = [
    "headcount",
    "headcount --known-at 2100-01-01",
    "bridge --since 2018-05-08",
    "progress --history",
    "log --site IT-CAG",
    "audit replay --format json",
    "export events",
    "doctor --format json",
]


@pytest.mark.parametrize("words", QUESTIONS)
@pytest.mark.parametrize("role", ["recorder", "reader"])
@pytest.mark.usefixtures("run")
def test_a_recorder_and_a_reader_get_every_answer(
    everybody: Users, owners_answers: Callable[[str], Said], role: str, words: str
) -> None:
    owner, said = owners_answers(words), everybody(role).typed(words)
    assert said.exit_code == owner.exit_code
    assert said.stderr == owner.stderr
    if "doctor" not in words:
        assert said.stdout == owner.stdout


def test_a_recorder_records_and_nobody_else_does(users: Users) -> None:
    for role in ("reader", "auditor"):
        users(role).typed(RECORD).refused(4, "does not let you do that (permission denied for")
    assert users.place.sql("SELECT count(*) FROM stored_events") == [(665,)]
    said = users("recorder").typed(RECORD)
    assert said.exit_code == 0, said
    assert said.stderr == "Recorded: OP-1 hired at IT-CAG on 2018-10-01 (position 666).\n"
    assert users.demo("audit", "replay").exit_code == 0


@pytest.mark.parametrize("role", ["recorder", "reader", "auditor"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stored_events SET topic = 'x'",
        "DELETE FROM stored_events",
        "TRUNCATE stored_events",
        "DROP TABLE stored_events",
        "ALTER TABLE stored_events DISABLE TRIGGER ALL",
        "DROP TRIGGER stored_events_no_update ON stored_events",
        "CREATE TABLE mine (one int)",
        (
            "INSERT INTO stored_events (notification_id, originator_id, originator_version, topic, "
            "state) VALUES (-5, 'operator:OP-1', 1, 'operator-hired.2', '')"
        ),
        "DELETE FROM movements",
    ],
)
def test_no_role_may_change_what_is_recorded(everybody: Users, role: str, statement: str) -> None:
    with psycopg.connect(everybody.url(role)) as session:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute(statement.encode())
        session.rollback()


def test_an_auditor_reads_events_and_no_figures(users: Users) -> None:
    auditor = users("auditor")
    auditor("headcount").refused(4, "permission denied for table projected")
    said = auditor("audit", "replay")
    assert said.exit_code == 0, said
    assert "The figures in use were not compared: permission denied for table" in said.stdout
    assert said.stdout.endswith("665 events replayed, 0 findings.\n")


def test_an_auditor_finds_what_is_wrong_with_the_events(users: Users) -> None:
    users.place.sql("ALTER TABLE stored_events DISABLE TRIGGER stored_events_no_update")
    said = users("auditor")("audit", "replay", "--format", "json")
    document = json.loads(said.stdout)
    assert said.exit_code == 1
    assert [finding["kind"] for finding in document["findings"]] == ["guard-missing"]
    assert document["not_compared"].startswith("permission denied")


@pytest.fixture
def left_behind(users: Users) -> tuple[str, str]:
    """The headcount before and after three more were hired, whom the figures do not know.

    An older program may leave them so.
    """
    demo, sql = users.demo, users.place.sql
    before = demo("headcount").stdout
    sql("CREATE TABLE kept AS SELECT * FROM projected")
    demo.typed("hire --count 3 --at IT-CAG --on 2018-10-01 --batch b")
    after = demo("headcount").stdout
    sql("UPDATE projected SET position = 665, recorded_at = (SELECT recorded_at FROM kept)")
    sql("DELETE FROM changes WHERE effective_on LIKE '2018-10%'")
    sql("DELETE FROM batches WHERE name = 'b'")
    sql("DELETE FROM movements WHERE position > 665")
    sql("DELETE FROM placements WHERE position > 665")
    sql("DROP TABLE kept")
    return before, after


def test_a_reader_knows_what_the_figures_do_not_and_writes_nothing(
    users: Users, left_behind: tuple[str, str]
) -> None:
    _, after = left_behind
    said = users("reader")("headcount")
    assert (said.exit_code, said.stdout, said.stderr) == (0, after, "")
    assert json.loads(users("reader")("headcount", "--format", "json").stdout)["position"] == 669
    assert users.place.sql("SELECT position FROM projected") == [(665,)]


def test_a_reader_without_temporary_tables_is_told_how_far_behind_an_answer_is(
    users: Users, left_behind: tuple[str, str]
) -> None:
    before, after = left_behind
    users.place.sql(f"REVOKE TEMPORARY ON DATABASE {users.place.name} FROM PUBLIC")
    said = users("reader")("headcount")
    assert (said.exit_code, said.stdout) == (0, before)
    assert said.stderr.startswith("The latest 4 events are not in this answer")
    document = json.loads(users("reader")("headcount", "--format", "json").stdout)
    assert document["position"] == 665
    assert users("recorder")("headcount").stdout == after
    said = users("reader")("headcount")
    assert (said.stdout, said.stderr) == (after, "")


@pytest.mark.parametrize("role", ["recorder", "reader"])
def test_a_log_that_lost_its_end_is_told_to_everybody_who_asks(users: Users, role: str) -> None:
    users.place.sql("ALTER TABLE stored_events DISABLE TRIGGER ALL")
    users.place.sql("DELETE FROM stored_events WHERE notification_id > 600")
    users(role)("headcount").refused(4, "65 events are missing at its end")


def test_figures_that_claim_more_than_there_is_are_told_to_a_reader(users: Users) -> None:
    users.place.sql("UPDATE projected SET position = 600")
    users("reader")("headcount").refused(
        4, "they hold rows of events that they do not count as read"
    )


def test_rights_outlive_a_rebuild(users: Users) -> None:
    assert users.demo("db", "rebuild").exit_code == 0
    assert users("reader")("headcount").exit_code == 0
    assert users("recorder").typed(RECORD).exit_code == 0
    users("auditor")("headcount").refused(4, "permission denied")


@pytest.mark.parametrize("words", ["db rebuild", "db roles --apply"])
@pytest.mark.parametrize("role", ["recorder", "reader", "auditor"])
@pytest.mark.usefixtures("run")
def test_the_tables_are_left_to_the_owner(everybody: Users, role: str, words: str) -> None:
    said = everybody(role).typed(words)
    assert said.exit_code == 4
    assert "does not let you do that" in said.stderr


def test_what_is_shown_is_what_is_applied(demo_on_server: Rientro) -> None:
    users = Users(demo_on_server, others=True)
    shown = users.demo("db", "roles", "--prefix", f"{users.prefix}_b").stdout
    assert shown.count("CREATE ROLE") == 4
    with users.place.server.session(users.place.name) as session:
        session.execute(shown.encode())
    assert users.demo("db", "roles", "--prefix", f"{users.prefix}_b", "--apply").exit_code == 0


@pytest.mark.parametrize(
    "prefix", ["", "Rientro", "1st", "a b", "x; DROP TABLE stored_events", "é"]
)
@pytest.mark.usefixtures("run")
def test_a_prefix_that_is_no_name_is_refused(everybody: Users, prefix: str) -> None:
    everybody.demo("db", "roles", "--prefix", prefix).refused(2, "cannot begin the name of a role")


def test_a_file_has_no_roles(demo: Rientro) -> None:
    demo("db", "roles").refused(4, "is a file, and a file has no roles")


def test_a_replay_asks_the_list_of_checkpoints_only_where_it_may(users: Users) -> None:
    users.demo("audit", "keygen", "--to", "my.key")
    users.demo("audit", "checkpoint", "--key", "my.key", "--to", "first.checkpoint")
    users.place.sql(f"REVOKE SELECT ON signed_checkpoints FROM {users.prefix}_auditor")
    auditor = users("auditor")
    auditor("audit", "checkpoints").refused(4, "permission denied for table signed_checkpoints")
    assert auditor("audit", "replay").exit_code == 0
    users.demo("db", "roles", "--apply", "--prefix", users.prefix)
    assert auditor("audit", "checkpoints").exit_code == 0
    assert auditor("audit", "replay").exit_code == 0
