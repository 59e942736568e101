"""How long a film runs, by ffprobe where that is installed: one more way to tell films of one name apart."""

from __future__ import annotations

import asyncio
import logging
import shutil

import msgspec

_log = logging.getLogger(__name__)
#: Seconds that ffprobe may take; a file on a sleeping disk takes a few.
TIME_LIMIT = 30.0


class _Format(msgspec.Struct):
    duration: str = ""


class _Probed(msgspec.Struct):
    format: _Format = msgspec.field(default_factory=_Format)


async def runtime_of(path: str) -> float | None:
    """The length of a video in minutes; None when ffprobe is not installed or can't tell."""
    program = shutil.which("ffprobe")
    if program is None:
        return None
    # "file:" keeps a name such as "http://…" or "concat:…" from being anything but a file.
    command = [program, "-v", "error", "-show_entries", "format=duration", "-of", "json", f"file:{path}"]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), TIME_LIMIT)
        seconds = float(msgspec.json.decode(output, type=_Probed).format.duration)
    except (TimeoutError, ValueError, msgspec.DecodeError):
        _log.info("ffprobe could not tell how long a file runs")
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return seconds / 60 if seconds > 0 else None
