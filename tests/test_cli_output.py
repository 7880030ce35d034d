"""Data on stdout and the rest on stderr; exit codes; what a terminal and a pipe are shown."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import sqlite3
from contextlib import closing

import pytest
from conftest import Rientro, steady
from programs import ended, started

from faces import drawings

QUESTIONS = (
    "headcount",
    "bridge --since 2018-05-08",
    "flows",
    "progress",
    "progress --history",
    "plan list",
    "plan show FW-2018",
    "site list",
    "site show IT-CAG",
    "contract list",
    "operator list",
    "operator show RO-IAS-0001",
    "log",
    "log --site IT-CAG",
    "audit replay",
)
HIRE = "hire OP-1 --at IT-CAG --on 2018-10-01"


# JSON and CSV are for programs --------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_in_json_is_one_object_with_one_envelope(demo: Rientro, question: str) -> None:
    said = demo.typed(f"{question} --format json")
    assert (said.exit_code, said.stderr) == (0, "")
    document = json.loads(said.stdout)
    assert list(document)[:6] == ["schema", "ledger", "position", "on", "known_at", "rows"]
    assert document["schema"].startswith("rientro.")
    assert document["schema"].endswith(".v1")
    assert document["rows"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_in_csv_is_a_file_with_one_width(demo: Rientro, question: str) -> None:
    said = demo.typed(f"{question} --format csv")
    assert (said.exit_code, said.stderr) == (0, "")
    rows = list(csv.reader(io.StringIO(said.stdout)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "datetime" not in said.stdout
    assert "Decimal" not in said.stdout


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_several_movements_are_told_to_a_program(demo: Rientro, format_: str) -> None:
    said = demo.typed(f"hire --count 2 --at IT-CAG --on 2018-10-01 --batch b --format {format_}")
    assert said.exit_code == 0
    assert demo.position == 668
    assert "IT-CAG-0102 hired at IT-CAG on 2018-10-01" in said.stdout


def test_a_program_that_records_is_told_what_was_recorded(demo: Rientro) -> None:
    document = json.loads(demo.typed(f"{HIRE} --format json").stdout)
    assert document["schema"] == "rientro.recorded.v1"
    assert (document["position"], document["already_recorded"]) == (666, 0)
    assert [row["stream"] for row in document["rows"]] == ["operator:OP-1"]
    again = json.loads(demo.typed(f"{HIRE} --format json").stdout)
    assert (again["position"], again["already_recorded"], again["rows"]) == (666, 1, [])


@pytest.mark.parametrize(
    ("words", "exit_code", "error"),
    [
        ("headcount --on 2018-99-99 --format json", 2, "InvalidDate"),
        ("headcount --format=json --by colour", 2, "BadParameter"),
        ("hire OP-1 --at IT-CAG --fte 2 --on 2018-10-01 --format json", 2, "InvalidFte"),
        ("site show NOPE --format json", 3, "UnknownSite"),
        ("transfer NOPE --to IT-CAG --on 2018-10-01 --format json", 3, "NotHired"),
        ("--ledger nowhere.db headcount --format json", 4, "MissingLedger"),
    ],
)
def test_errors_are_json_where_answers_are(
    demo: Rientro, words: str, exit_code: int, error: str
) -> None:
    said = demo.typed(words)
    assert (said.exit_code, said.stdout) == (exit_code, "")
    document = json.loads(said.stderr)
    assert list(document)[:3] == ["schema", "error", "message"]
    assert (document["schema"], document["error"]) == ("rientro.error.v1", error)
    assert document["message"]
    assert demo.position == 665


# Exit codes ---------------------------------------------------------------------------------------


def test_a_finding_exits_with_1_and_is_named(demo: Rientro) -> None:
    with closing(sqlite3.connect(demo.ledger)) as connection:
        connection.execute("DROP TRIGGER stored_events_no_update")
        connection.execute(
            "UPDATE stored_events SET state = replace(CAST(state AS TEXT), '2018-06-04', "
            "'2018-06-05') WHERE rowid = 232"
        )
        connection.commit()
    said = demo("audit", "replay")
    assert (said.exit_code, said.stderr) == (1, "")
    assert "the trigger stored_events_no_update" in said.stdout
    assert "RO-IAS-0001" in said.stdout
    as_json = demo.typed("audit replay --format json")
    assert as_json.exit_code == 1
    assert json.loads(as_json.stdout)["findings_count"] >= 2


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        ("headcount", 0),
        (HIRE, 0),
        ("hire OP-1 --at IT-CAG", 2),
        ("hire OP-1 --at NOPE --on 2018-10-01", 3),
        ("--ledger nowhere.db headcount", 4),
    ],
)
def test_the_exit_code_says_how_it_ended(demo: Rientro, words: str, exit_code: int) -> None:
    assert demo.program(*words.split()).exit_code == exit_code


# Saying less --------------------------------------------------------------------------------------


def test_quiet_records_without_a_word(demo: Rientro) -> None:
    for position in (666, 666):
        said = demo.typed(f"--quiet {HIRE}")
        assert (said.exit_code, said.stdout, said.stderr) == (0, "", "")
        assert demo.position == position


def test_quiet_says_answers_and_errors_all_the_same(demo: Rientro) -> None:
    assert demo("--quiet", "headcount") == demo("headcount")
    demo("--quiet", "site", "show", "NOPE").refused(3, "No site NOPE is known.")


def test_an_answer_without_rows_is_told_on_stderr(demo: Rientro) -> None:
    said = demo("flows", "--since", "2018-10-01")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == "No transfers are recorded in that time.\n"


def test_quiet_leaves_out_that_there_are_no_rows(demo: Rientro) -> None:
    assert demo("--quiet", "flows", "--since", "2018-10-01").stderr == ""


def test_the_demonstration_tells_its_story_on_stdout(run: Rientro) -> None:
    said = run("demo")
    assert said.exit_code == 0
    assert said.stderr == (
        "\nThe ledger is rientro-demo.db. Ask it: rientro --ledger rientro-demo.db "
        "bridge --since 2018-05-08 --on 2018-09-30\n"
    )
    assert said.stdout.startswith("Known from the public record: on 8 May 2018 Fastweb")
    assert "Headcount after (2018-09-30)\ncountry  heads  FTE\nIT         220  209\n" in said.stdout
    assert steady(said.stdout).endswith("665 events replayed, 0 findings.\n")


# Which ledger, and who ----------------------------------------------------------------------------


def test_the_ledger_named_on_the_command_line_beats_the_environment(run: Rientro) -> None:
    for name in ("rientro.db", "environment.db", "option.db"):
        assert run("--ledger", name, "init").exit_code == 0
    environment = {"RIENTRO_LEDGER": "environment.db"}
    words = ("site", "list", "--format", "json")
    used = [
        json.loads(run(*words).stdout)["ledger"],
        json.loads(run(*words, **environment).stdout)["ledger"],
        json.loads(run("--ledger", "option.db", *words, **environment).stdout)["ledger"],
    ]
    assert used == ["rientro", "environment", "option"]


def test_a_ledger_may_be_named_by_a_url(demo: Rientro) -> None:
    told = demo("site", "list")
    assert demo("--ledger", "sqlite:///rientro.db", "site", "list") == told
    assert demo("--ledger", f"sqlite:///{demo.ledger}", "site", "list") == told


def test_who_records_is_named_on_the_command_line_or_in_the_environment(demo: Rientro) -> None:
    hire = ("--at", "IT-CAG", "--on", "2018-10-01")
    assert demo("hire", "OP-1", *hire).exit_code == 0
    assert demo("--by", "Bruno B.", "hire", "OP-2", *hire).exit_code == 0
    assert demo("hire", "OP-3", *hire, RIENTRO_BY="carla").exit_code == 0
    said = json.loads(demo("log", "--site", "IT-CAG", "--format", "json").stdout)
    assert [row["recorded_by"] for row in said["rows"][-3:]] == ["anna", "Bruno B.", "carla"]
    mine = demo("log", "--recorded-by", "Bruno B.").stdout.splitlines()
    assert len(mine) == 2
    assert mine[1].endswith("  Bruno B.  OP-2 hired at IT-CAG on 2018-10-01")


def test_who_records_is_the_system_user_unless_said(demo: Rientro) -> None:
    environment = {**demo.environment(), "LOGNAME": "dora"}
    del environment["RIENTRO_BY"]
    assert ended(HIRE.split(), demo.folder, environment).returncode == 0
    assert "  dora  OP-1 hired" in demo("log", "--operator", "OP-1").stdout


# Terminals ----------------------------------------------------------------------------------------


def _on_a_terminal(run: Rientro, *words: str, **settings: str) -> str:
    reader, terminal = pty.openpty()
    seen = {"TERM": "xterm-256color", "COLUMNS": "100", "PAGER": "", **settings}
    with started(
        words, run.folder, run.environment(**seen), stdout=terminal, stderr=terminal
    ) as program:
        os.close(terminal)
        shown = b""
        try:
            while more := os.read(reader, 65536):
                shown += more
        except OSError:  # Linux tells so that the other end is closed
            pass
        finally:
            os.close(reader)
    assert program.returncode == 0
    return shown.decode()


@pytest.mark.parametrize("question", ["headcount", "bridge --since 2018-05-08", "log", "site list"])
def test_piped_answers_have_no_escape_codes(demo: Rientro, question: str) -> None:
    said = demo.program(*question.split(), TERM="xterm-256color")
    assert said.stdout
    assert "\x1b" not in said.stdout
    assert said.stdout == demo.typed(question).stdout


def test_a_terminal_is_shown_a_drawn_table(demo: Rientro) -> None:
    shown = _on_a_terminal(demo, "headcount", "--by", "site", "--on", "2018-09-30")
    assert "───" in shown
    assert "IT-CAG" in shown


@pytest.mark.parametrize("columns", ["20", "60", "80"])
def test_a_narrow_terminal_breaks_no_number_and_no_date(demo: Rientro, columns: str) -> None:
    demo.typed(
        "plan announce BIG --target 1234567 --from RO --to IT --baseline 2018-12-01 "
        "--deadline 2019-12-01 --on 2018-12-01"
    )
    plans = _on_a_terminal(demo, "plan", "list", COLUMNS=columns)
    for whole in ("1\u202f234\u202f567", "2018-12-01", "2019-12-01", "FW-2018", "FW-SOHO"):
        assert whole in plans
    sites = _on_a_terminal(
        demo,
        "bridge",
        "--by",
        "site",
        "--since",
        "2018-05-08",
        "--on",
        "2018-09-30",
        COLUMNS=columns,
    )
    for whole in ("RO-IAS", "reassigned", "total"):
        assert whole in sites


def test_a_terminal_without_colour_is_shown_no_escape_codes(demo: Rientro) -> None:
    shown = _on_a_terminal(demo, "headcount", NO_COLOR="1")
    assert "───" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("columns", [68, 70, 77, 80, 81, 85, 120])
def test_a_table_is_as_wide_as_its_terminal_and_no_wider(demo: Rientro, columns: int) -> None:
    words = ("bridge", "--since", "2018-05-08", "--on", "2018-09-30")
    shown = _on_a_terminal(demo, *words, COLUMNS=str(columns), NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= columns
    assert "closing" in shown


def test_positions_are_shown_as_they_are_typed(demo: Rientro) -> None:
    demo.typed("hire --count 500 --at IT-CAG --on 2018-10-01")
    shown = _on_a_terminal(demo, "operator", "show", "IT-CAG-0550")
    assert re.search(r"^ *11\d\d ", shown, re.MULTILINE)


def test_a_statement_of_several_lines_stays_beside_its_name(demo: Rientro) -> None:
    statement = "We bring them back.\nstatus        met\rbrought back  5 of 5"
    terms = "--target 5 --from RO --to IT --baseline 2018-01-01 --deadline 2018-12-31"
    demo("plan", "announce", "S", *terms.split(), "--on", "2018-01-01", "--statement", statement)
    shown = demo.typed("progress S --on 2018-02-01").stdout
    assert "\r" not in shown
    lines = shown.splitlines()
    assert lines[1:5] == [
        "promise       We bring them back.",
        "              status        met",
        "              brought back  5 of 5",
        "target        5 posts by 2018-12-31",
    ]
    assert json.loads(demo.typed("plan show S --format json").stdout)["rows"][0]["statement"] == (
        statement
    )


# Pictures on a terminal ---------------------------------------------------------------------------


def test_a_terminal_is_shown_how_far_a_plan_is(demo: Rientro) -> None:
    shown = _on_a_terminal(demo, "progress", "FW-2018", "--on", "2018-07-31", NO_COLOR="1")
    full, _, empty = shown.partition("░")
    assert full.count("█") > len(empty.split(" ")[0]) + 5
    assert "░ 63.6 %" in shown
    assert "▁▁▁▂▂▄▄▅▅▅▅▅ brought back week by week since 2018-05-08" in shown


@pytest.mark.parametrize(
    ("on", "code"), [("2018-07-31", None), ("2018-09-30", "\x1b[32mmet\x1b[0m")]
)
def test_a_status_has_a_colour_where_colour_is_wanted(
    demo: Rientro, on: str, code: str | None
) -> None:
    shown = _on_a_terminal(demo, "progress", "FW-2018", "--on", on)
    assert "\x1b" not in shown if code is None else code in shown
    plain = _on_a_terminal(demo, "progress", "FW-2018", "--on", on, NO_COLOR="1")
    assert "\x1b" not in plain


def test_a_terminal_is_shown_the_course_of_a_plan_and_the_ways_of_posts(demo: Rientro) -> None:
    course = _on_a_terminal(demo, "progress", "--history", "--on", "2018-09-30", NO_COLOR="1")
    drawn = course.partition("brought back, and the target above it")[2].split("\r\n")[1:13]
    assert len(drawn) == 12
    assert drawn[0].startswith("220 │⠉⠉")
    assert drawn[-1].startswith("  0 │⣀⣀")
    words = ("whereabouts", "--since", "2018-05-08", "--on", "2018-09-30")
    ways = _on_a_terminal(demo, *words, NO_COLOR="1")
    assert re.search(r"RO-IAS -> left +█+ 116", ways)
    assert re.search(r"RO-IAS -> IT-CAG +█+. 24", ways)


@pytest.mark.parametrize(
    "words",
    [
        "progress FW-2018 --on 2018-07-31",
        "progress --history --on 2018-09-30",
        "whereabouts --since 2018-05-08 --on 2018-09-30",
    ],
)
def test_a_picture_has_plain_letters_where_there_are_no_others_and_is_never_piped(
    demo: Rientro, words: str
) -> None:
    shown = _on_a_terminal(demo, *words.split(), NO_COLOR="1", PYTHONIOENCODING="ascii")
    assert not re.search("[█▏▎▍▌▋▊▉░▁▂▃▄▅▆▇⠀-⣿]", shown)
    assert "#" in shown or "*" in shown
    piped = demo.typed(words).stdout
    assert not re.search("[█░▁⠀-⣿#*]|->", piped)


def test_a_block_stands_for_each_week_or_for_the_last_of_a_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawings, "has_blocks", lambda: True)
    assert drawings.blocks([0, 110, 220], 50, 220) == "▁▅█"
    assert drawings.blocks([-20, 0, 80], 50, 80) == "▁▂█"
    assert drawings.blocks(list(range(1, 101)), 10, 100) == "▂▂▃▄▅▅▆▇▇█"
    assert drawings.bar(0.5, 4, framed=True) == "██░░"
    assert drawings.bar(-1, 4, framed=True) == "░░░░"
    assert drawings.bar(7, 4) == "████"
