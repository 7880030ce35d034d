"""The colours of pictures, in light and in dark, and the style that a page includes once.

A colour never carries a meaning alone: a sign, a word or a shape of the line says the same.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Role = Literal[
    "paper", "text", "quiet", "grid", "brought", "origin", "deadline", "gain", "loss", "stayed"
]


class Shade(NamedTuple):
    """A colour on a light page, and the one that takes its place on a dark one."""

    light: str
    dark: str


PALETTE: dict[Role, Shade] = {
    "paper": Shade("#ffffff", "#15171c"),
    "text": Shade("#1b1b1f", "#ececf1"),
    "quiet": Shade("#54565e", "#b7b9c2"),
    "grid": Shade("#dfe0e4", "#363941"),
    "brought": Shade("#0b57a4", "#7ab8ff"),
    "origin": Shade("#a34a00", "#f0a35e"),
    "deadline": Shade("#b3261e", "#ff8f85"),
    "gain": Shade("#1a7a45", "#6fd49a"),
    "loss": Shade("#b3261e", "#ff8f85"),
    "stayed": Shade("#5d6470", "#a6adb8"),
}
LINES: dict[str, tuple[Role, float, str]] = {
    "axis": ("quiet", 1, ""),
    "grid": ("grid", 1, ""),
    "join": ("quiet", 1, "2 3"),
    "lead": ("quiet", 1, "1 3"),
    "pace": ("quiet", 1, "1 4"),
    "target": ("text", 2, "7 4"),
    "brought_back": ("brought", 3, ""),
    "at_origins": ("origin", 1.5, ""),
    "deadline": ("deadline", 1.5, "3 3"),
    "deadline_before": ("deadline", 1, "3 3"),
    "ray-0": ("brought", 1.5, "6 4"),
    "ray-1": ("brought", 1.5, "2 3"),
    "ray-2": ("brought", 1.5, "1 4"),
    "threshold": ("text", 1.5, "7 4"),
    "months": ("brought", 1.5, ""),
}
"""The lines of pictures: their colour, their width, and how they are dashed."""
TINT = 0.25
"""How much of a colour a filled area has that others may cross or stand on."""


def style() -> str:
    """The rules of all pictures of a page."""
    return (
        ".picture{container-type:inline-size}"
        ".picture svg{display:block;width:100%;height:auto;max-width:48rem}"
        ".picture .narrow{display:none;max-width:28rem}"
        "@container (max-width:38.9rem){.picture .wide{display:none}.picture .narrow{display:block}}"
        ".picture a:hover{opacity:.7}"
        ".picture :is(a,g):focus-visible{outline:2px solid currentColor;outline-offset:2px}"
        f"{colours('.picture ')}"
        f"@media screen and (prefers-color-scheme:dark){{{colours('.picture ', is_dark=True)}}}"
    )


def colours(within: str = "", *, is_dark: bool = False) -> str:
    """The rules that give lines and areas their colours, and a ring its room for a finger."""
    shades = {role: shade.dark if is_dark else shade.light for role, shade in PALETTE.items()}
    strokes = "".join(
        f"{within}.s-{role}{{stroke:{shade};fill:none}}" for role, shade in shades.items()
    )
    fills = "".join(f"{within}.f-{role}{{fill:{shade}}}" for role, shade in shades.items())
    lines = "".join(
        f"{within}.l-{name}{{fill:none;stroke:{shades[role]};stroke-width:{width};stroke-dasharray:{dash or 'none'}}}"
        for name, (role, width, dash) in LINES.items()
    )
    return f"{within}.finger{{fill:none;pointer-events:all}}{strokes}{fills}{lines}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tinted(colour: str, paper: str, share: float = TINT) -> str:
    """What is seen where a colour covers the paper only in part."""
    mixed = (
        round(share * above + (1 - share) * below)
        for above, below in zip(_channels(colour), _channels(paper), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
