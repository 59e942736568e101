"""A service that asks for a secret and more, for the tests of the configuration."""

from __future__ import annotations

from plexstuff.service import Field, FieldKind, Form, Group, OldSetting, Rate, Recognised, Service


def recognise(text: str) -> Recognised:
    if text.startswith("https://dashboard/"):
        return Recognised(text.rpartition("=")[2], note="Taken out of the address.")
    if text == "an-old-key":
        return Recognised(refusal="This is an old key.", advice="Get a new one.")
    return Recognised(text)


RADIO = Service(
    key="radio",
    title="Radio",
    group=Group.MUSIC,
    purpose="Sounds",
    base_url="https://radio.example/1",
    steps=(
        Form(
            (
                Field("api_key", "API key", FieldKind.SECRET, "32 letters.", recognise=recognise),
                Field("pin", "PIN", FieldKind.SECRET, "If you have one.", required=False),
                Field("user", "User name", hint="Yours.", required=False),
            )
        ),
    ),
    client="nowhere:Client",
    check="nowhere:check",
    rate=Rate(10, 2.0, 4),
    old_settings=(OldSetting("userkey", "Radio wants no user key any more.", "Give an API key."),),
)
