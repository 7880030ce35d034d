"""An event that somebody put into the log past the rules is found, and the broken rule is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from ledgers import Desk, batch
from places import Place

from domain.batches import BatchRecorded
from domain.contracts.contract_commands import EndContract
from domain.contracts.contract_events import ContractEnded, ContractEndVoided, ContractSigned
from domain.event import Event
from domain.logbook import LedgerOpened
from domain.placement import Placement
from domain.places.site_commands import CloseSite
from domain.places.site_events import (
    AttestationVoided,
    HeadcountAttested,
    SiteClosed,
    SiteClosingVoided,
    SiteDownsized,
    SiteOpened,
)
from domain.plans.plan_commands import WithdrawPlan
from domain.plans.plan_events import AtSite, InCountry, PlanAnnounced, PlanRevised, PlanWithdrawn
from domain.recorded import Recorded
from domain.workforce.movement_events import (
    MovementVoided,
    OperatorHired,
    OperatorLeft,
    OperatorReassigned,
    OperatorTransferred,
)
from faces.refused import finding_in_words
from ledger.audit.findings import Finding, Kind
from ledger.store.codec import RawEvent, to_stored

JANUARY, MARCH, MAY, JUNE, JULY, AUGUST = (date(2018, month, 1) for month in (1, 3, 5, 6, 7, 8))
THERE, HERE = Placement("RO-IAS"), Placement("IT-CAG")


def recorded(desk: Desk) -> None:
    """OP-1 was transferred home in July, OP-2 stays, OP-3 left; one of everything is over."""
    for site in ("RO-IAS", "IT-CAG", "RO-BUC"):
        desk.open(site, JANUARY)
    desk.ledger.record(CloseSite("RO-BUC", reason="moved", effective_on=JUNE))
    for contract in ("SOHO", "OVER"):
        desk.sign(contract, JANUARY)
    desk.ledger.record(EndContract("OVER", reason="over", effective_on=MARCH))
    for plan in ("HOME", "GONE"):
        desk.announce(
            plan, target=2, origins=["RO"], destinations=["IT"], baseline=MARCH, deadline=AUGUST
        )
    desk.ledger.record(WithdrawPlan("GONE", reason="given up", effective_on=MAY))
    desk.hire("OP-1", "OP-2", "OP-3", at="RO-IAS", on=JUNE, terms=batch("june"))
    desk.transfer("OP-1", to="IT-CAG", on=JULY)
    desk.leave("OP-3", on=JULY)
    assert desk.findings() == []


@pytest.fixture
def desk(place: Place) -> Desk:
    """A ledger of which the tests may make what they like."""
    return Desk.where(place, recorded)


def put(desk: Desk, *raw: RawEvent) -> None:
    """Store events as they are; no rule is asked."""
    # Who makes a ledger goes by no gate, as a superuser does.
    with desk.database.creating() as connection:
        desk.database.append(connection, raw)


def forged(
    desk: Desk,
    stream: str,
    event: Event,
    *,
    version: int | None = None,
    recorded_at: datetime | None = None,
    batch_name: str | None = None,
) -> RawEvent:
    """The event as if it had been recorded, in its place in the stream unless another is given."""
    streams = [each for (each,) in desk.sql("SELECT originator_id FROM stored_events")]
    return to_stored(
        Recorded(
            position=0,
            stream=stream,
            version=version or streams.count(stream) + 1,
            recorded_at=recorded_at or desk.clock(),
            recorded_by="mallory",
            batch=batch_name,
            event=event,
        )
    )


def found(desk: Desk) -> list[Finding]:
    """What a replay of all events finds in them; what the figures make of them is another matter."""
    ((last,),) = desk.sql(f"SELECT max({desk.place.position_column}) FROM stored_events")
    with desk.ledger.replaying(until=last) as replay:
        for _ in replay.chapters():
            pass
    return replay.findings.kept


def found_beside_figures(desk: Desk) -> list[Finding]:
    """The same where the last event may be one that cannot be read, at which no replay can stop."""
    return [each for each in desk.findings() if each.kind is not Kind.READ_MODEL_DIFFERS]


def plan(**terms: Any) -> PlanAnnounced:
    promised: dict[str, Any] = {
        **dict.fromkeys(("statement", "source", "client", "supplier")),
        "origins": (InCountry(country="RO"),),
        "destinations": (AtSite(site="IT-CAG"),),
        "contracts": (),
        "target": 2,
        "baseline_on": MARCH,
        "deadline_on": AUGUST,
        "effective_on": AUGUST,
    }
    return PlanAnnounced(**promised | terms)


def hired(at: Placement, on: date = AUGUST) -> OperatorHired:
    return OperatorHired(placement=at, effective_on=on)


def moved(origin: Placement, destination: Placement, on: date = AUGUST) -> OperatorTransferred:
    return OperatorTransferred(origin=origin, destination=destination, effective_on=on)


def left(at: Placement, on: date = AUGUST) -> OperatorLeft:
    return OperatorLeft(placement=at, reason="resigned", effective_on=on)


def voided(version: int, was: Placement | None, restored: Placement | None) -> MovementVoided:
    return MovementVoided(
        version=version, was=was, restored=restored, effective_on=JULY, reason="forged"
    )


OPENED = SiteOpened(
    name="X", country="RO", region=None, city=None, employer=None, effective_on=JANUARY
)
SIGNED = ContractSigned(client="Fastweb", supplier=None, service=None, effective_on=JANUARY)

NOT_ALLOWED: dict[str, tuple[str, Event, str]] = {
    # Operators
    "hired twice": ("operator:OP-2", hired(HERE), "AlreadyHired"),
    "moved and never hired": ("operator:OP-9", moved(THERE, HERE), "NotHired"),
    "moved after leaving": ("operator:OP-3", moved(THERE, HERE), "AlreadyLeft"),
    "left twice": ("operator:OP-3", left(THERE), "AlreadyLeft"),
    "moved before the latest movement": (
        "operator:OP-1",
        moved(HERE, THERE, JUNE),
        "OutOfOrder",
    ),
    "moved from elsewhere": ("operator:OP-1", moved(THERE, HERE), "HistoryDiffers"),
    "left from elsewhere": ("operator:OP-1", left(THERE), "HistoryDiffers"),
    "moved to the same site": (
        "operator:OP-1",
        moved(HERE, Placement("IT-CAG", "SOHO")),
        "SameSite",
    ),
    "reassigned to another site": (
        "operator:OP-1",
        OperatorReassigned(before=HERE, after=THERE, effective_on=AUGUST),
        "HistoryDiffers",
    ),
    "reassigned to the same": (
        "operator:OP-1",
        OperatorReassigned(before=HERE, after=HERE, effective_on=AUGUST),
        "NothingChanges",
    ),
    "at other hours than before": (
        "operator:OP-1",
        moved(Placement("IT-CAG", None, Decimal("0.5")), THERE),
        "HistoryDiffers",
    ),
    "hired at a site that nobody opened": ("operator:OP-9", hired(Placement("X")), "UnknownSite"),
    "hired before the site opens": (
        "operator:OP-9",
        hired(HERE, date(2017, 12, 31)),
        "SiteNotYetOpen",
    ),
    "hired at a closed site": ("operator:OP-9", hired(Placement("RO-BUC")), "SiteIsClosed"),
    "on a contract that nobody signed": (
        "operator:OP-9",
        hired(Placement("IT-CAG", "X")),
        "UnknownContract",
    ),
    "on a contract that is over": (
        "operator:OP-9",
        hired(Placement("IT-CAG", "OVER")),
        "ContractNotRunning",
    ),
    "voided and never hired": ("operator:OP-9", voided(1, HERE, None), "NothingToVoid"),
    "voided a movement that is not the latest": (
        "operator:OP-1",
        voided(1, THERE, None),
        "NotLatestMovement",
    ),
    "voided with another past": ("operator:OP-1", voided(2, HERE, HERE), "HistoryDiffers"),
    "under a person's address": ("operator:a.b@x.it", hired(HERE), "PersonalCode"),
    "under no code": ("operator:O P", hired(HERE), "InvalidCode"),
    # Sites
    "a site opened twice": ("site:IT-CAG", OPENED, "SiteAlreadyOpen"),
    "a site under no code": ("site:", OPENED, "InvalidCode"),
    "a site closed that nobody opened": (
        "site:X",
        SiteClosed(reason="moved", effective_on=AUGUST),
        "UnknownSite",
    ),
    "a site closed twice": (
        "site:RO-BUC",
        SiteClosed(reason="moved", effective_on=AUGUST),
        "SiteAlreadyClosed",
    ),
    "a site closed before it opened": (
        "site:IT-CAG",
        SiteClosed(reason="moved", effective_on=date(2017, 1, 1)),
        "SiteClosesTooEarly",
    ),
    "a site closed with somebody there": (
        "site:IT-CAG",
        SiteClosed(reason="moved", effective_on=AUGUST),
        "SiteNotEmpty",
    ),
    "more downsized than are there": (
        "site:IT-CAG",
        SiteDownsized(operators=2, headcount_left=0, reason="less work", effective_on=AUGUST),
        "TooManyDownsized",
    ),
    "downsized to another headcount": (
        "site:IT-CAG",
        SiteDownsized(operators=1, headcount_left=3, reason="less work", effective_on=AUGUST),
        "HistoryDiffers",
    ),
    "a closing voided that nobody recorded": (
        "site:IT-CAG",
        SiteClosingVoided(version=2, effective_on=AUGUST, reason="typo"),
        "HistoryDiffers",
    ),
    "a count voided that nobody recorded": (
        "site:IT-CAG",
        AttestationVoided(version=2, effective_on=AUGUST, reason="typo"),
        "HistoryDiffers",
    ),
    "counted at a site that nobody opened": (
        "site:X",
        HeadcountAttested(heads=0, source="badges", effective_on=AUGUST),
        "UnknownSite",
    ),
    # Contracts
    "a contract signed twice": ("contract:SOHO", SIGNED, "ContractAlreadySigned"),
    "a contract under no code": ("contract:a b", SIGNED, "InvalidCode"),
    "a contract ended that nobody signed": (
        "contract:X",
        ContractEnded(reason="over", effective_on=AUGUST),
        "UnknownContract",
    ),
    "a contract ended twice": (
        "contract:OVER",
        ContractEnded(reason="over", effective_on=AUGUST),
        "ContractAlreadyEnded",
    ),
    "an end voided that nobody recorded": (
        "contract:SOHO",
        ContractEndVoided(version=2, effective_on=AUGUST, reason="typo"),
        "HistoryDiffers",
    ),
    "a contract ended before it was signed": (
        "contract:SOHO",
        ContractEnded(reason="over", effective_on=date(2017, 1, 1)),
        "ContractEndsBeforeItStarts",
    ),
    # Plans
    "a plan announced twice": ("plan:HOME", plan(), "PlanAlreadyAnnounced"),
    "a plan under no code": ("plan:", plan(), "InvalidCode"),
    "a plan with no time": ("plan:NEW", plan(deadline_on=MARCH), "DeadlineBeforeBaseline"),
    "a plan to a site that nobody opened": (
        "plan:NEW",
        plan(destinations=(AtSite(site="X"),)),
        "UnknownPlace",
    ),
    "a plan that brings work to where it is": (
        "plan:NEW",
        plan(destinations=(AtSite(site="RO-IAS"),)),
        "PlacesOverlap",
    ),
    "a plan for a contract that nobody signed": (
        "plan:NEW",
        plan(contracts=("X",)),
        "UnknownContract",
    ),
    "a plan revised that nobody announced": (
        "plan:NEW",
        PlanRevised(target=3, deadline_on=AUGUST, reason="agreed", effective_on=JULY),
        "UnknownPlan",
    ),
    "a plan revised to the same": (
        "plan:HOME",
        PlanRevised(target=2, deadline_on=AUGUST, reason="agreed", effective_on=JULY),
        "PlanUnchanged",
    ),
    "a plan revised before it was announced": (
        "plan:HOME",
        PlanRevised(target=3, deadline_on=AUGUST, reason="agreed", effective_on=JANUARY),
        "PlanOutOfOrder",
    ),
    "a plan revised after it was withdrawn": (
        "plan:GONE",
        PlanRevised(target=3, deadline_on=AUGUST, reason="agreed", effective_on=JULY),
        "PlanAlreadyWithdrawn",
    ),
    "a plan withdrawn twice": (
        "plan:GONE",
        PlanWithdrawn(reason="given up", effective_on=JULY),
        "PlanAlreadyWithdrawn",
    ),
    # The ledger itself
    "a ledger opened twice": ("ledger", LedgerOpened(name="another"), "LedgerAlreadyOpened"),
}


@pytest.mark.parametrize(("stream", "event", "rule"), NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_an_event_that_the_history_before_it_did_not_allow_is_found_by_the_rule(
    desk: Desk, stream: str, event: Event, rule: str
) -> None:
    before = desk.position
    put(desk, forged(desk, stream, event))
    (finding,) = (each for each in found(desk) if each.kind is not Kind.BATCH_BROKEN)
    assert (finding.kind, finding.position, finding.stream) == (
        Kind.NOT_ALLOWED,
        before + 1,
        stream,
    )
    assert finding_in_words(finding).startswith(f"{rule}: ")


def test_a_batch_whose_name_was_used_is_found(desk: Desk) -> None:
    again = BatchRecorded(source=None, sha256=None, movements=1, records=1)
    put(
        desk,
        forged(desk, "batch:june", again, batch_name="june"),
        forged(desk, "operator:OP-9", hired(HERE), batch_name="june"),
    )
    (finding,) = found(desk)
    assert (finding.kind, finding.stream) == (Kind.NOT_ALLOWED, "batch:june")
    assert finding_in_words(finding).startswith("BatchAlreadyRecorded: ")


Forgery = Callable[[Desk], RawEvent]
OTHERWISE: dict[str, tuple[Forgery, Kind, str]] = {
    "an event of another kind of stream": (
        lambda desk: forged(desk, "operator:OP-9", OPENED),
        Kind.WRONG_STREAM,
        "site-opened.2 is no event of operator:OP-9",
    ),
    "a version left out": (
        lambda desk: forged(desk, "operator:OP-1", left(HERE), version=4),
        Kind.VERSION_GAP,
        "version 4 stands where 3 should",
    ),
    "an event recorded before the one before it": (
        lambda desk: forged(
            desk, "operator:OP-1", left(HERE), recorded_at=datetime(2018, 1, 1, tzinfo=UTC)
        ),
        Kind.TIME_RUNS_BACKWARDS,
        "recorded at 2018-01-01 00:00:00+00:00, earlier than the event before it, at 2018-01-01 09:",
    ),
    "a movement of a batch that is not open": (
        lambda desk: forged(desk, "operator:OP-1", left(HERE), batch_name="june"),
        Kind.BATCH_BROKEN,
        "the event is said to be of batch june, which is not open here",
    ),
    "a downsizing without those whom it released": (
        lambda desk: forged(
            desk,
            "site:IT-CAG",
            SiteDownsized(operators=1, headcount_left=0, reason="less work", effective_on=AUGUST),
        ),
        Kind.BATCH_BROKEN,
        "a downsizing stands alone",
    ),
    "an outside count that differs": (
        lambda desk: forged(
            desk,
            "site:IT-CAG",
            HeadcountAttested(heads=7, source="badges", effective_on=AUGUST),
        ),
        Kind.ATTESTATION_DIFFERS,
        "badges counted 7 heads on 2018-08-01, the ledger 1",
    ),
    "a topic that is not known": (
        lambda desk: forged(desk, "operator:OP-1", left(HERE))._replace(topic="operator-left.9"),
        Kind.UNKNOWN_TOPIC,
        "no event is known by the topic 'operator-left.9'",
    ),
    "an event without a field": (
        lambda desk: forged(desk, "operator:OP-1", left(HERE))._replace(topic="operator-hired.2"),
        Kind.MALFORMED_EVENT,
        "operator-hired.2: event.reason: Extra inputs are not permitted",
    ),
    "an event that is no JSON": (
        lambda desk: forged(desk, "operator:OP-1", left(HERE))._replace(state=b"\xff"),
        Kind.MALFORMED_EVENT,
        "operator-left.2: state: Invalid JSON",
    ),
}


@pytest.mark.parametrize(("forge", "kind", "message"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_is_wrong_with_a_forged_event_otherwise_is_found_apart(
    desk: Desk, forge: Forgery, kind: Kind, message: str
) -> None:
    raw = forge(desk)
    before = desk.position
    put(desk, raw)
    (finding,) = found_beside_figures(desk)
    assert (finding.kind, finding.position, finding.stream) == (kind, before + 1, raw.stream)
    assert finding_in_words(finding).startswith(message)


def test_a_batch_with_fewer_movements_than_it_announces_is_found(desk: Desk) -> None:
    two = BatchRecorded(source=None, sha256=None, movements=2, records=2)
    put(
        desk,
        forged(desk, "batch:july", two, batch_name="july"),
        forged(desk, "operator:OP-9", hired(HERE), batch_name="july"),
    )
    (finding,) = found(desk)
    assert finding.kind is Kind.BATCH_BROKEN
    assert finding_in_words(finding) == "batch july announced 2 movements and has 1"
