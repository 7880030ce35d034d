"""Files of terms, rules, unions and indicators: read strictly, and refused with what would be right."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusing import refused_as

from domain.commitments.commitment_refusals import (
    InvalidArea,
    InvalidPercent,
    MissingKey,
    NamedTwice,
    NoFloor,
    NotToml,
    OneDeadline,
    RuleEndsFirst,
    UnionSpellEndsFirst,
    UnionSpellsOverlap,
    UnknownKey,
    WrongValue,
)
from domain.commitments.terms import read_protocol
from domain.law import shipped, shipped_names
from domain.notices.laws import read_law
from domain.quality.indicators import read_indicators
from domain.refusal import Refusal
from domain.value_refusals import InvalidCode, InvalidText, UnknownCountry

PROTOCOL = """
title = "Protocollo"
[[commitment]]
code = "new"
text = "almeno l'80%"
work = "outsourced"
contracts = "new"
judged = "each"
place = "IT"
measure = "volume"
floor = "80"
months = 12
"""
UNION = """
[[union]]
code = "U"
title = "A union"
source = "a treaty"
[[union.member]]
country = "RO"
since = 2007-01-01
"""
RULE = """
[[rule]]
code = "R"
title = "A rule"
text = "shall give notice"
source = "a law"
area = "union:U"
in_force_from = 2017-01-01
days_before = 30
[[rule.recipient]]
name = "labour"
filed_by = "the employer"
"""
INDICATOR = """
[[indicator]]
code = "i"
title = "An indicator"
numerator = "calls answered"
denominator = "calls"
unit = "percent"
better = "more"
kind = "flow"
source = "a decision"
"""


def protocol(old: str = "", new: str = "") -> None:
    assert old in PROTOCOL
    read_protocol(PROTOCOL.replace(old, new, 1).encode())


def law(text: str, old: str, new: str) -> None:
    assert old in text
    read_law(text.replace(old, new, 1).encode())


def test_what_is_left_out_has_a_meaning() -> None:
    (commitment,) = read_protocol(PROTOCOL.encode()).terms.commitments
    assert (commitment.due, commitment.hold_above, commitment.successors) == (
        None,
        None,
        "as-first",
    )
    terms = read_protocol(PROTOCOL.encode()).terms
    assert (terms.review_on, terms.ends_on, terms.renews) == (None, None, False)


@pytest.mark.parametrize(
    ("old", "new", "refusal", "says"),
    [
        ("title", "titel", MissingKey, "the protocol: title is missing"),
        ('floor = "80"', 'flor = "80"', UnknownKey, 'commitment new: "flor" is not known here'),
        (
            "title =",
            "renew = true\ntitle =",
            UnknownKey,
            "What is known: commitment, ends_on, renews",
        ),
        ('work = "outsourced"', 'work = "abroad"', WrongValue, "one of in-house, outsourced"),
        ('judged = "each"', "judged = 1", WrongValue, "judged has to be text in quotes"),
        ("months = 12", "months = 25", WrongValue, "a whole number from 1 to 24"),
        ("months = 12", "months = 0", WrongValue, "a whole number from 1 to 24"),
        ("months = 12", "months = true", WrongValue, "a whole number from 1 to 24"),
        ("months = 12", "months = 12\ndue = -1", WrongValue, "due has to be a whole number from 0"),
        ('floor = "80"', 'floor = "0"', InvalidPercent, "above 0 and at most 100"),
        ('floor = "80"', 'floor = "100.0001"', InvalidPercent, "above 0 and at most 100"),
        ('floor = "80"', 'floor = "79.99995"', InvalidPercent, "at most four decimals"),
        ('floor = "80"', 'floor = "80 %"', InvalidPercent, 'The floor of commitment new is "80 %"'),
        ('floor = "80"', "floor = 79.5", WrongValue, 'a percentage in quotes, like "79.5"'),
        ('floor = "80"', "floor = true", WrongValue, "a percentage in quotes"),
        ('floor = "80"\n', "", NoFloor, "The commitment new has no floor"),
        (
            'code = "new"',
            'code = "very new"',
            InvalidCode,
            "is not a code for code of commitment 1",
        ),
        ('place = "IT"', 'place = ""', InvalidText, "The place of commitment new"),
        ("title =", "ends_on = 2018-11-04T00:00:00\ntitle =", WrongValue, "a date without quotes"),
        ("title =", 'ends_on = "2018-11-04"\ntitle =', WrongValue, "a date without quotes"),
        ("title =", "ends_on = 1899-12-31\ntitle =", WrongValue, "a date from 1900 to 2200"),
        ("title =", 'renews = "yes"\ntitle =', WrongValue, "renews has to be true or false"),
        ("[[commitment]]", "[commitment]", WrongValue, "each under \\[\\[commitment\\]\\]"),
        ("title =", "title = title =", NotToml, "The terms cannot be read"),
        ('title = "Protocollo"', 'title = "a"\ntitle = "b"', NotToml, "overwrite"),
    ],
)
def test_terms_that_cannot_be_judged_are_refused(
    old: str, new: str, refusal: type[Refusal], says: str
) -> None:
    with refused_as(refusal, match=says):
        protocol(old, new)


def test_codes_stand_once() -> None:
    with refused_as(NamedTwice, match="The commitment new is named twice"):
        read_protocol((PROTOCOL + PROTOCOL[PROTOCOL.index("[[") :]).encode())
    with refused_as(NamedTwice, match="The indicator i"):
        read_indicators((INDICATOR * 2).encode())
    with refused_as(NamedTwice, match="The rule R"):
        read_law((RULE * 2).encode())
    with refused_as(NamedTwice, match="The recipient labour"):
        read_law((RULE + RULE[RULE.index("[[rule.recipient]]") :]).encode())


def test_a_whole_percentage_needs_no_quotes() -> None:
    (commitment,) = read_protocol(PROTOCOL.replace('"80"', "80").encode()).terms.commitments
    assert commitment.floor == Fraction(80)


@pytest.mark.parametrize(
    ("old", "new", "refusal", "says"),
    [
        ('"RO"', '"EL"', UnknownCountry, "EL \\(GR in ISO 3166-1\\)"),
        ('"RO"', '"ro"', UnknownCountry, "two capital letters"),
        ("since = 2007-01-01", "since = 2007", WrongValue, "member of U 1: since has to be a date"),
        (
            "since = 2007-01-01",
            "since = 2007-01-01\nuntil = 2007-01-01",
            UnionSpellEndsFirst,
            "cannot be in U from 2007-01-01",
        ),
        (
            "since = 2007-01-01",
            "since = 2007-01-01\n[[union.member]]\ncountry='RO'\nsince = 2010-01-01",
            UnionSpellsOverlap,
            "RO is in U already on 2010-01-01",
        ),
        (
            "since = 2007-01-01",
            "since = 2007-01-01\nuntil=2010-01-02\n[[union.member]]\ncountry='RO'\nsince = 2010-01-01",
            UnionSpellsOverlap,
            "RO is in U already",
        ),
        ("[[union.member]]", "[[union.members]]", MissingKey, "union U: member is missing"),
    ],
)
def test_unions_that_contradict_themselves_are_refused(
    old: str, new: str, refusal: type[Refusal], says: str
) -> None:
    with refused_as(refusal, match=says):
        law(UNION, old, new)


def test_a_country_may_leave_a_union_and_come_back() -> None:
    back = "since = 2007-01-01\nuntil = 2010-01-01\n[[union.member]]\ncountry = 'RO'\nsince = 2010-01-01"
    law(UNION, "since = 2007-01-01", back)
    law(UNION, '"RO"', '"XK"')


@pytest.mark.parametrize(
    ("old", "new", "refusal", "says"),
    [
        ("days_before = 30\n", "", OneDeadline, "either days_before, or present_on together"),
        ("days_before = 30", "present_on = 2017-01-01", OneDeadline, "in one way"),
        ("days_before = 30", "due_on = 2017-01-01", OneDeadline, "in one way"),
        (
            "days_before = 30",
            "days_before = 30\npresent_on = 2017-01-01\ndue_on = 2017-03-02",
            OneDeadline,
            "in one way",
        ),
        ("days_before = 30", "days_before = -1", WrongValue, "a whole number from 0"),
        ('"union:U"', '"U"', InvalidArea, "write country:IT or union:EU"),
        ('"union:U"', '"country:UK"', UnknownCountry, "UK"),
        (
            "days_before = 30",
            "days_before = 30\nin_force_until = 2016-12-31",
            RuleEndsFirst,
            "until is the last day",
        ),
        ("[[rule.recipient]]", "[rule.recipient]", WrongValue, "one or more tables"),
        ('filed_by = "the employer"', "", MissingKey, "recipient of R 1: filed_by is missing"),
    ],
)
def test_rules_that_say_nothing_that_can_be_counted_are_refused(
    old: str, new: str, refusal: type[Refusal], says: str
) -> None:
    with refused_as(refusal, match=says):
        law(RULE, old, new)


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ('unit = "percent"', 'unit = "minutes"', WrongValue),
        ('better = "more"', 'better = "most"', WrongValue),
        ('kind = "flow"', 'kind = "river"', WrongValue),
        ('numerator = "calls answered"', "", MissingKey),
        ('source = "a decision"', 'source = "a decision"\ntarget = 70', UnknownKey),
    ],
)
def test_indicators_that_do_not_say_what_they_count_are_refused(
    old: str, new: str, refusal: type[Refusal]
) -> None:
    assert old in INDICATOR
    with pytest.raises(refusal):
        read_indicators(INDICATOR.replace(old, new).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"x = ",
        b"[" * 10_000,
        b"a = " + b"[" * 10_000,
        b"x = " + b"9" * 5000,
        b"#" * 1_000_001,
    ],
)
def test_what_is_no_terms_at_all_is_refused(content: bytes) -> None:
    for read in (read_protocol, read_law, read_indicators):
        with pytest.raises(Refusal):
            read(content)


def test_one_file_may_hold_unions_and_rules() -> None:
    both = read_law((UNION + RULE).encode())
    assert ([u.code for u in both.unions], [r.code for r in both.rules]) == (["U"], ["R"])


@given(st.integers(0, 10**9), st.sampled_from(sorted(set(shipped_names()))))
def test_a_damaged_file_is_read_or_refused_and_never_breaks(seed: int, name: str) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret)
    content = bytearray(shipped(name))
    told: list[str] = []
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content))
        content[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    for read in (read_protocol, read_law, read_indicators):
        try:
            read(bytes(content))
        except Refusal as refusal:
            told.append(str(refusal))
    assert all(text.isprintable() for text in told)
