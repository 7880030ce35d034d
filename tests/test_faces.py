"""How answers look: every one in every face, in words of the catalogue, and safe on a terminal."""

from __future__ import annotations

import ast
import csv
import io
import re
import string
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from conftest import Rientro
from rich.cells import cell_len
from rows import for_each

from answers.answer import Answer
from answers.shape import columns, parts
from faces.columns import aligned, width_of
from faces.terminal import visible
from faces.words import english

ROOT = Path(__file__).resolve().parent.parent
SUBJECTS = sorted(
    ".".join(path.relative_to(ROOT / "answers").with_suffix("").parts)
    for path in (ROOT / "answers").rglob("*.py")
    if path.stem not in {"__init__", "answer", "shape"}
)
ANSWERS = [
    each
    for subject in SUBJECTS
    for each in vars(import_module(f"answers.{subject}")).values()
    if isinstance(each, type)
    and issubclass(each, Answer)
    and each.__module__ == f"answers.{subject}"
]


# Every answer, every face -------------------------------------------------------------------------


@for_each("answer", ANSWERS)
def test_every_answer_has_a_page_for_people(answer: type[Answer[Any]]) -> None:
    subject = answer.__module__.removeprefix("answers.")
    assert answer in import_module(f"faces.{subject}").PAGES


@for_each("answer", ANSWERS)
def test_every_answer_knows_its_columns_without_rows(answer: type[Answer[Any]]) -> None:
    names = {part.named_by: ("BY",) for part in parts(answer.row_type()) if part.named_by}
    found = [name for name, _ in columns(answer.row_type(), names)]
    assert found
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"BY|[a-z][a-z0-9_.-]*", name) for name in found)


@pytest.mark.parametrize(
    ("something", "nothing"),
    [
        ("headcount --on 2018-09-30", "headcount --on 2017-01-01"),
        ("bridge --since 2018-05-08 --on 2018-09-30", "bridge --since 2016-01-01 --on 2017-01-01"),
        ("flows", "flows --on 2017-01-01"),
        ("progress", "progress --known-at 2001-01-01"),
        ("progress --history", "progress --history --on 2017-01-01"),
        ("operator list --on 2018-09-30", "operator list --on 2017-01-01"),
        ("site list", "site list --known-at 2001-01-01"),
        ("contract list", "contract list --known-at 2001-01-01"),
        ("plan list", "plan list --known-at 2001-01-01"),
        ("log", "log --since 2030-01-01"),
        ("shares --on 2018-09-30", "shares --in IT --on 2017-01-01"),
        ("shares --history --on 2018-09-30", "shares --history --in IT --on 2017-01-01"),
        ("commitments --on 2018-09-30", "commitments --known-at 2001-01-01"),
        ("commitments --history --on 2018-09-30", "commitments --history --on 2017-01-01"),
        (
            "restatement --known-at 2001-01-01 --on 2018-09-30",
            "restatement --known-at 2001-01-01 --on 2017-01-01",
        ),
    ],
)
def test_the_columns_of_a_csv_answer_are_the_same_without_rows(
    demo: Rientro, something: str, nothing: str
) -> None:
    headers = []
    for words in (something, nothing):
        rows = list(csv.reader(io.StringIO(demo.typed(f"{words} --format csv").stdout)))
        headers.append(rows[0])
    assert len(rows) == 1
    assert headers[0] == headers[1]


def test_events_have_the_same_columns_in_csv_whatever_they_are(demo: Rientro) -> None:
    headers = {
        demo.typed(f"{words} --format csv").stdout.splitlines()[0]
        for words in (
            "log --stream ledger",
            "log --site IT-CAG",
            "operator show IT-CAG-0001",
            "hire OP-1 --at IT-CAG --on 2018-10-01",
            "hire OP-1 --at IT-CAG --on 2018-10-01",
        )
    }
    assert len(headers) == 1
    assert "event_placement_site" in headers.pop().split(",")


# Words --------------------------------------------------------------------------------------------


@cache
def _calls() -> list[tuple[str, ast.Call]]:
    """All that is called in the faces and the commands with something given, by its name."""
    return [
        (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""), node)
        for folder in ("faces", "cli")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args
        for called in [node.func]
    ]


def _said(name: str) -> Iterator[tuple[str, set[str | None] | None]]:
    """The keys that are said with a function, and the places that are given; none where any are."""
    for call in (call for called, call in _calls() if called == name):
        key = call.args[1 if name == "said_of" and len(call.args) > 1 else 0]
        given = {each.arg for each in call.keywords}
        for each in [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]:
            if isinstance(each, ast.Constant):
                yield str(each.value), None if None in given else given - {None}


def _places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("name", ["say", "tell", "tell_last", "said_of"])
def test_everything_that_is_said_is_in_the_catalogue(name: str) -> None:
    said = list(_said(name))
    assert said
    for key, given in said:
        keys = [f"{key}.one", f"{key}.several"] if name == "said_of" else [key]
        for each in keys:
            assert each in english.SENTENCES
            if given is not None:
                beside = {"number"} if name == "said_of" else set()
                assert _places(english.SENTENCES[each]) <= given | beside, each


def test_nothing_is_in_the_catalogue_that_is_not_said() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("faces", "cli")
        for path in (ROOT / folder).rglob("*.[pj]*")
        if path.suffix in {".py", ".jinja"} and path.parent.name != "english"
    )
    unsaid = [
        key
        for key in english.SENTENCES
        if f'"{key}"' not in source
        and f'"{key.rpartition(".")[0]}"' not in source
        and not key.startswith(
            (
                "stranded.",
                "placement.",
                "demo.",
                "batch-recorded.",
                "revision.",
                "forecast.",
                "picture.",
                "status.",
                "pages.menu.",
                "look.unit.",
                "look.quality.caption.",
                "pages.title.",
                "coded.",
            )
        )
    ]
    assert not unsaid


def test_no_key_of_a_catalogue_stands_twice() -> None:
    for table in ("HEADINGS", "COUNTED", "SENTENCES", "MESSAGES", "ADVICE", "PHRASES", "FINDINGS"):
        keys = [key for subject in english.subjects() for key in getattr(subject, table, {})]
        assert sorted(set(keys)) == sorted(keys), table


def test_what_is_said_of_one_and_of_several_has_the_same_places() -> None:
    for key, sentence in english.SENTENCES.items():
        if key.endswith(".one"):
            several = english.SENTENCES[f"{key.removesuffix('.one')}.several"]
            assert _places(several) - _places(sentence) <= {"number"}, key


# Terminals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Iași, 東京", "Iași, 東京"),
        ("red \x1b[31mtext", "red \\u001b[31mtext"),
        ("two\nlines\r", "two\\u000alines\\u000d"),
        ("turned \u202e round", "turned \\u202e round"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("bell \x07, C1 \x9b", "bell \\u0007, C1 \\u009b"),
        ("1\u202f234\u00a0h", "1\u202f234\u00a0h"),
        ("tag \U000e0041", "tag \\udb40\\udc41"),
        ("half \ud800", "half \\ud800"),
    ],
)
def test_what_cannot_be_seen_is_shown_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "words",
    [
        ["\x1b[31mred"],
        ["headcount", "\x1b[31mextra"],
        ["headcount", "--\x1b[31mred"],
        ["headcount", "--by", "\x1b[31mred"],
        ["--ledger", "no\x1b[31m.db", "headcount"],
        ["import", "missing\x1b[31m.csv"],
        ["site", "show", "\x1b[31mX"],
    ],
)
@pytest.mark.parametrize("format_", [[], ["--format", "json"]])
def test_nothing_that_was_typed_works_on_the_terminal(
    demo: Rientro, words: list[str], format_: list[str]
) -> None:
    said = demo(*words, *format_)
    assert said.exit_code in {2, 3, 4}
    assert "\x1b" not in said.stderr
    assert said.stderr.strip().isprintable() or "\n" in said.stderr.strip()


def test_a_value_of_a_file_is_shown_escaped(demo: Rientro) -> None:
    (demo.folder / "odd.csv").write_text(
        "movement,operator,site,effective_on\nhire,O\x1b[31mP,IT-CAG,2018-10-01\n"
    )
    said = demo("import", "odd.csv")
    assert said.exit_code == 3
    assert "\x1b" not in said.stderr
    assert "O\\x1b[31mP" in said.stderr


@pytest.mark.parametrize(
    "text", ["", "plain", "Iași – 1\u202f234 …", "東京支社", "é", "e\u0301", "👍 ok", "ｗｉｄｅ"]
)
def test_a_text_is_as_wide_as_its_terminal_shows_it(text: str) -> None:
    assert width_of(text) == cell_len(text)


def test_columns_are_aligned_by_what_is_shown() -> None:
    lines = aligned([["site", "heads"], ["東京", "1"], ["Iași", "1234"]], [False, True])
    assert lines == ["site  heads", "東京      1", "Iași   1234"]
    assert len({cell_len(line) for line in lines}) == 1
