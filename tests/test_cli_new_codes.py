"""A new code that nearly is a known one is refused, unless it is meant."""

from __future__ import annotations

from typing import get_args

import pytest
from conftest import Rientro

from domain.event import StreamKind
from ledger.recording.twins import CODES, NOT_TYPED

ON = "--on 2018-10-01"
TERMS = "--from RO --to IT-LEC --target 4 --baseline 2018-10-01 --deadline 2018-12-31"
NEARLY = {
    f"hire ro-ias-0003 --at IT-CAG {ON}": ("operator", "ro-ias-0003", "RO-IAS-0003"),
    f"hire RO-IAS-3 --at IT-CAG {ON}": ("operator", "RO-IAS-3", "RO-IAS-0003"),
    f"hire OP-7 OP-007 --at IT-CAG {ON}": ("operator", "OP-007", "OP-7"),
    f"site open it-cag --country IT {ON}": ("site", "it-cag", "IT-CAG"),
    f"contract sign fw-soho --client Fastweb {ON}": ("contract", "fw-soho", "FW-SOHO"),
    f"plan announce fw-02018 {TERMS} {ON}": ("plan", "fw-02018", "FW-2018"),
}


@pytest.mark.parametrize(("words", "codes"), NEARLY.items(), ids=NEARLY)
def test_a_new_code_that_nearly_is_a_known_one_is_refused_and_the_known_one_named(
    demo: Rientro, words: str, codes: tuple[str, str, str]
) -> None:
    kind, code, known = codes
    said = demo.typed(words)
    assert (said.exit_code, said.stdout, said.stderr) == (
        3,
        "",
        (
            f"Error: No {kind} {code} is known, but {known} is, which differs only in case or "
            f"leading zeros. Did you mean {known}? If {code} is another {kind}, add --new-code.\n"
        ),
    )
    assert demo.position == 665


@pytest.mark.parametrize("words", NEARLY)
def test_a_code_that_is_meant_is_recorded(demo: Rientro, words: str) -> None:
    assert demo.typed(f"{words} --new-code").exit_code == 0
    assert demo.position > 665


def test_a_batch_of_nearly_the_same_name_is_refused(demo: Rientro) -> None:
    assert demo.typed(f"hire A-1 --at IT-CAG {ON} --batch 2018-10-comdata").exit_code == 0
    words = f"hire A-2 --at IT-CAG {ON} --batch 2018-10-Comdata"
    demo.typed(words).refused(3, "No batch 2018-10-Comdata is known, but 2018-10-comdata is")
    assert demo.typed(f"{words} --new-code").exit_code == 0


def test_codes_that_differ_otherwise_are_new(demo: Rientro) -> None:
    assert demo.typed(f"hire RO-IAS-3000 RO-IAS-00030x RO_IAS_3 --at IT-CAG {ON}").exit_code == 0


def test_every_such_row_of_a_file_is_told_and_nothing_is_recorded(demo: Rientro) -> None:
    (demo.folder / "new.csv").write_text(
        "movement,operator,site,effective_on\n"
        "hire,12345,IT-CAG,2018-10-01\nhire,00012345,IT-CAG,2018-10-01\n"
        "hire,ro-ias-0003,IT-CAG,2018-10-01\nhire,NEW-1,IT-CAG,2018-10-01\n"
    )
    said = demo("import", "new.csv")
    assert (said.exit_code, said.stdout, demo.position) == (3, "", 665)
    assert "Error: The file has 2 problems. Nothing of it was recorded." in said.stderr
    assert "   3  operator" in said.stderr
    assert "No operator 00012345 is known, but 12345 is" in said.stderr
    assert "No operator ro-ias-0003 is known, but RO-IAS-0003 is" in said.stderr
    assert demo("import", "new.csv", "--new-code").exit_code == 0
    assert demo("import", "new.csv").exit_code == 0  # recorded, and so not new


def test_a_dry_run_refuses_it_as_well(demo: Rientro) -> None:
    demo.typed(f"hire ro-ias-0003 --at IT-CAG {ON} --dry-run").refused(3, "RO-IAS-0003")


@pytest.mark.parametrize(
    "words", [f"hire OP-1 --at it-cag {ON}", "site show it-cag", f"hire OP-1 --at IT-CGA {ON}"]
)
def test_a_site_that_is_not_known_is_answered_with_the_nearest(demo: Rientro, words: str) -> None:
    said = demo.typed(words)
    site = "IT-CGA" if "CGA" in words else "it-cag"
    assert said.stderr == (
        f"Error: No site {site} is known. Did you mean IT-CAG? All are in: rientro site list\n"
    )


def test_a_site_that_is_like_no_other_is_opened(demo: Rientro) -> None:
    said = demo.typed(f"hire OP-1 --at XXXXXX {ON}")
    said.refused(3, "or open it: rientro site open XXXXXX --country CC --on DATE")


def test_every_kind_of_stream_has_codes_that_are_compared_or_is_said_to_have_none() -> None:
    assert sorted([*CODES, *NOT_TYPED]) == sorted(get_args(StreamKind))
