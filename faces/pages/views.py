"""What a page of a server shows of an answer: pictures where there are any, and tables with links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from answers.log import LogAnswer
from faces.as_table import blocks
from faces.html import speech
from faces.html.blocks import Block, Command, Grid, Pairs, Prose, Section, of_page
from faces.html.page import Link, Page
from faces.html.question import question
from faces.html.sections.bridges import bridges
from faces.html.sections.checking import checking
from faces.html.sections.commitments import by_verdict
from faces.html.sections.promise import promise
from faces.html.sections.standing import standing
from faces.html.sections.whereabouts import whereabouts
from faces.html.speech import Typed, bdi, told
from faces.pages.asker import Asked
from faces.pages.drawn import drawn, takes_the_place_of_its_tables
from faces.show import remarks
from faces.words import heading, say

if TYPE_CHECKING:
    from markupsafe import Markup

    from answers.answer import Answer, Envelope
    from answers.looking import EventAnswer, Outlook, Overview, Proving
    from faces.html.page import Beside
    from faces.pages.addresses import Addresses


_WITH_LOG = {"site-show": "site", "contract-show": "contract"}
"""What is shown with links to those who are there, by the name of the filter."""
_OF_ONE = frozenset({"progress", "forecast", "commitments", "review", "volumes"})
"""The pages whose title is another sentence if they are about one thing."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around whatever a page shows."""

    beside: Beside
    command: str
    version: str

    def page(self, title: Markup, head: Envelope | None, sections: Sequence[Section]) -> Page:
        """The page."""
        ledger = head.ledger if head else "rientro"
        return Page(
            name=say("pages.name", title=title.striptags(), ledger=ledger),
            title=title,
            question=list(question(head)) if head else [],
            sections=sections,
            command=self.command,
            version=self.version,
            beside=self.beside,
        )


def title_of(name: str, code: str | None = None) -> Markup:
    """What a page is called, and what it is about."""
    if code is None:
        return told(f"pages.title.{name}")
    if name in _OF_ONE:
        return told(f"pages.title.{name}.of", code=Typed(code))
    return told("pages.title.about", title=told(f"pages.title.{name}"), code=Typed(code))


def answered(
    asked: Asked,
    name: str,
    code: str | None,
    to: Addresses,
    frame: Frame,
    *,
    beside: Sequence[Any] = (),
) -> Page:
    """The page of an answer to a question of the command line.

    `beside` are the rows of another answer that it is drawn with.
    """
    sections = [*drawn(asked.answer, to, beside), *_sections(asked, to)]
    return frame.page(title_of(name, code), asked.answer.head, sections)


def _sections(asked: Asked, to: Addresses) -> Iterator[Section]:
    answer = asked.answer
    shown = list(_linked(answer, to))
    if isinstance(answer, LogAnswer) and answer.rows:
        more = answer.rows[-1].position
        if more < answer.head.position:
            shown.append(_more(to, more))
    if answer.schema in _WITH_LOG and answer.rows:
        shown.append(_in_line(_behind(answer, to)))
    if not takes_the_place_of_its_tables(answer):
        yield Section("answer", told("pages.answer"), shown)
    said = [*remarks(answer), *asked.told]
    if said:
        yield Section("told", told("pages.told"), [Prose(bdi(each)) for each in said])


def _behind(answer: Answer[Any], to: Addresses) -> Iterator[Link]:
    """Who is at a site or works on a contract, and what happened there."""
    name = _WITH_LOG[answer.schema]
    own = {name: getattr(getattr(answer.rows[0], name), name)}
    yield Link(told("pages.menu.operators"), to.to("operators", **own, on=to.on))
    yield Link(told("pages.what-happened"), to.to("log", **own))


def _linked(answer: Answer[Any], to: Addresses) -> Iterator[Block]:
    for block in of_page(blocks(answer)):
        yield _with_links(block, answer, to) if isinstance(block, Grid) else block


def _with_links(grid: Grid, answer: Answer[Any], to: Addresses) -> Grid:
    def href(row: Any, at: int) -> str | None:
        return to.cell(answer, grid.columns[at], row)

    return grid._replace(href=href)


def _more(to: Addresses, position: int) -> Block:
    href = to.to("log", **{**to.own, "after": position})
    return _in_line([Link(told("pages.more", position=position + 1), href)])


def _in_line(links: Iterable[Link]) -> Prose:
    """Links beside each other."""
    from markupsafe import Markup

    return Prose(Markup(" · ").join(link.anchor for link in links), "links")


def plans(found: Overview, code: str | None, to: Addresses, frame: Frame) -> Page:
    """All plans with their course; or one, with what led there."""
    title = title_of("progress", code) if code else told("pages.home")
    sections = list(_of_plans(found, code, to))
    if found.verdicts:
        sections.append(_with_reviews(by_verdict(found.verdicts, to), found, to))
    return frame.page(title, found.head, sections)


def _of_plans(found: Overview, code: str | None, to: Addresses) -> Iterator[Section]:
    on, wording = found.head.on, speech.wording()
    if on is None or not found.parts:
        yield Section("plans", told("pages.home"), [Prose(told("pages.no-plans"), "quiet")])
        return
    for part in found.parts:
        if code is not None:
            yield promise(part.row.facts, on, alone=True)
        section = standing(part, on, to, wording, alone=code is not None)
        links = _links_of_plan(part.row.plan, to, is_alone=code is not None)
        yield section._replace(blocks=[*section.blocks, _in_line(links)])
    if found.bridge is not None:
        yield bridges(found.bridge, wording, partial(to.figure, found.bridge))
    if (answer := found.whereabouts) is not None:
        ways = partial(to.between, answer.by, since=answer.since)
        yield whereabouts(answer, found.sites, wording, ways)


def _with_reviews(section: Section, found: Overview, to: Addresses) -> Section:
    """The section, and below it the reviews of its protocols."""
    codes = dict.fromkeys(row.protocol for row in found.verdicts)
    links = [
        Link(told("pages.review", protocol=Typed(code)), to.to("review", code, on=to.on))
        for code in codes
    ]
    return section._replace(blocks=[*section.blocks, _in_line(links)])


def _links_of_plan(plan: str, to: Addresses, *, is_alone: bool) -> list[Link]:
    on = to.on
    if not is_alone:
        return [Link(told("pages.whole-plan"), to.to("progress", plan, on=on))]
    return [
        Link(told("pages.forecast"), to.to("forecast", plan, on=on)),
        Link(told("pages.history"), to.to("progress", plan, on=on, history="")),
        Link(told("pages.operators"), to.to("progress", plan, on=on, operators="")),
        Link(told("pages.report"), to.to("report", f"{plan}.html", on=on)),
        Link(told("pages.paper"), to.to("report", f"{plan}.pdf", on=on)),
    ]


def forecast(found: Outlook, code: str | None, to: Addresses, frame: Frame) -> Page:
    """Whether a plan makes its date."""
    from faces.html.sections.outlook import outlook

    on, answer = found.answer.head.on, found.answer
    if on is None or not answer.rows[0].forecast.remaining:
        sections = list(_sections(Asked(answer, ()), to))
    else:
        section = outlook(found, on, to, speech.wording())
        link = Link(
            told("pages.whole-plan"), to.to("progress", answer.rows[0].forecast.plan, on=on)
        )
        sections = [section._replace(blocks=[*section.blocks, _in_line([link])])]
    return frame.page(title_of("forecast", code), answer.head, sections)


def event(answer: EventAnswer, to: Addresses, frame: Frame) -> Page:
    """An event in words and as it is stored, with what proves it."""
    (row,) = answer.rows
    title = told("pages.title.event", position=str(row.position))
    shown = list(_event(answer, to))
    return frame.page(title, answer.head, shown)


def _event(answer: EventAnswer, to: Addresses) -> Iterator[Section]:
    from faces.words.said import in_words

    (row,) = answer.rows
    facts: list[tuple[Markup | str, Markup | str]] = [
        (heading("recorded_at"), speech.instant(row.recorded_at)),
        (heading("by"), bdi(row.recorded_by)),
    ]
    if row.batch:
        link = Link(bdi(row.batch), to.subject("batch", row.batch))
        facts.append((heading("batch"), link.anchor))
    kind, _, code = row.stream.partition(":")
    if kind in ("operator", "site", "contract", "plan"):
        link = Link(bdi(code), to.subject(kind, code))  # type: ignore[arg-type]
        facts.append((heading(kind), link.anchor))
    yield Section("event", told("pages.answer"), [Prose(bdi(in_words(row.words))), Pairs(facts)])
    own = str(row.position)
    files = [Link(told("pages.line"), to.to("event", f"{own}.event"))]
    covered = told("pages.not-covered")
    if answer.covered_by is not None:
        covered = told("pages.covered", size=speech.number(answer.covered_by))
        files.append(Link(told("pages.proof"), to.to("event", f"{own}.tlog-proof")))
    shown: list[Block] = [
        Prose(told("pages.as-stored.how")),
        Command(answer.line),
        Pairs([(told("pages.leaf-hash"), bdi(answer.leaf_hash))]),
        Prose(covered),
        _in_line(files),
    ]
    if answer.covered_by is not None:
        shown.append(Prose(told("pages.check")))
        shown.append(
            Command(
                f"rientro audit check-proof {own}.tlog-proof --event {own}.event "
                "--public-key KEPT.key.pub"
            )
        )
    yield Section("stored", told("pages.as-stored"), shown)


def audit(found: Proving, listed: Asked, to: Addresses, frame: Frame) -> Page:
    """What is proved and what is not, and the checkpoints that were signed."""
    sections = [
        checking(found.head, found.root, found.checkpoint),
        Section("checkpoints", told("pages.title.checkpoints"), list(_linked(listed.answer, to))),
    ]
    return frame.page(title_of("audit"), found.head, sections)


def refused(message: str, frame: Frame) -> Page:
    """Why there is no answer."""
    home = Link(told("pages.to-the-plans"), "/")
    shown: list[Block] = [Prose(bdi(message)), _in_line([home])]
    return frame.page(told("pages.refused"), None, [Section("refused", told("pages.why"), shown)])
