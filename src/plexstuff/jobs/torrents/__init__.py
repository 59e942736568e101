"""Looks for torrents at every indexer at once, each with its own deadline, and merges what they find."""

from plexstuff.jobs.torrents.merge import FoundTorrent, Merge
from plexstuff.jobs.torrents.search import DEADLINE, IndexerAnswer, TorrentSearch

__all__ = ["DEADLINE", "FoundTorrent", "IndexerAnswer", "Merge", "TorrentSearch"]
