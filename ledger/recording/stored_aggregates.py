"""The aggregates of the domain, rebuilt from their streams of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from domain.aggregates import AGGREGATES, beginning_of
from domain.occupancy import Occupancy
from ledger.store.passed_over import History, one_further
from projections.occupancy import changes_at, changes_of, changes_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from domain.aggregates import Aggregate
    from domain.batches import Batch
    from domain.commitments.protocol import Protocol
    from domain.commitments.volumes import VolumeReports
    from domain.contracts.contract import Contract
    from domain.event import Event, StreamKind
    from domain.logbook import Logbook
    from domain.notices.law_books import NoticeBook, RuleBook, UnionBook
    from domain.places.site import Site
    from domain.plans.plan import Plan
    from domain.quality.indicator_book import IndicatorBook
    from domain.quality.measuring import QualityBook
    from domain.reported import ReportedPeriod
    from domain.workforce.operator import Operator
    from ledger.store.database import Database
    from projections.view import View


class Aggregates:
    """The aggregates as they are at the end of the ledger, each read when it is first asked for.

    What is decided in this transaction is told with `apply`, so that the next decision sees it.
    """

    def __init__(self, database: Database, view: View) -> None:
        """`view` is what was recorded before the transaction."""
        self._view = view
        self._connection = view.connection
        self._database = database
        self._history = History(database, view.connection)
        self._known: dict[StreamKind, dict[str, Aggregate[Any]]] = {kind: {} for kind in AGGREGATES}
        # Those that every movement asks for.
        self._operators = cast("dict[str, Operator]", self._known["operator"])
        self._sites = cast("dict[str, Site]", self._known["site"])
        self._contracts = cast("dict[str, Contract]", self._known["contract"])

    def operator(self, code: str) -> Operator:
        """The operator, who may not have been recorded yet."""
        return self._operators.get(code) or cast("Operator", self._read("operator", code))

    def operators(self, codes: Iterable[str]) -> list[Operator]:
        """The operators, read together."""
        named = list(codes)
        self._load("operator", named)
        return [self.operator(code) for code in named]

    def site(self, code: str, /) -> Site:
        """The site, which may not have been opened yet."""
        return self._sites.get(code) or cast("Site", self._read("site", code))

    def contract(self, code: str, /) -> Contract:
        """The contract, which may not have been signed yet."""
        return self._contracts.get(code) or cast("Contract", self._read("contract", code))

    def occupancy(self, site: str, /) -> Occupancy:
        """The heads at the site on every day, as recorded before this transaction."""
        return Occupancy(changes_at(self._view, site))

    def occupancy_of_contract(self, contract: str, /) -> Occupancy:
        """The heads on the contract on every day, as recorded before this transaction."""
        return Occupancy(changes_on(self._view, contract))

    def occupancy_of_both(self, site: str, contract: str | None, /) -> Occupancy:
        """The heads at the site on the contract, or on none, as recorded before this transaction."""
        return Occupancy(changes_of(self._view, site, contract))

    def who_names_site(self, code: str, /) -> tuple[str, str] | None:
        """What names the site, as recorded before this transaction."""
        from ledger.recording import across_subjects

        return across_subjects.who_names_site(self, self._view, code)

    def plan_with_both_ends_at(self, code: str, country: str, /) -> str | None:
        """A plan of which the site would be both ends, as recorded before this transaction."""
        from ledger.recording import across_subjects

        return across_subjects.plan_with_both_ends_at(self, self._view, code, country)

    def who_names_contract(self, code: str, /) -> tuple[str, str] | None:
        """What names the contract, as recorded before this transaction."""
        from ledger.recording import across_subjects

        return across_subjects.who_names_contract(self, self._view, code)

    def reported_of(self, contract: str, /) -> Iterable[ReportedPeriod]:
        """What stands of the contract's volumes and quality."""
        from domain.reported import reported_of

        return reported_of(self.volume(contract), self.quality(contract))

    def reported_at(self, site: str, /) -> Iterable[ReportedPeriod]:
        """The reports that stand and name the site."""
        from ledger.recording import across_subjects

        return across_subjects.reports_at(self, self._view, site)

    def volume(self, code: str) -> VolumeReports:
        """The volumes of a contract, which may not have been reported yet."""
        return cast("VolumeReports", self._known["volume"].get(code) or self._read("volume", code))

    def volumes(self, codes: Iterable[str]) -> None:
        """Read the volumes of contracts together."""
        self._load("volume", codes)

    def protocol(self, code: str) -> Protocol:
        """The protocol, which may not have been signed yet."""
        return cast("Protocol", self._known["protocol"].get(code) or self._read("protocol", code))

    def plan(self, code: str) -> Plan:
        """The plan, which may not have been announced yet."""
        return cast("Plan", self._known["plan"].get(code) or self._read("plan", code))

    def indicator(self, code: str, /) -> IndicatorBook:
        """The indicator, which may not have been defined yet."""
        known = self._known["indicator"].get(code)
        return cast("IndicatorBook", known or self._read("indicator", code))

    def quality(self, contract: str, /) -> QualityBook:
        """All that was reported of the contract's quality."""
        known = self._known["quality"].get(contract)
        return cast("QualityBook", known or self._read("quality", contract))

    def qualities(self, contracts: Iterable[str]) -> None:
        """Read the quality of contracts together."""
        self._load("quality", contracts)

    def who_reports(self, indicator: str, /) -> str | None:
        """A contract of which a report of the indicator stands, as of before this transaction."""
        from projections import quality

        return quality.first_reporting(self._view, indicator)

    def union(self, code: str, /) -> UnionBook:
        """The union, which may not have been described yet."""
        return cast("UnionBook", self._known["union"].get(code) or self._read("union", code))

    def rule(self, code: str, /) -> RuleBook:
        """The rule, which may not have been adopted yet."""
        return cast("RuleBook", self._known["rule"].get(code) or self._read("rule", code))

    def notice(self, code: str, /) -> NoticeBook:
        """The notices of a code, of which none may have been filed yet."""
        return cast("NoticeBook", self._known["notice"].get(code) or self._read("notice", code))

    def who_files_under(self, rule: str, /) -> str | None:
        """A notice that stands and was filed under the rule, as of before this transaction."""
        from projections import notices

        return notices.first_filed_under(self._view, rule)

    def logbook(self) -> Logbook:
        """What the ledger's own stream says."""
        return cast("Logbook", self._known["ledger"].get("") or self._read("ledger", ""))

    def batch(self, name: str, /) -> Batch:
        """The batch, which may not have been recorded yet."""
        return cast("Batch", self._known["batch"].get(name) or self._read("batch", name))

    def batch_recorded(self, name: str, /) -> tuple[datetime, str]:
        """When, and by whom, a batch was recorded that is known."""
        stored = self._database.of_streams(self._connection, [_stream("batch", name)])
        first = next(self._history.all(stored))
        return first.recorded_at, first.recorded_by

    def apply(self, code: str, event: Event) -> tuple[str, int]:
        """Let the event's aggregate follow it; returns its stream and version there."""
        kind = event.stream
        known = self._known[kind]
        after = known[code] = (known.get(code) or self._read(kind, code)).after(event)
        return _stream(kind, code), after.version

    def touched_operators(self) -> Iterable[Operator]:
        """The operators that were asked for or moved in this transaction."""
        return self._operators.values()

    def _read(self, kind: StreamKind, code: str) -> Aggregate[Any]:
        self._load(kind, [code])
        return self._known[kind][code]

    def _load(self, kind: StreamKind, codes: Iterable[str]) -> None:
        known, new = self._known[kind], beginning_of(kind)
        missing = {_stream(kind, code): code for code in codes if code not in known}
        known.update({code: new(code) for code in missing.values()})
        for raw in self._database.of_streams(self._connection, missing):
            code = missing[raw.stream]
            recorded = self._history.read(raw)
            known[code] = (
                one_further(known[code]) if recorded is None else known[code].after(recorded.event)
            )


def _stream(kind: StreamKind, code: str) -> str:
    """The name of a stream; the ledger's own has no code."""
    return f"{kind}:{code}" if code else kind
