"""What was said of plans, statement by statement: the tables, and what writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Column, Integer, Table

from domain.plans.plan_events import (
    AtSite,
    PlanAnnounced,
    PlanAnnouncementVoided,
    PlanCorrected,
    PlanRevised,
    PlanRevisionVoided,
    PlanWithdrawalVoided,
    PlanWithdrawn,
)
from domain.tidying import with_groups
from projections.projection import Projection
from projections.tables import NONE, AppendedRows, ExactText, metadata, named_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from domain.plans.plan_events import Place
    from domain.recorded import Recorded

plans = Table(
    "plans",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, index=True),
    Column("kind", ExactText, nullable=False),
    Column("statement", ExactText),
    Column("source", ExactText),
    Column("client", ExactText),
    Column("supplier", ExactText),
    Column("origins", ExactText),
    Column("destinations", ExactText),
    Column("contracts", ExactText),
    Column("target", Integer),
    Column("baseline_on", ExactText),
    Column("deadline_on", ExactText),
    Column("announced_on", ExactText),
)
"""What was said of each plan when it was announced, or corrected since.

What was not said is null, and what there is none of is the empty text. A voided announcement says
nothing.
"""

plan_terms = Table(
    "plan_terms",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("target", Integer, nullable=False),
    Column("deadline_on", ExactText, nullable=False),
    Column("added_origins", ExactText, nullable=False),
    Column("dropped_origins", ExactText, nullable=False),
    Column("added_destinations", ExactText, nullable=False),
    Column("dropped_destinations", ExactText, nullable=False),
    Column("added_contracts", ExactText, nullable=False),
    Column("dropped_contracts", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("effective_on", ExactText, nullable=False),
)
"""What was changed of each promise: a target of 0 and no deadline stay as they were."""

plan_withdrawals = Table(
    "plan_withdrawals",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("effective_on", ExactText, nullable=False),
)

plan_voids = Table(
    "plan_voids",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("code", ExactText, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),
)
"""The revisions and withdrawals that were taken back, by their version in the plan's stream."""
_BETWEEN = " "
_TEXTS = ("statement", "source", "client", "supplier")
SETS = ("origins", "destinations", "contracts")
"""What a plan names several of; each is one text, and no code has a blank in it."""


class Plans(Projection):
    """Writes a row for all that is said of a plan, for its terms and for its withdrawal."""

    def __init__(self) -> None:
        self.facts = AppendedRows(plans)
        self.terms = AppendedRows(plan_terms)
        self.withdrawn = AppendedRows(plan_withdrawals)
        self.voided = AppendedRows(plan_voids)
        self.appended = (self.facts, self.terms, self.withdrawn, self.voided)
        self.handles = {
            PlanAnnounced: self.on_announced,
            PlanAnnouncementVoided: self.on_announcement_voided,
            PlanCorrected: self.on_corrected,
            PlanRevised: self.on_revised,
            PlanRevisionVoided: self.on_voided,
            PlanWithdrawn: self.on_withdrawn,
            PlanWithdrawalVoided: self.on_voided,
        }

    def on_announced(self, recorded: Recorded[PlanAnnounced]) -> None:
        """A plan was announced."""
        event = recorded.event
        names = (*_TEXTS, *SETS, "target", "baseline_on", "deadline_on", "effective_on")
        self._say(recorded, "announced", {name: getattr(event, name) for name in names})

    def on_announcement_voided(self, recorded: Recorded[PlanAnnouncementVoided]) -> None:
        """The announcement of a plan was taken back."""
        self._say(recorded, "voided", {})

    def on_corrected(self, recorded: Recorded[PlanCorrected]) -> None:
        """What was said of a plan was put right."""
        self._say(recorded, "corrected", recorded.event.is_.named)

    def on_revised(self, recorded: Recorded[PlanRevised]) -> None:
        """A plan's target, deadline, places or contracts were changed."""
        terms = recorded.event
        deadline_on = terms.deadline_on.isoformat() if terms.deadline_on else NONE
        self.terms.add(
            (
                recorded.position,
                recorded.code,
                recorded.version,
                terms.target or 0,
                deadline_on,
                *(
                    _joined(getattr(terms, f"{done}_{named}"))
                    for named in SETS
                    for done in ("added", "dropped")
                ),
                terms.reason,
                terms.effective_on.isoformat(),
            )
        )

    def on_withdrawn(self, recorded: Recorded[PlanWithdrawn]) -> None:
        """A plan was given up."""
        event = recorded.event
        effective_on = event.effective_on.isoformat()
        version = recorded.version
        self.withdrawn.add((recorded.position, recorded.code, version, event.reason, effective_on))

    def on_voided(self, recorded: Recorded[PlanRevisionVoided | PlanWithdrawalVoided]) -> None:
        """A revision or a withdrawal was taken back."""
        self.voided.add((recorded.position, recorded.code, recorded.event.version))

    def _say(self, recorded: Recorded[Any], kind: str, said: dict[str, Any]) -> None:
        said = with_groups(said)
        self.facts.add(
            (
                recorded.position,
                recorded.code,
                kind,
                *(named_text(said, name) for name in _TEXTS),
                *(_joined(said[name]) if name in said else None for name in SETS),
                said.get("target"),
                *(
                    named_text(said, name)
                    for name in ("baseline_on", "deadline_on", "effective_on")
                ),
            )
        )


def _joined(named: Iterable[Place | str]) -> str:
    """Places and contracts as one text; no code has a blank in it."""
    return _BETWEEN.join(each if isinstance(each, str) else _written(each) for each in named)


def _written(place: Place) -> str:
    return f"site:{place.site}" if isinstance(place, AtSite) else f"country:{place.country}"
