"""A practice that shares: a patient with a GP, a document, and mail servers on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.sharing.practice import SharingPractice
from tests.conftest import runner
from tests.mail.servers import MailFiles, make_mail_files

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress


@pytest.fixture(scope="session")
def mail_files(tmp_path_factory: pytest.TempPathFactory) -> MailFiles:
    return make_mail_files(tmp_path_factory.mktemp("mail"))


@pytest.fixture
def sharing(
    store: StoreAddress,
    tmp_path: Path,
    mail_files: MailFiles,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> SharingPractice:
    """The practice on either database."""
    semble = runner(store.location, monkeypatch, capsys)
    return SharingPractice(semble, store, tmp_path, mail_files, monkeypatch)


@pytest.fixture
def sharing_on_sqlite(
    sqlite_store: StoreAddress,
    tmp_path: Path,
    mail_files: MailFiles,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> SharingPractice:
    """The practice in a file."""
    semble = runner(sqlite_store.location, monkeypatch, capsys)
    return SharingPractice(semble, sqlite_store, tmp_path, mail_files, monkeypatch)
