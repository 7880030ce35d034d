"""What a shell offers where a code of the ledger is typed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from cli.session import DEFAULT_LEDGER

if TYPE_CHECKING:
    import click

    from ledger.reading.codes import CodeKind


def codes(ctx: click.Context, kind: CodeKind, beginning: str) -> list[CompletionItem]:
    """The codes that the ledger knows; none if it cannot be asked, since a shell shows no errors."""
    from ledger.reading.codes import codes_known
    from ledger.reading.readings import Readings
    from ledger.store.addresses import database_at

    named = ctx.find_root().params.get("ledger") or DEFAULT_LEDGER
    found: list[str] = []
    with suppress(Exception), Readings(database_at(named)).asking() as view:
        found = codes_known(view, kind, beginning)
    return [CompletionItem(each) for each in found]
