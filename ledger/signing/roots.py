"""The root of a log, and the latest checkpoint that was signed of it, for whoever reads a report."""

from __future__ import annotations

from base64 import b64encode
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Integer, literal_column, select, table

from ledger.signing.stored_leaves import stored_leaves
from ledger.store.tables import CHECKPOINTS_TABLE
from proofs.merkle import Frontier

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.signing.listed_checkpoints import ListedCheckpoint
    from ledger.store.database import Database

MOST_READ = 50_000
"""How many events are hashed at most; for more, `audit checkpoint` is the command."""
_PAGE = 4_096


def latest_checkpoint(
    database: Database, connection: Connection, position: int
) -> ListedCheckpoint | None:
    """The latest checkpoint that was signed here of no more events than these."""
    if CHECKPOINTS_TABLE not in database.tables(connection):
        return None
    listed_here = table(CHECKPOINTS_TABLE, schema=database.schema)
    any_signed = select(literal_column("1", Integer)).select_from(listed_here).limit(1)
    if connection.execute(any_signed).first() is None:
        return None  # what believes a checkpoint is not loaded for none
    from ledger.signing.listed_checkpoints import signed_checkpoints

    listed = signed_checkpoints(database, connection)
    return next((each for each in reversed(listed) if each.size <= position), None)


def root_of(database: Database, connection: Connection, position: int) -> str | None:
    """The root of the events up to the position, in Base64; none if they are too many to hash.

    Nothing that is listed is believed: every event is read.
    """
    if position > MOST_READ:
        return None
    frontier = Frontier()
    leaves = islice(stored_leaves(database, connection), position)
    while page := list(islice(leaves, _PAGE)):
        frontier.extend(page)
    return b64encode(frontier.root()).decode()
