"""What proves to a service who is asking; put on below the cache, so that no file on disk ever holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from plexstuff.http.redact import is_credential_header, is_credential_name


@dataclass(frozen=True, slots=True)
class Credentials:
    """Query parameters and headers that every request to a service carries; its repr shows none of them."""

    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def secrets(self) -> Iterator[str]:
        """Every value that must never be shown; of `Bearer abc` both the whole and `abc`."""
        for value in (*self.params.values(), *self.headers.values()):
            yield value
            scheme, _, rest = value.partition(" ")
            if rest and scheme.isalpha():
                yield rest

    def joined(self, params: Mapping[str, str], headers: Mapping[str, str]) -> Credentials:
        """These credentials and some more of one request; the request's own win."""
        if not params and not headers:
            return self
        return Credentials({**self.params, **params}, {**self.headers, **headers})


def split(params: Mapping[str, str], headers: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str], Credentials]:
    """The harmless parameters, the harmless headers, and the credentials among both (told by their names)."""
    plain_params = {name: value for name, value in params.items() if not is_credential_name(name)}
    plain_headers = {name: value for name, value in headers.items() if not is_credential_header(name)}
    secret = Credentials(
        {name: value for name, value in params.items() if name not in plain_params},
        {name: value for name, value in headers.items() if name not in plain_headers},
    )
    return plain_params, plain_headers, secret
