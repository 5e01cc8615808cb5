"""Icons, drawn into the page: they take the colour of the words beside them."""

from functools import cache
from json import loads

from flask import Flask
from markupsafe import Markup

from clinic.web.assets import STATIC

DRAWING = Markup(
    '<svg class="icon{extra}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
    '<path d="{shape}"/></svg>'
)


@cache
def shapes() -> dict[str, str]:
    """The path of each icon by its name in Tabler's set."""
    return loads((STATIC / "vendor/tabler-icons/icons.json").read_text())


@cache
def icon(name: str, extra: str = "") -> Markup:
    """One icon. A word stands beside it, or the button names itself: it says nothing aloud."""
    return DRAWING.format(shape=shapes()[name], extra=f" {extra}" if extra else "")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["icon"] = icon
