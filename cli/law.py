"""`rule` and `union`: the laws that ask for a notice, recorded from files that a lawyer can read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from cli.commands import group
from cli.options import answer_format, dry_run, known_at
from cli.session import Session, pass_session
from cli.values import DAY, READ_FILE, Value, line

RULE = Value("code", "RULE", "a rule's code")
UNION = Value("code", "UNION", "a union's code")


def terms_of(terms: Path | None, shipped: str | None) -> bytes:
    """The file of terms that is named, or that is shipped under a name; refuses both, and neither."""
    if (terms is None) == (shipped is None):
        raise click.UsageError("Name a file with --terms, or one that is shipped with --shipped.")
    if terms is not None:
        return terms.read_bytes()
    from domain.law import shipped as shipped_file

    return shipped_file(str(shipped))


@group(
    short_help="Adopt and look at laws that ask for notices.",
    epilog="Example: rientro rule list",
)
def rule() -> None:
    """Adopt and look at laws that ask for notice before work goes abroad.

    This is bookkeeping and no legal advice: a verdict says what follows from the text that was adopted.
    """


@rule.command(
    short_help="Adopt the rules of a file, and the unions that they name.",
    epilog="Example: rientro rule adopt --shipped it-24-bis",
)
@click.option("--terms", type=READ_FILE, help="A TOML file, like those that are shipped.")
@click.option("--shipped", metavar="NAME", help="A file that is shipped: it-24-bis or eu.")
@click.option("--reason", type=line("reason"), help="Why what was said before is said otherwise.")
@dry_run
@answer_format
@pass_session
def adopt(
    session: Session,
    terms: Path | None,
    shipped: str | None,
    reason: str | None,
    dry_run: bool,
    format_: str,
) -> None:
    """Adopt the rules of a file, and describe the unions of countries in it.

    A union is recorded in the same way as a rule: eu, which is shipped, holds the member states of the
    European Union with the days on which each was one.
    """
    from domain.notices.laws import read_law
    from domain.notices.notice_commands import AdoptLaw

    command = AdoptLaw(read_law(terms_of(terms, shipped)), reason=reason)
    session.record(session.recorder().record(command, dry_run=dry_run), format_)


@rule.command("list", epilog="Example: rientro rule list --on 2016-06-01")
@click.option("--on", type=DAY, help="Only those in force on this day.")
@known_at
@answer_format
@pass_session
def list_(session: Session, on: date | None, known_at: datetime | None, format_: str) -> None:
    """List the rules that are adopted."""
    from answers.law import rule_list

    with session.asking(known_at) as view:
        answer = rule_list(view, on)
    session.show(answer, format_)


@rule.command("show", epilog="Example: rientro rule show IT-24BIS-2017")
@click.argument("code", type=RULE)
@known_at
@answer_format
@pass_session
def show_(session: Session, code: str, known_at: datetime | None, format_: str) -> None:
    """Show a rule with its clause, word for word."""
    from answers.law import rule_shown

    with session.asking(known_at) as view:
        answer = rule_shown(view, code)
    session.show(answer, format_)


@group(epilog="Example: rientro union show EU --on 2020-02-01")
def union() -> None:
    """Look at unions of countries; rientro rule adopt records them."""


@union.command("show", epilog="Example: rientro union show EU --on 2020-02-01")
@click.argument("code", type=UNION)
@click.option("--on", type=DAY, help="Only who is a member on this day.")
@known_at
@answer_format
@pass_session
def show_union(
    session: Session, code: str, on: date | None, known_at: datetime | None, format_: str
) -> None:
    """Show the members of a union, each with the days on which it was one."""
    from answers.law import union_shown

    with session.asking(known_at) as view:
        answer = union_shown(view, code, on)
    session.show(answer, format_)
