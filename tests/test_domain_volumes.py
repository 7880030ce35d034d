"""What a text may be as a volume, and what a report leaves of what stood before it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from given import BOOKS, JANUARY, signing
from hypothesis import given
from hypothesis import strategies as st
from refusing import refused_as

from domain.commitments.amounts import place_and_volume, units, volume, volume_text
from domain.commitments.volume_events import ReportedVolume, Volumes, VolumesReported
from domain.commitments.volume_refusals import InvalidVolume, PartedVolume
from domain.commitments.volumes import VolumeReports
from domain.contracts.contract import Contract
from domain.correction_refusals import StillLeanedOn
from domain.logbook import CannotBeVoided
from domain.plans.plan_events import InCountry
from domain.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8150", "8150"),
        ("8150,5", "8150.5"),
        ("8150.5", "8150.5"),
        ("8150.0", "8150"),
        ("0", "0"),
        ("0.0001", "0.0001"),
        ("1.10000000", "1.1"),
        ("9999999999.9999", "9999999999.9999"),
    ],
)
def test_a_volume_has_a_point_or_a_comma_and_four_decimals(text: str, value: str) -> None:
    assert volume_text(volume(text)) == value
    assert units(volume(text)) == Decimal(value) * 10_000


@pytest.mark.parametrize(
    "text", ["", "-1", "1.00001", "1,2,3", "1e3", " 1", "10000000000", "٣", "8.150.000"]
)
def test_what_is_no_volume_is_refused(text: str) -> None:
    with refused_as(InvalidVolume, match="is not a volume"):
        volume(text)


@pytest.mark.parametrize("text", ["8.150", "8,150", "1.234.567", "1,000"])
def test_whole_things_are_not_written_with_a_sign_for_thousands(text: str) -> None:
    with refused_as(PartedVolume, match=r"can be thousands or decimals"):
        volume(text, "contacts")
    if text.count(".") + text.count(",") == 1:
        assert volume(text, "hours") < 10


def test_a_place_and_a_volume_are_kept_as_typed() -> None:
    assert place_and_volume("site:IT=8150,50") == ("site:IT", "8150,50")


@given(st.decimals(0, 10**9, places=4))
def test_every_volume_is_read_as_it_is_written(value: Decimal) -> None:
    assert volume(volume_text(value)) == value
    kept = ReportedVolume(place=InCountry(country="IT"), volume=value)
    assert ReportedVolume.model_validate_json(kept.model_dump_json()) == kept


RUNNING = BOOKS.but(Contract("FW-NEW").after(signing(JANUARY)))


def said(*amounts: int) -> Volumes:
    return tuple(
        ReportedVolume(place=InCountry(country=code), volume=Decimal(amount))
        for code, amount in zip(("IT", "AL", "RO"), amounts, strict=False)
    )


def after(*events: tuple[Volumes, Volumes]) -> VolumeReports:
    """The volumes of a contract after reports of one month: what each replaces, and says."""
    volumes = VolumeReports("FW-NEW")
    for was, now in events:
        event = VolumesReported(
            month="2018-03", unit="contacts", volumes=now, was=was, source=None, reason="why"
        )
        volumes = volumes.after(event)
    return volumes


def voided(volumes: VolumeReports, version: int) -> Volumes | type[Refusal]:
    """What stands after the report of that version is taken back, or how that is refused."""
    try:
        return volumes.void(version, reason="mistake", register=RUNNING).volumes
    except Refusal as refusal:
        return type(refusal)


def test_the_latest_report_of_a_month_is_taken_back_and_then_the_one_before() -> None:
    two = after(((), said(1)), (said(1), said(2)))
    assert [voided(two, version) for version in (1, 2, 3)] == [
        StillLeanedOn,
        said(1),
        CannotBeVoided,
    ]
    undone = two.after(two.void(2, reason="mistake", register=RUNNING))
    assert [voided(undone, version) for version in (1, 2, 3)] == [(), CannotBeVoided, said(2)]
    assert undone.unit == "contacts"
    gone = undone.after(undone.void(1, reason="mistake", register=RUNNING))
    assert (gone.unit, gone.in_use) == (None, None)
    assert [voided(gone, version) for version in (1, 2, 3, 4)] == [
        *(CannotBeVoided, CannotBeVoided, CannotBeVoided),
        said(1),
    ]
