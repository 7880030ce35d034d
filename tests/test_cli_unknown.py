"""What nobody knows is never an empty answer: it is refused, with the nearest that is known."""

from __future__ import annotations

import pytest
from conftest import Rientro

OF_SITES = "Did you mean IT-CAG? All are in: rientro site list"
OF_CONTRACTS = "Did you mean FW-SOHO? All are in: rientro contract list"
OF_PLANS = "Did you mean FW-2018? All are in: rientro plan list"
OF_BATCHES = "Did you mean 2018-09-leavers? All are in: rientro batch list"
ON = "--on 2018-11-01"
WHY = "--reason Why"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("site show it-cag", OF_SITES),
        (f"site close IT-CAGG {ON} {WHY}", OF_SITES),
        (f"site change IT-CAGG --employer Konecta {ON} {WHY}", OF_SITES),
        (f"site correct IT-CAGG --city Elmas {WHY}", OF_SITES),
        (f"site attest IT-CAGG --heads 3 --source Badges {ON}", OF_SITES),
        (f"downsize IT-CAGG --count 1 {ON} {WHY}", OF_SITES),
        (f"hire X --at IT-CAGG {ON}", OF_SITES),
        (f"transfer IT-LEC-0001 --to IT-CAGG {ON}", OF_SITES),
        (f"transfer --count 1 --from IT-CAGG --to IT-LEC {ON}", OF_SITES),
        (f"reassign --at IT-CAGG --all --fte 0.5 {ON}", OF_SITES),
        (f"leave --count 1 --from IT-CAGG {ON}", OF_SITES),
        ("operator list --at IT-CAGG", OF_SITES),
        ("headcount --site IT-CAGG", "Did you mean IT-CAG (Cagliari)?"),
        ("export movements --site IT-CAGG", "Did you mean IT-CAG (Cagliari)?"),
        ("restatement --known-at 2018-10-01 --site IT-CAGG", "Did you mean IT-CAG (Cagliari)?"),
        ("headcount --client fastwe", "Did you mean Fastweb?"),
        ("turnover --since 2018-05-08 --employer Comdta", "Did you mean Comdata?"),
        ("contract show FW-SOH", OF_CONTRACTS),
        (f"contract end FW-SOH {ON} {WHY}", OF_CONTRACTS),
        (f"contract change FW-SOH --supplier Konecta {ON} {WHY}", OF_CONTRACTS),
        (f"contract correct FW-SOH --service Care {WHY}", OF_CONTRACTS),
        (f"contract sign NEW --client Fastweb --succeeds FW-SOH {ON}", OF_CONTRACTS),
        (f"hire X --at IT-CAG --contract FW-SOH {ON}", OF_CONTRACTS),
        (f"plan revise FW-2018 --add-contract FW-SOH {ON} {WHY}", OF_CONTRACTS),
        (f"plan revise FW-2018 --add-to IT-CAGG {ON} {WHY}", "Did you mean IT-CAG?"),
        ("progress FW-2O18", OF_PLANS),
        ("plan show fw-2018", OF_PLANS),
        (f"plan withdraw FW-2081 {ON} {WHY}", OF_PLANS),
        (f"plan correct FW-2081 --source Minutes {WHY}", OF_PLANS),
        ("restatement --known-at 2018-10-01 --plan FW-2081", OF_PLANS),
        (f"void --batch 2018-09-leaver {WHY}", OF_BATCHES),
        ("batch show 2018-09-leaver", "Did you mean 2018-09-leavers?"),
        ("log --batch 2018-09-leaver", "Did you mean 2018-09-leavers?"),
        ("operator show IT-LEC-001", "Did you mean IT-LEC-0001?"),
        (f"void IT-LEC-001 {WHY}", "Did you mean IT-LEC-0001?"),
        (f"leave IT-LEC-001 {ON}", "Did you mean IT-LEC-0001?"),
        (f"transfer it-lec-0001 --to IT-CAG {ON}", "Did you mean IT-LEC-0001?"),
        ("log --operator IT-LEC-001", "Did you mean IT-LEC-0001"),
        ("log --stream plan:FW-2081", "Did you mean plan:FW-2018?"),
        ("log --stream operators:IT-LEC-0001", "Did you mean operator:IT-LEC-0001?"),
        ("log --stream site:it-cag", "Did you mean site:IT-CAG?"),
        ("log --recorded-by ann", "Did you mean anna?"),
        ("log --recorded-by nobody-at-all", 'No recorder "nobody-at-all" is known.'),
        ("audit prove --operator IT-LEC-001 --to proofs", "Did you mean IT-LEC-0001?"),
        (f"reassign --at IT-CAG --from-contract FW-SOH --all --fte 0.5 {ON}", OF_CONTRACTS),
        ("log --stream nonsense", 'No stream "nonsense" is known.'),
    ],
)
def test_a_code_that_is_not_known_is_answered_with_the_nearest(
    demo: Rientro, words: str, told: str
) -> None:
    before = demo.position
    demo.typed(words).refused(3, told)
    assert demo.position == before


def test_what_was_taken_back_still_has_its_stream(demo: Rientro) -> None:
    demo.typed("contract sign FW-X --client Fastweb --on 2018-11-01")
    demo.typed("void --last --reason 'Never signed'")
    said = demo.typed("log --stream contract:FW-X --format csv")
    assert len(said.stdout.splitlines()) == 3
    demo.typed("log --stream contract:FW-X --known-at 2001-01-01").refused(3, "No stream")


def test_names_that_are_meant_are_an_array_for_programs(demo: Rientro) -> None:
    said = demo.typed("headcount --country FR --format json")
    assert said.exit_code == 3
    assert '"near": [], "known": ["IT", "RO"]' in said.stderr
