"""Lines to servers that are not to be trusted, or do not let us in: refused before any message."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import MailError
from semble_cli.mail.delivering import deliver
from semble_cli.mail.server import MailServer
from tests.mail.servers import DROP, HANG, PATIENCE, SENDER, MailPlan, lets_in, mail_server
from tests.vitale.raw_server import answering, saying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from tests.mail.servers import MailFiles, RunningMail

LETTER = b"Subject: x\r\n\r\nsecret contents\r\n"
BOTH = pytest.mark.parametrize("security", ["starttls", "tls"])
SHORT = 0.4


def refused(server: MailServer) -> str:
    """What is said, where nothing may be handed over."""

    def never(*_: object) -> None:
        raise AssertionError

    with pytest.raises(MailError) as error:
        deliver(server, [("a@example.org", LETTER)], never)
    assert error.value.exit_code == 8
    assert error.value.__cause__ is None
    assert "secret contents" not in str(error.value)
    return str(error.value)


def refused_by(files: MailFiles, plan: MailPlan, **changed: Any) -> str:
    with mail_server(files, plan) as running:
        sentence = refused(running.server(**changed))
        assert running.received == []
        assert not _heard_secrets(running)
    return sentence.replace(f":{running.port}", "")


def _heard_secrets(running: RunningMail) -> bool:
    return any(said.startswith("auth") for said in running.said)


@BOTH
def test_a_certificate_that_ended_is_named_with_its_end(
    mail_files: MailFiles, security: str
) -> None:
    said = refused_by(mail_files, MailPlan(security, certificate="ended"), user="u", password="p")
    assert "is out of date: CN=localhost, of CN=TEST AC COURRIER, ended on " in said


@BOTH
def test_a_certificate_of_another_host_is_named_with_that_host(
    mail_files: MailFiles, security: str
) -> None:
    plan = MailPlan(security, certificate="other_host")
    said = refused_by(mail_files, plan, user="u", password="p")
    assert said == (
        "The certificate that the mail server at localhost shows, of CN=TEST AC COURRIER, is for"
        " mail.example.net, not for localhost. Check mail.host; nothing was sent."
    )


@BOTH
def test_a_certificate_of_nobody_s_authority_is_named_with_its_issuer(
    mail_files: MailFiles, security: str
) -> None:
    plan = MailPlan(security, certificate="unknown")
    said = refused_by(mail_files, plan, user="u", password="p")
    assert "of no authority that is trusted: CN=localhost, of CN=TEST AC INCONNUE." in said
    assert "set mail.authority to its authority" in said


def test_without_an_authority_of_ours_those_of_the_system_alone_are_trusted(
    mail_files: MailFiles,
) -> None:
    assert "of no authority that is trusted" in refused_by(
        mail_files, MailPlan(), authority=None, settings="mssante"
    )


def test_the_setting_that_is_named_is_of_the_server_s_group(mail_files: MailFiles) -> None:
    plan = MailPlan(certificate="unknown")
    assert "set mssante.authority" in refused_by(mail_files, plan, settings="mssante")


def test_an_authority_that_is_none_is_refused_before_anybody_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "authority.pem"
    file.write_text("no certificate")
    server = _nowhere()._replace(authority=str(file))
    assert refused(server).startswith(f"The authority {file} cannot be read as PEM.")


def test_nothing_is_said_in_clear_where_starttls_is_not_offered(mail_files: MailFiles) -> None:
    said = refused_by(mail_files, MailPlan("none"), user="u", password="p")
    assert "does not offer STARTTLS" in said


def test_nothing_is_said_in_clear_where_starttls_is_refused(mail_files: MailFiles) -> None:
    plan = MailPlan(answers={"starttls": "454 4.7.0 TLS not available"})
    said = refused_by(mail_files, plan, user="u", password="p")
    assert "refuses encryption: 4.7.0 TLS not available. Nothing is sent without it." in said


def test_a_server_that_speaks_older_tls_alone_is_refused(mail_files: MailFiles) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(mail_files.localhost)
    with pytest.warns(DeprecationWarning, match="TLSv1 is deprecated"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is deprecated"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    with answering(saying(b"220 hello\r\n"), context) as server:
        said = refused(_nowhere(server.port, "tls")._replace(authority=mail_files.authority))
    assert "speaks no TLS 1.2 or newer" in said


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_both_kinds_of_tls_that_are_safe_are_spoken(
    mail_files: MailFiles, newest: ssl.TLSVersion
) -> None:
    with mail_server(mail_files, MailPlan(newest=newest)) as running:
        assert lets_in(running.server())


@BOTH
def test_a_client_certificate_that_is_wanted_and_missing_is_told(
    mail_files: MailFiles, security: str
) -> None:
    said = refused_by(mail_files, MailPlan(security, wants_client=True))
    assert "hung up as soon as the line was encrypted" in said
    assert "by a certificate" in said


@BOTH
def test_a_client_certificate_that_is_wanted_by_older_tls_is_told(
    mail_files: MailFiles, security: str
) -> None:
    plan = MailPlan(security, wants_client=True, newest=ssl.TLSVersion.TLSv1_2)
    assert "lets in only whom it knows by a certificate" in refused_by(mail_files, plan)


def test_a_client_certificate_lets_in_with_its_passphrase_and_without_one(
    mail_files: MailFiles,
) -> None:
    with mail_server(mail_files, MailPlan(wants_client=True)) as running:
        assert lets_in(running.server(certificate=mail_files.client))
        locked = running.server(
            certificate=mail_files.locked_client, certificate_passphrase="sesame"
        )
        assert lets_in(locked)


@pytest.mark.parametrize("passphrase", [None, "", "sésame"])
def test_a_client_certificate_that_does_not_open_is_told_and_nobody_is_asked(
    mail_files: MailFiles, passphrase: str | None
) -> None:
    server = _nowhere()._replace(
        certificate=mail_files.locked_client, certificate_passphrase=passphrase
    )
    assert refused(server).startswith(
        f"The client certificate {mail_files.locked_client} does not open"
    )


def test_a_client_certificate_of_somebody_else_s_authority_is_named(
    mail_files: MailFiles,
) -> None:
    plan = MailPlan(wants_client=True)
    said = refused_by(mail_files, plan, certificate=mail_files.unknown)
    assert f"does not take the client certificate {mail_files.unknown}" in said


def test_a_port_that_expects_tls_at_once_is_told(mail_files: MailFiles) -> None:
    said = refused_by(mail_files, MailPlan("tls"), security="starttls", timeout=SHORT)
    assert "One that expects TLS at once (mail.security tls)" in said


def test_a_port_that_speaks_before_it_encrypts_is_told(mail_files: MailFiles) -> None:
    said = refused_by(mail_files, MailPlan("starttls"), security="tls")
    assert "speaks no TLS at once. One that speaks it after a greeting" in said


def test_a_greeting_of_another_kind_is_told(mail_files: MailFiles) -> None:
    plan = MailPlan(answers={"greeting": "* OK IMAP4rev1 ready"})
    assert "is no mail server" in refused_by(mail_files, plan)


def test_a_server_that_wants_nobody_says_why(mail_files: MailFiles) -> None:
    plan = MailPlan(answers={"greeting": "554 5.7.1 Your address is on our list"})
    said = refused_by(mail_files, plan)
    assert "takes nothing from here: 5.7.1 Your address is on our list." in said


def test_nobody_at_the_address_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = _nowhere(free.getsockname()[1])
        assert "cannot be reached at localhost:" in refused(server)


def test_a_host_that_no_directory_knows_is_told() -> None:
    server = _nowhere()._replace(host="mail.invalid")
    assert "cannot be reached at mail.invalid:" in refused(server)


@pytest.mark.parametrize("stage", ["greeting", "ehlo", "starttls", "handshake", "ehlo again"])
@pytest.mark.parametrize("how", [HANG, DROP])
def test_a_server_that_fails_before_it_lets_in_is_told_in_time(
    mail_files: MailFiles, stage: str, how: str
) -> None:
    said = refused_by(mail_files, MailPlan(fails=(stage, how)), timeout=SHORT)
    if stage == "greeting":
        assert "does not greet as a mail server does" in said
    elif how == HANG:
        assert "did not answer in time" in said
    elif stage == "handshake":
        assert "agrees on no encryption" in said
    else:
        assert "hung up" in said
    assert "nothing was sent" in said


def test_a_server_that_says_its_answer_letter_by_letter_has_no_more_time() -> None:
    with _dripping(b"220 " + b"x" * 2000) as port:
        said = refused(_nowhere(port)._replace(timeout=SHORT))
    assert "does not greet as a mail server does" in said


@contextmanager
def _dripping(text: bytes) -> Iterator[int]:
    """A server that says a text slowly, as long as anybody listens; its port."""
    ended = Event()

    def drip() -> None:
        line, _ = listening.accept()
        with line, suppress(OSError):
            for letter in text:
                line.sendall(bytes([letter]))
                if ended.wait(0.05):
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = Thread(target=drip)
        dripping.start()
        yield listening.getsockname()[1]
        ended.set()
        dripping.join(PATIENCE)


def test_no_server_is_told_the_name_of_this_machine(mail_files: MailFiles) -> None:
    with mail_server(mail_files) as running:
        assert lets_in(running.server())
    assert {said for said in running.said if said.startswith("ehlo")} == {"ehlo [127.0.0.1]"}


def test_a_server_shows_no_secret_of_its_own() -> None:
    server = _nowhere()._replace(password="geheim", token="geheim", certificate_passphrase="geheim")
    assert "geheim" not in repr(server)
    assert "geheim" not in str(server)


def _nowhere(port: int = 9, security: str = "starttls") -> MailServer:
    return MailServer("localhost", port, security, SENDER, timeout=PATIENCE)
