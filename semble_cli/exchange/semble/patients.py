"""Patients in the words of Semble's GraphQL API (docs.semble.io), written and read.

One object has all of them: those of a `CreatePatientDataInput`, which makes the patient anew there
(`INPUT_WORDS`), `ins` as an `INSInput`, and those that a `Patient` has beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.entries.statuses import status_not_taken
from semble_cli.exchange.semble.phones import phones_told
from semble_cli.identity.status import IdentityFlag, IdentitySource, IdentityStatus
from semble_cli.patient.consents.answers import truth_of
from semble_cli.patient.consents.rules import SIGNATURES
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.record import ArchiveReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from semble_cli.patient.record import Patient

INPUT_WORDS = (
    *("title", "first", "last", "birthSurname", "birthName", "birthNames", "email", "dob"),
    *("placeOfBirth", "socialSecurityNumber", "sex", "address", "city", "postcode", "country"),
    *("phoneType", "phoneNumber", "paymentReference", "communicationPreferences", "labels"),
    "comments",
)
"""The words of a `CreatePatientDataInput` that a patient here has something for: it has `gender`
and `customAttributes` beside, for which there is nothing here."""

_PREFERENCES = {
    "receiveEmail": "receive_email",
    "receiveSMS": "receive_sms",
    "promotionalMarketing": "promotional",
    "paymentReminders": "payment_reminders",
}
_POLICY = "privacyPolicy"
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
_OURS = {"mobile": "mobile", "home": "home", "work": "work"}
_STATUSES = {
    IdentityStatus.PROVISIONAL: "PROVISIONAL",
    IdentityStatus.RETRIEVED: "RETRIEVED",
    IdentityStatus.VALIDATED: "VALIDATED",
    IdentityStatus.QUALIFIED: "QUALIFIED",
}
_ALERTS = {IdentityFlag.DOUBTFUL: "SUSPICIOUS", IdentityFlag.FICTITIOUS: "FICTITIOUS"}
_NO_ALERT = "NONE"
_REASONS = {
    ArchiveReason.INACTIVE: "INACTIVE_PATIENT",
    ArchiveReason.DISCHARGED: "DISCHARGED_PATIENT",
    ArchiveReason.DECEASED: "DECEASED_PATIENT",
    ArchiveReason.MOVED_AWAY: "MOVED_AWAY_OR_TRANSFER_OF_CARE",
    ArchiveReason.LAPSED_MEMBERSHIP: "LAPSED_MEMBERSHIP",
    ArchiveReason.PATIENT_REQUEST: "PATIENT_REQUEST",
    ArchiveReason.OTHER: "OTHER",
}

NO_WORD = (
    *("birth_date_fictive", "regime", "birth_rank", "fund", "fund_center"),
    *("amc_name", "amc_number", "member_number", "religion", "preferred_language"),
    *("billing_name", "billing_address"),
    *("mssante_patient", "mssante_professionals"),
    *("dmp_consent", "dmp_visible_patient", "dmp_visible_professionals"),
    *SIGNATURES,
)
"""The fields that people fill in and that Semble has no word for. Its consents are yes or no: a
refusal reads as one that was not asked."""

STATES_WITHOUT_WORD = ("deceased_on",)
"""The states of a patient that it has no word for: who reads it takes all for present. A block has
one, but neither its day nor its reason."""

_NAMES = frozenset({"birthSurname", "lastName", "last", "firstName", "first"})
_OTHERS = frozenset({"birthSurname", "birthName", "dob", "placeOfBirth", "socialSecurityNumber"})
_NOT_READ = (
    *("customAttributes", "bookings", "invoices", "letters", "labs"),
    *("prescriptions", "consultations", "records", "patientDocuments", "accessGroups"),
)
"""What a `Patient` has for which there is nothing in a record here."""

_ACCOUNTS = "relatedAccounts"


def is_of_semble(data: Iterable[str]) -> bool:
    """Whether a document with these keys is such a patient: others have such names too, but not
    the words beside them."""
    keys = set(data)
    return not _NAMES.isdisjoint(keys) and not _OTHERS.isdisjoint(keys)


def input_of(patient: Patient) -> dict[str, Any]:
    """A patient in all the words that Semble has; keys without a value are left out."""
    first = patient.used_given_name or patient.first_given_name
    last = patient.used_name or patient.birth_name
    data: dict[str, Any] = {
        "title": patient.title,
        "first": first,
        "last": last,
        "birthSurname": patient.birth_name,
        "birthName": patient.first_given_name,
        "birthNames": patient.birth_given_names,
        "email": patient.email,
        "dob": patient.birth_date.isoformat(),
        "placeOfBirth": {"name": patient.birth_place, "code": patient.birth_place_code},
        "socialSecurityNumber": patient.nir,
        "sex": patient.sex.value,
        "address": patient.address_lines,
        "city": patient.city,
        "postcode": patient.postal_code,
        "country": patient.country,
        "paymentReference": patient.payment_reference,
        "comments": patient.comments,
        "labels": [{"text": tag} for tag in patient.tags],
        "communicationPreferences": {
            theirs: truth_of(ours, getattr(patient, ours)) for theirs, ours in _PREFERENCES.items()
        }
        | {_POLICY: patient.privacy_policy.value},
    }
    phones = phones_told(patient.phones)
    data |= phones[0] if phones else {}
    data |= {"firstName": first, "lastName": last, "fullName": patient.full_name, "phones": phones}
    data |= dict(_beside(patient))
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def _beside(patient: Patient) -> Iterator[tuple[str, Any]]:
    """The words of a `Patient` that no `CreatePatientDataInput` has."""
    yield "id", None if patient.id is None else str(patient.id)
    yield "occupation", patient.occupation
    yield "membershipName", patient.membership_name
    yield "membershipStartDate", plain_value(patient.membership_started_on)
    yield "numbers", [{"name": each.name, "value": each.value} for each in patient.numbers]
    yield "ins", _ins(patient)
    yield "onHold", patient.blocked_on is not None
    yield "archived", patient.archived_on is not None
    if patient.archived_on:
        reason = patient.archive_reason and _REASONS[patient.archive_reason]
        at = f"{patient.archived_on.isoformat()}T00:00:00Z"
        yield "archivedInfo", {"archivedAt": at} | ({"archivedReason": reason} if reason else {})
    yield "createdAt", plain_value(patient.created_at)
    yield "updatedAt", plain_value(patient.updated_at)


def _ins(patient: Patient) -> dict[str, Any]:
    """The `INS` of a patient: number and OID of a qualified identity only."""
    standing = patient.standing
    alert = next((word for flag, word in _ALERTS.items() if flag in standing.flags), _NO_ALERT)
    ins: dict[str, Any] = {"status": _STATUSES[standing.status], "identityAlertStatus": alert}
    if IdentityFlag.HOMONYM in standing.flags:
        ins["identityAlertComment"] = "homonyme"
    if patient.identity_document:
        ins["identityDocument"] = patient.identity_document
    ins["manualIdentification"] = patient.identity_source is IdentitySource.MANUAL
    if patient.ins_matricule and standing.may_show_ins:
        ins |= {"number": patient.ins_matricule, "oid": patient.ins_oid}
    return ins


def fields_of(data: Mapping[str, Any], today: date | None = None) -> dict[str, Any]:
    """The flat fields of a `Patient` or a `CreatePatientDataInput`. A block of which the file does
    not tell the day is one from *today* on.

    Raises:
        InvalidInput: it is not built like one.
    """
    try:
        return {name: value for name, value in _fields(data, today) if value not in (None, "", [])}
    except (AttributeError, TypeError, KeyError, ValueError):
        raise InvalidInput("file", "it is not built like a patient of Semble.") from None


def left_out(data: Mapping[str, Any]) -> list[Sentence]:
    """What of a patient that `fields_of` takes has no field, or is not taken as it stands."""
    ins: Any = data.get("ins")
    ins = ins if isinstance(ins, dict) else {}
    said = []
    if ins.get("number"):
        said.append(Sentence("a matricule INS was not taken: only INSi gives one."))
    status = str(ins.get("status") or "")
    if status and status != _STATUSES[IdentityStatus.PROVISIONAL]:
        said.append(status_not_taken(status))
    if data.get("onHold"):
        said.append(Sentence("blocked in the file, which tells no day: blocked from today on."))
    untaken = [name for name in _NOT_READ if data.get(name)]
    if data.get(_ACCOUNTS):
        from semble_cli.exchange.semble.related_accounts import are_left_out  # few files have any

        untaken += [_ACCOUNTS] if are_left_out(data) else []
    said += [
        Sentence("there is no field for the key {name}: not taken.", name=name) for name in untaken
    ]
    return said


def _fields(data: Mapping[str, Any], today: date | None) -> Iterator[tuple[str, Any]]:
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
        yield "address_lines", address
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
    preferences = data.get("communicationPreferences") or {}
    for theirs, ours in _PREFERENCES.items():
        yield ours, preferences.get(theirs)
    yield "privacy_policy", _policy(preferences.get(_POLICY))
    yield from _states(data, today)


def _phones(data: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The phones; that of the input stands among the others where there are any."""
    phones = [(each.get("phoneType"), each["phoneNumber"]) for each in data.get("phones") or ()]
    number = data.get("phoneNumber")
    if number and number not in [known for _, known in phones]:
        phones.append((data.get("phoneType"), number))
    for kind, each in phones:
        yield {"type": _OURS.get(str(kind).lower(), "other"), "number": each}


def _policy(given: Any) -> Any:
    """The answer to the privacy policy; where it is a truth, a bare no refuses nothing."""
    if isinstance(given, bool):
        return "accepted" if given else None
    return given


def _states(data: Mapping[str, Any], today: date | None) -> Iterator[tuple[str, Any]]:
    """The flags of the identity, an archive and a block."""
    alert = str((data.get("ins") or {}).get("identityAlertStatus") or _NO_ALERT)
    flags = [flag.value for flag, word in _ALERTS.items() if word == alert]
    if (data.get("ins") or {}).get("identityAlertComment") == "homonyme":
        flags.append(IdentityFlag.HOMONYM.value)
    yield "identity_flags", flags
    info = data.get("archivedInfo") or {}
    if data.get("archived"):
        reasons = {word: reason.value for reason, word in _REASONS.items()}
        day = str(info.get("archivedAt") or "")[:10]
        yield "archived_on", day or (today and today.isoformat())
        yield "archive_reason", reasons.get(str(info.get("archivedReason") or ""))
    if data.get("onHold") and today:
        yield "blocked_on", today.isoformat()
