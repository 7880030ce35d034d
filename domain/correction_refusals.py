"""What is refused of changes, corrections and the taking back of facts, whatever they are of."""

from __future__ import annotations

from datetime import date

from domain.refusal import Refusal


class StillLeanedOn(Refusal):
    """What other records lean on is not taken back before them."""

    def __init__(self, what: str, leaning: str) -> None:
        super().__init__(
            f"{what} cannot be voided while {leaning}. Void that first, by its position in: rientro log"
        )


class NothingDiffers(Refusal):
    """A change says something else than what holds already."""

    def __init__(self, what: str, since: date) -> None:
        super().__init__(f"All this holds of {what} already, since {since}. Say what changes.")


class ChangeOutOfOrder(Refusal):
    """What changes is recorded in the order in which it takes effect, after the beginning."""

    def __init__(self, what: str, on: date, latest_on: date) -> None:
        super().__init__(
            f"{what} began or last changed on {latest_on}, which is not before {on}. Give a later "
            "date, or correct what was written down wrong."
        )
