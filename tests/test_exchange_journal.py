"""hledger and ledger-cli read the journal, find nothing wrong with it, and count as we do."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date, timedelta

import pytest
from conftest import Rientro
from examples import examples
from histories import Step, act, desks, exported, steps
from hypothesis import given
from ledgers import heads
from programs import SECONDS

DAYS = ("2018-01-01", "2018-06-30", "2018-07-31", "2018-09-30", "2018-12-31")


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def told(program: str, journal: bytes, *arguments: str) -> str:
    """What the program says of the journal; it must be content."""
    done = subprocess.run(
        [program, "-f", "-", *arguments],
        input=journal,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode()


def balances(printed: str) -> dict[str, int]:
    """Accounts and their heads."""
    found = re.findall(r"^ *(-?[\d,]+) heads  (\S+)$", printed, flags=re.MULTILINE)
    return {account: int(number.replace(",", "")) for number, account in found}


def next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


@pytest.fixture
def journal(demo: Rientro) -> bytes:
    """The journal of the demonstration, to which everything else has happened too."""
    for words in (
        "hire OP-1 --at IT-CAG --fte 0.5 --on 2018-02-01",
        "reassign OP-1 --contract FW-SB --on 2018-02-02",
        "transfer OP-1 --to RO-BUC --on 2018-02-03",
        "leave OP-1 --reason contract-ended --on 2018-02-04",
        "void OP-1 --reason 'date:1999-99-99 [2018-01-01]; = 5 heads'",
        "hire 2018-01-01 --at IT-LEC --on 2018-06-01",
        "void 2018-01-01 --reason 'another one'",
        "leave RO-BUC-0080 --reason retired --on 2018-10-01 --batch tag",
    ):
        said = demo.typed(words)
        assert said.exit_code == 0, said
    return demo("export", "movements", "--as", "hledger").stdout.encode()


@needs("hledger")
def test_hledger_finds_nothing_wrong(journal: bytes) -> None:
    told("hledger", journal, "check", "--strict", "ordereddates")


@needs("hledger")
@pytest.mark.parametrize("on", DAYS)
def test_hledger_counts_as_we_do(demo: Rientro, journal: bytes, on: str) -> None:
    answer = json.loads(demo("headcount", "--by", "site", "--on", on, "--format", "json").stdout)
    expected = {row["site"]: row["heads"] for row in answer["rows"] if row["heads"]}
    found = balances(
        told("hledger", journal, "bal", "--flat", "-N", "-e", next_day(on), "not:world")
    )
    assert {account.partition(":")[2]: number for account, number in found.items()} == expected
    countries = balances(told("hledger", journal, "bal", "-1", "-N", "-e", next_day(on)))
    assert sum(countries.values()) == 0
    assert countries.get("IT", 0) == sum(n for site, n in expected.items() if site.startswith("IT"))


@needs("hledger")
def test_hledger_counts_by_contract_too(demo: Rientro, journal: bytes) -> None:
    found = told("hledger", journal, "bal", "--flat", "-N", "tag:contract=^FW-SB$", "not:world")
    total = sum(balances(found).values())
    answer = json.loads(
        demo("headcount", "--by", "contract", "--on", "2019-01-01", "--format", "json").stdout
    )
    assert {row["contract"]: row["heads"] for row in answer["rows"]}["FW-SB"] == total


@needs("ledger")
@pytest.mark.parametrize("on", DAYS)
def test_ledger_cli_counts_as_we_do(demo: Rientro, journal: bytes, on: str) -> None:
    assert demo("export", "movements", "--as", "ledger").stdout.encode() == journal
    answer = json.loads(demo("headcount", "--by", "site", "--on", on, "--format", "json").stdout)
    expected = {row["site"]: row["heads"] for row in answer["rows"] if row["heads"]}
    printed = told("ledger", journal, "--pedantic", "bal", "--flat", "-e", next_day(on), "^IT|^RO")
    assert {code.partition(":")[2]: n for code, n in balances(printed).items()} == expected


@needs("hledger")
@examples(5)
@given(history=steps)
def test_hledger_agrees_with_any_history(history: list[Step]) -> None:
    with desks() as desk_of:
        desk = desk_of("one")
        for step in history:
            act(desk, step)
        journal = exported(desk, "movements", "hledger")
        told("hledger", journal, "check", "--strict", "ordereddates")
        for on in (date(2018, 3, 1), date(2018, 12, 31)):
            until = (on + timedelta(days=1)).isoformat()
            printed = told("hledger", journal, "bal", "--flat", "-N", "-e", until, "not:world")
            found = {code.partition(":")[2]: n for code, n in balances(printed).items()}
            expected = {site: n for site, n in heads(desk.headcount("site", on)).items() if n}
            assert found == expected


def test_a_transaction_has_codes_only_and_balances(journal: bytes) -> None:
    text = journal.decode()
    assert (
        "\n2018-02-03 * (668) OP-1 | transferred\n"
        "    IT:IT-CAG  -1 heads\n"
        "    ; contract: FW-SB\n"
        "    ; fte: 0.5\n"
        "    RO:RO-BUC  1 heads\n"
        "    ; contract: FW-SB\n"
        "    ; fte: 0.5\n"
    ) in text
    assert (
        "\n2018-02-04 * (670) OP-1 | void of version 4\n"
        "    world:contract-ended  -1 heads\n"
        "    RO:RO-BUC  1 heads\n"
    ) in text
    assert "    ; batch: tag\n" in text
    assert "heads ;" not in text
    assert "anna" not in text
    assert text.count(" 1 heads\n") == text.count(" -1 heads\n")
