"""Says what an album is and what is on it, by the first service that knows, and saves the picture on its front."""

from plexstuff.jobs.music.album import AlbumReport, PassedOver, Possible, find_album, find_cover
from plexstuff.jobs.music.cover import must_be_free, save_cover

__all__ = ["AlbumReport", "PassedOver", "Possible", "find_album", "find_cover", "must_be_free", "save_cover"]
