"""Between whom an invoice is: the practice, by its settings, and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import InvalidSetting, Refused
from semble_cli.patient.around.kinds import CONTACT
from semble_cli.patient.around.relation import RelationType
from semble_cli.patient.billing.invoice import Buyer, Seller
from semble_cli.services.practice.settings import value_within
from semble_cli.services.record.relation_called import relations_called, the_only_one
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.around.contact import Contact
    from semble_cli.patient.around.relation import Relation
    from semble_cli.patient.record import Patient
    from semble_cli.services.agenda.rules import Own
    from semble_cli.store.database.connection import Connection

EXEMPTION = "invoices.exemption"
_PAYING = (RelationType.INSURER, RelationType.PAYER)


def seller_of(connection: Connection, own: Own, *, is_exempt: bool) -> tuple[Seller, str | None]:
    """The practice as an invoice names it, and why no VAT is due, where none is.

    Raises:
        InvalidSetting: something that an invoice must bear is not set. BadUsage: what is set is
            none of its kind.
    """
    names = ("practice.name", "practice.address", "practice.siret", "practice.rpps")
    needed = (*names, EXEMPTION if is_exempt else "practice.vat_number")
    told = {name: value_within(connection, name, own(name)) for name in needed}
    missing = [name for name, value in told.items() if not value]
    if missing:
        raise InvalidSetting(
            "An invoice bears what is not set yet: {missing}. Nothing is issued. Set each with"
            " semble config set NAME VALUE.",
            missing=", ".join(missing),
        )
    name, address, siret, rpps, last = (told[each] or "" for each in needed)
    return Seller(name, address, siret, rpps, None if is_exempt else last), (
        last if is_exempt else None
    )


def patient_as_buyer(patient: Patient) -> Buyer:
    """The patient as who pays: under the name and the address that are noted for invoices."""
    return Buyer(
        "patient",
        patient.id or 0,
        patient.billing_name or patient.full_name,
        patient.billing_address or _address_of(patient),
        reference=patient.payment_reference,
    )


def payer_meant(connection: Connection, patient: Patient, meant: str, today: date) -> Buyer:
    """Who pays in place of a patient: an insurer, or a relation that pays, by the number of the
    relation or the beginnings of the name.

    Raises:
        NoSuchRecord: the patient has no such relation. Refused: several are called so; or it
            neither insures nor pays, not today, or is gone.
    """
    relation = _relation_meant(connection, patient, meant)
    whose = {"id": relation.id, "patient": patient.id}
    if relation.gone_name is not None:
        raise Refused("Whom relation {id} was to is deleted. Nothing is issued.", **whose)
    if relation.type not in _PAYING and not relation.is_payer:
        raise Refused(
            "Relation {id} neither insures nor pays: invoices in the patient's name go to insurers"
            " and relations that pay alone. If it pays: semble patient relation edit {patient} {id}"
            " --payer.",
            **whose,
        )
    if relation.starts_on is not None and relation.starts_on > today:
        raise Refused("Relation {id} begins on a day to come. Nothing is issued.", **whose)
    if relation.ends_on is not None and relation.ends_on < today:
        raise Refused(
            "Relation {id} ended on {day}: it pays no more. Nothing is issued.",
            day=relation.ends_on,
            **whose,
        )
    buyer = _other_as_buyer(connection, relation)
    return buyer._replace(
        policy_number=relation.policy_number, authorization_code=relation.authorization_code
    )


def _relation_meant(connection: Connection, patient: Patient, meant: str) -> Relation:
    found = relations_called(connection, patient.id or 0, meant)
    if len(found) > 1:
        found = [each for each in found if each.is_payer or each.type in _PAYING] or found
    return the_only_one(found, patient.id or 0)


def _other_as_buyer(connection: Connection, relation: Relation) -> Buyer:
    if relation.other_patient_id is not None:
        other = patients.get(connection, relation.other_patient_id)
        return patient_as_buyer(other)._replace(reference=None)
    contact: Contact = rows.get(connection, CONTACT, relation.contact_id or 0)
    siren = contact.siren or (contact.siret or "")[:9] or None
    return Buyer("contact", contact.id or 0, contact.full_name, _address_of(contact), siren)


def _address_of(whose: Patient | Contact) -> str | None:
    """An address as it stands on a letter."""
    town = " ".join(filter(None, (whose.postal_code, whose.city)))
    return "\n".join(filter(None, (whose.address_lines, town, whose.country))) or None
