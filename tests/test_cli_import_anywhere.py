"""A movement file is imported alike into each kind of database."""

from __future__ import annotations

from conftest import Rientro


def test_counted_rows_are_recorded_once_in_each_kind_of_database(run_anywhere: Rientro) -> None:
    run = run_anywhere
    for line in ("init --name here", "site open IT-CAG --country IT --on 2018-01-01"):
        assert run.typed(line).exit_code == 0
    rows = "movement,count,site,effective_on\nhire,2,IT-CAG,2018-02-01\nhire,3,IT-CAG,2018-03-01\n"
    (run.folder / "hires.csv").write_text(rows)
    said = run("import", "hires.csv")
    assert "Recorded 5 movements" in said.stderr, said
    (run.folder / "hires.csv").write_text(f"{rows}\n\n# sent again\n")
    said = run("import", "hires.csv")
    assert (said.exit_code, "already" in said.stderr) == (3, True), said
