"""`python -m semble_cli`, and what the `semble` command starts."""

from __future__ import annotations


def main() -> None:
    """Run one command and exit with its code."""


if __name__ == "__main__":
    main()
