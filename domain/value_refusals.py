"""Values that cannot be what they were given for."""

from __future__ import annotations

from domain.refusal import InvalidValue, quoted


class InvalidCode(InvalidValue):
    """A code with other characters than letters, digits and `. _ / -`, or of a wrong length."""

    def __init__(self, text: str, what: str) -> None:
        super().__init__(
            f"{quoted(text)} is not {what}: use 1 to 64 letters, digits and . _ / - only."
        )


class PersonalCode(InvalidValue):
    """A code that would name a person."""

    def __init__(self, looks_like: str) -> None:
        super().__init__(
            f"This code looks like {looks_like}. A ledger is kept for ever and holds no personal "
            "data: give a pseudonymous code, such as OP-1042."
        )


class InvalidDate(InvalidValue):
    """A text that is no calendar date from 1900 to 2200."""

    def __init__(self, text: str, example: str = "2018-09-30") -> None:
        super().__init__(
            f"{quoted(text)} is not a date from 1900 to 2200: write it like {example}."
        )


class InvalidInstant(InvalidValue):
    """A text that is neither a date nor a date and time."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} is not an instant: write a date like 2018-09-30, which means its end, "
            "or a date and time in UTC like 2018-09-30T12:00:00Z."
        )


class InvalidNumber(InvalidValue):
    """A text that is no whole number of a range, written in digits alone."""

    def __init__(self, text: str, least: int, most: int) -> None:
        said = f"{quoted(text)} is not a whole number from {least} to {most}: "
        parted = text.replace(".", "").replace(",", "").replace("_", "")
        if parted != text and parted.isascii() and parted.isdigit():
            said += f"write it without a separator, like {parted[:20].lstrip('0') or '0'}."
        else:
            said += "write it in digits, like 25."
        super().__init__(said)


class InvalidFte(InvalidValue):
    """A full-time equivalent that is not from 0 to 1 with at most 4 decimals."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} is not an FTE: write a number from 0 to 1, "
            "with at most 4 decimals, like 0.5."
        )


class InvalidText(InvalidValue):
    """A text that is empty, too long or has control characters."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(
            f"The {what} must be 1 to {limit} characters of plain text, without control characters."
        )


class NameLikeAnId(InvalidValue):
    """A name of a ledger that ends as a ledger's name and id do in checkpoints."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{quoted(name)} ends like the id of a ledger, which checkpoints have behind the name. "
            "Give the ledger another name."
        )


class UnknownCountry(InvalidValue):
    """A text that is no ISO 3166-1 alpha-2 country code."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{quoted(text)} is not a country: write its ISO 3166-1 code of two capital letters, "
            "like IT or RO."
        )


class UnknownRegion(InvalidValue):
    """A text that is no ISO 3166-2 subdivision of the country."""

    def __init__(self, text: str, country: str) -> None:
        super().__init__(
            f"{quoted(text)} is not a region of {country}: write its ISO 3166-2 code, "
            f"which begins with {country}-, like IT-88 for Sardegna."
        )
