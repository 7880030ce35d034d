"""A protocol on a day: what was signed, who keeps it, what is not known, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, ClassVar

from answers.answer import Answer, Envelope
from answers.commitments.clauses import CommitmentTermsRow
from answers.commitments.known import cases
from answers.commitments.missing import NotKnownRow, not_known
from answers.commitments.verdicts import VerdictRow
from answers.notices import NoticeDueRow, notices_about
from answers.progress import ProgressRow, progress_row
from answers.quality import QualityShownRow, quality_of
from answers.shape import LEADS, UNTOLD, Key
from domain.commitments.shares import Month, amount_text
from domain.law.home import home
from domain.words import PlanStatus
from projections.commitments.known import contract_facts, corrections, figures
from projections.commitments.known_protocols import ProtocolKnown
from projections.judging.commitments import CommitmentJudgment, CommitmentRow
from projections.judging.restated import RestatedRow, restated
from projections.judging.sector import Outcome, Sector, outcome, sector
from projections.plan_course import PlanCourse
from projections.plans import plan_list

if TYPE_CHECKING:
    from projections.view import View

NOTHING_KNOWN: Mapping[str, ProgressRow] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A protocol with the text in force on the day."""

    code: str
    title: str
    source: str | None
    review_on: date | None
    ends_on: date | None
    renews: bool
    terms: Sequence[CommitmentTermsRow]
    signed_on: date | None
    """From when the first text held; none where it is only drafted, or not yet signed on the day."""
    effective_on: date
    """From when the text shown holds."""
    reason: str | None
    """Why it was signed anew."""
    ended_on: date | None
    """The first day not in force, if somebody ended it."""


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """A client that joined, and what its commitments come to."""

    signatory: str
    joined_on: date
    rejoined_on: date | None
    left_on: date | None
    outcome: Outcome
    turnover: str | None
    year: int | None
    verdicts: Sequence[VerdictRow]


@dataclass(frozen=True, slots=True)
class PlanStandRow:
    """Where a plan of a signatory stands, beside its commitments."""

    plan: str
    client: str
    target: int
    deadline_on: date
    brought_back: int
    percent: float
    status: PlanStatus
    held: bool

    @classmethod
    def of(cls, row: ProgressRow) -> PlanStandRow:
        """A plan's progress, in short."""
        return cls(
            plan=row.plan,
            client=row.facts.client or "",
            target=row.target,
            deadline_on=row.deadline_on,
            brought_back=row.brought_back,
            percent=row.percent,
            status=row.status,
            held=row.held,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer(Answer[CommitmentRow]):
    """A protocol on a day, for whoever reviews it. Its rows are the commitments."""

    schema: ClassVar[str] = "review"
    rows: Annotated[Sequence[CommitmentRow], Key("commitments")]
    protocol: Annotated[ReviewedRow, LEADS]
    signatories: Annotated[Sequence[SignatoryRow], LEADS]
    turnover: Sector
    quality: Sequence[QualityShownRow]
    """The quality of the signatories' contracts since the first of them joined."""
    notices: Sequence[NoticeDueRow]
    """The notices that are or were due of work on these contracts since then."""
    plans: Sequence[PlanStandRow]
    missing: Sequence[NotKnownRow]
    restated: Sequence[RestatedRow]
    judgments: Annotated[Sequence[CommitmentJudgment], UNTOLD]
    place: Annotated[str, UNTOLD]
    """Whose share, heads and moves stand beside quality."""

    @property
    def is_broken(self) -> bool:
        """Whether a commitment is broken, or a notice is late or missing."""
        return any(judgment.verdict == "broken" for judgment in self.judgments) or any(
            notice.verdict in ("late", "missing") for notice in self.notices
        )


def review_of(
    view: View, protocol: str, on: date, stands: Mapping[str, ProgressRow] = NOTHING_KNOWN
) -> ReviewAnswer:
    """The protocol on the day; refuses one that is not known.

    `stands` are plans of which it is known already where they stand on the day.
    """
    (case,) = cases(view, protocol, None)
    contracts, wanted = contract_facts(view, on), case.wanted([on])
    sums = figures(view, wanted)
    judgments = case.judged(on, contracts, sums)
    verdicts = {
        one.name: [each for each in judgments if each.signatory == one.name]
        for one in case.signatories
    }
    known = case.protocol
    theirs = frozenset(code for code, each in contracts.items() if each.client in verdicts)
    return ReviewAnswer(
        head=Envelope.of(view, on),
        rows=[row for judgment in judgments for row in judgment.rows],
        protocol=_protocol(known, on),
        signatories=[_signatory(known, name, verdicts[name], on) for name in verdicts],
        turnover=sector(
            known.together,
            known.turnover_shares,
            {name: [each.verdict for each in own] for name, own in verdicts.items()},
        ),
        quality=_quality(view, known, theirs, on),
        place=_place(known, on),
        notices=notices_about(view, on, theirs, since=_first_joined(known)),
        plans=_plans(view, set(verdicts), on, stands),
        missing=not_known(judgments, contracts, sums, known.turnover),
        restated=restated(
            known.facts,
            case.signatories,
            contracts,
            sums,
            corrections(view, wanted.months),
            on,
        ),
        judgments=judgments,
    )


def _protocol(known: ProtocolKnown, on: date) -> ReviewedRow:
    """The protocol with the text in force on the day, or the first one where none is yet."""
    texts = known.signings or known.drafts
    in_force = texts[0]
    for text in texts:
        if in_force.effective_on <= text.effective_on <= on:
            in_force = text
    terms = in_force.terms
    return ReviewedRow(
        code=known.code,
        title=terms.title,
        source=in_force.source,
        review_on=terms.review_on,
        ends_on=terms.ends_on,
        renews=terms.renews,
        terms=list(map(CommitmentTermsRow.of, terms.commitments)),
        signed_on=min((each.effective_on for each in known.signings), default=None),
        effective_on=in_force.effective_on,
        reason=in_force.reason,
        ended_on=known.ended_on,
    )


def _signatory(
    known: ProtocolKnown, name: str, judgments: Sequence[CommitmentJudgment], on: date
) -> SignatoryRow:
    stays = known.stays[name]
    so_far = [stay for stay in stays if stay.joined_on <= on]
    latest = so_far[-1] if so_far else stays[0]
    share = known.turnover.get(name)
    return SignatoryRow(
        signatory=name,
        joined_on=stays[0].joined_on,
        rejoined_on=latest.joined_on if latest is not stays[0] else None,
        left_on=latest.left_on if latest.left_on is not None and latest.left_on <= on else None,
        outcome=outcome(each.verdict for each in judgments),
        turnover=None if share is None else amount_text(share.share),
        year=None if share is None else share.year,
        verdicts=list(map(VerdictRow.of, judgments)),
    )


def _first_joined(known: ProtocolKnown) -> date | None:
    """The day on which the first signatory joined."""
    return min((stays[0].joined_on for stays in known.stays.values()), default=None)


def _quality(
    view: View, known: ProtocolKnown, contracts: frozenset[str], on: date
) -> list[QualityShownRow]:
    """The quality of the contracts since the first signatory joined."""
    since = _first_joined(known)
    if since is None or since > on:
        return []
    place = _place(known, on)
    return quality_of(view, on, contracts=contracts, since=Month.of(since), place=place)


def _place(known: ProtocolKnown, on: date) -> str:
    """The place that the text in force names, if it is one, else that of the shipped terms."""
    signing = known.facts.signing_on(on)
    places = {each.place for each in signing.terms.commitments} if signing else set()
    return places.pop() if len(places) == 1 else home()


def _plans(
    view: View, clients: set[str], on: date, stands: Mapping[str, ProgressRow]
) -> list[PlanStandRow]:
    """Where the signatories' plans stand, as far as they were announced by the day."""
    theirs = [
        facts for facts in plan_list(view) if facts.client in clients and facts.announced_on <= on
    ]
    return [
        PlanStandRow.of(stands.get(facts.plan) or progress_row(PlanCourse(view, facts, on)))
        for facts in theirs
    ]
