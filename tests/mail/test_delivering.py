"""What becomes of each message, as the server answers, fails, or says nothing more."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput, MailError
from semble_cli.mail.delivering import deliver
from semble_cli.mail.line import MailLine
from semble_cli.patient.sharing.delivery import Delivery, Outcome
from tests.mail.servers import DROP, HANG, SENDER, MailPlan, mail_server

if TYPE_CHECKING:
    from typing import Any

    from tests.mail.servers import MailFiles, RunningMail

A, B, C = "a.durand@example.org", "b@example.org", "c@example.org"
SHORT = 0.3


def letter(text: bytes = b"contents") -> bytes:
    return b"From: x\r\nSubject: y\r\n\r\n" + text + b"\r\n"


def sent_to(
    running: RunningMail, *recipients: str, content: bytes | None = None, **changed: Any
) -> list[tuple[str, Delivery]]:
    told: list[tuple[str, Delivery]] = []
    messages = [(each, content or letter(each.encode())) for each in recipients]
    deliver(running.server(**changed), messages, lambda *each: told.append(each))
    return told


def outcomes(told: list[tuple[str, Delivery]]) -> list[Outcome]:
    return [delivery.outcome for _, delivery in told]


def test_each_recipient_has_a_message_of_its_own_on_one_line(mail_files: MailFiles) -> None:
    with mail_server(mail_files) as running:
        told = sent_to(running, A, B)
    assert told == [(A, Delivery(Outcome.SENT)), (B, Delivery(Outcome.SENT))]
    assert [(each.sender, each.recipients) for each in running.received] == [
        (SENDER, (A,)),
        (SENDER, (B,)),
    ]
    assert B.encode() not in running.received[0].content
    assert len([said for said in running.said if said.startswith("starttls")]) == 1


def test_of_two_recipients_one_is_refused_in_the_server_s_words(mail_files: MailFiles) -> None:
    plan = MailPlan(refuses={A: f"550 5.1.1 <{A.upper()}>: no such user\x07 here"})
    with mail_server(mail_files, plan) as running:
        told = sent_to(running, A, B)
    assert told == [
        (A, Delivery(Outcome.REFUSED, 550, "5.1.1 <[...]>: no such user here")),
        (B, Delivery(Outcome.SENT)),
    ]
    assert [each.recipients for each in running.received] == [(B,)]


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("mail", "451 4.3.0 Try later"),
        ("rcpt", "452 4.2.2 Mailbox full"),
        ("data", "554 5.7.1 No"),
    ],
)
def test_what_a_server_refuses_at_any_command_is_told(
    mail_files: MailFiles, stage: str, answer: str
) -> None:
    with mail_server(mail_files, MailPlan(answers={stage: answer})) as running:
        told = sent_to(running, A, B)
    code, words = answer.split(" ", 1)
    assert told == [(each, Delivery(Outcome.REFUSED, int(code), words)) for each in (A, B)]
    assert running.received == []


def test_an_answer_without_a_code_is_a_refusal_without_one(mail_files: MailFiles) -> None:
    with mail_server(mail_files, MailPlan(answers={"rcpt": "abc what"})) as running:
        (told,) = sent_to(running, A)
    assert told == (A, Delivery(Outcome.REFUSED, None, "what"))


def test_what_a_server_refuses_once_it_has_all_of_it_is_told(mail_files: MailFiles) -> None:
    plan = MailPlan(refuses={f"{A} data": "554 5.6.0 Content rejected"})
    with mail_server(mail_files, plan) as running:
        told = sent_to(running, A, B)
    assert told[0] == (A, Delivery(Outcome.REFUSED, 554, "5.6.0 Content rejected"))
    assert told[1] == (B, Delivery(Outcome.SENT))


def test_outcomes_are_told_one_by_one(mail_files: MailFiles) -> None:
    seen: list[tuple[str, int]] = []
    with mail_server(mail_files) as running:
        deliver(
            running.server(),
            [(A, letter()), (B, letter())],
            lambda who, _: seen.append((who, len(running.received))),
        )
    assert seen == [(A, 1), (B, 2)]


def test_what_is_larger_than_announced_is_refused_before_anything_is_sent(
    mail_files: MailFiles,
) -> None:
    messages = [(A, letter()), (B, b"x" * 3003)]
    with (
        mail_server(mail_files, MailPlan(limit=2000)) as running,
        pytest.raises(MailError, match=r"has 3003 bytes, and the .* takes 2000 at most"),
    ):
        deliver(running.server(), messages, lambda *_: pytest.fail("nothing was sent"))
    assert running.received == []
    assert not any(said.startswith("mail") for said in running.said)


def test_what_is_as_large_as_announced_is_sent_with_its_size(mail_files: MailFiles) -> None:
    content = letter(b"x" * 500)
    with mail_server(mail_files, MailPlan(limit=len(content))) as running:
        assert outcomes(sent_to(running, A, content=content)) == [Outcome.SENT]
    assert f"mail FROM:<{SENDER}> SIZE={len(content)}" in running.said


def test_what_is_larger_than_a_server_takes_that_did_not_say_so_is_refused(
    mail_files: MailFiles,
) -> None:
    with mail_server(mail_files, MailPlan(limit=100, announces=False)) as running:
        told = sent_to(running, A, content=letter(b"x" * 900))
    assert told == [(A, Delivery(Outcome.REFUSED, 552, "Error: Too much mail data"))]
    assert f"mail FROM:<{SENDER}>" in running.said


@pytest.mark.parametrize("how", [HANG, DROP])
@pytest.mark.parametrize("stage", ["mail", "rcpt", "data"])
def test_a_line_that_breaks_before_a_message_leaves_it_unsent_and_those_after_it(
    mail_files: MailFiles, stage: str, how: str
) -> None:
    with mail_server(mail_files, MailPlan(fails=(stage, how))) as running:
        told = sent_to(running, A, B, timeout=SHORT)
    assert outcomes(told) == [Outcome.UNSENT, Outcome.UNSENT]
    assert running.received == []


def test_a_line_that_breaks_in_the_midst_of_a_message_leaves_it_unsent(
    mail_files: MailFiles,
) -> None:
    large = letter(b"x" * 70 + b"\r\n" + b"y\r\n" * 4_000_000)
    with mail_server(mail_files, MailPlan(fails=("body", DROP))) as running:
        told = sent_to(running, A, B, content=large)
    assert outcomes(told) == [Outcome.UNSENT, Outcome.UNSENT]
    assert running.received == []


def test_a_server_that_takes_no_more_in_the_midst_of_a_message_leaves_it_unsent(
    mail_files: MailFiles,
) -> None:
    large = letter(b"y\r\n" * 8_000_000)
    with mail_server(mail_files, MailPlan(fails=("body", HANG))) as running:
        told = sent_to(running, A, content=large, timeout=SHORT)
    assert outcomes(told) == [Outcome.UNSENT]


@pytest.mark.parametrize("how", [HANG, DROP])
def test_a_line_that_breaks_after_all_of_a_message_leaves_it_unknown(
    mail_files: MailFiles, how: str
) -> None:
    with mail_server(mail_files, MailPlan(fails=("end", how))) as running:
        told = sent_to(running, A, B, timeout=0.1)
    assert outcomes(told) == [Outcome.UNKNOWN, Outcome.UNSENT]
    assert [each.recipients for each in running.received] == [(A,)]


@pytest.mark.parametrize("how", [HANG, DROP])
def test_a_line_that_breaks_between_messages_leaves_the_others_unsent(
    mail_files: MailFiles, how: str
) -> None:
    with mail_server(mail_files, MailPlan(fails=("rset", how))) as running:
        told = sent_to(running, A, B, C, timeout=SHORT)
    assert outcomes(told) == [Outcome.SENT, Outcome.UNSENT, Outcome.UNSENT]


def test_a_second_message_may_be_the_one_that_is_unknown(mail_files: MailFiles) -> None:
    with mail_server(mail_files, MailPlan(fails=("end", DROP), on=2)) as running:
        told = sent_to(running, A, B, C)
    assert outcomes(told) == [Outcome.SENT, Outcome.UNKNOWN, Outcome.UNSENT]


def test_a_server_has_more_time_once_it_has_a_message(mail_files: MailFiles) -> None:
    from tests.mail import servers

    class Slow(servers._Session):
        async def ended(self) -> bool:
            import asyncio

            await asyncio.sleep(SHORT * 2)
            return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(servers, "_Session", Slow)
        with mail_server(mail_files) as running:
            assert outcomes(sent_to(running, A, timeout=SHORT)) == [Outcome.SENT]


@pytest.mark.parametrize(("stage", "outcome"), [("rcpt", Outcome.UNSENT), ("end", Outcome.UNKNOWN)])
def test_an_interrupt_tells_of_the_message_it_met(
    mail_files: MailFiles, stage: str, outcome: Outcome
) -> None:
    told: list[tuple[str, Delivery]] = []
    with mail_server(mail_files, MailPlan(fails=(stage, HANG))) as running:

        def interrupt() -> None:
            while running.reached(stage) < 1:
                threading.Event().wait(0.01)
            os.kill(os.getpid(), signal.SIGINT)

        threading.Thread(target=interrupt, daemon=True).start()
        with pytest.raises(KeyboardInterrupt):
            deliver(
                running.server(), [(A, letter()), (B, letter())], lambda *each: told.append(each)
            )
    assert told == [(A, Delivery(outcome))]


def test_who_is_interrupted_as_the_end_is_sent_does_not_know_whether_it_arrived(
    mail_files: MailFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = MailLine.send

    def interrupted(line: MailLine, content: bytes) -> None:
        send(line, content)
        if content == b".\r\n":
            raise KeyboardInterrupt

    monkeypatch.setattr(MailLine, "send", interrupted)
    told: list[tuple[str, Delivery]] = []
    with mail_server(mail_files) as running, pytest.raises(KeyboardInterrupt):
        deliver(running.server(), [(A, letter()), (B, letter())], lambda *each: told.append(each))
    assert told == [(A, Delivery(Outcome.UNKNOWN))]


@pytest.mark.parametrize(
    "content",
    [
        letter(b".\r\n.a\r\n..b\r\nc.\r\n."),
        b".\r\nbegins with a dot\r\n",
        b"Subject: x\r\n\r\nno line end",
    ],
)
def test_lines_that_begin_with_a_dot_arrive_as_they_are(
    mail_files: MailFiles, content: bytes
) -> None:
    with mail_server(mail_files) as running:
        assert outcomes(sent_to(running, A, B, content=content)) == [Outcome.SENT] * 2
    whole = content if content.endswith(b"\r\n") else content + b"\r\n"
    assert [each.content for each in running.received] == [whole, whole]


def test_a_domain_in_other_letters_is_told_in_those_of_directories(mail_files: MailFiles) -> None:
    with mail_server(mail_files) as running:
        told = sent_to(running, "accueil@hôpital.example")
    assert told == [("accueil@hôpital.example", Delivery(Outcome.SENT))]
    assert running.received[0].recipients == ("accueil@xn--hpital-ixa.example",)


@pytest.mark.parametrize(
    "address",
    ["zoé@example.org", "a@example.org>\r\nRCPT TO:<b@example.org", "a b@example.org", "nobody"],
)
def test_an_address_that_no_server_takes_is_refused_before_anybody_is_reached(
    mail_files: MailFiles, address: str
) -> None:
    with mail_server(mail_files) as running:
        with pytest.raises(InvalidInput):
            sent_to(running, A, address)
        with pytest.raises(InvalidInput):
            sent_to(running, A, sender=address)
    assert running.said == []


def test_a_matricule_in_the_words_of_a_server_is_not_told(mail_files: MailFiles) -> None:
    matricule = "275126322074974@patient.mssante.fr"
    plan = MailPlan(refuses={matricule: "550 275126322074974: unknown, 2 75 12 63 220 749 74"})
    with mail_server(mail_files, plan) as running:
        told = sent_to(running, matricule)
    assert "749" not in told[0][1].words
    assert told[0][1].words.startswith("[...]: unknown")


def test_nothing_of_a_message_is_logged(
    mail_files: MailFiles, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    with mail_server(mail_files, MailPlan(logins={"u": "geheim"})) as running:
        sent_to(running, A, content=letter(b"confidential"), user="u", password="geheim")
    out = "".join(capfd.readouterr())
    ours = "".join(each.getMessage() for each in caplog.records if each.name != "mail.log")
    assert "confidential" not in out + ours
    assert "geheim" not in out + ours
