"""How a page says things: sentences with what people typed set apart, numbers, days and instants.

Sentences come from the catalogue in use, numbers and days from Babel, for the language of that
catalogue.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from faces.columns import NONE
from faces.pictures.paper import seen
from faces.pictures.values import WORDS, Wording
from faces.words import language, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from babel import Locale
    from markupsafe import Markup

    from faces.pictures.values import Number

_LOCALES = {"en": "en_GB"}
"""Where a language is written in several ways, the one in use: 31 July 2018."""
_SET_APART = re.compile("\ue000([0-9]+)\ue001")
_KEPT = 4_096
"""So many numbers and days are kept as they were written last."""
_AN_OPTION = re.compile(r"(?<!\S)--[a-z][^\s,;.]*(?:\.[^\s,;.]+)*")
_MINUS = "\N{MINUS SIGN}"


class Typed(str):
    """What somebody typed: it stands as typed, and turns nothing beside it."""

    __slots__ = ()


def bdi(text: object, *, whole: bool = False) -> Markup:
    """What somebody typed, as a page shows it; the `whole` of it on one line if need be."""
    from markupsafe import Markup, escape

    opening = '<bdi class="whole">' if whole else "<bdi>"
    return Markup(f"{opening}{escape(seen(str(text)))}</bdi>")  # noqa: S704 (it is escaped)


def quoted(text: object) -> Markup:
    """What somebody wrote, word for word, with its language where that is known and another one."""
    from faces.html.shipped import language_of

    lang = language_of(str(text))
    if lang is None or lang == language():
        return bdi(text)
    from markupsafe import Markup

    return Markup('<span lang="{}">{}</span>').format(lang, bdi(text))


def told(key: str, /, **places: Any) -> Markup:
    """A sentence of the catalogue as a page shows it; places that were typed are set apart."""
    return _set_apart(lambda given: say(key, **given), places)


def told_by(said: Callable[..., str], /, *arguments: Any, **places: Any) -> Markup:
    """The same for another function that fills the places of a sentence."""
    return _set_apart(lambda given: said(*arguments, **given), places)


def _set_apart(said: Callable[[dict[str, Any]], str], places: dict[str, Any]) -> Markup:
    from markupsafe import Markup

    typed: list[str] = []
    given = dict(places)
    for name, value in places.items():
        if isinstance(value, Typed):
            given[name] = f"\ue000{len(typed)}\ue001"
            typed.append(value)
    pieces = _SET_APART.split(said(given))
    return Markup("").join(
        bdi(typed[int(piece)]) if number % 2 else as_typed(piece)
        for number, piece in enumerate(pieces)
    )


def as_typed(text: str) -> Markup:
    """A text in which no option is broken at its hyphens."""
    from markupsafe import Markup, escape

    escaped = str(escape(text))
    if "--" in escaped:
        escaped = _AN_OPTION.sub(r'<span class="option">\g<0></span>', escaped)
    return Markup(escaped)  # noqa: S704 (it is escaped)


def tag() -> str:
    """The language of the page, as HTML names it."""
    return language()


@cache
def _locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(_LOCALES.get(name, name))


def country_name(code: str | None) -> str:
    """A country in words: Romania."""
    return str(_locale(language()).territories.get(code or "", code or NONE))


def number(value: Number) -> str:
    """A number with its thousands apart, and at most four decimals."""
    if isinstance(value, float):
        value = Decimal(str(round(value, 4)))
    return _number(str(value), language())


@lru_cache(_KEPT)
def _number(value: str, lang: str) -> str:
    """The number as the language writes it; figures come again and again on a page."""
    from babel.numbers import format_decimal

    said = format_decimal(Decimal(value), format="#,##0.####", locale=_locale(lang))
    return said.replace("-", _MINUS)


def signed(value: Number) -> str:
    """A number with its sign; none for nothing."""
    return f"+{number(value)}" if value > 0 else number(value)


def percent(value: float) -> str:
    """A percentage with one decimal, without its sign."""
    from babel.numbers import format_decimal

    said = format_decimal(value, format="#,##0.0", locale=_locale(language()))
    return said.replace("-", _MINUS)


def day(on: date) -> str:
    """A day with its year: 31 July 2018."""
    return _date(on, "long")


def day_short(on: date) -> str:
    """A day without its year: 31 Jul."""
    return _date(on, "d MMM")


def day_in_table(on: date) -> str:
    """A day with its year, short: 31 Jul 2018."""
    return _date(on, "d MMM y")


def when(on: date) -> Markup:
    """The same, marked up as a day."""
    from markupsafe import Markup

    return Markup('<time datetime="{}">{}</time>').format(on.isoformat(), day_in_table(on))


def instant(at: datetime) -> str:
    """An instant to the second, in UTC."""
    return f"{_date(at.date(), 'd MMM y')}, {at:%H:%M:%S} UTC"


def _date(on: date, form: str) -> str:
    return _written(on, form, language())


@lru_cache(_KEPT)
def _written(on: date, form: str, lang: str) -> str:
    from babel.dates import format_date

    return str(format_date(on, format=form, locale=_locale(lang)))


def wording(*, for_paper: bool = False) -> Wording:
    """The words, numbers and days of pictures."""
    return Wording(
        words={name: say(f"picture.{name}") for name in WORDS},
        number=number,
        day=day_in_table,
        day_short=day_short,
        month=lambda on: _date(on, "LLL"),
        year=lambda on: str(on.year),
        stands_alone=for_paper,
    )
