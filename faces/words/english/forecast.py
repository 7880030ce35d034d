"""What is said of forecasts."""

from __future__ import annotations

HEADINGS = {
    "forecast": "forecast",
    "by_deadline": "by the deadline",
    "scheduled": "recorded ahead",
    "drawn_from": "drawn from",
    "trend": "trend",
    "backtest": "asked before",
}

COUNTED = {
    "run": ("1 run", "{number:,} runs"),
}

SENTENCES = {
    "forecast.brought-back": "{brought_back} of {target}, {remaining} remain",
    "forecast.met": "The target is reached.",
    "forecast.met-on": "The target is reached; it was reached first on {day}.",
    "forecast.runs-of-100": "{percent} of 100 runs",
    "forecast.by": "by {day}",
    "forecast.beyond": "later than {day}",
    "forecast.chance": "{share:.0f} of 100 runs reach the target by {day}",
    "forecast.change": "{heads:+d} on {day}",
    "forecast.scheduled": "{changes}",
    "forecast.scheduled.meets": "{changes}; the target is reached on {day} by these alone",
    "forecast.scheduled.more.one": "{changes} and 1 more",
    "forecast.scheduled.more.several": "{changes} and {number:,} more",
    "forecast.drawn": "{weeks}, {moving} of them with arrivals; {runs}, seed {seed}",
    "forecast.drawn.blocks": (
        "{weeks}, {moving} of them with arrivals, in blocks of {block} weeks; {runs}, seed {seed}"
    ),
    "forecast.trend": (
        "{first:.1f} a week in the first half of these weeks, {second:.1f} in the second"
    ),
    "forecast.backtest": (
        "{days} earlier: the four weeks after held what half of the runs promised on {within_p50} "
        "of them, and what 85 of 100 promised on {within_p85}"
    ),
    "forecast.assumes": (
        "The weeks to come are taken to be like those that were: no growth, no decline and no "
        "season is assumed."
    ),
    "forecast.caution.planned-and-usual": (
        "Caution: what is recorded ahead comes on top of the usual rate. If the usual rate has it "
        "in it, it counts twice; ask with --past-only for the past alone."
    ),
    "forecast.caution.short-history": (
        "Caution: there are fewer than 12 weeks to draw from, so the days are less sure than they look."
    ),
    "forecast.caution.fading": (
        "Caution: the later weeks were slower than the earlier ones by more than chance, so the "
        "days are likely to be too early."
    ),
    "forecast.caution.momentum": (
        "Caution: good weeks followed good ones and bad weeks bad ones by more than chance, so the "
        "days are less sure than they look."
    ),
}
