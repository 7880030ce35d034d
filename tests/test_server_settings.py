"""Whatever settings a role, a database or an environment has: the same bytes, the same answers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from conftest import Rientro
from examples import TIMES
from ledgers import ALL_TABLES, Desk, batch
from places import PostgresPlace
from test_server_gate import findings

from domain.voids import VoidLatest
from ledger.store.codec import export_line
from ledger.upkeep.rebuilding import rebuild

JANUARY, MARCH, JUNE = date(2018, 1, 1), date(2018, 3, 1), date(2018, 6, 1)
SETTINGS = {
    "standard_conforming_strings": ["off"],
    "backslash_quote": ["on", "off"],
    "escape_string_warning": ["off"],
    "DateStyle": ["SQL, DMY", "German", "Postgres, MDY"],
    "IntervalStyle": ["iso_8601", "sql_standard"],
    "TimeZone": ["America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"],
    "bytea_output": ["escape"],
    "extra_float_digits": ["-15", "3"],
    "client_encoding": ["LATIN1", "WIN1252", "SJIS", "SQL_ASCII"],
    "search_path": [
        "public, pg_catalog",
        "pg_temp, public",
        "nowhere, public",
        "pg_catalog, public",
    ],
    "default_transaction_isolation": ["serializable", "repeatable read", "read uncommitted"],
    "default_transaction_deferrable": ["on"],
    "quote_all_identifiers": ["on"],
    "row_security": ["off", "on"],
    "array_nulls": ["off"],
    "transform_null_equals": ["on"],
    "xmloption": ["document"],
    "lc_numeric": ["C"],
    "enable_hashagg": ["off"],
    "enable_indexscan": ["off"],
    "enable_seqscan": ["off"],
    "synchronize_seqscans": ["on"],
    "lock_timeout": ["1s"],
    "plan_cache_mode": ["force_generic_plan"],
    "gin_fuzzy_search_limit": ["1"],
    "session_replication_role": ["replica"],
}
LINE = "it's a \\ backslash, \\x41, \\\\ two, “quotes”, Ţ, 中, %s, %%, :name, $1"


def told_by(place: PostgresPlace) -> tuple[Any, ...]:
    """All that is kept and answered after somebody has used every way to record."""
    place.sql(
        "SELECT"
    )  # else the ledger would be a copy of one that was opened without the settings
    desk = Desk(place, name=LINE, by=LINE)
    desk.open("IT-CAG", JANUARY, city=LINE)
    desk.open("RO-IAS", JANUARY, employer=LINE)
    desk.sign("FW", JANUARY, client=LINE)
    desk.announce(
        "P", target=2, origins=["RO"], destinations=["IT"], baseline=JANUARY, deadline=JUNE
    )
    desk.hire(count=5, at="RO-IAS", on=JANUARY, contract="FW", fte="0.5", terms=batch("b", LINE))
    desk.transfer(count=2, origin="RO-IAS", to="IT-CAG", on=MARCH)
    desk.leave(count=1, origin="RO-IAS", on=MARCH)
    desk.ledger.record(VoidLatest(("RO-IAS-0003",), reason=LINE))
    desk.downsize("RO-IAS", count=1, on=JUNE)
    assert rebuild(desk.database).differences == {}
    with desk.database.reading() as connection:
        lines = [export_line(raw) for page in desk.database.pages(connection) for raw in page]
    with desk.asking_at_once():
        bridges = [
            desk.bridge(by, since=JANUARY, on=JUNE) for by in ("country", "contract", "city")
        ]
        answers = (
            [desk.headcount("site", on) for on in (JANUARY, MARCH, JUNE)],
            [{key: each.steps for key, each in bridge.items()} for bridge in bridges],
            desk.progress("P", JUNE),
            desk.history("P", JUNE),
        )
    return (answers, lines, desk.findings(), *stored(place))


def stored(place: PostgresPlace) -> Iterator[list[tuple[Any, ...]]]:
    """Every byte that is stored, read past the program with settings that are known."""
    with place.server.session(place.name) as session:
        for known in (
            "search_path = public",
            "bytea_output = hex",
            "client_encoding = UTF8",
            "TimeZone = UTC",
            "DateStyle = ISO",
        ):
            session.execute(f"SET {known}".encode())
        for name in ("stored_events", *ALL_TABLES):
            yield sorted(session.execute(f"SELECT * FROM {name}".encode()).fetchall())


@pytest.fixture(scope="module")
def expected() -> tuple[Any, ...]:
    place = PostgresPlace()
    told = told_by(place)
    place.close()
    return told


@pytest.fixture(scope="module")
def opened() -> Iterator[PostgresPlace]:
    """A ledger in which each setting records sites of its own."""
    place = PostgresPlace()
    Desk(place)
    yield place
    place.close()


@pytest.fixture
def place() -> Iterator[PostgresPlace]:
    place = PostgresPlace()
    yield place
    place.close()


@pytest.mark.parametrize("seed", range(3 * TIMES))
def test_no_setting_changes_a_byte_or_an_answer(
    expected: tuple[Any, ...],
    place: PostgresPlace,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = random.Random(seed)  # noqa: S311 (a test that can be run again)
    options = []
    for name in sorted(SETTINGS):
        value = drawn.choice(SETTINGS[name])
        where = drawn.choice(["database", "role", "environment", "nowhere"])
        if where == "database":
            place.sql(f"ALTER DATABASE {place.name} SET {name} = {_quoted(name, value)}")
        elif where == "role":
            place.sql(
                f"ALTER ROLE postgres IN DATABASE {place.name} SET {name} = {_quoted(name, value)}"
            )
        elif where == "environment":
            options.append(f"-c {name}={value.replace(' ', chr(92) + ' ')}")
    monkeypatch.setenv("PGOPTIONS", " ".join(options))
    monkeypatch.setenv("PGTZ", drawn.choice(["Asia/Tokyo", "UTC"]))
    monkeypatch.setenv("PGDATESTYLE", drawn.choice(["SQL, DMY", "German"]))
    assert told_by(place) == expected


def _quoted(name: str, value: str) -> str:
    return value if name in {"search_path", "DateStyle"} else f"'{value}'"


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_no_setting_alone_stops_the_program(run: Rientro, opened: PostgresPlace, name: str) -> None:
    """What was recorded under every value is judged and compared under each."""
    settings = {**run.settings, "RIENTRO_LEDGER": opened.url}
    under = [
        Rientro(
            run.folder,
            {**settings, "PGOPTIONS": f"-c {name}={value.replace(' ', chr(92) + ' ')}"},
            opened,
        )
        for value in SETTINGS[name]
    ]
    for number, desk in enumerate(under):
        code = f"IT-{sorted(SETTINGS).index(name)}-{number}"
        assert desk("site", "open", code, "--country", "IT", "--on", "2018-01-01").exit_code == 0
        assert desk("headcount").exit_code == 0
    assert findings(under[0]) == []
    for desk in under:
        replayed = desk("audit", "replay")
        assert replayed.exit_code == 0, replayed


def test_fte_and_counts_are_numbers_whatever_the_server_writes(expected: tuple[Any, ...]) -> None:
    assert expected[0][0][0]["RO-IAS"] == (5, Decimal("2.5"))
