"""A migration from the tables as they are declared, to be read and completed by hand.

    python tools/migration.py language     write m0005_language.py, and name 0005 in version.py

It is what changes a store that the migrations made into one that the tables describe.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config

from semble_cli.store import migrations
from semble_cli.store.database import schema, version
from semble_cli.store.database.address import parse_address
from semble_cli.store.database.engine import writing_on
from semble_cli.store.database.open import opened


def write_migration(name: str, directory: Path, revision: str) -> Path:
    """Write the migration *revision* into *directory*; its file."""
    with tempfile.TemporaryDirectory() as place:
        address = parse_address(f"sqlite:///{place}/register.db")
        with schema.creating(address, datetime.now(UTC)):
            pass
        config = Config()
        config.set_main_option("script_location", migrations.__path__[0])
        config.set_main_option("path_separator", "os")
        config.set_main_option("file_template", "m%%(rev)s_%%(slug)s")
        places = {f"{migrations.__path__[0]}/versions", str(directory)}
        config.set_main_option("version_locations", os.pathsep.join(sorted(places)))
        with opened(address) as connection, writing_on(connection) as begun:
            config.attributes["connection"] = begun
            command.revision(
                config, f"{name}.", autogenerate=True, rev_id=revision, version_path=str(directory)
            )
    (path,) = directory.glob(f"m{revision}_*.py")
    return path


def main() -> None:
    """Write the next migration, and name its revision."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", help="what the migration is about, in a word or two")
    name = parser.parse_args().name
    revision = f"{int(version.CURRENT) + 1:04}"
    path = write_migration(name, Path(migrations.__path__[0]) / "versions", revision)
    named = Path(version.__file__)
    text = named.read_text("utf-8")
    named.write_text(
        re.sub(r"^(REVISIONS = \(.*)\)$", rf'\1, "{revision}")', text, flags=re.MULTILINE), "utf-8"
    )
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "check", "--quiet", "--fix", path], check=True)
    print(path)


if __name__ == "__main__":
    main()
