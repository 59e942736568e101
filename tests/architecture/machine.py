"""A machine made of stand-ins, on which the scripts of the project run without a network and without being root."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-desktop.lock")

# Stands for a Python on PATH. What it puts into .venv stands for the Python there, pip included.
PYTHON = r"""#!/bin/bash
case "$*" in
    *"import ensurepip"*) [[ ${VENV_MISSING:-} ]] && exit 1; echo "$0" ;;
    "-I -m venv -- "*) echo venv >>"$LOG"; mkdir -p "$5/bin"; cp "${0%/*}/inner" "$5/bin/python" ;;
esac
"""
INNER = r"""#!/bin/bash
case "$*" in
    *"-m pip install"*)
        read -r unwanted && echo "pip was given the user's input: $unwanted" >>"$LOG"
        echo "pip ${*: -2}" >>"$LOG"
        [[ "$*" != *--require-hashes* ]] || case ${PIP:-} in
            fail) exit 1 ;;
            killed) kill -KILL "$PPID" ;;
            interrupted) kill -INT "$PPID" ;;
            slow) echo started >"$STARTED"; read -r <"$GO" ;;
        esac ;;
    -P*) shift 2; printf '%s\n' "in $PWD" "${@/#/<}"; cat; exit 42 ;;
esac
exit 0
"""
TOOLS = ("bash", "cp", "env", "flock", "mkdir", "mv", "readlink", "rm", "cat")


@dataclass
class Clone:
    """A clone of the project's scripts, on a machine that has nothing but what `commands` holds."""

    folder: Path
    commands: Path
    log: Path

    def start(
        self, *arguments: str, script: Path | None = None, cwd: Path | None = None, **environ: str
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(script or self.folder / "plexstuff"), *arguments],
            cwd=cwd or self.folder,
            env={"PATH": str(self.commands), "LOG": str(self.log), **environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(
        self, *arguments: str, script: Path | None = None, cwd: Path | None = None, **environ: str
    ) -> tuple[int, str, str]:
        process = self.start(*arguments, script=script, cwd=cwd, **environ)
        out, err = process.communicate("the user's input\n", timeout=60)
        return process.returncode, out, err

    def asked(self) -> list[str]:
        """What Python, pip and apt were asked to do since the last time."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines


def write_command(file: Path, text: str) -> None:
    file.write_text(text)
    file.chmod(0o755)
