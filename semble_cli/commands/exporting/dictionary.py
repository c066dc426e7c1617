"""The dictionary of the data of an export: each key of a record, in French and English.

Of a patient's own fields the catalogue tells; what stands around them is named here. A test walks a
whole record and fails for a key that has no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import speaking, tr
from semble_cli.errors import field_id
from semble_cli.patient.around.contact import Contact
from semble_cli.patient.around.relation import RELATION_KEYS
from semble_cli.patient.around.treatment import Treatment
from semble_cli.patient.catalogue import CATALOGUE, CONSENTS
from semble_cli.patient.choices.words import WORDS
from semble_cli.services.agenda.finding import DOCUMENT_KEYS
from semble_cli.services.sharing.listing import SHARE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.catalogue import Field

COLUMNS = ("file", "key", "english", "francais", "kind", "values", "valeurs", "note")

_COUNTED = (
    *("relations", "allergies", "no_known_allergies", "consultations", "treatments"),
    *("documents", "letters", "invoices", "shares", "appointments"),
)
_TREATMENT = tuple(name for name in Treatment._fields if name != "patient_id")

_AROUND: dict[str, tuple[str, ...]] = {
    "": (
        *("full_name", "identity_status", "ins", "blocked", "archived", "relations", "allergies"),
        *("treatments", "past_treatments", "consultations", "documents", "appointments"),
    ),
    **{f"consents.{name}": ("answer",) for name in CONSENTS},
    "relations[]": RELATION_KEYS,
    "allergies[]": (
        *("id", "substance", "severity", "reaction", "noted_on", "certainty", "noted_at"),
        *("noted_by", "comment", "consultation_id"),
    ),
    "allergy_status": ("state", "none_known"),
    "allergy_status.none_known[]": ("scope", "by", "at"),
    "treatments[]": (*_TREATMENT, "state"),
    "past_treatments[]": (*_TREATMENT, "state"),
    "appointments[]": DOCUMENT_KEYS,
    **{f"records.{name}": ("count", "latest") for name in _COUNTED},
    "rights": ("state", "since", "until", "checked_on", "periods"),
    "rights.periods[]": ("kind", "starts_on", "ends_on"),
    "ins_history[]": ("matricule", "oid", "until"),
    "consultations[]": ("id", "held_at", "author", "title", "sections", "version"),
    "consultations[].sections[]": ("keyword", "body", "allergy_id", "reaction", "noted_on"),
    "documents[]": (
        *("id", "title", "file_name", "media_type", "sha256", "added_at", "added_by", "kind"),
        *("dated_on", "version", "file"),
    ),
    "phones[]": ("type", "number"),
    "numbers[]": ("name", "value"),
}
"""The keys of a record that are no field's own, by where they stand."""

_OF_PRACTICE: dict[str, tuple[str, ...]] = {
    "contacts[]": Contact._fields,
    "contacts[].phones[]": ("type", "number"),
    "practitioners[]": ("id", "name", "rpps", "address_lines", "time_zone", "version"),
    "keywords[]": ("id", "name", "version"),
    "tags[]": ("id", "name", "color", "patients"),
}
"""The keys of what stands around all patients."""

_OF_SHARES: dict[str, tuple[str, ...]] = {
    "[]": SHARE_KEYS,
    "[].documents[]": ("id", "title"),
}
"""The keys of what was shared."""

_FRENCH = {
    "added_at": "ajouté le",
    "added_by": "ajouté par",
    "address": "adresse",
    "address_lines": "adresse",
    "allergies": "allergies",
    "allergy_id": "allergie dont parle la section",
    "answer": "réponse",
    "appointments": "rendez-vous",
    "archived": "archivage",
    "at": "le",
    "author": "auteur",
    "authorization_code": "numéro d'accord",
    "blocked": "blocage",
    "body": "texte",
    "by": "par",
    "code": "code du serveur",
    "cancelled_at": "annulé le",
    "cancelled_by": "annulé par",
    "certainty": "certitude",
    "channel": "canal",
    "checked_on": "contrôlé le",
    "city": "ville",
    "color": "couleur",
    "comment": "commentaire",
    "company_name": "raison sociale",
    "consultation_id": "consultation où elle est notée",
    "consultations": "consultations",
    "contact_id": "contact",
    "count": "nombre",
    "country": "pays",
    "dated_on": "daté du",
    "deleted": "supprimé",
    "derived": "vue du dossier de l'autre patient",
    "documents": "documents",
    "dose": "dose",
    "drug": "médicament",
    "email": "adresse e-mail",
    "end": "fin",
    "ends_on": "jusqu'au",
    "file": "place dans l'archive",
    "file_name": "nom du fichier",
    "finess": "numéro FINESS",
    "first_name": "prénom",
    "frequency": "fréquence",
    "full_name": "nom complet",
    "held_at": "date de la consultation",
    "id": "identifiant",
    "identity_status": "statut de confiance",
    "ins": "identité nationale de santé (INS)",
    "is_despite_block": "malgré le blocage",
    "is_overbooked": "en surnombre",
    "is_payer": "paie",
    "keyword": "mot-clé",
    "kind": "nature",
    "label": "libellé",
    "last_name": "nom",
    "latest": "le dernier",
    "matricule": "matricule INS",
    "media_type": "type de fichier",
    "minutes": "minutes",
    "mssante": "adresse MSSanté",
    "name": "nom",
    "none_known": "aucune connue",
    "noted_at": "noté le",
    "noted_by": "noté par",
    "noted_on": "apparue le",
    "notes": "remarques",
    "number": "numéro",
    "oid": "OID",
    "outcome": "suite",
    "outcome_at": "suite notée le",
    "override": "motif, contre la réponse du patient",
    "past_treatments": "traitements passés",
    "patient": "nom du patient",
    "patient_id": "patient",
    "patients": "patients",
    "periods": "périodes de droits",
    "phone": "téléphone",
    "phones": "téléphones",
    "policy_number": "numéro de contrat",
    "postal_code": "code postal",
    "practitioner": "praticien",
    "practitioner_id": "numéro du praticien",
    "prescriber": "prescripteur",
    "reaction": "réaction",
    "reason": "motif",
    "recipient": "destinataire",
    "relation_id": "numéro de la relation",
    "relations": "relations",
    "resends": "partage renvoyé",
    "route": "voie d'administration",
    "rpps": "numéro RPPS",
    "scope": "portée",
    "sealing": "scellement",
    "sections": "sections",
    "severity": "gravité",
    "sex": "sexe",
    "sha256": "empreinte (SHA-256)",
    "share": "numéro du partage",
    "shared_at": "partagé le",
    "shared_by": "partagé par",
    "since": "depuis",
    "siren": "SIREN",
    "siret": "SIRET",
    "start": "début",
    "starts_on": "à partir du",
    "state": "état",
    "stop_reason": "motif d'arrêt",
    "stopped_on": "arrêté le",
    "substance": "substance",
    "time_zone": "fuseau horaire",
    "title": "titre",
    "treatments": "traitements",
    "type": "type",
    "until": "jusqu'au",
    "value": "valeur",
    "version": "version",
    "way": "voie",
    "what": "quoi",
    "words": "réponse du serveur",
}
"""What each key around a patient's own fields is called in French."""


def dictionary_rows() -> list[tuple[str, ...]]:
    """The names of the columns, then a row for each key."""
    with speaking("fr"):
        own = [_field_row(field) for field in CATALOGUE if field.key]
    around = [*_rows_of("dossier.json", _AROUND), *_rows_of("cabinet.json", _OF_PRACTICE)]
    around += _rows_of("partages.json", _OF_SHARES)
    return [COLUMNS, *own, *around]


def _field_row(field: Field) -> tuple[str, ...]:
    words = field.words
    codes, called = "", ""
    if words is not None:
        codes = ", ".join(words)
        called = ", ".join(tr(WORDS[words].name(each)) for each in words)
    return (
        *("dossier.json", field.key or "", field_id(field.name), field.french),
        *(field.kind.name.lower(), codes, called, field.note),
    )


def _rows_of(file: str, keys: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for place, names in keys.items():
        for name in names:
            key = f"{place}.{name}" if place else name
            yield (file, key, field_id(name), _FRENCH[name], "", "", "", "")
