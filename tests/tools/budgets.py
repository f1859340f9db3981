"""Holds the tree to the budgets of the house: sizes, nesting, imports, names, leftovers."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

LINES_NEVER_OVER = {".py": 250, ".ts": 250, ".vue": 200}
FUNCTION_LINES = 40
TEST_LINES = 25
NESTED_BLOCKS = 3
OWN_IMPORTS = 9

GENERATED = ("backend/xunhu/migrations/versions/", "frontend/src/api/schema.d.ts")
MAY_IMPORT_ALL = ("backend/xunhu/app.py", "backend/xunhu/cli.py")
NOT_USED = {"service", "manager", "helper", "util", "handler", "processor"}
NOT_USED |= {"data", "info", "item", "common", "base"}

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
TS_CLASS = re.compile(r"^\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+(\w+)", re.M)
LEFTOVERS = {
    "unfinished work without an issue number": re.compile(
        r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b(?!\s*\(?#\d)"
    ),
    "a path of one machine": re.compile(r"(?<![\w.$}/])/(?:work|tmp|root)/"),
    "the host of a package registry": re.compile(
        r"registry\.npmjs" + r"\.org|pypi" + r"\.org|files\.pythonhosted" + r"\.org"
    ),
}


class Fault(NamedTuple):
    """A crossed budget, printed as `path:line: message`."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def length_faults(path: str, text: str) -> Iterator[Fault]:
    """A source file longer than its kind may be."""
    limit = LINES_NEVER_OVER.get(PurePosixPath(path).suffix)
    count = text.count("\n")
    if limit and count > limit:
        yield Fault(path, limit, f"{count} lines, never over {limit}")


def leftover_faults(path: str, text: str) -> Iterator[Fault]:
    """What must not be left in a tree that others clone."""
    for number, line in enumerate(text.splitlines(), start=1):
        for message, pattern in LEFTOVERS.items():
            if pattern.search(line):
                yield Fault(path, number, message)


def name_faults(path: str, text: str) -> Iterator[Fault]:
    """Words that name nothing, in file and class names; the class `Base` may stand."""
    if vague := vague_words(PurePosixPath(path).name.partition(".")[0]):
        yield Fault(path, 1, f"file name says nothing: {vague}")
    for name, line in classes(path, text):
        if vague_words(name) and name != "Base":
            yield Fault(path, line, f"class name says nothing: {name}")


def vague_words(name: str) -> set[str]:
    """The words that are not used; `data` may follow what it is of, as in `PatrolData`."""
    words = [word.lower() for word in WORD.findall(name)]
    if len(words) > 1:
        words = [word for word in words if word != "data"]
    return {word for word in words if {word, word.removesuffix("s")} & NOT_USED}


def classes(path: str, text: str) -> Iterator[tuple[str, int]]:
    """The classes of a source file with their lines."""
    if path.endswith(".py"):
        found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef))
        yield from ((node.name, node.lineno) for node in found)
        return
    for match in TS_CLASS.finditer(text):
        yield match[1], text.count("\n", 0, match.start(1)) + 1


def python_faults(path: str, text: str) -> Iterator[Fault]:
    """Long functions, deep nesting, filled `__init__.py`, too many own imports."""
    tree = ast.parse(text)
    if path.endswith("__init__.py"):
        if text.strip():
            yield Fault(path, 1, "__init__.py stays empty")
        if path.startswith("tests/"):
            yield Fault(path, 1, "no __init__.py under tests/")
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            yield from function_faults(path, node)
    yield from import_faults(path, tree)


def function_faults(path: str, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Fault]:
    count = (function.end_lineno or function.lineno) - function.lineno + 1
    is_test = path.startswith("tests/") and function.name.startswith("test_")
    limit = TEST_LINES if is_test else FUNCTION_LINES
    if count > limit:
        yield Fault(path, function.lineno, f"{function.name}: {count} lines, never over {limit}")
    depth = max((nesting(statement) for statement in function.body), default=0)
    if depth > NESTED_BLOCKS:
        message = f"{function.name}: {depth} nested blocks, never over {NESTED_BLOCKS}"
        yield Fault(path, function.lineno, message)


def nesting(node: ast.AST) -> int:
    """How many blocks lie inside one another here; an `elif` is no deeper than its `if`."""
    if isinstance(node, FUNCTIONS):
        return 0
    own = isinstance(node, BLOCKS)
    return own + max((nesting(part) - is_elif(node, part) for part in children(node)), default=0)


def is_elif(node: ast.AST, part: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(part, ast.If)
        and node.orelse == [part]
        and node.col_offset == part.col_offset
    )


def children(node: ast.AST) -> Iterable[ast.AST]:
    return ast.iter_child_nodes(node)


def import_faults(path: str, tree: ast.Module) -> Iterator[Fault]:
    if not path.startswith("backend/xunhu/") or path in MAY_IMPORT_ALL:
        return
    own = own_imports(tree)
    if len(own) > OWN_IMPORTS:
        yield Fault(path, 1, f"imports {len(own)} own modules, never over {OWN_IMPORTS}")


def own_imports(tree: ast.Module) -> set[str]:
    """The modules of this package that a module names in its imports."""
    own = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "xunhu":
            own |= {f"xunhu.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xunhu."):
            own.add(node.module or "")
        elif isinstance(node, ast.Import):
            own |= {alias.name for alias in node.names if alias.name.startswith("xunhu.")}
    return own


Check = Callable[[str, str], Iterator[Fault]]


def checks_for(path: str) -> list[Check]:
    """Which checks a file meets, by its place and kind."""
    if path.startswith(GENERATED):
        return [leftover_faults]
    if path.endswith(".py"):
        return [length_faults, leftover_faults, name_faults, python_faults]
    if path.endswith((".ts", ".vue")):
        return [length_faults, leftover_faults, name_faults]
    return [leftover_faults]


def faults(path: str, text: str) -> list[Fault]:
    """Every budget that the text of one file crosses."""
    return [fault for check in checks_for(path) for fault in check(path, text)]


def own_files(root: Path) -> list[str]:
    """Tracked and new files of the repository, without what git ignores."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(listing, cwd=root, capture_output=True, text=True, check=True).stdout
    return sorted(path for path in set(found.split("\0")) if path and (root / path).is_file())


def readable(path: Path) -> str:
    """The text of a file; nothing for an image or another binary."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def main() -> int:
    root = Path(__file__).resolve().parents[2]
    found = [fault for path in own_files(root) for fault in faults(path, readable(root / path))]
    print("\n".join(str(fault) for fault in found) or "budgets: kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
