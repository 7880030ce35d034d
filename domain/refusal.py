"""What a refusal is: a rule that a request would break. Nothing of the request was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields, is_dataclass
from functools import partial
from typing import Any, TypeVar, dataclass_transform

_Error = TypeVar("_Error", bound="WithFacts")


@dataclass_transform(eq_default=False, frozen_default=True)
def facts(error: type[_Error]) -> type[_Error]:
    """Make the fields of an error its facts, which it is raised with and keeps.

    `dataclass(frozen=True)` would not let Python set the traceback of an error that is raised, so
    that the fields alone are kept from being set again, by `WithFacts`. That takes the facts, too:
    there are hundreds of errors, and a constructor of its own takes each a while to compile.
    """
    return dataclass(init=False, eq=False, repr=False)(error)


class WithFacts(Exception):
    """An error that has facts and no sentence: each face words it in its language."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take the facts, in their order or by name."""
        if not is_dataclass(self):
            super().__init__(*given, **named)
            return
        known = fields(self)
        found = dict(zip((each.name for each in known), given, strict=False)) | named
        if len(found) != len(given) + len(named) or not found.keys() <= {
            each.name for each in known
        }:
            raise TypeError(f"{self.name} takes other facts than {given} and {named}")
        vars(self).update((each.name, _fact(self, each, found)) for each in known)

    @property
    def name(self) -> str:
        """The rule that was broken, or what is wrong, as it is written in JSON errors."""
        return type(self).__name__

    @property
    def facts(self) -> Mapping[str, Any]:
        """What it is about, by field."""
        if not is_dataclass(self):
            return {}
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def variants(self) -> Iterator[str]:
        """What there is to say of it besides the rule, the narrowest first; mostly there is nothing.

        A face that has a sentence for a variant says that one. Unless an error says otherwise, its
        variants are the names of the facts that are given.
        """
        yield from (name for name, value in self.facts.items() if value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in vars(self) and name in getattr(self, "__dataclass_fields__", ()):
            raise FrozenInstanceError(f"{self.name}.{name}")
        super().__setattr__(name, value)

    def __reduce__(self) -> tuple[Callable[[], WithFacts], tuple[()]]:
        given = self.facts
        return (partial(type(self), **given) if given else partial(type(self), *self.args)), ()

    def __str__(self) -> str:
        if self.args and not is_dataclass(self):
            return super().__str__()
        return (
            f"{self.name}({', '.join(f'{name}={value!r}' for name, value in self.facts.items())})"
        )


def _fact(error: WithFacts, field: Field[Any], found: Mapping[str, Any]) -> Any:
    if field.name in found:
        return found[field.name]
    if field.default_factory is not MISSING:
        return field.default_factory()
    if field.default is not MISSING:
        return field.default
    raise TypeError(f"{error.name} needs the fact {field.name}")


class Refusal(WithFacts):
    """A request that rientro does not carry out. Nothing of it was recorded."""


class InvalidValue(Refusal):
    """A value that cannot be what it was given for."""


@facts
class HistoryDiffers(Refusal):
    """An event says something of the time before it that the history does not bear out."""

    code: str
    what: str
    said: str | int | None = None
    """What the event says, where that tells more than which rule it breaks."""


def quoted(text: str, limit: int = 40) -> str:
    """The text as typed, safe to print: shortened, and with control characters spelled out."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in shown) + '"'
