"""From an address to what is sent back: the page, its data, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from faces import as_csv, as_json
from faces.html.page import Beside, render
from faces.pages import request, views
from faces.pages.addresses import Addresses
from faces.pages.asker import Refused
from faces.pages.frames import frame, menu_links
from faces.pages.questions import DRAWN_WITH, QUESTIONS
from faces.pages.request import CSV, HTML, JSON, PDF, Request, flags_of, no_page, wrong
from faces.words import language, say, speaking

if TYPE_CHECKING:
    from faces.html.page import Page
    from faces.pages.asker import Asked, Asker
    from faces.pages.questions import Question

_TYPES = {
    HTML: "text/html; charset=utf-8",
    JSON: "application/json; charset=utf-8",
    CSV: "text/csv; charset=utf-8",
    PDF: "application/pdf",
}
_PLAIN = "text/plain; charset=utf-8"
MOST_ROWS = 10_000
"""How many rows a page has: a browser can show no more."""
MOST_ROWS_AS_DATA = 100_000
"""How many rows JSON and CSV have here: all of them or none, so that they are the command's bytes."""


class Reply(NamedTuple):
    """What is sent back."""

    status: int
    media_type: str
    body: bytes
    file_name: str | None = None
    """If it is to be kept as a file."""


class Replies:
    """Answers addresses, each as if it were the first."""

    def __init__(self, asker: Asker, lang: str) -> None:
        self._asker = asker
        self._lang = lang

    def to(self, path: str, query: str) -> Reply:
        """What is sent back for an address."""
        form = HTML
        with speaking(self._lang):
            try:
                asked = request.read(path, query)
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
        beside = Beside(menu_links(None, Addresses()))
        frame = views.Frame(beside, "", self._asker.version)
        page = views.refused(refused.message, frame)
        return Reply(refused.status, _TYPES[HTML], render(page).encode())

    # Answering --------------------------------------------------------------------------------

    def _reply(self, asked: Request) -> Reply:
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
            raise no_page()
        return self._answer(asked, question)

    def _answer(self, asked: Request, question: Question) -> Reply:
        if (asked.code is not None and not question.has_code) or (
            asked.code is None and question.needs_code
        ):
            raise no_page()
        fields = self._asker.fields(question.words)
        asked = replace(asked, fields=fields)
        if asked.form != HTML:
            return self._data(asked, question)
        words = asked.words(question)
        given = {option for option, value in asked.pairs if value}
        whole_plan = asked.name == "progress" and not flags_of(fields) & dict(asked.pairs).keys()
        if question.beside and question.beside[0] not in given:
            words = [*words, f"--{question.beside[0]}={question.beside[1]}"]
        if whole_plan:
            found = self._asker.overview(words)
            to = Addresses.of(found.head, asked.lang)
            return self._page(views.plans(found, asked.code, to, self._frame(asked, to)))
        if asked.name == "forecast":
            ahead = self._asker.outlook(words)
            to = Addresses.of(ahead.answer.head, asked.lang)
            return self._page(views.forecast(ahead, asked.code, to, self._frame(asked, to)))
        return self._question(asked, self._asker.ask(words))

    def _data(self, asked: Request, question: Question) -> Reply:
        if asked.form == PDF:
            raise no_page()
        answer = self._asker.ask(asked.words(question)).answer
        if len(answer.rows) > MOST_ROWS_AS_DATA:
            raise wrong(say("pages.too-much-data", most=MOST_ROWS_AS_DATA))
        face = as_json if asked.form == JSON else as_csv
        return Reply(200, _TYPES[asked.form], face.written(answer).encode())

    def _question(self, asked: Request, found: Asked) -> Reply:
        if len(found.answer.rows) > MOST_ROWS:
            raise wrong(say("pages.too-many-rows", most=MOST_ROWS))
        own = {option: value for option, value in asked.pairs if value}
        to = replace(Addresses.of(found.answer.head, asked.lang), own=own)
        frame = self._frame(asked, to)
        page = views.answered(found, asked.name, asked.code, to, frame, beside=self._beside(asked))
        return self._page(page)

    def _beside(self, asked: Request) -> Sequence[Any]:
        """The rows of another answer that one is drawn with, as it was known then."""
        other = DRAWN_WITH.get(asked.name)
        if other is None:
            return ()
        known = [f"--{name}={value}" for name, value in asked.pairs if name == "known-at" and value]
        return self._asker.ask([*QUESTIONS[other].words, *known]).answer.rows

    def _home(self, asked: Request) -> Reply:
        if asked.form != HTML:
            raise no_page()
        question = QUESTIONS["progress"]
        asked = replace(asked, fields=self._asker.fields(question.words), name="progress")
        found = self._asker.overview(asked.words(question))
        to = Addresses.of(found.head, asked.lang)
        return self._page(views.plans(found, None, to, self._frame(asked, to)))

    def _event(self, asked: Request) -> Reply:
        given = dict(asked.pairs)
        known_at = given.pop("known-at", None) or None
        code = asked.code or ""
        if given:
            raise wrong(say("pages.bad-name"))
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
            raise no_page()
        to = Addresses.of(answer.head, asked.lang)
        frame = self._frame(asked, to, f"--after={int(code) - 1}", "--limit=1")
        return self._page(views.event(answer, to, frame))

    def _audit(self, asked: Request) -> Reply:
        if asked.pairs:
            raise wrong(say("pages.bad-name"))
        found, listed = self._asker.proving(), self._asker.ask(QUESTIONS["checkpoints"].words)
        to = Addresses.of(found.head, asked.lang)
        return self._page(views.audit(found, listed, to, self._frame(asked, to)))

    def _report(self, asked: Request) -> Reply:
        code = (asked.code or "").removesuffix(".html")
        is_html = asked.form == HTML and asked.code != code
        if not (is_html or asked.form == PDF):
            raise no_page()
        fields = self._asker.fields(("report",))
        asked = replace(asked, code=code, fields=fields)
        options = [*asked.options, f"--lang={language()}"]
        body = self._asker.report(["report", *options, "--", code], is_pdf=not is_html)
        return Reply(200, _TYPES[HTML if is_html else PDF], body)

    def _page(self, page: Page) -> Reply:
        return Reply(200, _TYPES[HTML], render(page).encode())

    def _frame(self, asked: Request, to: Addresses, *behind: str) -> views.Frame:
        return frame(asked, to, self._asker.version, *behind)
