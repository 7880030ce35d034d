"""The past can be asked again, a voided mistake leaves no trace, and exports can be read back."""

from __future__ import annotations

import io
from contextlib import suppress

from examples import examples
from histories import (
    AT_LAST,
    DAYS,
    OPENED,
    OPERATORS,
    Answers,
    Step,
    act,
    answers,
    desks,
    exported,
    late,
    steps,
)
from hypothesis import example, given
from hypothesis import strategies as st
from ledgers import Desk

from domain.batches import UnknownBatch
from domain.voids import VoidBatch
from ledger.exchange.restoring import restore

few = examples(2, soaked=4)


def same(one: Answers, other: Answers) -> None:
    """The figures agree; a group in which nothing stands may be shown or not."""
    assert one.in_figures() == other.in_figures()
    assert one.people == other.people
    assert one.progress == other.progress


def void_batch(desk: Desk, name: str) -> None:
    """Take a batch back; one that recorded nothing is not known."""
    with suppress(UnknownBatch):
        desk.ledger.record(VoidBatch(name, reason="mistaken"))


@few
@given(before=steps, after=steps)
def test_the_answer_given_then_is_the_answer_for_then_given_now(
    before: list[Step], after: list[Step]
) -> None:
    with desks() as desk_of:
        desk = desk_of("one")
        for step in before:
            act(desk, step)
        then, said = desk.clock.now, answers(desk)
        for step in after:
            act(desk, step)
        for code in OPERATORS:
            act(desk, ("void", code, AT_LAST))
        assert answers(desk, known_at=then) == said


@few
@given(history=steps, mistakes=st.lists(late, min_size=1, max_size=3))
def test_a_voided_batch_is_as_if_it_had_never_been_recorded(
    history: list[Step], mistakes: list[Step]
) -> None:
    with desks() as desk_of:
        desk = desk_of("one")
        for step in history:
            act(desk, step)
        said = answers(desk)
        for number, step in enumerate(mistakes):
            act(desk, step, f"mistake-{number}")
        for number in reversed(range(len(mistakes))):
            void_batch(desk, f"mistake-{number}")
        same(answers(desk), said)
        assert {finding.kind for finding in desk.findings()} <= {"attestation-differs"}


@few
@given(history=steps, step=late, other=late)
def test_void_and_do_over_is_as_if_it_had_been_right_at_once(
    history: list[Step], step: Step, other: Step
) -> None:
    with desks() as desk_of:
        once, twice = desk_of("once"), desk_of("twice")
        for each in history:
            act(once, each)
            act(twice, each)
        act(twice, other, "mistake")
        void_batch(twice, "mistake")
        assert act(once, step) == act(twice, step)
        same(answers(twice), answers(once))


@few
@given(before=steps, after=steps)
def test_a_ledger_made_of_exported_events_is_the_same_ledger(
    before: list[Step], after: list[Step]
) -> None:
    with desks() as desk_of:
        desk, copy = desk_of("one"), desk_of("new")
        for step in before:
            act(desk, step)
        then = desk.clock.now
        for step in after:
            act(desk, step)
        log = exported(desk, "events", "jsonl")
        restore(copy.database, io.BytesIO(log))
        assert exported(copy, "events", "jsonl") == log
        assert answers(copy) == answers(desk)
        assert answers(copy, known_at=then) == answers(desk, known_at=then)
        assert copy.read_model() == desk.read_model()
        assert copy.findings() == desk.findings()


@few
@given(history=steps)
@example(
    [
        ("hire", ["OP-1", "OP-2"], "RO-IAS", "SOHO", "0.5", OPENED),
        ("reassign", ["OP-1"], None, "0.5", DAYS[0]),
        ("transfer", ["OP-2"], "IT-CAG", None, "0.3333", DAYS[0]),
    ]
)
def test_exported_movements_imported_elsewhere_give_the_same_figures(history: list[Step]) -> None:
    with desks() as desk_of:
        desk = desk_of("one")
        for step in history:
            act(desk, step)
        said = answers(desk)
        for as_ in ("csv", "xlsx"):
            copy = desk_of(as_)
            copy.ledger.import_movements(exported(desk, "movements", as_))
            there = answers(copy)
            assert there.in_figures() == said.in_figures()
            assert there.people == said.people
