"""The Merkle tree of RFC 6962, section 2.1: one hash that stands for a whole sequence of leaves.

A leaf's hash is SHA-256(0x00 || leaf), a node's SHA-256(0x01 || left || right). The prefixes keep a
leaf from passing for a node. Of n leaves, the left branch holds the largest power of two below n.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""

_PAIR = 2 * HASH_BYTES
_AT_ONCE = 4_096


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two branches."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a tree that grows: all that is needed to go on, and to tell the root.

    The edge is the roots of the full subtrees that the leaves fall into, largest first: one for
    every 1 in the binary form of the size. It is as long as the size has digits.
    """

    def __init__(self, size: int = 0, edge: Sequence[bytes] = ()) -> None:
        heights = [height for height in range(size.bit_length()) if size >> height & 1]
        if size < 0 or len(edge) != len(heights) or any(len(root) != HASH_BYTES for root in edge):
            raise ValueError(f"This is not the right edge of a tree of {size} leaves.")
        self._size = size
        self._roots: list[bytes | None] = [None] * size.bit_length()
        for height, root in zip(reversed(heights), edge, strict=True):
            self._roots[height] = root

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return self._size

    @property
    def edge(self) -> tuple[bytes, ...]:
        """The roots of the full subtrees, largest first; `Frontier(size, edge)` goes on from it."""
        return tuple(root for root in reversed(self._roots) if root is not None)

    def root(self) -> bytes:
        """The root of the tree as it is."""
        *larger, root = self.edge or (EMPTY_ROOT,)
        for left in reversed(larger):
            root = node_hash(left, root)
        return root

    def append(self, leaf: bytes) -> None:
        """Add one leaf."""
        self.extend_hashes((leaf_hash(leaf),))

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves. Many at once take far less time for each than one by one."""
        remaining = iter(leaves)
        while hashes := [sha256(b"\x00" + leaf).digest() for leaf in islice(remaining, _AT_ONCE)]:
            self.extend_hashes(hashes)

    def extend_hashes(self, hashes: Iterable[bytes]) -> None:
        """Add leaves by their hashes.

        It is an addition of two numbers: level by level, what is left over of a pair stays in the
        edge, and the pairs are carried into the level above.
        """
        carried = list(hashes)
        self._size += len(carried)
        height = 0
        while carried:
            if height == len(self._roots):
                self._roots.append(None)
            left = self._roots[height]
            if left is not None:
                carried.insert(0, left)
            self._roots[height] = carried.pop() if len(carried) % 2 else None
            pairs = iter(carried)
            carried = [sha256(b"\x01" + a + b).digest() for a, b in zip(pairs, pairs, strict=True)]
            height += 1


class Tree:
    """A whole tree, kept by its hashes, that gives the root of any size and proofs.

    It keeps about 64 bytes for every leaf.
    """

    def __init__(self, leaf_hashes: Iterable[bytes]) -> None:
        level = b"".join(leaf_hashes)
        self._levels = [level]
        """The hashes of each level, from the leaves up, without those that stand for too few."""
        while len(level) >= _PAIR:
            starts = range(0, len(level) - HASH_BYTES, _PAIR)
            level = b"".join([sha256(b"\x01" + level[at : at + _PAIR]).digest() for at in starts])
            self._levels.append(level)

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return len(self._levels[0]) // HASH_BYTES

    def root(self, size: int) -> bytes:
        """The root of the first so many leaves."""
        self._must_hold(0 <= size <= self.size)
        return self._over(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The audit path of section 2.1.1: with it, the leaf gives the root of that size."""
        self._must_hold(0 <= index < size <= self.size)
        path, start, end = [], 0, size
        while end - start > 1:
            middle = start + _left_branch(end - start)
            if index < middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, size1: int, size2: int) -> list[bytes]:
        """The proof of section 2.1.2: the tree of the larger size begins with the smaller one."""
        self._must_hold(0 < size1 <= size2 <= self.size)
        path, start, end = [], 0, size2
        while end != size1:
            middle = start + _left_branch(end - start)
            if size1 <= middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start = middle
        if start:
            path.append(self._over(start, end))
        return path[::-1]

    def _over(self, start: int, end: int) -> bytes:
        """The root over the leaves from start up to end, which a subtree begins with."""
        size = end - start
        height = size.bit_length() - 1
        if size == 1 << height:
            at = (start >> height) * HASH_BYTES
            return self._levels[height][at : at + HASH_BYTES]
        middle = start + _left_branch(size)
        return node_hash(self._over(start, middle), self._over(middle, end))

    def _must_hold(self, rule: bool) -> None:
        if not rule:
            raise ValueError(f"A tree of {self.size} leaves has no such leaf or size.")


def _left_branch(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)
