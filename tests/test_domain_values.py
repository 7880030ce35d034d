"""The smallest words: codes, dates, FTE, countries, text; and events are read as they were kept."""

from __future__ import annotations

import types
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import get_args

import measured_events
import pytest
from examples import examples
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import ValidationError
from refusing import refused_as
from rows import for_each

from domain import countries, values
from domain.batches import Mapping
from domain.commitments.protocol_events import ProtocolEntryKind, StoredTerms
from domain.commitments.terms import read_protocol
from domain.commitments.volume_events import ReportedVolume
from domain.event import LARGEST, Event
from domain.law import shipped
from domain.placement import Placement
from domain.plans.plan_events import AtSite, InCountry
from domain.refusal import quoted
from domain.subjects import EVENTS
from domain.value_refusals import (
    InvalidCode,
    InvalidDate,
    InvalidFte,
    InvalidInstant,
    InvalidText,
    PersonalCode,
    UnknownCountry,
    UnknownRegion,
)
from domain.words import ENGAGEMENTS, LEAVING_REASONS, MOST_HEADS, UNITS, BatchKind
from domain.workforce.movement_events import OperatorHired
from faces.refused import sentence

TEN_KILOBYTES = "1" * 10_000
LONE_SURROGATE = "\ud800"
NASTY = ["\x00", "\x1b[31m", "\x7f", "x\x85x", "a\u2028b", "a\u202eb", "a\u2066b", LONE_SURROGATE]

# Codes --------------------------------------------------------------------------------------


@for_each("text", ["OP-1042", "op-1042", "RO-IAS-0001", "a", "9", "._/-", "2018/06.x_y", "A" * 64])
def test_a_code_is_kept_as_typed(text: str) -> None:
    assert values.code(text) == text
    assert values.operator_code(text) == text
    assert AtSite(site=text).site == text


BAD_CODES = [
    "",
    " ",
    "OP 1",
    " OP-1",
    "OP-1\n",
    "OP:1",
    "OP,1",
    "é",
    "OP-\uff11",
    "\u0663",
    "²",
    "A" * 65,
]


@for_each("text", [*BAD_CODES, *NASTY, TEN_KILOBYTES])
def test_anything_else_is_no_code(text: str) -> None:
    with pytest.raises(InvalidCode) as refused:
        values.operator_code(text)
    assert "is not an operator code: use 1 to 64 letters, digits and . _ / -" in sentence(
        refused.value
    )
    assert sentence(refused.value).isprintable()
    assert len(sentence(refused.value)) < 200
    with refused_as(InvalidCode, match="is not a code: use 1 to 64 letters"):
        values.code(text)
    with pytest.raises(ValidationError):
        AtSite(site=text)


@for_each(
    ("text", "looks_like"),
    [
        ("anna.rossi@example.it", "an e-mail address"),
        ("a@b.c", "an e-mail address"),
        ("RSSMRA85T10A562S", "an Italian codice fiscale"),
        ("rssmra85t10a562s", "an Italian codice fiscale"),
        ("RSSMRA85T50A562S", "an Italian codice fiscale"),
        ("RSSMRAURTMLARSNL", "an Italian codice fiscale"),
        ("RSSMRA85T10A56NL", "an Italian codice fiscale"),
        ("RSSMRAPVTQSATUMS", "an Italian codice fiscale"),
        ("OP-RSSMRA85T10A562S", "an Italian codice fiscale"),
        ("2018/RSSMRA85T10A562S.a", "an Italian codice fiscale"),
    ],
)
def test_an_operator_code_names_no_person(text: str, looks_like: str) -> None:
    with pytest.raises(PersonalCode) as refused:
        values.operator_code(text)
    assert f"This code looks like {looks_like}." in sentence(refused.value)
    assert "give a pseudonymous code, such as OP-1042." in sentence(refused.value)
    assert text not in sentence(refused.value)


def test_no_other_code_names_a_person_either() -> None:
    with refused_as(PersonalCode, match="This code looks like an Italian codice fiscale"):
        values.code("RSSMRA85T10A562S", "a site code")


@for_each(
    "text",
    [
        "RSSMRA85T10A562",
        "RSSMRA85T10A562SS",
        "XRSSMRA85T10A562S",
        "RSSMRA85F10A562S",
        "RSSMRA8OT10A562S",
        "RSSMR185T10A562S",
        "RSSMRA85T10A5621",
        "RSSMRA85T105562S",
    ],
)
def test_a_code_of_another_form_is_no_codice_fiscale(text: str) -> None:
    assert values.operator_code(text) == text


# Dates --------------------------------------------------------------------------------------


@for_each("text", ["1900-01-01", "2018-09-30", "2020-02-29", "2200-12-31"])
def test_a_date_from_1900_to_2200(text: str) -> None:
    assert values.day(text).isoformat() == text
    assert values.known_day(date.fromisoformat(text)).isoformat() == text
    assert OperatorHired.model_validate_json(hired_on(text)).effective_on.isoformat() == text


def hired_on(on: str, fte: str = "1") -> str:
    placement = f'{{"site":"RO-IAS","contract":null,"fte":"{fte}","engagement":null}}'
    return f'{{"placement":{placement},"effective_on":"{on}","text":null,"again":null}}'


OUT_OF_RANGE = ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"]
NO_DATES = ["", "2018-02-30", "2019-02-29", "2018-13-01", "2018-00-10", "0000-01-01", "2018-6-1"]
NO_DATES += ["20180601", "01/06/2018", "2018-06-01T00:00", "2018-W22-5", "2018-152", " 2018-06-01"]
NO_DATES += ["2018-06-01\n", "\u0662\u0660\u0661\u0668-06-01", "\uff12018-06-01", "today"]


@for_each("text", [*OUT_OF_RANGE, *NO_DATES, *NASTY, TEN_KILOBYTES])
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        values.day(text)
    assert "is not a date from 1900 to 2200: write it like 2018-09-30." in sentence(refused.value)
    assert sentence(refused.value).isprintable()


@for_each("text", OUT_OF_RANGE)
def test_a_date_out_of_range_is_refused_however_it_comes(text: str) -> None:
    with refused_as(InvalidDate, match=text):
        values.known_day(date.fromisoformat(text))
    with pytest.raises(ValidationError):
        OperatorHired.model_validate_json(hired_on(text))


# Instants -----------------------------------------------------------------------------------


@for_each(
    ("text", "at"),
    [
        ("2018-09-30", datetime(2018, 9, 30, 23, 59, 59, 999_999, UTC)),
        ("2018-09-30T12:05", datetime(2018, 9, 30, 12, 5, 59, 999_999, UTC)),
        ("2018-09-30 12:05:07", datetime(2018, 9, 30, 12, 5, 7, 999_999, UTC)),
        ("2018-09-30T12:05:07Z", datetime(2018, 9, 30, 12, 5, 7, 999_999, UTC)),
        ("2018-09-30T14:05:07+02:00", datetime(2018, 9, 30, 12, 5, 7, 999_999, UTC)),
        ("2018-09-30T12:05:07.25Z", datetime(2018, 9, 30, 12, 5, 7, 250_000, UTC)),
        ("2018-09-30T12:05:07.000000Z", datetime(2018, 9, 30, 12, 5, 7, 0, UTC)),
    ],
)
def test_a_date_a_minute_or_a_second_means_its_end(text: str, at: datetime) -> None:
    assert values.instant(text) == at


@whatever(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.times(timezones=st.just(UTC)))
def test_an_instant_is_read_as_it_is_written(day: date, time: time) -> None:
    at = datetime.combine(day, time)
    assert values.instant(values.instant_text(at)) == at


@for_each(
    "text",
    [
        *("", "now", "12:05", "2018-09-30T12", "2018-09-31T12:05", "2018-09-30T24:05"),
        *("1899-12-31T23:59", "2018-09-30T12:05+99:00", "2018-09-30T12:05:07 CET"),
        "2018-09-30T12:05:07.1234567Z",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises((InvalidInstant, InvalidDate)):
        values.instant(text)


# FTE ----------------------------------------------------------------------------------------


@for_each(
    ("text", "kept"),
    [
        ("1", "1"),
        ("1.00000", "1"),
        ("0.50", "0.5"),
        ("0,5", "0.5"),
        ("0.0001", "0.0001"),
        ("0", "0"),
        ("0,00", "0"),
        ("0.9999", "0.9999"),
        ("0000.12340", "0.1234"),
    ],
)
def test_an_fte_is_from_0_to_1(text: str, kept: str) -> None:
    fte = values.fte(text)
    assert str(fte) == kept
    assert values.fte_text(fte) == kept
    hired = OperatorHired.model_validate_json(hired_on("2018-06-01", kept))
    assert hired.placement.fte == fte


NO_FTE = ["", "-0", "2", "1.0001", "abc", "0.12345", "0.00001", "-0.5", "+0.5", ".5", "1."]
NO_FTE += ["1e-1", "1E0", "0.5e-999999999", "9e999999999", "NaN", "Infinity", "1/2", "0.5.0", "0 5"]
NO_FTE += ["0.5\n", " 0.5", "0;5", "\u0660.\u0665", "0.\uff15", "½", "50%", "0." + "0" * 50 + "1"]


@for_each("text", [*NO_FTE, *NASTY, TEN_KILOBYTES])
def test_anything_else_is_no_fte(text: str) -> None:
    with pytest.raises(InvalidFte) as refused:
        values.fte(text)
    assert "is not an FTE: write a number from 0 to 1" in sentence(refused.value)
    assert "with at most 4 decimals, like 0.5." in sentence(refused.value)
    assert sentence(refused.value).isprintable()


@for_each("text", ["0." + "9" * 38, "1." + "0" * 36 + "1", "0.5" + "0" * 30 + "1"])
def test_an_fte_is_not_rounded_into_range(text: str) -> None:
    with pytest.raises(InvalidFte):
        values.fte(text)


@for_each("fte", ["-0", "-0.5", "1.0001", "2", "0.12345", "NaN", "Infinity", "abc"])
def test_no_other_fte_is_read_from_storage(fte: str) -> None:
    with pytest.raises(ValidationError, match="fte"):
        OperatorHired.model_validate_json(hired_on("2018-06-01", fte))


@for_each(
    "placement",
    [
        Placement("no code"),
        Placement("RO-IAS", None, Decimal("0.12345")),
        Placement("RO-IAS", engagement="intern"),  # type: ignore[arg-type]
    ],
)
def test_an_event_is_never_made_of_an_invalid_placement(placement: Placement) -> None:
    with pytest.raises(ValidationError):
        OperatorHired(placement=placement, effective_on=date(2018, 6, 1))


@for_each(
    ("fte", "shown"),
    [("0", "0"), ("0.00", "0"), ("-0", "0"), ("198.50", "198.5"), ("-0.5", "-0.5"), ("100", "100")],
)
def test_sums_of_fte_are_shown_without_trailing_zeros(fte: str, shown: str) -> None:
    assert values.fte_text(Decimal(fte)) == shown


@settings(deadline=None)
@whatever(st.integers(0, 10_000))
def test_every_fte_survives_writing_reading_and_counting(units: int) -> None:
    fte = Decimal(units) / values.FTE_UNITS_PER_HEAD
    assert values.fte(values.fte_text(fte)) == fte
    assert values.fte_units(fte) == units


# Countries and regions ----------------------------------------------------------------------


def test_countries_and_regions_are_those_of_iso_3166() -> None:
    assert [countries.country(code) for code in ("IT", "RO", "AL")] == ["IT", "RO", "AL"]
    assert countries.region("IT-88", "IT") == "IT-88"
    assert countries.region("RO-IS", "RO") == "RO-IS"


@for_each("text", ["", "it", "ITA", "XX", "UK", "SU", "IT\n", "\u0399\u03a4", *NASTY])
def test_anything_else_is_no_country(text: str) -> None:
    with pytest.raises(UnknownCountry) as refused:
        countries.country(text)
    assert (
        "is not a country: write its ISO 3166-1 code of two capital letters, like IT or RO."
        in sentence(refused.value)
    )
    assert sentence(refused.value).isprintable()


@for_each("text", ["", "88", "it-88", "IT-XX", "RO-IS", "IT-88\n", "IT", *NASTY])
def test_a_region_is_one_of_its_country(text: str) -> None:
    with pytest.raises(UnknownRegion) as refused:
        countries.region(text, "IT")
    assert "is not a region of IT: write its ISO 3166-2 code, which begins" in sentence(
        refused.value
    )
    assert sentence(refused.value).isprintable()


# Text ---------------------------------------------------------------------------------------


def test_a_line_is_plain_text_without_surrounding_blanks() -> None:
    assert values.line("  Call centre di Iași, però «nuovo» 🏢\n") == (
        "Call centre di Iași, però «nuovo» 🏢"
    )
    assert values.line("x" * 500 + " ") == "x" * 500


@for_each("text", ["", "  ", "\n", "a\nb", "a\tb", "x" * 501, *NASTY, TEN_KILOBYTES])
def test_a_line_is_short_and_has_no_control_characters(text: str) -> None:
    with refused_as(InvalidText, match="The reason must be 1 to 500 characters of plain text"):
        values.line(text, "reason")


def test_a_statement_is_kept_word_for_word() -> None:
    said = "  Entro il 30 settembre 2018:\r\n\t«220 posti»\n"
    assert values.statement(said) == said
    assert values.statement("x" * 10_000) == "x" * 10_000


@for_each("text", ["", " \n\t", "x" * 10_001, *NASTY])
def test_a_statement_is_seen_in_full(text: str) -> None:
    with refused_as(InvalidText, match="The statement must be 1 to 10000 characters"):
        values.statement(text)


def test_what_was_typed_is_quoted_safely_in_a_refusal() -> None:
    assert quoted("OP 1") == '"OP 1"'
    assert quoted("a\x1b[31m\n\ud800") == r'"a\x1b[31m\n\ud800"'
    assert quoted("x" * 40) == f'"{"x" * 40}"'
    assert quoted("x" * 41) == f'"{"x" * 39}…"'


# Order --------------------------------------------------------------------------------------

codes = st.from_regex(r"[A-Za-z0-9._/-]{1,64}", fullmatch=True)
alike = codes | st.from_regex(r"(OP|op)?[-.]?[01]{1,3}[a-]?[0-9]?", fullmatch=True)


def test_codes_are_ordered_as_people_count() -> None:
    counted = ["9", "10", "OP-1", "OP-2", "OP-2a", "OP-10", "OP-0100", "RO-IAS-0009", "RO-IAS-0010"]
    by_letter = sorted(counted)
    assert by_letter != counted
    assert sorted(by_letter, key=values.natural_order) == counted


@settings(deadline=None)
@whatever(alike, alike, alike)
def test_the_order_of_codes_is_total_and_tells_every_two_apart(a: str, b: str, c: str) -> None:
    one, two, three = (values.natural_order(code) for code in (a, b, c))
    assert (one == two) == (a == b)
    assert (one < two) + (one == two) + (two < one) == 1
    assert one < three if one < two < three else True


@settings(deadline=None)
@whatever(st.integers(0, 99_999), st.integers(0, 99_999))
def test_made_codes_are_in_the_order_of_their_numbers(one: int, two: int) -> None:
    made = sorted([f"RO-IAS-{n:04d}" for n in (one, two)], key=values.natural_order)
    assert made == [f"RO-IAS-{n:04d}" for n in sorted([one, two])]


# Events -------------------------------------------------------------------------------------

lines = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ftes = st.decimals(0, 1, places=4)
engagements = st.none() | st.sampled_from(ENGAGEMENTS)
placements = st.builds(Placement, codes, st.none() | codes, ftes, engagements)
some_countries = st.sampled_from(["IT", "RO", "AL"])
places = st.lists(
    st.builds(InCountry, country=some_countries) | st.builds(AtSite, site=codes),
    min_size=1,
    max_size=3,
).map(tuple)


def hexadecimal(digits: int) -> st.SearchStrategy[str]:
    return st.from_regex(f"[0-9a-f]{{{digits}}}", fullmatch=True)


PARTS: dict[str, st.SearchStrategy[object]] = {
    "country": some_countries,
    "region": st.sampled_from(["IT-88", "IT-75"]),
    **dict.fromkeys(("sha256", "text"), hexadecimal(64)),
    "contracts": st.lists(codes, max_size=3).map(tuple),
    **dict.fromkeys(("effective_on", "baseline_on", "deadline_on"), days),
    **dict.fromkeys(("heads", "headcount_left"), st.integers(0, MOST_HEADS)),
    **dict.fromkeys(("operators", "target"), st.integers(1, MOST_HEADS)),
    **dict.fromkeys(
        ("version", "movements", "records", "again", "position"), st.integers(1, LARGEST)
    ),
    **dict.fromkeys(("root", "leaf_hash", "public_key"), hexadecimal(64)),
    "signature": hexadecimal(128),
    "id": hexadecimal(32),
    **dict.fromkeys(
        ("employer_id", "client_id", "supplier_id"),
        st.sampled_from(["815600B2C1A0D3E4F588", "12878470157"]),
    ),
    **dict.fromkeys(("agreed_on",), days),
    **dict.fromkeys(("succeeds", "replaces"), codes),
    "kind": st.sampled_from(get_args(BatchKind)),
    "mapping": st.builds(Mapping, name=st.just("comdata.toml"), sha256=hexadecimal(64)),
    **dict.fromkeys(("placement", "origin", "destination", "before", "after"), placements),
    **dict.fromkeys(("was", "restored"), placements),
    **dict.fromkeys(("origins", "destinations"), places),
    **dict.fromkeys(("name", "city", "employer", "source", "client", "supplier"), lines),
    **dict.fromkeys(("service", "statement", "reason"), lines),
}

volumes = st.lists(
    st.builds(
        ReportedVolume,
        place=st.builds(InCountry, country=some_countries) | st.builds(AtSite, site=codes),
        volume=st.decimals(0, 10**9, places=4),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
PARTS |= {
    "month": st.sampled_from(["1900-01", "2018-03", "2200-12"]),
    "unit": st.sampled_from(UNITS),
    "volumes": volumes,
    "terms": st.just(StoredTerms.of(read_protocol(shipped("protocollo-2017")).terms)),
    "signatory": lines,
    "share": st.sampled_from(["65", "4.25", "0.0001"]),
    "year": st.integers(1900, 2200),
}


def corrections(event: type[Event]) -> st.SearchStrategy[Event]:
    """Corrections of some facts, each to something else."""
    details = event.model_fields["is_"].annotation
    assert details is not None
    names = list(details.model_fields)
    some = st.lists(st.sampled_from(names), min_size=1, unique=True)

    def corrected(named: list[str]) -> st.SearchStrategy[Event]:
        both = st.fixed_dictionaries(
            {name: st.lists(PARTS[name], min_size=2, max_size=2, unique=True) for name in named}
        )
        return both.map(
            lambda said: event(
                **{
                    "was": details(**{name: values[0] for name, values in said.items()}),
                    "is": details(**{name: values[1] for name, values in said.items()}),
                    "reason": "typo",
                }
            )
        )

    return some.flatmap(corrected)


def anything_like(event: type[Event]) -> st.SearchStrategy[Event]:
    if event in measured_events.ANY:
        return measured_events.ANY[event]
    parts = dict(PARTS)
    if {"was", "is_"} <= event.model_fields.keys():
        return corrections(event)
    changed = ("origins", "destinations", "contracts")
    parts |= {f"{how}_{what}": PARTS[what] for how in ("added", "dropped") for what in changed}
    if event.__name__ == "VolumesReported":
        parts["was"] = volumes
    if event.__name__ == "ProtocolEntryVoided":
        parts["kind"] = st.sampled_from(get_args(ProtocolEntryKind))
    if event.__name__ == "OperatorLeft":
        parts["reason"] = st.sampled_from(LEAVING_REASONS)
    chosen = {
        name: st.none() | parts[name]
        if types.NoneType in get_args(field.annotation)
        else parts[name]
        for name, field in event.model_fields.items()
    }
    return st.fixed_dictionaries(chosen).map(lambda said: event(**said))


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
@examples(5, soaked=25)
@whatever(data=st.data())
def test_every_event_is_read_from_storage_as_it_was_written(
    kind: type[Event], data: st.DataObject
) -> None:
    event = data.draw(anything_like(kind))
    again = kind.model_validate_json(event.model_dump_json())
    assert again == event
    assert again.model_dump_json() == event.model_dump_json()


def test_an_event_with_a_field_that_nobody_knows_is_not_read() -> None:
    with pytest.raises(ValidationError, match="salary"):
        OperatorHired.model_validate_json(hired_on("2018-06-01")[:-1] + ',"salary":1}')


@for_each("left_out", [',"text":null', ',"again":null', ',"effective_on":"2018-06-01"'])
def test_an_event_without_a_field_is_not_read(left_out: str) -> None:
    whole = hired_on("2018-06-01")
    assert left_out in whole
    with pytest.raises(ValidationError):
        OperatorHired.model_validate_json(whole.replace(left_out, ""))


def test_an_event_never_changes() -> None:
    hired = OperatorHired.model_validate_json(hired_on("2018-06-01"))
    with pytest.raises(ValidationError, match="frozen"):
        hired.effective_on = date(2018, 7, 1)  # type: ignore[misc]
