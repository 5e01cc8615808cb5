"""The drawing of the body: which shape on the page means which place.

Left is at the picture's left on the back, and at its right on the front, as when one faces the
client. The codes are those of the clinic's vocabulary, with the side for a paired region.
"""

from dataclasses import dataclass
from functools import cache
from json import loads
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from clinic.domain.body import Place, Side
from clinic.web.language import said

VIEWS = ("back", "front")


@dataclass(frozen=True, slots=True)
class Shape:
    """One region of the drawing."""

    code: str  #: what a form sends: `lower_back_left`, `sacrum_coccyx`
    path: str
    close: bool  #: large enough to be tapped in the close view of neck, back and hips

    @property
    def name(self) -> str:
        return region_name(self.code)


@cache
def drawing() -> dict[str, dict[str, Any]]:
    return loads(Path(__file__).with_name("bodymap.json").read_text())


@cache
def shapes(view: str) -> tuple[Shape, ...]:
    """The regions seen from the ``back`` or the ``front``, in the vocabulary's order."""
    return tuple(
        Shape(each["value"], each["shape"], each["close"]) for each in drawing()[view]["regions"]
    )


def silhouette(view: str) -> str:
    return drawing()[view]["silhouette"]


def region_name(code: str) -> str:
    """A place in the language of this page: "Lower back, left". An unknown code is itself."""
    place = Place.of(code)
    if place is None:
        return code
    name = said(place.region.name)
    if place.side is Side.LEFT:
        return _("%(region)s, left", region=name)
    if place.side is Side.RIGHT:
        return _("%(region)s, right", region=name)
    return name


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(body_shapes=shapes, silhouette=silhouette)
    app.jinja_env.filters["region_name"] = region_name
