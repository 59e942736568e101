"""Sends a letter to several people: one correct message each, a result for each, and nobody gets it twice."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plexstuff.jobs.mail.letter import Letter
    from plexstuff.jobs.mail.recipients import Recipient, read_recipients
    from plexstuff.jobs.mail.sending import MailPlan, MailReport, plan, send

__all__ = ["Letter", "MailPlan", "MailReport", "Recipient", "plan", "read_recipients", "send"]

_PLACES = {
    "Letter": "letter",
    "MailPlan": "sending",
    "MailReport": "sending",
    "Recipient": "recipients",
    "plan": "sending",
    "read_recipients": "recipients",
    "send": "sending",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_PLACES[name]}"), name)
