"""A shell offers the codes that the ledger knows, where one is typed."""

from __future__ import annotations

import pytest
from conftest import Rientro


def offered(demo: Rientro, words: str, **settings: str) -> list[str]:
    typed = f"rientro --ledger {demo.ledger} {words}"
    number = len(typed.split(" ")) - 1
    said = demo(
        _RIENTRO_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(number), **settings
    )
    assert (said.exit_code, said.stderr) == (0, "")
    return [line.partition(",")[2] for line in said.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("operator show IT-LEC-000", [f"IT-LEC-000{number}" for number in range(1, 10)]),
        ("void RO-BUC-008", ["RO-BUC-0080", "RO-BUC-0081", "RO-BUC-0082", "RO-BUC-0083"]),
        ("site show IT-", ["IT-CAG", "IT-LEC"]),
        ("hire X --at IT-L", ["IT-LEC"]),
        ("headcount --site RO-I", ["RO-IAS"]),
        ("contract show ", ["FW-SB", "FW-SOHO"]),
        ("hire X --contract FW-SO", ["FW-SOHO"]),
        ("progress ", ["FW-2018"]),
        ("restatement --plan F", ["FW-2018"]),
        ("batch show 2018-09-l", ["2018-09-leavers"]),
        ("log --batch 2018-09-l", ["2018-09-leavers"]),
        ("plan revise FW-2018 --add-from IT", ["IT", "IT-CAG", "IT-LEC"]),
        ("site show NOWHERE", []),
    ],
)
def test_the_codes_of_the_ledger_are_offered(demo: Rientro, words: str, codes: list[str]) -> None:
    found = offered(demo, words)
    assert found[: len(codes)] == codes
    assert bool(found) == bool(codes)


def test_where_there_is_no_ledger_nothing_is_offered(demo: Rientro) -> None:
    demo.ledger.unlink()
    assert offered(demo, "site show IT-") == []
    assert not demo.ledger.exists()


def test_only_codes_that_begin_so_are_offered_and_not_the_next_in_order(demo: Rientro) -> None:
    demo.typed("hire X-1 X-19 X-2 --at IT-LEC --on 2018-10-01")
    assert offered(demo, "operator show X-1") == ["X-1", "X-19"]
    assert offered(demo, "operator show X-2") == ["X-2"]
