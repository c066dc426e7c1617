"""The main job on fictitious patients: run by `make demo`, in a temporary directory."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import private_pcscd

if TYPE_CHECKING:
    from collections.abc import Iterator

SEMBLE = Path(sysconfig.get_path("scripts"), "semble")
KEPT = Path("build", "demo").resolve()
LABEL, SUMMARY = KEPT / "label.pdf", KEPT / "summary.pdf"
EXPORT = KEPT / "record.zip"
"""What is left of the demonstration, to be looked at."""
PARTS = ("httpx", "lxml", "signxml", "cryptography")
"""What the extra `teleservices` brings."""


def main() -> None:
    """Run the demonstration; stop at the first command that does not do what it should."""
    with tempfile.TemporaryDirectory(prefix="semble-demo-") as place:
        Demo(Path(place)).run()


class Demo:
    """Commands typed one after the other, each shown with what it answers."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.environment = os.environ | {
            "SEMBLE_STORE": "practice.db",
            "SEMBLE_CONFIG": str(place / "none.toml"),
            "SEMBLE_NO_INPUT": "1",
            "SEMBLE_LANG": os.environ.get("SEMBLE_LANG", "en"),
        }

    def run(self) -> None:
        self.title("A new register, in a temporary directory")
        self.semble("init")

        self.title("1,000 fictitious patients, from a CSV file")
        self.semble("demo", "--patients", "1000", "--output", "patients.csv")
        self.semble(
            "patient",
            "import",
            "patients.csv",
            "--dry-run",
            "--create-tags",
            "-f",
            "table",
            exits=(0, 9),
        )
        self.semble(
            "patient", "import", "patients.csv", "--create-tags", "-f", "table", exits=(0, 9)
        )
        self.semble("store", "status", "-f", "table")

        self.title("A birth place by its name, then a new patient (an official fictitious one)")
        self.semble("place", "dompremy", "-f", "table")
        patient = self.semble(
            *("patient", "add", "--birth-name", "PAT-TROIS", "--first-name", "DOMINIQUE"),
            *("--given-names", "DOMINIQUE MARIE-LOUISE", "--sex", "F"),
            *("--birth-date", "28/03/1979", "--birth-place", "51215"),
            *("--nir", "2 79 03 51 215 189 89", "--phone", "mobile:06 39 98 12 34"),
        ).strip()

        self.title("Found in an instant: by name, birth date, phone, or with a typing error")
        self.semble("patient", "search", "pat trois", "dominique", "-f", "table")
        self.semble("patient", "search", "28/03/1979", "-f", "table")
        self.semble("patient", "search", "98 12 34", "-f", "table")
        self.semble("patient", "search", "pat-troid", "-f", "table", exits=(1,))

        self.title("The same person again: refused, with the reasons")
        self.semble(
            *("patient", "add", "--birth-name", "PAT TROIS", "--first-name", "Dominique"),
            *("--sex", "F", "--birth-date", "28/03/1979", "--birth-place", "51215"),
            exits=(5,),
        )

        self.title("Change, tag, block; a mistake is taken back")
        self.semble(
            "patient", "edit", patient, "--city", "Reims", "--email", "dominique@example.org"
        )
        self.semble("tag", "add", "Bilan de prévention", "--color", "#3366cc")
        self.semble("patient", "tag", patient, "bilan de prevention")
        self.semble("patient", "block", patient, "--reason", "unpaid invoices")
        self.semble("undo")
        self.semble("patient", "show", patient, "-f", "table")

        self.title("A label, and its code as a scanner types it")
        KEPT.mkdir(parents=True, exist_ok=True)
        for paper in (LABEL, SUMMARY):
            paper.unlink(missing_ok=True)
        self.semble(
            "patient", "print", "label", patient, "--template", "identity", "-o", str(LABEL)
        )
        self.semble("patient", "search", f"SEMBLE:{patient}", "-f", "table")

        self.title("Allergies, a treatment, a consultation; the summary of it all, to be kept")
        self.semble(
            *("patient", "allergy", "add", patient, "--substance", "Pénicilline"),
            *("--severity", "severe", "--certainty", "confirmed"),
        )
        self.semble(
            *("treatment", "add", patient, "--drug", "Paracétamol 1 g"),
            *("--frequency", "3 fois par jour", "--from", "2026-01-02"),
        )
        self.semble(
            *("consultation", "add", patient, "--title", "Bronchite"),
            *("--section", "Motif=Toux", "--section", "Conclusion=Repos"),
        )
        self.semble("patient", "print", "summary", patient, "-o", str(SUMMARY))

        self.title("The complete record as one archive, and whether it is whole")
        EXPORT.unlink(missing_ok=True)
        self.semble("patient", "export", patient, "--everything", "-o", str(EXPORT))
        self.semble("export", "verify", str(EXPORT), "-f", "table")

        self.title("Delete: the full name must be typed exactly")
        self.semble("patient", "delete", patient, "--confirm", "pat-trois dominique", exits=(6,))
        self.semble(
            *("patient", "delete", patient, "--confirm", "PAT-TROIS DOMINIQUE"),
            *("--reason", "end of the demonstration"),
        )

        self.title("Ten patients deleted by mistake, and back again with their ids")
        self.semble("patient", "report", "-o", "report.csv")
        for number in range(1, 11):
            name = self.quietly(
                "patient", "show", str(number), "-f", "tsv", "--fields", "full_name"
            )
            self.quietly("patient", "delete", str(number), "--confirm", name)
        self.semble(
            *("patient", "report", "--state", "former", "-f", "table"),
            *("--fields", "id,full_name,birth_date,deleted_by"),
        )
        ids = [str(number) for number in range(1, 11)]
        self.semble("patient", "recover", *ids, "-f", "table", exits=(0, 9))

        self.carte_vitale()

        self.title("Its history remains, its contents are erased; the journal verifies")
        self.semble("patient", "history", patient, "-f", "table")
        self.semble("patient", "search", "pat-trois", "--include", "former", "-f", "table")
        self.semble("undo", "--list", "--limit", "8", "-f", "table")
        self.semble("store", "check")
        print("\nDone. Everything was in a temporary directory, which is gone now, but for what")
        printed = (str(paper.relative_to(Path.cwd())) for paper in (LABEL, SUMMARY))
        print(f"was printed: {', '.join(printed)}")
        print(f"and exported: {EXPORT.relative_to(Path.cwd())}")

    def carte_vitale(self) -> None:
        """A card read in a virtual reader, ADRi and INSi simulated; where the parts are there."""
        missing = [part for part in (*PARTS, "smartcard") if find_spec(part) is None]
        if not private_pcscd.is_installed() or missing:
            self.title("A carte Vitale: left out, for its virtual reader is not installed here")
            print(f"(needed: {private_pcscd.PACKAGES}, pyscard, {', '.join(PARTS)})")
            return
        (self.place / "pcscd").mkdir()
        with private_pcscd.pcscd_in(self.place / "pcscd") as pcscd, self.simulator(pcscd.port):
            self.environment[private_pcscd.SOCKET_VARIABLE] = pcscd.socket
            self.title("A carte Vitale in a virtual reader; ADRi and INSi are simulated")
            read = ("vitale", "read", "--no-input", "--wait", "10", "--beneficiary", "1")
            self.semble(*read, "--yes", "--regime", "01", "--birth-rank", "1", "-f", "table")
            self.semble("vitale", "status", "-f", "table")
            self.title("The same card again changes nothing; a new address is shown, and agreed to")
            zoe = self.quietly("patient", "search", "adrun zoe", "-f", "tsv", "--fields", "id")
            self.semble("patient", "edit", zoe, "--city", "Lyon", "--postal-code", "69001")
            self.semble(*read, "--yes", "-f", "table")
            self.title("Identity card seen: qualified. And the morning's list of closed rights")
            self.semble("patient", "identity", zoe, "--document", "CN", "-f", "table")
            child = (*read[:-1], "3", "--yes", "--regime", "01", "--birth-rank", "1")
            self.semble(*child, "-f", "table")
            self.semble("patient", "search", "--rights", "closed", "-f", "table")

    @contextmanager
    def simulator(self, reader_port: int) -> Iterator[None]:
        """Simulated ADRi and INSi, with a card in the virtual reader; commands call them."""
        command = [str(SEMBLE), "vitale", "simulator", "--directory", "simulator"]
        with subprocess.Popen(
            [*command, "--card", "adrun", "--reader-port", str(reader_port)],
            cwd=self.place,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as running:
            before = dict(self.environment)
            for _ in range(2):
                name, _, value = (running.stdout or sys.stdin).readline().strip().partition("=")
                self.environment[name] = value
            try:
                yield
            finally:
                self.environment = before
                running.terminate()

    def title(self, text: str) -> None:
        print(f"\n\033[1m# {text}\033[0m" if sys.stdout.isatty() else f"\n# {text}", flush=True)

    def quietly(self, *words: str) -> str:
        """Run a command without showing it; the last line of its result."""
        done = subprocess.run(
            [SEMBLE, *words],
            cwd=self.place,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()[-1] if done.stdout else ""

    def semble(self, *words: str, exits: tuple[int, ...] = (0,)) -> str:
        """Type a command, show what it says, and hand back its result."""
        typed = " ".join(
            f'"{word}"' if set(" #") & set(word) or not word else word for word in words
        )
        print(f"$ semble {typed}", flush=True)
        done = subprocess.run(
            [SEMBLE, *words],
            cwd=self.place,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        print(done.stdout, end="", flush=True)
        if done.returncode not in exits:
            sys.exit(f"The demonstration failed: exit code {done.returncode}.")
        return done.stdout.splitlines()[-1] if done.stdout else ""


if __name__ == "__main__":
    main()
