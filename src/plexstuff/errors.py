"""Everything that may go wrong, as one tree; each error says what happened and what to do next.

PlexstuffError
├── UsageError                      the command was not understood                              exit 2
├── ConfigurationError              something must be set up or corrected first                 exit 3
│   ├── NotConfigured               a value that is needed was never given
│   ├── InvalidValue                a value can't be what it is said to be
│   ├── KeyRefused                  the service does not accept the key                         exit 4
│   └── ConsentNeeded               somebody must sign in or agree (again)                      exit 4
├── ServiceError                    an outside service did not do its part                      exit 5
│   ├── Unreachable                 no connection, no name, no TLS, no answer in time
│   ├── RateLimited                 asked too often; `.wait` seconds until the next try
│   ├── ServerError                 the service says that it is in trouble itself (5xx)
│   ├── UnexpectedResponse          an answer that can't be understood                          exit 1
│   ├── NotFound                    the service does not know the thing asked for               exit 1
│   └── ServiceRetired              the service, or this way of using it, is gone for good      exit 7
└── JobError                        a job could not be done                                     exit 1
    ├── NothingFound                there is nothing to work on
    ├── Conflict                    something is in the way, or somebody else is at work
    ├── UnsafePath                  a path leads where it must not lead
    └── FileTrouble                 the file system refused (missing, unreadable, full, read-only)

What was done in part is no error: the command reports it, and leaves with 6.
"""

from __future__ import annotations

from typing import ClassVar


class PlexstuffError(Exception):
    """What happened (`sentence`) and what to do next (`advice`): a sentence each, fit to be shown to anybody.

    Neither ever holds a secret or a terminal escape: who raises it sees to the first, who shows it to the second.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice


class UsageError(PlexstuffError):
    """The command was not understood."""

    exit_code = 2


class ConfigurationError(PlexstuffError):
    """Something must be set up or corrected first."""

    exit_code = 3


class NotConfigured(ConfigurationError):
    """A value that is needed was never given."""


class InvalidValue(ConfigurationError):
    """A value can't be what it is said to be."""


class KeyRefused(ConfigurationError):
    """The service does not accept the key."""

    exit_code = 4


class ConsentNeeded(ConfigurationError):
    """Somebody must sign in or agree (again)."""

    exit_code = 4


class ServiceError(PlexstuffError):
    """An outside service did not do its part."""

    exit_code = 5


class Unreachable(ServiceError):
    """No connection, no name, no TLS, or no answer in time."""


class RateLimited(ServiceError):
    """Asked too often; `wait` is how many seconds the service wants us to stay away (None: it did not say).

    `whole` tells whether it speaks for all of the service; else only what was asked for must be left alone.
    """

    def __init__(self, sentence: str, advice: str = "", *, wait: float | None = None, whole: bool = True) -> None:
        super().__init__(sentence, advice)
        self.wait = wait
        self.whole = whole


class ServerError(ServiceError):
    """The service says that it is in trouble itself (5xx); `status` is the HTTP status."""

    def __init__(self, sentence: str, advice: str = "", *, status: int = 500, wait: float | None = None) -> None:
        super().__init__(sentence, advice)
        self.status = status
        self.wait = wait


class UnexpectedResponse(ServiceError):
    """An answer that can't be understood: HTML for JSON, cut off, too long, or of another shape."""

    exit_code = 1


class NotFound(ServiceError):
    """The service does not know the thing asked for."""

    exit_code = 1


class ServiceRetired(ServiceError):
    """The service, or this way of using it, is gone for good."""

    exit_code = 7


class JobError(PlexstuffError):
    """A job could not be done."""


class NothingFound(JobError):
    """There is nothing to work on."""


class Conflict(JobError):
    """Something is in the way, or somebody else is at work."""


class UnsafePath(JobError):
    """A path leads where it must not lead."""


class FileTrouble(JobError):
    """The file system refused: missing, unreadable, full or read-only."""
