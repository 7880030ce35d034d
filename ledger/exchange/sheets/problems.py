"""What is wrong with a file: each mistake once, with all of the lines in which it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.refusal import WithFacts, quoted

_MOST_PROBLEMS = 100
_MOST_RANGES = 8
_MANY = 3
"""In so many lines a mistake is told once."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Message:
    """What would be right: a refusal, the sheet of several, and what may have been meant."""

    about: WithFacts
    sheet: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file: where, what is there, and what would be right."""

    line: int
    column: str
    value: str
    message: Message


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The same mistake in several lines."""

    column: str
    value: str
    message: Message
    rows: int
    ranges: tuple[tuple[int, int], ...]
    """The first and the last line of each of its runs, the first few of them."""
    has_more: bool


@dataclass(slots=True)
class _Lines:
    """Lines in which something is wrong, as ranges from one to another."""

    ranges: list[list[int]] = field(default_factory=list)
    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        self.count += 1
        if len(self.first) < _MOST_PROBLEMS:
            self.first.append(line)
        if self.ranges and self.ranges[-1][1] in (line, line - 1):
            self.ranges[-1][1] = line
        else:
            self.ranges.append([line, line])

    def runs(self) -> list[tuple[int, int]]:
        """The lines in their order, those that follow one another as one run."""
        whole: list[tuple[int, int]] = []
        for first, last in sorted(self.ranges):
            if whole and first <= whole[-1][1] + 1:
                whole[-1] = whole[-1][0], max(last, whole[-1][1])
            else:
                whole.append((first, last))
        return whole


Place = tuple[str, int]
"""A sheet, which has no name where there is one only, and a line."""


class Problems:
    """What is wrong with a file, up to a hundred different things."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str, str, str], tuple[WithFacts, _Lines]] = {}
        self.in_doubt: set[str] = set()
        """Whose rows are wrong: what the rules say of their other rows is no help."""
        self.unmade_at: set[str] = set()
        """Sites at which a row that hires a number is wrong, so that codes that it makes are missing."""

    def add(self, line: int, column: str, value: str, message: WithFacts, sheet: str = "") -> None:
        """Note a problem, unless there are enough."""
        group = (sheet, column, str(value), str(message))
        if group not in self._lines:
            if self.enough:
                return
            self._lines[group] = message, _Lines()
        self._lines[group][1].add(line)

    @property
    def any(self) -> bool:
        """Whether anything is wrong."""
        return bool(self._lines)

    @property
    def enough(self) -> bool:
        """Whether no more problems are noted, but for more of the same."""
        return len(self._lines) >= _MOST_PROBLEMS

    @property
    def count(self) -> int:
        """How many rows have how many problems."""
        return sum(lines.count for _, lines in self._lines.values())

    @property
    def places(self) -> set[Place]:
        """Where something is wrong."""
        return {
            (sheet, line) for (sheet, *_), (_, lines) in self._lines.items() for line in lines.first
        }

    def may_be_missing(self, operator: str) -> bool:
        """Whether it is a code that a wrong row would have made."""
        site, _, number = operator.rpartition("-")
        return site in self.unmade_at and number.isdecimal()

    def told(
        self,
        cells: Mapping[Place, Mapping[str, str]],
        near: Callable[[str, str], Sequence[str]],
    ) -> tuple[list[Problem], list[ProblemGroup]]:
        """The problems in order of line, and the mistakes that are made in several lines.

        `cells` is what stands in the lines, by column, for values that were not known; `near` says
        what a value of a column may mean.
        """
        problems, groups = [], []
        for (sheet, column, value, _), (message, lines) in self._lines.items():
            values = [value or cells.get((sheet, line), {}).get(column, "") for line in lines.first]
            meant = {each: tuple(near(column, each)) for each in set(values)}
            where = shown(sheet) if sheet else ""
            for line, each in zip(lines.first, values, strict=True):
                said = Message(message, where, meant[each])
                problems.append(Problem(line, shown(column), shown(each), said))
            if lines.count >= _MANY:
                said = Message(message, where, meant[values[0]])
                runs = lines.runs()
                groups.append(
                    ProblemGroup(
                        shown(column),
                        shown(values[0]),
                        said,
                        lines.count,
                        tuple(runs[:_MOST_RANGES]),
                        len(runs) > _MOST_RANGES,
                    )
                )
        problems.sort(key=lambda problem: problem.line)
        return problems[:_MOST_PROBLEMS], groups


def safe(text: str) -> str:
    """The text without anything that a terminal would obey: such characters are spelled out."""
    return quoted(text, len(text))[1:-1]


def shown(value: str) -> str:
    """A value from a file, shortened and safe to print."""
    return quoted(value, _LONGEST)[1:-1]
