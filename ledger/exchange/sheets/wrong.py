"""What is wrong with a file, as facts: which mistake it is, and what it is about."""

from __future__ import annotations

from domain.refusal import InvalidValue, facts


@facts
class WrongInFile(InvalidValue):
    """A file, a mapping, a line or a column that is not as it has to be."""

    what: str
    about: str = ""
    other: str = ""
    number: int = 0


@facts
class InvalidCell(WrongInFile):
    """A cell that cannot be what its column says."""


class UnreadableFile(ValueError):
    """A file that is neither CSV in UTF-8 nor XLSX; what is wrong says what to do."""

    def __init__(
        self, what: str, line: int = 1, *, about: str = "", other: str = "", number: int = 0
    ) -> None:
        super().__init__(what)
        self.wrong = WrongInFile(what, about, other, number)
        self.line = line
