"""What changes with nobody moving, and what is put right, as it is typed and answered."""

from __future__ import annotations

import json

from conftest import Rientro


def brought_back(demo: Rientro, on: str) -> int:
    said = demo("progress", "FW-2018", "--on", on, "--format", "json")
    found: int = json.loads(said.stdout)["rows"][0]["brought_back"]
    return found


def test_a_plan_keeps_its_posts_when_their_contract_is_succeeded(demo: Rientro) -> None:
    demo.typed(
        "contract sign FW-NEW --client Fastweb --supplier Konecta --succeeds FW-SB "
        "--agreed-on 2018-10-01 --on 2018-10-15"
    )
    rows = json.loads(demo.typed("operator list --on 2018-10-14 --format json").stdout)["rows"]
    moved = [row["operator"] for row in rows if row["contract"] == "FW-SB"][-100:]
    demo("reassign", *moved, "--contract", "FW-NEW", "--on", "2018-10-15")
    assert brought_back(demo, "2018-10-14") == brought_back(demo, "2018-10-31") == 220
    shown = json.loads(demo.typed("contract show FW-SB --on 2018-10-31 --format json").stdout)
    assert shown["rows"][0]["succeeded_by"] == ["FW-NEW"]
    demo.typed("contract sign X --client Y --succeeds NOPE --on 2019-01-01").refused(
        3, "No contract NOPE is known."
    )


def test_a_site_passes_to_another_employer(demo: Rientro) -> None:
    demo.typed("site change IT-LEC --employer Konecta --on 2018-10-01 --reason 'Taken over'")
    said = demo.typed("bridge --by employer --since 2018-09-30 --on 2018-10-31 --format json")
    rows = {row["employer"]: row for row in json.loads(said.stdout)["rows"]}
    assert (rows["Konecta"]["opening"], rows["Konecta"]["reassigned"]) == (0, 100)
    assert rows["Konecta"]["closing"] == 100
    shown = demo.typed("site show IT-LEC --on 2018-10-31 --format json")
    row = json.loads(shown.stdout)["rows"][0]
    assert row["employer"] == "Konecta"
    assert row["changes"][0]["since"] == "2018-10-01"


def test_something_has_to_change(demo: Rientro) -> None:
    demo.typed("site change IT-LEC --on 2018-10-01 --reason X").refused(2, "Say what changes")
    demo.typed("contract correct FW-SB --reason X").refused(2, "Say what changes")


def test_a_region_must_be_of_the_country(demo: Rientro) -> None:
    demo.typed("site correct IT-LEC --region RO-IS --reason X").refused(2, "RO-IS")
    demo.typed("site correct IT-LEC --region nowhere --reason X").refused(2, "nowhere")


def test_a_site_is_not_corrected_into_the_other_end_of_a_plan(demo: Rientro) -> None:
    demo.typed("site correct IT-LEC --country RO --region - --reason X").refused(
        3, "In RO, IT-LEC would be both an origin and a destination of plan FW-2018."
    )
    said = demo.typed("site correct IT-LEC --country AL --region - --reason X")
    assert said.exit_code == 0
    assert demo.typed("audit replay").exit_code == 0
    assert brought_back(demo, "2018-09-30") == 220


def test_a_correction_holds_beyond_a_change_of_something_else(demo: Rientro) -> None:
    demo.typed("contract change FW-SB --supplier Konecta --on 2018-08-01 --reason 'Taken over'")
    demo.typed("contract change FW-SOHO --client TIM --on 2018-08-01 --reason 'Passed on'")
    known = json.loads(demo.typed("log --format json").stdout)["rows"][-1]["recorded_at"]
    demo.typed("contract correct FW-SB --client 'Fastweb SpA' --reason 'As it is written'")
    demo.typed("contract correct FW-SOHO --client 'Fastweb SpA' --reason 'As it is written'")
    question = "headcount --by client --by supplier --on 2018-09-30 --format csv"
    assert demo.typed(question).stdout.splitlines()[1:] == [
        "Fastweb SpA,Konecta,120,109",
        "TIM,Comdata,126,126",
    ]
    assert demo.typed(f"{question} --known-at {known}").stdout.splitlines()[1:] == [
        "Fastweb,Konecta,120,109",
        "TIM,Comdata,126,126",
    ]
    demo.typed("contract change FW-SB --supplier Alfa --on 2018-09-01 --reason 'Taken over'")
    shown = json.loads(demo.typed("contract show FW-SB --format json").stdout)["rows"][0]
    assert [each["client"] for each in shown["changes"]] == ["Fastweb SpA", "Fastweb SpA"]
    assert demo.typed("audit replay").exit_code == 0


def test_a_dry_run_says_which_plans_it_would_change(demo: Rientro) -> None:
    before = demo.typed("log --format json").stdout
    said = demo.typed("leave IT-LEC-0001 --on 2018-10-05 --dry-run --format json")
    answer = json.loads(said.stdout)
    moved = answer["plans"][0]
    assert (moved["on"], moved["before"], moved["after"]) == ("2018-10-05", 220, 219)
    assert moved["stood"]["status"] == moved["stands"]["status"] == "met"
    said = demo.typed("plan correct FW-2018 --to IT-LEC --reason X --dry-run")
    assert "Brought back by FW-2018 on" in said.stderr
    assert demo.typed("log --format json").stdout == before
    demo.typed("audit replay")
    assert demo.typed("hire NEW-1 --at IT-CAG --on 2018-10-05").exit_code == 0


def test_a_dry_run_of_a_correction_records_nothing(demo: Rientro) -> None:
    before = demo.typed("site list --format json").stdout
    said = demo.typed("site correct IT-LEC --city Lequile --reason X --dry-run")
    assert "Nothing was recorded" in said.stderr
    assert demo.typed("site list --format json").stdout == before


def test_a_plan_is_revised_by_places_and_put_right(demo: Rientro) -> None:
    demo.typed("site open AL-TIR --country AL --on 2018-01-01")
    demo.typed(
        "plan revise FW-2018 --add-from AL --drop-from RO --on 2018-10-01 --reason 'As agreed'"
    )
    said = demo.typed("plan show FW-2018 --format json")
    assert json.loads(said.stdout)["rows"][0]["origins"] == ["AL"]
    assert brought_back(demo, "2018-10-31") == 220
    demo.typed("plan correct FW-2018 --source - --reason 'No such source'")
    row = json.loads(demo.typed("plan show FW-2018 --format json").stdout)["rows"][0]
    assert row["source"] is None
    demo.typed("plan revise FW-2018 --drop-to RO --on 2018-10-02 --reason X").refused(
        3, "does not name RO"
    )


def test_a_change_that_was_recorded_by_mistake_is_taken_back(demo: Rientro) -> None:
    question = "bridge --by employer --since 2018-09-30 --on 2018-10-31 --format csv"
    before = demo.typed(question).stdout
    demo.typed("site change IT-LEC --employer Konecta --on 2018-10-01 --reason 'Taken over'")
    changed = demo.typed(question).stdout
    demo.typed("contract change FW-SB --supplier Konecta --on 2018-10-01 --reason 'Taken over'")
    known = json.loads(demo.typed("log --format json").stdout)["rows"][-1]["recorded_at"]
    said = demo.typed("void --position 666 --reason 'Put off'")
    assert "site IT-LEC had the change of 2018-10-01 voided (Put off)" in said.stderr
    assert demo.typed(question).stdout == before
    assert demo.typed(f"{question} --known-at {known}").stdout == changed
    assert demo.typed("void --last --reason 'Put off'").exit_code == 3
    demo.typed("void --position 667 --reason 'Put off'")
    shown = json.loads(demo.typed("contract show FW-SB --format json").stdout)["rows"][0]
    assert (shown["supplier"], shown["changes"]) == ("Comdata", [])
    restated = demo.typed(f"restatement --known-at {known} --on 2018-10-31 --format json")
    assert [row["position"] for row in json.loads(restated.stdout)["events"]] == [668, 669]
    demo.typed("void --position 666 --reason X").refused(3, "cannot be voided, or was voided")
    assert demo.typed("audit replay").exit_code == 0


def test_a_change_that_others_follow_stays_and_a_correction_is_corrected(demo: Rientro) -> None:
    demo.typed("site change IT-LEC --employer Konecta --on 2018-10-01 --reason 'Taken over'")
    demo.typed("site change IT-LEC --employer Alfa --on 2018-11-01 --reason 'Taken over'")
    demo.typed("void --position 666 --reason X").refused(
        3, "That change of IT-LEC cannot be voided while its change on 2018-11-01 stands."
    )
    demo.typed("site correct IT-LEC --city Lequile --reason Typo")
    said = demo.typed("void --position 668 --reason X")
    assert said.exit_code == 3
    assert said.stderr == (
        "Error: What was recorded there corrects site IT-LEC, and a correction is not voided. Say "
        "once more what is right, with the facts that were wrong: rientro site correct IT-LEC "
        "--reason TEXT\n"
    )


def test_a_dry_run_says_what_becomes_of_a_plans_terms_and_status(demo: Rientro) -> None:
    revised = demo.typed(
        "plan revise FW-2018 --target 100 --deadline 2018-11-30 --on 2018-08-01 --reason X --dry-run"
    )
    assert (
        "Plan FW-2018 on 2018-08-01: 220 posts by 2018-09-30 → 100 posts by 2018-11-30.\n"
    ) in revised.stderr
    withdrawn = demo.typed("plan withdraw FW-2018 --on 2018-10-01 --reason X --dry-run")
    assert "Status of FW-2018 on 2018-10-01: met → withdrawn.\n" in withdrawn.stderr


def test_a_dry_run_of_a_loan_says_where_people_are_meanwhile(demo: Rientro) -> None:
    said = demo.typed(
        "transfer IT-LEC-0001 --to IT-CAG --on 2018-11-01 --until 2018-11-30 --dry-run"
    )
    meanwhile, after = [line for line in said.stderr.splitlines() if line.startswith("Heads on")]
    assert meanwhile.startswith("Heads on 2018-11-01: IT-CAG 120 → 121, IT-LEC 100 → 99.")
    assert after.startswith("Heads on 2018-12-01: IT-CAG 120 → 120, IT-LEC 100 → 100.")


# What a command would do to the figures ---------------------------------------------------------


def foreseen(demo: Rientro, line: str) -> list[str]:
    """What is told of the figures, before it is recorded."""
    said = demo.typed(f"{line} --dry-run")
    assert said.exit_code == 0, said.stderr
    would, *told = said.stderr.splitlines()
    assert would.startswith("This would record")
    return [each for each in told if not each.startswith(("Brought back", "Status"))]


def test_a_dry_run_shows_hours_where_the_heads_stay(demo: Rientro) -> None:
    assert foreseen(demo, "reassign IT-LEC-0001 --fte 0.5 --on 2018-11-01") == [
        "Heads on 2018-11-01: IT-LEC 100 → 100.",
        "FTE on 2018-11-01: IT-LEC 100 → 99.5.",
    ]
    assert foreseen(demo, "hire OP-1 --at IT-LEC --fte 0.25 --on 2018-11-01") == [
        "Heads on 2018-11-01: IT-LEC 100 → 101.",
        "FTE on 2018-11-01: IT-LEC 100 → 100.25.",
    ]
    assert foreseen(demo, "hire OP-1 --at IT-LEC --on 2018-11-01") == [
        "Heads on 2018-11-01: IT-LEC 100 → 101."
    ]


def test_a_dry_run_shows_the_groups_in_which_heads_go_over(demo: Rientro) -> None:
    assert foreseen(demo, "reassign IT-LEC-0001 --engagement agency --on 2018-11-01")[1:] == [
        "Heads by engagement on 2018-11-01: agency 0 → 1, – 246 → 245."
    ]
    moved = foreseen(demo, "reassign IT-LEC-0001 --contract - --on 2018-11-01")[1:]
    assert moved == [
        "Heads by contract on 2018-11-01: FW-SOHO 126 → 125, – 0 → 1.",
        "Heads by client on 2018-11-01: Fastweb 246 → 245, – 0 → 1.",
        "Heads by supplier on 2018-11-01: Comdata 246 → 245, – 0 → 1.",
    ]
    home = foreseen(demo, "transfer --from RO-BUC --count 1 --to IT-CAG --on 2018-11-01")
    assert home == ["Heads on 2018-11-01: IT-CAG 120 → 121, RO-BUC 26 → 25."]


def test_a_dry_run_shows_who_is_counted_elsewhere_with_nobody_moving(demo: Rientro) -> None:
    taken_over = "site change IT-LEC --employer Konecta --on 2018-11-01 --reason 'Taken over'"
    assert foreseen(demo, taken_over) == [
        "Heads by employer on 2018-11-01: Comdata 246 → 146, Konecta 0 → 100."
    ]
    passed_on = "contract change FW-SB --supplier Konecta --client TIM --on 2018-11-01 --reason X"
    assert foreseen(demo, passed_on) == [
        "Heads by client on 2018-11-01: Fastweb 246 → 126, TIM 0 → 120.",
        "Heads by supplier on 2018-11-01: Comdata 246 → 126, Konecta 0 → 120.",
    ]
    answer = json.loads(demo.typed(f"{taken_over} --dry-run --format json").stdout)
    assert answer["heads"] == []
    assert answer["figures"][1] == {
        "by": "employer",
        "group": "Konecta",
        "on": "2018-11-01",
        "before": {"heads": 0, "fte": "0"},
        "after": {"heads": 100, "fte": "100"},
    }
    assert demo.typed(taken_over).exit_code == 0
    assert foreseen(demo, "void --last --reason 'Put off'") == [
        "Heads by employer on 2018-11-01: Comdata 146 → 246, Konecta 100 → 0."
    ]


def test_a_dry_run_of_a_correction_shows_the_last_day_on_which_it_was_wrong(demo: Rientro) -> None:
    demo.typed("site change IT-LEC --employer Konecta --on 2018-11-01 --reason 'Taken over'")
    assert foreseen(demo, "site correct IT-LEC --employer Alfa --reason Typo") == [
        "Heads by employer on 2018-10-31: Alfa 0 → 100, Comdata 246 → 146."
    ]
    city = foreseen(demo, "site correct IT-LEC --city Lequile --reason Typo")
    assert len(city) == 1
    assert city[0].startswith("Heads by city on ")
    assert city[0].endswith(": Lecce 100 → 0, Lequile 0 → 100.")


def test_a_dry_run_says_if_no_figure_would_change(demo: Rientro) -> None:
    assert foreseen(demo, "site open IT-SAS --country IT --on 2018-11-01") == [
        "No headcount and no plan would change."
    ]
    assert foreseen(demo, "site correct IT-LEC --name Salento --reason Typo") == [
        "No headcount and no plan would change."
    ]


def test_the_name_of_a_group_is_asked_for_however_it_is_typed(demo: Rientro) -> None:
    question = "headcount --by contract --on 2018-09-30 --format json"
    once = demo.typed(f"{question} --employer Comdata --client Fastweb --supplier Comdata").stdout
    other = demo(
        *question.split(),
        *("--employer", " Com\u00addata\u00a0"),
        *("--client", "Fast\u200bweb"),
        *("--supplier", "Comdata\u2003"),
    )
    assert json.loads(once)["total"]["heads"] == 246
    assert other.stdout == once


def test_a_contract_passes_to_another_supplier(demo: Rientro) -> None:
    demo.typed("contract change FW-SB --supplier Konecta --on 2018-10-01 --reason 'Taken over'")
    question = "bridge --by supplier --since 2018-09-30 --on 2018-10-31 --format json"
    rows = {row["supplier"]: row for row in json.loads(demo.typed(question).stdout)["rows"]}
    moved = {who: (row["reassigned"], row["closing"]) for who, row in rows.items()}
    assert moved == {"Comdata": (-120, 126), "Konecta": (120, 120)}
    only = demo.typed("headcount --supplier Konecta --by site --on 2018-10-31 --format json")
    assert json.loads(only.stdout)["total"]["heads"] == 120
    demo.typed("headcount --supplier Konekta").refused(3, "Did you mean Konecta?")
