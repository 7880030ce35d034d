"""Which function carries out which command, listed once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from domain.commitments.commitment_commands import (
    DraftProtocol,
    EndProtocol,
    JoinProtocol,
    LeaveProtocol,
    ReportVolumes,
    SignProtocol,
    StateTurnover,
)
from domain.contracts.contract_commands import (
    ChangeContract,
    CorrectContract,
    EndContract,
    SignContract,
)
from domain.notices.notice_commands import AdoptLaw, FileNotice
from domain.places.site_commands import AttestSite, ChangeSite, CloseSite, CorrectSite, OpenSite
from domain.plans.plan_commands import AnnouncePlan, CorrectPlan, RevisePlan, WithdrawPlan
from domain.quality.quality_commands import DefineIndicators, ReportQuality, TargetIndicator
from domain.voids import EraseNote, VoidBatch, VoidLast, VoidLatest, VoidPosition
from domain.workforce.movement_commands import Downsize, Hire, Leave, Reassign, Transfer
from ledger.recording import (
    commitments,
    contracts,
    notices,
    places,
    plans,
    quality,
    voids,
    workforce,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from domain.command import Command
    from ledger.recording.unit_of_work import Recording

CARRIED_OUT_BY: Mapping[type[Command], Callable[[Recording, Any], None]] = MappingProxyType(
    {
        Hire: workforce.move,
        Transfer: workforce.move,
        Reassign: workforce.move,
        Leave: workforce.move,
        Downsize: workforce.downsize,
        OpenSite: places.open_site,
        ChangeSite: places.change_site,
        CorrectSite: places.correct_site,
        CloseSite: places.close_site,
        AttestSite: places.attest_site,
        SignContract: contracts.sign_contract,
        ChangeContract: contracts.change_contract,
        CorrectContract: contracts.correct_contract,
        EndContract: contracts.end_contract,
        AnnouncePlan: plans.announce_plan,
        RevisePlan: plans.revise_plan,
        CorrectPlan: plans.correct_plan,
        WithdrawPlan: plans.withdraw_plan,
        ReportVolumes: commitments.report_volumes,
        DraftProtocol: commitments.draft_protocol,
        SignProtocol: commitments.sign_protocol,
        EndProtocol: commitments.end_protocol,
        JoinProtocol: commitments.join_protocol,
        LeaveProtocol: commitments.leave_protocol,
        StateTurnover: commitments.state_turnover,
        DefineIndicators: quality.define_indicators,
        TargetIndicator: quality.target_indicator,
        ReportQuality: quality.report_quality,
        AdoptLaw: notices.adopt_law,
        FileNotice: notices.file_notice,
        VoidLatest: voids.void_latest,
        VoidLast: voids.void_last,
        VoidBatch: voids.void_batch,
        VoidPosition: voids.void_position,
        EraseNote: voids.erase_note,
    }
)
"""What carries out each kind of command, within the transaction of one."""


def carry_out(recording: Recording, command: Command) -> None:
    """Let the aggregates decide on what is asked for."""
    CARRIED_OUT_BY[type(command)](recording, command)
