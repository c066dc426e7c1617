"""What is built and installed is whole by itself: nothing of the checkout stands in for it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

import semble_cli

ROOT = Path(__file__).parent.parent
PACKAGE = Path(semble_cli.__file__).parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    place = tmp_path_factory.mktemp("wheel")
    command = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT))
    subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=place)
    (built,) = place.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in an environment of its own, which sees this one's libraries but not the tree."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    (libraries,) = (place / "lib").glob("python*/site-packages")
    # A plain line of a .pth file adds a directory; the files of that kind in it are not read, so
    # the one of the editable installation has no effect.
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    install = (
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    )
    subprocess.run([sys.executable, *install, str(wheel)], check=True, capture_output=True)
    return place / "bin"


def run(program: Path, *words: str, place: Path) -> str:
    """Run a program in another directory than the checkout; what it said on standard output."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {
        "SEMBLE_STORE": "practice.db",
        "SEMBLE_CONFIG": str(place / "none.toml"),
        "SEMBLE_LANG": "fr",
    }
    done = subprocess.run(
        [program, *words], cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    here = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in ZipFile(wheel).namelist() if name.startswith("semble_cli/")}
    assert packed == here


def test_the_installed_program_works_in_another_directory(installed: Path, tmp_path: Path) -> None:
    where = "import semble_cli; print(semble_cli.__file__)"
    imported = Path(run(installed / "python", "-c", where, place=tmp_path).strip())
    assert installed.parent in imported.parents
    semble = installed / "semble"
    run(semble, "init", place=tmp_path)
    run(semble, "demo", "--load", "--patients", "50", place=tmp_path)
    found = run(semble, "patient", "list", "--limit", "1", "-f", "ndjson", place=tmp_path)
    assert '"birth_place_code"' in found
    run(semble, "patient", "show", "1", place=tmp_path)
    assert "Sainte-Foy-lès-Lyon" in run(semble, "place", "69202", place=tmp_path)
    assert "Usage :" in run(semble, "patient", "add", "--help", place=tmp_path)
    run(semble, "store", "check", place=tmp_path)
