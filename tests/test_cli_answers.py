"""Each question is answered on the demonstration: as a table, as JSON and as CSV."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import Rientro, Said, steady


@pytest.fixture
def demo(demo_anywhere: Rientro) -> Rientro:
    """The demonstration, in each kind of database."""
    return demo_anywhere


TABLES = {
    "site list": """\
site    name               country  region  city       employer  opened on   closed on
IT-CAG  Comdata Cagliari   IT       IT-88   Cagliari   Comdata   2018-01-01  –
IT-LEC  Comdata Lecce      IT       IT-75   Lecce      Comdata   2018-01-01  –
RO-BUC  Comdata București  RO       RO-B    București  Comdata   2018-01-01  –
RO-IAS  Comdata Iași       RO       RO-IS   Iași       Comdata   2018-01-01  –
""",
    "site show IT-CAG --on 2018-09-30": """\
site    name              country  region  city      employer  opened on   closed on  heads  FTE
IT-CAG  Comdata Cagliari  IT       IT-88   Cagliari  Comdata   2018-01-01  –            120  109
""",
    "contract list": """\
contract  client   supplier  service            runs from   ended on
FW-SB     Fastweb  Comdata   Small Business     2018-01-01  –
FW-SOHO   Fastweb  Comdata   Soho Professional  2018-01-01  –
""",
    "headcount --on 2018-09-30": """\
country  heads  FTE
IT         220  209
RO          26   26
total      246  235
""",
    "headcount --by site --on 2018-09-02": """\
site    heads  FTE
IT-CAG     80   80
IT-LEC    100  100
RO-BUC     26   26
RO-IAS     56   56
total     262  262
""",
    "bridge --by site --since 2018-05-08 --on 2018-09-30": """\
site    opening  + hired  + in  - out  ± reassigned  - left  = closing  FTE closing
IT-CAG        0      100    24      0             0       4        120          109
IT-LEC        0       90    10      0             0       0        100          100
RO-BUC       80        6     0     10             0      50         26           26
RO-IAS      140        0     0     24             0     116          0            0
total       220      196     0      0             0     170        246          235
""",
    "flows --on 2018-09-30": """\
from    to      heads  FTE
RO-BUC  IT-LEC     10   10
RO-IAS  IT-CAG     24   24
""",
    "flows --by country --since 2018-06-30 --on 2018-09-30": """\
from  to  heads  FTE
RO    IT     10   10
""",
    "plan list": """\
plan     target  from  to              contracts       baseline on  deadline on  announced on  withdrawn on
FW-2018     220  RO    IT-CAG, IT-LEC  FW-SB, FW-SOHO  2018-05-08   2018-09-30   2018-05-08    –
""",
    "plan show FW-2018": """\
plan          FW-2018
statement     The work of about 220 call-centre operators in Romania comes back to Cagliari and Lecce by 30 September 2018.
source        the announcement of 8 May 2018, in rientro's words
client        Fastweb
supplier      Comdata
from          RO (RO-BUC, RO-IAS)
to            IT-CAG, IT-LEC
contracts     FW-SB, FW-SOHO
baseline on   2018-05-08
announced on  2018-05-08
announced     220 posts by 2018-09-30
""",
    "progress FW-2018 --on 2018-06-30": """\
plan          FW-2018, at the end of 2018-06-30
promise       The work of about 220 call-centre operators in Romania comes back to Cagliari and Lecce by 30 September 2018.
target        220 posts by 2018-09-30
status        in-progress
brought back  80 of 220 (36.4 %)
remaining     140
pace          10 a week over the last 8 weeks; 10.65 a week needed for 92 days
destinations  0 + 56 hired + 24 in - 0 out +0 reassigned - 0 left = 80
origins       220 + 0 hired + 0 in - 24 out +0 reassigned - 0 left = 196 (-24, 0 backfilled)
""",
    "progress --history --on 2018-05-09": """\
plan     on          target  brought back  remaining  at origins  at destinations
FW-2018  2018-05-08     220             0        220         220                0
FW-2018  2018-05-09     220             0        220         220                0
""",
    "operator show RO-IAS-0001": """\
position  recorded at           by    what happened
       9  INSTANT  anna  RO-IAS-0001 hired at RO-IAS on FW-SB on 2018-01-01
     232  INSTANT  anna  RO-IAS-0001 transferred from RO-IAS to IT-CAG on FW-SB on 2018-06-04
""",
    "log --batch 2018-09-leavers": """\
position  recorded at           by    what happened
     537  INSTANT  anna  batch 2018-09-leavers of 4 movements (assumed for the demonstration)
     538  INSTANT  anna  IT-CAG-0001 left IT-CAG on 2018-09-03 (resigned)
     539  INSTANT  anna  IT-CAG-0002 left IT-CAG on 2018-09-03 (resigned)
     540  INSTANT  anna  IT-CAG-0003 left IT-CAG on 2018-09-03 (resigned)
     541  INSTANT  anna  IT-CAG-0004 left IT-CAG on 2018-09-03 (resigned)
""",
}
STEPS = ["opening", "hired", "transferred_in", "transferred_out", "reassigned", "left", "closing"]
ENVELOPE = ["schema", "ledger", "position", "on", "known_at", "rows"]
ON = ["--on", "2018-09-30"]


def _document(said: Said) -> dict[str, Any]:
    assert (said.exit_code, said.stderr) == (0, "")
    document = json.loads(said.stdout)
    assert isinstance(document, dict)
    assert list(document)[: len(ENVELOPE)] == ENVELOPE
    assert document["ledger"] == "rientro-demo"
    assert document["position"] == 665
    return document


@pytest.mark.parametrize("question", TABLES)
def test_a_question_is_answered_with_a_table(demo: Rientro, question: str) -> None:
    said = demo.typed(question)
    assert (said.exit_code, said.stderr) == (0, "")
    assert steady(said.stdout) == TABLES[question]


@pytest.mark.parametrize(
    ("by", "groups"),
    {
        "country": {"IT": 220, "RO": 26},
        "region": {"IT-75": 100, "IT-88": 120, "RO-B": 26, "RO-IS": 0},
        "city": {"București": 26, "Cagliari": 120, "Iași": 0, "Lecce": 100},
        "site": {"IT-CAG": 120, "IT-LEC": 100, "RO-BUC": 26, "RO-IAS": 0},
        "employer": {"Comdata": 246},
        "contract": {"FW-SB": 120, "FW-SOHO": 126},
        "client": {"Fastweb": 246},
        "engagement": {None: 246},
    }.items(),
)
def test_headcount_is_asked_by_each_column(
    demo: Rientro, by: str, groups: dict[str | None, int]
) -> None:
    document = _document(demo("headcount", "--by", by, *ON, "--format", "json"))
    assert {row[by]: row["heads"] for row in document["rows"]} == groups


def test_headcount_in_json_has_the_envelope_and_fte_as_text(demo: Rientro) -> None:
    document = _document(demo("headcount", *ON, "--format", "json"))
    assert document == {
        "schema": "rientro.headcount.v1",
        "ledger": "rientro-demo",
        "position": 665,
        "on": "2018-09-30",
        "known_at": None,
        "rows": [
            {"country": "IT", "heads": 220, "fte": "209"},
            {"country": "RO", "heads": 26, "fte": "26"},
        ],
        "total": {"heads": 246, "fte": "235"},
    }


def test_fte_is_text_without_trailing_zeros(demo: Rientro) -> None:
    demo.typed("reassign IT-LEC-0001 --fte 0.2500 --on 2018-09-30")
    said = demo("headcount", "--by", "site", *ON, "--format", "json")
    assert json.loads(said.stdout)["rows"][1] == {"site": "IT-LEC", "heads": 100, "fte": "99.25"}


def test_bridge_in_json(demo: Rientro) -> None:
    said = demo("bridge", "--since", "2018-05-08", *ON, "--format", "json")
    document = _document(said)
    assert document["schema"] == "rientro.bridge.v1"
    assert (document["since"], document["on"]) == ("2018-05-08", "2018-09-30")
    italy = document["rows"][0]
    assert list(italy) == ["country", *STEPS, "fte"]
    assert [italy[step] for step in STEPS] == [0, 190, 34, 0, 0, 4, 220]
    assert list(italy["fte"]) == STEPS
    assert list(italy["fte"].values()) == ["0", "179", "34", "0", "0", "4", "209"]
    total = document["total"]
    assert list(total) == [*STEPS, "fte"]
    assert [total[step] for step in STEPS] == [220, 196, 0, 0, 0, 170, 246]
    assert list(total["fte"].values()) == ["220", "185", "0", "0", "0", "170", "235"]


@pytest.mark.parametrize("question", ["bridge", "flows", "restatement --known-at 2018-10-01"])
def test_a_period_that_ends_before_it_begins_is_refused(demo: Rientro, question: str) -> None:
    said = demo.typed(f"{question} --since 2018-10-01 --on 2018-09-30")
    said.refused(2, "--since 2018-10-01 is after --on 2018-09-30. Name the earlier day first.")


@pytest.mark.parametrize(("hired", "percent"), [(1_999, "99.9"), (2_000, "100.0")])
def test_a_target_that_is_not_quite_reached_is_not_a_hundred_percent(
    demo: Rientro, hired: int, percent: str
) -> None:
    promise = "--target 2000 --from RO --to IT --baseline 2018-12-01 --deadline 2019-12-01"
    demo.typed(f"plan announce BIG {promise} --on 2018-12-01")
    demo.typed(f"hire --count {hired} --at IT-CAG --on 2019-01-01")
    said = demo.typed("progress BIG --on 2019-02-01")
    assert f"{hired} of 2000 ({percent} %)" in said.stdout


def test_bridge_in_csv_spreads_the_fte_out(demo: Rientro) -> None:
    said = demo("bridge", "--since", "2018-05-08", *ON, "--format", "csv")
    assert (said.exit_code, said.stderr) == (0, "")
    fte = ",".join(f"fte_{step}" for step in STEPS)
    assert said.stdout == (
        f"country,{','.join(STEPS)},{fte}\n"
        "IT,0,190,34,0,0,4,220,0,179,34,0,0,4,209\n"
        "RO,220,6,0,34,0,166,26,220,6,0,34,0,166,26\n"
    )


@pytest.mark.parametrize(
    "question",
    [
        *("headcount --by site", "bridge --since 2018-05-08", "flows", "progress"),
        *("progress --history --on 2018-09-30", "operator list", "site list", "contract list"),
        *("plan list", "restatement --known-at 2001-01-01"),
        "restatement --known-at 2001-01-01 --since 2018-05-08",
    ],
)
def test_an_empty_csv_has_the_header_of_a_full_one(demo: Rientro, question: str) -> None:
    demo("--ledger", "empty.db", "init")
    none = demo.typed(f"--ledger empty.db {question} --format csv")
    full = demo.typed(f"{question} --format csv")
    assert (none.exit_code, full.exit_code) == (0, 0)
    assert none.stdout.splitlines() == full.stdout.splitlines()[:1]


def test_a_csv_of_no_events_has_the_columns_of_some(demo: Rientro) -> None:
    none = demo.typed("log --since 2030-01-01 --format csv").stdout.splitlines()
    some = demo.typed("log --operator IT-LEC-0001 --format csv").stdout.splitlines()
    assert none == some[:1]


def test_objects_in_a_cell_of_csv_are_a_json_array(demo: Rientro) -> None:
    demo.typed("plan revise FW-2018 --target 200 --reason agreed --on 2018-09-01")
    (row,) = csv.DictReader(demo.typed("plan show FW-2018 --format csv").stdout.splitlines())
    assert [terms["target"] for terms in json.loads(row["terms"])] == [220, 200]
    assert row["contracts"] == "FW-SB FW-SOHO"


PROGRESS = {
    "plan": "FW-2018",
    "target": 220,
    "original_target": 220,
    "baseline_on": "2018-05-08",
    "deadline_on": "2018-09-30",
    "status": "met",
    "held": True,
    "brought_back": 220,
    "remaining": 0,
    "percent": 100.0,
    "met_on": "2018-09-10",
    "days_left": 0,
    "needed_per_week": 0.0,
    "pace_per_week": 10.0,
    "origin_change": -194,
    "backfilled": 6,
}


def test_progress_in_json_has_every_key(demo: Rientro) -> None:
    document = _document(demo("progress", "FW-2018", *ON, "--format", "json"))
    assert document["schema"] == "rientro.progress.v1"
    (row,) = document["rows"]
    assert PROGRESS.items() <= row.items()
    assert set(PROGRESS) | {"destination", "origin"} <= set(row)
    there, origin = row["destination"], row["origin"]
    assert [there[step] for step in STEPS] == [0, 190, 34, 0, 0, 4, 220]
    assert [origin[step] for step in STEPS] == [220, 6, 0, 34, 0, 166, 26]
    assert there["elsewhere"] == 0
    assert "elsewhere" not in origin
    assert row["not_counted"] == 0


def test_progress_in_csv_spreads_the_bridges_out(demo: Rientro) -> None:
    said = demo("progress", "FW-2018", *ON, "--format", "csv")
    heading, line = said.stdout.splitlines()
    row = dict(zip(heading.split(","), line.split(","), strict=True))
    assert row["held"] == "true"
    assert row["destination_closing"] == "220"
    assert row["destination_fte_closing"] == "209"
    assert row["destination_elsewhere"] == "0"
    assert row["origin_left"] == "166"


def test_a_plan_in_json_has_its_terms(demo: Rientro) -> None:
    (row,) = _document(demo.typed("plan show FW-2018 --format json"))["rows"]
    assert row["origins"] == ["RO"]
    assert row["destinations"] == ["IT-CAG", "IT-LEC"]
    assert [(terms["target"], terms["deadline_on"]) for terms in row["terms"]] == [
        (220, "2018-09-30")
    ]


def test_operators_in_csv_have_a_header_and_a_row_each(demo: Rientro) -> None:
    said = demo.typed("operator list --at IT-LEC --on 2018-07-31 --format csv")
    lines = said.stdout.splitlines()
    assert lines[:2] == [
        "operator,site,contract,fte,since,engagement",
        "IT-LEC-0001,IT-LEC,FW-SOHO,1,2018-07-02,",
    ]
    assert len(lines) == 61


def test_an_event_in_json_has_its_envelope(demo: Rientro) -> None:
    document = _document(demo.typed("log --operator RO-IAS-0001 --format json"))
    row = document["rows"][1]
    assert row.pop("recorded_at").endswith("Z")
    placed = {"contract": "FW-SB", "fte": "1", "engagement": None}
    assert row == {
        "position": 232,
        "stream": "operator:RO-IAS-0001",
        "version": 2,
        "topic": "operator-transferred.2",
        "recorded_by": "anna",
        "batch": "2018-06-transfers",
        "event": {
            "origin": {"site": "RO-IAS", **placed},
            "destination": {"site": "IT-CAG", **placed},
            "effective_on": "2018-06-04",
            "text": None,
            "again": None,
        },
        "words": "RO-IAS-0001 transferred from RO-IAS to IT-CAG on FW-SB on 2018-06-04",
        "note": None,
        "note_erased": False,
    }


def test_a_replay_finds_nothing_in_the_demonstration(demo: Rientro) -> None:
    said = demo("audit", "replay")
    assert (said.exit_code, said.stderr) == (0, "")
    lines = steady(said.stdout).splitlines()
    assert lines[:2] == [
        "INSTANT  1-7  recorded singly",
        "    1 ledger opened, 2 contracts signed, 4 sites opened",
    ]
    assert lines[-2:] == ["    headcount: IT 220  RO 26", "665 events replayed, 0 findings."]


def test_a_replay_in_json_counts_its_findings(demo: Rientro) -> None:
    document = _document(demo.typed("audit replay --format json"))
    assert (document["events"], document["findings_count"], document["findings"]) == (665, 0, [])
    assert document["rows"][-1]["headcount"] == {"IT": 220, "RO": 26}


def test_a_promise_that_was_kept_and_undone_is_seen(demo: Rientro) -> None:
    terms = "--target 1 --from RO --to IT-LEC --baseline 2018-10-01 --on 2018-10-01"
    demo.typed(f"plan announce LATE {terms} --deadline 2018-10-10")
    demo.typed(f"plan announce SOON {terms} --deadline 2018-12-10")
    demo.typed("transfer RO-BUC-0080 --to IT-LEC --on 2018-10-20")
    demo.typed("transfer RO-BUC-0080 --to RO-BUC --on 2018-11-20")
    late = demo.typed("progress LATE --on 2018-11-30").stdout
    assert "status        met-late, not held since\n" in late
    soon = demo.typed("progress SOON --on 2018-11-30").stdout
    assert "met on        2018-10-20, not held\n" in soon
    assert "1 a week needed" in soon or "needed for 10 days" in soon


def test_a_deadline_that_was_missed_and_put_off_is_seen(demo: Rientro) -> None:
    demo.typed("plan revise FW-2018 --target 230 --reason more --on 2018-09-01")
    demo.typed("plan revise FW-2018 --deadline 2018-12-31 --reason later --on 2018-10-15")
    shown = demo.typed("progress FW-2018 --on 2018-11-01").stdout
    assert "status        in-progress, after the deadline of 2018-09-30 was missed\n" in shown
    said = demo.typed("progress FW-2018 --on 2018-11-01 --format json")
    (row,) = json.loads(said.stdout)["rows"]
    assert row["missed_deadlines"] == ["2018-09-30"]
    assert demo.typed("progress FW-2018 --on 2018-10-14").stdout.count("missed") == 1
    demo.typed("plan withdraw FW-2018 --reason lost --on 2019-02-01")
    for day, status in ("2019-01-15", "missed, after"), ("2019-02-01", "withdrawn, after"):
        shown = demo.typed(f"progress FW-2018 --on {day}").stdout
        assert f"status        {status} the deadline" in shown
    assert "after the deadlines of 2018-09-30, 2018-12-31 were missed\n" in shown


def test_why_something_ended_is_told_again(demo: Rientro) -> None:
    demo.typed("plan withdraw FW-2018 --on 2018-10-01 --reason lost")
    demo.typed("site close RO-IAS --on 2018-10-01 --reason moved")
    demo.typed("contract sign X --client TIM --on 2018-01-01")
    demo.typed("contract end X --on 2018-10-01 --reason over")
    shown = demo.typed("progress FW-2018 --on 2018-11-01").stdout
    assert "withdrawn     on 2018-10-01 (lost)\n" in shown
    assert "pace" not in shown
    for question, key, why in (
        ("plan show FW-2018", "withdrawn_because", "lost"),
        ("site show RO-IAS", "closed_because", "moved"),
        ("contract list", "ended_because", "over"),
    ):
        rows = json.loads(demo.typed(f"{question} --format json").stdout)["rows"]
        assert [row[key] for row in rows if row[key]] == [why]


def test_who_worked_elsewhere_on_the_baseline_is_said_not_to_count(demo: Rientro) -> None:
    demo.typed("site open IT-SAS --country IT --on 2018-01-01")
    demo.typed("hire OP-1 --at IT-SAS --contract FW-SB --fte 0.5 --on 2018-05-08")
    demo.typed("transfer OP-1 --to IT-CAG --on 2018-08-01")
    question = "progress FW-2018 --on 2018-08-15"
    assert ", of which 1 not counted\n" in demo.typed(question).stdout
    (row,) = json.loads(demo.typed(f"{question} --format json").stdout)["rows"]
    assert (row["destination"]["elsewhere"], row["destination"]["fte"]["elsewhere"]) == (1, "0.5")
    assert (row["brought_back"], row["not_counted"]) == (180, 1)


def test_an_event_is_known_at_the_time_that_the_log_prints(demo: Rientro) -> None:
    _, *_, last = demo("log").stdout.splitlines()
    _, day, time, *_ = last.split()
    assert demo("log", "--known-at", f"{day} {time}").stdout.splitlines()[-1] == last


def test_what_is_asked_of_the_future_is_what_is_known_now(demo: Rientro) -> None:
    now = demo("headcount", *ON)
    ahead = demo("headcount", *ON, "--known-at", "2150-01-01")
    assert (ahead.exit_code, ahead.stdout) == (0, now.stdout)
    assert ahead.stderr == "--known-at lies in the future: the answer is what is known now.\n"
    other = demo.typed("restatement --known-at 2020-01-01 --against 2150-01-01")
    assert other.stderr == "--against lies in the future: the answer is what is known now.\n"
    unknown = demo.typed("plan show NOPE --known-at 2150-01-01 --format json")
    assert json.loads(unknown.stderr)["message"].startswith("No plan NOPE is known.")
    today = demo("headcount", *ON, "--known-at", str(datetime.now(UTC).date()))
    assert (today.stdout, today.stderr) == (now.stdout, "")


def test_whereabouts_say_who_was_hired_since_and_who_left(demo: Rientro) -> None:
    question = ("whereabouts", "--since", "2018-05-08", *ON, "--by", "country")
    assert demo(*question).stdout.splitlines() == [
        "from         to    heads  FTE",
        "RO           IT       34   34",
        "RO           RO       20   20",
        "RO           left    166  166",
        "hired since  IT      186  175",
        "hired since  RO        6    6",
    ]
    document = _document(demo(*question, "--format", "json"))
    assert (document["schema"], document["since"], document["on"], document["by"]) == (
        "rientro.whereabouts.v1",
        "2018-05-08",
        "2018-09-30",
        "country",
    )
    assert document["rows"][2] == {"from": "RO", "to": None, "heads": 166, "fte": "166"}
    csv_lines = demo(*question, "--format", "csv").stdout.splitlines()
    assert csv_lines[0] == "from,to,heads,fte"
    assert csv_lines[-1] == ",RO,6,6"
    nothing = demo.typed("whereabouts --since 2017-01-01 --on 2017-01-01 --format csv")
    assert nothing.stdout == "from,to,heads,fte\n"
    demo.typed("whereabouts --since 2018-06-01 --on 2018-05-01").refused(2, "--since 2018-06-01")
    demo.typed("whereabouts --on 2018-05-01").refused(2, "--since")


def test_the_operators_behind_a_figure_are_listed(demo: Rientro) -> None:
    lines = demo("progress", "FW-2018", "--operators", *ON).stdout.splitlines()
    assert lines[0].split() == ["operator", "came", "from", "now", "event"]
    assert lines[1].split() == [
        "IT-CAG-0001",
        "hired",
        "hired",
        "since",
        "no",
        "longer",
        "there",
        "538",
    ]
    document = _document(demo("progress", "FW-2018", "--operators", *ON, "--format", "json"))
    assert (document["schema"], document["plan"]) == ("rientro.progress-operators.v1", "FW-2018")
    assert document["rows"][-1] == {
        "operator": "RO-IAS-0024",
        "came": "origin",
        "from": "RO-IAS",
        "now": "IT-CAG",
        "event": 255,
    }
    assert sum(row["now"] is not None for row in document["rows"]) == PROGRESS["brought_back"]
    none = demo("progress", "FW-2018", "--operators", "--on", "2018-05-08", "--format", "csv")
    assert none.stdout == "operator,came,from,now,event\n"
    demo("progress", "--operators").refused(2, "Name the plan")
    demo("progress", "FW-2018", "--operators", "--history").refused(2, "not both")


def test_two_columns_make_a_group_of_each_pair(demo: Rientro) -> None:
    table = demo("headcount", "--by", "contract", "--by", "country", "--on", "2018-09-30")
    assert table.stdout == (
        "contract  country  heads  FTE\n"
        "FW-SB     IT         120  109\n"
        "FW-SB     RO           0    0\n"
        "FW-SOHO   IT         100  100\n"
        "FW-SOHO   RO          26   26\n"
        "total                246  235\n"
    )
    line = "headcount --by contract --by country --on 2018-09-30 --format json"
    rows = json.loads(demo.typed(line).stdout)["rows"]
    assert rows[0] == {"contract": "FW-SB", "country": "IT", "heads": 120, "fte": "109"}
    same = demo("headcount", "--by", "country", "--by", "country")
    assert (same.exit_code, "name two different columns" in same.stderr) == (2, True)


def test_a_filter_makes_a_whole_of_its_own_with_a_border(demo: Rientro) -> None:
    said = demo.typed("bridge --by site --country IT --since 2018-05-08 --on 2018-09-30")
    assert said.stdout == (
        "site    opening  + hired  + in  - out  ± reassigned  - left  = closing  FTE closing\n"
        "IT-CAG        0      100    24      0             0       4        120          109\n"
        "IT-LEC        0       90    10      0             0       0        100          100\n"
        "total         0      190    34      0             0       4        220          209\n"
    )
    both = demo.typed(
        "headcount --by site --site IT-CAG --site RO-BUC --on 2018-09-30 --format csv"
    )
    assert both.stdout == "site,heads,fte\nIT-CAG,120,109\nRO-BUC,26,26\n"
    flows = demo.typed("flows --contract FW-SB --on 2018-09-30 --format csv")
    assert flows.stdout == "from,to,heads,fte\nRO-IAS,IT-CAG,24,24\n"
    nobody = demo.typed("operator list --engagement agency --on 2018-09-30")
    assert (nobody.exit_code, nobody.stdout) == (0, "")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("headcount --contract FW-SOH", "Did you mean FW-SOHO"),
        ("headcount --site Caglari", "Did you mean IT-CAG (Cagliari)?"),
        ("bridge --since 2018-05-08 --client fastweb", "Did you mean Fastweb?"),
        ("flows --employer Comdat", "Did you mean Comdata?"),
        ("log --operator IT-LEC-001", "Did you mean IT-LEC-00"),
        ("log --site Lecc", "Did you mean IT-LEC (Lecce)?"),
        ("log --batch 2018-09-leaver", "Did you mean 2018-09-leavers"),
        ("operator list --country FR", "These are known: IT, RO."),
        ("headcount --site IT-LEC --site it-cag", "Did you mean IT-CAG (Cagliari)?"),
    ],
)
def test_what_is_not_known_is_never_an_empty_answer(demo: Rientro, line: str, hint: str) -> None:
    said = demo.typed(line)
    assert (said.exit_code, said.stdout) == (3, "")
    assert hint in said.stderr


def test_a_stretch_of_days_is_answered_period_by_period(demo: Rientro) -> None:
    said = demo.typed("bridge --every quarter --since 2018-05-08 --on 2018-09-30 --format csv")
    rows = list(csv.DictReader(said.stdout.splitlines()))
    assert [(row["since"], row["on"], row["country"], row["closing"]) for row in rows] == [
        ("2018-05-08", "2018-06-30", "IT", "80"),
        ("2018-05-08", "2018-06-30", "RO", "196"),
        ("2018-06-30", "2018-09-30", "IT", "220"),
        ("2018-06-30", "2018-09-30", "RO", "26"),
    ]
    line = "headcount --every quarter --since 2018-05-08 --on 2018-09-30 --format json"
    told = json.loads(demo.typed(line).stdout)
    assert told["totals"][1] == {
        "since": "2018-06-30",
        "on": "2018-09-30",
        "heads": 246,
        "fte": "235",
    }
    assert demo.typed("headcount --every month").exit_code == 2


def test_turnover_is_leavers_over_the_mean_of_opening_and_closing(demo: Rientro) -> None:
    said = demo.typed("turnover --since 2018-05-08 --on 2018-09-30")
    assert said.stdout == (
        "country  opening  closing  left  turnover %\n"
        "IT             0      220     4        3.64\n"
        "RO           220       26   166      134.96\n"
        "total        220      246   170       72.96\n"
        "\n"
        "Turnover is leavers per hundred of the mean of opening and closing heads.\n"
    )
    told = json.loads(
        demo.typed("turnover --since 2016-01-01 --on 2017-01-01 --format json").stdout
    )
    assert (told["schema"], told["rows"]) == ("rientro.turnover.v1", [])
    assert told["totals"][0]["rate"] is None


def test_the_log_is_narrowed_by_day_and_number_and_turned_round(demo: Rientro) -> None:
    def positions(line: str) -> list[int]:
        rows = csv.DictReader(demo.typed(f"{line} --format csv").stdout.splitlines())
        return [int(row["position"]) for row in rows]

    everything = positions("log")
    assert positions("log --limit 3") == everything[:3]
    assert positions("log --reverse --limit 3") == everything[:-4:-1]
    since = positions("log --since 2018-08-05 --on 2018-08-06")
    august = positions("log --on 2018-08-06")
    assert sorted([*since, *positions("log --on 2018-08-05")]) == august
    both = positions("log --country RO --contract FW-SOHO --since 2018-05-08")
    either = set(positions("log --country RO")) & set(positions("log --contract FW-SOHO"))
    assert both
    assert set(both) <= either


def test_a_batch_is_shown_with_what_was_recorded_in_it(demo: Rientro) -> None:
    listed = list(csv.DictReader(demo.typed("batch list --format csv").stdout.splitlines()))
    leavers = next(row for row in listed if row["batch"] == "2018-09-leavers")
    shown = json.loads(demo.typed("batch show 2018-09-leavers --format json").stdout)["rows"][0]
    assert str(shown["movements"]) == leavers["movements"]
    assert [event["batch"] for event in shown["events"]] == ["2018-09-leavers"] * len(
        shown["events"]
    )
    assert shown["events"][0]["position"] == shown["position"]
    demo.typed("batch show 2018-09-leaver").refused(3, "Did you mean 2018-09-leavers")


def test_the_log_of_a_site_has_all_that_touches_it_and_nothing_else(demo: Rientro) -> None:
    def rows(line: str) -> list[Any]:
        found: list[Any] = json.loads(demo.typed(f"{line} --format json").stdout)["rows"]
        return found

    def touches(row: Any) -> bool:
        event = row["event"]
        sides = ("placement", "origin", "destination", "before", "after", "was", "restored")
        places = [event.get(side) for side in sides]
        at = {place["site"] for place in places if isinstance(place, dict) and "site" in place}
        return row["stream"] == "site:RO-BUC" or "RO-BUC" in at

    demo.typed("void IT-LEC-0001 --reason 'Did not come'")
    everything = rows("log")
    expected = [row["position"] for row in everything if touches(row)]
    assert [row["position"] for row in rows("log --site RO-BUC")] == expected
    assert len(expected) < len(everything)
