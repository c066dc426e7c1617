"""A register with every kind of command behind it, and what its check says."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services import stores, users
from semble_cli.services.access import Role
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.run import import_patients
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import block_patient, edit_fields, tag_patients
from semble_cli.services.patients.recover import from_ledger, purge, recover_patients
from semble_cli.services.patients.show import reveal_patient
from semble_cli.services.patients.tags import add_tag, change_tag, delete_tag
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.undo import undo_command
from semble_cli.settings.table import BY_NAME
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import connected
from tests.conftest import ADRUN, a_patient, register_on
from tests.full_patient import FULL

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress

HEADER = "birth_name,first_given_name,birth_date,sex,birth_place_code,city,tags\n"
ROWS = (
    "CORSE,Anthony,02/03/1980,M,2A004,Ajaccio,ALD\n",
    "NESSI,Michelangelo,07/08/2010,M,63220,,\n",
    "DURAND,Alix Marie,01/02/1990,F,63220,,\n",
)

PARTI = ADRUN | {"birth_name": "PARTI", "first_given_name": "Max", "birth_date": "01/02/1950"}
REVENU = ADRUN | {"birth_name": "REVENU", "first_given_name": "Luc", "birth_date": "05/06/1960"}
ANCIEN = ADRUN | {"birth_name": "ANCIEN", "first_given_name": "Ève", "birth_date": "07/08/1930"}

PRESENT, BLOCKED, GONE, RECOVERED = 1, 2, 3, 4
"""The full patient, one who was edited and blocked, one in the ledger, one who came back."""
FIRST_IMPORTED, LAST_IMPORTED = 6, 8
"""Those of the import that stands; the last one was edited."""


def load(register: Register, *rows: str) -> int:
    """Import some rows; the number of the command."""
    source = TableRecords(
        io.BytesIO((HEADER + "".join(rows)).encode()), None, Reading(date_form="DD/MM/YYYY")
    )
    report = import_patients(register, source, Policy(OnDuplicate.CREATE, create_tags=True))
    return report.batch or 0


def practice(store: StoreAddress) -> Register:
    """Fill an empty register: nobody purged it yet."""
    register = register_on(store)
    add_tag(register, "ALD", "#112233")
    add_tag(register, "Suivi", None)
    create_patient(register, FULL._replace(tags=("ALD", "Suivi")))
    create_patient(register, a_patient(ADRUN))
    delete(register, create_patient(register, a_patient(PARTI, comments="Rien.")))
    back = create_patient(register, a_patient(REVENU, phones=FULL.phones))
    delete(register, back)
    recover_patients(register, from_ledger(register, [back.id or 0]), [back.id or 0])
    edit_fields(register, BLOCKED, {"city": "Lyon", "used_name": "de la Tour", "tags": "suivi"})
    block_patient(register, BLOCKED, "impayés")
    undo_command(register, load(register, ROWS[0]))
    load(register, *ROWS)
    edit_fields(register, LAST_IMPORTED, {"email": "alix.durand@example.org"})
    tag_patients(register, [LAST_IMPORTED], ["ALD"])
    change_tag(register, "ALD", "Zèle", "#445566")
    change_tag(register, "Suivi", "Suivi annuel", None)
    delete_tag(register, "Suivi annuel")
    reveal_patient(register, FIRST_IMPORTED)
    if store.database is Database.SQLITE:  # Postgres wants logins of its own
        users.add(register, "martine", Role.READER)
        users.set_role(register, "martine", Role.SECRETARY)
    for size in ("62x100", "89x36"):
        set_setting(register, BY_NAME["labels.size"], size)
    return register


def delete(register: Register, patient: Patient) -> None:
    delete_patient(register, patient.id or 0, patient.full_name, "saisi deux fois")


def purged_once(register: Register) -> None:
    """Delete somebody long ago, and purge the ledger of that."""
    long_ago = register_on(register.store, datetime(2005, 1, 1, tzinfo=UTC))
    delete(long_ago, create_patient(long_ago, a_patient(ANCIEN)))
    assert purge(register, datetime(2010, 1, 1, tzinfo=UTC)) == 1


def said_of(register: Register) -> list[str]:
    """What the check says."""
    return list(map(str, stores.check(register)))


def run(register: Register, *statements: str) -> None:
    """Change the store by hand."""
    guarded = ("event", "former_patient") if register.store.database is Database.POSTGRES else ()
    with connected(register.store) as connection, connection.writing():
        for table in guarded:  # as the owner of the tables can
            connection.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for sql in statements:
            connection.run(sql)
        for table in guarded:
            connection.run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
