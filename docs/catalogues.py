"""Gathers what rientro says into the catalogues of the other languages, and compiles them.

`make catalogues` does it; what is new stands there with an empty translation then. What is said no
more stands at the end, in case that it comes back; `--tidy` lets it go. With `--check` nothing is
written, and it fails if a catalogue is out of date, incomplete or uncertain.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.dates import get_month_names
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from sentences import Said, gathered

from faces.words import filling
from faces.words.catalogue import DOMAIN, LOCALE

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 96
_HEADER = """\
# {language} translations for rientro.
# The English sentence stands above; what it says of, and where, stands as a comment.
# Written by docs/catalogues.py, but for what is translated: make catalogues
#"""


def as_catalogue(language: str, said: Iterable[Said]) -> Catalog:
    """An empty catalogue of all that is said, with what Babel knows filled in."""
    catalogue = Catalog(
        locale=language, domain=DOMAIN, header_comment=_header(language), fuzzy=False
    )
    known = from_babel(language)
    for text, key, context in said:
        before = catalogue.get(text if isinstance(text, str) else text[0], context)
        if before is not None and isinstance(text, tuple) and before.id != text:
            sys.exit(f"{key}: {text[0]!r} has another sentence about several elsewhere.")
        comments = [*(before.auto_comments if before else ()), key]
        catalogue.add(text, known.get((text, key), ""), context=context, auto_comments=[key])
        found = catalogue.get(text if isinstance(text, str) else text[0], context)
        if found is not None:
            found.auto_comments = sorted(set(comments), key=comments.index)[:3]
            found.flags.discard("python-format")
    return catalogue


def from_babel(language: str) -> dict[tuple[str | tuple[str, str], str], str]:
    """The signs, the months and the form of dates in a language."""
    locale = Locale.parse(language)
    months = get_month_names("wide", locale=locale)
    symbols = locale.number_symbols["latn"]
    form = locale.date_formats["long"].pattern
    names = {"d": "{day}", "M": "{month}", "y": "{year}"}
    date = re.sub("d+|M+|y+", lambda found: names[found[0][0]], form)
    return {
        **{(name, filling.MONTH_KEY): months[at] for at, name in enumerate(filling.MONTHS, 1)},
        (filling.DATE, filling.DATE_KEY): date,
        (filling.DECIMAL, filling.DECIMAL_KEY): symbols["decimal"],
        (filling.GROUP, filling.GROUP_KEY): symbols["group"],
    }


def _header(language: str) -> str:
    return _HEADER.format(language=Locale.parse(language).get_display_name("en"))


def brought_up_to_date(language: str, old: Catalog | None, said: Iterable[Said]) -> Catalog:
    """What is said now, with the translations and the plural forms that there are.

    How many plural forms a language has is what its catalogue was translated by: a newer Babel may
    know of more of them.
    """
    new = as_catalogue(language, said)
    if old is not None:
        new.mime_headers = [("Plural-Forms", old.plural_forms)]
    once = list(old.obsolete.values()) if old is not None else []
    said_once = {(_first(each), each.context): each for each in once}
    for message in new:
        if not message.id or old is None:
            continue
        kept = old.get(_first(message), message.context) or said_once.get(
            (_first(message), message.context)
        )
        if kept is not None and any(_forms(kept)):
            message.string = kept.string
            message.flags |= kept.flags & {"fuzzy"}
            message.user_comments = kept.user_comments
    for each in _no_more(old, new):
        each.auto_comments = []
        new.obsolete["\x04".join(filter(None, (each.context, _first(each))))] = each
    return new


def _no_more(old: Catalog | None, new: Catalog) -> list[Message]:
    """What was said once and is said no more, with its translation."""
    if old is None:
        return []
    gone = [*(each for each in old if each.id), *old.obsolete.values()]
    return [
        each for each in gone if any(_forms(each)) and new.get(_first(each), each.context) is None
    ]


def read(file: Path) -> Catalog:
    """A catalogue as it is written down."""
    with file.open("rb") as opened:
        return read_po(opened, locale=file.parents[1].name, domain=DOMAIN)


def as_written(catalogue: Catalog) -> bytes:
    """A catalogue as it is written down, without the day on which that was done."""
    written = BytesIO()
    write_po(written, catalogue, width=WIDTH)
    lines = written.getvalue().splitlines(keepends=True)
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Last-Translator', b'"Project-Id')
    left_out = (*dated, b'"Language-Team', b'"Report-Msgid', b'"Generated-By')
    return b"".join(line for line in lines if not line.startswith(left_out))


def wrong_with(catalogue: Catalog) -> Iterator[str]:
    """What is missing or uncertain in a catalogue, and where places differ."""
    for message in catalogue:
        if not message.id:
            continue
        said = _first(message)
        if not all(_forms(message)):
            yield f"not translated: {said}"
        elif message.fuzzy:
            yield f"fuzzy: {said}"
        else:
            said_of = [places(each) for each in _ids(message)]  # of one thing, and of several
            needed, known = frozenset.intersection(*said_of), frozenset.union(*said_of)
            for form in _forms(message):
                if not needed <= places(form) <= known:
                    yield f"places differ: {said} / {form}"


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


def places(template: str) -> frozenset[str]:
    """The places of a template, and in what way each is written; commands whole, as they are typed."""
    found = set()
    for _, name, spec, conversion in Formatter().parse(template):
        if name is not None:
            typed = spec if name in ("rientro", "program") else _spelled(spec or "")
            found.add(f"{name}:{typed}!{conversion}" if typed or conversion else name)
    return frozenset(found)


def _spelled(spec: str) -> str:
    """How a value is written, without what a language says before a date."""
    return "" if "|" in spec else spec


def files() -> list[Path]:
    """The catalogues, one a language."""
    return sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def is_stale(file: Path) -> bool:
    """Whether a catalogue is newer than what was compiled of it."""
    compiled = file.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < file.stat().st_mtime


def compile_all() -> None:
    """Compile what is newer than what was compiled of it."""
    for file in files():
        compiled = file.with_suffix(".mo")
        if is_stale(file):
            made = BytesIO()
            write_mo(made, read(file))
            beside = compiled.with_suffix(".new")
            beside.write_bytes(made.getvalue())
            beside.replace(compiled)


def main() -> None:
    """Bring the catalogues up to date and compile them, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where outdated")
    parser.add_argument("--new", metavar="LANGUAGE", help="begin a catalogue")
    parser.add_argument("--tidy", action="store_true", help="let go what is said no more")
    parser.add_argument("--compile", action="store_true", help="compile what is written, no more")
    arguments = parser.parse_args()
    if arguments.compile:
        compile_all()
        return
    if arguments.new:
        begun = LOCALE / arguments.new / "LC_MESSAGES" / f"{DOMAIN}.po"
        begun.parent.mkdir(parents=True, exist_ok=True)
        begun.touch()
    said, wrong = list(gathered()), []
    for file in files():
        language = file.parents[1].name
        new = brought_up_to_date(language, read(file), said)
        if arguments.tidy:
            new.obsolete.clear()
        written = as_written(new)
        wrong += [f"{language}: {each}" for each in wrong_with(new)]
        if written != file.read_bytes():
            if arguments.check:
                wrong.append(f"{language}: out of date; run: make catalogues")
            else:
                file.write_bytes(written)
    if not arguments.check:
        compile_all()
    if wrong:
        sys.exit(
            "\n".join(wrong) if arguments.check else f"{len(wrong)} left to do, e.g. {wrong[0]}"
        )


if __name__ == "__main__":
    main()
