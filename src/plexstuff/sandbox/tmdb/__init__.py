"""A fake of TMDB's API v3, as ../shared/services/tmdb.md and the recordings say."""
