"""The related accounts of the patients of Semble's API, read as relations of ours.

Each becomes a RelatedPerson as `exchange.around.relations` reads it. Contacts have no number
there: they are found again by kind and name.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import coded, extensions, own, reference, without_nothing
from semble_cli.exchange.around.relations import TYPE
from semble_cli.exchange.full_names import full_name
from semble_cli.exchange.record import Record
from semble_cli.exchange.semble.phones import PHONE_TYPES
from semble_cli.identity.internet.emails import is_mssante
from semble_cli.patient.around.contact import ContactKind
from semble_cli.patient.around.relation import RelationType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from semble_cli.exchange.around.parts import Resource

_ACCOUNTS = "relatedAccounts"
_OF_A_CONTACT = (
    *("firstName", "lastName", "title", "companyName", "phones", "email", "address", "city"),
    *("postcode", "country"),
)
"""What is told of a contact alone: of another patient, the number and the name."""


def with_related_accounts(records: Iterable[Record]) -> Iterator[Record]:
    """The documents of a file, the related accounts of each patient behind the patient."""
    for record in records:
        yield record
        if record.problem is None and "resourceType" not in record.raw:
            for resource in relations_of(record.raw):
                yield Record(record.number, resource)


def are_left_out(data: Mapping[str, Any]) -> bool:
    """Whether a related account of a patient is not taken: what somebody without an id has, and
    what is not built like one."""
    accounts = data.get(_ACCOUNTS)
    return bool(accounts) and not (
        isinstance(accounts, list) and len(list(relations_of(data))) == len(accounts)
    )


def relations_of(data: Mapping[str, Any]) -> Iterator[Resource]:
    """What the related accounts of a patient are, each as a RelatedPerson of ours."""
    whose, accounts = data.get("id"), data.get(_ACCOUNTS)
    for account in accounts if whose and isinstance(accounts, list) else ():
        with suppress(AttributeError, KeyError, TypeError, ValueError):
            yield _relation(str(whose), account)


def _relation(whose: str, account: Mapping[str, Any]) -> Resource:
    details = account["contactDetails"]
    is_of_a_contact = any(details.get(name) for name in _OF_A_CONTACT)
    to_patient = None if is_of_a_contact else details.get("relatedAccountId")
    kind = RelationType(str(account["relationshipType"]).lower())
    resource = {
        "resourceType": TYPE,
        "active": not account.get("deleted"),
        "patient": reference(whose),
        "relationship": [coded(own("relation-type"), kind.value, account.get("relationshipLabel"))],
        "extension": extensions(
            related_patient__Reference=reference(to_patient) if to_patient else None,
            policy_number__String=details.get("policyNumber"),
            authorization_code__String=details.get("authorizationCode"),
            notes__String=details.get("notes"),
        ),
        "name": [{"text": details.get("name")}],
    }
    if to_patient or account.get("deleted"):
        return without_nothing(resource) | {"active": resource["active"]}
    told = _contact(details)
    told["extension"] = resource["extension"] + told["extension"]
    return without_nothing(resource | told)


def _contact(details: Mapping[str, Any]) -> Resource:
    """The elements that tell of a contact.

    Raises:
        ValueError: it has no name.
    """
    family, given = details.get("lastName"), details.get("firstName")
    company = details.get("companyName")
    if not family and not company:
        family, _, given = full_name(details["name"])
    is_person = bool(family)
    if not is_person and not company:
        raise ValueError
    person = {"family": family, "given": [given], "prefix": [details.get("title")]}
    address = {
        "line": (details.get("address") or "").splitlines(),
        "city": details.get("city"),
        "postalCode": details.get("postcode"),
        "country": details.get("country"),
    }
    return {
        "extension": extensions(
            contact_kind__Code=(
                ContactKind.PERSON if is_person else ContactKind.ORGANISATION
            ).value,
            contact_company__String=company if is_person else None,
        ),
        "name": [_full(person) if is_person else {"text": company}],
        "telecom": list(_telecom(details)),
        "address": [without_nothing(address)] if any(address.values()) else [],
    }


def _full(person: Mapping[str, Any]) -> Resource:
    """A name without the parts that it has not."""
    return {name: value for name, value in person.items() if value not in (None, "", [None], [""])}


def _telecom(details: Mapping[str, Any]) -> Iterator[Resource]:
    ours = {theirs: kind for kind, theirs in PHONE_TYPES.items()}
    for phone in details.get("phones") or ():
        kind = ours.get(str(phone.get("phoneType")).capitalize(), "other")
        use = {"extension": extensions(phone_type__Code=kind)} if kind == "other" else {"use": kind}
        yield {"system": "phone", "value": phone["phoneNumber"]} | use
    if email := details.get("email"):
        secure = {"extension": extensions(mssante__Boolean=True)} if is_mssante(email) else {}
        yield {"system": "email", "value": email} | secure
