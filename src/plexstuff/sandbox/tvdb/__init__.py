"""A fake of TheTVDB's API v4, as ../shared/services/tvdb.md and the recordings say."""
