"""The words of every fixed list that people and files choose from, in English and in French.

The first of each is the English message that names the value, whose French in the catalogue stands
here too: a test holds that whatever is shown in either language may be typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.status import (
    DOCUMENT_NAMES,
    STATUS_NAMES,
    CheckingDocument,
    IdentityFlag,
    IdentitySource,
    IdentityStatus,
)
from semble_cli.patient.actions import LogKind
from semble_cli.patient.agenda.appointment import Channel, Fold
from semble_cli.patient.around.allergy import AllergyScope, Certainty, Severity
from semble_cli.patient.around.consultation import Keyword
from semble_cli.patient.around.contact import ContactKind
from semble_cli.patient.around.relation import RelationType
from semble_cli.patient.around.stored_document import DocumentKind
from semble_cli.patient.around.treatment import StopReason, TreatmentState
from semble_cli.patient.billing.payment import Means
from semble_cli.patient.billing.periods import TotalsPeriod
from semble_cli.patient.catalogue import FIELD
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.insurance import RightsState
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.patient.order import Order
from semble_cli.patient.record import Answer, ArchiveReason, PhoneType, PrivacyPolicy, Sex
from semble_cli.patient.sharing.ways import Way

if TYPE_CHECKING:
    from enum import StrEnum

SWITCH = Choices({True: ("yes", "oui", "vrai", "1"), False: ("no", "non", "faux", "0")})

_WOMEN = ("Mme", "Madame", "Mlle", "Mademoiselle", "Mrs", "Miss", "Ms")
_MEN = ("Mr", "Monsieur", "M.")

SEX = Choices(
    {
        Sex.FEMALE: (
            *("female", "féminin", "femme", "woman", "fille", "girl", "2", "fém", "dame"),
            *_WOMEN,
        ),
        Sex.MALE: (
            *("male", "masculin", "homme", "man", "h", "garçon", "boy", "1", "masc"),
            *_MEN,
        ),
        Sex.INDETERMINATE: ("indeterminate", "indéterminé", "inconnu", "unknown"),
    }
)

PHONE_TYPES = Choices(
    {
        PhoneType.MOBILE: ("mobile", "portable", "port", "mob", "gsm", "cell"),
        PhoneType.HOME: ("home", "domicile", "dom", "fixe", "maison", "landline"),
        PhoneType.WORK: ("work", "travail", "bureau", "professionnel", "pro", "office"),
        PhoneType.OTHER: ("other", "autre"),
    }
)

PRIVACY = Choices(
    {
        PrivacyPolicy.ACCEPTED: ("accepted", "accepté(e)"),
        PrivacyPolicy.REFUSED: ("refused", "refusé(e)"),
        PrivacyPolicy.NOT_ASKED: ("not asked", "non demandé(e)", "pas demandé(e)"),
    }
)

CONSENT_ANSWERS: Choices[Answer | PrivacyPolicy] = Choices(
    {
        Answer.ACCEPTED: ("accepted", "accepté(e)"),
        Answer.REFUSED: ("refused", "refusé(e)", "opposition", "opposed", "opposé(e)"),
        PrivacyPolicy.NOT_ASKED: (
            "not asked",
            "non demandé(e)",
            "pas demandé(e)",
            "unknown",
            "inconnu",
        ),
    }
)

ARCHIVE_REASONS = Choices(
    {
        ArchiveReason.INACTIVE: ("inactive", "inactif", "inactive"),
        ArchiveReason.DISCHARGED: ("discharged", "sorti(e)", "suivi terminé"),
        ArchiveReason.DECEASED: ("deceased", "décédé(e)"),
        ArchiveReason.MOVED_AWAY: ("moved away", "parti(e)", "a déménagé", "déménagé"),
        ArchiveReason.LAPSED_MEMBERSHIP: ("lapsed membership", "abonnement échu"),
        ArchiveReason.PATIENT_REQUEST: ("patient request", "demande du patient"),
        ArchiveReason.OTHER: ("other", "autre"),
    }
)

FLAGS = Choices(
    {
        IdentityFlag.HOMONYM: ("homonym", "homonyme"),
        IdentityFlag.DOUBTFUL: ("doubtful", "douteuse", "douteux"),
        IdentityFlag.FICTITIOUS: ("fictitious", "fictive", "fictif"),
    }
)

_STATUSES = {
    IdentityStatus.PROVISIONAL: ("provisoire",),
    IdentityStatus.RETRIEVED: ("récupéré(e)",),
    IdentityStatus.VALIDATED: ("validé(e)",),
    IdentityStatus.QUALIFIED: ("qualifié(e)",),
}
STATUSES = Choices(
    {status: (STATUS_NAMES[status].text, *more) for status, more in _STATUSES.items()}
)

_CARD = ("identity card", "carte d'identité")
_FAMILY_BOOK = ("family book", "livret de famille")
_BIRTH_CERTIFICATE = ("birth certificate", "acte de naissance")
_DOCUMENTS = {
    CheckingDocument.IDENTITY_CARD: ("carte nationale d'identité", "CNI", *_CARD),
    CheckingDocument.PASSPORT: ("passeport",),
    CheckingDocument.RESIDENCE_PERMIT: ("titre de séjour",),
    CheckingDocument.ELECTRONIC_IDENTITY_CARD: ("carte d'identité électronique", *_CARD),
    CheckingDocument.DIGITAL_IDENTITY: ("identité numérique La Poste",),
    CheckingDocument.APPLI_CARTE_VITALE: ("appli carte Vitale",),
    CheckingDocument.FAMILY_BOOK_AND_VITALE: (
        *("livret de famille et carte Vitale avec photo", *_FAMILY_BOOK),
    ),
    CheckingDocument.BIRTH_CERTIFICATE: ("extrait d'acte de naissance", *_BIRTH_CERTIFICATE),
    CheckingDocument.PARENTS_FAMILY_BOOK: ("livret de famille des parents", *_FAMILY_BOOK),
    CheckingDocument.CIRCULATION_BOOK: ("document de circulation pour étranger mineur",),
    CheckingDocument.BIRTH_CERTIFICATE_AND_VITALE: (
        *("extrait d'acte de naissance et carte Vitale avec photo", *_BIRTH_CERTIFICATE),
    ),
}
DOCUMENTS = Choices({code: (DOCUMENT_NAMES[code].text, *more) for code, more in _DOCUMENTS.items()})

RIGHTS_STATES = Choices(
    {
        RightsState.OPEN: ("open", "ouverts", "ouvert"),
        RightsState.CLOSED: ("closed", "fermés", "fermé"),
        RightsState.UNKNOWN: ("unknown", "inconnus", "inconnu"),
    }
)

_BIRTH_NAME = ("birth name", "nom de naissance", "nom", "name", "last name", "nom de famille")
_FIRST_NAME = ("first given name", "premier prénom", "prénom", "first name", "given name")


def _descending(words: tuple[str, ...]) -> tuple[str, ...]:
    behind = ("desc", "descending", "décroissant")
    return tuple(f"{word}:{end}" for word in words for end in behind)


ORDERS = Choices(
    {
        Order.BIRTH_NAME: _BIRTH_NAME,
        Order.BIRTH_NAME_DESC: (
            "birth name, from Z to A",
            "nom de naissance, de Z à A",
            *_descending(_BIRTH_NAME),
        ),
        Order.FIRST_NAME: _FIRST_NAME,
        Order.FIRST_NAME_DESC: (
            "first given name, from Z to A",
            "premier prénom, de Z à A",
            *_descending(_FIRST_NAME),
        ),
    }
)

ON_DUPLICATE = Choices(
    {
        OnDuplicate.ASK: ("ask", "demander"),
        OnDuplicate.REFUSE: ("refuse", "refuser"),
        OnDuplicate.REPORT: ("report", "signaler"),
        OnDuplicate.SKIP: ("skip", "ignorer", "laisser"),
        OnDuplicate.UPDATE: ("update", "mettre à jour"),
        OnDuplicate.CREATE: ("create", "créer"),
    }
)

LOG_KINDS = Choices(
    {
        LogKind.READ: ("whatever was read", "tout ce qui a été lu", "lecture", "lectures"),
        LogKind.OPENED: ("records opened", "dossiers ouverts", "dossier ouvert", "ouverture"),
        LogKind.SEARCHED: ("searches", "recherche", "recherches"),
        LogKind.EXPORTED: ("lists and exports", "listes et exports", "export", "exports"),
        LogKind.REVEALED: ("NIRs shown", "NIR affichés", "NIR affiché"),
        LogKind.CHANGED: ("changes of the register", "modifications du registre", "modification"),
        LogKind.ADMINISTERED: ("administration", "administré"),
    }
)

SOURCES = Choices(
    {
        IdentitySource.MANUAL: ("manual", "manuelle"),
        IdentitySource.VITALE: ("carte Vitale",),
        IdentitySource.INSI: ("INSi",),
        IdentitySource.DATAMATRIX: ("datamatrix",),
        IdentitySource.IMPORT: ("import",),
    }
)

DOCUMENT_KINDS = Choices(
    {
        DocumentKind.LETTER: ("letter", "courrier", "lettre"),
        DocumentKind.REPORT: ("medical report", "compte rendu", "CR", "report"),
        DocumentKind.RESULT: ("test result", "résultat d'examen", "résultat", "analyse"),
        DocumentKind.IMAGING: ("imaging", "imagerie", "radio"),
        DocumentKind.PRESCRIPTION: ("prescription", "ordonnance"),
        DocumentKind.CERTIFICATE: ("certificate", "certificat"),
        DocumentKind.CONSENT: ("consent", "consentement"),
        DocumentKind.ADMINISTRATIVE: ("administrative", "administratif", "papier administratif"),
        DocumentKind.OTHER: ("other", "autre"),
    }
)

WAYS = Choices(
    {
        Way.EMAIL: ("e-mail", "courriel", "mail", "email"),
        Way.MSSANTE: ("MSSanté", "mssante"),
    }
)

NEW_RECORD = Choices({"new": ("new", "nouveau", "nouvelle")})
"""What stands for no record of the register."""

TAB = Choices({"tab": ("tab", "tabulation")})
"""What stands for a character that nobody sees."""

DMP_VISIBLE_TO = Choices(
    {
        "patient": (),
        "pro": (
            *("other health professionals", "autres professionnels de santé"),
            *("professionals", "professionnels", "pros"),
        ),
        "none": ("nobody", "personne", "aucun"),
    }
)
"""Who may see the documents in the DMP."""

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

CHANNELS = Choices(
    {
        Channel.DESK: ("desk", "cabinet", "accueil", "secrétariat", "practice"),
        Channel.ONLINE: ("online", "en ligne", "internet", "web"),
    }
)

FOLDS = Choices(
    {
        Fold.FIRST: ("first", "première", "1"),
        Fold.SECOND: ("second", "seconde", "2", "deuxième"),
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

MEANS = Choices(
    {
        Means.CARD: ("card", "carte", "carte bancaire", "CB", "bank card"),
        Means.CASH: ("cash", "espèces", "liquide"),
        Means.TRANSFER: ("transfer", "virement", "bank transfer"),
        Means.CHEQUE: ("cheque", "chèque", "check"),
        Means.THIRD_PARTY: ("third party", "tiers payant"),
    }
)

PERIODS = Choices({TotalsPeriod.MONTH: ("month", "mois"), TotalsPeriod.DAY: ("day", "jour")})

WORDS: dict[type[StrEnum], Choices[Any]] = {
    Sex: SEX,
    PhoneType: PHONE_TYPES,
    PrivacyPolicy: PRIVACY,
    ArchiveReason: ARCHIVE_REASONS,
    IdentityFlag: FLAGS,
    IdentitySource: SOURCES,
    IdentityStatus: STATUSES,
    CheckingDocument: DOCUMENTS,
    RightsState: RIGHTS_STATES,
    Order: ORDERS,
    OnDuplicate: ON_DUPLICATE,
    Severity: SEVERITIES,
    Certainty: CERTAINTIES,
    AllergyScope: SCOPES,
    Keyword: KEYWORDS,
    StopReason: STOP_REASONS,
    TreatmentState: TREATMENT_STATES,
    DocumentKind: DOCUMENT_KINDS,
    ContactKind: CONTACT_KINDS,
    RelationType: RELATION_TYPES,
    LogKind: LOG_KINDS,
    Channel: CHANNELS,
    Fold: FOLDS,
    Means: MEANS,
    TotalsPeriod: PERIODS,
    Way: WAYS,
}
"""The words of each list, by its type."""

LISTS = (*WORDS.values(), SWITCH, NEW_RECORD, TAB, DMP_VISIBLE_TO)
"""All of them."""


def words_of(field: str) -> Choices[Any]:
    """The words of a field of a patient that holds one of a fixed list, or yes or no."""
    kind = FIELD[field].words
    return WORDS[kind] if kind else SWITCH
