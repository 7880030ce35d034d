"""Writes docs/reference/ from the program itself: commands, answers, events, messages, manual.

Run it after a change of a command or an event: `make docs`. With `--check` it writes nothing and
fails where a page is out of date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from answers_page import answers_page
from catalogues import compile_all
from commands_page import commands_page
from demonstration import demonstration
from events_page import events_page, events_schema
from manual import manual_page
from messages import messages_page
from picture import burn_up_of_the_demonstration

REFERENCE = Path(__file__).resolve().parent / "reference"


def pages() -> dict[str, str]:
    """Every page of the reference by its name, as it is to be written."""
    compile_all()
    with demonstration() as run:
        picture, answers = burn_up_of_the_demonstration(run), answers_page(run)
    return {
        "answers.md": answers,
        "commands.md": commands_page(),
        "events.md": events_page(),
        "events.schema.json": events_schema(),
        "burn-up.svg": picture,
        "messages.md": messages_page(),
        "messages.it.md": messages_page("it"),
        "rientro.1": manual_page(),
    }


def outdated(wanted: Mapping[str, str], folder: Path) -> list[Path]:
    """The pages in the folder that are missing or say something else."""
    return [
        page
        for page, text in ((folder / name, text) for name, text in wanted.items())
        if not page.exists() or page.read_text(encoding="utf-8") != text
    ]


def main() -> None:
    """Write the pages, or check that they are as they would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where outdated")
    check = parser.parse_args().check
    wanted = pages()
    found = outdated(wanted, REFERENCE)
    if check and found:
        sys.exit(f"Out of date: {', '.join(map(str, found))}. Run: make docs")
    for page in found:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(wanted[page.name], encoding="utf-8")


if __name__ == "__main__":
    main()
