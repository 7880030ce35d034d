"""The shipped files: each date and figure beside its source, and no figure of them in code."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from refusing import refused_as
from rows import for_each

import domain.law
import projections.judging
from domain.commitments.commitment_refusals import UnknownShipped
from domain.commitments.terms import read_protocol
from domain.law import shipped, shipped_names
from domain.notices.laws import Rule, read_law
from domain.quality.indicators import read_indicators

PROTOCOL = read_protocol(shipped("protocollo-2017")).terms
RULES = {rule.code: rule for rule in read_law(shipped("it-24-bis")).rules}
EU = read_law(shipped("eu")).unions[0]


def test_the_shipped_files_are_known_by_name() -> None:
    assert shipped_names() == ["agcom", "eu", "it-24-bis", "protocollo-2017"]
    with refused_as(UnknownShipped, match="What is shipped: agcom, eu, it-24-bis, protocollo-2017"):
        shipped("../terms")


# The protocol -------------------------------------------------------------------------------


def test_the_results_are_checked_after_twelve_months() -> None:
    """Signed on 4 May 2017; results checked after 12 months, so on 4 May 2018.

    Source: pressreader.com/italy/il-sole-24-ore/20170505/281874413312591.
    """
    assert PROTOCOL.review_on == date(2018, 5, 4)


def test_the_protocol_runs_for_eighteen_months_and_renews() -> None:
    """18 months from 4 May 2017, tacit renewal. Source: Il Sole 24 Ore, 5 May 2017 (as above)."""
    assert (PROTOCOL.ends_on, PROTOCOL.renews) == (date(2018, 11, 4), True)


def test_in_house_work_stays_by_ninety_five_percent_within_six_months() -> None:
    """«il 95% ... sia effettuato in Italia entro 6 mesi dalla stipula».

    Source: ilmanifesto.it/call-center-tredici-committenti-firmano-il-protocollo-calenda.
    """
    direct = PROTOCOL.commitment("direct")
    assert direct is not None
    assert (direct.floor, direct.hold_above, direct.due, direct.work, direct.place) == (
        Fraction(95),
        None,
        6,
        "in-house",
        "IT",
    )
    assert "95%" in direct.text
    assert "6 mesi" in direct.text


def test_new_outsourced_contracts_stay_by_eighty_percent_at_once() -> None:
    """«per i nuovi contratti, almeno l'80% dei volumi in outsourcing». Source: il manifesto (as above)."""
    new = PROTOCOL.commitment("new")
    assert new is not None
    assert (new.floor, new.due, new.contracts, new.judged, new.successors) == (
        Fraction(80),
        None,
        "new",
        "each",
        "as-first",
    )
    assert "almeno l'80%" in new.text


def test_whoever_is_above_does_not_fall_back() -> None:
    """«fermo restando il vincolo a non ridurre la quota attuale qualora superiore a tale valore».

    Source: il manifesto (as above).
    """
    hold = PROTOCOL.commitment("hold")
    assert hold is not None
    assert (hold.floor, hold.hold_above, hold.contracts) == (None, Fraction(80), "all")


def test_the_clauses_stand_in_the_file_word_for_word() -> None:
    text = shipped("protocollo-2017").decode()
    for clause in (
        "il 95% delle attività effettuate in via diretta sia effettuato in Italia entro 6 mesi dalla stipula",
        "per i nuovi contratti, almeno l'80% dei volumi in outsourcing sia effettuato sul territorio italiano",
        "fermo restando il vincolo a non ridurre la quota attuale qualora superiore a tale valore",
    ):
        assert clause in text


# Article 24-bis -----------------------------------------------------------------------------


def told(rule: Rule) -> tuple[object, ...]:
    return (
        rule.area,
        rule.in_force_from,
        rule.in_force_until,
        rule.days_before,
        rule.employees_from,
        tuple(recipient.name for recipient in rule.recipients),
    )


def test_the_text_of_2012() -> None:
    """At least 20 employees, «fuori dal territorio nazionale», 120 days, Labour and Garante.

    Source: gazzettaufficiale.it 12A08941; from 12 August 2012: dirittoegiustizia.it/_doc/9184437.
    """
    assert told(RULES["IT-24BIS-2012"]) == (
        "country:IT",
        date(2012, 8, 12),
        date(2016, 12, 31),
        120,
        20,
        ("labour", "garante"),
    )


def test_the_text_of_2017() -> None:
    """«indipendentemente dal numero di dipendenti», not a member of the Union, «almeno trenta giorni».

    Source: interlex.it/varie-eventuali/ricchiuto40.html; from 1 January 2017: digital4.biz; three
    recipients: lavoro.gov.it, Delocalizzazione call center.
    """
    assert told(RULES["IT-24BIS-2017"]) == (
        "union:EU",
        date(2017, 1, 1),
        None,
        30,
        None,
        ("labour", "mise", "garante"),
    )


def test_whoever_was_abroad_already_had_sixty_days() -> None:
    """By 2 March 2017, 60 days from 1 January (lavoro.gov.it, Delocalizzazione call center)."""
    rule = RULES["IT-24BIS-2017-PRESENT"]
    assert (rule.present_on, rule.due_on) == (date(2017, 1, 1), date(2017, 3, 2))
    assert rule.present_on is not None
    assert rule.due_on is not None
    assert (rule.due_on - rule.present_on).days == 60


# The Union ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first_day", "countries"),
    [
        (date(1958, 1, 1), "BE DE FR IT LU NL"),
        (date(1973, 1, 1), "DK IE GB"),
        (date(1981, 1, 1), "GR"),
        (date(1986, 1, 1), "ES PT"),
        (date(1995, 1, 1), "AT FI SE"),
        (date(2004, 5, 1), "CY CZ EE HU LT LV MT PL SI SK"),
        (date(2007, 1, 1), "BG RO"),
        (date(2013, 7, 1), "HR"),
    ],
)
def test_the_days_of_accession(first_day: date, countries: str) -> None:
    """Source: eur-lex.europa.eu/summary/glossary/enlargement.html; the EEC is of 1 January 1958."""
    assert {m.country for m in EU.members if m.since == first_day} >= set(countries.split())
    for country in countries.split():
        assert EU.has_on(country, first_day)
        assert not EU.has_on(country, date.fromordinal(first_day.toordinal() - 1))


def test_the_last_day_of_the_united_kingdom() -> None:
    """«a third country as of 1 February 2020»: 31 January was the last day.

    Source: EUR-Lex, enlargement (as above); cnmv.es/PORTAL/Brexit.
    """
    assert EU.has_on("GB", date(2020, 1, 31))
    assert not EU.has_on("GB", date(2020, 2, 1))


def test_outermost_regions_are_inside_with_codes_of_their_own() -> None:
    """GF, GP, MQ, RE, MF; YT since 2014; BL until 2012; AX in, FO out (TFEU 355).

    Source: EUR-Lex LEGISSUM:outermost_regions; for BL
    europa.eu/legislation_summaries/glossary/outermost_regions_en.htm.
    """
    for country in ("GF", "GP", "MQ", "RE", "MF"):
        assert [m.since for m in EU.members if m.country == country] == [date(1958, 1, 1)]
        assert EU.has_on(country, date(2018, 1, 1))
    assert [EU.has_on("YT", date(year, 12, 31)) for year in (2013, 2014)] == [False, True]
    assert [EU.has_on("BL", day) for day in (date(2011, 12, 31), date(2012, 1, 1))] == [True, False]
    assert [EU.has_on("AX", date(year, 1, 1)) for year in (1994, 1995)] == [False, True]
    for outside in ("FO", "GL", "NO", "CH", "AL", "XK"):
        assert not EU.has_on(outside, date(2018, 1, 1))


def test_how_many_members_there_were() -> None:
    """6, 9, 10, 12, 15, 25, 27, 28 and again 27: EUR-Lex, enlargement. The two sets of 27 differ."""
    regions = {"GF", "GP", "MQ", "RE", "MF", "YT", "BL", "AX"}

    def on(day: date) -> set[str]:
        return {m.country for m in EU.members if m.is_in_on(day)} - regions

    years = (1958, 1973, 1981, 1986, 1995, 2005, 2007, 2014, 2021)
    assert [len(on(date(year, 1, 1))) for year in years] == [6, 9, 10, 12, 15, 25, 27, 28, 27]
    assert on(date(2007, 1, 1)) ^ on(date(2021, 1, 1)) == {"GB", "HR"}


# Indicators ---------------------------------------------------------------------------------


def test_the_indicators_say_what_they_count() -> None:
    """AGCOM 79/09/CSP by newslinet.com and corrierecomunicazioni.it; B2 by the protocol (il manifesto)."""
    told = {i.code: (i.unit, i.better, i.kind) for i in read_indicators(shipped("agcom"))}
    assert told == {
        "answer-seconds": ("seconds", "less", "flow"),
        "within-20s": ("percent", "more", "flow"),
        "complaints-resolved": ("percent", "more", "flow"),
        "first-contact": ("percent", "more", "flow"),
        "b2": ("percent", "more", "stock"),
    }


# No law in code -----------------------------------------------------------------------------

LAW_IN_CODE = re.compile(
    r"\b(80|95|30|120|2017|2012|EU|IT|GB|AL|RO)\b|24.?bis|b2|agcom|labour|garante|mise",
    re.IGNORECASE,
)


def judging_modules() -> list[Path]:
    here = Path(domain.law.__file__).parent.parent
    files = [here / "toml_tables.py", here / "law" / "__init__.py"]
    for subject in ("commitments", "notices", "quality"):
        files += (here / subject).glob("*.py")
    return [*files, *Path(projections.judging.__file__).parent.glob("*.py")]


def code_of(file: Path) -> str:
    """The code without comments, docstrings and messages: what could decide."""
    import io
    import tokenize

    kept: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(file.read_text()).readline):
        is_text = token.type in (tokenize.STRING, tokenize.COMMENT)
        is_prose = is_text and (" " in token.string or token.type == tokenize.COMMENT)
        kept.append("" if is_prose else token.string)
    return "\n".join(kept)


@for_each("file", judging_modules())
def test_no_figure_or_name_of_a_law_stands_in_code(file: Path) -> None:
    found = LAW_IN_CODE.findall(code_of(file))
    # Codes of countries that the Union's own texts write otherwise are spelled for people, not for a rule.
    spelling = {"GB"} if file.name == "laws.py" else set()
    assert {text for text in found if text and text not in spelling} == set()


KEPT_AS_TEXT = {"amounts.py", "protocol_events.py"}
"""What turns decimals into the texts that are kept, and adds none up."""


@for_each("file", judging_modules())
def test_no_float_decides_anything(file: Path) -> None:
    """Sums are whole numbers and floors are fractions; a percentage becomes a float only to be printed."""
    inexact = "round" if file.name in KEPT_AS_TEXT else "round|Decimal"
    code = code_of(file)
    assert not re.search(rf"^(?:{inexact}|[0-9]*[.][0-9]+)$|^float\n\($", code, re.MULTILINE)
