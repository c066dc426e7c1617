"""A practice of official fictitious people and generated ones, with a past of many commands."""

from __future__ import annotations

import random
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

import private_cups
import private_pcscd
from faults.forge import Forge, forge
from faults.keys import KEYS, write_keys
from faults.program import Program
from faults.registers import InFiles, OnServer
from semble_cli.patient.around.allergy_reading import GivenAllergy
from semble_cli.patient.around.document_description import Described
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.intake import new_patient
from semble_cli.patient.record import ArchiveReason
from semble_cli.patient.simulation import SimulatorPlace
from semble_cli.services import stores, users
from semble_cli.services.access import Role
from semble_cli.services.agenda.booking import When, add_appointment
from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.backups.make import back_up
from semble_cli.services.demo import load_fictitious, write_fictitious
from semble_cli.services.encryption.change import set_key
from semble_cli.services.encryption.new_keys import NewKey
from semble_cli.services.insurance.simulator import simulated
from semble_cli.services.invoices.issuing import InvoiceAsked, create_invoice
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import (
    archive_patient,
    block_patient,
    edit_fields,
    tag_patients,
)
from semble_cli.services.patients.show import reveal_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.record.add_document import add_document, prepare_document
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.record.contacts import add_contact
from semble_cli.services.record.keywords import add_keyword
from semble_cli.services.record.relations import relate
from semble_cli.services.record.treatments import add_treatment
from semble_cli.services.register import Register
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.settings.table import BY_NAME
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import opened
from semble_cli.store.database.sqlite import Sqlite
from semble_cli.vitale.simulator.authority import PASSPHRASE
from semble_cli.vitale.simulator.people import CORSE, TOUSSAINT
from tests.conftest import ADRUN, PAT_TROIS
from tests.exchange.feed.messages import distinct
from tests.mail.servers import mail_server, make_mail_files
from tests.services.invoices.practice import set_up_practice
from tests.store.database.test_upgrade import OLDER, fill
from tests.vitale.billing.readings import LEO, ssv, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from faults.registers import Registers
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.vitale.simulator.people import SimulatedPerson

GENERATED = 40
"""How many patients of the generator a practice has: ids 1 to 40."""

EDITED, DELETED, CORSE_ID, TOUSSAINT_ID = 41, 42, 43, 44
"""The ids of the official ones: of whom commands are about, and of a former patient."""

ARCHIVED, BLOCKED = 3, 4
"""Two of the generator's, as they are."""

DOCUMENT = 1
"""The number of a document of whom commands are about."""


_SCANNED = (3 << 20) + 17
"""Bytes of a document: it is kept in several chunks."""

TAGS = ("ALD", "Suivi")
CONTACTS = ("MARTIN", "MARTIN-TEST")
"""The contacts, with the numbers 1 and 2; patients have the relations 1 and 2 to the second."""

INSURER = {"kind": "organisation", "name": "Mutuelle Essai", "city": "Lyon"}
"""Who insures whom commands are about: contact 3, relation 3."""

CARD = "tchitchi"
"""Who is on the card in the reader, and not in the practice."""

PRINTER = "etiquettes"
"""A printer that takes all that comes."""

OTHER = "semble_faults_other"
NEW = "semble_faults_new"
"""Logins: of a user of the practice, and of nobody yet; on Postgres, roles of the server."""


class Place(NamedTuple):
    """Where a campaign works: a directory, the registers it may use, what files it is given, the
    variables of programs, and where those are run whose start is not what is looked at."""

    directory: Path
    registers: tuple[Registers, ...]
    shared: Path
    variables: dict[str, str]
    forge: Forge

    @property
    def has_card(self) -> bool:
        """Whether there is a card in a reader."""
        return private_pcscd.SOCKET_VARIABLE in self.variables

    @property
    def has_printer(self) -> bool:
        """Whether there is a printer."""
        return private_cups.SERVER_VARIABLE in self.variables

    def program(self, address: StoreAddress, where: Path, **variables: str) -> Program:
        """The program on a store."""
        return Program(address.location, where, **self.variables | variables)


@contextmanager
def place_in(directory: Path, postgres: str) -> Iterator[Place]:
    """A practice in each database, a store of the version before, an empty one, and nothing at all,
    to be copied; teleservices and a mail server that answer from this machine, a card where a
    reader is, a printer where a print server is."""
    shared = directory / "shared"
    shared.mkdir()
    _make_roles(postgres)
    _make_files(shared)
    on_server = OnServer(postgres)
    registers: tuple[Registers, ...] = (InFiles(directory / "templates"), on_server)
    try:
        with (
            _insurance(directory) as of_cards,
            _printing() as of_printers,
            mail_server(make_mail_files(_made(directory / "mail"))) as mail,
            forge() as made,
        ):
            variables = of_cards | of_printers | mail.variables()
            place = Place(directory, registers, shared, variables, made)
            for database in registers:
                for name, make in _TEMPLATES.items():
                    database.template(name, make)
            _write_out(place)
            yield place
    finally:
        on_server.drop()


def _made(directory: Path) -> Path:
    directory.mkdir()
    return directory


@contextmanager
def _insurance(directory: Path) -> Iterator[dict[str, str]]:
    """Teleservices and a card; the variables by which programs find them."""
    with ExitStack() as stack:
        variables: dict[str, str] = {}
        at = SimulatorPlace(str(directory / "simulator"))
        if private_pcscd.is_installed():
            (directory / "pcscd").mkdir()
            reader = stack.enter_context(private_pcscd.pcscd_in(directory / "pcscd"))
            variables[private_pcscd.SOCKET_VARIABLE] = reader.socket
            at = at._replace(reader_port=reader.port)
        simulation = stack.enter_context(simulated(at, lambda _: None))
        if variables:
            simulation.put_in(CARD)
        yield variables | {
            "SEMBLE_CONFIG": simulation.settings,
            "SEMBLE_TELESERVICES_PASSPHRASE": PASSPHRASE,
        }


@contextmanager
def _printing() -> Iterator[dict[str, str]]:
    """A printer; the variable by which programs find the server of it."""
    if not private_cups.is_installed():
        yield {}
        return
    with (
        tempfile.TemporaryDirectory(prefix="semble-cups-") as directory,
        private_cups.cups_in(Path(directory)) as cups,
    ):
        printer = private_cups.Listening()
        cups.add(PRINTER, printer.address)
        yield {private_cups.SERVER_VARIABLE: cups.server}
        printer.close()


def register_at(address: StoreAddress) -> Register:
    """The register in a store, at the hour it is."""
    return Register(address, lambda: datetime.now().astimezone())


def _make_empty(address: StoreAddress) -> None:
    stores.create(register_at(address))


def _make_old(address: StoreAddress) -> None:
    if address.database is Database.SQLITE:
        Sqlite().create(address)
    fill(address, OLDER[-1])
    with opened(address) as connection:
        connection.run("DELETE FROM app_user WHERE login = ?", (connection.login(),))
        connection.run(
            "INSERT INTO app_user (login, role, added_at) VALUES (?, 'admin', ?)",
            (connection.login(), "2026-01-02T03:04:05Z"),
        )


def _make_practice(address: StoreAddress) -> None:
    register = register_at(address)
    stores.create(register)
    load_fictitious(register, GENERATED, 1)
    for given in (ADRUN, PAT_TROIS, _insured(CORSE), _insured(TOUSSAINT)):
        create_patient(register, new_patient(given, register.today).patient, known=_everybody())
    for tag in TAGS:
        with suppress(Exception):  # the generator's patients bear some
            add_tag(register, tag, None)
    tag_patients(register, [1, EDITED], TAGS[:1])
    reveal_patient(register, 2)
    home = {"address_lines": "1 rue de la Paix", "postal_code": "75002", "city": "Paris"}
    edit_fields(register, EDITED, {**home, "comments": "Rien à signaler"})
    arachide = GivenSection("Allergie", None, GivenAllergy("Arachide", reaction="urticaire"))
    add_consultation(register, EDITED, GivenNote(None, (GivenSection("Motif", "Toux"), arachide)))
    add_keyword(register, "Examen")
    set_setting(register, BY_NAME["labels.size"], "89x36")
    add_treatment(register, EDITED, {"drug": "Essai 1 g", "starts_on": "2026-01-02"})
    add_practitioner(register, {"name": "Dr Alix ROUSSEL"})
    day = register.today + timedelta(days=7)
    when = When(f"{day.isoformat()}T09:00", 20)
    add_appointment(register, EDITED, when, "Suivi", nothing_own)
    archive_patient(register, ARCHIVED, ArchiveReason.INACTIVE)
    block_patient(register, BLOCKED, "impayés")
    with prepare_document(register, EDITED, __file__) as file:
        add_document(register, EDITED, file, Described())
    delete_patient(register, DELETED, "PAT-TROIS DOMINIQUE", "saisi deux fois")
    users.add(register, OTHER, Role.SECRETARY)
    for name in CONTACTS:
        add_contact(register, {"kind": "person", "name": name})
    for patient in (1, EDITED):
        relate(register, patient, {"type": "gp", "contact_id": 2})
    relate(register, EDITED, {"type": "insurer", "new": INSURER})
    set_up_practice(register)
    create_invoice(register, EDITED, InvoiceAsked(["Consultation=26,50"]), nothing_own)
    edit_fields(register, EDITED, {"occupation": "essayiste"})
    edit_fields(register, EDITED, {"city": "Lille"})
    undo_command(register, last_of_mine(register).number)


def _make_secret(address: StoreAddress) -> None:
    if address.database is Database.SQLITE:  # a server has no keys
        _make_practice(address)
        set_key(register_at(address), NewKey(lambda: KEYS["key"]))


_TEMPLATES: dict[str, Callable[[StoreAddress], None] | None] = {
    "practice": _make_practice,
    "secret": _make_secret,
    "empty": _make_empty,
    "old": _make_old,
    "nothing": None,
}


def _everybody() -> list[int]:
    return list(range(1, GENERATED + 5))


def _insured(person: SimulatedPerson) -> dict[str, Any]:
    return {
        "birth_name": person.birth_name,
        "first_given_name": person.given_name,
        "sex": person.sex,
        "birth_date": person.birth_date,
        "birth_place": "63220",
        "nir": person.insured,
        "regime": "01",
        "birth_rank": "1",
    }


def _make_roles(postgres: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as server:
        for login in (OTHER, NEW):
            with suppress(psycopg.errors.DuplicateObject):
                server.execute(f"CREATE ROLE {login}")


def _make_files(shared: Path) -> None:
    (shared / "scan.pdf").write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(_SCANNED))
    with (shared / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        write_fictitious(file, 30, 7)
    with (shared / "many.csv").open("w", encoding="utf-8", newline="") as file:
        write_fictitious(file, 400, 9)
    (shared / "contacts.vcf").write_text(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:École Essai\r\nKIND:org\r\nEND:VCARD\r\n", "utf-8"
    )
    (shared / "card.json").write_bytes(
        written(ssv({**LEO, "9": "1100863220830", "10": "60", "14": "0"}))
    )
    some = distinct(4)
    (shared / "identity.hl7").write_text(some[0], "utf-8", newline="")
    (shared / "identities.hl7").write_text("".join(some[1:]), "utf-8", newline="")
    (shared / "letter.md").write_text("Objet : Essai\n\n**{{patient.prenom_et_nom}}**", "utf-8")
    editor = shared / "editor.sh"
    editor.write_text("#!/bin/sh\nsleep 0.05\nsed -i 's/^  city: .*/  city: Lyon/' \"$1\"\n")
    editor.chmod(0o755)
    passphrase = shared / "passphrase"
    passphrase.touch(0o600)
    passphrase.write_text("quatre mots et demi\n")
    note = shared / "note.sh"
    note.write_text("#!/bin/sh\nsleep 0.05\nprintf '\\n[Conclusion]\\nguérie\\n' >> \"$1\"\n")
    note.chmod(0o755)
    write_keys(shared)


def _write_out(place: Place) -> None:
    """What the practice writes itself: its report, the whole records of everybody, a backup."""
    with place.registers[0].copy("practice", place.directory / "report") as address:
        program = place.program(address, place.directory / "report")
        report = program.run("patient", "report", "-f", "csv")
        (place.shared / "report.csv").write_text(report.out, "utf-8")
        whole = program.run("patient", "list", "-f", "fhir", "--whole", "--documents", "--reveal")
        (place.shared / "whole.ndjson").write_text(whole.out, "utf-8")
        back_up(register_at(address), str(place.shared / "backup"))
