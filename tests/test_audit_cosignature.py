"""Cosignatures: those of other implementations, and our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.checkpoint import SignedCheckpoint
from proofs.cosignature import WitnessKey, cosign, cosigned_by, unknown_cosigners
from proofs.note import BadKey, BadSignature, Note, PublicKey, SigningKey
from proofs.witness_request import NotARequest, WitnessRequest, is_request

# Four witnesses of the public network cosigned this checkpoint of a log that is kept by others, in
# May 2026. It stands in the tests of a Python implementation of the same formats; the keys are those
# that the witnesses publish (remora.n621.de, transparency.dev/witnesses, witness1.smartit.nu,
# witness.stagemole.eu).
ARCHE = """\
arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
"""
ARCHE_KEY = (
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
)
WITNESSES = (
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
)
KEYS = [WitnessKey.parse(each) for each in WITNESSES]
NOTE = Note.parse(ARCHE.encode())
KEY, COUNCIL = SigningKey("log.example", b"\x01" * 32), SigningKey("council.example", b"\x02" * 32)
TEXT = "log.example\n3\n" + "A" * 43 + "=\n"
COUNCIL_KEY = WitnessKey.parse(str(COUNCIL.public))


def test_the_cosignatures_of_other_implementations_are_good() -> None:
    PublicKey.parse(ARCHE_KEY).verify(NOTE)
    found = cosigned_by(NOTE, KEYS)
    assert [each.witness.called for each in found] == [
        "+".join(each.split("+")[:2]) for each in WITNESSES
    ]
    assert {each.at for each in found} == {0x6A122120}
    assert unknown_cosigners(NOTE, KEYS[1:]) == ("remora.n621.de+da77ade7",)
    assert SignedCheckpoint.parse(ARCHE.encode()).checkpoint.size == 1_432_088_532


@pytest.mark.parametrize("text", WITNESSES)
def test_a_published_key_of_a_witness_is_written_as_it_is_read(text: str) -> None:
    assert str(WitnessKey.parse(text)) == text


def test_a_checkpoint_that_was_changed_is_cosigned_by_nobody() -> None:
    changed = Note.parse(ARCHE.replace("1432088532", "1432088531").encode())
    for key in KEYS:
        with pytest.raises(BadSignature):
            key.cosigned_at(changed)


def test_a_time_that_was_changed_spoils_the_cosignature() -> None:
    later = Note.parse(ARCHE.replace("2net5wAAAABqEiEg", "2net5wAAAABqEiEh").encode())
    with pytest.raises(BadSignature):
        KEYS[0].cosigned_at(later)
    assert KEYS[1].cosigned_at(later) == 0x6A122120


IN_THE_SPECIFICATION = (
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIU"
    "BkBIfZ+qnA=="
)
IN_FORMATS = (
    "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJ"
    "XORmnFBOBA=="
)


# The examples of c2sp.org/tlog-cosignature and of the tests of transparency-dev/formats: the keys of
# these signatures are not published, their form and their times are.
@pytest.mark.parametrize(
    ("line", "at"),
    [(IN_THE_SPECIFICATION, 1679315147), (IN_FORMATS, 1727964367)],
)
def test_the_time_stands_before_the_signature_as_in_the_specification(line: str, at: int) -> None:
    note = Note.parse(f"{TEXT}\n— witness.example.com/w1 {line}\n".encode())
    assert int.from_bytes(note.signatures[0].signature[:8], "big") == at
    assert len(unknown_cosigners(note, ())) == 1


def test_our_own_cosignature_is_verified_by_the_message_of_the_specification() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    note = cosign(COUNCIL, KEY.sign(TEXT), 1679315147)
    line = note.signatures[1]
    message = b"cosignature/v1\ntime 1679315147\n" + TEXT.encode()
    assert line.signature[:8] == b"\x00\x00\x00\x00\x64\x18\x50\xcb"
    Ed25519PublicKey.from_public_bytes(COUNCIL.public.raw).verify(line.signature[8:], message)
    assert COUNCIL_KEY.cosigned_at(note) == 1679315147
    KEY.public.verify(note)


def test_a_witness_that_cosigns_again_has_one_line_with_the_later_time() -> None:
    once = cosign(COUNCIL, KEY.sign(TEXT), 1)
    again = cosign(COUNCIL, once, 2)
    assert len(again.signatures) == 2
    assert COUNCIL_KEY.cosigned_at(again) == 2


def test_a_plain_signature_of_the_same_key_is_no_cosignature() -> None:
    assert COUNCIL_KEY.cosigned_at(COUNCIL.sign(TEXT)) is None
    assert WitnessKey.parse(str(COUNCIL_KEY)) == COUNCIL_KEY
    with pytest.raises(BadKey, match="--witness"):
        PublicKey.parse(str(COUNCIL_KEY))


def test_a_witness_key_that_was_changed_is_refused() -> None:
    for text in (*WITNESSES, str(COUNCIL.public)):
        for wrong in (text[:-4] + "AAAA", "x" + text, text.replace("+", ""), COUNCIL.secret_text()):
            with pytest.raises(BadKey):
                WitnessKey.parse(wrong)


@given(st.binary(max_size=90))
def test_any_bytes_in_the_place_of_a_cosignature_are_bad_or_of_nobody(data: bytes) -> None:
    from proofs.encoding import base64_text

    line = base64_text(COUNCIL_KEY.key_id + data + b"\0")
    note = Note.parse(f"{TEXT}\n— council.example {line}\n".encode())
    with pytest.raises(BadSignature):
        COUNCIL_KEY.cosigned_at(note)


# What a witness is asked with -------------------------------------------------------------------

# The example of c2sp.org/tlog-witness.
REQUEST = b"""\
old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\xe2\x80\x94 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""


def test_the_request_of_the_specification_is_read_and_written() -> None:
    request = WitnessRequest.parse(REQUEST)
    assert (request.old, len(request.proof)) == (20852014, 4)
    assert SignedCheckpoint.parse(request.checkpoint).checkpoint.size == 20852163
    assert bytes(request) == REQUEST
    assert is_request(REQUEST)
    assert is_request(REQUEST.replace(b"old 20852014\nPlR", b"old 20852014\n5lR"))
    assert not is_request(request.checkpoint)
    assert not is_request(b"old 7\n7\n" + b"A" * 43 + b"=\n")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"old\n\nx\n", b"old 07\n\nx\n", b"old -1\n\nx\n", b"old 1\nnothash\n\nx\n", b"old 1\n",
        b"old 1\nAAAA\n\nx\n", REQUEST.replace(b"old", b"Old"), REQUEST.replace(b"\n", b"\r\n"),
        b"old 1\n" + b"PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n" * 64 + b"\nx\n", REQUEST[:-1],
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused(content: bytes) -> None:
    with pytest.raises(NotARequest):
        WitnessRequest.parse(content)
