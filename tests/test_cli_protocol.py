"""What clients bind themselves to is kept word for word, with who joined and left and when."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Rientro

SHIPPED = "--shipped protocollo-2017"
TERMS = """\
title = "A protocol"
review_on = 2018-05-04
ends_on = 2018-11-04
renews = true
[[commitment]]
code = "new"
text = "almeno l'80% dei volumi"
work = "outsourced"
contracts = "new"
judged = "each"
place = "IT"
measure = "volume"
floor = "80"
months = 12
"""


@pytest.fixture
def run(run_anywhere: Rientro) -> Rientro:
    """A ledger with two clients, in each kind of database."""
    return run_anywhere.given(
        "init --name promises",
        "site open IT-CAG --country IT --on 2010-01-01",
        "contract sign FW-NEW --client Fastweb --supplier Comdata --on 2018-01-01",
        "contract sign WT-NEW --client 'Wind Tre' --supplier Comdata --on 2018-01-01",
    )


def done(run: Rientro, line: str) -> str:
    said = run.typed(f"protocol {line}")
    assert said.exit_code == 0, said.stderr
    return said.stderr


def shown(run: Rientro, *words: str) -> dict[str, Any]:
    said = run("protocol", "show", "P", "--format", "json", *words)
    assert said.exit_code == 0, said.stderr
    row: dict[str, Any] = json.loads(said.stdout)["rows"][0]
    return row


def void(run: Rientro, position: int) -> Any:
    return run("void", "--position", str(position), "--reason", "mistake")


def test_the_signed_terms_stand_in_the_event_word_for_word(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    line = run("export", "events").stdout.splitlines()[-1]
    terms = json.loads(line)["state"]["event"]["terms"]
    assert [one["code"] for one in terms["commitments"]] == ["direct", "new", "hold"]
    assert terms["commitments"][0]["text"] == (
        "il 95% delle attività effettuate in via diretta sia effettuato in Italia entro 6 mesi "
        "dalla stipula"
    )
    assert [one["floor"] for one in terms["commitments"]] == ["95", "80", None]
    assert shown(run)["signed_on"] == "2017-05-04"


def test_terms_are_read_from_a_file_that_names_no_source(run: Rientro) -> None:
    (run.folder / "terms.toml").write_text(TERMS)
    done(run, "sign P --terms terms.toml --source 'The signed text' --on 2017-05-04")
    assert shown(run)["source"] == "The signed text"
    assert "already recorded" in done(
        run, "sign P --terms terms.toml --source 'The signed text' --on 2017-05-04"
    )


def test_a_dry_run_signs_nothing(run: Rientro) -> None:
    assert "Nothing was recorded" in done(run, f"sign P {SHIPPED} --on 2017-05-04 --dry-run")
    run("protocol", "show", "P").refused(3, "Unknown protocol P")


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (f"sign P {SHIPPED} --on 2017-06-04", 3, "was already signed"),
        ("sign Q --shipped nope --on 2017-06-04", 2, "protocollo-2017"),
        ("sign Q --on 2017-06-04", 2, "--terms or --shipped"),
        (f"sign p {SHIPPED} --on 2017-06-04", 3, "Did you mean P?"),
        ("join X Fastweb --on 2017-06-04", 3, "Unknown protocol X"),
        ("join P Fastweb --on 2017-05-03", 3, "nobody joins it on 2017-05-03"),
        ("join P 'Wind Tre' --on 2017-05-05", 3, "joined protocol P on 2017-05-04 already"),
        ("leave P Fastweb --on 2018-01-01 --reason x", 3, "never joined"),
        ("leave P 'Wind Tre' --on 2017-05-04 --reason x", 3, "cannot leave it on 2017-05-04"),
        ("end P --on 2017-05-04 --reason x", 3, "cannot end on 2017-05-04"),
        ("end X --on 2018-05-04 --reason x", 3, "Unknown protocol X"),
        ("turnover X --share 5 --source x", 3, "Unknown protocol X"),
        ("turnover P --share 0 --source x", 2, "is not a share of turnover"),
        ("turnover P --share 100.5 --source x", 2, "is not a share of turnover"),
        ("show X", 3, "Unknown protocol X"),
    ],
)
def test_what_cannot_be_is_refused(run: Rientro, line: str, code: int, told: str) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    done(run, "join P 'Wind Tre' --on 2017-05-04")
    before = run.position
    run.typed(f"protocol {line}").refused(code, told)
    assert run.position == before


@pytest.mark.parametrize(
    ("of", "now", "told"),
    [
        ('floor = "80"\n', "", "new"),
        ('floor = "80"', 'floor = "0"', "above 0"),
        ('place = "IT"', 'place = "IT-NOPE"', "neither a country nor a known site"),
        ("months = 12", "months = 25", "months"),
    ],
)
def test_terms_that_cannot_be_judged_are_refused(
    run: Rientro, of: str, now: str, told: str
) -> None:
    (run.folder / "terms.toml").write_text(TERMS.replace(of, now))
    said = run.typed("protocol sign P --terms terms.toml --on 2017-05-04")
    assert said.exit_code in {2, 3}
    assert told in said.stderr


def test_a_code_of_a_commitment_stands_once(run: Rientro) -> None:
    clause = TERMS.partition("[[commitment]]")[2]
    (run.folder / "terms.toml").write_text(f"{TERMS}[[commitment]]{clause}")
    said = run.typed("protocol sign P --terms terms.toml --on 2017-05-04")
    said.refused(3, "new is named twice")


def test_a_draft_binds_nobody(run: Rientro) -> None:
    done(run, f"draft P {SHIPPED} --on 2017-03-06")
    assert "already recorded" in done(run, f"draft P {SHIPPED} --on 2017-03-06")
    run.typed("protocol join P Fastweb --on 2017-05-04").refused(3, "only a draft")
    assert shown(run)["signed_on"] is None
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    done(run, "join P Fastweb --on 2017-05-04")
    assert [text["drafted"] for text in shown(run)["terms"]] == [True, False]


def test_other_terms_need_a_reason_and_the_first_stay_beside_them(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    (run.folder / "terms.toml").write_text(TERMS)
    done(run, "sign P --terms terms.toml --reason 'Agreed anew' --on 2018-06-01")
    assert [text["effective_on"] for text in shown(run)["terms"]] == ["2017-05-04", "2018-06-01"]
    assert shown(run)["title"] == "A protocol"


def test_who_is_no_client_joins_and_the_near_names_are_told(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    said = done(run, "join P Fastweb 'Wind 3' Enel --on 2017-05-04")
    assert 'no contract has the client "Wind 3"; did you mean "Wind Tre"?' in said
    assert 'no contract has the client "Enel".' in said
    assert '"Fastweb"' not in said
    assert shown(run)["signatories"] == ["Enel", "Fastweb", "Wind 3"]
    assert "already recorded" in done(run, "join P Fastweb --on 2017-05-04")


def test_who_left_may_join_again(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    done(run, "join P Fastweb --on 2017-05-04")
    done(run, "leave P Fastweb --on 2017-10-01 --reason Sold")
    assert "already recorded" in done(run, "leave P Fastweb --on 2017-10-01 --reason Sold")
    assert shown(run)["signatories"] == []
    done(run, "join P Fastweb --on 2018-01-01")
    assert [(stay["joined_on"], stay["left_on"]) for stay in shown(run)["stays"]] == [
        ("2017-05-04", "2017-10-01"),
        ("2018-01-01", None),
    ]


def test_nobody_joins_after_the_end(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    done(run, "end P --on 2019-01-01 --reason 'A law came'")
    assert "already recorded" in done(run, "end P --on 2019-01-01 --reason 'A law came'")
    run.typed("protocol join P Fastweb --on 2019-01-01").refused(3, "ended on 2019-01-01")
    done(run, "join P Fastweb --on 2018-12-31")
    row = json.loads(run("protocol", "list", "--format", "json").stdout)["rows"][0]
    assert (row["ended_on"], row["ended_because"]) == ("2019-01-01", "A law came")


def test_terms_that_run_out_are_joined_no_more(run: Rientro) -> None:
    (run.folder / "terms.toml").write_text(TERMS.replace("renews = true", "renews = false"))
    done(run, "sign P --terms terms.toml --on 2017-05-04")
    run.typed("protocol join P Fastweb --on 2018-11-05").refused(3, "ended on 2018-11-05")
    done(run, "join P Fastweb --on 2018-11-04")


def test_shares_of_turnover_are_together_at_most_the_whole(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    done(run, "turnover P --share 65 --year 2015 --source 'Il Sole 24 Ore'")
    for client, share in (("TIM", 21), ("Fastweb", 4), ("'Wind Tre'", 9)):
        done(run, f"turnover P {client} --share {share} --year 2015 --source 'Made up'")
    run.typed("protocol turnover P Enel --share 32 --source x").refused(3, "66 %", "65 %")
    assert "already recorded" in done(
        run, "turnover P TIM --share 21 --year 2015 --source 'Made up'"
    )
    done(run, "turnover P TIM --share 20.5 --year 2016 --source 'Made up'")
    told = {row["signatory"]: row["share"] for row in shown(run)["turnover"]}
    assert told == {None: "65", "Fastweb": "4", "TIM": "20.5", "Wind Tre": "9"}
    run.typed("protocol turnover P --share 33 --source x").refused(3, "33.5 %", "33 %")


def test_what_nothing_leans_on_is_taken_back(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    signed = run.position
    done(run, "join P Fastweb --on 2017-05-04")
    joined = run.position
    done(run, "leave P Fastweb --on 2017-10-01 --reason Sold")
    left = run.position
    done(run, "turnover P --share 10 --source x")
    whole = run.position
    done(run, "turnover P TIM --share 10 --source x")
    void(run, signed).refused(3, "a joining of 2017-05-04 stands")
    void(run, joined).refused(3, "a leaving of 2017-10-01 stands")
    assert void(run, whole).exit_code == 0
    assert void(run, left).exit_code == 0
    void(run, left).refused(3, "cannot be voided")
    assert void(run, joined).exit_code == 0
    assert shown(run)["signatories"] == []
    assert run("audit", "replay").exit_code == 0


def test_what_was_known_then_is_shown_as_it_was(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    then = json.loads(run("log", "--format", "json").stdout)["rows"][-1]["recorded_at"]
    done(run, "join P Fastweb --on 2017-05-04")
    assert shown(run, "--known-at", then)["signatories"] == []
    run("protocol", "show", "P", "--known-at", "2001-01-01").refused(3, "was not known at")


def test_a_site_in_terms_is_not_taken_back(run: Rientro) -> None:
    (run.folder / "terms.toml").write_text(TERMS.replace('"IT"', '"IT-CAG"'))
    done(run, "sign P --terms terms.toml --on 2017-05-04")
    void(run, 2).refused(3, "protocol P names it")


def test_a_page_for_people_has_every_clause(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    done(run, "join P Fastweb --on 2017-05-04")
    done(run, "turnover P --share 65 --source x")
    page = run("protocol", "show", "P").stdout
    for part in ("qualora superiore a tale valore", "Fastweb", "all together", "as-first"):
        assert part in page
    assert run("protocol", "list").stdout.startswith("protocol ")


def test_the_whole_ledger_is_copied_and_made_again(run: Rientro) -> None:
    done(run, f"sign P {SHIPPED} --on 2017-05-04")
    done(run, "join P Fastweb TIM --on 2017-05-04")
    assert (
        run.typed("volume report FW-NEW --month 2018-03 --unit contacts --in IT=1").exit_code == 0
    )
    assert run("export", "events", "--to", "all.jsonl").exit_code == 0
    made = run("--ledger", "again.db", "init", "--from", "all.jsonl")
    assert made.exit_code == 0, made.stderr
    assert run("--ledger", "again.db", "export", "events").stdout == run("export", "events").stdout
    assert run("audit", "replay").exit_code == 0
    assert run("db", "rebuild").exit_code == 0
