"""Texts of law and promises that are shipped: TOML that a lawyer can read, and no code.

Each clause stands word for word beside its source; what is a reading of it is called so.
"""

from __future__ import annotations

from importlib.resources import files

from domain.commitments.commitment_refusals import UnknownShipped


def shipped(name: str) -> bytes:
    """The shipped file of this name, without its ending, as it is."""
    known = shipped_names()
    if name not in known:
        raise UnknownShipped(name, tuple(sorted(known)))
    return (files(__name__) / f"{name}.toml").read_bytes()


def shipped_names() -> list[str]:
    """The names of all shipped files."""
    return sorted(
        entry.name.removesuffix(".toml")
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".toml")
    )
