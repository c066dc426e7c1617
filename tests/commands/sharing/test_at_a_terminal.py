"""`document share` with a person there: what leaves is shown and asked about, a passphrase once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pexpect

from tests.commands.sharing.practice import attached, message_of
from tests.commands.sharing.test_ways import text_of
from tests.mail.servers import HANG, MailPlan
from tests.on_terminal import DOWN, INTERRUPT, ends, starter

if TYPE_CHECKING:
    from tests.commands.sharing.practice import SharingPractice

_PASSPHRASE = re.compile(r"[2-9a-y]{4}(?:-[2-9a-y]{4}){5}")


def test_it_is_shown_asked_about_and_sent_with_a_passphrase_shown_once(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    with sharing.mail() as mail:
        process = starter(sharing.store)("document", "share", "1", "--to", "martin")
        process.expect("à partager")
        process.expect("Résultat")
        process.expect("MARTIN-TEST")
        process.expect("PDF chiffré")
        process.expect(r"Partager \?")
        process.send(f"{DOWN}\r")
        process.expect("Phrase secrète")
        process.expect(_PASSPHRASE)
        assert isinstance(process.match, re.Match)
        passphrase = process.match[0]
        code, rest = ends(process)
    assert code == 0, rest
    assert "Envoyé à MARTIN-TEST" in rest
    assert "jamais par e-mail" in rest
    assert not _PASSPHRASE.search(rest)
    assert passphrase not in mail.received[0].content.decode()
    (pdf,) = attached(message_of(mail.received[0])).values()
    assert "TSH 2,1" in text_of(pdf, sharing.directory, passphrase)


def test_who_says_no_sends_nothing(sharing_on_sqlite: SharingPractice) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    with sharing.mail() as mail:
        process = starter(sharing.store)("document", "share", "1", "--to", "martin")
        process.expect(r"Partager \?")
        process.send("\r")
        code, rest = ends(process)
    assert code == 0
    assert "Rien n'a été envoyé" in rest
    assert "Phrase secrète" not in rest
    assert (mail.said, sharing.shares()) == ([], [])


def test_the_same_again_is_asked_for_each(sharing_on_sqlite: SharingPractice) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "martin").code == 0
        again = ("document", "share", "1", "--to", "martin", "--to", "patient")
        process = starter(sharing.store)(*again, "--passphrase-file", str(sharing.secret))
        process.expect("déjà été partagée avec MARTIN-TEST")
        process.expect(r"envoyer à nouveau \?")
        process.send("\r")
        process.expect(r"Partager \?")
        process.send(f"{DOWN}\r")
        code, rest = ends(process)
        assert code == 0, rest
    assert [each.recipients[0] for each in mail.received][1:] == ["zoe@example.org"]


def test_who_interrupts_while_the_server_hangs_is_told_what_is_known(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    with sharing.mail(MailPlan(fails=("end", HANG))):
        words = ("document", "share", "1", "--to", "martin", "--yes")
        process = starter(sharing.store)(*words, "--passphrase-file", str(sharing.secret))
        with_all = pexpect.TIMEOUT
        process.expect(with_all, timeout=6)
        process.send(INTERRUPT)
        code, rest = ends(process)
    assert code == 130, rest
    assert sharing.outcomes() == ["unknown"]
