"""Whether notice was given in time, judged from what a reading of the ledger knows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from projections.judging.law import Law
from projections.judging.notices import NoticeRow, employers_wanted, notices
from projections.notices import notice_list, rule_list, union_map
from projections.sites import countries
from projections.steps import employment, present_on, steps_since, successions

if TYPE_CHECKING:
    from projections.view import View


def notices_due(view: View, on: date, *, since: date | None = None) -> tuple[NoticeRow, ...]:
    """Every answer as it stands on the day, about steps on or after another.

    What a notice covers before that is counted too, so that it is known how many arrived under it.
    """
    law = Law(tuple(rule_list(view)), union_map(view))
    law.check()
    filed = [facts.notice for facts in notice_list(view)]
    succession, at = successions(view), countries(view)
    first = min([since, *(notice.from_on for notice in filed)]) if since is not None else None
    arrived = steps_since(view, succession, at, first)
    present = present_on(view, law.about_presence(), at)
    asked = [*arrived, *(step for those in present.values() for step in those)]
    rows = notices(
        arrived,
        present,
        law,
        filed,
        on,
        succession=succession,
        employment=employment(view, employers_wanted(asked, law)),
    )
    return tuple(row for row in rows if since is None or row.moved_on >= since)
