"""The colours: both themes have the same names, and what is read can be read.

The ratio is WCAG 2.2's, 1.4.3 (text, 4.5) and 1.4.11 (edges of what can be touched, 3).
"""

import re

import pytest

from clinic.web.assets import STATIC

SHEET = (STATIC / "css/tokens.css").read_text()
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "surface")],
    *[(ink, "sunken") for ink in ("ink", "ink-2", "ink-3")],
    *[("accent", ground) for ground in ("paper", "surface", "sunken", "accent-soft")],
    ("ink", "accent-soft"),
    ("accent-deep", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("on-stop", "stop"),
    ("stop", "stop-soft"),
    ("stop", "surface"),
    ("ink", "stop-soft"),
    ("adapt", "adapt-soft"),
    ("ink", "adapt-soft"),
    ("ink-2", "adapt-soft"),
    ("good", "good-soft"),
    ("good", "surface"),
    ("ink-3", "body"),
    ("on-toast", "toast"),
    ("toast-link", "toast"),
]
EDGES = [
    ("line-firm", "surface"),
    ("line-firm", "paper"),
    ("ring", "surface"),
    ("ring", "paper"),
    ("pebble-edge", "body"),
    ("accent", "body"),
    ("adapt", "adapt-soft"),
    ("stop", "stop-soft"),
]


@pytest.fixture(autouse=True)
def undone() -> None:
    """Read from the source: no database is needed."""


def block(opening: str) -> dict[str, str]:
    """The tokens of the rule that opens so."""
    rule = SHEET.split(opening + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", rule))


THEMES = {
    "light": block(":root, [data-bs-theme=light]"),
    "dark": block("\n  [data-bs-theme=dark]"),
    "dark by the device": block(":root:not([data-bs-theme])"),
}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in EDGES],
)
def test_what_is_read_or_touched_stands_out(theme, front, ground, least):
    assert contrast(THEMES[theme][front], THEMES[theme][ground]) >= least


def test_twin_a_pale_hint_is_found():
    assert contrast("#9aa3a7", THEMES["light"]["surface"]) < 4.5


def test_the_ratio_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_dark_is_the_same_whether_chosen_or_the_devices_wish():
    assert THEMES["dark"] == THEMES["dark by the device"]
    assert THEMES["dark"].keys() == THEMES["light"].keys()


@pytest.mark.parametrize(
    "sheet",
    [path for path in sorted((STATIC / "css").glob("*.css")) if path.name != "tokens.css"],
    ids=lambda path: path.name,
)
def test_no_other_sheet_has_a_colour_of_its_own(sheet):
    on_screen = sheet.read_text().split("@media print")[0]
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?!\w)[^{]*;", on_screen)
