"""A browser that somebody signed in with before is known again.

Its cookie is a random key and says nothing about anyone; the rows of sign-ins keep its fingerprint.
A stranger who tries passwords from elsewhere cannot slow down the person at a known browser.
"""

from ipaddress import ip_address, ip_network
from secrets import token_urlsafe

from flask import Response, after_this_request, current_app, request

from clinic.web.badges import fingerprint

LASTS = 365 * 24 * 60 * 60  #: seconds
LONGEST = 100


def cookie_name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-browser"


def this_browser() -> str | None:
    """The fingerprint of the key that this browser carries, if it carries one."""
    key = request.cookies.get(cookie_name(), "")
    return fingerprint(key) if 0 < len(key) <= LONGEST else None


def remember_browser() -> str:
    """Give this browser a key that outlives the sign-in; return the fingerprint."""
    key = request.cookies.get(cookie_name(), "")
    if not 0 < len(key) <= LONGEST:
        key = token_urlsafe(32)

    @after_this_request
    def hand_over(response: Response) -> Response:
        response.set_cookie(
            cookie_name(),
            key,
            max_age=LASTS,
            path="/",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response

    return fingerprint(key)


def address() -> str:
    """Where the request comes from; behind our proxy, what the proxy says. IPv6: the network."""
    hops = request.access_route if current_app.config["BEHIND_PROXY"] else []
    text = hops[-1] if hops else request.remote_addr or ""
    try:
        found = ip_address(text)
    except ValueError:
        return text
    return str(found if found.version == 4 else ip_network((found, 64), strict=False))
