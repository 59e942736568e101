"""Organizing: files are placed in a library by a plan that is seen first, journalled, and can be taken back."""

from plexstuff.jobs.organize.apply import apply
from plexstuff.jobs.organize.plan import plan
from plexstuff.jobs.organize.planned import Mode, OrganizeOptions, Plan, Row, Status
from plexstuff.jobs.organize.report import Outcome, Result, RunReport
from plexstuff.jobs.organize.running import recover
from plexstuff.jobs.organize.undo import undo

__all__ = [
    "Mode",
    "OrganizeOptions",
    "Outcome",
    "Plan",
    "Result",
    "Row",
    "RunReport",
    "Status",
    "apply",
    "plan",
    "recover",
    "undo",
]
