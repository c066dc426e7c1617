"""Sharing played through, on both databases: a result to the GP once the patient agreed, a share
that is refused, the complete export to the patient, a share as a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.commands.sharing.practice import GP, attached, message_of
from tests.commands.sharing.test_ways import detached, text_of
from tests.mail.servers import MailPlan

if TYPE_CHECKING:
    from tests.commands.sharing.practice import SharingPractice


def test_sharing_played_through(sharing: SharingPractice) -> None:
    plan = MailPlan(logins={"cabinet": "secret"}, refuses={"ecole@example.org": "550 no such box"})
    variables = {"SEMBLE_MAIL_USER": "cabinet", "SEMBLE_MAIL_PASSWORD": "secret"}
    with sharing.mail(plan, **variables) as mail:
        # The patient was never asked: nothing leaves. Then the patient agrees.
        said = sharing.share("1", "--to", "martin")
        assert (said.code, mail.received) == (6, [])
        assert "semble patient prefs 1 --email" in said.err
        sharing.agrees()
        assert sharing.share("1", "--to", "martin").code == 0
        (result,) = mail.received
        assert (result.recipients, result.login) == ((GP,), "cabinet")
        (pdf,) = attached(message_of(result)).values()
        assert "TSH 2,1" in text_of(pdf, sharing.directory)

        # The school's server refuses, in its own words.
        school = ("--kind", "organisation", "--name", "École Essai", "--email", "ecole@example.org")
        sharing.done("contact", "add", *school)
        sharing.done("patient", "relate", "1", "--type", "school", "--contact", "2")
        certificate = sharing.add("Certificat", "Absence justifiee")
        said = sharing.share(certificate, "--to", "ecole")
        assert (said.code, "550 no such box" in said.err) == (8, True)

        # The complete export, which its passphrase opens in another program.
        secret = ("--passphrase-file", sharing.secret)
        export = ("patient", "share", "1", "--export", "--everything", "--to", "patient", *secret)
        said = sharing.semble(*export, "-f", "json")
        assert said.code == 0, said.err
        (line,) = json.loads(said.out)
        assert (line["what"], line["outcome"]) == ("export", "sent")
        (pdf,) = attached(message_of(mail.received[1])).values()
        files = detached(pdf, sharing.directory)
        assert {"LISEZ-MOI.pdf", "dossier.pdf", "historique.json", "0001.pdf"} <= {*files}
        assert not [name for name in files if name.endswith(".zip")]  # Acrobat saves none
        told = json.loads(files["partages.json"])
        assert [(each["share"], each["outcome"]) for each in told] == [(1, "sent"), (2, "refused")]
        # Once more: an export was shared with the patient already.
        assert sharing.semble(*export).code == 5

    sharing.done("config", "set", "mail.sender", "accueil@practice.example.org")
    file = sharing.directory / "message.eml"
    assert sharing.share(certificate, "--to", "patient", "--eml", file).code == 0
    assert message_of(file.read_bytes())["To"] == "zoe@example.org"

    assert [(each["share"], each["outcome"]) for each in sharing.shares()] == [
        (1, "sent"),
        (2, "refused"),
        (3, "sent"),
        (4, "written"),
    ]
    sharing.done("store", "check")
    sharing.done("audit", "verify")
