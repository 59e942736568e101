"""The main job: say which films and episodes the files of a folder are."""

from plexstuff.jobs.identify.job import IdentifyJob, Progress, quiet
from plexstuff.jobs.identify.options import IdentifyOptions
from plexstuff.jobs.identify.report import Report, ReportItem, ShownItem

__all__ = ["IdentifyJob", "IdentifyOptions", "Progress", "Report", "ReportItem", "ShownItem", "quiet"]
