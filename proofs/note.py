"""Signed notes and their Ed25519 keys, as c2sp.org/signed-note describes them.

A note is a text that ends in a newline, an empty line, and one line for every signature:
`— <key name> <Base64 of the 4-byte key id and the signature>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from proofs.encoding import base64_text, from_base64

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519 = b"\x01"
_COSIGNER = b"\x04"
_ID_BYTES = 4
_KEY_BYTES = 32
_SIGNATURE_MARK = "— "
_MOST_SIGNATURES = 100
_PRIVATE = "PRIVATE+KEY+"


class NotANote(ValueError):
    """The bytes are not a signed note."""


class BadKey(ValueError):
    """The text is not a key of the kind that it should be."""


class BadSignature(ValueError):
    """A signature that names the key was not made with it, or the text was changed since."""


class MissingSignature(ValueError):
    """The note bears no signature of the key."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature, and the key that it says it was made with."""

    key_name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{_SIGNATURE_MARK}{self.key_name} {base64_text(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures. The text means nothing before a signature is verified."""

    text: str
    signatures: tuple[Signature, ...]

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(map(str, self.signatures))).encode()

    @classmethod
    def parse(cls, data: bytes) -> Note:
        """The note in the bytes; refuses what is `NotANote`."""
        text, separator, last = plain_text(data).rpartition("\n\n")
        if not separator or not last:
            raise NotANote("it has no signature after an empty line")
        lines = last.removesuffix("\n").split("\n")
        if len(lines) > _MOST_SIGNATURES:
            raise NotANote(f"it has more than {_MOST_SIGNATURES} signatures")
        return cls(text + "\n", tuple(map(_signature, lines)))


def plain_text(data: bytes) -> str:
    """The bytes as lines of text; refuses control characters and an unfinished last line."""
    if data.startswith(b"\x1f\x8b"):
        raise NotANote("it is compressed; unpack it first")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NotANote("it is not text in UTF-8") from None
    if text.startswith("\ufeff"):
        raise NotANote("it begins with a byte order mark: another program has rewritten it")
    if "\r\n" in text:
        raise NotANote("its lines end in CR LF: another program has rewritten it")
    if any(character < " " and character != "\n" for character in text):
        raise NotANote("it has control characters, or lines that do not end in a newline alone")
    if not text.endswith("\n"):
        raise NotANote("it does not end in a newline")
    return text


def _signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_SIGNATURE_MARK).partition(" ")
    if not line.startswith(_SIGNATURE_MARK) or not space or not is_key_name(name):
        raise NotANote("a line after its last empty line is not a signature")
    try:
        data = from_base64(encoded)
    except ValueError:
        raise NotANote("a signature is not in standard Base64") from None
    if len(data) <= _ID_BYTES:
        raise NotANote("a signature is too short")
    return Signature(name, data[:_ID_BYTES], data[_ID_BYTES:])


def is_key_name(name: str) -> bool:
    """Whether a key may be called so: some text without spaces and plus signs."""
    return bool(name) and "+" not in name and not any(map(_parts_words, name))


def key_name_of(name: str) -> str:
    """The nearest name that a key may have: spaces and plus signs turned to hyphens."""
    return "".join("-" if each == "+" or _parts_words(each) else each for each in name)


def _parts_words(character: str) -> bool:
    return character.isspace() or character < " "


# Keys -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a signature is verified with; anybody may have it."""

    name: str
    raw: bytes

    @property
    def key_id(self) -> bytes:
        """The first bytes of a hash of name and key; short, so that it names and proves nothing."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64_text(_ED25519 + self.raw)}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """The key in a line `<name>+<key id>+<Base64>`; refuses what is a `BadKey`."""
        if text.startswith(_PRIVATE):
            raise BadKey("it is a private key, which is not for showing around")
        name, key_id, data = key_parts(text)
        if data[:1] == _COSIGNER:
            raise BadKey("it is the key of a witness: name it with --witness")
        key = cls(name, _ed25519(data))
        if key.key_id.hex() != key_id:
            raise BadKey(NOT_ITS_ID)
        return key

    def verify(self, note: Note) -> None:
        """Refuse a note that this key has not signed: `BadSignature` or `MissingSignature`."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        ours = [s for s in note.signatures if (s.key_name, s.key_id) == (self.name, self.key_id)]
        if not ours:
            raise MissingSignature(f"it is not signed with the key {self.name}+{self.key_id.hex()}")
        for signature in ours:
            try:
                key = Ed25519PublicKey.from_public_bytes(self.raw)
                key.verify(signature.signature, note.text.encode())
            except (InvalidSignature, ValueError):
                raise BadSignature(
                    f"its signature of the key {self.name}+{self.key_id.hex()} does not fit its text"
                ) from None


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What a signature is made with; whoever has it can sign in its name."""

    name: str
    seed: bytes

    @classmethod
    def generate(cls, name: str) -> SigningKey:
        """A new key, from the machine's source of randomness."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        if not is_key_name(name):
            raise BadKey("a key's name has no spaces, no plus signs and no control characters")
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> PublicKey:
        """The key to hand out."""
        return PublicKey(self.name, self._private().public_key().public_bytes_raw())

    def secret_text(self) -> str:
        """The line to keep secret. `str()` and `repr()` do not tell it."""
        encoded = base64_text(_ED25519 + self.seed)
        return f"{_PRIVATE}{self.name}+{self.public.key_id.hex()}+{encoded}"

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    @classmethod
    def parse(cls, text: str) -> SigningKey:
        """The key in a line `PRIVATE+KEY+<name>+<key id>+<Base64>`; refuses what is a `BadKey`."""
        if not text.startswith(_PRIVATE):
            raise BadKey("it does not begin with PRIVATE+KEY+")
        name, key_id, data = key_parts(text.removeprefix(_PRIVATE))
        key = cls(name, _ed25519(data))
        if key.public.key_id.hex() != key_id:
            raise BadKey(NOT_ITS_ID)
        return key

    def sign(self, text: str) -> Note:
        """The text as a note with this key's signature; it ends in a newline."""
        note = Note(
            text, (Signature(self.name, self.public.key_id, self.sign_bytes(text.encode())),)
        )
        self.public.verify(Note.parse(bytes(note)))
        return note

    def sign_bytes(self, message: bytes) -> bytes:
        """The 64 bytes of the signature of a message."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)


NOT_ITS_ID = "its id does not belong to its name and key: it was changed or cut"


def key_parts(text: str) -> tuple[str, str, bytes]:
    """The name, the id in hexadecimal digits, and the kind of the key with its 32 bytes."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        data = from_base64(encoded)
    except ValueError:
        raise BadKey("its last part is not standard Base64") from None
    if not is_key_name(name):
        raise BadKey("it does not begin with a name and a plus sign")
    if data[:1] not in (_ED25519, _COSIGNER) or len(data) != 1 + _KEY_BYTES:
        raise BadKey("it is not an Ed25519 key")
    return name, key_id, data


def _ed25519(data: bytes) -> bytes:
    """The bytes of a key that signs notes."""
    if data[:1] != _ED25519:
        raise BadKey("it is not an Ed25519 key")
    return data[1:]
