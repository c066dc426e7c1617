"""What lies beside the project's folders: its own files alone, nothing that a test left behind."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]

FILES = {
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "constraints.txt",
    "pyproject.toml",
}


def test_only_the_projects_own_files_lie_in_its_root() -> None:
    ignored = [
        line
        for line in (ROOT / ".gitignore").read_text().splitlines()
        if line and not line.endswith("/")
    ]
    found = {path.name for path in ROOT.iterdir() if path.is_file()} - {".git"}  # of a worktree
    assert {
        name for name in found if not any(fnmatch(name, pattern) for pattern in ignored)
    } == FILES
