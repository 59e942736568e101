"""Several programs at once find that Google's access token has ended: one renews it, all go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from plexstuff.config import Configuration
from plexstuff.sandbox import Sandbox
from plexstuff.sandbox.google import keys


def test_of_several_programs_one_renews_the_sign_in(home: Path) -> None:
    with Sandbox(latency=0.1) as box:
        variables = {name: text for name, text in box.environment().items() if name.startswith("PLEXSTUFF__GOOGLE__")}
        del variables["PLEXSTUFF__GOOGLE__GRANT"]
        ended = {**json.loads(keys.GRANT), "access_token": "ya29.SANDBOX-ended", "expires_at": 1_000_000_000.0}
        Configuration.load(home, {}).set_secret("google", "grant", json.dumps(ended))
        programs = [
            subprocess.Popen(
                [sys.executable, "-m", "plexstuff", "sheet", "read", keys.SPREADSHEET, "--range", "Films!A2", "--csv"],
                env={"PATH": os.environ["PATH"], "PLEXSTUFF_HOME": str(home), **variables},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(3)
        ]
        said = [one.communicate(timeout=60) for one in programs]
        assert [out for out, _ in said] == ["The Matrix\n"] * 3, said
        paths = box.requests()["google"]["paths"]
    assert isinstance(paths, dict)
    assert [count for path, count in paths.items() if path.endswith("/token")] == [1]
    kept = json.loads(Configuration.load(home, {}).value("google", "grant").text or "{}")
    assert kept["access_token"].startswith("ya29.SANDBOX-quillfeather")
    assert kept["refresh_token"] == keys.REFRESH_TOKEN
