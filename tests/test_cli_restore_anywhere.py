"""A ledger on a server is made again from the export of its events."""

from __future__ import annotations

from conftest import Rientro


def test_a_ledger_is_made_of_exported_events_in_each_kind_of_database(
    demo_file: Rientro, run_anywhere: Rientro
) -> None:
    assert demo_file("export", "events", "--to", "events.jsonl").exit_code == 0
    said = run_anywhere("init", "--from", "events.jsonl")
    assert said.exit_code == 0, said
    assert said.stderr.endswith(f"in {run_anywhere.shown} from 665 events.\n")
    assert run_anywhere.typed("export events") == demo_file.typed("export events")
    assert run_anywhere.typed("progress") == demo_file.typed("progress")


def test_a_history_that_is_not_allowed_leaves_nothing(
    demo_file: Rientro, run_anywhere: Rientro
) -> None:
    lines = demo_file.typed("export events").stdout.splitlines(keepends=True)
    twice = demo_file.folder / "twice.jsonl"
    twice.write_text("".join([*lines, lines[-1]]))
    run_anywhere("init", "--from", "twice.jsonl").refused(3, "line 666", "as is a line before it")
    run_anywhere("headcount").refused(4, "There is no ledger at")
