"""An indicator as the ledger knows it: its definition and its targets, with the rules for both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, assert_never

from domain.correction_refusals import StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.quality.amounts import WHOLE_PERCENT, amount_units
from domain.quality.quality_events import (
    IndicatorDefined,
    IndicatorEvent,
    IndicatorTargeted,
    IndicatorVoided,
)
from domain.quality.quality_refusals import (
    ContractOrClient,
    IndicatorAlreadyDefined,
    PartExceedsWhole,
    UnknownIndicator,
)
from domain.refusal import HistoryDiffers
from domain.register import Register
from domain.values import Code, ContractCode

if TYPE_CHECKING:
    from domain.quality import indicators
    from domain.quality.quality_commands import TargetIndicator


class Measures(Register, Protocol):
    """What the rules may ask about indicators and reports."""

    def indicator(self, code: Code, /) -> IndicatorBook:
        """The indicator, which may not have been defined yet."""

    def who_reports(self, indicator: Code, /) -> ContractCode | None:
        """A contract of which a report of the indicator stands, if there is one."""


@dataclass(frozen=True, slots=True)
class IndicatorBook:
    """An indicator with its targets, by what stands of what was said of it."""

    code: Code
    version: int = 0
    definition: IndicatorDefined | None = None
    defined_at: int = 0
    """The version of the definition, while it stands."""
    targets: tuple[tuple[int, IndicatorTargeted], ...] = ()
    """By their versions."""

    def define(
        self, indicator: indicators.Indicator, register: Measures
    ) -> IndicatorDefined | None:
        """Define the indicator, or say nothing where it was defined just so."""
        event = IndicatorDefined(
            title=indicator.title,
            numerator=indicator.numerator,
            denominator=indicator.denominator,
            unit=indicator.unit,
            better=indicator.better,
            kind=indicator.kind,
            source=indicator.source,
        )
        if event == self.definition:
            return None
        self.check(event, register)
        return event

    def target(self, command: TargetIndicator, register: Measures) -> IndicatorTargeted | None:
        """Set a target, or say nothing where it was set just so."""
        event = IndicatorTargeted(
            client=command.client,
            contract=command.contract,
            target=command.target,
            source=command.source,
            effective_on=command.effective_on,
        )
        if any(event == known for _, known in self.targets):
            return None
        self.check(event, register)
        return event

    def void(self, version: int, *, reason: str, register: Measures) -> IndicatorVoided:
        """Take back the definition, or the target, of that version."""
        if version not in self._versions:
            raise CannotBeVoided("indicator", self.code)
        event = IndicatorVoided(version=version, reason=reason)
        self.check(event, register)
        return event

    @property
    def _versions(self) -> set[int]:
        defined = {self.defined_at} if self.definition is not None else set[int]()
        return defined.union(version for version, _ in self.targets)

    def known(self) -> IndicatorDefined:
        """The definition; refuses an indicator that nobody defined."""
        if self.definition is None:
            raise UnknownIndicator(self.code)
        return self.definition

    def names(self, contract: ContractCode) -> bool:
        """Whether a target is for the contract alone."""
        return any(target.contract == contract for _, target in self.targets)

    def check(self, event: IndicatorEvent, register: Measures) -> None:
        """Refuse an event that the indicator's history, or a report, does not allow."""
        match event:
            case IndicatorDefined():
                if self.definition is not None:
                    raise IndicatorAlreadyDefined(self.code)
            case IndicatorTargeted(target=target):
                if self.known().unit == "percent" and amount_units(target) > amount_units(
                    WHOLE_PERCENT
                ):
                    raise PartExceedsWhole(self.code, target, WHOLE_PERCENT)
                if event.client is not None and event.contract is not None:
                    raise ContractOrClient(self.code)
                if event.contract is not None:
                    register.contract(event.contract).known()
            case IndicatorVoided(version=version):
                if version not in self._versions:
                    raise HistoryDiffers(self.code, "void-of-indicator")
                if version == self.defined_at:
                    self._must_not_be_leaned_on(register)
            case _:
                assert_never(event)

    def _must_not_be_leaned_on(self, register: Measures) -> None:
        if self.targets:
            on = self.targets[-1][1].effective_on
            raise StillLeanedOn("indicator", self.code, "its-target", on)
        contract = register.who_reports(self.code)
        if contract is not None:
            raise StillLeanedOn("indicator", self.code, "its-report", by=contract)

    def after(self, event: IndicatorEvent) -> IndicatorBook:
        """The indicator after the event, which is believed."""
        version = self.version + 1
        later = replace(self, version=version)
        match event:
            case IndicatorDefined():
                return replace(later, definition=event, defined_at=version)
            case IndicatorTargeted():
                return replace(later, targets=(*self.targets, (version, event)))
            case IndicatorVoided(version=voided):
                if self.definition is not None and voided == self.defined_at:
                    return replace(later, definition=None, defined_at=0)
                kept = tuple(each for each in self.targets if each[0] != voided)
                return replace(later, targets=kept)
        assert_never(event)
