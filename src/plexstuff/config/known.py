"""Which settings there are: those of every service, those of the jobs, and what each service asks for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from plexstuff.config.tongues import language, region
from plexstuff.errors import UsageError
from plexstuff.service import Field, FieldKind, OldSetting, Recognised, Service, resolve


def common(service: Service) -> tuple[Field, ...]:
    """The settings that every service has, with the defaults of this one."""
    return (
        *_base(service),
        *(_further(key, address) for key, address in service.addresses.items()),
        *_manners(service),
    )


def _base(service: Service) -> tuple[Field, ...]:
    """Where the service is; a server of the user's own has a field for that."""
    if not service.base_url:
        return ()
    return (
        Field(
            "base_url",
            "Address of the service",
            FieldKind.ADDRESS,
            "Another address for a mirror, a proxy or the sandbox.",
            required=False,
            default=service.base_url,
            recognise=_plain_address,
        ),
    )


def _further(key: str, address: str) -> Field:
    label = f"Address of its {key.removesuffix('_url').replace('_', ' ')}"
    return Field(key, label, FieldKind.ADDRESS, required=False, default=address, recognise=_plain_address)


def _manners(service: Service) -> tuple[Field, ...]:
    """How it is asked."""
    return (
        Field(
            "requests_per_second",
            "Requests a second",
            FieldKind.NUMBER,
            "Above 0, at most 1000.",
            required=False,
            default=f"{service.rate.requests / service.rate.seconds:g}",
            recognise=_between("Requests a second", 0, 1000),
        ),
        Field(
            "connections",
            "Connections at a time",
            FieldKind.NUMBER,
            "1 to 100.",
            required=False,
            default=str(service.rate.connections),
            recognise=_between("Connections at a time", 0, 100, whole=True),
        ),
        Field(
            "timeout",
            "Seconds to wait for an answer",
            FieldKind.NUMBER,
            "Above 0, at most 3600.",
            required=False,
            default="20",
            recognise=_between("Seconds to wait for an answer", 0, 3600),
        ),
        Field(
            "verify_tls",
            "Check the certificate",
            FieldKind.SWITCH,
            "false trusts anybody who answers: only for a service in your own house.",
            required=False,
            default="true",
        ),
        Field(
            "ca_file",
            "Certificate to trust",
            FieldKind.FILE,
            "A PEM file with the certificate of a home server.",
            required=False,
        ),
    )


#: The settings of the jobs, each job a section.
JOBS: Mapping[str, tuple[Field, ...]] = {
    "identify": (
        Field(
            "language",
            "Language of titles",
            hint="Two letters, such as de; also pt-BR.",
            required=False,
            default="en",
            recognise=language,
        ),
        Field("region", "Region of titles", hint="Two letters, such as AT.", required=False, recognise=region),
    ),
    "organize": (
        Field(
            "preset",
            "Way of naming",
            FieldKind.CHOICE,
            "",
            required=False,
            default="plex",
            choices=("plex", "jellyfin"),
        ),
        Field(
            "movie_template",
            "Your own names for films",
            hint="Counts instead of the preset; see docs/organize.md.",
            required=False,
        ),
        Field(
            "episode_template",
            "Your own names for episodes",
            hint="Counts instead of the preset; see docs/organize.md.",
            required=False,
        ),
        Field(
            "mode",
            "Way of placing files",
            FieldKind.CHOICE,
            "",
            required=False,
            default="hardlink",
            choices=("hardlink", "copy", "move"),
        ),
        Field("into", "Folder of the library", FieldKind.PATH, "Where organize puts files.", required=False),
    ),
}

#: Sections whose keys are the user's own; each entry is read like this field.
FREE: Mapping[str, Field] = {
    "people": Field(
        "people",
        "Name",
        hint="A mail address, Plex user name or id in quotes = the name to call them by; see `plexstuff users name`.",
        required=False,
    ),
}


class Known:
    """All sections and their fields. `services` is what `plexstuff.services` declares unless others are given."""

    def __init__(self, services: Sequence[Service] | None = None) -> None:
        self._services = services

    @property
    def services(self) -> Sequence[Service]:
        """The declared services; looked up by name, for they stand in a layer above and are needed late or never."""
        if self._services is None:
            self._services = resolve("plexstuff.services:ALL")
        return self._services

    def service(self, key: str) -> Service | None:
        """The service with this key."""
        return next((one for one in self.services if one.key == key), None)

    def sections(self) -> list[str]:
        """The names of all sections: services first, then jobs, then those with free keys."""
        return [*(service.key for service in self.services), *JOBS, *FREE]

    def fields(self, section: str) -> tuple[Field, ...]:
        """The fields of a section, a service's own before the common ones; none where keys are free.

        Raises UsageError.
        """
        if section in JOBS or section in FREE:
            return JOBS.get(section, ())
        service = self.service(section)
        if service is None:
            raise UsageError(
                f"There are no settings named {_named(section)}.", meant(section, self.sections(), "The sections are")
            )
        own = {one.key for one in service.fields}
        return service.fields + tuple(one for one in common(service) if one.key not in own)

    def field(self, section: str, key: str) -> Field:
        """The field with this key. Raises UsageError that names the nearest key, or what the key is called today."""
        if section in FREE:
            return replace(FREE[section], key=key, label=f"{FREE[section].label} of {_named(key)}")
        fields = self.fields(section)
        for one in fields:
            if one.key == key:
                return one
        service = self.service(section)
        if old := self.old(section, key):
            raise UsageError(old.sentence, old.advice)
        # What was typed here may be a secret in the wrong place: it is not repeated.
        raise UsageError(
            f"{service.title if service else section} has no such setting.",
            meant(key, [one.key for one in fields], f"[{section}] has"),
        )

    def old(self, section: str, key: str) -> OldSetting | None:
        """The setting of former years that had this key."""
        service = self.service(section)
        return next((one for one in service.old_settings if one.key == key), None) if service else None

    def split(self, dotted: str) -> tuple[str, str]:
        """Section and key of `tmdb.timeout`. Raises UsageError when there is no such setting."""
        section, dot, key = dotted.partition(".")
        if not dot or not section or not key:
            raise UsageError(
                "A setting is named by its section and key, such as tmdb.timeout.", self._named_so(section)
            )
        self.field(section, key)
        return section, key

    def _named_so(self, given: str) -> str:
        """The advice for who named no section or no key: what is nearest, the keys of the section, or all sections."""
        sections = self.sections()
        if given in sections:
            return f"[{given}] has: {', '.join(one.key for one in self.fields(given))}."
        every = [f"{name}.{one.key}" for name in sections for one in self.fields(name)]
        advice = meant(given, [*every, *sections], "")
        return advice if advice.startswith("Did") else f"The sections are: {', '.join(sections)}."


def meant(given: str, possible: Sequence[str], otherwise: str) -> str:
    """The advice for a name that was not known: the nearest one, or all of them."""
    import difflib

    near = difflib.get_close_matches(given.casefold(), possible, n=1)
    return f"Did you mean {near[0]}?" if near else f"{otherwise}: {', '.join(possible)}."


def _named(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"


def _plain_address(text: str) -> Recognised:
    if "?" in text or "#" in text:
        return Recognised(
            refusal="The address of a service can't hold a ? or a #.",
            advice="Leave out what stands behind it: keys have fields of their own.",
        )
    return Recognised(text)


def _between(label: str, above: float, most: float, *, whole: bool = False) -> Callable[[str], Recognised]:
    def recognise(text: str) -> Recognised:
        try:
            number = float(text)
        except ValueError:
            return Recognised(text)  # the kind refuses it
        if not above < number <= most or (whole and not number.is_integer()):
            kind = "a whole number" if whole else "a number"
            return Recognised(refusal=f"{label} must be {kind} above {above:g} and at most {most:g}.")
        return Recognised(text)

    return recognise
