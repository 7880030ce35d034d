"""Refusals are facts; the faces word them, with commands that work as they are printed."""

from __future__ import annotations

import ast
import importlib
import inspect
import pickle
import re
import shlex
import traceback
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from string import Formatter
from typing import Any

import click
import pytest
from rows import for_each

from cli.failures import _program
from cli.main import cli
from domain.places.site_refusals import UnknownSite
from domain.refusal import InvalidValue, Refusal, WithFacts
from domain.value_refusals import InvalidFte
from domain.workforce.movement_refusals import NotHired, OutOfOrder
from faces.refused import advice, message, sentence, told_facts
from faces.words import english as words
from ledger.signing.signing_refusals import HistoryFinding
from ledger.store.errors import LedgerUnusable
from ledger.store.symptoms import Symptom

HOME = Path(__file__).resolve().parents[1]
BASES = {
    WithFacts, Refusal, InvalidValue, HistoryFinding, LedgerUnusable, Symptom,
}  # fmt: skip
BRING_THEIR_OWN = {
    "InvalidTerms": "what files of terms have in common; never raised itself",
}
"""Classes that are not in the catalogue, and why."""
STANDS_FOR = {
    "CC": "IT", "DATE": "2018-06-01", "TEXT": "mistake", "NAME": "Alfa", "SITE": "IT-CAG",
    "FILE": "kept.key", "N": "3", "CODE": "C-1",
}  # fmt: skip


def kinds(of: type[WithFacts] = WithFacts) -> Iterator[type[WithFacts]]:
    for each in of.__subclasses__():
        yield each
        yield from kinds(each)


for file in sorted(HOME.glob("domain/**/*.py")) + sorted(HOME.glob("ledger/**/*.py")):
    with suppress(ImportError):
        importlib.import_module(
            ".".join(file.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")
        )
KINDS = sorted(
    {
        each
        for each in kinds()
        if each not in BASES and each.__module__.partition(".")[0] in ("domain", "ledger")
    },
    key=lambda each: each.__name__,
)
WORDED = [each for each in KINDS if each.__name__ not in BRING_THEIR_OWN]


def example(kind: type[WithFacts]) -> WithFacts:
    """A refusal of the kind, with facts that could be so."""
    if not is_dataclass(kind):
        return kind()
    return kind(**{each.name: _fact(each.name, str(each.type)) for each in fields(kind)})


def example_name(kind: type[WithFacts]) -> str:
    return example(kind).name if kind.__name__ not in BRING_THEIR_OWN else kind.__name__


def _fact(name: str, type_: str) -> Any:
    for wanted, value in (
        ("datetime", datetime(2018, 6, 1, 12, tzinfo=UTC)),
        ("date", date(2018, 6, 1)),
        ("bool", True),
        ("int", 3),
        ("float", 1.5),
        ("tuple", ("one", "two")),
        ("frozenset", frozenset({"one"})),
        ("Path", Path("there.csv")),
        ("InvalidValue", InvalidFte("2")),
    ):
        if type_.startswith(wanted):
            return value
    return {"site": "IT-CAG", "operator": "OP-1", "stream": "site:IT-CAG"}.get(name, "X-1")


def fields_of(kind: type[WithFacts]) -> set[str]:
    return {each.name for each in fields(kind)} if is_dataclass(kind) else set()


FACTS_OF: defaultdict[str, set[str]] = defaultdict(set)
"""The facts of all refusals that have a name in common."""
for one in KINDS:
    FACTS_OF[example_name(one)] |= fields_of(one)


def places(template: str) -> set[str]:
    """The places of a template, those in its commands among them."""
    found = set()
    for _, name, spec, _ in Formatter().parse(template):
        if name is not None:
            found |= {name} | places(spec or "")
    return found


def templates(kind: str) -> list[str]:
    """All that may be said of a kind of refusal."""
    return [
        template
        for catalogue in (words.MESSAGES, words.ADVICE, words.PHRASES, words.FINDINGS)
        for key, template in catalogue.items()
        if key.partition(".")[0] == kind
    ]


@for_each("kind", WORDED)
def test_every_refusal_has_words_whose_places_are_its_facts(kind: type[WithFacts]) -> None:
    name = example(kind).name
    assert name in words.MESSAGES or any(key.startswith(f"{name}.") for key in words.MESSAGES)
    known = {"rientro", "program"} | FACTS_OF[name]
    for template in templates(name):
        assert places(template) <= known
        for spelled in re.findall(r"{(?!rientro|program)\w+:([a-z]+)}", template):
            assert spelled in words.COUNTED or spelled in SPELLED


SPELLED = {
    "quoted", "phrase", "clause", "finding", "bare", "shell", "listed", "few", "or", "sorted", "instant", "next",
    "mib", "g",
}  # fmt: skip


@for_each("kind", WORDED)
def test_every_refusal_can_be_said(kind: type[WithFacts]) -> None:
    said = sentence(example(kind))
    assert said == said.strip()
    assert "{" not in said
    assert message(example(kind))


def test_the_catalogue_has_no_words_for_what_is_not_there() -> None:
    names = {example_name(kind) for kind in WORDED}
    for catalogue in (words.MESSAGES, words.ADVICE, words.PHRASES, words.FINDINGS):
        assert {key.partition(".")[0] for key in catalogue} <= names


IN_FILE = ".in-file"
"""What is advised in the row of a file, whatever the error names."""


def test_every_sentence_about_a_variant_is_said_of_an_error_that_names_it() -> None:
    named = {key for table in (words.MESSAGES, words.ADVICE) for key in table if "." in key}
    for kind in KINDS:
        known = inspect.getsource(kind.variants)
        for key in sorted(named):
            name, _, variant = key.removesuffix(IN_FILE).partition(".")
            if name == example_name(kind) and (
                not variant
                or f'yield "{variant}"' in known
                or "yield self." in known
                or variant in fields_of(kind)
            ):
                named.discard(key)
    assert not named, "let the error name these in its `variants`"


def test_the_values_of_facts_choose_no_sentence() -> None:
    plain, known = UnknownSite("known_at"), UnknownSite("IT-CAG", datetime(2018, 6, 1, tzinfo=UTC))
    assert message(plain) == "No site known_at is known."
    assert "was known at 2018-06-01" in message(known)


@for_each("kind", KINDS)
def test_the_docstring_of_a_refusal_is_its_rule(kind: type[WithFacts]) -> None:
    assert kind.__doc__
    assert kind.__doc__.rstrip().endswith(".")
    assert not {"name", "facts"} & set(getattr(kind, "__dataclass_fields__", ()))


# Advice -------------------------------------------------------------------------------------


def _filled(facts: dict[str, Any], place: re.Match[str]) -> str:
    return str(facts[place[1]])


def commands() -> Iterator[tuple[str, str]]:
    """Every command that is advised, with example facts, and the refusal that advises it."""
    for kind in WORDED:
        error = example(kind)
        for template in templates(error.name):
            for _, name, spec, _ in Formatter().parse(template):
                if name in ("rientro", "program") and spec:
                    facts = {**error.facts, "where": "made-up.db"}
                    filled = re.sub(r"{(\w+)(?::\w+)?}", partial(_filled, facts), spec)
                    yield error.name, filled


@for_each(("refusal", "command"), sorted(set(commands())))
def test_every_command_that_is_advised_parses(refusal: str, command: str) -> None:
    line = [STANDS_FOR.get(word, word) for word in shlex.split(command)]
    with _nothing_done():
        context = cli.make_context("rientro", line)
        group: click.Command = cli
        arguments = [*context._protected_args, *context.args]
        while isinstance(group, click.Group):
            name, found, arguments = group.resolve_command(context, arguments)
            assert found is not None, refusal
            group = found
            context = group.make_context(name, arguments, parent=context)
            if isinstance(group, click.Group):
                arguments = [*context._protected_args, *context.args]


@contextmanager
def _nothing_done() -> Iterator[None]:
    """A file that an advice names need not be there."""
    try:
        yield
    except click.BadParameter as error:
        if "kept.key" not in str(error.message):
            raise


def test_an_advice_names_the_ledger_that_was_given_on_the_command_line() -> None:
    refusal = NotHired("OP-1")
    assert advice(refusal).endswith("rientro hire OP-1 --at SITE --on DATE")
    line = ["--by", "anna", "--ledger", "our ledger.db", "transfer", "OP-1"]
    said = advice(refusal, _program(line))
    assert said.endswith("rientro --ledger 'our ledger.db' hire OP-1 --at SITE --on DATE")
    assert _program(["--ledger=x.db", "log"]) == "rientro --ledger x.db"
    assert _program(["log", "--ledger", "x.db"]) == "rientro"
    assert _program(["--ledger"]) == "rientro"


# Facts --------------------------------------------------------------------------------------

LATE = OutOfOrder("OP-1", date(2018, 1, 1), date(2018, 6, 1))


def test_programs_get_the_facts() -> None:
    assert told_facts(LATE) == {
        "operator": "OP-1",
        "effective_on": "2018-01-01",
        "latest_on": "2018-06-01",
    }


@for_each("kind", WORDED)
def test_no_fact_takes_the_place_of_what_every_error_has(kind: type[WithFacts]) -> None:
    assert not {"schema", "error", "message", "rows", "groups"} & set(example(kind).facts)


def test_a_refusal_below_the_faces_is_its_facts() -> None:
    assert str(NotHired("OP-1")) == "NotHired(operator='OP-1', near=None)"


def test_the_facts_of_a_refusal_stay_as_they_are() -> None:
    refusal = NotHired("OP-1")
    with pytest.raises(FrozenInstanceError):
        refusal.operator = "OP-2"  # type: ignore[misc]
    assert refusal.operator == "OP-1"


@contextmanager
def _work() -> Iterator[None]:
    yield


def test_a_refusal_is_raised_like_any_exception() -> None:
    with pytest.raises(OutOfOrder) as caught, _work():
        raise LATE from NotHired("OP-1")
    assert isinstance(caught.value.__cause__, NotHired)
    assert "OutOfOrder(operator='OP-1'" in "".join(traceback.format_exception(caught.value))
    caught.value.add_note("noted")


def test_a_refusal_goes_to_another_process_with_its_facts() -> None:
    there = pickle.loads(pickle.dumps(LATE))  # noqa: S301 (our own)
    assert type(there) is OutOfOrder
    assert there.facts == LATE.facts


class _OfToday(Refusal):
    """A rule that brings its own sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} is refused.")


def test_a_refusal_that_brings_its_own_sentence_is_told_by_it() -> None:
    assert sentence(_OfToday("X")) == "X is refused."
    assert told_facts(_OfToday("X")) == {}


# Prose --------------------------------------------------------------------------------------

LONGEST = 40
_SQL = re.compile(
    r"\b(SELECT|FROM|JOIN|WHERE|AND|NOT|ORDER|UNION|ELSE|THEN|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|KEY|"
    r"GRANT|REVOKE|LOCK|SET|PRAGMA|LANGUAGE|DECLARE|BEGIN|PERFORM|RAISE)\b|%b"
)
"""What a statement has, or a part of one, and no sentence."""
PROSE = {
    "domain/values.py": 1,
    "ledger/audit/comparison.py": 1,
    "ledger/audit/open_batch.py": 1,
    "ledger/audit/remembered.py": 1,
    "ledger/audit/replay.py": 3,
    "ledger/exchange/drafting.py": 4,
    "ledger/exchange/event_file.py": 3,
    "ledger/exchange/sheets/mapping.py": 1,
    "ledger/exchange/sheets/markup.py": 1,
    "ledger/exchange/sheets/workbook.py": 1,
    "ledger/reading/catching_up.py": 1,
    "ledger/recording/unit_of_work.py": 2,
    "ledger/recording/workforce.py": 1,
    "ledger/signing/bundle.py": 2,
    "ledger/store/file_kinds.py": 2,
    "ledger/store/postgres/postgres_database.py": 1,
    "ledger/store/postgres/transactions.py": 1,
    "ledger/store/sqlite/ledger_file.py": 1,
    "ledger/store/tail.py": 1,
    "ledger/store/texts.py": 4,
    "ledger/upkeep/doctor.py": 3,
    "ledger/upkeep/roles.py": 2,
    "projections/row_functions.py": 1,
}
"""Texts that still read like sentences, by file: errors for programmers, texts in stored bundles, the
comments of a drafted mapping, and findings of a replay. It may only become less."""


def _prose(file: Path) -> int:
    """How many texts in a file read like sentences, docstrings apart."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    alone = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    texts = (
        each.value.strip()
        for each in ast.walk(tree)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in alone
    )
    return sum(
        " " in text
        and not _SQL.search(text)
        and (text.endswith(".") or len(text) > LONGEST)
        and any(letter.islower() for letter in text)
        for text in texts
    )


def test_no_more_prose_is_written_below_the_faces() -> None:
    found = {
        str(file.relative_to(HOME)): number
        for room in ("domain", "projections", "ledger")
        for file in HOME.glob(f"{room}/**/*.py")
        if (number := _prose(file))
    }
    assert {file: number for file, number in found.items() if number > PROSE.get(file, 0)} == {}
