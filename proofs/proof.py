"""Proofs about a tree, verified from hashes alone.

The two algorithms are those of RFC 9162, sections 2.1.3.2 and 2.1.4.2; the proofs are the same as
those of RFC 6962. A proof that is too short, too long, or not made of hashes is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proofs.merkle import HASH_BYTES, node_hash


class ProofError(ValueError):
    """The proof does not prove what it should."""


def verify_inclusion(
    *, leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Refuse unless the leaf is the one at the index (from 0) of the tree of that size and root."""
    _must_be_numbers(index, size)
    if index >= size:
        raise ProofError(f"A tree of {size} leaves has no index {index}.")
    _must_be_hashes(leaf_hash, root, *_elements(proof))
    computed = leaf_hash
    for is_left, sibling in _climb(index, size - 1, proof):
        computed = node_hash(sibling, computed) if is_left else node_hash(computed, sibling)
    if computed != root:
        raise ProofError("The proof leads to another root.")


def verify_consistency(
    *, size1: int, root1: bytes, size2: int, root2: bytes, proof: Sequence[bytes]
) -> None:
    """Refuse unless the tree of size 2 and root 2 begins with all of the tree of size 1 and root 1.

    Nothing can be proved from an empty tree, so size 1 is at least 1. Trees of one size are
    consistent where their roots are equal and the proof is empty.
    """
    _must_be_numbers(size1, size2)
    if size1 == 0:
        raise ProofError("Every tree begins with the empty one, so that there is nothing to prove.")
    if size1 > size2:
        raise ProofError(f"A tree of {size2} leaves cannot begin with one of {size1}.")
    hashes = _elements(proof)
    if size1 == size2:
        _must_be_one_tree(root1, root2, hashes)
        return
    _must_be_hashes(root1, root2, *hashes)
    if not hashes:
        raise ProofError("The proof is empty.")
    seed, index, last = root1, size1 - 1, size2 - 1
    if size1 & index:
        seed = hashes.pop(0)
    while index & 1:
        index, last = index >> 1, last >> 1
    computed1 = computed2 = seed
    for is_left, sibling in _climb(index, last, hashes):
        if is_left:
            computed1 = node_hash(sibling, computed1)
            computed2 = node_hash(sibling, computed2)
        else:
            computed2 = node_hash(computed2, sibling)
    if computed1 != root1:
        raise ProofError("The proof leads to another root of the smaller tree.")
    if computed2 != root2:
        raise ProofError("The proof leads to another root of the larger tree.")


def _must_be_one_tree(root1: bytes, root2: bytes, proof: Sequence[bytes]) -> None:
    if proof:
        raise ProofError("Between trees of one size, the proof is empty.")
    if root1 != root2:
        raise ProofError("Two trees of one size have different roots.")


def _climb(index: int, last: int, siblings: Sequence[bytes]) -> Iterator[tuple[bool, bytes]]:
    """The siblings on the way up to the root, each with whether it is the left one of its pair.

    `last` is the index of the last node of the level. On the right edge of a tree a node may have
    no sibling for some levels.
    """
    for sibling in siblings:
        if last == 0:
            raise ProofError("The proof has more hashes than the tree is high.")
        is_left = bool(index & 1) or index == last
        yield is_left, sibling
        while is_left and index and not index & 1:
            index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    if last != 0:
        raise ProofError("The proof has fewer hashes than the tree is high.")


def _elements(proof: Sequence[bytes]) -> list[bytes]:
    if not isinstance(proof, Sequence) or isinstance(proof, bytes | str):
        raise ProofError("The proof is not a list of hashes.")
    return list(proof)


def _must_be_numbers(*numbers: int) -> None:
    if any(type(number) is not int or number < 0 for number in numbers):
        raise ProofError("Sizes and indices are whole numbers from 0 on.")


def _must_be_hashes(*hashes: bytes) -> None:
    if any(not isinstance(each, bytes) or len(each) != HASH_BYTES for each in hashes):
        raise ProofError(f"Every hash is {HASH_BYTES} bytes long.")
