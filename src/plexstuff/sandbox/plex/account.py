"""plex.tv: the account, its servers, and who they are shared with."""

from __future__ import annotations

import datetime as dt

from plexstuff.sandbox.ask import Ask, Refusal
from plexstuff.sandbox.plex import household, keys
from plexstuff.sandbox.plex.face import XML, answered, element, said, state_of, wants_json
from plexstuff.sandbox.plex.household import Server, User

_JOINED = 1_552_593_531
_PROFILE = {
    "autoSelectAudio": True,
    "defaultAudioLanguage": "en",
    "defaultSubtitleLanguage": "en",
    "autoSelectSubtitle": 1,
    "defaultSubtitleAccessibility": 0,
    "defaultSubtitleForced": 0,
    "watchedIndicator": 1,
    "mediaReviewsVisibility": 0,
}
#: Nobody listens at this port: what a home's address looks like from outside.
UNREACHABLE = "http://127.0.0.1:9"


def user(ask: Ask) -> object:
    """GET /api/v2/user -> who the token belongs to."""
    return answered(
        ask,
        "user",
        {
            "id": household.ACCOUNT,
            "uuid": "5a9db0c55a9db0c5",
            "username": household.USERNAME,
            "title": household.USERNAME,
            "email": household.MAIL,
            "friendlyName": "Sandbox Owner",
            "locale": None,
            "confirmed": True,
            "joinedAt": _JOINED,
            "emailOnlyAuth": False,
            "hasPassword": True,
            "protected": False,
            "thumb": "https://plex.tv/users/5a9db0c55a9db0c5/avatar?c=1724402119",
            "authToken": said(ask, "X-Plex-Token"),
            "mailingListStatus": "unsubscribed",
            "mailingListActive": False,
            "scrobbleTypes": "",
            "country": "DE",
            "subscription": {
                "active": True,
                "subscribedAt": "2019-03-16T15:20:12Z" if wants_json(ask) else "2019-03-16 15:20:12 UTC",
                "status": "Active",
                "paymentService": None,
                "plan": "lifetime",
                "features": ["home", "webhooks"],
            },
            "subscriptionDescription": None,
            "restricted": False,
            "anonymous": False,
            "home": True,
            "guest": False,
            "homeSize": 3,
            "homeAdmin": True,
            "maxHomeSize": 15,
            "rememberExpiresAt": int(ask.now) + 14 * 86400,
            "profile": _PROFILE,
            "entitlements": ["all"],
            "roles": ["plexpass"],
            "subscriptions": [],
            "pastSubscriptions": [],
            "trials": [],
            "services": [],
            "attributionPartner": None,
            "adsConsent": None,
            "adsConsentSetAt": None,
            "adsConsentReminderAt": None,
            "experimentalFeatures": False,
            "twoFactorEnabled": True,
            "backupCodesCreated": True,
        },
    )


def ping(ask: Ask) -> object:
    """GET /api/v2/ping -> the token lives on."""
    return {"pong": True} if wants_json(ask) else b'<?xml version="1.0" encoding="UTF-8"?>\n<pong>true</pong>'


def sign_out(ask: Ask) -> object:
    """DELETE /api/v2/users/signout: the token dies."""
    state_of(ask).sign_out(said(ask, "X-Plex-Token"))
    raise Refusal(204, b"", {"Content-Type": XML})


def resources(ask: Ask) -> object:
    """GET /api/v2/resources -> the servers, with the addresses under which they are, and a player.

    The first address of each is that at home, which can't be reached from here.
    """
    rows: list[dict[str, object]] = [_resource(ask, one) for one in household.SERVERS]
    return answered(ask, "resources", [*rows, _player(ask)])


def resources_of_old(ask: Ask) -> object:
    """GET /api/resources, the same in XML with capitals, 1 and 0, and seconds."""
    devices = []
    for one in household.SERVERS:
        row = dict(_resource(ask, one))
        row["Connection"] = row.pop("connections")
        row["createdAt"], row["lastSeenAt"] = "1578842618", str(int(ask.now) - 60)
        devices.append(row)
    return element("MediaContainer", {"size": len(devices), "Device": devices}).encode()


def _resource(ask: Ask, server: Server) -> dict[str, object]:
    own = {
        "protocol": "http",
        "address": "127.0.0.1",
        "port": _port(ask),
        "uri": _home(ask) + ("/pms" if server.owned else "/closed"),
        "local": False,
        "relay": False,
        "IPv6": False,
    }
    far = {**own, "port": 9, "uri": UNREACHABLE, "local": True}
    return {
        "name": server.name,
        "product": "Plex Media Server",
        "productVersion": household.VERSION,
        "platform": "Linux",
        "platformVersion": "6.1 (Sandbox)",
        "device": "PC",
        "clientIdentifier": server.id,
        "createdAt": "2020-01-12T15:30:18Z",
        "lastSeenAt": f"{dt.datetime.fromtimestamp(ask.now - 60, dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "provides": "server",
        "ownerId": None if server.owned else 9_200_001,
        "sourceTitle": server.owner or None,
        "publicAddress": "203.0.113.10",
        "accessToken": server.token,
        "owned": server.owned,
        "home": False,
        "synced": False,
        "relay": True,
        "presence": server.owned,
        "httpsRequired": False,
        "publicAddressMatches": False,
        "dnsRebindingProtection": False,
        "natLoopbackSupported": False,
        "connections": [far, own],
    }


def _player(ask: Ask) -> dict[str, object]:
    return {
        **_resource(ask, household.SERVERS[0]),
        "name": "Sandbox Browser",
        "product": "Plex Web",
        "clientIdentifier": "sandbox-browser",
        "provides": "client,player",
        "accessToken": keys.PLAYER_TOKEN,
        "connections": [],
    }


def _home(ask: Ask) -> str:
    """The address under which the client knows the sandbox's Plex."""
    return ask.base.removesuffix("/tv")


def _port(ask: Ask) -> int:
    _, _, port = ask.headers.get("host", "").rpartition(":")
    return int(port) if port.isdecimal() else 80


def users(_: Ask) -> object:
    """GET /api/users/ -> friends and managed users, in XML whatever is asked for."""
    rows = [_user(one) for one in household.USERS]
    container = {
        "friendlyName": "myPlex",
        "identifier": "com.plexapp.plugins.myplex",
        "machineIdentifier": household.SERVERS[0].id,
        "totalSize": len(rows),
        "size": len(rows),
        "User": rows,
    }
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + element("MediaContainer", container)).encode()


def _user(user: User) -> dict[str, object]:
    server = {
        "id": user.id + 50_000,
        "serverId": 9_300_001,
        "machineIdentifier": household.SERVERS[0].id,
        "name": household.SERVERS[0].name,
        "lastSeenAt": 1_700_000_000,
        "numLibraries": user.libraries,
        "allLibraries": user.all_libraries,
        "owned": True,
        "pending": user.pending,
    }
    return {
        "id": user.id,
        "title": user.title,
        "username": user.username,
        "email": user.mail,
        "recommendationsPlaylistId": "",
        "thumb": f"https://plex.tv/users/{user.id:016x}/avatar?c=1467656888",
        "protected": False,
        "spencer": 0,
        "home": user.home,
        **dict.fromkeys(
            ("allowTuners", "allowSync", "allowCameraUpload", "allowChannels", "allowSubtitleAdmin"), False
        ),
        **dict.fromkeys(("filterAll", "filterMovies", "filterMusic", "filterPhotos", "filterTelevision"), ""),
        "restricted": user.restricted,
        "Server": [server] if user.shared else [],
    }
