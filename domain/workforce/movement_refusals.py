"""What is refused of operators and their movements."""

from __future__ import annotations

from datetime import date, datetime

from domain.refusal import Refusal, unknown_said


class AlreadyHired(Refusal):
    """An operator is in one place: nobody is hired twice."""

    def __init__(self, operator: str, site: str, since: date) -> None:
        super().__init__(
            f"{operator} is at {site}, by a movement of {since}, and cannot be hired again. "
            "Transfer the operator, or record first that the operator left."
        )


class NotHired(Refusal):
    """Only an operator who was hired can be moved."""

    def __init__(self, operator: str) -> None:
        super().__init__(
            f"{operator} was never hired, so there is nothing to move. "
            f"Check the code, or record the hire first: rientro hire {operator} --at SITE --on DATE"
        )


class AlreadyLeft(Refusal):
    """An operator who left cannot be moved."""

    def __init__(self, operator: str, left_on: date) -> None:
        super().__init__(
            f"{operator} left on {left_on} and cannot be moved after that. "
            "Check the code, or record a new hire. Where the leaving itself is wrong, void it: "
            f"rientro void {operator} --reason TEXT"
        )


class OutOfOrder(Refusal):
    """One operator's movements are recorded in the order in which they took effect."""

    def __init__(self, operator: str, effective_on: date, latest_on: date) -> None:
        super().__init__(
            f"{operator} already has a movement on {latest_on}, which is later than "
            f"{effective_on}. Void the later movement first: rientro void {operator} --reason TEXT"
        )


class SameSite(Refusal):
    """A transfer changes the site."""

    def __init__(self, operator: str, site: str) -> None:
        super().__init__(
            f"{operator} is already at {site}. A transfer changes the site; "
            "to change the contract, the hours or the engagement there, use: rientro reassign"
        )


class NothingChanges(Refusal):
    """A reassignment changes the contract, the hours or the engagement."""

    def __init__(self, operator: str) -> None:
        super().__init__(
            f"{operator} already works on that contract at those hours, engaged so. "
            "Give another contract, other hours or another engagement."
        )


class NotAtSite(Refusal):
    """The site named as the origin is not where the operator is."""

    def __init__(self, operator: str, site: str, actual: str) -> None:
        super().__init__(
            f"{operator} is at {actual}, not at {site}. Name {actual}, or leave the site out."
        )


class NotEnoughOperators(Refusal):
    """There are fewer operators to pick from than were asked for."""

    def __init__(self, site: str, on: date, asked: int, there: int, moving_later: int) -> None:
        later = (
            f" {moving_later} more already have a movement after that date." if moving_later else ""
        )
        super().__init__(
            f"{asked} operators were asked for, but {there} can be picked at {site} on {on}.{later}"
            f" See who is there: rientro operator list --at {site} --on {on}"
        )


class CodesExhausted(Refusal):
    """A made operator code would be longer than a code may be."""

    def __init__(self, site: str) -> None:
        super().__init__(
            f"Codes made from {site} would be longer than 64 characters. "
            "Name the operators, or use a site with a shorter code."
        )


class NothingToVoid(Refusal):
    """There is no standing movement to take back."""

    def __init__(self, operator: str, since: date | None = None) -> None:
        when = f" on or after {since}" if since else ""
        super().__init__(
            f"{operator} has no movement{when} that could be voided. "
            f"See what was recorded: rientro operator show {operator}"
        )


class NotLatestMovement(Refusal):
    """Only an operator's latest standing movement can be voided."""

    def __init__(self, operator: str, later: str) -> None:
        super().__init__(
            f"{operator} has a later movement: {later}. Void that one first, "
            f"or void both with: rientro void {operator} --back-to DATE --reason TEXT"
        )


class NamedTwice(Refusal):
    """One command names an operator once."""

    def __init__(self, operator: str) -> None:
        super().__init__(f"{operator} is named twice. Name every operator once.")


class UnknownOperator(Refusal):
    """An operator must have been recorded."""

    def __init__(self, operator: str, known_at: datetime | None = None) -> None:
        advice = "Check the code with: rientro operator list --on DATE"
        super().__init__(unknown_said(f"operator {operator}", advice, known_at))
