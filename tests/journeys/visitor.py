"""Somebody at a screen of the clinic: taps what can be seen, types, looks, and keeps pictures.

Taps are touch events at the middle of visible targets, counted by a listener in the page itself.
Every page is examined by axe in the light and the dark theme, and no console error or report of
the content policy goes unseen.
"""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COUNT_TAPS = """
addEventListener("touchend", () => {
  sessionStorage.setItem("taps", 1 + Number(sessionStorage.getItem("taps")));
}, {capture: true});
"""
#: A refused form (422), and a question to the clinic that was cut short because the person left
#: the page; one that failed is told as htmx:sendError as well.
NO_FAULT = re.compile(r"the server responded with a status of 4|^htmx:(sendAbort|afterRequest),")
#: Seconds, modelled: finding and tapping one target, and typing one character.
PER_TAP, PER_CHARACTER = 1.2 + 1.35, 0.5


class Visitor:
    def __init__(
        self,
        browser: Browser,
        base: str,
        name: str,
        pictures: Path,
        *,
        size: tuple[int, int] = (1280, 800),
        locale: str = "en-GB",
    ) -> None:
        self.name, self.base, self.pictures = name, base, pictures
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=True,
            locale=locale,
            timezone_id="Asia/Seoul",
            base_url=base,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.add_init_script(COUNT_TAPS)
        self.complaints: list[str] = []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.characters = 0
        self.seen = 0

    def hear(self, message: ConsoleMessage) -> None:
        """Errors of the page itself; what `NO_FAULT` lists is told as one, too."""
        if message.type == "error" and not NO_FAULT.search(message.text):
            self.complaints.append(message.text)

    def go(self, address: str) -> None:
        self.page.goto(address)

    def tap(self, target: str | Locator, role: str = "button") -> None:
        """Touch the middle of something that can be seen."""
        found = self.find(target, role) if isinstance(target, str) else target
        found.tap()

    def send(self, target: str | Locator, role: str = "button") -> None:
        """Tap what leads to another page, and wait until it is there."""
        with self.page.expect_navigation():
            self.tap(target, role)

    def find(self, words: str, role: str = "button") -> Locator:
        return self.page.get_by_role(role, name=words, exact=True).first  # type: ignore[arg-type]

    def type(self, label: str, text: str) -> None:
        """Write into the field of this label; "(optional)" may stand behind it."""
        field = self.page.get_by_label(re.compile(rf"^{re.escape(label)}(?!\w)")).first
        field.fill(text)
        self.characters += len(text)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def sees(self, text: str) -> bool:
        return self.page.get_by_text(text).first.is_visible()

    def expects(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for(state="visible")

    @property
    def taps(self) -> int:
        return int(self.page.evaluate("Number(sessionStorage.getItem('taps'))"))

    def effort(self) -> str:
        """Taps, characters and modelled seconds so far."""
        seconds = self.taps * PER_TAP + self.characters * PER_CHARACTER
        return f"{self.taps} taps, {self.characters} characters, {seconds:.0f} s modelled"

    def begin_counting(self) -> None:
        self.page.evaluate("sessionStorage.setItem('taps', 0)")
        self.characters = 0

    def look(self, what: str) -> None:
        """Keep a picture, and examine the page in both themes."""
        self.seen += 1
        self.page.wait_for_load_state("networkidle")
        self.page.screenshot(path=self.pictures / f"{self.name}-{self.seen:02}-{what}.png")
        for theme in ("dark", "light"):
            self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found = Axe().run(self.page, options={"runOnly": RULES}).response["violations"]
            assert not found, (what, theme, [told(each) for each in found])
        assert not self.complaints, (what, self.complaints)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, f"{what} scrolls sideways"

    def leave(self) -> None:
        self.context.close()


def told(violation: dict) -> str:
    return f"{violation['id']}: {[node['html'][:160] for node in violation['nodes'][:3]]}"
