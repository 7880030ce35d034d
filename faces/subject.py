"""Where it stands how an answer looks for people: the file of the same name as the answer's."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from answers.answer import Answer


def subject_of(answer: Answer[Any]) -> ModuleType:
    """The file in faces/ that is named like the file of the answer in answers/."""
    _, _, name = type(answer).__module__.partition(".")
    return import_module(f"faces.{name}")
