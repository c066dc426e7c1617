"""Who we are is told on an encrypted line alone, in the ways that servers take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import MailError
from semble_cli.mail.delivering import deliver
from tests.mail.servers import DROP, HANG, MailPlan, lets_in, mail_server

if TYPE_CHECKING:
    from typing import Any

    from tests.mail.servers import MailFiles

PASSWORD = "sésame ouvre-toi"
LOGINS = {"cabinet": PASSWORD}
TOKENS = {"cabinet": "ya29.token"}
LETTER = b"Subject: x\r\n\r\nx\r\n"
BOTH = pytest.mark.parametrize("security", ["starttls", "tls"])


def refused_by(files: MailFiles, plan: MailPlan, **changed: Any) -> str:
    with mail_server(files, plan) as running:
        with pytest.raises(MailError) as error:
            deliver(running.server(**changed), [("a@example.org", LETTER)], lambda *_: None)
        assert running.received == []
    said = str(error.value)
    assert error.value.exit_code == 8
    for secret in (PASSWORD, "wrong", *TOKENS.values()):
        assert secret not in said
    return said


@BOTH
@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_a_password_lets_in(mail_files: MailFiles, security: str, way: str) -> None:
    plan = MailPlan(security, logins=LOGINS, ways=(way,))
    with mail_server(mail_files, plan) as running:
        server = running.server(user="cabinet", password=PASSWORD)
        deliver(server, [("a@example.org", LETTER)], lambda *_: None)
    assert [each.login for each in running.received] == ["cabinet"]
    assert any(said.startswith(f"auth {way}") for said in running.said)


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_a_wrong_password_has_a_sentence_of_its_own(mail_files: MailFiles, way: str) -> None:
    plan = MailPlan(logins=LOGINS, ways=(way,))
    said = refused_by(mail_files, plan, user="cabinet", password="wrong")
    assert "does not take the login or the password: 5.7.8" in said
    assert "Check mail.user and the password" in said


def test_a_token_lets_in(mail_files: MailFiles) -> None:
    with mail_server(mail_files, MailPlan(tokens=TOKENS)) as running:
        assert lets_in(running.server(user="cabinet", token="ya29.token"))
    assert any(said.startswith("auth XOAUTH2") for said in running.said)


def test_a_token_goes_before_a_password(mail_files: MailFiles) -> None:
    with mail_server(mail_files, MailPlan(tokens=TOKENS, logins=LOGINS)) as running:
        assert lets_in(running.server(user="cabinet", token="ya29.token", password="wrong"))


def test_a_token_that_is_over_is_told_and_the_server_s_challenge_answered(
    mail_files: MailFiles,
) -> None:
    plan = MailPlan(tokens=TOKENS)
    said = refused_by(mail_files, plan, user="cabinet", token="ya29.old", settings="mssante")
    assert "does not take the token: 5.7.8 Authentication credentials invalid" in said
    assert "mssante.token_command writes a fresh one" in said


def test_a_server_that_takes_no_tokens_is_told(mail_files: MailFiles) -> None:
    plan = MailPlan(logins=LOGINS, ways=("PLAIN",))
    said = refused_by(mail_files, plan, user="cabinet", token="ya29.token")
    assert "takes no login by XOAUTH2" in said


def test_a_login_where_none_is_taken_is_told(mail_files: MailFiles) -> None:
    plan = MailPlan(ways=())
    said = refused_by(mail_files, plan, user="cabinet", password=PASSWORD)
    assert "takes no logins here. Take mail.user out" in said


def test_a_login_without_a_password_is_told(mail_files: MailFiles) -> None:
    said = refused_by(mail_files, MailPlan(logins=LOGINS), user="cabinet")
    assert said.startswith("mail.user is set, and there is no password for it.")


def test_a_login_that_is_wanted_and_missing_is_told(mail_files: MailFiles) -> None:
    said = refused_by(mail_files, MailPlan(logins=LOGINS))
    assert "wants a login: 5.7.0 Authentication required. Set mail.user" in said


def test_a_server_that_lets_nobody_in_for_a_while_is_told(mail_files: MailFiles) -> None:
    plan = MailPlan(logins=LOGINS, answers={"auth": "454 4.7.0 Temporary failure"})
    said = refused_by(mail_files, plan, user="cabinet", password=PASSWORD)
    assert "lets nobody in at present: 4.7.0 Temporary failure." in said


def test_words_that_repeat_the_login_are_not_shown(mail_files: MailFiles) -> None:
    plan = MailPlan(logins=LOGINS, answers={"auth": "535 5.7.8 Cabinet / open-sesame is none"})
    said = refused_by(mail_files, plan, user="cabinet", password="open-sesame")
    assert "5.7.8 [...] / [...] is none" in said


@pytest.mark.parametrize("how", [HANG, DROP])
def test_a_server_that_fails_while_we_log_in_is_told_in_time(
    mail_files: MailFiles, how: str
) -> None:
    plan = MailPlan(logins=LOGINS, fails=("auth", how))
    said = refused_by(mail_files, plan, user="cabinet", password=PASSWORD, timeout=0.4)
    assert ("did not answer in time" if how == HANG else "hung up before any message") in said
