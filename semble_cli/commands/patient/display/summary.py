"""A patient as people read one: a panel of what must not be missed, then the record by subject."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.display.allergies import allergy_alerts, state_lines
from semble_cli.commands.patient.display.around import around_subjects
from semble_cli.commands.patient.display.consents import summed_up
from semble_cli.commands.patient.display.insurance_lines import coverage_lines, rights_line
from semble_cli.commands.patient.display.relations import is_over, relation_line
from semble_cli.commands.ui.labels import status_name
from semble_cli.commands.ui.language import field_label, tr, tr_about
from semble_cli.commands.ui.tables import (
    console,
    shown,
    shown_day,
    shown_typed_phone,
    text,
    write_subjects,
)
from semble_cli.commands.ui.times.ages import shown_age
from semble_cli.identity.place_doubts import recorded_label
from semble_cli.identity.status import DOCUMENT_NAMES, CheckingDocument, IdentityStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from rich.console import Console
    from rich.text import Text

    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.show import Shown


_SYMBOLS = {
    IdentityStatus.PROVISIONAL: ("○", "yellow"),
    IdentityStatus.RETRIEVED: ("◐", "cyan"),
    IdentityStatus.VALIDATED: ("◑", "cyan"),
    IdentityStatus.QUALIFIED: ("●", "green"),
}


_MORE = ("occupation", "preferred_language", "religion", "numbers")
"""The fields of the line *More*."""

NOT_SHOWN = (
    "first_given_name",  # the given names begin with it
    *("created_at", "updated_at", "version", "merged_into"),
    *("identity_retrieved", "ins_oid", "former_ins", "birth_date_as_insured"),
)
"""The fields that the summary leaves to the whole document."""


def shown_status(code: str) -> Text:
    """A status with its symbol: filled as far as the identity is proved."""
    symbol, style = _SYMBOLS[IdentityStatus(code)]
    return text(f"{symbol} {status_name(code)}", style)


def write_summary(found: Shown, *, reveal: bool = False, on: Console | None = None) -> None:
    """Write a patient on the terminal, or *on* that of messages; the NIRs that stand in texts are
    masked unless *reveal*."""
    from rich.console import Group
    from rich.panel import Panel

    alerts = list(alerts_of(found.document))
    (on or console()).print(
        Panel(
            Group(
                text(headline(found), "bold"),
                *(alerts or [text(tr("no alert"), "dim")]),
                *state_lines(found.document),
            ),
            title=text(found.patient.id or "", "bold"),
            title_align="left",
            border_style="red" if alerts else "dim",
        )
    )
    subjects = _subjects(found, partial(text, reveal=reveal))
    write_subjects(((text(subject, "bold"), line) for subject, line in subjects), on)


def alerts_of(document: dict[str, Any]) -> Iterator[Text]:
    """What must not be missed about a patient, a line each."""
    sex = document["sex"]
    if document["deceased_on"]:
        day = shown_day(document["deceased_on"])
        yield text(tr_about("✝ DECEASED on {day}", sex, day=day), "bold red")
    if document["blocked"]:
        reason = document["blocked"]["reason"] or tr("no reason noted")
        blocked = tr_about(
            "⛔ BLOCKED: no appointment at the practice. {reason}", sex, reason=reason
        )
        yield text(blocked, "bold red")
    yield from allergy_alerts(document.get("allergies", ()))
    if "doubtful" in document["identity_flags"]:
        yield text(tr("⚠ DOUBTFUL identity: check it before anything else"), "bold yellow")
    if "fictitious" in document["identity_flags"]:
        yield text(tr("⚠ FICTITIOUS identity"), "bold yellow")
    if "homonym" in document["identity_flags"]:
        yield text(tr("⚠ HOMONYM: another patient bears this name"), "yellow")
    if document["archived"]:
        day = shown_day(document["archived"]["on"])
        archived_for = document["archived"]["reason"]
        archived = tr_about("▤ ARCHIVED on {day}", sex, day=day)
        reason = archived_for and shown("archive_reason", archived_for, sex=sex)
        yield text(f"{archived} · {reason}" if reason else archived, "yellow")


def headline(found: Shown) -> str:
    """Who a patient is, on one line."""
    return identity_line(found.patient, found.today)


def person_line(patient: Patient, today: date) -> str:
    """Who a patient is and how to reach them, on one line, as it was understood."""
    phones = (shown_typed_phone(phone._asdict()) for phone in patient.phones)
    return " · ".join((identity_line(patient, today), *phones))


def identity_line(patient: Patient, today: date) -> str:
    """The names, the sex, the birth date with the age, and the birth place."""
    born = shown_day(patient.birth_date.isoformat())
    today = patient.deceased_on or today
    fictive = " " + tr("(date completed by rule)") if patient.birth_date_fictive else ""
    return tr_about(
        "{name} – {sex}, born {born}{fictive} ({age}) in {place}",
        patient.sex,
        name=_joined(patient.title, patient.full_name),
        sex=patient.sex.value,
        born=born,
        fictive=fictive,
        age=shown_age(patient.birth_date, today),
        place=recorded_label(patient.birth_place_code, patient.birth_place),
    )


def _subjects(found: Shown, told: Callable[[str], Text]) -> Iterator[tuple[str, Text]]:
    document = found.document
    status = shown_status(document["identity_status"])
    yield tr("Identity"), status.append_text(told(f" · {' · '.join(sources_of(found.patient))}"))
    yield tr("Birth names"), told(_joined(document["birth_name"], document["birth_given_names"]))
    used = _joined(document["used_name"], document["used_given_name"])
    if used:
        yield tr("Used names"), told(used)
    coverage = [told(f"NIR {document['nir']}")] if document["nir"] else []
    if document["ins"]:
        coverage.insert(0, text(f"INS {document['ins']['matricule']}", reveal=True))
    coverage += map(told, _labelled(document["coverage"]))
    if coverage:
        yield tr("Coverage"), text(" · ").join(coverage)
    covered = "".join(f" · {line}" for line in coverage_lines(found))
    yield tr("Rights"), rights_line(document["rights"]).append_text(told(covered))
    phones = map(shown_typed_phone, document["phones"])
    address = document["address"]
    place = _joined(address["postal_code"], address["city"], address["country"])
    contact = [*phones, document["email"], ", ".join([*address["lines"], place]).strip(", ")]
    if any(contact):
        yield tr("Contact"), told(" · ".join(part for part in contact if part))
    policy = tr(
        "privacy policy {answer}", answer=shown("privacy_policy", document["privacy_policy"])
    )
    yield tr("Consents"), told(" · ".join((policy, *summed_up(document))))
    current = [each for each in document["relations"] if not is_over(each, found.today)]
    if current:
        lines = (relation_line(each, document["sex"]) for each in current)
        yield tr("Relations"), told(" · ".join(lines))
    for subject, said in around_subjects(document):
        yield subject, told(said)
    if document["tags"]:
        yield tr("Tags"), told(", ".join(document["tags"]))
    more = _labelled({name: document[name] for name in _MORE})
    if more:
        yield tr("More"), told(" · ".join(more))
    billing = _labelled(document["billing"])
    if billing:
        yield tr("Billing"), told(" · ".join(billing))
    if document["comments"]:
        yield tr("Comments"), told(document["comments"])


def sources_of(patient: Patient) -> Iterator[str]:
    """Where the identity is from, and what proves it."""
    yield shown("identity_source", patient.identity_source.value)
    if patient.standing.may_hold_ins:
        yield tr("certified by INSi")
    if patient.identity_checked and patient.identity_document:
        document = DOCUMENT_NAMES[CheckingDocument(patient.identity_document)]
        day = patient.identity_checked_on
        yield tr(
            "checked against: {document}, {day}",
            document=document,
            day=shown_day(day.isoformat()) if day else "–",
        )


def named_values(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Those of some fields that are known, each by its name."""
    for name, value in values.items():
        if value not in (None, [], ""):
            yield field_label(name), shown(name, value)


def _labelled(values: Mapping[str, Any]) -> list[str]:
    return [f"{name} {value}" for name, value in named_values(values)]


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
