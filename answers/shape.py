"""The shape of answers: frozen dataclasses that know their keys without a row.

The fields of a row are its keys, in their order. What a face has to know besides is marked at the
field: that its own fields stand in its place, that the answer names it, that it is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints


class InWords(NamedTuple):
    """A key whose value is a sentence about something: each face says it in its language."""

    kind: Literal["event", "verdict", "finding", "symptom"]
    about: Any


class Key(str):
    """Marks a field whose key is no name that a field can have, such as `from`."""

    __slots__ = ()


class NamedBy(str):
    """Marks a field of several values, whose keys the answer has under that attribute.

    By country and contract they are `country` and `contract`.
    """

    __slots__ = ()


SPREAD = "spread"
"""Marks a field whose own fields stand in its place."""
LEADS = "leads"
"""Marks a field of an answer that stands before its rows."""
UNTOLD = "untold"
"""Marks a field that faces may look at, and that is not a part of what is told."""


class Keys(NamedTuple):
    """Marks a mapping whose keys are known without a row: a function that gives them."""

    known: Callable[[], Iterable[str]]


class Part(NamedTuple):
    """One field of a shape that is told."""

    attribute: str
    key: str
    type: Any
    is_spread: bool
    leads: bool
    named_by: str | None
    keys: Keys | None


def parts(shape: type[Any]) -> tuple[Part, ...]:
    """The parts of a dataclass that are told, in their order."""
    if shape not in _known:
        found = list(_parts(shape))
        leading = [part for part in found if part.leads]
        if leading:
            others = [part for part in found if not part.leads]
            rows = [part.attribute for part in others].index("rows")
            found = [*others[:rows], *leading, *others[rows:]]
        _known[shape] = tuple(found)
    return _known[shape]


_known: dict[type[Any], tuple[Part, ...]] = {}


def _parts(shape: type[Any]) -> Iterator[Part]:
    hints = get_type_hints(shape, include_extras=True)
    for each in fields(shape):
        type_, marks = _marks(hints[each.name])
        if UNTOLD in marks:
            continue
        key = next((str(mark) for mark in marks if isinstance(mark, Key)), each.name)
        named = next((str(mark) for mark in marks if isinstance(mark, NamedBy)), None)
        keys = next((mark for mark in marks if isinstance(mark, Keys)), None)
        yield Part(each.name, key, type_, SPREAD in marks, LEADS in marks, named, keys)


def _marks(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type, and what is marked beside it."""
    if get_origin(hint) is not Annotated:
        return hint, ()
    type_, *marks = get_args(hint)
    return type_, tuple(marks)


def is_shape(type_: Any) -> bool:
    """Whether it is a dataclass with parts of its own."""
    return isinstance(type_, type) and hasattr(type_, "__dataclass_fields__")


def without_none(type_: Any) -> Any:
    """The type of a value that may be missing."""
    if get_origin(type_) in (Union, UnionType):
        (only,) = (each for each in get_args(type_) if each is not type(None))
        return only
    return type_


def columns(
    shape: type, names: Mapping[str, Sequence[str]], within: str = ""
) -> Iterator[tuple[str, Any]]:
    """The keys of a row with those of nested ones spread out, `fte_closing`, and their types.

    `names` are the keys that the answer gives, by attribute.
    """
    for part in parts(shape):
        type_ = without_none(part.type)
        if part.is_spread:
            yield from columns(type_, names, within)
            continue
        if part.named_by:
            yield from ((within + name, str) for name in names[part.named_by])
            continue
        name = within + part.key
        if is_shape(type_) and type_ is not InWords:
            yield from columns(type_, names, f"{name}_")
        elif part.keys is not None:
            yield from ((f"{name}_{key}", Any) for key in part.keys.known())
        else:
            yield name, type_
