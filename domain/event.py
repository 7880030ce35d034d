"""What every event is: a fact, frozen, and read strictly from what was stored.

Every class of events says its own topic and the kind of stream it belongs to. A topic is the name
under which such events are kept for ever: versioned, and never the name of a module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    model_serializer,
    model_validator,
)

if TYPE_CHECKING:
    from typing import Self

StreamKind = Literal[
    "ledger", "site", "contract", "operator", "plan", "batch", "volume", "protocol",
    "indicator", "quality", "union", "rule", "notice",
]  # fmt: skip
"""What kinds of streams there are."""
LARGEST = 2**63 - 1
"""The largest whole number that every database can keep."""
Version = Annotated[int, Field(ge=1, le=LARGEST)]
"""The place of an event in its stream: 1, 2, 3 …"""
Position = Annotated[int, Field(ge=1, le=LARGEST)]
"""The place of an event in the whole ledger: 1, 2, 3 …"""


class Stored(BaseModel):
    """What is kept for ever: frozen, and read strictly."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        revalidate_instances="always",
        serialize_by_alias=True,
        defer_build=True,  # most commands need one or two kinds of events
    )


class Event(Stored):
    """A fact that happened in the world of the ledger."""

    topic: ClassVar[str]
    """The name under which such events are stored."""
    stream: ClassVar[StreamKind]
    """The kind of stream to which such events belong."""

    @property
    def note_hash(self) -> str | None:
        """The SHA-256 of the note that was added to it, which is kept elsewhere; none without one."""
        text: str | None = getattr(self, "text", None)
        return text

    def __init_subclass__(cls, *, topic: str, stream: StreamKind, **kwargs: Any) -> None:
        """Make the class known by its topic, which no other may have."""
        super().__init_subclass__(**kwargs)
        if topic in KNOWN:
            raise TypeError(f"{topic} is the topic of {KNOWN[topic].__name__}")
        cls.topic, cls.stream = topic, stream
        KNOWN[topic] = cls

    @model_validator(mode="after")
    def _is_whole(self, info: ValidationInfo) -> Self:
        """Refuse a stored event that leaves out a field: those without a value are null."""
        if info.mode == "json" and len(self.__pydantic_fields_set__) != len(
            type(self).__pydantic_fields__  # what `model_fields` gives, asked of every event
        ):
            raise ValueError("a field is missing")
        return self


KNOWN: dict[str, type[Event]] = {}
"""The classes of events that are loaded, by their topics."""


def is_event_of(stream: str, event: Event) -> bool:
    """Whether the event belongs to a stream of that kind, by the stream's name."""
    return stream.partition(":")[0] == event.stream


class Details(Stored):
    """Some facts of a site, a contract or a plan: those that are named, and no others.

    A fact that is named may be null, which is another thing than not to be named.
    """

    @property
    def named(self) -> dict[str, Any]:
        """The facts that are named, by the name of their field."""
        fields = type(self).model_fields
        return {name: getattr(self, name) for name in fields if name in self.model_fields_set}

    def __eq__(self, other: object) -> bool:
        """Whether the same facts are named, and are the same."""
        return type(self) is type(other) and self.named == getattr(other, "named", None)

    def __hash__(self) -> int:
        """As it compares."""
        return hash(tuple(self.named.items()))

    @model_serializer(mode="wrap")
    def _only_named(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        return {name: value for name, value in written.items() if name in self.model_fields_set}

    def _must_have(self, *needed: str) -> Self:
        """Refuse null for facts that are never without a value."""
        for name in needed:
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} is never null")
        return self


def must_correct(was: Details, now: Details) -> None:
    """Refuse a correction that does not name the same facts on both sides, each of them changed."""
    before, after = was.named, now.named
    if not before or before.keys() != after.keys():
        raise ValueError("was and is must name the same facts")
    for name, value in before.items():
        if value == after[name]:
            raise ValueError(f"{name} is what it was")
