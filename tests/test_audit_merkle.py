"""The Merkle tree gives the roots and proofs of RFC 6962, however it is fed."""

from __future__ import annotations

from itertools import accumulate

import pytest
import rfc6962
from hypothesis import given
from hypothesis import strategies as st

from proofs.merkle import EMPTY_ROOT, Frontier, Tree, leaf_hash, node_hash

ENTRIES = [bytes([number % 251]) * (number % 7) for number in range(70)]
entries = st.lists(st.binary(max_size=40), max_size=70)


def tree(leaves: list[bytes]) -> Tree:
    return Tree(map(leaf_hash, leaves))


def grown(leaves: list[bytes]) -> Frontier:
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier


@pytest.mark.parametrize("size", range(len(rfc6962.ROOTS)))
def test_the_published_roots_are_found(size: int) -> None:
    leaves = rfc6962.LEAVES[:size]
    assert grown(leaves).root() == rfc6962.ROOTS[size]
    assert tree(rfc6962.LEAVES).root(size) == rfc6962.ROOTS[size]


@pytest.mark.parametrize(("index", "size"), rfc6962.INCLUSIONS)
def test_the_published_audit_paths_are_found(index: int, size: int) -> None:
    found = tree(rfc6962.LEAVES).inclusion(index, size)
    assert found == rfc6962.INCLUSIONS[index, size]


@pytest.mark.parametrize(("size1", "size2"), rfc6962.CONSISTENCIES)
def test_the_published_consistency_proofs_are_found(size1: int, size2: int) -> None:
    found = tree(rfc6962.LEAVES).consistency(size1, size2)
    assert found == rfc6962.CONSISTENCIES[size1, size2]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root() == tree([]).root(0) == EMPTY_ROOT == rfc6962.ROOTS[0]


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


def test_every_root_and_proof_up_to_forty_leaves_is_that_of_the_definition() -> None:
    whole = tree(ENTRIES)
    for size in range(1, 41):
        some = ENTRIES[:size]
        assert whole.root(size) == rfc6962.mth(some)
        for index in range(size):
            assert whole.inclusion(index, size) == rfc6962.path(index, some)
            assert whole.consistency(index + 1, size) == rfc6962.proof(index + 1, some)


@given(entries, st.data())
def test_a_tree_gives_what_the_definition_gives(leaves: list[bytes], data: st.DataObject) -> None:
    whole = tree(leaves)
    size = data.draw(st.integers(0, len(leaves)))
    assert whole.root(size) == rfc6962.mth(leaves[:size])
    if size:
        index = data.draw(st.integers(0, size - 1))
        assert whole.inclusion(index, size) == rfc6962.path(index, leaves[:size])
        assert whole.consistency(index + 1, size) == rfc6962.proof(index + 1, leaves[:size])


@given(st.lists(st.lists(st.binary(max_size=9), max_size=20), max_size=8))
def test_a_frontier_gives_the_same_however_the_leaves_come(parts: list[list[bytes]]) -> None:
    together, singly = Frontier(), Frontier()
    leaves: list[bytes] = []
    for part in parts:
        leaves += part
        together.extend(part)
        for leaf in part:
            singly.append(leaf)
        assert together.size == singly.size == len(leaves)
        assert together.root() == singly.root() == rfc6962.mth(leaves)
        assert together.edge == singly.edge


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_frontier_goes_on_from_the_edge_that_was_kept(before: int, after: int) -> None:
    leaves = [bytes([number]) for number in range(before + after)]
    first = grown(leaves[:before])
    kept = Frontier(first.size, first.edge)
    kept.extend(leaves[before:])
    assert (kept.size, kept.root()) == (before + after, rfc6962.mth(leaves))
    assert first.size == before


def test_more_leaves_than_are_hashed_at_once_give_the_same_root() -> None:
    leaves = [number.to_bytes(3, "big") for number in range(9_001)]
    assert grown(leaves).root() == tree(leaves).root(9_001) == rfc6962.mth(leaves)


def test_an_edge_is_the_roots_of_the_full_subtrees_largest_first() -> None:
    sizes = [4, 2, 1]
    starts = [0, *accumulate(sizes)]
    parts = [ENTRIES[start : start + size] for start, size in zip(starts, sizes, strict=False)]
    assert grown(ENTRIES[:7]).edge == tuple(map(rfc6962.mth, parts))


@pytest.mark.parametrize(
    ("size", "edge"),
    [(-1, []), (0, [EMPTY_ROOT]), (1, []), (2, [EMPTY_ROOT] * 2), (3, [EMPTY_ROOT, b"short"])],
)
def test_an_edge_that_does_not_fit_its_size_is_refused(size: int, edge: list[bytes]) -> None:
    with pytest.raises(ValueError, match="right edge"):
        Frontier(size, edge)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 9), (8, 9)])
def test_no_path_is_given_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        tree(rfc6962.LEAVES).inclusion(index, size)


@pytest.mark.parametrize(("size1", "size2"), [(0, 3), (4, 3), (3, 9), (-1, 2)])
def test_no_consistency_is_proved_between_sizes_that_are_not_there(size1: int, size2: int) -> None:
    with pytest.raises(ValueError, match="no such leaf or size"):
        tree(rfc6962.LEAVES).consistency(size1, size2)


@pytest.mark.parametrize("size", [-1, 9])
def test_no_root_is_given_for_a_size_that_is_not_there(size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf or size"):
        tree(rfc6962.LEAVES).root(size)
