"""Writes a picture to a file, whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from plexstuff.errors import Conflict, FileTrouble
from plexstuff.models import Picture

#: How the names of such files end.
SUFFIXES = {"jpeg": (".jpg", ".jpeg"), "png": (".png",), "gif": (".gif",), "webp": (".webp",)}


def must_be_free(file: Path, *, force: bool) -> None:
    """See that a picture can be written there. Raises FileTrouble, and Conflict for what is there without `force`."""
    if file.is_dir():
        raise FileTrouble(f"{file} is a folder.", "Name a file in it, such as cover.jpg.")
    if not file.parent.is_dir():
        raise FileTrouble(f"There is no folder {file.parent}.", "Make it first.")
    if not force and os.path.lexists(file):
        raise Conflict(f"{file} is there already.", "Give another name, or --force to replace it.")


def save_cover(picture: Picture, file: Path, *, force: bool = False) -> None:
    """Write it. Raises Conflict and FileTrouble, and leaves no half of it behind."""
    must_be_free(file, force=force)
    temporary = file
    try:
        handle, name = tempfile.mkstemp(prefix=".plexstuff-", dir=file.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(picture.content)
            os.fchmod(stream.fileno(), 0o666 & ~_umask())
        if force:
            temporary.replace(file)
        else:
            _place(temporary, file)
    except FileExistsError:
        raise Conflict(f"{file} is there already.", "Give another name, or --force to replace it.") from None
    except OSError as error:
        raise FileTrouble(
            f"The picture can't be written to {file}: {error.strerror}.", "Choose another folder."
        ) from None
    finally:
        if temporary != file:
            temporary.unlink(missing_ok=True)


def _place(temporary: Path, file: Path) -> None:
    """Give it its name unless that is taken meanwhile; where the file system has no hard links, copy it."""
    try:
        os.link(temporary, file)
    except FileExistsError:
        raise
    except OSError:
        with file.open("xb") as stream:
            stream.write(temporary.read_bytes())


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def fits(picture: Picture, file: Path) -> bool:
    """Whether the name of the file ends as those of such pictures do."""
    return file.suffix.lower() in SUFFIXES.get(picture.kind, ())
