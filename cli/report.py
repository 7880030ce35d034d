"""`report`: one file that tells a promise, what became of it, and how to check that."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.commands import OneOf, command
from cli.options import known_at, on_day, replace, tell_what_is_to_come
from cli.session import Session, pass_session
from cli.values import INSTANT, NEW_FILE, PLAN
from faces.words import languages

if TYPE_CHECKING:
    from answers.report import Report
    from ledger.signing.bundle import Beside

_PDF, _HTML = ".pdf", {".html", ".htm"}


@command(
    short_help="Write a report: figures, pictures, log, and how to check it.",
    epilog="Example: rientro report FW-2018 --on 2018-07-31 --to fw-2018.html",
)
@click.argument("plan", type=PLAN, required=False)
@on_day
@known_at
@click.option(
    "--since",
    type=INSTANT,
    callback=tell_what_is_to_come,
    help="Tell what was learnt since then, in UTC; a date means its end.",
)
@click.option("--lang", type=OneOf(languages()), help="The language; that in use unless given.")
@click.option(
    "--to",
    type=NEW_FILE,
    metavar="FILE",
    help="FILE.html or FILE.pdf, over an earlier report at most; HTML on stdout unless given.",
)
@replace
@click.option("--open", "open_", is_flag=True, help="Show the file when it is written.")
@pass_session
def report(
    session: Session,
    plan: str | None,
    on: date | None,
    known_at: datetime | None,
    since: datetime | None,
    lang: str | None,
    to: Path | None,
    replace: bool,
    open_: bool,
) -> None:
    """Write a report on a plan, or on all: one file without script that asks nobody for anything.

    It tells the promise, where it stands, what led there, where each post was and is, what was
    recorded, and how to check it. The same ledger and question give the same bytes.
    """
    if open_ and to is None:
        raise click.UsageError("--open shows a file: name it with --to FILE.html.")
    if since is not None and known_at is not None and since > known_at:
        raise click.UsageError("--since must not be later than --known-at.")
    is_pdf = to is not None and to.suffix.lower() == _PDF
    if to is not None and not is_pdf and to.suffix.lower() not in _HTML:
        raise click.UsageError("A report is FILE.html or FILE.pdf.")
    target = None
    if to is not None:
        from ledger.exchange.target import Target
        from ledger.store.file_kinds import REPORT

        own = session.database().files
        target = Target(to, over=frozenset({REPORT}), replace=replace, not_over=own)
        target.check()
    found = found_report(session, plan, session.day(on), known_at, since)
    written = written_report(found, since, lang, is_pdf=is_pdf)
    if target is None:
        from faces.terminal import put

        put(written.decode())
        return
    with target.written() as file:
        file.write(written)
    session.tell("report.wrote", to=target.path)
    if open_:
        click.launch(str(target.path))


def found_report(
    session: Session,
    plan: str | None,
    on: date,
    known_at: datetime | None,
    since: datetime | None,
) -> Report:
    """The answers of a report; `since` is an instant whose knowledge it is compared with."""
    from answers.report import report as asked

    ledger = session.readings()
    with ExitStack() as readings:
        view = readings.enter_context(ledger.asking(known_at))
        before = readings.enter_context(ledger.asking(since)) if since is not None else None
        return asked(ledger, view, plan, on, before=before)


def written_report(
    found: Report, since: datetime | None, lang: str | None, *, is_pdf: bool
) -> bytes:
    """The report as HTML or PDF, in a language or in that which is spoken."""
    from importlib.metadata import version

    from faces.html.paper import NoPaper
    from faces.report import as_html, as_pdf
    from faces.words import language, speaking

    with speaking(lang or language()):
        if not is_pdf:
            return as_html(found, version("rientro"), since=since).encode()
        try:
            return as_pdf(found, version("rientro"), since=since)
        except NoPaper as error:
            from faces.words import say

            raise click.UsageError(say("report.no-paper", why=error)) from None


def to_look_at(session: Session) -> Beside:
    """What stands in a bundle for people: a report in every language, and all movements.

    The reports are of the day on which the last event was recorded, so that the same history gives
    the same bundle.
    """
    from answers.report import last_recorded_on
    from answers.report import report as asked
    from faces.words import say, speaking
    from faces.words.catalogue import ENGLISH
    from ledger.exchange.exports import MOVEMENTS
    from ledger.signing.bundle import Beside

    ledger, movements = session.readings(), BytesIO()
    with ledger.asking() as view:
        found = asked(ledger, view, None, last_recorded_on(ledger, view))
        MOVEMENTS["csv"](ledger.database, view, movements, session.meter("Exporting"))
    reports = {
        f"report-{lang}.html": written_report(found, None, lang, is_pdf=False)
        for lang in languages()
    }
    files = {**reports, "movements.csv": movements.getvalue()}
    with speaking(ENGLISH):  # as all that is told in a bundle
        named = ", ".join(f"`{name}`" for name in files)
        heading, told = say("bundle.look-first"), say("bundle.beside", named=named)
    return Beside(files, f"\n## {heading}\n\n{told}\n")
