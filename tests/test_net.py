"""What programs and people read stays as it is, unless somebody means to change it.

It is typed once, in a made-up language, which is read back into English: so that each line that is
typed shows at once what is said, that programs read the same whatever is spoken, and that nothing is
said to people that no catalogue has. Where every case is asked for it is typed in English, too.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click
import pytest
from made_up_language import MADE_UP, made_up_language, read_back
from net_cases import FILES, PROVING, REFUSED
from net_cases import MADE_UP as TYPED
from net_forms import Net, Said
from net_run import NETS, nets
from programs import EVERY_CASE

from cli.main import cli
from domain.law import shipped, shipped_names

ROOT = Path(__file__).resolve().parent.parent

NOT_IN_A_CATALOGUE = re.compile(
    r"^# "  # the comments of a drafted mapping, which is a file to keep
    r"|assumed for the demonstration"  # recorded by the demonstration
    r"|^index \d+|^placements\b"  # a line of a proof, a table of figures
    # Sentences that are still made below the faces. They may only become fewer.
    r"|the events give|its note is missing|witnesses must have cosigned it"
    r"|This event is |It does not end in a newline|it does not begin with PRIVATE"
    r"|[Tt]he event at position|a column of it has another type|guard-missing"
)
"""Lines that are said in English alone."""


LANGUAGES = ["made-up", *(["en"] if EVERY_CASE else [])]
"""In the made-up one all is said that English says, and nothing that it can hide."""


@dataclass(frozen=True)
class Heard:
    """What was said in a language to all that was typed."""

    pages: dict[Net, dict[str, str]]
    """Those of the nets, in English."""
    in_no_catalogue: dict[str, str]
    """Words that were said in our letters, and to what."""


@pytest.fixture(scope="module", params=LANGUAGES)
def heard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    """All that is said in a language; the made-up one is there as long as it is spoken."""
    if request.param != "made-up":
        return all_said(str(request.param))
    with made_up_language(tmp_path_factory.mktemp("language")):
        return all_said(MADE_UP)


def all_said(spoken: str) -> Heard:
    """What is said in a language to all that is typed."""
    known = known_words()
    left: dict[str, str] = {}

    def in_net(net: Net, line: str, said: Said) -> Said:
        if net == "data":
            return as_programs_read(line, said)
        for each in f"{said.stdout}\n{said.stderr}".splitlines():
            if spoken == MADE_UP and not NOT_IN_A_CATALOGUE.search(each):
                found = (word for word in _words(each) if word not in known)
                left.update((word, f"{line}: {read_back(each)}") for word in found)
        return in_english(said)

    return Heard(nets(spoken, in_net), left)


def in_english(said: Said) -> Said:
    """The same, with what was said in the made-up language read back."""
    return Said(said.status, read_back(said.stdout), read_back(said.stderr))


def for_programs(line: str) -> bool:
    """Whether a line asks for what a program reads."""
    is_for_them = re.search("--format (json|csv)|^export ", line)
    return bool(is_for_them) and "--template" not in line  # a file for people to fill in


def as_programs_read(line: str, said: Said) -> Said:
    """What programs read as it is, and what people read in English."""
    return replace(in_english(said), stdout=said.stdout) if for_programs(line) else in_english(said)


def test_programs_read_what_is_written_down_whatever_is_spoken(heard: Heard) -> None:
    found = differences("data", heard.pages["data"])
    assert not found, found


def test_people_are_told_what_is_written_down(heard: Heard) -> None:
    found = differences("words", heard.pages["words"])
    assert not found, found


def test_all_that_people_are_told_can_be_translated(heard: Heard) -> None:
    """In the made-up language what is not in the catalogues is said in our letters."""
    left = heard.in_no_catalogue
    assert not left, "\n".join(f"{word}: {line}" for word, line in sorted(left.items()))


def differences(net: Net, said: dict[str, str]) -> str:
    """Where a net differs from what is written down."""
    folder = NETS / net
    written = {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.txt")}
    found = [
        line
        for name in sorted({*written, *said})
        for line in difflib.unified_diff(
            written.get(name, "").splitlines(),
            said.get(name, "").splitlines(),
            f"tests/net/{net}/{name}",
            "as it is said now",
            lineterm="",
        )
    ]
    return "\n".join([*found[:200], "To keep it so: make net"]) if found else ""


def known_words() -> set[str]:
    """What is said alike in all languages: codes, commands, and what was typed or is shipped."""
    typed = [*FILES.values(), *TYPED, *REFUSED, *PROVING, _DEMO]
    laws = [shipped(name).decode() for name in shipped_names()]
    return set(_words("\n".join([*_codes(), *typed, *laws, *_of_commands(cli)])))


def test_every_command_of_the_reference_is_in_the_net() -> None:
    typed = "".join(page.read_text(encoding="utf-8") for page in NETS.glob("*/made-up-*.txt"))
    helps = (NETS / "words" / "help.txt").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ rientro(.*) --help$", helps, re.MULTILINE)
    named = [name for name in commands if f"rientro{name} [OPTIONS] COMMAND" not in helps]
    assert len(named) > 40
    missing = [name for name in named if f"rientro{name}" not in typed and name != " demo"]
    assert not missing


def test_the_data_of_the_net_has_no_sentences_of_errors() -> None:
    data = "".join(page.read_text(encoding="utf-8") for page in (NETS / "data").glob("*.txt"))
    assert "Error: " not in data
    assert '"error": "SiteAlreadyOpen"' in data


def _of_commands(command: click.Command) -> Iterator[str]:
    """The names of commands, and the words that options take, which are the same in all languages."""
    yield " ".join([command.name or "", (command.epilog or "").replace("-", " ")])
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice):
            yield " ".join(map(str, parameter.type.choices))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            under = command.get_command(context, name)
            if under is not None:
                yield from _of_commands(under)


_DEMO = (ROOT / "cli" / "demo.py").read_text(encoding="utf-8").partition("def ")[0]
"""What the demonstration records."""


def _codes() -> Iterator[str]:
    """The words of answers for programs: keys and codes, and no sentences."""
    for page in (NETS / "data").glob("*.txt"):
        for found in re.finditer('"([^" ]+)"', page.read_text(encoding="utf-8")):
            yield found[1]


def _words(text: str) -> Iterator[str]:
    """The words of a text that could be said: small letters, three or more."""
    return (each.group() for each in re.finditer(r"(?<![\w-])[a-z]{3,}(?![\w-])", text))
