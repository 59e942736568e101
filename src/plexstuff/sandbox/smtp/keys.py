"""The one account of the sandbox's mail server: made up, known to everybody, worth nothing anywhere else."""

from __future__ import annotations

USER = "sandbox@example.org"
#: Sixteen letters, as Google's app passwords have; shown in groups of four.
PASSWORD = "sand boxp assw ordx"
FROM = f"Plexstuff Sandbox <{USER}>"
#: Nobody of this name has a mailbox here.
NOBODY = "nobody"
