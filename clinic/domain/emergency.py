"""Whom to ring when every minute counts, by country.

The numbers are those that each country's government publishes for an ambulance. Where a country is
missing, 112 stands: mobile networks connect it to the local emergency call (3GPP TS 22.101).
"""

AMBULANCE = {
    "KR": "119",
    "JP": "119",
    "TW": "119",
    "CN": "120",
    "HK": "999",
    "SG": "995",
    "TH": "1669",
    "VN": "115",
    "PH": "911",
    "US": "911",
    "CA": "911",
    "GB": "999",
    "IE": "112",
    "AU": "000",
    "NZ": "111",
    "ZA": "10177",
    "IN": "112",
    "BR": "192",
    "MX": "911",
    "CH": "144",
}
ANYWHERE = "112"
#: What a screening may ask for that cannot wait for the session.
CALLS_THERAPIST = frozenset({"emergency", "same_day"})


def ambulance(country: str) -> str:
    """The number to ring in this country (ISO 3166, two letters)."""
    return AMBULANCE.get(country.upper(), ANYWHERE)
