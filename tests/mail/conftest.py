"""Certificates of mail servers, made once."""

from __future__ import annotations

import pytest

from tests.mail.servers import MailFiles, make_mail_files


@pytest.fixture(scope="session")
def mail_files(tmp_path_factory: pytest.TempPathFactory) -> MailFiles:
    return make_mail_files(tmp_path_factory.mktemp("mail"))
