"""Finds the videos that a song may be: each with its length beside the one that is known, the likeliest first."""

from __future__ import annotations

from plexstuff.jobs.songs.find import KnownLength, SongCandidate, SongReport, find_song, known_length

__all__ = ["KnownLength", "SongCandidate", "SongReport", "find_song", "known_length"]
