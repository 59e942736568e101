"""SMTP: sends mail through the mailbox that the user has, at whichever provider."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plexstuff.roles import Role
from plexstuff.service import Field, FieldKind, Form, Group, OldSetting, Rate, Recognised, Service, Visit

_NAME = re.compile(r"(?=.{1,253}$)[^\s@/?#:\[\]]+")
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\]+@[^\s@<>\"(),:;\\]+")
_BLANKED = re.compile(r"[a-z]{4}(?:[ \u00a0\u2007\u202f]+[a-z]{4}){3}", re.IGNORECASE)
#: Where the mail of well-known addresses goes out.
SERVERS = {
    "gmail.com": "smtp.gmail.com",
    "googlemail.com": "smtp.gmail.com",
    "icloud.com": "smtp.mail.me.com",
    "me.com": "smtp.mail.me.com",
    "yahoo.com": "smtp.mail.yahoo.com",
    "aol.com": "smtp.aol.com",
    "fastmail.com": "smtp.fastmail.com",
    "gmx.net": "mail.gmx.net",
    "gmx.de": "mail.gmx.net",
    "gmx.com": "mail.gmx.com",
    "web.de": "smtp.web.de",
}
_WHERE = "Your provider's help names it as the outgoing or SMTP server, such as smtp.gmail.com."
_FORMS = "It looks like ann@example.org, or Ann Example <ann@example.org>."


def port_is_given(values: Mapping[str, str]) -> bool:
    """Whether the server was given with its port."""
    return bool(split_port(values.get("host", ""))[1])


def recognise_host(text: str) -> Recognised:
    """The name of a server, out of an address such as smtps://smtp.example.org:465/ too; a port stays behind it."""
    bare = re.sub(r"^(?:smtps?|submissions?|tls|ssl|https?)://", "", text.strip(), flags=re.IGNORECASE)
    bare = bare.split("/")[0].split("?")[0].split("#")[0].strip().rstrip(".")
    user, at, rest = bare.rpartition("@")
    if at and bare == text.strip():
        known = SERVERS.get(rest.casefold())
        return Recognised(
            refusal="This is an e-mail address, not a server.",
            advice=f"The server for it is {known}." if known else _WHERE,
        )
    host, port = split_port(rest)
    if port and not 0 < int(port) < 65536:
        return Recognised(refusal="The port is none: ports are numbers from 1 to 65535.", advice=_WHERE)
    if not host or not (_NAME.fullmatch(host) or _is_address(host)):
        return Recognised(refusal="This is no name of a server.", advice=_WHERE)
    host = host.lower()
    if host.startswith(("imap.", "imap4.", "pop.", "pop3.")):
        return Recognised(refusal=f"{host} is for reading mail; another server sends it.", advice=_WHERE)
    if host in ("mail.google.com", "gmail.com", "outlook.com", "outlook.live.com"):
        return Recognised(
            refusal=f"{host} is a web page, not a mail server.",
            advice="For Gmail it is smtp.gmail.com; Microsoft has ended sending by password for mailboxes like that.",
        )
    shown = f"[{host}]" if ":" in host else host
    value = f"{shown}:{port}" if port else shown
    notes = (
        [f"The server is {shown}" + (f", the port {port}." if port else ".")] if value != text.strip() or port else []
    )
    if user:
        notes.append("The user name in it was left out: it has a field of its own.")
    return Recognised(value, note=" ".join(notes))


def split_port(text: str) -> tuple[str, str]:
    """Host and port ("" for none) of `host`, `host:25`, `[::1]:25` or `::1`."""
    if found := re.fullmatch(r"\[([^\]]*)\](?::(\d{1,9}))?", text):
        return found[1], found[2] or ""
    if text.count(":") == 1 and (found := re.fullmatch(r"([^:]*):(\d{1,9})", text)):
        return found[1], found[2]
    return text, ""


def _is_address(host: str) -> bool:
    import ipaddress

    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def recognise_port(text: str) -> Recognised:
    """A number from 1 to 65535."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        note = "Port 25 is mostly closed for homes: 465 or 587 is the one for programs." if int(text) == 25 else ""
        return Recognised(text, note=note)
    return Recognised(refusal="A port is a number from 1 to 65535.", advice="Leave it empty for the usual one.")


def recognise_password(text: str) -> Recognised:
    """A password as it is; Google's app passwords without the blanks with which they are shown."""
    clean = text.strip()
    if _BLANKED.fullmatch(clean):
        return Recognised("".join(clean.split()), note="The blanks in the app password were taken out.")
    if clean.startswith(("ya29.", "1//", "GOCSPX-", "AIza")):
        return Recognised(
            refusal="This is a token or key of Google's programming interface, not a password for mail.",
            advice="Make an app password on https://myaccount.google.com/apppasswords, or set up Google: "
            "plexstuff services setup google",
        )
    return Recognised(clean)


def recognise_from(text: str) -> Recognised:
    """`ann@example.org`, or `Ann Example <ann@example.org>`."""
    clean = re.sub(r"^(?:from|mailto)\s*:\s*", "", text.strip(), flags=re.IGNORECASE)
    name, address = clean, clean
    if found := re.fullmatch(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>]*?)\s*>", clean):
        name, address = found["name"].strip().strip('"').strip(), found["address"]
    if not _ADDRESS.fullmatch(address):
        return Recognised(refusal="This is no e-mail address.", advice=_FORMS)
    if "\n" in name or "\r" in name:
        return Recognised(refusal="The name holds a line break.", advice=_FORMS)
    return Recognised(f"{name} <{address}>" if name and name != clean else address)


HOST = Field("host", "Server", hint="The server for outgoing mail, such as smtp.gmail.com.", recognise=recognise_host)
SECURITY = Field(
    "security",
    "Encryption",
    FieldKind.CHOICE,
    "tls encrypts from the first byte (port 465), starttls right after the greeting (port 587). none is only for a "
    "server on this computer, or one in your own house that takes mail without a log-in.",
    required=False,
    default="tls",
    choices=("tls", "starttls", "none"),
)
PORT = Field(
    "port",
    "Port",
    FieldKind.NUMBER,
    "Leave it empty for the usual one: 465 for tls, 587 for starttls, 25 for none.",
    required=False,
    recognise=recognise_port,
    needless=port_is_given,
)
USER = Field(
    "user",
    "User name",
    hint="Mostly the whole e-mail address; empty for a server that wants no log-in.",
    required=False,
)
PASSWORD = Field(
    "password",
    "Password",
    FieldKind.SECRET,
    "The app password that you made, not the one you sign in with yourself.",
    required=False,
    recognise=recognise_password,
)
# Not of the kind EMAIL: a name may stand before the address.
FROM = Field(
    "from",
    "From",
    hint="Your address, also with a name before it: Ann Example <ann@example.org>.",
    recognise=recognise_from,
)

SMTP_SERVICE = Service(
    key="smtp",
    title="SMTP",
    group=Group.CREDENTIALS,
    purpose="Sends mail through any mailbox, without Google",
    base_url="",
    protocol="SMTP",
    steps=(
        Visit(
            "Switch on the second step of signing in (Gmail)",
            "https://myaccount.google.com/signinoptions/twosv",
            "Sign in, choose a second step (a phone prompt, an authenticator app) and confirm it. App passwords exist "
            "only with it. Another mailbox: see what iCloud, Yahoo and others want with "
            "`plexstuff services show smtp`, and pass over this page and the next.",
            "The page says that 2-Step Verification is on.",
        ),
        Visit(
            "Make an app password",
            "https://myaccount.google.com/apppasswords",
            "Type Plexstuff as the app's name and click Create. Copy the 16 letters now: they are shown once.",
            "A box shows four groups of four letters; with or without the blanks, both are taken here.",
        ),
        Form((HOST, SECURITY, PORT, USER, PASSWORD, FROM)),
    ),
    client="plexstuff.services.smtp.client:SMTP",
    check="plexstuff.services.smtp.client:check",
    rate=Rate(1, seconds=1.0, connections=1),
    roles={Role.MAIL: 1},
    old_settings=(
        OldSetting("username", "The user name is called user here.", "Set smtp.user."),
        OldSetting("tls", "Encryption is called security here.", "Set smtp.security to tls, starttls or none."),
        OldSetting("ssl", "Encryption is called security here.", "Set smtp.security to tls, starttls or none."),
    ),
    uses=('plexstuff mail send --from-service smtp --to ann@example.org --subject "Films" --text news.txt --dry-run',),
    notes=(
        "The check logs in and asks whether a mail from you to yourself would be taken; it sends nothing. So its proof "
        "is “permission proved”, until a real mail was sent.",
        "Gmail: smtp.gmail.com, tls, the address as user, an app password. The usual password has not been accepted "
        "since May 2025. A new password for the account makes all app passwords worthless. About 500 recipients a day.",
        "iCloud: smtp.mail.me.com, starttls, an app-specific password from https://account.apple.com. Yahoo and AOL: "
        "smtp.mail.yahoo.com or smtp.aol.com, tls, an app password from the account's security page.",
        "Fastmail, GMX, Zoho and others: the server and the password for programs that their help names; some want "
        "“SMTP” or “external programs” switched on first.",
        "Outlook.com and Hotmail: passwords for sending ended on 16 September 2024; use another mailbox. "
        "Microsoft 365 (smtp.office365.com, starttls) takes them until the end of December 2026.",
        "A password never goes over a line that is not encrypted, except to this computer itself; a server that "
        "offers no encryption when starttls is set is refused.",
        "Mails go out one a second (requests_per_second), over one connection.",
    ),
)
