"""The words of the lists that records around a patient are chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.around.allergy import AllergyScope, Certainty, Severity
from semble_cli.patient.around.consultation import Keyword
from semble_cli.patient.around.contact import ContactKind
from semble_cli.patient.around.relation import RelationType
from semble_cli.patient.around.stored_document import DocumentKind
from semble_cli.patient.around.treatment import StopReason, TreatmentState
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.sharing.ways import Way

if TYPE_CHECKING:
    from enum import StrEnum

DOCUMENT_KINDS = Choices(
    {
        DocumentKind.LETTER: ("letter", "courrier", "lettre"),
        DocumentKind.REPORT: ("medical report", "compte rendu", "CR", "report"),
        DocumentKind.RESULT: ("test result", "résultat d'examen", "résultat", "analyse", "result"),
        DocumentKind.IMAGING: ("imaging", "imagerie", "radio"),
        DocumentKind.PRESCRIPTION: ("prescription", "ordonnance"),
        DocumentKind.CERTIFICATE: ("certificate", "certificat"),
        DocumentKind.CONSENT: ("consent", "consentement"),
        DocumentKind.ADMINISTRATIVE: ("administrative", "administratif", "papier administratif"),
        DocumentKind.OTHER: ("other", "autre"),
    }
)

SEVERITIES = Choices(
    {
        Severity.MILD: ("mild", "légère", "léger", "bénin", "bénigne", "minor"),
        Severity.MODERATE: ("moderate", "modérée", "modéré", "moyen", "moyenne"),
        Severity.SEVERE: ("severe", "sévère", "grave", "serious"),
    }
)

CERTAINTIES = Choices(
    {
        Certainty.CONFIRMED: ("confirmed", "confirmée", "confirmé", "certain(e)"),
        Certainty.UNCONFIRMED: ("unconfirmed", "non confirmée", "non confirmé", "à confirmer"),
        Certainty.REFUTED: ("refuted", "réfutée", "réfuté", "écarté(e)"),
    }
)

SCOPES = Choices(
    {
        AllergyScope.ALL: ("all kinds", "toutes", "tout", "tous", "any kind"),
        AllergyScope.DRUG: ("drugs", "médicaments", "médicament", "aux médicaments"),
        AllergyScope.FOOD: ("food", "aliments", "aliment", "alimentaire", "aux aliments"),
    }
)
"""Of what somebody said that no allergy is known."""

KEYWORDS = Choices(
    {
        Keyword.REASON: ("reason", "motif", "motif de consultation", "reason for the visit"),
        Keyword.OBSERVATION: ("observation", "examen clinique", "findings"),
        Keyword.ALLERGY: ("allergy", "allergie", "allergies"),
        Keyword.HISTORY: ("medical history", "antécédents", "antécédent", "history", "ATCD"),
        Keyword.PRESCRIPTION: ("prescription", "ordonnance", "prescriptions"),
        Keyword.CONCLUSION: ("conclusion", "conclusions"),
    }
)
"""The keywords of sections that every practice has."""

STOP_REASONS = Choices(
    {
        StopReason.INTOLERANCE: ("intolerance", "intolérance", "allergie", "allergy"),
        StopReason.INEFFICACY: ("inefficacy", "inefficacité", "inefficace", "ineffective"),
        StopReason.END: ("end of treatment", "fin du traitement", "fin", "terminé", "finished"),
        StopReason.OTHER: ("other", "autre"),
    }
)
"""Why a treatment was stopped."""

TREATMENT_STATES = Choices(
    {
        TreatmentState.CURRENT: ("current", "en cours"),
        TreatmentState.TO_COME: ("to come", "à venir"),
        TreatmentState.PAST: ("past", "passé"),
    }
)

CONTACT_KINDS = Choices(
    {
        ContactKind.PERSON: ("person", "personne", "individu"),
        ContactKind.ORGANISATION: ("organisation", "organisme", "organization", "société"),
    }
)

RELATION_TYPES = Choices(
    {
        RelationType.FAMILY: ("family", "famille", "parenté"),
        RelationType.SPOUSE_PARTNER: (
            *("spouse or partner", "conjoint(e) ou partenaire", "conjoint(e)", "partenaire"),
            *("époux", "épouse", "mari", "femme", "spouse", "partner", "husband", "wife"),
        ),
        RelationType.PARENT_GUARDIAN: (
            *("parent or guardian", "parent ou représentant(e) légal(e)", "parent"),
            *("représentant(e) légal(e)", "tuteur", "tutrice", "mère", "père"),
            *("guardian", "mother", "father"),
        ),
        RelationType.NEXT_OF_KIN: ("next of kin", "proche", "plus proche parent"),
        RelationType.EMERGENCY_CONTACT: (
            *("emergency contact", "personne à prévenir", "contact d'urgence", "urgence"),
        ),
        RelationType.GP: ("GP", "médecin traitant", "traitant", "general practitioner"),
        RelationType.REFERRING_CLINICIAN: (
            *("referring clinician", "médecin adresseur", "adresseur", "correspondant"),
        ),
        RelationType.PRACTITIONER: ("practitioner", "praticien", "praticienne", "médecin"),
        RelationType.ANAESTHETIST: ("anaesthetist", "anesthésiste", "anesthetist"),
        RelationType.PHARMACY: ("pharmacy", "pharmacie"),
        RelationType.SOCIAL_WORKER: (
            *("social worker", "assistant(e) social(e)", "travailleur social"),
        ),
        RelationType.SCHOOL: ("school", "école", "établissement scolaire"),
        RelationType.INSURER: ("insurer", "assureur", "assurance", "mutuelle", "insurance"),
        RelationType.PAYER: ("payer", "payeur", "payeuse", "tiers payeur"),
        RelationType.OTHER: ("other", "autre"),
    }
)

WAYS = Choices(
    {
        Way.EMAIL: ("e-mail", "courriel", "mail", "email"),
        Way.MSSANTE: ("MSSanté", "mssante"),
    }
)

OF_RECORDS: dict[type[StrEnum], Choices[Any]] = {
    Severity: SEVERITIES,
    Certainty: CERTAINTIES,
    AllergyScope: SCOPES,
    Keyword: KEYWORDS,
    StopReason: STOP_REASONS,
    TreatmentState: TREATMENT_STATES,
    DocumentKind: DOCUMENT_KINDS,
    ContactKind: CONTACT_KINDS,
    RelationType: RELATION_TYPES,
    Way: WAYS,
}
"""The words of each of these lists, by its type."""
