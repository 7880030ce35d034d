"""The tables of figures are built anew beside those in use, and harm nothing and nobody."""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import sha256

import pytest
from ledgers import Desk
from places import Place, PostgresPlace
from sqlalchemy import func, select

from domain.subjects import EVENTS
from ledger.store.errors import LockedLedger, OlderTables
from ledger.upkeep.rebuilding import rebuild
from projections import reach
from projections.movements import movements
from projections.projector import PROJECTIONS, WITHOUT_ROWS, all_projections, all_tables
from projections.reach import SCHEMA_VERSION, projected

JANUARY, JUNE = date(2018, 1, 1), date(2018, 6, 1)


def five_operators(place: Place) -> Desk:
    """Five operators in Romania, of whom one was transferred and one left."""
    return Desk.where(place, recorded)


def recorded(desk: Desk) -> None:
    desk.open("RO-IAS", JANUARY)
    desk.open("IT-CAG", JANUARY)
    desk.hire(at="RO-IAS", count=5, on=JANUARY)
    desk.transfer("RO-IAS-0001", to="IT-CAG", on=JUNE)
    desk.leave("RO-IAS-0002", on=JUNE)


@pytest.fixture
def desk(place: Place) -> Desk:
    return five_operators(place)


@pytest.mark.parametrize(
    "tampering",
    [
        {
            "movements": "UPDATE movements SET heads = 7 WHERE position = 5",
            "placements": "DELETE FROM placements WHERE operator = 'RO-IAS-0003'",
            "changes": "UPDATE changes SET heads = 9 WHERE heads = -1",
            "site_closures": "INSERT INTO site_closures VALUES (99, 'RO-IAS', '2018-06-01', '')",
            "plan_terms": "DROP TABLE plan_terms",
            "sites": "ALTER TABLE sites ADD COLUMN more TEXT",
        },
        {"sites": "ALTER TABLE sites RENAME COLUMN city TO town"},
    ],
    ids=["rows and tables", "a column"],
)
def test_what_was_wrong_is_found_and_mended(desk: Desk, tampering: dict[str, str]) -> None:
    right = desk.read_model()
    desk.place.each_sql(tampering.values())
    assert set(rebuild(desk.database).differences) == tampering.keys()
    assert desk.read_model() == right
    assert rebuild(desk.database).differences == {}
    assert desk.findings() == []


def test_tables_of_version_3_are_told_and_built_anew(desk: Desk) -> None:
    right, figures = desk.read_model(), desk.headcount("site", JUNE)
    desk.sql("DROP TABLE changes")
    desk.sql("CREATE TABLE changes (span TEXT, starts_on TEXT, cell INTEGER, heads INTEGER)")
    desk.sql("INSERT INTO changes VALUES ('Y', '2018', 1, 5)")
    for table, column in (
        ("cells", "engagement"),
        ("cells", "other_engagement"),
        ("placements", "engagement"),
    ):
        desk.sql(f"ALTER TABLE {table} RENAME COLUMN {column} TO not_yet_{column}")
    desk.sql("CREATE TABLE plan_places (position INTEGER, code TEXT)")
    desk.sql("UPDATE projected SET schema_version = 3")
    with pytest.raises(OlderTables):
        desk.headcount("site", JUNE)
    rebuilt = rebuild(desk.database, only_older=True)
    assert (rebuilt.before, rebuilt.after, rebuilt.done) == (3, SCHEMA_VERSION, True)
    assert desk.read_model() == right
    with desk.database.reading() as connection:
        assert "plan_places" not in desk.database.tables(connection)
    assert desk.headcount("site", JUNE) == figures
    assert desk.findings() == []


def test_tables_of_somebody_else_are_left_alone(desk: Desk) -> None:
    desk.sql("CREATE TABLE notes (body TEXT)")
    desk.sql("CREATE INDEX notes_by_body ON notes (body)")
    desk.sql("INSERT INTO notes VALUES ('ours')")
    desk.sql("CREATE VIEW figures AS SELECT count(*) AS events FROM stored_events")
    rebuild(desk.database)
    assert desk.sql("SELECT body FROM notes") == [("ours",)]
    assert desk.sql("SELECT events FROM figures") == [(desk.position,)]


def test_a_rebuild_that_is_stopped_changes_nothing(desk: Desk) -> None:
    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    desk.sql("UPDATE movements SET heads = 7 WHERE position = 5")
    before = desk.read_model()
    with pytest.raises(KeyboardInterrupt):
        rebuild(desk.database, stop)
    assert desk.read_model() == before


def test_owners_and_rights_outlive_the_tables() -> None:
    place = PostgresPlace()
    desk = five_operators(place)
    other = f"other_of_{place.name}"
    desk.sql(f"CREATE ROLE {other}")
    desk.sql(f"ALTER TABLE placements OWNER TO {other}")
    desk.sql(f"GRANT SELECT, UPDATE ON movements TO {other}")
    desk.sql("GRANT SELECT ON sites TO PUBLIC")
    query = (
        "SELECT relname, relowner, relacl::text FROM pg_class "
        "WHERE relname IN ('movements', 'sites', 'placements')"
    )
    before = sorted(desk.sql(query))
    rebuild(desk.database)
    assert sorted(desk.sql(query)) == before
    desk.sql(f"DROP OWNED BY {other}")
    desk.sql(f"DROP ROLE {other}")
    place.close()


def test_a_reader_who_looked_before_the_switch_is_not_shown_empty_tables() -> None:
    place = PostgresPlace()
    desk = five_operators(place)
    with desk.database.reading() as connection:
        with pytest.raises(LockedLedger):
            rebuild(desk.database)
        assert connection.execute(select(func.count()).select_from(movements)).scalar() == 8
    assert rebuild(desk.database).differences == {}
    place.close()


def test_every_kind_of_event_has_rows_or_is_said_to_have_none() -> None:
    handled = [kind for each in all_projections(None) for kind in each.handles]
    assert Counter([*handled, *WITHOUT_ROWS]) == Counter(EVENTS.values())


def test_a_projection_is_listed_with_the_streams_of_which_it_takes_events() -> None:
    for streams, each in zip(PROJECTIONS.values(), all_projections(None), strict=True):
        assert set(streams) == {kind.stream for kind in each.handles}


def test_every_table_of_the_figures_is_of_one_projection() -> None:
    declared = [table.name for each in all_projections(None) for table in each.tables]
    assert sorted([*declared, projected.name]) == sorted(table.name for table in all_tables())


def test_the_tables_of_figures_are_named_where_every_question_looks_first() -> None:
    found = {table.name: next(iter(table.primary_key)).name for table in all_tables()}
    assert {name for name, key in found.items() if key == "position"} == set(reach.BY_POSITION)
    assert set(found) == reach.TABLES


def test_tables_of_another_shape_have_another_version() -> None:
    shape = [
        (
            table.name,
            [(c.name, str(c.type), c.nullable, c.primary_key) for c in table.c],
            sorted(f"{index.name} {index.unique}" for index in table.indexes),
        )
        for table in all_tables()
    ]
    digest = sha256(repr(sorted(shape)).encode()).hexdigest()[:16]
    assert (reach.SCHEMA_VERSION, digest) == (7, "1b781c0ac0222ece"), (
        "raise SCHEMA_VERSION, and write both here"
    )
