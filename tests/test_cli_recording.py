"""Each command records what it says, says what it recorded, and is quiet about a repeat."""

from __future__ import annotations

import json

import pytest
from conftest import Rientro, steady


@pytest.fixture
def demo(demo_anywhere: Rientro) -> Rientro:
    """The demonstration, in each kind of database."""
    return demo_anywhere


ONE_EVENT = {
    "site open IT-SAS --country IT --region IT-SS --city Sassari --name 'Comdata Sassari' "
    "--employer Comdata --on 2018-05-01": (
        "site IT-SAS (Comdata Sassari, IT, run by Comdata) opened on 2018-05-01"
    ),
    "site close RO-IAS --on 2018-12-31 --reason 'The lease has ended'": (
        "site RO-IAS closed on 2018-12-31 (The lease has ended)"
    ),
    "contract sign FW-CARE --client Fastweb --service Care --on 2018-01-01": (
        "contract FW-CARE signed by Fastweb, in-house, running from 2018-01-01"
    ),
    "contract sign FW-CARE --client Fastweb --supplier Comdata --on 2018-01-01": (
        "contract FW-CARE signed by Fastweb with Comdata, running from 2018-01-01"
    ),
    "hire OP-1042 --at IT-CAG --on 2018-10-01": "OP-1042 hired at IT-CAG on 2018-10-01",
    "hire OP-1042 --at IT-CAG --contract FW-SOHO --fte 0,50 --on 2018-10-01": (
        "OP-1042 hired at IT-CAG on FW-SOHO at 0.5 FTE on 2018-10-01"
    ),
    "transfer RO-BUC-0080 --to IT-LEC --on 2018-10-01": (
        "RO-BUC-0080 transferred from RO-BUC to IT-LEC on FW-SOHO on 2018-10-01"
    ),
    "transfer RO-BUC-0080 --from RO-BUC --to IT-LEC --no-contract --fte 0.75 --on 2018-10-01": (
        "RO-BUC-0080 transferred from RO-BUC to IT-LEC at 0.75 FTE on 2018-10-01"
    ),
    "reassign IT-CAG-0056 --fte 0.5 --on 2018-10-01": (
        "IT-CAG-0056 reassigned at IT-CAG from FW-SB at 1 FTE to FW-SB at 0.5 FTE on 2018-10-01"
    ),
    "reassign IT-CAG-0056 --no-contract --on 2018-10-01": (
        "IT-CAG-0056 reassigned at IT-CAG from FW-SB at 1 FTE to no contract at 1 FTE on 2018-10-01"
    ),
    "leave IT-CAG-0056 --reason retired --on 2018-10-01": (
        "IT-CAG-0056 left IT-CAG on 2018-10-01 (retired)"
    ),
    "leave IT-CAG-0056 --on 2018-10-01": "IT-CAG-0056 left IT-CAG on 2018-10-01 (other)",
    "plan announce FW-2019 --target 40 --from RO --to IT-LEC --to IT-CAG --baseline 2018-10-31 "
    "--deadline 2019-03-31 --on 2018-11-05": (
        "plan FW-2019 announced on 2018-11-05: 40 posts from RO to IT-LEC, IT-CAG by 2019-03-31"
    ),
    "plan revise FW-2018 --target 200 --deadline 2018-12-31 --reason Training --on 2018-09-28": (
        "plan FW-2018 revised on 2018-09-28: 200 posts by 2018-12-31 (Training)"
    ),
    "plan withdraw FW-2018 --reason 'Contract lost' --on 2018-12-01": (
        "plan FW-2018 withdrawn on 2018-12-01 (Contract lost)"
    ),
}
each_event = pytest.mark.parametrize(("words", "told"), ONE_EVENT.items(), ids=ONE_EVENT)
REPEATED = "It was already recorded; nothing was added for that.\n"


@each_event
def test_a_command_says_in_one_sentence_what_it_recorded(
    demo: Rientro, words: str, told: str
) -> None:
    before = demo.position
    said = demo.typed(words)
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == f"Recorded: {told} (position {before + 1}).\n"
    assert demo.position == before + 1


@each_event
def test_saying_it_twice_records_it_once(demo: Rientro, words: str, told: str) -> None:
    demo.typed(words)
    before = demo.position
    said = demo.typed(words)
    assert (said.exit_code, said.stdout, said.stderr) == (0, "", REPEATED)
    assert demo.position == before


@each_event
def test_what_was_recorded_is_in_the_log(demo: Rientro, words: str, told: str) -> None:
    demo.typed(words)
    assert demo("log").stdout.splitlines()[-1].endswith(f"  anna  {told}")


def test_an_ended_contract_takes_no_more_work(demo: Rientro) -> None:
    demo("contract", "sign", "FW-CARE", "--client", "Fastweb", "--on", "2018-01-01")
    said = demo("contract", "end", "FW-CARE", "--on", "2019-01-01", "--reason", "Not renewed")
    assert said.stderr == (
        "Recorded: contract FW-CARE ended on 2019-01-01 (Not renewed) (position 667).\n"
    )
    late = demo("hire", "OP-1", "--at", "IT-CAG", "--contract", "FW-CARE", "--on", "2019-01-01")
    late.refused(3, "Contract FW-CARE", "does not run on 2019-01-01")


def test_a_new_ledger_is_empty_and_named_after_its_file(run: Rientro) -> None:
    said = run("--ledger", "reshoring.db", "init")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == "Created the ledger reshoring in reshoring.db.\n"
    assert (run.folder / "reshoring.db").exists()
    assert "ledger reshoring opened" in run("--ledger", "reshoring.db", "log").stdout


def test_a_new_ledger_takes_the_name_that_it_is_given(run_anywhere: Rientro) -> None:
    assert run_anywhere("init", "--name", "Ritorno 2018").exit_code == 0
    assert (
        json.loads(run_anywhere("site", "list", "--format", "json").stdout)["ledger"]
        == "Ritorno 2018"
    )


def test_a_ledger_that_exists_is_left_as_it_is(demo: Rientro) -> None:
    demo("init").refused(3, f"{demo.shown} already exists")
    assert demo.position == 665


# Movements recorded together --------------------------------------------------------------------


def test_a_number_of_hires_is_one_batch_with_codes_made_from_the_site(demo: Rientro) -> None:
    said = demo.typed("hire --count 3 --at IT-CAG --on 2018-10-01 --batch autumn --source call")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == (
        "Recorded 3 movements as batch autumn (positions 666 to 669): IT-CAG-0101 … IT-CAG-0103.\n"
    )
    log = demo("log", "--batch", "autumn").stdout.splitlines()
    assert log[1].endswith("  batch autumn of 3 movements (call)")
    assert log[4].endswith("  IT-CAG-0103 hired at IT-CAG on 2018-10-01")


def test_a_batch_without_a_name_is_named_after_the_command_and_the_instant(demo: Rientro) -> None:
    said = demo.typed("transfer --count 2 --from RO-BUC --to IT-LEC --on 2018-10-01")
    assert steady(said.stderr) == (
        "Recorded 2 movements as batch transfer-INSTANT (positions 666 to 668): "
        "RO-BUC-0061 … RO-BUC-0062.\n"
    )


def test_a_batch_of_one_is_told_in_the_singular(demo: Rientro) -> None:
    said = demo.typed("leave --count 1 --from RO-BUC --on 2018-10-01 --batch one")
    assert said.stderr.startswith("Recorded 1 movement as batch one (positions 666 to 667)")


def test_a_downsizing_is_one_fact_about_the_site_and_one_about_each_operator(
    demo: Rientro,
) -> None:
    said = demo.typed("downsize RO-BUC --count 5 --on 2018-10-01 --reason moved --batch ten")
    assert said.stderr == (
        "Recorded 5 movements as batch ten (positions 666 to 672): RO-BUC-0061 … RO-BUC-0065.\n"
    )
    log = demo("log", "--batch", "ten").stdout.splitlines()
    assert log[2].endswith("  site RO-BUC downsized by 5 on 2018-10-01, 21 remain (moved)")
    assert log[3].endswith("  RO-BUC-0061 left RO-BUC on 2018-10-01 (redundant)")


def test_a_downsizing_that_names_the_same_operators_again_is_quiet(demo: Rientro) -> None:
    words = "downsize RO-BUC RO-BUC-0061 RO-BUC-0062 --on 2018-10-01 --reason moved"
    assert demo.typed(words).exit_code == 0
    before = demo.position
    said = demo.typed(words)
    assert said.exit_code == 0
    assert said.stderr == "2 movements were already recorded; nothing was added for that.\n"
    assert demo.position == before


def test_of_several_operators_only_the_new_ones_are_recorded(demo: Rientro) -> None:
    demo.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    said = demo.typed("hire OP-1 OP-2 OP-3 --at IT-CAG --on 2018-10-01 --batch b")
    assert said.stderr == (
        "Recorded 2 movements as batch b (positions 667 to 669): OP-2 … OP-3.\n"
        "1 movement was already recorded; nothing was added for that.\n"
    )


def test_a_batch_is_recorded_all_or_not_at_all(demo: Rientro) -> None:
    demo.typed("transfer RO-BUC-0080 NOBODY --to IT-LEC --on 2018-10-01").refused(3, "NOBODY")
    assert demo.position == 665


def test_a_batch_name_is_used_once(demo: Rientro) -> None:
    words = "hire --count 2 --at IT-CAG --on 2018-10-01 --batch autumn"
    demo.typed(words)
    demo.typed(words).refused(3, "Batch autumn was already recorded at", "by anna")
    assert demo.position == 668


# Only looking -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "hire --count 2 --at IT-CAG --on 2018-10-01",
        "hire OP-1 --at IT-CAG --on 2018-10-01",
        "transfer --count 2 --from RO-BUC --to IT-LEC --on 2018-10-01",
        "reassign IT-CAG-0056 --fte 0.5 --on 2018-10-01",
        "leave --count 2 --from RO-BUC --on 2018-10-01",
        "downsize RO-BUC --count 2 --on 2018-10-01 --reason moved",
    ],
)
def test_a_dry_run_shows_what_would_be_recorded_and_records_nothing(
    demo: Rientro, words: str
) -> None:
    said = demo.typed(f"{words} --dry-run")
    rows = said.stdout.splitlines()[1:]
    assert said.exit_code == 0
    assert "Nothing was recorded.\n" in said.stderr
    assert demo.position == 665
    demo.typed(words)
    assert demo.position == 665 + len(rows)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("LATE-1", "LATE-1 is still at RO-IAS, {}: record where LATE-1 went, {}.\n"),
        ("LATE-1 LATE-2", "2 operators are still at RO-IAS, {}: record where they went, {}.\n"),
    ],
)
def test_late_news_of_a_closed_site_says_who_is_still_there(
    demo: Rientro, who: str, said: str
) -> None:
    sentence = said.format("which is closed from 2018-10-01 on", "on that day at the latest")
    demo.typed("site close RO-IAS --on 2018-10-01 --reason moved")
    assert demo.typed(f"hire {who} --at RO-IAS --on 2018-09-01").stderr.endswith(sentence)
    assert demo.typed(f"reassign {who} --fte 0.5 --on 2018-09-02").stderr.endswith(sentence)
    told = demo.typed(f"leave {who} --on 2018-10-01")
    assert (told.exit_code, "still" in told.stderr) == (0, False)


def test_the_end_of_a_contract_before_somebody_s_hire_says_what_comes_first(demo: Rientro) -> None:
    demo.typed("contract sign SHORT --client Fastweb --on 2018-01-01")
    demo.typed("hire S-1 --at IT-CAG --contract SHORT --on 2018-10-02")
    end = "contract end SHORT --on 2018-10-01 --reason 'Not renewed'"
    first = " S-1 has a later movement: void that movement first, or void the closing or the end that came too early.\n"
    assert demo.typed(end).stderr.endswith(first)
    (told,) = json.loads(demo.typed(f"{end} --format json").stdout)["stranded"]
    assert told["moved_later"] == ["S-1"]
    late = demo.typed("hire S-2 --at IT-CAG --contract SHORT --on 2018-09-30")
    assert "later movement" not in late.stderr


def test_who_moved_on_the_very_day_of_a_contract_s_end_needs_no_void(demo: Rientro) -> None:
    demo.typed("contract sign SHORT --client Fastweb --on 2018-01-01")
    demo.typed("hire S-1 --at IT-CAG --contract SHORT --on 2018-10-01")
    said = demo.typed("contract end SHORT --on 2018-10-01 --reason 'Not renewed'")
    assert said.stderr.endswith(
        "S-1 is still on SHORT, which does not run from 2018-10-01 on: "
        "record what became of S-1, on that day at the latest.\n"
    )
    assert demo.typed("reassign S-1 --no-contract --on 2018-10-01").exit_code == 0


def test_the_end_of_a_contract_says_who_is_still_on_it(demo: Rientro) -> None:
    demo.typed("contract sign SHORT --client Fastweb --on 2018-01-01")
    demo.typed("hire S-1 S-2 --at IT-CAG --contract SHORT --on 2018-09-01")
    end = "contract end SHORT --on 2018-10-01 --reason 'Not renewed'"
    over = "SHORT, which does not run from 2018-10-01 on: record what became of"
    assert demo.typed(end).stderr.endswith(
        f"\n2 operators are still on {over} them, on that day at the latest.\n"
    )
    demo.typed("reassign S-1 --no-contract --on 2018-10-01")
    assert demo.typed(end).stderr.endswith(
        f"\nS-2 is still on {over} S-2, on that day at the latest.\n"
    )
    told = json.loads(demo.typed(f"{end} --format json").stdout)["stranded"]
    assert told == [
        {
            "place": "SHORT",
            "what": "contract",
            "over_on": "2018-10-01",
            "operators": ["S-2"],
            "moved_later": [],
        }
    ]
    late = demo.typed("hire S-3 --at IT-CAG --contract SHORT --on 2018-09-30")
    assert f"S-3 is still on {over} S-3" in late.stderr
    demo.typed("leave S-2 S-3 --on 2018-10-01")
    again = demo.typed(end)
    assert (again.exit_code, "still" in again.stderr) == (0, False)


def test_late_news_that_goes_on_to_the_end_is_quiet(demo: Rientro) -> None:
    demo.typed("site close RO-IAS --on 2018-10-01 --reason moved")
    (demo.folder / "late.csv").write_text(
        "movement,operator,site,to_site,effective_on\n"
        "hire,LATE-1,RO-IAS,,2018-03-01\n"
        "hire,LATE-2,RO-IAS,,2018-03-01\n"
        "leave,LATE-1,,,2018-04-01\n"
        "transfer,LATE-2,,IT-CAG,2018-10-01\n"
    )
    said = demo.typed("import late.csv")
    assert (said.exit_code, "still" in said.stderr) == (0, False)


def test_the_whole_of_a_dry_run(demo: Rientro) -> None:
    said = demo.typed("transfer --count 2 --from RO-BUC --to IT-LEC --on 2018-10-01 --dry-run")
    assert steady(said.stdout) == (
        "what happened\n"
        "batch transfer-INSTANT of 2 movements\n"
        "RO-BUC-0061 transferred from RO-BUC to IT-LEC on FW-SOHO on 2018-10-01\n"
        "RO-BUC-0062 transferred from RO-BUC to IT-LEC on FW-SOHO on 2018-10-01\n"
    )
    assert said.stderr == (
        "This would record 3 events. Nothing was recorded.\n"
        "Heads on 2018-10-01: IT-LEC 100 → 102, RO-BUC 26 → 24.\n"
        "Brought back by FW-2018 on 2018-10-01: 220 → 222.\n"
    )


def test_a_dry_run_of_what_is_recorded_already_says_so(demo: Rientro) -> None:
    demo.typed("hire OP-1 --at IT-CAG --on 2018-10-01")
    said = demo.typed("hire OP-1 --at IT-CAG --on 2018-10-01 --dry-run")
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr.endswith(REPEATED)


# The demonstration --------------------------------------------------------------------------------


def test_the_demonstration_is_not_recorded_over_a_ledger(demo_file: Rientro) -> None:
    demo_file("--ledger", "rientro.db", "demo").refused(3, "rientro.db already exists", "--replace")
    assert demo_file.position == 665


def test_the_demonstration_replaces_only_a_demonstration(run: Rientro) -> None:
    assert run("init").exit_code == 0
    run("--ledger", "rientro.db", "demo", "--replace").refused(3, "It is not a demonstration")
    assert run.position == 1


def test_a_ledger_that_merely_has_the_name_of_the_demonstration_is_not_deleted(
    run: Rientro,
) -> None:
    run("--ledger", "rientro-demo.db", "init")
    run("--ledger", "rientro-demo.db", "site", "open", "X", "--country", "IT", "--on", "2018-01-01")
    run("demo", "--replace")
    assert "\nX " in run("--ledger", "rientro-demo.db", "site", "list").stdout


def test_the_demonstration_leaves_the_ledger_in_use_alone(demo_file: Rientro) -> None:
    said = demo_file("demo", RIENTRO_LEDGER="rientro.db")
    assert said.exit_code == 0
    assert (demo_file.folder / "rientro-demo.db").exists()
    assert demo_file.position == 665


def test_a_movement_is_taken_back_though_its_site_closed_meanwhile(demo: Rientro) -> None:
    demo.typed("hire OP-1 --at RO-IAS --on 2018-09-01")
    demo.typed("transfer OP-1 --to IT-CAG --on 2018-09-20")
    demo.typed("site close RO-IAS --on 2018-10-01 --reason moved")
    said = demo.typed("void OP-1 --reason 'It was the 10th'")
    assert said.stderr == (
        "Recorded: OP-1 had the movement of 2018-09-20 voided (It was the 10th): "
        "back at RO-IAS, no longer at IT-CAG (position 669).\n"
        "OP-1 is still at RO-IAS, which is closed from 2018-10-01 on: "
        "record where OP-1 went, on that day at the latest.\n"
    )
    said = demo.typed("transfer OP-1 --to IT-CAG --on 2018-09-10")
    assert (said.exit_code, "still" in said.stderr) == (0, False)
    assert demo.typed("audit replay").stdout.endswith("670 events replayed, 0 findings.\n")


def test_a_source_makes_a_batch_of_one_movement_too(demo: Rientro) -> None:
    demo.typed("hire OP-1 --at IT-CAG --on 2018-10-01 --source 'Letter 5'")
    assert "of 1 movement (Letter 5)" in demo.typed("log").stdout


def test_who_moved_on_is_counted_where_too_few_can_be_picked(demo: Rientro) -> None:
    demo.typed("site open RO-BAC --country RO --on 2018-10-01")
    demo.typed("hire --count 3 --at RO-BAC --on 2018-10-01")
    demo.typed("transfer RO-BAC-0001 RO-BAC-0002 --to RO-BUC --on 2018-11-01")
    said = demo.typed("transfer --count 3 --from RO-BAC --to IT-CAG --on 2018-10-15")
    assert said.exit_code == 3
    assert "1 can be picked at RO-BAC on 2018-10-15. 2 more already have a movement" in said.stderr


def test_a_site_that_was_closed_just_so_stays_quiet_after_a_count(demo: Rientro) -> None:
    close = "site close RO-IAS --on 2018-10-01 --reason moved"
    demo.typed(close)
    demo.typed("site attest RO-IAS --heads 0 --on 2018-10-01 --source badges")
    assert demo.typed(close).stderr == REPEATED


def test_a_place_that_is_named_twice_is_one_place(demo: Rientro) -> None:
    terms = "--target 1 --baseline 2018-01-01 --deadline 2018-12-31 --on 2018-01-01"
    twice = "--from RO --from RO --to IT-CAG --to IT-CAG --contract FW-SB --contract FW-SB"
    demo.typed(f"plan announce TWICE {twice} {terms}")
    assert "1 post from RO to IT-CAG by" in demo.typed("log --stream plan:TWICE").stdout


def test_a_region_of_another_country_is_refused_with_its_option(demo: Rientro) -> None:
    said = demo.typed("site open X --region RO-IS --country IT --on 2018-01-01")
    said.refused(2, "Invalid value for '--region': ")
