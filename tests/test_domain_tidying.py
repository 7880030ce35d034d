"""Texts that look the same are one text, and codes that nearly are another are told."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tidying import tidied, twin_key

SEEN_AS_FORLI = [
    "Forl\u00ec",
    "Forli\u0300",
    "\ufeffForl\u00ec",
    "For\u00adl\u00ec ",
    "For\u200bl\u00ec",
]
SEEN_AS_KONECTA = [
    "Konecta Italia",
    "Konecta\u00a0Italia",
    "  Konecta   Italia",
    "Konecta\u2003Italia",
    "Konecta \u200eItalia",
    "Konecta\tItalia",
    "Konecta\u3164 Italia",
]


@pytest.mark.parametrize("text", SEEN_AS_FORLI)
def test_a_city_is_one_however_its_letters_are_composed(text: str) -> None:
    assert tidied(text) == "Forlì"


@pytest.mark.parametrize("text", SEEN_AS_KONECTA)
def test_an_employer_is_one_whatever_blanks_and_unseen_characters_it_has(text: str) -> None:
    assert tidied(text) == "Konecta Italia"


def test_what_is_seen_stays_as_it_was_typed() -> None:
    assert tidied("S.p.A. «Città» № 5 – 東京 ß") == "S.p.A. «Città» № 5 – 東京 ß"


@given(st.text())
def test_a_tidied_text_is_tidy(text: str) -> None:
    once = tidied(text)

    assert tidied(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("code", "twin"),
    [
        ("RO-IAS-0003", "ro-ias-3"),
        ("00012345", "12345"),
        ("OP-007", "Op-07"),
        ("A0", "a00"),
        ("OP.007b0012", "op.7B12"),
    ],
)
def test_codes_that_differ_in_case_or_leading_zeros_are_twins(code: str, twin: str) -> None:
    assert twin_key(code) == twin_key(twin)


@pytest.mark.parametrize(
    ("code", "other"),
    [("OP-10", "OP-1"), ("OP-1", "OP-11"), ("OP-100", "OP-1"), ("OP.1", "OP-1"), ("A1B2", "A12B")],
)
def test_codes_that_differ_otherwise_are_no_twins(code: str, other: str) -> None:
    assert twin_key(code) != twin_key(other)
