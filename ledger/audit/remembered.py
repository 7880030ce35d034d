"""The checkpoints that were signed here, met again on the way through the log.

They prove nothing to a stranger, since whoever rewrites events can rewrite the list too. But where
the two contradict each other, one of them was changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.signing.listed_checkpoints import believed_checkpoints
from ledger.signing.signing_refusals import ListRewritten
from ledger.store.errors import LedgerUnusable, NotPermitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ledger.signing.listed_checkpoints import ListedCheckpoint
    from ledger.store.database import Database
    from proofs.merkle import Frontier


class Remembered:
    """The checkpoints of a ledger's list that a growing tree has not come to yet."""

    def __init__(
        self, listed: Iterable[ListedCheckpoint] = (), wrong: Iterable[str | Exception] = ()
    ) -> None:
        self._wrong: list[str | Exception] = list(wrong)
        """What contradicts them so far."""
        self._next = sorted(listed, key=lambda each: each.size, reverse=True)
        """Those to come, the smallest last."""

    def grow(self, tree: Frontier, leaves: Sequence[bytes]) -> None:
        """Add the leaves to the tree, and compare its root wherever a checkpoint was signed."""
        added = 0
        while self._next and self._next[-1].size <= tree.size + len(leaves) - added:
            listed = self._next.pop()
            upto = added + listed.size - tree.size
            tree.extend(leaves[added:upto])
            added = upto
            if tree.root() != listed.root:
                self._wrong.append(
                    f"the first {listed.size} events are not those of checkpoint {listed.number}, "
                    f"which {listed.signed_by} signed at {listed.signed_at}"
                )
        tree.extend(leaves[added:])

    def contradictions(self, events: int, *, is_past: bool) -> list[str | Exception]:
        """What contradicts them; of a log that is read to its end, also that events are missing."""
        missing = () if is_past else reversed(self._next)
        return [
            *self._wrong,
            *(
                f"checkpoint {listed.number} was signed of {listed.size} events, and there are {events}"
                for listed in missing
            ),
        ]


def signed_here(database: Database) -> Remembered:
    """The checkpoints in the ledger's list; none where it may not be read, or was changed itself."""
    try:
        with database.reading() as connection:
            return Remembered(believed_checkpoints(database, connection))
    except NotPermitted:
        return Remembered()
    except ListRewritten as error:
        return Remembered(wrong=[error])
    except LedgerUnusable:
        return Remembered(wrong=["the ledger's list of checkpoints cannot be read"])
