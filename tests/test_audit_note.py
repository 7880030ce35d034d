"""Notes, keys and checkpoints are read and written as their specifications have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.checkpoint import Checkpoint, NotACheckpoint, SignedCheckpoint
from proofs.note import (
    BadKey,
    BadSignature,
    MissingSignature,
    NotANote,
    Note,
    PublicKey,
    SigningKey,
    is_key_name,
    key_name_of,
)

# Source: the examples of golang.org/x/mod/sumdb/note, the format's first implementation.
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETER_SIGNED = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqf"
    "qdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_SIGNED = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTG"
    "wnWLox33WWd1RvMc+QQ=\n"
)
NOTE = f"{TEXT}\n{PETER_SIGNED}"
# Source: the example of c2sp.org/tlog-checkpoint.
PUBLISHED_CHECKPOINT = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""


def note(text: str) -> Note:
    return Note.parse(text.encode())


def test_the_published_key_signs_the_published_text_as_published() -> None:
    assert bytes(SigningKey.parse(PRIVATE).sign(TEXT)).decode() == NOTE


def test_the_published_note_is_verified_with_the_published_keys() -> None:
    both = note(NOTE + ENOCH_SIGNED)
    PublicKey.parse(PETER).verify(both)
    PublicKey.parse(ENOCH).verify(both)


def test_a_key_is_written_as_it_was_read() -> None:
    assert str(PublicKey.parse(PETER)) == PETER
    assert SigningKey.parse(PRIVATE).secret_text() == PRIVATE
    assert str(SigningKey.parse(PRIVATE).public) == PETER


def test_a_signing_key_does_not_show_its_secret() -> None:
    key = SigningKey.parse(PRIVATE)
    assert "AYEK" not in f"{key} {key!r}"


@pytest.mark.parametrize("key", [PETER, PRIVATE])
def test_a_key_that_was_cut_or_changed_in_any_place_is_refused(key: str) -> None:
    read = SigningKey.parse if key == PRIVATE else PublicKey.parse
    wrong = {key[:end] for end in range(len(key))} | {key[start:] for start in range(1, len(key))}
    wrong |= {key[:at] + chr(ord(old) + 1) + key[at + 1 :] for at, old in enumerate(key)}
    wrong |= {key + "\n", key + "=", f" {key}"}
    for each in wrong:
        with pytest.raises(BadKey):
            read(each)


@pytest.mark.parametrize(
    "key",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
    ids=["too long, with an id that fits", "of another kind, with an id that fits"],
)
def test_the_published_bad_keys_are_refused(key: str) -> None:
    with pytest.raises(BadKey):
        PublicKey.parse(key)


def test_a_private_key_is_not_taken_for_a_public_one_nor_the_other_way_round() -> None:
    with pytest.raises(BadKey, match="private key"):
        PublicKey.parse(PRIVATE)
    with pytest.raises(BadKey, match="PRIVATE"):
        SigningKey.parse(PETER)


def test_a_note_that_another_key_signed_has_no_signature_of_ours() -> None:
    with pytest.raises(MissingSignature):
        PublicKey.parse(ENOCH).verify(note(NOTE))


def test_a_signature_of_the_same_name_and_another_id_is_passed_over() -> None:
    stranger = SigningKey.generate("PeterNeumann")
    foreign = str(stranger.sign(TEXT).signatures[0])
    PublicKey.parse(PETER).verify(note(NOTE + foreign))
    with pytest.raises(MissingSignature):
        PublicKey.parse(PETER).verify(note(f"{TEXT}\n{foreign}"))


def test_a_text_that_was_changed_has_a_bad_signature() -> None:
    with pytest.raises(BadSignature):
        PublicKey.parse(PETER).verify(note(NOTE.replace("answer", "Answer")))


def test_a_good_signature_does_not_make_up_for_a_bad_one_of_the_same_key() -> None:
    bad = str(SigningKey.parse(PRIVATE).sign("Another text\n").signatures[0])
    for text in (NOTE + bad, f"{TEXT}\n{bad}{PETER_SIGNED}"):
        with pytest.raises(BadSignature):
            PublicKey.parse(PETER).verify(note(text))


def test_every_bit_of_a_note_counts() -> None:
    key, data = PublicKey.parse(PETER), NOTE.encode()
    for at in range(len(data)):
        for bit in range(8):
            changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            with pytest.raises((NotANote, BadSignature, MissingSignature)):
                key.verify(Note.parse(changed))


def test_sixteen_signatures_and_more_are_read() -> None:
    strangers = "".join(
        str(SigningKey.generate(f"witness-{number}").sign(TEXT).signatures[0])
        for number in range(20)
    )
    PublicKey.parse(PETER).verify(note(f"{TEXT}\n{strangers}{PETER_SIGNED}"))


def test_a_flood_of_signatures_is_refused() -> None:
    with pytest.raises(NotANote, match="100 signatures"):
        note(f"{TEXT}\n{PETER_SIGNED * 101}")


def test_the_last_empty_line_parts_text_and_signatures() -> None:
    read = note(f"a\n\nb\n\n\n{PETER_SIGNED}")
    assert read.text == "a\n\nb\n\n"
    assert len(read.signatures) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n\n",
        NOTE.removesuffix("\n"),
        NOTE + "\n",
        NOTE.replace("— ", "- "),
        NOTE.replace("— ", "—"),
        NOTE.replace("PeterNeumann", ""),
        NOTE.replace("PeterNeumann", "Peter+Neumann"),
        NOTE.replace("PeterNeumann", "Peter Neumann"),
        NOTE.replace("PeterNeumann", "Peter\u00a0Neumann"),
        NOTE.replace("JnAM=", "JnAN="),
        NOTE.replace("JnAM=", "JnAM"),
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("you", "y\tu"),
        NOTE.replace("you", "y\0u"),
        f"{TEXT}\n— PeterNeumann x08gow==\n",
        f"{TEXT}\n{PETER_SIGNED}trailing\n",
    ],
)
def test_what_is_not_a_note_is_refused(text: str) -> None:
    with pytest.raises(NotANote):
        note(text)


def test_text_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(NotANote, match="UTF-8"):
        Note.parse(NOTE.encode().replace(b"you", b"y\xffu"))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_note_or_refused(data: bytes) -> None:
    for read in (Note.parse, SignedCheckpoint.parse):
        try:
            read(data)
        except (NotANote, NotACheckpoint):
            continue


@given(st.text(min_size=1, max_size=40))
def test_every_name_of_a_ledger_gives_a_name_for_a_key(name: str) -> None:
    assert is_key_name(key_name_of(name))
    assert key_name_of(key_name_of(name)) == key_name_of(name)


def test_a_key_with_a_name_that_notes_cannot_bear_is_not_made() -> None:
    with pytest.raises(BadKey):
        SigningKey.generate("two words")


# Checkpoints ----------------------------------------------------------------------------------


def test_the_published_checkpoint_is_read_and_written_back() -> None:
    signed = SignedCheckpoint.parse(PUBLISHED_CHECKPOINT.encode())
    assert signed.checkpoint.origin == "example.com/behind-the-sofa"
    assert signed.checkpoint.size == 20852163
    assert signed.checkpoint.root.hex().startswith("0ac5186a91863e8e1d90")
    assert bytes(signed.note).decode() == PUBLISHED_CHECKPOINT
    assert signed.checkpoint.text == signed.note.text


def test_a_checkpoint_without_signature_is_read_as_one() -> None:
    text, _, _ = PUBLISHED_CHECKPOINT.partition("\n\n")
    signed = SignedCheckpoint.parse(f"{text}\n".encode())
    assert signed.checkpoint.size == 20852163
    assert signed.note.signatures == ()


def test_a_checkpoint_with_more_lines_is_read_and_they_mean_nothing() -> None:
    root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
    signed = SignedCheckpoint.parse(f"a name\n7\n{root}\nsomething more\n".encode())
    assert signed.checkpoint == Checkpoint("a name", 7, signed.checkpoint.root, ("something more",))


ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a\n",
        f"a\n7\n{ROOT}",
        f"a\n7\n{ROOT}\n\n",
        f"\n7\n{ROOT}\n",
        f"a\n\n{ROOT}\n",
        f"a\n07\n{ROOT}\n",
        f"a\n-7\n{ROOT}\n",
        f"a\n+7\n{ROOT}\n",
        f"a\n7.0\n{ROOT}\n",
        f"a\n٧\n{ROOT}\n",
        f"a\n{'9' * 21}\n{ROOT}\n",
        f"a\n{'9' * 9000}\n{ROOT}\n",
        f"a\n 7\n{ROOT}\n",
        f"a\n7\n{ROOT.replace('I=', 'J=')}\n",
        f"a\n7\n{ROOT.removesuffix('=')}\n",
        f"a\n7\n{ROOT} \n",
        "a\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n",
        f"a\r\n7\r\n{ROOT}\r\n",
        f"\ufeff\n\na\n7\n{ROOT}\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NotACheckpoint):
        SignedCheckpoint.parse(text.encode())
