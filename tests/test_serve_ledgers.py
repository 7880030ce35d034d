"""What pages show of a ledger that others write to, that goes away, or in whose place another is put."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from conftest import Rientro
from serving import serving


def test_it_is_read_while_others_record_and_never_written(demo: Rientro) -> None:
    demo("headcount")
    before = demo.ledger.read_bytes()
    with serving(demo) as site:
        for path in ("/", "/headcount", "/log", "/event/5", "/audit", "/report/FW-2018.html"):
            assert site.get(path).status == 200
        assert demo.ledger.read_bytes() == before
        assert json.loads(site.get("/sites.json").text)["position"] == 665
        assert demo.typed("hire OP-NEW --at IT-CAG --on 2018-10-01").exit_code == 0
        assert json.loads(site.get("/operator/OP-NEW.json").text)["position"] == 666


def test_a_ledger_that_goes_away_is_told_without_its_place(demo: Rientro) -> None:
    with serving(demo) as site:
        assert site.get("/headcount").status == 200
        demo.ledger.rename(demo.folder / "elsewhere.db")
        got = site.get("/headcount")
        assert got.status == 503
        assert "MissingLedger" in got.text
        assert "rientro.db" not in got.text
        (demo.folder / "elsewhere.db").rename(demo.ledger)
        assert site.get("/headcount").status == 200


def test_what_is_no_ledger_is_told_without_its_place_until_the_ledger_is_back(
    demo: Rientro,
) -> None:
    with serving(demo) as site:
        assert "IT-CAG" in site.get("/sites").text
        away = demo.ledger.rename(demo.folder / "elsewhere.db")
        demo.ledger.write_bytes(b"this is no ledger" * 100)
        told = site.get("/sites").text
        assert "cannot be used now" in told
        assert "rientro.db" not in told
        away.rename(demo.ledger)
        assert "IT-CAG" in site.get("/sites").text


def test_another_ledger_in_its_place_is_what_is_shown(demo: Rientro) -> None:
    with serving(demo) as site:
        assert "<title>Plans – rientro-demo</title>" in site.get("/").text
        assert demo("--ledger", "other.db", "init", "--name", "another").exit_code == 0
        (demo.folder / "other.db").rename(demo.ledger)
        page = site.get("/").text
        assert "– another</title>" in page
        assert "No plan was announced." in page


def test_a_ledger_that_somebody_writes_to_can_be_looked_at(demo: Rientro) -> None:
    with (
        serving(demo) as site,
        closing(sqlite3.connect(demo.ledger, isolation_level=None)) as writer,
    ):
        writer.execute("BEGIN IMMEDIATE")
        assert "IT-CAG" in site.get("/sites").text


def test_a_ledger_that_another_name_leads_to_is_what_is_shown(run: Rientro) -> None:
    """A name that led to one file and leads to another one now."""
    for name in ("one", "two"):
        assert run("--ledger", f"{name}.db", "init", "--name", name).exit_code == 0
    current = run.folder / "current.db"
    current.symlink_to("one.db")
    settings = {**run.settings, "RIENTRO_LEDGER": str(current)}
    with serving(Rientro(run.folder, settings)) as site:
        assert "<title>Sites – one</title>" in site.get("/sites").text
        current.unlink()
        current.symlink_to("two.db")
        assert "<title>Sites – two</title>" in site.get("/sites").text
