"""The replay compares the tables of figures with the events, every row and every column of them."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

import pytest
from click.testing import CliRunner
from ledgers import ALL_TABLES, Desk
from places import Place, SQLitePlace
from sqlalchemy import Column, Table, Text

from cli.main import cli
from domain.contracts.contract_commands import EndContract, SignContract
from domain.places.site_commands import AttestSite, CloseSite
from domain.plans.plan_commands import RevisePlan, WithdrawPlan
from domain.voids import VoidPosition
from faces.refused import finding_in_words
from ledger.audit.comparison import compare
from ledger.audit.findings import Kind
from ledger.recording.batch_terms import BatchTerms
from ledger.store.errors import UnreachableLedger
from projections.reach import projected
from proofs.note import SigningKey

JANUARY, JUNE, JULY = date(2018, 1, 1), date(2018, 6, 1), date(2018, 7, 1)
TABLES = [table for table in ALL_TABLES.values() if table is not projected]
ON_A_SERVER = ("movements", "changes", "placements", "plans", "volumes")
SUMMED = ("movements", "changes", "placements", "cells")
"""Tables of which one is compared with another."""
EVERY = [
    *(("sqlite", table) for table in TABLES),
    *(("postgresql", table) for table in TABLES if table.name in ON_A_SERVER),
]
"""Every table in a file; on a server, where the same statements compare, one of each kind."""


TYPED = (
    "volume report SOHO --month 2018-02 --unit contacts --in IT=8150 RO=1850",
    "protocol sign P-1 --shipped protocollo-2017 --on 2017-05-04",
    "quality define --shipped agcom",
    (
        "quality report SOHO --indicator answer-seconds --period 2018-06 "
        "--site IT-CAG --numerator 960000 --denominator 12000"
    ),
    "rule adopt --shipped it-24-bis",
    "rule adopt --shipped eu",
    (
        "notice file AL-1 --rule IT-24BIS-2017 --to labour --country AL --contract SOHO "
        "--workers 10 --from 2018-02-01 --filed 2018-01-02"
    ),
)
"""What is said of the rest, as it is typed."""


def recorded(desk: Desk) -> None:
    """A ledger that has something in every table."""
    for code in ("RO-IAS", "RO-BUC", "IT-CAG"):
        desk.open(code, JANUARY)
    desk.sign("SOHO", JANUARY)
    terms = BatchTerms(key=SigningKey("anna", b"\x01" * 32))
    desk.hire(at="RO-IAS", count=3, on=JANUARY, contract="SOHO", terms=terms)
    desk.announce(
        "HOME", target=2, origins=["RO"], destinations=["IT"], baseline=JANUARY, deadline=JULY
    )
    desk.transfer("RO-IAS-0001", to="IT-CAG", on=JUNE, fte="0.5")
    desk.leave("RO-IAS-0002", on=JUNE)
    ledger = desk.ledger
    ledger.record(CloseSite("RO-BUC", reason="moved", effective_on=JUNE))
    ledger.record(AttestSite("RO-IAS", heads=1, source="the ministry", effective_on=JUNE))
    ledger.record(SignContract("MOBILE", client="a client", effective_on=JANUARY))
    ledger.record(EndContract("MOBILE", reason="over", effective_on=JUNE))
    ledger.record(RevisePlan("HOME", target=3, reason="agreed", effective_on=JUNE))
    slip = ledger.record(WithdrawPlan("HOME", reason="a slip", effective_on=JULY))
    ledger.record(VoidPosition(slip.position, reason="it was not given up"))
    ledger.record(WithdrawPlan("HOME", reason="given up", effective_on=JULY))
    for line in TYPED:
        settings = {"RIENTRO_LEDGER": desk.place.url, "RIENTRO_BY": "anna"}
        said = CliRunner(env=settings).invoke(cli, shlex.split(line), prog_name="rientro")
        assert said.exit_code == 0, said.output
    assert all(desk.sql(f"SELECT 1 FROM {table.name}") for table in TABLES)
    assert desk.findings() == []


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


BEYOND = "they hold rows of events that they do not count as read"
"""What is said of rows that stand after the last event, before any table is compared."""


def tables_found(desk: Desk) -> set[str]:
    """What a replay says of the figures: the tables that differ, or that they reach too far."""
    findings = desk.findings()
    assert {finding.kind for finding in findings} <= {Kind.READ_MODEL_DIFFERS}
    return {finding_in_words(finding).partition(":")[0] for finding in findings}


def differing(desk: Desk) -> set[str]:
    """What a comparison says, which every replay asks for: the tables that differ."""
    found = compare(desk.database)
    assert found.count == len(found.kept)
    return {finding_in_words(finding).partition(":")[0] for finding in found.kept}


def is_found(desk: Desk, table: Table) -> bool:
    """Whether it is said that the table differs, or that figures reach beyond the last event."""
    said = differing(desk)
    return table.name in said or said == {BEYOND}


def changed(column: Column[object]) -> str:
    """Another value of the column, in SQL."""
    if isinstance(column.type, Text):
        return f"coalesce({column.name}, '') || 'x'"
    return f"coalesce({column.name}, 0) + 1000"


def columns(table: Table) -> list[Column[object]]:
    return [each for each in table.c if each.name != "position"]


def keep_all(desk: Desk) -> None:
    """Keep every row of every table, to mend what is damaged."""
    desk.place.each_sql(
        f"CREATE TABLE kept_{table.name} AS SELECT * FROM {table.name}" for table in TABLES
    )


def mend(desk: Desk, tables: Iterable[str]) -> None:
    desk.place.each_sql(
        statement
        for name in tables
        for statement in (f"DELETE FROM {name}", f"INSERT INTO {name} SELECT * FROM kept_{name}")
    )


def test_every_column_is_compared(desk: Desk) -> None:
    keep_all(desk)
    summed = [each for table in TABLES if table.name in SUMMED for each in columns(table)]
    others = (columns(table) for table in TABLES if table.name not in SUMMED)
    for together in zip_longest(summed, *others):
        damaged = {each.table.name: each for each in together if each is not None}
        desk.place.each_sql(
            f"UPDATE {name} SET {each.name} = {changed(each)}" for name, each in damaged.items()
        )
        assert differing(desk) >= damaged.keys(), together
        mend(desk, damaged)
    assert desk.findings() == []


def test_rows_that_are_missing_are_found(desk: Desk) -> None:
    keep_all(desk)
    others = [table.name for table in TABLES if table.name not in SUMMED]
    for together in (*([name] for name in SUMMED), others):
        desk.place.each_sql(f"DELETE FROM {name}" for name in together)
        assert differing(desk) >= {*together}
        mend(desk, together)
    assert desk.findings() == []


@pytest.mark.parametrize(("place", "table"), EVERY, indirect=["place"], ids=str)
def test_every_position_is_compared(desk: Desk, table: Table) -> None:
    if "position" in table.c:
        desk.sql(f"UPDATE {table.name} SET position = position + 1000")
        assert is_found(desk, table)


@pytest.mark.parametrize(("place", "table"), EVERY, indirect=["place"], ids=str)
def test_a_row_too_many_is_found(desk: Desk, table: Table) -> None:
    values = ", ".join(changed(column) for column in table.c)
    desk.sql(f"INSERT INTO {table.name} SELECT {values} FROM {table.name} LIMIT 1")
    assert is_found(desk, table)


def test_only_what_differs_is_told(desk: Desk) -> None:
    desk.sql("UPDATE changes SET fte_units_so_far = fte_units_so_far + 1 WHERE heads = 3")
    (finding,) = desk.findings()
    right = "(1, '2018-01-01', 3, 3, 30000)"
    wrong = "(1, '2018-01-01', 3, 3, 30001)"
    assert finding_in_words(finding) == (
        f"changes: the movements in use add up to {right}, the table in use has {wrong}"
    )


def test_a_row_that_is_on_one_side_only_is_told_so(desk: Desk) -> None:
    row = "(1, '2099-01-01', 1, 4, 40000)"
    desk.sql(f"INSERT INTO changes VALUES {row}")
    (finding,) = desk.findings()
    given = "changes: the movements in use add up to"
    assert finding_in_words(finding) == f"{given} no such row, the table in use has {row}"
    desk.sql("DELETE FROM changes WHERE effective_on = '2099-01-01' OR heads = 3")
    (finding,) = desk.findings()
    assert (
        finding_in_words(finding)
        == f"{given} (1, '2018-01-01', 3, 3, 30000), the table in use has none"
    )


def test_sums_that_agree_with_movements_that_were_changed_do_not_hide_them(desk: Desk) -> None:
    desk.sql("UPDATE movements SET heads = heads + 1 WHERE cell = 1")
    desk.sql("UPDATE changes SET heads = heads + 3, heads_so_far = heads_so_far + 3 WHERE cell = 1")
    assert tables_found(desk) == {"movements"}


def test_when_the_last_event_was_recorded_is_compared(desk: Desk) -> None:
    desk.sql("UPDATE projected SET recorded_at = '2999-01-01T00:00:00.000000Z'")
    assert tables_found(desk) == {"projected"}


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("table", "column", "made"),
    [
        ("batches", "source", "date DEFAULT 'infinity'"),
        ("movements", "heads", "timestamptz DEFAULT '4000-01-01 BC'"),
        ("sites", "city", "bytea DEFAULT 'x'"),
        ("plans", "position", "text DEFAULT 'x'"),
        ("cells", "cell", "integer[] DEFAULT '{1}'"),
    ],
)
def test_a_column_of_another_type_is_a_difference(
    desk: Desk, table: str, column: str, made: str
) -> None:
    desk.sql(f"ALTER TABLE {table} DROP COLUMN {column} CASCADE, ADD COLUMN {column} {made}")
    found = compare(desk.database)
    assert found.count
    assert {finding.kind for finding in found.kept} == {Kind.READ_MODEL_DIFFERS}
    assert not any(isinstance(each.message, UnreachableLedger) for each in found.kept)


def test_a_database_that_cannot_be_reached_is_no_difference(desk: Desk) -> None:
    if isinstance(desk.place, SQLitePlace):
        desk.place.path.with_name(f"{desk.place.path.name}-wal").mkdir()
    else:
        desk.place.close()
    with pytest.raises(UnreachableLedger):
        compare(desk.place.database())
