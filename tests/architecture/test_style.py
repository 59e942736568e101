"""Files and functions stay small, and say what they are for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from source import ROOT, files, tree

#: No file is longer, and most are much shorter.
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_is_small_and_says_what_it_is_for(file: Path) -> None:
    text = file.read_text()
    assert len(text.splitlines()) <= LONGEST_FILE
    parsed = tree(file)
    said = ast.get_docstring(parsed)
    assert said or not parsed.body, "no docstring"
    assert said is None or re.search(r"[.!?:][)`]?$", said.splitlines()[0]), "the first line is no whole sentence"
    long = {
        node.name: length(node)
        for node in ast.walk(parsed)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > LONGEST_FUNCTION
    }
    assert long == {}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_is_left_for_later(file: Path) -> None:
    unfinished = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + r"Error")
    assert unfinished.findall(file.read_text()) == []
