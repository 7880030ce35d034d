"""A site is opened, counted, downsized and closed; it closes only when nobody is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from given import (
    AUGUST,
    BACAU,
    BACAU_CLOSED_IN_AUGUST,
    JANUARY,
    JULY,
    JUNE,
    LONG_AGO,
    MARCH,
    SEPTEMBER,
    Books,
    given,
    opening,
)
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st

from domain.event import Event
from domain.logbook import CannotBeVoided
from domain.occupancy import Occupancy
from domain.places.site import Site
from domain.places.site_events import (
    AttestationVoided,
    HeadcountAttested,
    SiteClosed,
    SiteClosingVoided,
    SiteDownsized,
    SiteEvent,
    SiteOpened,
    SiteOpeningVoided,
)
from domain.places.site_refusals import (
    SiteAlreadyClosed,
    SiteAlreadyOpen,
    SiteClosesTooEarly,
    SiteIsClosed,
    SiteNotEmpty,
    SiteNotYetOpen,
    TooManyDownsized,
    UnknownSite,
)
from domain.refusal import HistoryDiffers, Refusal

Command = Callable[[Site], Event | None]
ONE_DAY = timedelta(days=1)

UNKNOWN = Site("RO-BAC")
EMPTY = Books()
THREE_SINCE_MARCH = Books(there=Occupancy([(MARCH, 3)]))
THREE_UNTIL_AUGUST = Books(there=Occupancy([(AUGUST, -3), (MARCH, 3)]))

THREE_LONG_AGO = Books(there=Occupancy([(LONG_AGO, 3)]))


def open_site(event: SiteOpened) -> Command:
    return lambda site: site.open(event, EMPTY)


def close(on: date, books: Books = EMPTY, reason: str = "rientro") -> Command:
    return lambda site: site.close(reason=reason, effective_on=on, register=books)


def downsize(operators: int, on: date, books: Books = THREE_SINCE_MARCH) -> Command:
    return lambda site: site.downsize(
        operators=operators, reason="rientro", effective_on=on, register=books
    )


def attest(heads: int, on: date, source: str = "works council") -> Command:
    return lambda site: site.attest(heads=heads, source=source, effective_on=on, register=EMPTY)


def audited(event: SiteEvent, books: Books = EMPTY) -> Command:
    def asked(site: Site) -> Event:
        site.check(event, books)
        return event

    return asked


def closed(on: date) -> SiteClosed:
    return SiteClosed(reason="rientro", effective_on=on)


def downsized(operators: int, left: int, on: date) -> SiteDownsized:
    return SiteDownsized(
        operators=operators, headcount_left=left, reason="rientro", effective_on=on
    )


def attested(heads: int, on: date) -> HeadcountAttested:
    return HeadcountAttested(heads=heads, source="works council", effective_on=on)


# Open ---------------------------------------------------------------------------------------


def test_a_site_is_opened_in_a_country() -> None:
    given(UNKNOWN).when(open_site(opening("RO", LONG_AGO))).then(opening("RO", LONG_AGO))


def test_the_same_opening_told_twice_is_recorded_once() -> None:
    again = open_site(opening("RO", LONG_AGO))
    given(BACAU).when(again).says_nothing()
    given(BACAU_CLOSED_IN_AUGUST).when(again).says_nothing()


@pytest.mark.parametrize("otherwise", [opening("IT", LONG_AGO), opening("RO", MARCH)])
def test_the_facts_of_a_site_are_not_rewritten(otherwise: SiteOpened) -> None:
    given(BACAU).when(open_site(otherwise)).refused(
        SiteAlreadyOpen,
        "RO-BAC was already opened on 2016-01-01 with other facts.",
        "rientro site show RO-BAC, or open the new site under another code.",
    )


def test_a_site_is_not_recorded_as_opened_twice() -> None:
    given(BACAU).when(audited(opening("RO", LONG_AGO))).refused(SiteAlreadyOpen)


# Close --------------------------------------------------------------------------------------


def test_a_site_closes_when_nobody_is_left() -> None:
    given(BACAU).when(close(AUGUST, THREE_UNTIL_AUGUST)).then(closed(AUGUST))
    given(BACAU).when(close(LONG_AGO + ONE_DAY)).then(closed(LONG_AGO + ONE_DAY))


def test_the_same_closing_told_twice_is_recorded_once() -> None:
    given(BACAU_CLOSED_IN_AUGUST).when(close(AUGUST)).says_nothing()


@pytest.mark.parametrize("otherwise", [close(SEPTEMBER), close(AUGUST, reason="fire")])
def test_a_site_is_closed_once(otherwise: Command) -> None:
    given(BACAU_CLOSED_IN_AUGUST).when(otherwise).refused(
        SiteAlreadyClosed,
        "RO-BAC is already closed from 2018-08-01 on.",
        "If that is wrong, void it by its position in rientro log --site RO-BAC: "
        "rientro void --position N --reason TEXT",
    )


@pytest.mark.parametrize("on", [LONG_AGO, LONG_AGO - ONE_DAY])
def test_a_site_closes_after_it_was_opened(on: date) -> None:
    given(BACAU).when(close(on)).refused(
        SiteClosesTooEarly, f"open from 2016-01-01 and cannot close on {on}.", "Give a later date."
    )


@pytest.mark.parametrize("on", [MARCH, JULY])
def test_a_site_does_not_close_while_somebody_is_there(on: date) -> None:
    given(BACAU).when(close(on, THREE_UNTIL_AUGUST)).refused(
        SiteNotEmpty,
        f"There would still be 3 operators at RO-BAC on {on}. Transfer or release them first",
        f"rientro operator list --at RO-BAC --on {on}",
    )


def test_a_site_does_not_close_before_somebody_who_is_still_to_come() -> None:
    given(BACAU).when(close(JANUARY, THREE_UNTIL_AUGUST)).refused(
        SiteNotEmpty,
        "There would still be 3 operators at RO-BAC on 2018-03-01, after it would close on 2018-01-01.",
        "rientro operator list --at RO-BAC --on 2018-03-01",
    )


# Downsize -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("operators", "left"), [(1, 2), (3, 0)])
def test_a_site_releases_some_operators_and_keeps_the_rest(operators: int, left: int) -> None:
    given(BACAU).when(downsize(operators, JUNE)).then(downsized(operators, left, JUNE))


def test_a_downsizing_told_twice_releases_twice() -> None:
    once = BACAU.after(downsized(1, 2, JUNE))
    two_left = Books(there=Occupancy([(MARCH, 3), (JUNE, -1)]))
    given(once).when(downsize(1, JUNE, two_left)).then(downsized(1, 1, JUNE))


@pytest.mark.parametrize(("operators", "on", "there"), [(4, JUNE, 3), (1, JANUARY, 0)])
def test_a_site_cannot_release_more_than_it_has(operators: int, on: date, there: int) -> None:
    given(BACAU).when(downsize(operators, on)).refused(
        TooManyDownsized, f"RO-BAC has {there} operators on {on} and cannot release {operators}."
    )


@pytest.mark.parametrize("left", [1, 3])
def test_the_audit_counts_who_was_left_after_a_downsizing(left: int) -> None:
    given(BACAU).when(audited(downsized(1, left, JUNE), THREE_SINCE_MARCH)).refused(
        HistoryDiffers, f"RO-BAC: a downsizing says that {left} were left", "contradicts"
    )


def test_a_site_is_downsized_only_while_it_is_open() -> None:
    given(BACAU).when(downsize(1, LONG_AGO - ONE_DAY)).refused(
        SiteNotYetOpen, "opens on 2016-01-01 and is not open on 2015-12-31", "from 2016-01-01 on."
    )
    given(BACAU_CLOSED_IN_AUGUST).when(downsize(1, AUGUST)).refused(
        SiteIsClosed, "closed from 2018-08-01 on", "Give an earlier date"
    )


# Attest -------------------------------------------------------------------------------------


def test_an_outside_count_is_kept_whether_or_not_it_agrees() -> None:
    given(BACAU).when(attest(0, JUNE)).then(attested(0, JUNE))
    given(BACAU_CLOSED_IN_AUGUST).when(attest(3, SEPTEMBER)).then(attested(3, SEPTEMBER))


def test_the_same_count_told_twice_is_recorded_once() -> None:
    counted = BACAU.after(attested(3, JUNE))
    given(counted).when(attest(3, JUNE)).says_nothing()
    given(counted).when(attest(4, JUNE)).then(attested(4, JUNE))
    given(counted).when(attest(3, JULY)).then(attested(3, JULY))


# A site that nobody opened ------------------------------------------------------------------


@pytest.mark.parametrize("asked", [close(JUNE), downsize(1, JUNE), attest(3, JUNE)])
def test_a_site_is_opened_before_anything_happens_there(asked: Command) -> None:
    given(UNKNOWN).when(asked).refused(
        UnknownSite,
        "No site RO-BAC is known. Check the code with: rientro site list",
        "rientro site open RO-BAC --country CC --on DATE",
    )


# Take back ----------------------------------------------------------------------------------

VOIDED = SiteClosingVoided(version=2, effective_on=AUGUST, reason="typo")
COUNTED = BACAU.after(attested(3, JUNE)).after(attested(4, JULY))
RECOUNTED = AttestationVoided(version=2, effective_on=JUNE, reason="typo")


def void(version: int) -> Command:
    return lambda site: site.void(version, reason="typo", register=EMPTY)


def test_a_closing_is_taken_back_and_may_be_recorded_again() -> None:
    given(BACAU_CLOSED_IN_AUGUST).when(void(2)).then(VOIDED)
    reopened = BACAU_CLOSED_IN_AUGUST.after(VOIDED)
    assert reopened.closed_on is None
    given(reopened).when(close(AUGUST)).then(closed(AUGUST))
    assert answers(lambda: reopened.must_be_open_on(SEPTEMBER)) is None


def test_any_outside_count_is_taken_back_by_itself() -> None:
    given(COUNTED).when(void(2)).then(RECOUNTED)
    later = COUNTED.after(RECOUNTED)
    assert [count.version for count in later.counts] == [3]
    given(later).when(attest(3, JUNE)).then(attested(3, JUNE))
    given(later).when(attest(4, JULY)).says_nothing()


@pytest.mark.parametrize(
    ("past", "version"),
    [
        (UNKNOWN, 0),
        (UNKNOWN, 1),
        (BACAU_CLOSED_IN_AUGUST, 0),
        (BACAU_CLOSED_IN_AUGUST.after(VOIDED), 2),
        (BACAU_CLOSED_IN_AUGUST.after(VOIDED), 3),
        (BACAU_CLOSED_IN_AUGUST.after(VOIDED).after(closed(AUGUST)), 2),
        (COUNTED.after(RECOUNTED), 2),
    ],
)
def test_of_a_site_nothing_else_is_taken_back_and_nothing_twice(past: Site, version: int) -> None:
    given(past).when(void(version)).refused(
        CannotBeVoided, "cannot be voided, or was voided already", "rientro log"
    )


@pytest.mark.parametrize(
    ("past", "event"),
    [
        (BACAU, VOIDED),
        (BACAU_CLOSED_IN_AUGUST, VOIDED.model_copy(update={"version": 1})),
        (BACAU_CLOSED_IN_AUGUST, VOIDED.model_copy(update={"effective_on": JULY})),
        (BACAU_CLOSED_IN_AUGUST.after(VOIDED), VOIDED),
        (COUNTED, RECOUNTED.model_copy(update={"version": 3})),
        (COUNTED, RECOUNTED.model_copy(update={"effective_on": JULY})),
        (COUNTED.after(RECOUNTED), RECOUNTED),
    ],
)
def test_a_void_in_the_history_names_what_stood(past: Site, event: SiteEvent) -> None:
    given(past).when(audited(event)).refused(HistoryDiffers, "which the history before it")


# When people come and go --------------------------------------------------------------------


def answers(rule: Callable[[], None]) -> type[Refusal] | None:
    try:
        rule()
    except Refusal as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    ("on", "arriving", "going"),
    [
        (LONG_AGO - ONE_DAY, SiteNotYetOpen, SiteNotYetOpen),
        (LONG_AGO, None, None),
        (AUGUST - ONE_DAY, None, None),
        (AUGUST, SiteIsClosed, None),
        (AUGUST + ONE_DAY, SiteIsClosed, SiteIsClosed),
    ],
)
def test_on_the_day_a_site_closes_people_may_go_but_not_come(
    on: date, arriving: type[Refusal] | None, going: type[Refusal] | None
) -> None:
    assert answers(lambda: BACAU_CLOSED_IN_AUGUST.must_be_open_on(on)) is arriving
    assert answers(lambda: BACAU_CLOSED_IN_AUGUST.must_release_on(on)) is going


def test_heads_are_counted_at_the_end_of_the_day() -> None:
    there = Occupancy([(JUNE, 2), (MARCH, 3), (AUGUST, -5)])
    days = [JANUARY, MARCH, JUNE - ONE_DAY, JUNE, AUGUST - ONE_DAY, AUGUST]
    assert [there.heads_on(day) for day in days] == [0, 3, 3, 5, 5, 0]
    assert there.first_occupied(JANUARY) == (MARCH, 3)
    assert there.first_occupied(JULY) == (JULY, 5)
    assert there.first_occupied(AUGUST) is None


changes = st.dictionaries(st.dates(MARCH, MARCH + timedelta(days=9)), st.integers(-3, 3))


@settings(deadline=None)
@whatever(changes, st.dates(MARCH, MARCH + timedelta(days=9)))
def test_the_heads_on_a_day_are_the_sum_of_the_changes_up_to_it(
    net: dict[date, int], on: date
) -> None:
    there = Occupancy(net.items())
    assert there.heads_on(on) == sum(change for day, change in net.items() if day <= on)


some_day = st.dates(LONG_AGO - ONE_DAY, LONG_AGO + timedelta(days=4))
commands = st.one_of(
    st.builds(lambda on: open_site(opening("RO", on)), some_day),
    st.builds(close, some_day, st.just(EMPTY)),
    st.builds(downsize, st.integers(1, 4), some_day, st.just(THREE_LONG_AGO)),
    st.builds(attest, st.integers(0, 2), some_day),
    st.builds(void, st.integers(1, 8)),
)


@settings(deadline=None)
@whatever(st.lists(commands, max_size=20))
def test_what_the_commands_say_the_audit_accepts_in_that_order(asked: list[Command]) -> None:
    past = UNKNOWN
    for command in asked:
        event = given(past).when(command).said
        if not isinstance(event, SiteEvent):
            continue
        books = THREE_LONG_AGO if isinstance(event, SiteDownsized) else EMPTY
        given(past).when(audited(event, books)).then(event)
        version, past = past.version, past.after(event)
        assert past.version == version + 1
        if isinstance(event, SiteClosingVoided | AttestationVoided | SiteOpeningVoided):
            given(past).when(command).refused(CannotBeVoided)
        elif not isinstance(event, SiteDownsized):
            given(past).when(command).says_nothing()
