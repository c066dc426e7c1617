"""The ways by which something leaves: sealed as a PDF or a ZIP file, as a file, by MSSanté."""

from __future__ import annotations

import io
import json
import stat
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
import pyzipper

from semble_cli.identity.ins import InsOid
from semble_cli.store.database.open import connected
from tests.commands.sharing.practice import PASSPHRASE, attached, message_of
from tests.mail.servers import MailPlan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.sharing.practice import SharingPractice


def text_of(pdf: bytes, directory: Path, passphrase: str = PASSPHRASE) -> str:
    """What poppler reads on the pages of a PDF."""
    file = directory / "read.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-upw", passphrase, str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def detached(pdf: bytes, directory: Path) -> dict[str, bytes]:
    """What poppler finds attached to a PDF."""
    file, place = directory / "read.pdf", directory / "detached"
    file.write_bytes(pdf)
    place.mkdir()
    command = ["pdfdetach", "-upw", PASSPHRASE, "-saveall", "-o", str(place), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return {each.name: each.read_bytes() for each in place.iterdir()}


def test_the_passphrase_opens_what_was_sent_and_nothing_else_does(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    second = sharing.add("Courrier", "Cher confrere")
    with sharing.mail() as mail:
        assert sharing.share("1", second, "--to", "martin").code == 0
    (pdf,) = attached(message_of(mail.received[0])).values()
    shown = text_of(pdf, sharing.directory)
    assert shown.index("TSH 2,1") < shown.index("Cher confrere")
    for wrong in ("", "quatre mots"):
        with pytest.raises(subprocess.CalledProcessError):
            text_of(pdf, sharing.directory, wrong)


def test_a_zip_file_is_encrypted_and_its_names_tell_nothing(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "martin", "--zip").code == 0
    files = attached(message_of(mail.received[0]))
    assert list(files) == ["documents.zip"]
    with pyzipper.AESZipFile(io.BytesIO(files["documents.zip"])) as archive:
        assert archive.namelist() == ["document-1.pdf"]
        assert archive.infolist()[0].flag_bits & 1
        archive.setpassword(PASSPHRASE.encode())
        assert archive.read("document-1.pdf").startswith(b"%PDF")
    assert sharing.shares()[0]["sealing"] == "zip"


def test_what_has_no_pages_is_attached_inside(sharing_on_sqlite: SharingPractice) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    numbers = []
    for name in ("adrun-zoe.adrun", "adrun-zoe.MP3", "zoe"):
        path = sharing.directory / name
        path.write_bytes(bytes(range(256)) + name.encode())
        numbers.append(sharing.done("document", "add", "1", path, "--title", "Mesures"))
    with sharing.mail() as mail:
        assert sharing.share(*numbers, "--to", "martin").code == 0
    (pdf,) = attached(message_of(mail.received[0])).values()
    assert detached(pdf, sharing.directory) == {
        "document-1.dat": bytes(range(256)) + b"adrun-zoe.adrun",
        "document-2.mp3": bytes(range(256)) + b"adrun-zoe.MP3",
        "document-3.dat": bytes(range(256)) + b"zoe",
    }
    assert "pièces jointes" in text_of(pdf, sharing.directory) or "joint" in text_of(
        pdf, sharing.directory
    )


def test_a_message_is_written_to_a_file_of_ones_own(sharing: SharingPractice) -> None:
    sharing.agrees()
    sharing.done("config", "set", "mail.sender", "accueil@practice.example.org")
    file = sharing.directory / "message.eml"
    said = sharing.share("1", "--to", "martin", "--eml", file)
    assert said.code == 0, said.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    message = message_of(file.read_bytes())
    assert message["To"] == "dr.martin@example.org"
    assert "TSH 2,1" in text_of(attached(message)["documents.pdf"], sharing.directory)
    assert sharing.outcomes() == ["written"]
    # It is there: not written over, and the same is not shared again without a word.
    before = file.read_bytes()
    said = sharing.share("1", "--to", "martin", "--eml", file, "--yes")
    assert (said.code, "there already" in said.err) == (2, True)
    assert file.read_bytes() == before
    other = sharing.directory / "other.eml"
    assert sharing.share("1", "--to", "martin", "--eml", other).code == 5
    assert not other.exists()


def test_a_file_is_for_one_recipient_and_in_a_directory_that_is_there(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    sharing.done("config", "set", "mail.sender", "accueil@practice.example.org")
    file = sharing.directory / "x.eml"
    assert sharing.share("1", "--to", "martin", "--to", "patient", "--eml", file).code == 2
    nowhere = sharing.directory / "nowhere" / "x.eml"
    assert sharing.share("1", "--to", "martin", "--eml", nowhere).code == 2
    assert (file.exists(), sharing.shares()) == (False, [])


MSSANTE = {
    "practice.name": "Cabinet des Lilas",
    "practice.rpps": "10001234565",
    "practice.siret": "73282932000074",
    "mssante.sender": "lilas@cabinet.mssante.fr",
    "mssante.nil": "DEV935997",
    "mssante.last_name": "ROUSSEL",
    "mssante.first_name": "Alix",
    "mssante.specialty": "G15_10/SM26 Médecin - Qualifié en Médecine Générale (SM)",
    "mssante.sector": "SA07",
}


def of_mssante(sharing: SharingPractice) -> None:
    for name, value in MSSANTE.items():
        sharing.done("config", "set", name, value)
    sharing.done("contact", "edit", "1", "--mssante", "martin@medecin.mssante.fr")


def test_a_colleague_has_it_by_mssante_unsealed_in_the_archive(sharing: SharingPractice) -> None:
    of_mssante(sharing)
    sharing.agrees("--mssante-pro")
    plan = MailPlan(tokens={"lilas@cabinet.mssante.fr": "jeton"})
    with sharing.mail(plan) as mail, sharing.monkeypatch.context() as patched:
        patched.setenv("SEMBLE_MSSANTE_HOST", "localhost")
        patched.setenv("SEMBLE_MSSANTE_PORT", str(mail.port))
        patched.setenv("SEMBLE_MSSANTE_AUTHORITY", mail.files.authority)
        patched.setenv("SEMBLE_MSSANTE_TOKEN", "jeton")
        said = sharing.semble("document", "share", "1", "--to", "martin")
    assert said.code == 0, said.err
    (received,) = mail.received
    assert received.login == "lilas@cabinet.mssante.fr"
    message = message_of(received)
    assert (message["X-MSS-NIL"], message["X-MSS-INS"]) == ("DEV935997", "N")
    assert message["X-MSS-CODECDA"] == "11502-2"
    files = attached(message)
    archive = zipfile.ZipFile(io.BytesIO(files["IHE_XDM.zip"]))
    assert "IHE_XDM/SUBSET01/METADATA.XML" in archive.namelist()
    (pdf,) = (content for name, content in files.items() if name.endswith(".pdf"))
    assert "TSH 2,1" in text_of(pdf, sharing.directory, "")
    (line,) = sharing.shares()
    assert (line["way"], line["sealing"], line["outcome"]) == ("mssante", None, "sent")
    assert line["address"] == "martin@medecin.mssante.fr"


def test_each_way_has_its_own_answer(sharing: SharingPractice) -> None:
    of_mssante(sharing)
    sharing.agrees()
    said = sharing.semble("document", "share", "1", "--to", "martin")
    assert (said.code, "MSSanté between health professionals" in said.err) == (6, True)
    assert "--mssante-pro" in said.err
    with sharing.mail():
        assert sharing.share("1", "--to", "martin", "--by", "email").code == 0
    said = sharing.semble("document", "share", "1", "--to", "patient", "--by", "mssante")
    assert (said.code, "no MSSanté address" in said.err) == (6, True)


def test_an_export_is_no_document_of_mssante(sharing: SharingPractice) -> None:
    of_mssante(sharing)
    sharing.agrees("--mssante-pro")
    said = sharing.semble("patient", "share", "1", "--export", "--to", "martin")
    assert (said.code, "--by email" in said.err) == (2, True)
    assert json.loads(sharing.done("document", "list", "1", "-f", "json"))[1:] == []


MATRICULE = "275126322074974"
"""Of an official fictitious identity."""


def qualified(sharing: SharingPractice) -> None:
    """The patient's identity is qualified, with a matricule."""
    with connected(sharing.store) as connection, connection.writing():
        connection.run(
            "UPDATE patient SET identity_retrieved = true, identity_checked = true,"
            " ins_matricule = ?, ins_oid = ? WHERE id = 1",
            (MATRICULE, InsOid.NIR.value),
        )


def test_a_patients_address_is_shown_nowhere_but_to_the_server(sharing: SharingPractice) -> None:
    of_mssante(sharing)
    qualified(sharing)
    sharing.agrees("--mssante-patient")
    file = sharing.directory / "message.eml"
    words = ("document", "share", "1", "--to", "patient", "--by", "mssante")
    said = sharing.semble(*words, "--eml", file, "-f", "json")
    assert said.code == 0, said.err
    message = message_of(file.read_bytes())
    address = f"{MATRICULE}@patient.mssante.fr"
    assert (message["To"], message["X-MSS-INS"]) == (address, "O")
    with sharing.monkeypatch.context() as patched:
        patched.setenv("SEMBLE_MSSANTE_HOST", "localhost")
        patched.setenv("SEMBLE_MSSANTE_TOKEN", "jeton")
        again = sharing.semble("document", "share", "1", "--to", address)
    assert again.code == 5
    listed = sharing.done("document", "shares", "1", "-f", "table")
    log = sharing.done("audit", "log", "-f", "json")
    with connected(sharing.store) as connection, connection.reading():
        kept = str(connection.rows("SELECT * FROM share_recipient"))
        journal = str(connection.rows("SELECT content FROM event"))
    for told in (said.out, said.err, again.err, listed, log, kept, journal):
        assert MATRICULE not in told
    assert sharing.shares()[0]["address"].endswith("@patient.mssante.fr")
    other = sharing.semble("document", "share", "1", "--to", "279035121518989@patient.mssante.fr")
    assert (other.code, "279035121518989" in other.err) == (6, False)


def test_who_loses_the_qualification_has_no_address_any_more(sharing: SharingPractice) -> None:
    of_mssante(sharing)
    qualified(sharing)
    sharing.agrees("--mssante-patient")
    with connected(sharing.store) as connection, connection.writing():
        connection.run("UPDATE patient SET identity_checked = false")
    said = sharing.semble("document", "share", "1", "--to", "patient", "--by", "mssante")
    assert (said.code, "no MSSanté address" in said.err) == (6, True)


def test_the_files_of_an_export_put_back_are_the_archive(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    sharing.agrees()
    secret = ("--passphrase-file", sharing.secret)
    with sharing.mail() as mail:
        sharing.done("patient", "share", "1", "--export", *secret)
        sharing.done("patient", "share", "1", "--export", *secret, "--zip", "--yes")
    (pdf,) = attached(message_of(mail.received[0])).values()
    place = sharing.directory / "record"
    for name, content in detached(pdf, sharing.directory).items():
        within = place / ("documents" if name[0].isdigit() else "")
        within.mkdir(parents=True, exist_ok=True)
        (within / name).write_bytes(content)
    sharing.done("export", "verify", place)
    # In a ZIP file, which a reader of PDF has nothing to do with, it is one file.
    (sealed,) = attached(message_of(mail.received[1])).values()
    with pyzipper.AESZipFile(io.BytesIO(sealed)) as archive:
        assert archive.namelist() == ["dossier.zip"]
