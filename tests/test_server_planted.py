"""What a stranger may plant beside a ledger on a server is never met, whoever uses the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from conftest import Rientro, Said
from ledgers import Desk
from places import PostgresPlace
from planting import Stranger
from programs import EVERY_CASE
from sqlalchemy import func, select

from projections.movements import movements

JANUARY = date(2018, 1, 1)
PLAN = (
    "plan announce P --from RO --to IT --target 1 --baseline 2018-01-01 --deadline 2018-09-30 "
    "--on 2018-01-01 --statement S --source S"
)
COMMANDS = (
    "site open IT-CAG --country IT --on 2018-01-01",
    "site open RO-IAS --country RO --on 2018-01-01",
    "contract sign FW --client Fastweb --on 2018-01-01",
    "site attest IT-CAG --heads 0 --source list --on 2018-01-02",
    "hire --count 5 --at RO-IAS --contract FW --on 2018-01-02",
    "transfer --count 2 --from RO-IAS --to IT-CAG --on 2018-02-01",
    "leave --count 1 --from RO-IAS --reason resigned --on 2018-02-01",
    "headcount",
    "headcount --known-at 2100-01-01",
    "bridge --since 2018-01-01",
    "flows --since 2018-01-01",
    "progress",
    "restatement --since 2018-01-01 --known-at 2100-01-01",
    "log",
    "log --site IT-CAG",
    "operator list",
    "site list",
    "contract list",
    "export events",
    "export movements",
    "audit replay",
    "audit checkpoint --key k.key --to k.checkpoint",
    "audit checkpoints",
    "audit verify k.checkpoint --public-key k.key.pub",
    "audit guard",
    "db rebuild",
    "db upgrade",
    "copy --to copied.db",
)
OF_EACH_KIND = tuple(
    words
    for words in COMMANDS
    if words.split()[0] in {"site", "contract", "hire", "headcount", "copy", "db"}
)
"""Commands that record, ask, copy, and make figures anew."""
if EVERY_CASE:
    OF_EACH_KIND = COMMANDS
PATHS = {
    "as the server has it": ("", OF_EACH_KIND),
    # Whatever is found under the others is found under this one.
    "public before pg_catalog": ("-c search_path=public,pg_catalog", COMMANDS),
    "pg_temp first": ("-c search_path=pg_temp,public,pg_catalog", OF_EACH_KIND),
}


@pytest.fixture
def stranger(run: Rientro) -> Iterator[Stranger]:
    stranger = Stranger(PostgresPlace())
    yield stranger
    stranger.leaves()


@pytest.fixture
def superuser(run: Rientro, stranger: Stranger) -> Rientro:
    """The command line of a superuser."""
    place = stranger.place
    return Rientro(run.folder, {**run.settings, "RIENTRO_LEDGER": place.url}, place)


def done(said: Said) -> None:
    assert said.exit_code == 0, said


@pytest.mark.parametrize("path", PATHS)
def test_nothing_planted_runs_in_any_command(
    superuser: Rientro, stranger: Stranger, path: str
) -> None:
    options, commands = PATHS[path]
    stranger.lays_traps()
    done(superuser("init", PGOPTIONS=options))
    stranger.lays_traps_for_catalogues()
    done(superuser("audit", "keygen", "--to", "k.key", PGOPTIONS=options))
    for words in (*commands, f"db roles --apply --prefix {stranger.name}"):
        said = superuser(*words.split(), PGOPTIONS=options)
        assert said.exit_code == 0, (words, said)
    assert "that are missing" not in superuser("doctor", PGOPTIONS=options).stdout
    assert not stranger.is_superuser


def test_the_traps_are_real(stranger: Stranger) -> None:
    stranger.lays_traps()
    stranger.lays_traps_for_catalogues()
    place = stranger.place
    for statement in (
        "SELECT quote_ident(current_schema())",
        "SELECT array_agg(relname) FROM pg_class",
        "SET search_path = public, pg_catalog; SELECT max(oid) FROM pg_catalog.pg_class",
        "SET search_path = public, pg_catalog; SELECT 1 FROM pg_class",
        "SET search_path = public, pg_catalog; SELECT 1 WHERE 'a'::pg_catalog.text = 'a'",
        "SET search_path = public, pg_catalog; SELECT 'a'::text",
    ):
        with pytest.raises(psycopg.errors.RaiseException, match="planted was run"):
            place.sql(statement)


@pytest.mark.parametrize(
    "name", ["stored_events", "stored_events_turn", "signed_checkpoints", "movements", "projected"]
)
@pytest.mark.parametrize("kind", ["TABLE", "VIEW"])
def test_no_ledger_is_made_on_top_of_what_a_stranger_has_put_there(
    superuser: Rientro, stranger: Stranger, name: str, kind: str
) -> None:
    body = "(position int)" if kind == "TABLE" else "AS SELECT 1 AS position"
    stranger.makes(f"CREATE {kind} public.{name} {body}")
    superuser("init").refused(4, "is not a ledger", name, stranger.name)


def test_a_stranger_who_made_the_function_of_the_guards_does_not_keep_it(
    superuser: Rientro, stranger: Stranger
) -> None:
    made = (
        "CREATE OR REPLACE FUNCTION public.rientro_refuse_change() RETURNS trigger "
        "LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    )
    stranger.makes(made)
    done(superuser("init"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        stranger.makes(made)


def test_a_stranger_who_owns_a_whole_ledger_runs_nothing_for_who_uses_it(
    superuser: Rientro, stranger: Stranger
) -> None:
    url = stranger.place.server.url(stranger.place.name, stranger.name)
    theirs = Rientro(
        superuser.folder, {**superuser.settings, "RIENTRO_LEDGER": url}, stranger.place
    )
    done(theirs("init"))
    stranger.makes(
        "CREATE OR REPLACE FUNCTION public.rientro_turn() RETURNS void LANGUAGE plpgsql AS "
        f"$$BEGIN EXECUTE 'ALTER ROLE {stranger.name} SUPERUSER'; END$$"
    )
    superuser("site", "open", "IT-CAG", "--country", "IT", "--on", "2018-01-01").refused(
        4, "rientro_turn", "db upgrade"
    )
    for words in ("headcount", "doctor", "db roles", "db upgrade", "db rebuild", "audit guard"):
        assert superuser(*words.split()).exit_code in {0, 1}, words
    assert not stranger.is_superuser


def test_a_table_of_figures_that_a_stranger_has_put_back_is_refused(
    superuser: Rientro, stranger: Stranger
) -> None:
    done(superuser("init"))
    stranger.place.sql("DROP TABLE movements")
    stranger.makes("CREATE TABLE public.movements (position int)")
    for words in ("headcount", "site open IT-CAG --country IT --on 2018-01-01", "db rebuild"):
        superuser(*words.split()).refused(4, "movements", stranger.name)


def test_tables_of_a_session_never_stand_for_those_of_the_ledger(stranger: Stranger) -> None:
    desk = Desk(stranger.place)
    desk.open("IT-CAG", JANUARY)
    with desk.database.writing() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE stored_events (notification_id int8)")
        connection.exec_driver_sql("CREATE TEMP TABLE movements (position int8)")
        connection.exec_driver_sql("INSERT INTO pg_temp.movements VALUES (7)")
        assert desk.database.last_position(connection) == 2
        assert connection.execute(select(func.max(movements.c.position))).scalar() is None
