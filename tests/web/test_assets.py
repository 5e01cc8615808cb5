"""Styles, scripts and fonts: all our own, each found, each kept for ever under its digest."""

import re
from urllib.parse import urljoin

import pytest

from clinic.web.assets import STATIC, addresses
from clinic.web.icons import icon, shapes

SHEETS = {url: path for url, path in addresses().items() if path.suffix == ".css"}
PACKAGES = sorted((STATIC / "vendor").glob("*/"))
OUTSIDE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import|sourceMappingURL")


def files_named_in(sheet: str) -> list[str]:
    """The addresses in a stylesheet; not data: pictures, nor #patterns of the page."""
    named = re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet)
    return [each for each in named if not each.startswith(("data:", "#"))]


def test_each_file_has_its_digest_in_its_address():
    assert all(re.search(r"\.[0-9a-f]{12}[./]", url) for url in addresses())


def test_another_byte_is_another_address(tmp_path):
    def made(css: str, font: bytes) -> list[str]:
        package = tmp_path / css / "vendor/face"
        package.mkdir(parents=True)
        (package / "face.css").write_text(css)
        (package / "a.woff2").write_bytes(font)
        return sorted(addresses(tmp_path / css))

    assert not set(made("one", b"1")) & set(made("two", b"1"))


@pytest.mark.parametrize("url", SHEETS, ids=lambda url: url.rpartition("/")[2])
def test_what_a_stylesheet_names_is_there(url):
    for named in files_named_in(SHEETS[url].read_text()):
        assert urljoin(url, named) in addresses()


def test_a_font_is_served_from_the_stylesheets_own_words(app):
    url = next(url for url in SHEETS if url.endswith("pretendard.css"))
    font = files_named_in(SHEETS[url].read_text())[0]
    with app.test_client().get(urljoin(url, font)) as answer:
        assert answer.status_code == 200 and answer.data.startswith(b"wOF2")
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_whatever_others_made_has_its_licence_beside_it(package):
    assert len((package / "LICENSE").read_text()) > 400


@pytest.mark.parametrize(
    "path",
    [path for path in addresses().values() if path.suffix in (".css", ".js")],
    ids=lambda path: path.name,
)
def test_no_style_or_script_points_outside(path):
    assert not OUTSIDE.search(path.read_text())


def test_twin_a_style_that_points_outside_is_found():
    for outside in (
        "a { background: url(https://example.org/x.png) }",
        '@import "x.css";',
        "//# sourceMappingURL=x.map",
    ):
        assert OUTSIDE.search(outside)


def test_the_fonts_stay_small_enough_to_carry():
    assert sum(path.stat().st_size for path in STATIC.rglob("*.woff2")) < 6_000_000


def test_an_icon_says_nothing_aloud_and_takes_the_colour_of_the_words():
    for name in shapes():
        assert 'aria-hidden="true"' in icon(name) and 'stroke="currentColor"' in icon(name)


def test_an_unknown_icon_is_an_error_and_not_a_hole():
    with pytest.raises(KeyError):
        icon("no-such-icon")
