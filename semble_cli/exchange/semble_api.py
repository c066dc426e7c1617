"""Patients in the words of Semble's GraphQL API: `Patient` and `CreatePatientDataInput`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.patient.consents.answers import truth_of
from semble_cli.patient.consents.rules import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from semble_cli.patient.record import Patient

_PREFERENCES = {
    "receiveEmail": "receive_email",
    "receiveSMS": "receive_sms",
    "promotionalMarketing": "promotional",
    "paymentReminders": "payment_reminders",
}
_PLAIN = {
    "title": "title",
    "email": "email",
    "dob": "birth_date",
    "socialSecurityNumber": "nir",
    "sex": "sex",
    "city": "city",
    "postcode": "postal_code",
    "country": "country",
    "paymentReference": "payment_reference",
    "occupation": "occupation",
    "membershipName": "membership_name",
    "membershipStartDate": "membership_started_on",
    "comments": "comments",
    "birthNames": "birth_given_names",
}
_PHONES = {"mobile": "Mobile", "home": "Home", "work": "Work", "other": "Other"}
_OURS = {"mobile": "mobile", "home": "home", "work": "work"}

NO_WORD = (
    *("birth_date_fictive", "regime", "birth_rank", "fund", "fund_center"),
    *("amc_name", "amc_number", "member_number", "religion", "preferred_language"),
    *("billing_name", "billing_address", "privacy_policy"),
    *("mssante_patient", "mssante_professionals"),
    *("dmp_consent", "dmp_visible_patient", "dmp_visible_professionals"),
    *SIGNATURES,
    *("occupation", "membership_name", "membership_started_on", "numbers"),
)
"""The fields that people fill in and that a `CreatePatientDataInput` has no word for; a `Patient`
that is read has one for the last four."""

STATES_WITHOUT_WORD = ("deceased_on", "archived_on", "blocked_on")
"""The states of a patient that it has no word for either: who reads it takes all for present."""

_NAMES = frozenset({"birthSurname", "lastName", "last", "firstName", "first"})
_OTHERS = frozenset({"birthSurname", "birthName", "dob", "placeOfBirth", "socialSecurityNumber"})


def is_of_semble(data: Iterable[str]) -> bool:
    """Whether a document with these keys is such a patient: others have such names too, but not
    the words beside them."""
    keys = set(data)
    return not _NAMES.isdisjoint(keys) and not _OTHERS.isdisjoint(keys)


def input_of(patient: Patient) -> dict[str, Any]:
    """The `CreatePatientDataInput` of a patient; keys without a value are left out."""
    data: dict[str, Any] = {
        "title": patient.title,
        "first": patient.used_given_name or patient.first_given_name,
        "last": patient.used_name or patient.birth_name,
        "birthSurname": patient.birth_name,
        "birthName": patient.first_given_name,
        "birthNames": patient.birth_given_names,
        "email": patient.email,
        "dob": patient.birth_date.isoformat(),
        "placeOfBirth": {"name": patient.birth_place, "code": patient.birth_place_code},
        "socialSecurityNumber": patient.nir,
        "sex": patient.sex.value,
        "address": (patient.address_lines or "").replace("\n", ", "),
        "city": patient.city,
        "postcode": patient.postal_code,
        "country": patient.country,
        "paymentReference": patient.payment_reference,
        "comments": patient.comments,
        "labels": [{"text": tag} for tag in patient.tags],
        "communicationPreferences": {
            theirs: truth_of(ours, getattr(patient, ours)) for theirs, ours in _PREFERENCES.items()
        },
    }
    if patient.phones:
        data["phoneType"] = _PHONES[patient.phones[0].type]
        data["phoneNumber"] = patient.phones[0].number
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def fields_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The flat fields of a `Patient` or a `CreatePatientDataInput`.

    Raises:
        InvalidInput: it is not built like one.
    """
    try:
        return {name: value for name, value in _fields(data) if value not in (None, "", [])}
    except (AttributeError, TypeError, KeyError):
        raise InvalidInput("file", "it is not built like a patient of Semble.") from None


def _fields(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    last, first = (
        data.get("lastName") or data.get("last"),
        data.get("firstName") or data.get("first"),
    )
    birth_name, given = data.get("birthSurname") or last, data.get("birthName") or first
    yield "birth_name", birth_name
    yield "first_given_name", given
    yield "used_name", last if last != birth_name else None
    yield "used_given_name", first if first != given else None
    for theirs, ours in _PLAIN.items():
        yield ours, data.get(theirs)
    place = data.get("placeOfBirth") or {}
    yield "birth_place_code", place.get("code")
    yield "birth_place", None if place.get("code") else place.get("name")
    address = data.get("address")
    if isinstance(address, str):
        yield "address_lines", address.replace(", ", "\n")
    elif address:
        yield "address_lines", address.get("address")
        yield "city", address.get("city")
        yield "postal_code", address.get("postcode")
        yield "country", address.get("country")
    yield "phones", list(_phones(data))
    yield (
        "numbers",
        [
            {"name": number["name"], "value": number["value"]}
            for number in data.get("numbers") or ()
        ],
    )
    yield "tags", [label["text"] for label in data.get("labels") or ()]
    for theirs, ours in _PREFERENCES.items():
        yield ours, (data.get("communicationPreferences") or {}).get(theirs)


def _phones(data: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    phones = [(each.get("phoneType"), each["phoneNumber"]) for each in data.get("phones") or ()]
    if data.get("phoneNumber"):
        phones.append((data.get("phoneType"), data["phoneNumber"]))
    for kind, number in phones:
        yield {"type": _OURS.get(str(kind).lower(), "other"), "number": number}
