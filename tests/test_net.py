"""What programs and people read stays as it is, unless somebody means to change it."""

from __future__ import annotations

import difflib
import re

import pytest
from net_run import NETS, Net, nets


@pytest.mark.parametrize("net", ["data", "words"])
def test_everything_is_said_as_it_is_written_down(net: Net) -> None:
    folder = NETS / net
    written = {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.txt")}
    said = nets(net)
    differences = [
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
    assert not differences, "\n".join([*differences[:200], "To keep it so: make net"])


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
