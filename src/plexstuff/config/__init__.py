"""Settings and secrets: flag over environment over file over default; comments survive, secrets stay secret."""

from plexstuff.config.configuration import KEPT, LASTING, Configuration
from plexstuff.config.paths import Paths
from plexstuff.config.values import Origin, Value

__all__ = ["KEPT", "LASTING", "Configuration", "Origin", "Paths", "Value"]
