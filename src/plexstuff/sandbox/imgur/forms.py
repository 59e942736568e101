"""What a request to the fake Imgur holds: the fields of a form, and the file of one."""

from __future__ import annotations

import io
from urllib.parse import parse_qs

from python_multipart import parse_form
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File

from plexstuff.sandbox.ask import Ask


def form_of(ask: Ask) -> dict[str, str]:
    """The fields of a form, those with a file left out; of JSON nothing is read."""
    if _is_multipart(ask):
        return {name: text.decode("utf-8", "replace") for name, text in _parts_of(ask)[0].items()}
    said = parse_qs(ask.body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in said.items()}


def file_of(ask: Ask, name: str) -> bytes | None:
    """The file in a field of a form; None for a form without it."""
    return _parts_of(ask)[1].get(name) if _is_multipart(ask) else None


def _is_multipart(ask: Ask) -> bool:
    return ask.headers.get("content-type", "").lower().startswith("multipart/form-data")


def _parts_of(ask: Ask) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Fields and files by their names; none of a form that is malformed."""
    fields: dict[str, bytes] = {}
    files: dict[str, bytes] = {}

    def take_field(field: Field) -> None:
        fields[(field.field_name or b"").decode("utf-8", "replace")] = field.value or b""

    def take_file(file: File) -> None:
        file.file_object.seek(0)
        files[(file.field_name or b"").decode("utf-8", "replace")] = file.file_object.read()

    told = {"Content-Type": ask.headers["content-type"].encode("latin-1")}
    try:
        parse_form(told, io.BytesIO(ask.body), take_field, take_file)
    except FormParserError:
        return {}, {}
    return fields, files
