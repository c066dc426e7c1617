"""Who a patient is and how they are reached, insured and asked, as pages tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.display.consents import answer_of
from semble_cli.commands.patient.display.insurance_lines import coverage_lines, rights_line
from semble_cli.commands.patient.display.relations import is_over, relation_row
from semble_cli.commands.patient.display.summary import named_values, sources_of
from semble_cli.commands.ui.labels import status_name
from semble_cli.commands.ui.language import field_label, in_agreement, tr
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.tables import shown, shown_day, shown_typed_phone
from semble_cli.identity.ins import parse_ins
from semble_cli.patient.consents.answers import NOT_ASKED
from semble_cli.patient.consents.rules import VISIBILITIES
from semble_cli.patient.pages.parts import (
    FreeText,
    Heading,
    PageColumn,
    Pair,
    Pairs,
    Row,
    Table,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from semble_cli.patient.pages.parts import Part
    from semble_cli.services.patients.show import Shown

    Document = Mapping[str, Any]

_NAMES = ("birth_name", "birth_given_names", "used_name", "used_given_name")
_PERSONAL = ("occupation", "religion", "numbers", "tags")
_KEPT = ("created_at", "updated_at")


def ins_line(document: Document) -> str:
    """The matricule INS with its nature, as documents have to give it (Référentiel INS, EXI 25);
    nothing for an identity that is not qualified."""
    if not document["ins"]:
        return ""
    ins = parse_ins(document["ins"]["matricule"], document["ins"]["oid"])
    return f"INS {ins.matricule} [{ins.nature}]"


def identity(found: Shown) -> Iterator[Part]:
    """The traits, the status and what proves it."""
    document = found.document
    status = " · ".join((status_name(document["identity_status"]), *sources_of(found.patient)))
    pairs = [Pair(label("identity_status"), status)]
    if ins := ins_line(document):
        pairs.append(Pair(_capital(tr("INS matricule")), ins.removeprefix("INS "), Tone.STRONG))
    pairs += fields({name: document[name] for name in _NAMES})
    if document["blocked"]:
        blocked = in_agreement(label("blocked_on"), document["sex"])
        pairs.append(Pair(blocked, shown_day(document["blocked"]["on"])))
    yield Heading(tr("Identity"))
    yield Pairs(tuple(pairs))


def coverage(found: Shown, *, whole: bool = False) -> Iterator[Part]:
    """The insurance and the rights; of the *whole* record with every period that is known."""
    document = found.document
    pairs = [Pair(tr("Rights"), rights_line(document["rights"]).plain)]
    covered = discreet(coverage_lines(found))
    if covered and found.patient.rights:  # else they only say again what stands below
        pairs.append(Pair(tr("Covered by"), "\n".join(covered)))
    pairs += fields({"nir": document["nir"], **document["coverage"]})
    if whole:
        insured = discreet(found.patient.birth_date_as_insured)
        pairs += fields({"birth_date_as_insured": insured})
        if periods := document["rights"]["periods"]:
            pairs.append(Pair(label("rights_periods"), "\n".join(map(_period, periods))))
    yield Heading(tr("Coverage and rights"))
    yield Pairs(tuple(pairs))


def _period(period: Document) -> str:
    what = " ".join(filter(None, (period["kind"].upper(), period["label"])))
    return " ".join((what, *_days(period, "starts_on", "ends_on")))


def _days(period: Document, first: str, last: str) -> Iterator[str]:
    """From when until when something was, as far as that is known."""
    if period[first]:
        yield tr("from {day}", day=shown_day(period[first]))
    if period[last]:
        yield tr("until {day}", day=shown_day(period[last]))


def contacts(found: Shown, *, past: bool = False) -> Iterator[Part]:
    """How the patient is reached, and who stands around, with *past* those of before too."""
    document = found.document
    address = document["address"]
    city = " ".join(filter(None, (address["postal_code"], address["city"])))
    lines = (*address["lines"], city, address["country"])
    values = {
        "phones": "\n".join(map(shown_typed_phone, document["phones"])),
        "email": document["email"],
        "address": "\n".join(filter(None, lines)),
    }
    yield Heading(tr("Contacts and relations"))
    yield Pairs(tuple(fields(values)) or (Pair(label("phones"), tr("none noted")),))
    relations = [each for each in document["relations"] if past or not is_over(each, found.today)]
    if relations:
        columns = (
            PageColumn(label("relation"), 3),
            PageColumn(label("name"), 4, tone=Tone.STRONG),
            PageColumn(label("phone")),
            PageColumn(label("notes"), 3),
        )
        rows = (_relation(each, document["sex"], found.today) for each in relations)
        yield Table(columns, tuple(rows)).without_empty_columns()


def _relation(relation: Document, sex: str, today: date) -> Row:
    row = relation_row(relation, sex)
    notes = (
        row["since"] and tr("since {day}", day=row["since"]),
        row["until"] and tr("until {day}", day=row["until"]),
        relation["is_payer"] and tr("pays"),
        relation["policy_number"] and tr("policy {number}", number=relation["policy_number"]),
        relation["notes"],
    )
    cells = (_capital(row["type"]), row["name"], row["phone"] or "", ", ".join(filter(None, notes)))
    return Row(cells, Tone.QUIET if is_over(relation, today) else Tone.PLAIN)


def preferences(document: Document) -> Iterator[Part]:
    """What the patient was asked, and what they said."""
    policy = shown("privacy_policy", document["privacy_policy"])
    pairs = [Pair(label("privacy_policy"), policy)]
    consents = document["consents"]
    asked = [name for name in consents if consents[name]["answer"] != NOT_ASKED]
    pairs += [Pair(label(name), answer_of(name, consents[name])) for name in asked]
    if "dmp_consent" in asked:
        seen = document["preferences"]
        pairs += [Pair(label(name), shown(name, seen[name])) for name in VISIBILITIES]
    if open_ones := [field_label(name) for name in consents if name not in asked]:
        pairs.append(Pair(tr("Not asked"), ", ".join(open_ones)))
    pairs += fields({"preferred_language": document["preferred_language"]})
    yield Heading(tr("Preferences"))
    yield Pairs(tuple(pairs))


def administrative(document: Document) -> Iterator[Part]:
    """What else the practice holds of somebody."""
    pairs = list(fields({name: document[name] for name in _PERSONAL}))
    if document["comments"]:
        pairs.append(Pair(label("comments"), FreeText(document["comments"])))
    pairs += fields(document["billing"])
    for state in ("blocked", "archived"):
        if document[state] and document[state]["reason"]:
            pairs += fields({f"{state}_reason": document[state]["reason"]})
    pairs += fields({name: document[name] for name in _KEPT})
    for past in document["ins_history"]:
        held = (past["matricule"], *_days(past, "valid_from", "valid_until"))
        pairs.append(Pair(label("ins_history"), " ".join(held)))
    yield Heading(tr("Administrative"))
    yield Pairs(tuple(pairs))


def fields(values: Mapping[str, Any]) -> Iterable[Pair]:
    """Those of some fields of a document that are known, each with its name."""
    for name, value in named_values(values):
        yield Pair(_capital(name), value)


def label(field: str) -> str:
    """The name of a field, as it stands at the beginning of a line."""
    return _capital(field_label(field))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
