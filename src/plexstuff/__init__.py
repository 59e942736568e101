"""Plexstuff sets up every outside service around a home Plex server once, and puts them to work."""

__version__ = "0.1.0"
