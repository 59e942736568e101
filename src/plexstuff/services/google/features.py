"""What Google can be allowed to do for Plexstuff: each feature with the permission and the API that it stands on."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Collection, Mapping

#: What a feature is called, what it is for, the permissions that it asks for (the first is the one that it can't do
#: without), the API that must be switched on in the user's project, and what the box on Google's page says.
Feature = namedtuple("Feature", ["title", "use", "scopes", "api", "api_title", "box"])

PREFIX = "https://www.googleapis.com/auth/"

FEATURES: Mapping[str, Feature] = {
    "mail": Feature(
        "mail",
        "sends through Gmail",
        (f"{PREFIX}gmail.send",),
        "gmail.googleapis.com",
        "Gmail API",
        "Send email on your behalf",
    ),
    "contacts": Feature(
        "contacts",
        "names in users list",
        (f"{PREFIX}contacts.readonly", f"{PREFIX}contacts.other.readonly"),
        "people.googleapis.com",
        "People API",
        "See and download your contacts",
    ),
    "youtube": Feature(
        "YouTube",
        "finds songs",
        (f"{PREFIX}youtube.readonly",),
        "youtube.googleapis.com",
        "YouTube Data API v3",
        "View your YouTube account",
    ),
    "sheets": Feature(
        "sheets",
        "reads and fills spreadsheets",
        (f"{PREFIX}spreadsheets",),
        "sheets.googleapis.com",
        "Google Sheets API",
        "See, edit, create, and delete all your Google Sheets spreadsheets",
    ),
}
#: These say who signed in; nobody can untick them.
IDENTITY = ("openid", "email")


def chosen(text: str) -> tuple[str, ...]:
    """The features that a setting names, in their usual order; all of them where it names none."""
    named = set(text.replace(",", " ").casefold().split())
    return tuple(key for key in FEATURES if key in named) or tuple(FEATURES)


def scopes(features: Collection[str]) -> tuple[str, ...]:
    """What is asked for on the page of consent."""
    return (*IDENTITY, *(scope for key in features for scope in FEATURES[key].scopes))


def allowed(granted: Collection[str]) -> tuple[str, ...]:
    """The features whose permission is among those that were granted."""
    return tuple(key for key, one in FEATURES.items() if one.scopes[0] in granted)
