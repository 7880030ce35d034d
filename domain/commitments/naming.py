"""What of volumes and protocols leans on a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.commitments.protocol import Protocol
    from domain.commitments.volumes import VolumeReports
    from domain.values import Code, SiteCode


def naming_site(
    site: SiteCode, volumes: Iterable[VolumeReports], protocols: Iterable[Protocol]
) -> tuple[str, Code] | None:
    """The word for it, and the first contract or protocol of which volumes or terms name the site."""
    reported = min((each.code for each in volumes if each.names_site(site)), default=None)
    if reported is not None:
        return "named-by-volumes", reported
    named_by = min((each.code for each in protocols if each.names_site(site)), default=None)
    return ("named-by-protocol", named_by) if named_by is not None else None
