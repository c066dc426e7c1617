"""A practice that shares documents, in a terminal."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW
from tests.mail.servers import MailFiles, MailPlan, Received, RunningMail, mail_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from pathlib import Path

    import pytest

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Said

ADRUN = (
    *("--birth-name", "ADRUN", "--first-name", "ZOE", "--given-names", "ZOE"),
    *("--birth-date", "1975-12-31", "--sex", "F", "--birth-place", "63220"),
    *("--email", "zoe@example.org"),
)
PASSPHRASE = "quatre mots et demi"
GP = "dr.martin@example.org"


def a_pdf(text: str) -> bytes:
    """A page with a text on it."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_creation_date(NOW)
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.text(20, 20, text)
    return bytes(pdf.output())


@dataclass
class SharingPractice:
    """The practice: patient 1 with document 1, a result, and the GP MARTIN-TEST, relation 1."""

    semble: Callable[..., Said]
    store: StoreAddress
    directory: Path
    files: MailFiles
    monkeypatch: pytest.MonkeyPatch

    def __post_init__(self) -> None:
        self.secret = self.directory / "passphrase"
        self.secret.touch(0o600)
        self.secret.write_text(f"{PASSPHRASE}\n")
        self.done("patient", "add", *ADRUN)
        self.done("contact", "add", "--kind", "person", "--name", "MARTIN-TEST", "--email", GP)
        self.done("patient", "relate", "1", "--type", "gp", "--contact", "1")
        self.add("Résultat", "TSH 2,1 mUI/l")

    def add(self, title: str, text: str, patient: int = 1) -> str:
        """Keep a PDF with a text; its number."""
        path = self.directory / f"{len(list(self.directory.iterdir()))}.pdf"
        path.write_bytes(a_pdf(text))
        kind = ("--kind", "test_result")
        return self.done("document", "add", str(patient), str(path), "--title", title, *kind)

    def done(self, *words: object) -> str:
        """A command that succeeds; what it printed."""
        said = self.semble(*words)
        assert said.code == 0, (words, said.err)
        return said.out.strip()

    def share(self, *words: object) -> Said:
        """`document share`, with the passphrase of the tests."""
        return self.semble("document", "share", *words, "--passphrase-file", self.secret)

    def shares(self, patient: int = 1) -> list[dict[str, Any]]:
        """What `document shares` lists."""
        told: list[dict[str, Any]] = json.loads(
            self.done("document", "shares", patient, "-f", "json")
        )
        return told

    def outcomes(self) -> list[str]:
        """What became of each message."""
        return [each["outcome"] for each in self.shares()]

    def agrees(self, *options: str) -> None:
        """The patient gives answers."""
        self.done("patient", "prefs", "1", *(options or ("--email",)))

    @contextmanager
    def mail(self, plan: MailPlan | None = None, **variables: str) -> Iterator[RunningMail]:
        """The practice's mail server at work."""
        with mail_server(self.files, plan) as running, self.monkeypatch.context() as patched:
            for name, value in running.variables(**variables).items():
                patched.setenv(name, value)
            yield running


def message_of(received: Received | bytes) -> EmailMessage:
    """A message as another program reads it."""
    content = received if isinstance(received, bytes) else received.content
    return message_from_bytes(content, policy=policy.default)


def attached(message: EmailMessage) -> dict[str, bytes]:
    """What is attached to a message, by its name."""
    return {
        str(each.get_filename()): bytes(each.get_content()) for each in message.iter_attachments()
    }
