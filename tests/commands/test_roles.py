"""The matrix of rights: every command, run as each kind of user and as a stranger, on both
databases. A command that is not in it fails."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import psycopg
import pytest

import reference
from semble_cli.commands.vitale.counter import write_counter
from semble_cli.errors import Refused
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.patient.around.allergy_reading import GivenAllergy
from semble_cli.patient.around.document_description import Described
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.services import stores, users
from semble_cli.services.access import Permission
from semble_cli.services.agenda.booking import When, add_appointment
from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.batches import last_batches
from semble_cli.services.imports.run import import_patients
from semble_cli.services.insurance.matching import match_patient
from semble_cli.services.insurance.readers import read_card
from semble_cli.services.insurance.retrieval import of_card
from semble_cli.services.invoices.issuing import InvoiceAsked, create_invoice
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.recover import from_ledger, recover_patients
from semble_cli.services.patients.show import show_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.record.add_document import add_document, prepare_document
from semble_cli.services.record.allergies import add_allergy, edit_allergy
from semble_cli.services.record.allergy_rules import add_allergy_row
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.record.contacts import add_contact
from semble_cli.services.record.keywords import add_keyword
from semble_cli.services.record.relations import relate
from semble_cli.services.record.treatments import add_treatment
from semble_cli.services.sharing.noting import note_intent
from semble_cli.services.sharing.preparing import ShareAsked, prepare_share
from semble_cli.services.undo import undo_command
from semble_cli.settings.table import BY_NAME
from semble_cli.store.database import sqlite
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.open import connected
from tests.commands.role_matrix import (
    ALLOWED,
    CARE,
    EDIT,
    MATRIX,
    MONDAY,
    NO_REGISTER,
    NOTHING_TO_DO,
    STRANGERS,
    USERS,
)
from tests.commands.vitale.practice import READ as READ_CARD
from tests.commands.vitale.practice import card_of
from tests.conftest import ADRUN, PAT_TROIS, a_patient, as_login, in_database, register_on, runner
from tests.exchange.feed.messages import distinct
from tests.services.invoices.practice import set_up_practice
from tests.services.letters.people import at_home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.cards import Plug
    from tests.conftest import Semble


def test_every_command_stands_in_the_matrix() -> None:
    leaves = {
        name.removeprefix("semble ")
        for name, command in reference.commands()
        if not getattr(command, "members", ())
    }
    assert leaves == {*MATRIX, *NO_REGISTER}


CASES = [
    pytest.param(words, permission, options, id=" ".join([words, *options[:2]]))
    for words, ways in MATRIX.items()
    for permission, options in ways
]

_copies = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def copied(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[bool], StoreAddress]]:
    """Makes stores with every kind of user; with patients, or without."""
    if request.param == "sqlite":
        directory = tmp_path_factory.mktemp("matrix")
        templates = {}
        for has_patients in (True, False):
            templates[has_patients] = directory / f"{has_patients}.db"
            address = StoreAddress(Database.SQLITE, str(templates[has_patients]))
            fill(register_on(address), has_patients=has_patients)

        def copy_file(has_patients: bool) -> StoreAddress:
            path = directory / f"copy{next(_copies)}.db"
            shutil.copy(templates[has_patients], path)
            return StoreAddress(Database.SQLITE, str(path))

        yield copy_file
        return
    uri = request.getfixturevalue("postgres")
    with psycopg.connect(uri, autocommit=True) as server:
        # A worker may come back to these tests after others: roles and databases stay meanwhile.
        there = {name for (name,) in server.execute("SELECT rolname FROM pg_roles")}
        for name in {*USERS, "zoe"} - there:
            server.execute(f'CREATE ROLE "{name}" LOGIN')
        for has_patients in (True, False):
            server.execute(f"DROP DATABASE IF EXISTS matrix_{has_patients} WITH (FORCE)")
            server.execute(f"CREATE DATABASE matrix_{has_patients}")
            fill(register_on(in_database(uri, f"matrix_{has_patients}".lower())), has_patients)

        def copy_database(has_patients: bool) -> StoreAddress:
            name = f"matrix_copy_{next(_copies)}"
            server.execute(f"CREATE DATABASE {name} TEMPLATE matrix_{has_patients}")
            return in_database(uri, name)

        yield copy_database


def fill(register: Register, has_patients: bool) -> None:
    """A register with every kind of user, two tags, a patient, a former one; and with a creation, a
    recovery, an import and an undone creation that can be undone."""
    stores.create(register)
    for name, user in USERS.items():
        if user:
            users.add(register, name, *user)
    if not has_patients:
        return
    set_setting(register, BY_NAME["labels.template"], "{full_name}")
    add_tag(register, "Rare", None)
    add_tag(register, "ALD", None)
    create_patient(register, at_home(a_patient(PAT_TROIS)))
    add_allergy(register, 1, {"substance": "Pénicilline"})
    with register.writing(EDIT) as work:  # told by the patient: no consultation tells of it
        add_allergy_row(work, 1, GivenAllergy("Poils"))
    add_consultation(register, 1, GivenNote(None, (GivenSection("Motif", "Toux"),)))
    add_keyword(register, "Examen")
    add_treatment(register, 1, {"drug": "Essai 1 g"})
    for name in ("MARTIN", "MARTIN-TEST"):
        add_contact(register, {"kind": "person", "name": name})
    relate(register, 1, {"type": "gp", "contact_id": 1})
    add_practitioner(register, {"name": "Dr Alix ROUSSEL"})
    add_appointment(register, 1, When(f"{MONDAY}T09:00", 20), None, nothing_own)
    set_up_practice(register)
    relate(register, 1, {"type": "insurer", "new": {"kind": "organisation", "name": "MUTUELLE"}})
    for patient_id in (2, 3):
        create_patient(register, a_patient())
        delete_patient(register, patient_id, "ADRUN Zoé", None)
    recover_patients(register, from_ledger(register, [3]))
    for name, born in (("Karl", "02/05/1951"), ("Alix", "17/11/2003")):
        given = ADRUN | {"first_given_name": name, "birth_date": born}
        create_patient(register, a_patient(given))
    undo_command(register, number_of(register, "patient.add"))
    with prepare_document(register, 1, __file__) as file:
        add_document(register, 1, file, Described())
    create_invoice(register, 1, InvoiceAsked(["Consultation=26,50"]), nothing_own)
    set_setting(register, BY_NAME["mail.sender"], "accueil@example.org")
    to = ShareAsked(("inconnu@example.org",), override="essai")
    note_intent(register, prepare_share(register, [1], to, nothing_own), nothing_own)
    header = b"birth_name,first_given_name,birth_date,sex,birth_place\n"
    row = b"PAT-QUATRE,ALIX,1980-05-01,I,63220\n"
    import_patients(register, TableRecords(io.BytesIO(header + row), None, Reading()))


def number_of(register: Register, action: str) -> int:
    """The number of the last command of a kind that nobody took back."""
    return next(
        batch.number
        for batch in last_batches(register, 0)
        if batch.action == action and batch.undone_by is None
    )


@pytest.mark.parametrize(("words", "permission", "options"), CASES)
def test_a_command_is_for_those_who_may_do_it_and_for_nobody_else(
    words: str,
    permission: Permission,
    options: tuple[str, ...],
    copied: Callable[[bool], StoreAddress],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = copied(words != "demo")
    given = [option.format(**places(register_on(store), tmp_path)) for option in options]
    semble = runner(store.location, monkeypatch, capsys)
    done = 0
    for name in in_turn(permission):
        if done and words == "demo":  # into an empty register only
            store = copied(False)
        with acting(store, name, monkeypatch):
            new = str(tmp_path / f"{name}.new")
            here = [option.replace(NEW, new) for option in given]
            done += is_done(semble, store, permission, name, [*words.split(), *here], done)
    assert done == len(ALLOWED[permission])


def test_a_card_is_read_into_the_register_by_those_who_may_change_patients(
    copied: Callable[[bool], StoreAddress],
    plug: Plug,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = copied(True)
    semble = runner(store.location, monkeypatch, capsys)
    plug(card_of("pat-trois"))
    words = [*READ_CARD, "--no-adri", "--no-insi", "--yes", "--sex", "F", "--birth-place", "51215"]
    done = 0
    for name in in_turn(EDIT):
        with acting(store, name, monkeypatch):
            done += is_done(semble, store, EDIT, name, words, done)
    assert done == len(ALLOWED[EDIT])


def test_the_counter_shows_every_role_what_is_known_of_allergies(
    copied: Callable[[bool], StoreAddress],
    plug: Plug,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = copied(True)
    plug(card_of("pat-trois"))
    found = of_card(read_card(None, 5, print).card.person(1))
    edit_allergy(register_on(store), 1, "1", {"reaction": "urticaire"})
    for name in USERS:
        with acting(store, name, monkeypatch):
            if store.database is Database.SQLITE:
                register = register_on(store)
            else:
                register = register_on(as_login(store, name))
            if name in STRANGERS:
                with pytest.raises(Refused):
                    match_patient(register, found.retrieved, found.card.person.nir)
                continue
            match = match_patient(register, found.retrieved, found.card.person.nir)
            assert match.patient is not None
            capsys.readouterr()
            write_counter(show_patient(register, match.patient.id or 0))
            shown = capsys.readouterr().out
            assert "ALLERGY: Pénicilline, unconfirmed" in shown
            assert "ALLERGY: Poils, unconfirmed" in shown
            assert ("urticaire" in shown) == (name in ALLOWED[CARE])


def in_turn(permission: Permission) -> list[str]:
    """Every kind of user, those first who are refused."""
    return sorted(USERS, key=ALLOWED[permission].__contains__)


@contextmanager
def acting(store: StoreAddress, name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Commands on a store by a login."""
    with monkeypatch.context() as patched:
        if store.database is Database.SQLITE:
            patched.setattr(sqlite, "operating_system_login", lambda: name)
            patched.setenv("SEMBLE_STORE", store.location)
        else:
            patched.setenv("SEMBLE_STORE", as_login(store, name).location)
        yield


def is_done(
    semble: Semble,
    store: StoreAddress,
    permission: Permission,
    name: str,
    words: list[str],
    earlier: int,
) -> bool:
    """Run a command, and see to it that it does what it should or is refused; whether it ran."""
    before = events(store)
    said = semble(*words)
    assert "Traceback" not in said.err
    if name in ALLOWED[permission]:
        assert said.code != Refused.exit_code, (name, said.err)
        expected = NOTHING_TO_DO.get(" ".join(words[:2]), NOTHING_TO_DO.get(words[0], 0))
        assert earlier or said.code == expected, (name, said.err)
        return True
    assert said.code == Refused.exit_code, (name, said.err)
    assert said.out == ""
    assert "admin" in said.err
    assert events(store) == before
    return False


def events(store: StoreAddress) -> object:
    """How many events the journal has."""
    with connected(store) as connection:
        return connection.value("SELECT count(*) FROM event")


NEW = "{new}"
"""A file that is not there yet: another one for each user."""


def places(register: Register, directory: Path) -> dict[str, object]:
    """What the options of the matrix name."""
    file, report = directory / "rows.csv", directory / "report.csv"
    file.write_text(
        "birth_name,first_given_name,birth_date,sex,birth_place\n"
        "CORSE,ANTHONY,1980-03-02,M,2A004\n",
        "utf-8",
    )
    report.write_text(
        "id,birth_name,first_given_name,birth_given_names,birth_date,sex,birth_place_code\n"
        "2,ADRUN,Zoé,ZOE,1975-12-31,F,63220\n",
        "utf-8",
    )
    feed = directory / "identity.hl7"
    feed.write_text(distinct(1)[0], "utf-8", newline="")
    secret = directory / "secret"
    secret.touch(0o600)
    secret.write_text("quatre mots et demi")
    cards = directory / "cards.vcf"
    cards.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:ESSAI\nEND:VCARD\n", "utf-8")
    if last_batches(register, 1)[0].action != "patient.import":
        return {}
    kinds = {
        "tag": "tag.add",
        "setting": "config.set",
        "recovery": "patient.recover",
        "import": "patient.import",
    }
    return {
        "file": file,
        "secret": secret,
        "report": report,
        "cards": cards,
        "feed": feed,
        "new": NEW,
        "creation": number_of(register, "patient.add"),
        "undoing": number_of(register, "undo"),
        **{kind: number_of(register, action) for kind, action in kinds.items()},
    }


def test_who_may_not_delete_or_recover_is_told_who_may(
    copied: Callable[[bool], StoreAddress],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = copied(True)
    semble = runner(store.location, monkeypatch, capsys)
    everybody = json.loads(semble("user", "list", "-f", "json").out)
    for key, words in (
        ("may_delete", ("patient", "delete", "1", "--confirm", "PAT-TROIS DOMINIQUE")),
        ("may_recover", ("patient", "recover", "2")),
    ):
        with acting(store, "a clinician", monkeypatch):
            said = semble(*words)
        who = ", ".join(user["login"] for user in everybody if user[key])
        assert said.code == Refused.exit_code
        assert f"who may: {who}. An admin can give you that right" in said.err
        assert "a secretary who may both" in who
        assert "an admin" in who
