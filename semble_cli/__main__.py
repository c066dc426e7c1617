"""`python -m semble_cli`, and what the command `semble` starts."""

from __future__ import annotations

from semble_cli.app import main

if __name__ == "__main__":
    main()
