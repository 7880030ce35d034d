"""What is refused of contracts."""

from __future__ import annotations

from datetime import date

from domain.refusal import Refusal, quoted


class UnknownContract(Refusal):
    """A contract must have been signed before work is put on it."""

    def __init__(self, contract: str) -> None:
        super().__init__(
            f"No contract {contract} is known. Check the code with: rientro contract list, "
            f"or sign it: rientro contract sign {contract} --client NAME --on DATE"
        )


class ContractNotRunning(Refusal):
    """Work is put only on a contract that runs on that date."""

    def __init__(self, contract: str, runs: str, on: date) -> None:
        super().__init__(
            f"Contract {contract} {runs} and does not run on {on}. "
            "Give another date, another contract, or none."
        )


class ReservedCode(Refusal):
    """No contract is called like the sign that means none."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{quoted(code)} means no contract. Give the contract another code.")


class ContractAlreadySigned(Refusal):
    """A contract is signed once; its facts are not rewritten."""

    def __init__(self, contract: str, signed_on: date) -> None:
        super().__init__(
            f"Contract {contract} was already signed from {signed_on} on with other facts. "
            "See them with: rientro contract list, or sign the new one under another code."
        )


class ContractAlreadyEnded(Refusal):
    """A contract is ended once."""

    def __init__(self, contract: str, ended_on: date) -> None:
        super().__init__(
            f"Contract {contract} already ended on {ended_on}. Where that is wrong, void it by its "
            f"position in rientro log --stream contract:{contract}: "
            "rientro void --position N --reason TEXT"
        )


class ContractEndsBeforeItStarts(Refusal):
    """A contract ends after it was signed."""

    def __init__(self, contract: str, signed_on: date, on: date) -> None:
        super().__init__(
            f"Contract {contract} runs from {signed_on} and cannot end on {on}. Give a later date."
        )


class SucceedsItself(Refusal):
    """A contract does not succeed itself, not even through others."""

    def __init__(self, contract: str, through: str) -> None:
        super().__init__(
            f"Contract {contract} would succeed itself, by {through}. Name the contract that came "
            "before it."
        )
