"""YouTube in the sandbox: songs that can be found, and the quota of a day."""
