"""Proofs are verified as RFC 9162 has it: the right ones pass, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest
import rfc6962
from hypothesis import given
from hypothesis import strategies as st

from proofs.merkle import EMPTY_ROOT, Tree, leaf_hash
from proofs.proof import ProofError, verify_consistency, verify_inclusion

SOME_HASH = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")
LEAVES, ROOTS = rfc6962.LEAVES, rfc6962.ROOTS
Probe = dict[str, Any]


def inclusion(index: int, size: int) -> Probe:
    path = rfc6962.INCLUSIONS[index, size]
    leaf = leaf_hash(LEAVES[index])
    return {"leaf_hash": leaf, "index": index, "size": size, "proof": path, "root": ROOTS[size]}


def consistency(size1: int, size2: int) -> Probe:
    path = rfc6962.CONSISTENCIES[size1, size2]
    return {
        "size1": size1,
        "root1": ROOTS[size1],
        "size2": size2,
        "root2": ROOTS[size2],
        "proof": path,
    }


def spoilt(path: list[bytes], *more: bytes) -> list[list[bytes]]:
    """The path with something added, left out, out of order, or changed by one bit."""
    wrong = [[*path, b""], [b"", *path]]
    wrong += [[*path, each] for each in more] + [[each, *path] for each in more]
    for at, each in enumerate(path):
        flipped = bytes([each[0] ^ 8]) + each[1:]
        wrong.append([*path[:at], flipped, *path[at + 1 :]])
        wrong.append([*path[:at], each[:-1], *path[at + 1 :]])
        wrong.append([*path[:at], *path[at + 1 :]])
        wrong.append([*path[:at], each, *path[at:]])
    return [each for each in wrong if each != path]


@pytest.mark.parametrize(("index", "size"), rfc6962.INCLUSIONS)
def test_a_published_audit_path_proves_its_leaf_and_nothing_else(index: int, size: int) -> None:
    right = inclusion(index, size)
    verify_inclusion(**right)
    wrong: list[Probe] = [
        {"index": other} for other in (index - 1, index + 1, index ^ 2, -1, 2**64 - 1)
    ]
    wrong += [{"size": other} for other in (size * 2, size // 2, 0, -size)]
    wrong += [{"leaf_hash": b"WrongLeaf"}, {"leaf_hash": SOME_HASH}, {"leaf_hash": b""}]
    wrong += [{"root": EMPTY_ROOT}, {"root": SOME_HASH}, {"root": b""}]
    wrong += [{"proof": path} for path in spoilt(right["proof"], right["root"], SOME_HASH)]
    for change in wrong:
        with pytest.raises(ProofError):
            verify_inclusion(**right | change)


@pytest.mark.parametrize(
    ("size1", "size2"), [sizes for sizes in rfc6962.CONSISTENCIES if sizes != (1, 1)]
)
def test_a_published_consistency_proof_proves_its_trees_and_no_others(
    size1: int, size2: int
) -> None:
    right = consistency(size1, size2)
    verify_consistency(**right)
    wrong: list[Probe] = [{"size1": other} for other in (size1 - 1, size1 + 1, size1 ^ 2, -size1)]
    wrong += [{"size2": other} for other in (size2 * 2, size2 // 2, 0, -size2)]
    wrong += [{"root1": b"WrongRoot"}, {"root2": b"WrongRoot"}, {"proof": []}]
    wrong += [{"root1": right["root2"], "root2": right["root1"]}]
    roots = (right["root1"], right["root2"])
    wrong += [{"proof": path} for path in spoilt(right["proof"], *roots)]
    for change in wrong:
        with pytest.raises(ProofError):
            verify_consistency(**right | change)


ROOT_1, ROOT_2 = b"don't care 1", b"don't care 2"
EDGES = [
    ((1, ROOT_2, 1, ROOT_2, []), True),
    ((1, ROOTS[1], 1, ROOTS[1], []), True),
    ((0, ROOT_1, 0, ROOT_2, []), False),
    ((1, ROOT_1, 1, ROOT_2, []), False),
    ((0, ROOT_1, 0, ROOT_1, []), False),
    ((0, ROOT_1, 1, ROOT_2, []), False),
    ((0, EMPTY_ROOT, 1, ROOT_2, []), False),
    ((1, ROOT_1, 0, ROOT_2, []), False),
    ((2, ROOT_1, 1, ROOT_2, []), False),
    ((1, ROOT_1, 2, ROOT_2, []), False),
    ((0, EMPTY_ROOT, 0, ROOT_2, []), False),
    ((1, EMPTY_ROOT, 1, ROOT_2, []), False),
    ((0, EMPTY_ROOT, 0, EMPTY_ROOT, [EMPTY_ROOT]), False),
    ((0, EMPTY_ROOT, 1, EMPTY_ROOT, [EMPTY_ROOT]), False),
    ((1, EMPTY_ROOT, 1, EMPTY_ROOT, [EMPTY_ROOT]), False),
]
"""Source: github.com/transparency-dev/merkle, testdata/consistency/additional."""


@pytest.mark.parametrize(("probe", "holds"), EDGES)
def test_the_edges_are_decided_as_published(
    probe: tuple[int, bytes, int, bytes, list[bytes]], holds: bool
) -> None:
    size1, root1, size2, root2, path = probe
    named: Probe = {"size1": size1, "root1": root1, "size2": size2, "root2": root2, "proof": path}
    if holds:
        verify_consistency(**named)
    else:
        with pytest.raises(ProofError):
            verify_consistency(**named)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 0), (2, 1)])
def test_no_leaf_is_in_a_tree_that_is_too_small(index: int, size: int) -> None:
    for leaf in (EMPTY_ROOT, SOME_HASH):
        with pytest.raises(ProofError, match="no index"):
            verify_inclusion(leaf_hash=leaf, index=index, size=size, proof=[], root=leaf)


@pytest.mark.parametrize("proof", [None, ROOTS[1], ROOTS[1].hex(), 7, [7], [ROOTS[1].hex()]])
def test_a_proof_that_is_not_a_list_of_hashes_is_refused(proof: Any) -> None:
    with pytest.raises(ProofError):
        verify_inclusion(**inclusion(0, 8) | {"proof": proof})
    with pytest.raises(ProofError):
        verify_consistency(**consistency(1, 8) | {"proof": proof})


def test_hashes_of_other_lengths_cannot_be_put_together_to_a_node() -> None:
    left, right = leaf_hash(LEAVES[0]), leaf_hash(LEAVES[1])
    named: Probe = {"index": 0, "size": 2, "root": ROOTS[2]}
    verify_inclusion(leaf_hash=left, proof=[right], **named)
    for cut in (0, 1, 31, 33, 63, 64):
        both = left + right
        with pytest.raises(ProofError, match="32 bytes"):
            verify_inclusion(leaf_hash=both[:cut], proof=[both[cut:]], **named)


@pytest.mark.parametrize("number", ["1", 1.0, True, None])
def test_a_number_that_is_not_whole_is_refused(number: Any) -> None:
    for name in ("index", "size"):
        with pytest.raises(ProofError):
            verify_inclusion(**inclusion(1, 5) | {name: number})
    for name in ("size1", "size2"):
        with pytest.raises(ProofError):
            verify_consistency(**consistency(1, 8) | {name: number})


leaves = st.lists(st.binary(max_size=12), min_size=1, max_size=60, unique=True)


@given(leaves, st.data())
def test_the_definition_s_paths_prove_and_no_leaf_is_proved_elsewhere(
    entries: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(entries) - 1))
    right: Probe = {
        "leaf_hash": leaf_hash(entries[index]),
        "index": index,
        "size": len(entries),
        "proof": rfc6962.path(index, entries),
        "root": rfc6962.mth(entries),
    }
    verify_inclusion(**right)
    for other in range(-1, len(entries) + 2):
        if other != index:
            with pytest.raises(ProofError):
                verify_inclusion(**right | {"index": other})
    for path in spoilt(right["proof"], right["root"]):
        with pytest.raises(ProofError):
            verify_inclusion(**right | {"proof": path})


@given(leaves, st.data())
def test_the_definition_s_consistency_proofs_prove_and_spoilt_ones_do_not(
    entries: list[bytes], data: st.DataObject
) -> None:
    size1 = data.draw(st.integers(1, len(entries)))
    right: Probe = {
        "size1": size1,
        "root1": rfc6962.mth(entries[:size1]),
        "size2": len(entries),
        "root2": rfc6962.mth(entries),
        "proof": rfc6962.proof(size1, entries),
    }
    verify_consistency(**right)
    for path in spoilt(right["proof"], right["root1"], right["root2"]):
        with pytest.raises(ProofError):
            verify_consistency(**right | {"proof": path})
    with pytest.raises(ProofError):
        verify_consistency(**right | {"root1": SOME_HASH})


def test_every_proof_of_a_rewritten_log_fails() -> None:
    before = [bytes([number]) for number in range(33)]
    after = [*before[:20], b"forged", *before[21:], b"more"]
    tree = Tree(map(leaf_hash, after))
    for size1 in range(1, 34):
        probe: Probe = {"size1": size1, "root1": rfc6962.mth(before[:size1])}
        probe |= {"size2": 34, "root2": tree.root(34), "proof": tree.consistency(size1, 34)}
        if size1 <= 20:
            verify_consistency(**probe)
        else:
            with pytest.raises(ProofError):
                verify_consistency(**probe)
