"""What is asked for is a value, and every kind of it is carried out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

from ledgers import Desk
from places import Place

from domain.command import Command
from domain.placement import Placement
from domain.workforce.movement_commands import Chosen, Hire, Leave, Reassign, Transfer
from ledger import recording
from ledger.exchange.movement_file import MovementFile
from ledger.exchange.sheets.problems import Problems

JANUARY, JUNE = date(2018, 1, 1), date(2018, 6, 1)


def kinds(of: type[Command]) -> set[str]:
    """The kinds of commands that can be given: those that have a word.

    By their names, since a dataclass with slots is made of another class, which stays known.
    """
    below = {kind for each in of.__subclasses__() for kind in kinds(each)}
    return below | {of.__name__} if hasattr(of, "word") else below


def test_every_kind_of_command_is_carried_out() -> None:
    names = [each.name for each in iter_modules(recording.__path__)]
    modules = {name: import_module(f"{recording.__name__}.{name}") for name in names}
    tables = {
        name: each.CARRIES_OUT for name, each in modules.items() if hasattr(each, "CARRIES_OUT")
    }
    assert kinds(Command) == {kind.__name__ for table in tables.values() for kind in table}
    for subject, table in tables.items():
        assert {kind.__module__.split(".")[1] for kind in table} == {subject}


def test_a_row_of_a_file_asks_for_what_can_be_typed() -> None:
    file = MovementFile(
        b"movement,operator,count,site,to_site,contract,fte,effective_on,reason\n"
        b"hire,,25,IT-LEC,,FW-SOHO,,2018-01-01,\n"
        b"transfer,OP-7,,RO-IAS,IT-CAG,,0.5,2018-06-01,\n"
        b"reassign,OP-7,,,,-,,2018-06-01,\n"
        b"leave,OP-7,,,,,,2018-06-01,resigned\n",
        Problems(),
    )
    seven = Chosen(("OP-7",))
    assert [row.asks for row in file.rows] == [
        Hire(Chosen(count=25), at=Placement("IT-LEC", "FW-SOHO"), effective_on=JANUARY),
        Transfer(
            seven, from_site="RO-IAS", to_site="IT-CAG", fte=Decimal("0.5"), effective_on=JUNE
        ),
        Reassign(seven, contract=None, effective_on=JUNE),
        Leave(seven, reason="resigned", effective_on=JUNE),
    ]


def test_a_command_can_be_tried_before_it_is_recorded(place: Place) -> None:
    desk = Desk(place)
    desk.open("IT-LEC", JANUARY)
    hire = Hire(Chosen(count=3), at=Placement("IT-LEC"), effective_on=JUNE)
    tried = desk.ledger.record(hire, dry_run=True)
    assert desk.position == tried.position == 2
    recorded = desk.ledger.record(hire)
    assert [each.event for each in recorded.recorded] == [each.event for each in tried.recorded]
    assert desk.position == recorded.position == 6
