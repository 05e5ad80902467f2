"""Contrast of the stylesheet's tokens, computed as WCAG 2.2 says, in both themes."""

import re
from pathlib import Path

import pytest

import collectif

CSS = (Path(collectif.__file__).parent / "static/css/collectif.css").read_text("utf-8")
GROUNDS = ("ground", "surface", "sunken")
TONES = ("neutral", "info", "success", "warning", "error")
TEXT = [
    *((text, ground) for text in ("text", "text-soft", "accent", "accent-strong", "error") for ground in GROUNDS),
    *(("text", f"{tone}-soft") for tone in TONES),
    *((tone, f"{tone}-soft") for tone in TONES),
    ("text", "accent-soft"),
    ("accent", "accent-soft"),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
EDGES = [
    *((edge, ground) for edge in ("edge", "focus", "accent", "error") for ground in (*GROUNDS, "accent-soft")),
    ("error", "error-soft"),
]


def block(start: str) -> dict[str, str]:
    """The tokens set by the first rule after ``start``."""
    rule = CSS[CSS.index(start) :]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", rule[rule.index("{") : rule.index("}")]))


LIGHT = block(":root {")
DARK_BY_DEVICE = block(":root:not(.theme-light)")
DARK_BY_CHOICE = block(":root.theme-dark")
THEMES = {"light": LIGHT, "dark": {**LIGHT, **DARK_BY_CHOICE}}


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text(theme: str, text: str, ground: str) -> None:
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_focus(theme: str, edge: str, ground: str) -> None:
    assert contrast(THEMES[theme][edge], THEMES[theme][ground]) >= 3


def test_both_ways_to_the_dark_theme_are_the_same() -> None:
    assert DARK_BY_DEVICE == DARK_BY_CHOICE
    assert set(DARK_BY_CHOICE) == set(LIGHT)


def test_colours_come_from_tokens() -> None:
    """Outside the tokens, only paper and icons name a colour."""
    rules = CSS[CSS.index("/* ---- Comfort ---- */") : CSS.index("/* ---- Paper")]
    assert not re.findall(r"(?<!%23)#[0-9a-fA-F]{3,8}\b", re.sub(r'url\("[^"]*"\)', "", rules))


def test_nothing_comes_from_elsewhere() -> None:
    assert not re.findall(r"@import|https?://(?!www\.w3\.org/2000/svg)", CSS)
