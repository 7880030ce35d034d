"""From an address to what is sent back: the page, its data, or why there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode

from faces import as_csv, as_json
from faces.html.page import Beside, Form, Input, Link, render
from faces.pages import views
from faces.pages.addresses import Addresses
from faces.pages.asker import Refused
from faces.pages.questions import DRAWN_WITH, MENU, QUESTIONS
from faces.words import language, languages, say, speaking

if TYPE_CHECKING:
    from faces.html.page import Page
    from faces.pages.asker import Asked, Asker, Field
    from faces.pages.questions import Question

HTML, JSON, CSV, PDF = "html", "json", "csv", "pdf"
_TYPES = {
    HTML: "text/html; charset=utf-8",
    JSON: "application/json; charset=utf-8",
    CSV: "text/csv; charset=utf-8",
    PDF: "application/pdf",
}
_PLAIN = "text/plain; charset=utf-8"
_OPTION = re.compile("[a-z][a-z-]*").fullmatch
_NOT_ASKED = frozenset({"format", "help", "to", "replace", "open"})
"""Options that say where and how an answer is written, which a page says itself."""
MOST_ROWS = 10_000
"""How many rows a page has: a browser can show no more."""
MOST_ROWS_AS_DATA = 100_000
"""How many rows JSON and CSV have here: all of them or none, so that they are the command's bytes."""
_PAGES_APART = ("audit", "event", "report")
Pairs = Sequence[tuple[str, str]]


class Reply(NamedTuple):
    """What is sent back."""

    status: int
    media_type: str
    body: bytes
    file_name: str | None = None
    """If it is to be kept as a file."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """An address, read: a page, what it is about, its parameters and its form."""

    name: str
    code: str | None
    pairs: Pairs
    form: str
    lang: str | None
    fields: Sequence[Field] = field(default_factory=tuple)

    @property
    def options(self) -> list[str]:
        """The parameters as the options of a command; what a form left empty is left out."""
        flags = flags_of(self.fields)
        left_empty = {each.name for each in self.fields} - flags
        return [
            f"--{name}" if name in flags and not value else f"--{name}={value}"
            for name, value in self.pairs
            if value or name not in left_empty
        ]

    def words(self, question: Question) -> list[str]:
        """The words of the command that asks the same."""
        code = ["--", self.code] if self.code is not None else []
        return [*question.words, *self.options, *code]


def flags_of(fields: Iterable[Field]) -> frozenset[str]:
    """The options that have no value."""
    return frozenset(each.name for each in fields if each.kind == "flag")


class Replies:
    """Answers addresses, each as if it were the first."""

    def __init__(self, asker: Asker, lang: str) -> None:
        self._asker = asker
        self._lang = lang
        self._menu = [
            name for name in MENU if name in _PAGES_APART or asker.knows(QUESTIONS[name].words)
        ]

    def to(self, path: str, query: str) -> Reply:
        """What is sent back for an address."""
        form = HTML
        with speaking(self._lang):
            try:
                asked = self._read(path, query)
                form = asked.form
                with speaking(asked.lang or self._lang):
                    return self._reply(asked)
            except Refused as refused:
                return self.refusal(refused, form)

    def refusal(self, refused: Refused, form: str = HTML) -> Reply:
        """Why there is no answer, in the form that was asked for."""
        if form == JSON:
            body = json.dumps(refused.document, ensure_ascii=False) + "\n"
            return Reply(refused.status, _TYPES[JSON], body.encode())
        if form == CSV:
            return Reply(refused.status, _PLAIN, f"{refused.message}\n".encode())
        beside = Beside(self._menu_links(None, Addresses()))
        frame = views.Frame(beside, "rientro", self._asker.version)
        page = views.refused(refused.message, frame)
        return Reply(refused.status, _TYPES[HTML], render(page).encode())

    # Reading an address -----------------------------------------------------------------------

    def _read(self, path: str, query: str) -> _Asked:
        name, _, rest = path.strip("/").partition("/")
        try:
            code = unquote(rest, errors="strict") if rest else None
            pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=100)
        except ValueError:
            raise _wrong(say("pages.no-such-text")) from None
        form = HTML
        for ending in (JSON, CSV, PDF):
            whole = code if code is not None else name
            if whole.endswith(f".{ending}"):
                form, whole = ending, whole.removesuffix(f".{ending}")
                name, code = (name, whole) if code is not None else (whole, None)
                break
        langs = [value for option, value in pairs if option == "lang"]
        if len(langs) > 1 or (langs and langs[0] not in ("", *languages())):
            known = ", ".join(languages())
            raise _wrong(say("usage.not-one-of", value=repr(langs[0]), choices=known))
        pairs = [(option, value) for option, value in pairs if option != "lang"]
        if any(not _OPTION(option) or option in _NOT_ASKED for option, _ in pairs):
            raise _wrong(say("pages.bad-name"))
        lang = langs[0] or None if langs else None
        return _Asked(name, code, pairs, form, lang)

    # Answering --------------------------------------------------------------------------------

    def _reply(self, asked: _Asked) -> Reply:
        match asked.name:
            case "":
                return self._home(asked)
            case "event" if asked.code is not None:
                return self._event(asked)
            case "audit" if asked.code is None and asked.form == HTML:
                return self._audit(asked)
            case "report" if asked.code is not None:
                return self._report(asked)
        question = QUESTIONS.get(asked.name)
        if question is None or not self._asker.knows(question.words):
            raise _no_page()
        if (asked.code is not None and not question.has_code) or (
            asked.code is None and question.needs_code
        ):
            raise _no_page()
        if asked.form == PDF:
            raise _no_page()
        fields = self._asker.fields(question.words)
        asked = replace(asked, fields=fields)
        words = asked.words(question)
        if asked.form != HTML:
            answer = self._asker.ask(words).answer
            if len(answer.rows) > MOST_ROWS_AS_DATA:
                raise _wrong(say("pages.too-much-data", most=MOST_ROWS_AS_DATA))
            face = as_json if asked.form == JSON else as_csv
            return Reply(200, _TYPES[asked.form], face.written(answer).encode())
        given = {option for option, value in asked.pairs if value}
        whole_plan = asked.name == "progress" and not flags_of(fields) & dict(asked.pairs).keys()
        if question.beside and question.beside[0] not in given:
            words = [*words, f"--{question.beside[0]}={question.beside[1]}"]
        if whole_plan:
            found = self._asker.overview(words)
            to = Addresses.of(found.head, asked.lang)
            return self._page(views.plans(found, asked.code, to, self._frame(asked, to)))
        return self._question(asked, self._asker.ask(words))

    def _question(self, asked: _Asked, found: Asked) -> Reply:
        if len(found.answer.rows) > MOST_ROWS:
            raise _wrong(say("pages.too-many-rows", most=MOST_ROWS))
        own = {option: value for option, value in asked.pairs if value}
        to = replace(Addresses.of(found.answer.head, asked.lang), own=own)
        frame = self._frame(asked, to)
        page = views.answered(found, asked.name, asked.code, to, frame, beside=self._beside(asked))
        return self._page(page)

    def _beside(self, asked: _Asked) -> Sequence[Any]:
        """The rows of another answer that one is drawn with, as it was known then."""
        other = DRAWN_WITH.get(asked.name)
        if other is None:
            return ()
        known = [f"--{name}={value}" for name, value in asked.pairs if name == "known-at" and value]
        return self._asker.ask([*QUESTIONS[other].words, *known]).answer.rows

    def _home(self, asked: _Asked) -> Reply:
        if asked.form != HTML:
            raise _no_page()
        question = QUESTIONS["progress"]
        asked = replace(asked, fields=self._asker.fields(question.words), name="progress")
        found = self._asker.overview(asked.words(question))
        to = Addresses.of(found.head, asked.lang)
        return self._page(views.plans(found, None, to, self._frame(asked, to)))

    def _event(self, asked: _Asked) -> Reply:
        given = dict(asked.pairs)
        known_at = given.pop("known-at", None) or None
        code = asked.code or ""
        if given:
            raise _wrong(say("pages.bad-name"))
        for ending in (".tlog-proof", ".event"):
            if code.endswith(ending) and asked.form == HTML:
                position = code.removesuffix(ending)
                if ending == ".tlog-proof":
                    return Reply(200, _PLAIN, self._asker.proof(position), code)
                line = self._asker.event(position, known_at).line
                return Reply(200, _PLAIN, line.encode(), code)
        answer = self._asker.event(code, known_at)
        if asked.form == JSON:
            return Reply(200, _TYPES[JSON], as_json.written(answer).encode())
        if asked.form == CSV:
            return Reply(200, _TYPES[CSV], as_csv.written(answer).encode())
        if asked.form != HTML:
            raise _no_page()
        to = Addresses.of(answer.head, asked.lang)
        return self._page(views.event(answer, to, self._frame(asked, to)))

    def _audit(self, asked: _Asked) -> Reply:
        if asked.pairs:
            raise _wrong(say("pages.bad-name"))
        found, listed = self._asker.proving(), self._asker.ask(QUESTIONS["checkpoints"].words)
        to = Addresses.of(found.head, asked.lang)
        return self._page(views.audit(found, listed, to, self._frame(asked, to)))

    def _report(self, asked: _Asked) -> Reply:
        code = (asked.code or "").removesuffix(".html")
        is_html = asked.form == HTML and asked.code != code
        if not (is_html or asked.form == PDF):
            raise _no_page()
        fields = self._asker.fields(("report",))
        asked = replace(asked, code=code, fields=fields)
        options = [*asked.options, f"--lang={language()}"]
        body = self._asker.report(["report", *options, "--", code], is_pdf=not is_html)
        return Reply(200, _TYPES[HTML if is_html else PDF], body)

    # What is around an answer -----------------------------------------------------------------

    def _page(self, page: Page) -> Reply:
        return Reply(200, _TYPES[HTML], render(page).encode())

    def _frame(self, asked: _Asked, to: Addresses) -> views.Frame:
        path = [asked.name, *([asked.code] if asked.code is not None else [])]
        given = [(name, value) for name, value in asked.pairs if value or asked.name != "log"]
        form = None
        formats: list[Link] = []
        if asked.name in QUESTIONS:
            form = Form(
                Addresses().to(*path),
                list(_inputs(asked.fields, given)),
                [("lang", asked.lang)] if asked.lang else [],
            )
            *before, last = path
            formats = [
                Link(ending.upper(), _with(Addresses().to(*before, f"{last}.{ending}"), given))
                for ending in (JSON, CSV)
            ]
        here = Addresses().to(*path) if asked.name else "/"
        others = [
            Link(
                _named(each),
                _with(here, [*given, ("lang", each)]),
                is_here=each == language(),
            )
            for each in languages()
        ]
        beside = Beside(self._menu_links(asked.name, to), form, formats, others)
        question = QUESTIONS.get(asked.name)
        words = asked.words(question) if question else ["audit", "replay"]
        return views.Frame(beside, _typed(words), self._asker.version)

    def _menu_links(self, here: str | None, to: Addresses) -> list[Link]:
        only_language = replace(to, on=None, own={})
        return [
            Link(
                say(f"pages.menu.{name}"),
                only_language.to() if name == "progress" else only_language.to(name),
                is_here=name == here,
            )
            for name in self._menu
        ]


def _inputs(fields: Sequence[Field], given: Pairs) -> Iterable[Input]:
    for each in fields:
        values = [value for name, value in given if name == each.name]
        if each.kind == "flag" and values:
            values = ["yes"]
        if each.kind == "choice" and each.may_repeat and len(values) == 1:
            values.append("")
        for value in values or [""]:
            yield Input(each.name, each.help, each.kind, value, each.choices)


def _with(address: str, pairs: Pairs) -> str:
    return f"{address}?{urlencode(pairs)}" if pairs else address


def _typed(words: Sequence[str]) -> str:
    from shlex import join

    return join(["rientro", *(word for word in words if word != "--")])


def _named(lang: str) -> str:
    from babel import Locale

    return (Locale.parse(lang).get_display_name() or lang).capitalize()


def _wrong(message: str) -> Refused:
    return Refused(400, "UsageError", message)


def _no_page() -> Refused:
    return Refused(404, "NoSuchPage", say("pages.no-such-page"))
