"""Places on a page where higher floors put a section of their own.

The page of a client belongs to the clients, who know nothing of visits or records. Each room above
registers what it has to say there; a section decides for itself who may read it, and says nothing
to the others.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from markupsafe import Markup

Section = Callable[[Any], str]
SECTIONS: dict[str, list[tuple[int, Section]]] = {}


def stands_on(place: str, order: int) -> Callable[[Section], Section]:
    """Say, above a function that draws a section, on which page it stands; lower numbers first."""

    def register(section: Section) -> Section:
        SECTIONS.setdefault(place, []).append((order, section))
        return section

    return register


def sections(place: str, about: Any) -> list[Markup]:
    """What the rooms above have to say at this place, in order; who has nothing is left out."""
    drawn = (draw(about) for _order, draw in sorted(SECTIONS.get(place, []), key=lambda s: s[0]))
    return [Markup(each) for each in drawn if each]  # each was escaped by its template


def init_app(app: Flask) -> None:
    app.jinja_env.globals["sections"] = sections
