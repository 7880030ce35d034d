"""The world as an auditor rebuilds it: every rule is asked again about every event."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from domain.aggregates import AGGREGATES, beginning_of
from domain.batches import BatchRecorded, BatchSigned
from domain.places.site_events import HeadcountAttested
from domain.refusal import Refusal
from domain.values import code as checked_code
from domain.values import operator_code
from domain.workforce.movement_events import is_operator_event
from ledger.audit.heads import Heads, HeadsOnContracts
from ledger.store.passed_over import one_further

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from domain.aggregates import Aggregate
    from domain.batches import Batch
    from domain.commitments.protocol import Protocol
    from domain.commitments.volumes import VolumeReports
    from domain.contracts.contract import Contract
    from domain.event import Event, StreamKind
    from domain.logbook import Logbook
    from domain.notices.law_books import NoticeBook, RuleBook
    from domain.occupancy import Occupancy
    from domain.places.site import Site
    from domain.plans.plan import Plan
    from domain.quality.indicator_book import IndicatorBook
    from domain.quality.measuring import QualityBook
    from domain.recorded import Recorded
    from domain.reported import ReportedPeriod
    from domain.workforce.operator import Operator


class World:
    """Every stream of the ledger, as the events so far made it.

    Kept for the whole replay: each operator's standing movements (any may still be voided), sites,
    contracts, plans, batches, and the change of heads per site and day.
    """

    def __init__(self) -> None:
        self.known: Mapping[StreamKind, dict[str, Aggregate[Any]]] = {
            kind: {} for kind in AGGREGATES
        }
        """Every stream so far, by its kind and code."""
        self._sites = cast("dict[str, Site]", self.known["site"])
        self._contracts = cast("dict[str, Contract]", self.known["contract"])
        self.texts: dict[int, str] = {}
        """The hashes of the texts that were added to events, by position."""
        self._unreadable: dict[int, str] = {}
        """The leaf hashes of events that cannot be read, by position."""
        self._gaps: set[str] = set()
        """The streams of which an event was set aside; of an operator it may have been anywhere."""
        self._leant = False
        """Whether a rule that was asked leant on one of these."""
        self._heads = Heads()
        self.heads_on_contracts = HeadsOnContracts()
        self.counted_at: dict[tuple[str, int], int] = {}
        """The positions of outside counts, by site and version."""
        self.reports_at: dict[tuple[str, int], int] = {}
        """The positions of reports of quality, by contract and version."""
        self._batches_recorded: dict[str, tuple[datetime, str]] = {}
        """When, and by whom, each batch was recorded."""
        self.batches_opened: dict[str, int] = {}
        """The position of the event that opens each batch."""
        self.signatures: list[Recorded[BatchSigned]] = []
        """What was signed of batches, in order."""

    def site(self, code: str, /) -> Site:
        """The site, which may not have been opened yet."""
        if self._gaps:
            self._lean(f"site:{code}")
        return self._sites.get(code) or cast("Site", beginning_of("site")(code))

    def contract(self, code: str, /) -> Contract:
        """The contract, which may not have been signed yet."""
        if self._gaps:
            self._lean(f"contract:{code}")
        return self._contracts.get(code) or cast("Contract", beginning_of("contract")(code))

    def batch(self, name: str, /) -> Batch:
        """The batch, which may not have been recorded yet."""
        self._lean(f"batch:{name}")
        return cast("Batch", self._as_known("batch", name))

    def batch_recorded(self, name: str, /) -> tuple[datetime, str]:
        """When, and by whom, a batch was recorded that is known."""
        return self._batches_recorded[name]

    def occupancy(self, site: str, /) -> Occupancy:
        """The heads at the site on every day, by all that was recorded so far."""
        self._lean_on_all("operator")
        return self._heads.at(site)

    def occupancy_of_contract(self, contract: str, /) -> Occupancy:
        """The heads on the contract on every day, by all that was recorded so far."""
        self._lean_on_all("operator")
        return self.heads_on_contracts.on(contract)

    def who_names_site(self, code: str, /) -> tuple[str, str] | None:
        """What names the site, by all that was recorded so far."""
        from domain.commitments.naming import naming_site
        from domain.plans.plan_events import AtSite
        from domain.plans.plans_naming import naming
        from domain.quality.measuring import reports_naming

        plans = cast("Iterable[Plan]", self.known["plan"].values())
        volumes = cast("Iterable[VolumeReports]", self.known["volume"].values())
        protocols = cast("Iterable[Protocol]", self.known["protocol"].values())
        books = cast("Iterable[QualityBook]", self.known["quality"].values())
        return (
            naming(AtSite(site=code), plans)
            or naming_site(code, volumes, protocols)
            or reports_naming(code, books)
        )

    def plan_with_both_ends_at(self, code: str, country: str, /) -> str | None:
        """A plan of which the site would be both ends, by all that was recorded so far."""
        from domain.plans.plans_naming import with_both_ends_at

        plans = cast("Iterable[Plan]", self.known["plan"].values())
        return with_both_ends_at(code, country, plans)

    def who_names_contract(self, code: str, /) -> tuple[str, str] | None:
        """What names the contract, by all that was recorded so far."""
        from domain.contracts.contract import succeeding
        from domain.notices.law_books import notices_naming
        from domain.plans.plans_naming import naming
        from domain.quality.measuring import said_of

        contracts = cast("Iterable[Contract]", self.known["contract"].values())
        named_by = naming(code, cast("Iterable[Plan]", self.known["plan"].values()))
        volumes = cast("VolumeReports", self._as_known("volume", code))
        return (
            succeeding(code, contracts)
            or named_by
            or volumes.in_use
            or said_of(
                code,
                cast("QualityBook", self._as_known("quality", code)),
                cast("Iterable[IndicatorBook]", self.known["indicator"].values()),
            )
            or notices_naming(code, cast("Iterable[NoticeBook]", self.known["notice"].values()))
        )

    def reported_of(self, contract: str, /) -> Iterable[ReportedPeriod]:
        """What stands of the contract's volumes and quality, by all that was recorded so far."""
        from domain.reported import reported_of

        self._lean(f"volume:{contract}")
        self._lean(f"quality:{contract}")
        return reported_of(
            cast("VolumeReports", self._as_known("volume", contract)),
            cast("QualityBook", self._as_known("quality", contract)),
        )

    def reported_at(self, site: str, /) -> Iterable[ReportedPeriod]:
        """The reports that stand and name the site, by all that was recorded so far."""
        from domain.reported import reported_at

        books = cast("Iterable[QualityBook]", self.known["quality"].values())
        self._lean_on_all("quality")
        return reported_at(site, self._volumes(), books)

    def _volumes(self) -> Iterable[VolumeReports]:
        self._lean_on_all("volume")
        return cast("Iterable[VolumeReports]", self.known["volume"].values())

    def indicator(self, code: str, /) -> IndicatorBook:
        """The indicator, which may not have been defined yet."""
        self._lean(f"indicator:{code}")
        return cast("IndicatorBook", self._as_known("indicator", code))

    def who_reports(self, indicator: str, /) -> str | None:
        """A contract of which a report of the indicator stands, by all that was recorded so far."""
        books = cast("Iterable[QualityBook]", self.known["quality"].values())
        return min((book.code for book in books if book.reports(indicator)), default=None)

    def rule(self, code: str, /) -> RuleBook:
        """The rule, which may not have been adopted yet."""
        self._lean(f"rule:{code}")
        return cast("RuleBook", self._as_known("rule", code))

    def who_files_under(self, rule: str, /) -> str | None:
        """A notice that stands and was filed under the rule, by all that was recorded so far."""
        books = cast("Iterable[NoticeBook]", self.known["notice"].values())
        return min((book.code for book in books if book.is_under(rule)), default=None)

    def text_at(self, position: int, /) -> str | None:
        """The hash of the text that was added to the event there."""
        return self.texts.get(position)

    def unreadable_at(self, position: int, /) -> str | None:
        """The leaf hash of the event there, if it cannot be read."""
        return self._unreadable.get(position)

    def note_unreadable(self, position: int, leaf_hash: str) -> None:
        """Keep in mind that there is an event that cannot be read."""
        self._unreadable[position] = leaf_hash

    def pass_over(self, stream: str) -> None:
        """Pass over an event of the stream that was set aside: it has a version, and no more.

        Nobody knows what it said. Where a rule leans on its stream from now on, it may be that event
        for want of which the rule refuses.
        """
        self._gaps.add(stream)
        name, _, code = stream.partition(":")
        kind = cast("StreamKind", name)
        if kind in self.known:
            self.known[kind][code] = one_further(self._as_known(kind, code))

    @property
    def erased(self) -> frozenset[int]:
        """The positions of the events whose text was erased."""
        return cast("Logbook", self._as_known("ledger", "")).erased

    def follow(self, recorded: Recorded[Event]) -> tuple[int, Refusal | None]:
        """Take the event in; returns the version that it should have, and why it is not allowed.

        What is refused for want of an event that was set aside, perhaps, is not judged.
        """
        position, stream, _, _, _, _, event = recorded
        kind = event.stream
        code = stream[len(kind) + 1 :]
        self._leant = stream in self._gaps
        refusal = None
        streams = self.known[kind]
        known = streams.get(code)
        before = known or beginning_of(kind)(code)
        try:
            if known is None:
                _check_code(kind, code)
            before.check(event, self)
        except Refusal as error:
            refusal = error
        try:
            after = before.after(event)
        except Refusal:
            # What that event corrects may have been set aside.
            if not self._leant:
                raise
            after = one_further(before)
        streams[code] = after
        text = event.note_hash
        if text is not None:
            self.texts[position] = text
        if is_operator_event(event):
            was, now = cast("tuple[Operator, Operator]", (before, after))
            here, there, on = was.placement, now.placement, event.effective_on
            self._heads.move(here, there, on)
            self.heads_on_contracts.move(here, there, on)
        elif isinstance(event, HeadcountAttested):
            self.counted_at[code, after.version] = position
        elif kind == "quality":
            self.reports_at[code, after.version] = position
        elif isinstance(event, BatchRecorded):
            self._batches_recorded[code] = recorded.recorded_at, recorded.recorded_by
            self.batches_opened[code] = position
        elif isinstance(event, BatchSigned):
            self.signatures.append(cast("Recorded[BatchSigned]", recorded))
        return after.version, None if self._leant else refusal

    def headcount(self) -> dict[str, int]:
        """Heads per country after all that was recorded so far, whenever it takes effect."""
        countries: Counter[str] = Counter()
        for code, heads in self._heads.now():
            opened = self.site(code).opened
            countries[opened.country if opened else "?"] += heads
        return dict(sorted(countries.items()))

    def _as_known(self, kind: StreamKind, code: str) -> Aggregate[Any]:
        return self.known[kind].get(code) or beginning_of(kind)(code)

    def _lean(self, stream: str) -> None:
        if self._gaps and stream in self._gaps:
            self._leant = True

    def _lean_on_all(self, kind: StreamKind) -> None:
        if any(stream.startswith(f"{kind}:") for stream in self._gaps):
            self._leant = True


def _check_code(kind: StreamKind, code: str) -> None:
    if kind == "operator":
        operator_code(code)
    elif kind != "ledger":
        checked_code(code)
