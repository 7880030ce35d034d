"""The tree of RFC 6962, written slowly and straight from the definitions of its section 2.1.

The names are the RFC's: MTH, PATH, PROOF and SUBPROOF over a list of entries D.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

D = Sequence[bytes]


def split(n: int) -> int:
    """K, the largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(entries: D) -> bytes:
    """Section 2.1, the Merkle Tree Hash."""
    n = len(entries)
    if n == 0:
        return sha256(b"").digest()
    if n == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(n)
    return sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def path(m: int, entries: D) -> list[bytes]:
    """Section 2.1.1, the audit path of the entry at index m."""
    n = len(entries)
    if n == 1:
        return []
    k = split(n)
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m: int, entries: D) -> list[bytes]:
    """Section 2.1.2, the consistency proof from the first m entries to all of them."""
    return subproof(m, entries, b=True)


def subproof(m: int, entries: D, *, b: bool) -> list[bytes]:
    """Section 2.1.2, the recursion of the proof."""
    n = len(entries)
    if m == n:
        return [] if b else [mth(entries)]
    k = split(n)
    if m <= k:
        return [*subproof(m, entries[:k], b=b), mth(entries[k:])]
    return [*subproof(m - k, entries[k:], b=False), mth(entries[:k])]


LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""The entries with which the implementations of Certificate Transparency are tested.

Source of these and of all values below: github.com/transparency-dev/merkle, proof/verify_test.go.
"""

ROOTS = [
    bytes.fromhex(text)
    for text in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
"""By the number of those entries."""

_NODES = {
    name: bytes.fromhex(text)
    for name, text in (
        ("1", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
        ("23", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
        ("4567", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
        ("4", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
        ("67", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
        ("45", "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
        ("6", "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"),
    )
} | {"0": ROOTS[1], "01": ROOTS[2], "0123": ROOTS[4]}


def _nodes(*names: str) -> list[bytes]:
    """The hashes of the nodes over these leaves."""
    return [_NODES[name] for name in names]


INCLUSIONS = {
    (0, 1): [],
    (0, 8): _nodes("1", "23", "4567"),
    (5, 8): _nodes("4", "67", "0123"),
    (2, 3): _nodes("01"),
    (1, 5): _nodes("0", "23", "4"),
}
"""Audit paths by index and size."""

CONSISTENCIES = {
    (1, 1): [],
    (1, 8): _nodes("1", "23", "4567"),
    (6, 8): _nodes("45", "67", "0123"),
    (2, 5): _nodes("23", "4"),
    (6, 7): _nodes("45", "6", "0123"),
}
"""Consistency proofs by the two sizes."""
