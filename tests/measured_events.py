"""Any event of quality and of notices, for tests of what must hold for every event."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from domain.event import Event
from domain.notices.notice_events import (
    MemberSpell,
    NoticeFiled,
    RuleAdopted,
    RuleRecipient,
    UnionDescribed,
)
from domain.quality.quality_events import (
    IndicatorDefined,
    IndicatorTargeted,
    Measured,
    QualityReported,
    Reported,
)

_codes = st.sampled_from(["answer-seconds", "IT-24BIS-2017", "labour", "FW/1"])
_lines = st.sampled_from(["Tempo medio di risposta", "東京", "a - b"])
_days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
_amounts = st.sampled_from(["0", "0.0001", "87", "8150.5"])
_measured = st.builds(Measured, numerator=_amounts, denominator=st.sampled_from(["0.5", "12000"]))
_values = st.one_of(
    st.fixed_dictionaries({"measured": _measured, "given": st.none()}),
    st.fixed_dictionaries({"measured": st.none(), "given": _amounts}),
)
_spells = st.builds(
    MemberSpell,
    country=st.sampled_from(["IT", "GB", "XK"]),
    since=st.dates(date(1958, 1, 1), date(2000, 1, 1)),
    until=st.none() | st.dates(date(2000, 1, 2), date(2100, 1, 1)),
    note=st.none() | _lines,
)
_law = {
    "title": _lines,
    "text": _lines,
    "source": _lines,
    "area": st.sampled_from(["country:IT", "union:EU"]),
    "in_force_from": st.dates(date(2000, 1, 1), date(2010, 1, 1)),
    "in_force_until": st.none() | st.dates(date(2010, 1, 1), date(2020, 1, 1)),
    "employees_from": st.none() | st.integers(1, 500),
    "recipients": st.just((RuleRecipient(name="labour", filed_by="the employer"),)),
    "reason": st.none() | _lines,
}

ANY: dict[type[Event], st.SearchStrategy[Event]] = {
    IndicatorDefined: st.builds(
        IndicatorDefined,
        title=_lines,
        numerator=_lines,
        denominator=_lines,
        unit=st.sampled_from(["percent", "seconds", "ratio"]),
        better=st.sampled_from(["more", "less"]),
        kind=st.sampled_from(["flow", "stock"]),
        source=_lines,
    ),
    IndicatorTargeted: st.builds(
        IndicatorTargeted,
        client=st.none() | _lines,
        contract=st.none() | _codes,
        target=_amounts,
        source=_lines,
        effective_on=_days,
    ),
    QualityReported: st.builds(
        lambda said, was, **others: QualityReported(**said, was=was, **others),
        _values,
        st.none() | _values.map(lambda said: Reported(**said)),
        indicator=_codes,
        site=st.none() | _codes,
        period=st.sampled_from(["2018-06", "2018-Q2", "2018-H1", "2018"]),
        source=st.none() | _lines,
        reason=st.none() | _lines,
    ),
    UnionDescribed: st.builds(
        UnionDescribed,
        title=_lines,
        members=_spells.map(lambda spell: (spell,)),
        source=_lines,
        reason=st.none() | _lines,
    ),
    RuleAdopted: st.one_of(
        st.builds(RuleAdopted, days_before=st.integers(1, 365), **_law),
        st.builds(RuleAdopted, present_on=_days, due_on=_days, **_law),
    ),
    NoticeFiled: st.builds(
        NoticeFiled,
        rule=_codes,
        recipient=_codes,
        country=st.sampled_from(["AL", "XK"]),
        contracts=st.lists(_codes, max_size=2, unique=True).map(tuple),
        workers=st.integers(1, 1_000),
        from_on=_days,
        filed_on=_days,
        number=st.none() | _lines,
        source=st.none() | _lines,
    ),
}
"""How each of them is made, in any shape that is allowed."""
