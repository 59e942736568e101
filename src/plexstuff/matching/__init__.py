"""Matching: candidates that the services offer -> scored with named reasons, one chosen or an honest abstention."""

from plexstuff.matching.decide import Decision, Verdict, decide
from plexstuff.matching.episodes import EpisodeGuide, Found
from plexstuff.matching.reasons import Reason, Scored
from plexstuff.matching.score import score_movie, score_series

__all__ = [
    "Decision",
    "EpisodeGuide",
    "Found",
    "Reason",
    "Scored",
    "Verdict",
    "decide",
    "score_movie",
    "score_series",
]
