"""The smallest words of the domain: codes, dates, FTE, numbers, plain text.

Each has a type for what is stored (checked by pydantic when an event is read) and a function that
turns what somebody typed into it, or refuses with a sentence that says what would be right.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, PlainValidator, StringConstraints

from domain.tidying import tidied
from domain.value_refusals import (
    InvalidCode,
    InvalidDate,
    InvalidFte,
    InvalidInstant,
    InvalidNumber,
    InvalidText,
    NameLikeAnId,
    PersonalCode,
)
from domain.words import MOST_HEADS

_CODE = r"^[A-Za-z0-9._/-]{1,64}$"
_code_form = re.compile(_CODE[1:-1]).fullmatch
_code_parts = re.compile(r"[._/-]").split
_CODICE_FISCALE_LENGTH = 16
# Control characters, line separators, and marks that take no room or reorder text on a screen.
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
# Of those: what breaks a line or works on a terminal (a tab is a blank), or turns text around.
_BREAKS_OR_TURNS = r"\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
_LINE_LIMIT = 500
_NUMBER_LIMIT = 20
_STATEMENT_LIMIT = 10_000
FTE_UNITS_PER_HEAD = 10_000
"""Sums of FTE are kept in ten-thousandths, so that they are exact in every database."""

Code = Annotated[str, StringConstraints(pattern=_CODE)]
OperatorCode = Code
SiteCode = Code
ContractCode = Code
PlanCode = Code
BatchName = Code
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
RegionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")]
Line = Annotated[str, StringConstraints(pattern=f"^[^{_UNSEEN}]{{1,{_LINE_LIMIT}}}$")]
Statement = Annotated[
    str, StringConstraints(pattern=f"^([\\r\\n\\t]|[^{_UNSEEN}])+$", max_length=_STATEMENT_LIMIT)
]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
Heads = Annotated[int, Field(ge=0, le=MOST_HEADS)]
Posts = Annotated[int, Field(ge=1, le=MOST_HEADS)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PublicKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""An Ed25519 public key, in hexadecimal digits."""
Signature = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]
"""An Ed25519 signature, in hexadecimal digits."""
LedgerId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""What tells a ledger from all others: random hexadecimal digits."""
OrganisationId = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,20}$")]
"""By what an organisation is known to others: a tax code, or a legal entity identifier (LEI)."""


def fte_text(fte: Decimal) -> str:
    """An FTE, or a sum of them, without trailing zeros: `0.5`, `198.5`, `0`."""
    return f"{fte.normalize():f}" if fte else "0"


def _stored_fte(stored: object) -> Decimal:
    if not isinstance(stored, (str, Decimal)):
        raise ValueError("an FTE is kept as text")  # noqa: TRY004 (pydantic's way of refusing)
    return _exact_fte(stored)


@cache
def _exact_fte(stored: str | Decimal) -> Decimal:
    """The FTE; there are ten thousand of them, so each is read once."""
    text = stored if isinstance(stored, str) else f"{stored:f}"
    if not re.fullmatch(r"[0-9](\.[0-9]{1,4})?", text) or not Decimal(text) <= 1:
        raise ValueError("an FTE is from 0 to 1, with at most 4 decimals")
    return Decimal(text)


Fte = Annotated[
    Decimal,
    PlainValidator(_stored_fte),
    PlainSerializer(fte_text, return_type=str, when_used="json"),
]
"""Full-time equivalents of one placement: from 0 to 1, at most 4 decimals.

0 keeps the post and works no hours.
"""

FULL_TIME = Decimal(1)


def operator_code(text: str) -> OperatorCode:
    """A pseudonymous code; refuses what would name a person, an e-mail address above all."""
    if "@" in text and re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise PersonalCode("e-mail-address")
    return code(text, "an operator code")


def is_codice_fiscale(text: str) -> bool:
    """Whether the text has the form of an Italian tax code, digits replaced by letters included.

    Source: Decreto del Ministero delle finanze 23 December 1976, and the letters that tell
    namesakes apart (omocodia).
    """
    digit = "[0-9LMNPQRSTUV]"
    form = f"[A-Z]{{6}}{digit}{{2}}[ABCDEHLMPRST]{digit}{{2}}[A-Z]{digit}{{3}}[A-Z]"
    return re.fullmatch(form, text.upper()) is not None


def code(text: str, what: str = "a code") -> Code:
    """A code, kept as typed; refuses other characters and lengths, and an Italian tax code in it."""
    if not _code_form(text):
        raise InvalidCode(text, what)
    if len(text) >= _CODICE_FISCALE_LENGTH and any(map(is_codice_fiscale, _code_parts(text))):
        raise PersonalCode("italian-codice-fiscale")
    return text


def place_name(text: str) -> str:
    """The code of a country or a site, as typed; `country:` or `site:` may stand before it."""
    what, _, named = text.rpartition(":")
    code(named if what in ("country", "site") else text, "a country or a site code")
    return text


def day(text: str) -> date:
    """A calendar date written like `2018-09-30`, from 1900 to 2200."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise InvalidDate(text)
    try:
        return known_day(date.fromisoformat(text))
    except ValueError:
        raise InvalidDate(text) from None


def instant(text: str) -> datetime:
    """An instant in UTC, from a date or a date and time, in UTC unless it says otherwise.

    A date, a minute or a second means its end, so that what was recorded in it is known.
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return datetime.combine(day(text), time.max, UTC)
    form = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
    written = re.fullmatch(form + r"(Z|[+-][0-9]{2}:[0-9]{2})?", text)
    if not written:
        raise InvalidInstant(text)
    seconds, fraction, _ = written.groups()
    try:
        at = datetime.fromisoformat(text)
        known_day(at.date())
        if fraction is None:
            at = at.replace(microsecond=999_999)
        if seconds is None:
            at = at.replace(second=59)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidInstant(text) from None


def instant_text(at: datetime) -> str:
    """An instant in UTC as it is written, always to the microsecond: `2018-09-30T12:00:00.000000Z`."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(value: Any) -> Any:
    """A value as text and JSON have it: FTE without trailing zeros, dates and instants in ISO 8601."""
    if isinstance(value, Decimal):
        return fte_text(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def known_day(value: date) -> date:
    """The date itself; refuses one outside 1900 to 2200."""
    if not 1900 <= value.year <= 2200:
        raise InvalidDate(value.isoformat())
    return value


def fte(text: str) -> Decimal:
    """An FTE from 0 to 1 with at most 4 decimals, point or comma."""
    if len(text) > _NUMBER_LIMIT or not re.fullmatch(r"[0-9]+([.,][0-9]{1,4}0*)?", text):
        raise InvalidFte(text)
    value = Decimal(text.replace(",", "."))
    if value > 1:
        raise InvalidFte(text)
    return value.normalize()


@cache
def fte_units(value: Decimal) -> int:
    """The FTE in ten-thousandths."""
    return int(value * FTE_UNITS_PER_HEAD)


def whole_number(text: str, least: int, most: int) -> int:
    """A whole number of a range, in digits alone: no sign, no blank and no separator."""
    if not re.fullmatch(r"[0-9]{1,20}", text) or not least <= int(text) <= most:
        digits = re.sub("[.,_]", "", text)
        parted = digits.isascii() and digits.isdigit() and digits != text
        raise InvalidNumber(text, least, most, (digits[:20].lstrip("0") or "0") if parted else None)
    return int(text)


def line(text: str, what: str = "text") -> Line:
    """One line of plain text, without surrounding blanks."""
    stripped = text.strip()
    if not 0 < len(stripped) <= _LINE_LIMIT or not _is_seen(stripped):
        raise InvalidText(what, _LINE_LIMIT)
    return stripped


def group_text(text: str, what: str = "text") -> Line:
    """One line that names a group, such as a city or a client, kept so that equal texts are one.

    What only looks different is made the same. What breaks the line or turns text around is
    refused, since who reads it sees something else than was typed.
    """
    if re.search(f"[{_BREAKS_OR_TURNS}]", text):
        raise InvalidText(what, _LINE_LIMIT)
    return line(tidied(text), what)


def ledger_name(text: str) -> Line:
    """The name of a new ledger; refuses one that could be taken for a name with an id behind it."""
    name = line(text, "name")
    if re.search(r"/[0-9a-f]{32}$", name):
        raise NameLikeAnId(name)
    return name


def statement(text: str) -> Statement:
    """A statement kept verbatim; it may have line breaks and tabs."""
    seen = re.sub("[\r\n\t]", " ", text)
    if not 0 < len(text) <= _STATEMENT_LIMIT or not seen.strip() or not _is_seen(seen):
        raise InvalidText("statement", _STATEMENT_LIMIT)
    return text


def note(text: str) -> str:
    """A note that somebody adds, kept verbatim but for blanks around it; it may have line breaks."""
    stripped = text.strip()
    seen = re.sub("[\r\n\t]", " ", stripped)
    if not 0 < len(stripped) <= _LINE_LIMIT or not _is_seen(seen):
        raise InvalidText("note", _LINE_LIMIT)
    return stripped


def _is_seen(text: str) -> bool:
    return re.search(f"[{_UNSEEN}\\ud800-\\udfff]", text) is None


def natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that counts: `OP-9` comes before `OP-10`."""
    return tuple(
        (0, int(part), part) if part.isascii() and part.isdigit() else (1, 0, part)
        for part in re.findall(r"[0-9]+|[^0-9]+", text)
    )
