"""Our own source as text and syntax trees, for the tests that judge it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


def files() -> list[Path]:
    """Every Python file of ours, tests and benchmarks included."""
    return sorted(file for folder in ("src", "tests", "bench") for file in (ROOT / folder).rglob("*.py"))


def modules() -> dict[str, Path]:
    """Module name -> file, for the whole package."""
    found = {}
    for file in sorted(SOURCE.rglob("*.py")):
        parts = file.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


@cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_bytes(), file)


@cache
def imported(file: Path) -> frozenset[str]:
    """What a file imports, wherever in it: by a statement, or by a name handed to `import_module` or `resolve`."""
    return frozenset(_imported(tree(file)))


def _imported(parsed: ast.Module) -> Iterator[str]:
    for node in ast.walk(parsed):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.Call(
                func=(ast.Name(id=name) | ast.Attribute(attr=name)), args=[ast.Constant(value=str(text)), *_]
            ):
                if name in ("import_module", "__import__", "resolve"):
                    yield text.partition(":")[0]
