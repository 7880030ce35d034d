"""The report: one file that tells a promise, what became of it, and how to check that."""

from __future__ import annotations

import io
import re
import sys
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from conftest import Rientro
from serving import MEASURED_AND_NOTIFIED

JULY = "report FW-2018 --on 2018-07-31"
_ALONE = {"meta", "br", "path", "circle"}


class Read(HTMLParser):
    """A page that is read strictly: every element is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data

    def headings(self) -> list[str]:
        return [str(values.get("id")) for tag, values in self.tags if tag == "h2"]


def read(run: Rientro, words: str) -> Read:
    said = run.typed(words)
    assert said.exit_code == 0, said
    return Read(said.stdout)


def test_it_tells_the_promise_and_all_that_became_of_it_in_order(demo: Rientro) -> None:
    page = read(demo, f"{JULY} --since 2018-01-01")
    assert page.headings() == [
        "promise-FW-2018",
        "standing-FW-2018",
        "bridges",
        "whereabouts",
        "commitments-PROT-2017",
        "changed",
        "log",
        "checking",
    ]
    for said in (
        "Plan FW-2018: 140 of 220 posts are back (63.6\N{NO-BREAK SPACE}%)",
        "at the end of 31 July 2018",
        "The work of about 220 call-centre operators in Romania",
        "the announcement of 8 May 2018, in rientro's words",
        "At the end of 31 July 2018, 140 of 220 posts were back",
        "transferred out 34, reassigned 0, left 60, closing 126.",
        "126 stayed where they were, 34 moved to another place and 60 left.",
        "24 operators transferred from RO-IAS to IT-CAG",
        "rientro audit verify",
    ):
        assert said in page.text, said
    assert page.text.rstrip().endswith(
        "rientro report FW-2018 --on 2018-07-31 --since 2018-01-01T23:59:59.999999Z --lang en"
    )


def test_it_says_that_it_makes_the_date_or_why_that_cannot_be_told(demo: Rientro) -> None:
    assert "by 28 August 2018" in read(demo, JULY).text
    june = read(demo, "report FW-2018 --on 2018-06-30").text
    assert "There is no forecast. Plan FW-2018 has 7 whole weeks to draw from" in june
    assert "Will the deadline be met?" not in read(demo, "report FW-2018 --on 2018-09-30").text


def test_every_picture_has_a_caption_and_the_same_data_as_a_table(demo: Rientro) -> None:
    page = read(demo, JULY)
    tags = [tag for tag, _ in page.tags]
    figures = tags.count("figure")
    assert figures == 4
    assert tags.count("figcaption") == tags.count("details") == figures
    assert tags.count("svg") == 2 * figures
    assert tags.count("table") == figures + 2  # all countries, and the verdicts


def test_it_has_no_script_asks_nobody_and_leads_to_its_own_parts_only(demo: Rientro) -> None:
    page = read(demo, JULY)
    ids = [str(values["id"]) for _, values in page.tags if values.get("id")]
    assert len(ids) == len(set(ids))
    for tag, values in page.tags:
        assert tag not in {"script", "img", "iframe", "link", "form", "object", "embed", "base"}
        assert "style" not in values
        assert not any(name.startswith("on") or name == "src" for name in values)
        if "href" in values:
            assert str(values["href"])[1:] in ids, values
    policy = next(
        str(values["content"])
        for tag, values in page.tags
        if values.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_headings_go_down_one_level_at_a_time(demo: Rientro) -> None:
    levels = [int(tag[1]) for tag, _ in read(demo, JULY).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_without_a_plan_it_is_of_all(demo: Rientro, run: Rientro) -> None:
    assert "promise-FW-2018" in read(demo, "report --on 2018-07-31").headings()


def test_plans_with_nearly_the_same_code_are_told_apart(demo: Rientro) -> None:
    for code in ("P/1", "P-1"):
        announced = demo.typed(
            f"plan announce {code} --target 9 --from RO --to IT-CAG --baseline 2018-05-31 "
            "--deadline 2018-12-31 --on 2018-05-31"
        )
        assert announced.exit_code == 0
    page = read(demo, "report --on 2018-09-30")
    ids = [values["id"] for _, values in page.tags if values.get("id")]
    assert len(ids) == len(set(ids))
    assert "Plans on 30 September 2018" in page.text
    assert "Plan P/1: where it stands" in page.text


def test_a_ledger_without_a_plan_has_a_report_too(run: Rientro) -> None:
    run("init")
    page = read(run, "report --on 2019-01-01")
    assert page.headings() == ["bridges", "whereabouts", "log", "checking"]
    assert "Where posts are on 1 January 2019" in page.text


def test_as_known_before_the_plan_it_is_refused_and_before_the_baseline_it_has_no_course(
    demo: Rientro,
) -> None:
    demo.typed("report FW-2018 --known-at 2001-01-01").refused(3, "No plan FW-2018 was known")
    assert "there is no course to draw yet" in read(demo, "report FW-2018 --on 2018-05-01").text


def test_the_checkpoint_that_was_signed_is_named(signed: Rientro) -> None:
    page = read(signed, JULY)
    assert "checkpoint 1 of 665 events" in page.text
    assert "number 1, of 665 events, signed on" in page.text


def test_the_same_question_gives_the_same_bytes_small_enough_to_mail(demo: Rientro) -> None:
    first, again = demo.typed(JULY).stdout, demo.typed(JULY).stdout
    assert first == again
    assert len(first.encode()) <= 60_000 + 1_000 * first.count('<li id="at-')


def test_a_step_leads_to_what_took_effect_then_also_where_nobody_moved(demo: Rientro) -> None:
    demo.typed("site open IT-MIL --country IT --on 2018-06-01")
    demo.typed("hire OP-1 --at IT-MIL --contract FW-SB --on 2018-06-11")
    demo.typed("plan revise FW-2018 --add-to IT-MIL --reason agreed --on 2018-06-25")
    page = read(demo, "report FW-2018 --on 2018-08-31")
    hrefs = {str(values["href"]) for tag, values in page.tags if values.get("href")}
    html = demo.typed("report FW-2018 --on 2018-08-31").stdout
    *_, entry = html.partition("IT-MIL opened" if "IT-MIL opened" in html else "1 site opened")[
        0
    ].split('<li id="')
    assert f"#{entry.partition(chr(34))[0]}" in hrefs


def test_it_takes_the_place_of_an_earlier_report_only(demo: Rientro) -> None:
    assert demo.typed(f"{JULY} --to r.html").stderr == "Wrote the report r.html.\n"
    assert demo.typed("report FW-2018 --on 2018-09-30 --to r.html").exit_code == 0
    (demo.folder / "page.html").write_text("<!DOCTYPE html><html lang='en'>mine</html>")
    demo.typed(f"{JULY} --to page.html").refused(3, "page.html exists")
    assert demo.typed(f"{JULY} --to page.html --replace").exit_code == 0
    demo.typed(f"{JULY} --to {demo.ledger}").refused(2, "A report is FILE.html or FILE.pdf")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (f"{JULY} --to report.docx", "A report is FILE.html or FILE.pdf"),
        (f"{JULY} --open", "--open shows a file"),
        (f"{JULY} --lang xx", "xx"),
        (f"{JULY} --since 2018-02-01 --known-at 2018-01-01", "--since must not be later"),
    ],
)
def test_what_cannot_be_written_is_refused(demo: Rientro, words: str, told: str) -> None:
    demo.typed(words).refused(2, told)


def test_a_plan_that_nobody_announced_is_refused(demo: Rientro) -> None:
    demo.typed("report FW-2019").refused(3, "No plan FW-2019 is known")


# On paper -----------------------------------------------------------------------------------------


def test_on_paper_it_is_tagged_and_every_picture_is_told(demo: Rientro) -> None:
    pytest.importorskip("weasyprint", reason="WeasyPrint or Pango is not installed")
    pypdf = pytest.importorskip("pypdf")
    file = demo.folder / "r.pdf"
    assert demo.typed(f"{JULY} --to r.pdf").exit_code == 0
    written, at = file.read_bytes(), file.stat().st_mtime_ns
    assert demo.typed(f"{JULY} --to r.pdf").exit_code == 0  # over an earlier one
    assert file.read_bytes() == written
    assert file.stat().st_mtime_ns > at
    pdf = pypdf.PdfReader(io.BytesIO(written))
    catalog = pdf.trailer["/Root"]
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("en", True)
    assert re.search(rb'pdfuaid:part(="1"|>1<)', catalog["/Metadata"].get_data())
    told = [str(each.get("/Alt", "")) for each in _figures(catalog["/StructTreeRoot"])]
    assert len(told) == 4
    assert all(each.strip() for each in told)
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "140 of 220" in text
    assert "24 operators transferred from RO-IAS to IT-CAG" in text


def _figures(element: object) -> list[dict[str, object]]:
    """All pictures in the tree of what a PDF tells."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    if isinstance(element, IndirectObject):
        element = element.get_object()
    if isinstance(element, ArrayObject):
        return [each for part in element for each in _figures(part)]
    if not isinstance(element, DictionaryObject):
        return []
    own = [element] if element.get("/S") == "/Figure" else []
    return own + _figures(element["/K"]) if "/K" in element else own  # type: ignore[return-value]


def test_without_what_lays_out_paper_it_says_what_to_install(
    demo: Rientro, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    said = demo.typed(f"{JULY} --to r.pdf")
    said.refused(2, "pip install 'rientro[pdf]'")
    assert not (demo.folder / "r.pdf").exists()


def test_it_tells_each_clause_word_for_word_with_its_verdict_and_what_is_not_known(
    demo: Rientro,
) -> None:
    page = read(demo, "report FW-2018 --on 2018-09-30")
    for said in (
        "Protocol PROT-2017: who keeps what was signed",
        "il 95% delle attività effettuate in via diretta sia effettuato in Italia entro 6 mesi",
        "Il Sole 24 Ore",
        "420,200 contacts more would have had to be in IT",
        "Fastweb or Comdata: on which day FW-SB was agreed on (new).",
    ):
        assert said in page.text, said


def test_only_what_there_is_has_a_section(demo: Rientro) -> None:
    question = "report FW-2018 --on 2018-09-30"
    assert not {"quality", "notices"} & set(read(demo, question).headings())
    for line in MEASURED_AND_NOTIFIED:
        assert demo.typed(line).exit_code == 0
    page = read(demo, question)
    assert page.headings()[4:7] == ["commitments-PROT-2017", "quality", "notices"]
    for said in (
        "In seconds; less is better. Of 5 periods that are judged, the target was met in",
        "They stand beside the figures above, and do not explain them.",
        "In time: 0. Late: 1. Missing: 2. Still open: 0.",
        "13 days late",
    ):
        assert said in page.text, said


def test_a_plan_of_a_client_that_signed_nothing_has_no_commitments(demo: Rientro) -> None:
    announced = demo.typed(
        "plan announce P-2 --target 9 --from RO --to IT-CAG --baseline 2018-05-31 "
        "--deadline 2018-12-31 --on 2018-05-31 --client TIM"
    )
    assert announced.exit_code == 0
    assert "commitments-PROT-2017" not in read(demo, "report P-2 --on 2018-09-30").headings()
    assert "commitments-PROT-2017" in read(demo, "report --on 2018-09-30").headings()
