"""The report: one file that tells a promise, what became of it, and how to check that.

To add a section, write it in `faces/html/sections/`, give its answer to `answers.report`, and name
it in `_sections` where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

from faces.html import speech
from faces.html.links import WithinFile
from faces.html.page import Page, render
from faces.html.question import question
from faces.html.sections.bridges import bridges
from faces.html.sections.checking import checking
from faces.html.sections.log import log
from faces.html.sections.promise import promise
from faces.html.sections.standing import standing
from faces.html.sections.whereabouts import whereabouts
from faces.html.speech import Typed, told
from faces.words import say

if TYPE_CHECKING:
    from datetime import date, datetime

    from markupsafe import Markup

    from answers.report import Report
    from faces.html.blocks import Section
    from faces.pictures.values import Wording


def as_html(report: Report, version: str, *, since: datetime | None = None) -> str:
    """The report as one file for a browser; `since` is what it was asked to compare with."""
    return render(page(report, version, since=since))


def as_pdf(report: Report, version: str, *, since: datetime | None = None) -> bytes:
    """The report for paper; refused where what lays out paper is not installed."""
    from faces.html.paper import pdf

    return pdf(render(page(report, version, since=since, for_paper=True)))


def page(
    report: Report, version: str, *, since: datetime | None = None, for_paper: bool = False
) -> Page:
    """The report as a page."""
    on = _day(report)
    title = _title(report, on)
    return Page(
        name=say("look.name", title=title.striptags(), ledger=report.head.ledger),
        title=title,
        question=list(_question(report)),
        sections=list(_sections(report, on, for_paper=for_paper)),
        command=_command(report, on, since),
        version=version,
        for_paper=for_paper,
    )


def _day(report: Report) -> date:
    on = report.head.on
    if on is None:
        raise ValueError("A report is of a day.")
    return on


def _sections(report: Report, on: date, *, for_paper: bool) -> Iterator[Section]:
    """The sections in their order."""
    links, wording = WithinFile(report.chapters), speech.wording(for_paper=for_paper)
    for part in report.plans:
        alone = len(report.plans) == 1
        yield promise(part.row.facts, on, alone=alone)
        yield standing(part, on, links, wording, alone=alone)
    yield bridges(report.bridge, wording)
    yield whereabouts(report.whereabouts, report.sites, wording)
    yield from _beside_plans(report, wording)
    if report.changed is not None:
        from faces.html.sections.changed import changed

        yield changed(report.changed, links)
    yield log(report.chapters, links)
    yield checking(report.head, report.root, report.checkpoint)


def _beside_plans(report: Report, wording: Wording) -> Iterator[Section]:
    """What was signed, quality and notices, as far as there is anything of the kind."""
    if report.reviews:
        from faces.html.sections.commitments import commitments

        yield from map(commitments, report.reviews)
    if report.quality is not None:
        from faces.html.sections.quality import quality

        found = report.quality
        yield quality(found.answer.rows, found.answer.place, found.indicators, wording)
    if report.notices:
        from faces.html.sections.notices import notices

        yield notices(report.notices)


def _title(report: Report, on: date) -> Markup:
    if not report.plans:
        return told("look.title.none", day=speech.day(on))
    if len(report.plans) > 1:
        return told("look.title.plans", day=speech.day(on))
    (part,) = report.plans
    return told(
        "look.title",
        plan=Typed(part.row.plan),
        brought_back=speech.number(part.row.brought_back),
        target=speech.number(part.row.target),
        percent=speech.percent(part.row.rounded_percent),
    )


def _question(report: Report) -> Iterator[Markup]:
    yield from question(report.head)
    if report.checkpoint is not None:
        number, size = report.checkpoint.number, report.checkpoint.size
        yield told("look.checkpoint.short", number=speech.number(number), size=speech.number(size))


def _command(report: Report, on: date, since: datetime | None) -> str:
    words = ["rientro", "report"]
    if report.plan is not None:
        words.append(quote(report.plan))
    words += ["--on", on.isoformat()]
    for option, at in (("--known-at", report.head.known_at), ("--since", since)):
        if at is not None:
            words += [option, f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"]
    return " ".join([*words, "--lang", speech.tag()])
