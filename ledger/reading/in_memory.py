"""Figures for somebody who may not write them: copies in memory, level with the events.

They are temporary tables that only one transaction sees, and that end with it. The kept tables are
copied into them, and the events after those are folded into the copies. So the answer is that of
somebody who may write, and nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import column, select, table

from ledger.reading import catching_up
from projections import projector, reach

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.reading.catching_up import Meter
    from ledger.store.database import Database


def level_in_memory(
    database: Database,
    connection: Connection,
    meter: Meter = catching_up.no_meter,
    *,
    anew: bool = False,
) -> bool:
    """Let names of figures lead to copies that know all events; whether that is possible here.

    It costs the copying of all figures, so it is done only if they are behind; or, if they are not
    to be believed, the folding of all events `anew`.
    """
    if not database.may_have_temporary_tables(connection):
        return False
    tables = database.tables(connection)
    are_kept = not anew and catching_up.exists(tables)
    position = catching_up.reached(database, connection, tables).position if are_kept else 0
    schema = database.make_temporary(connection, projector.create)
    if are_kept:
        connection.execute(reach.projected.delete())
        for copy in projector.all_tables():
            names = [each.name for each in copy.columns]
            kept = table(copy.name, *map(column, names), schema=schema)
            connection.execute(copy.insert().from_select(names, select(kept)))
    catching_up.fold_after(database, connection, position, meter)
    database.no_more_is_written(connection)
    return True
