"""Keeps the API description and the TypeScript types equal to what the backend says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
API = ROOT / "frontend" / "src" / "api"
DESCRIPTION = API / "openapi.json"
TYPES = API / "schema.d.ts"


def output(*command: str | Path, cwd: Path = ROOT) -> str:
    return subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, text=True, check=True).stdout


def description() -> str:
    """The OpenAPI description as the backend prints it."""
    return output(Path(sys.executable).with_name("xunhu"), "openapi")


def types() -> str:
    """The TypeScript types of the description that lies in the tree."""
    program = ROOT / "frontend" / "node_modules" / ".bin" / "openapi-typescript"
    return output(program, DESCRIPTION.relative_to(ROOT / "frontend"), cwd=ROOT / "frontend")


def keep(path: Path, text: str, write: bool) -> bool:
    """Whether `path` holds `text`, writing it first when asked to."""
    if write:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    up_to_date = path.exists() and path.read_text(encoding="utf-8") == text
    if not up_to_date:
        print(f"{path.relative_to(ROOT)}:1: not what the backend says now; run: make api")
    return up_to_date


def main() -> int:
    write = "--write" in sys.argv
    return 0 if keep(DESCRIPTION, description(), write) and keep(TYPES, types(), write) else 1


if __name__ == "__main__":
    sys.exit(main())
