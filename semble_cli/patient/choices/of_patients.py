"""The words of the lists that a patient's own fields are chosen from."""

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
from semble_cli.patient.catalogue import FIELD
from semble_cli.patient.choices.reader import Choices
from semble_cli.patient.insurance import RightsState
from semble_cli.patient.record import Answer, ArchiveReason, PhoneType, PrivacyPolicy, Sex

if TYPE_CHECKING:
    from enum import StrEnum

SWITCH = Choices({True: ("yes", "oui", "vrai", "1"), False: ("no", "non", "faux", "0")})

_WOMEN = ("Mme", "Madame", "Mlle", "Mademoiselle", "Mrs", "Miss", "Ms", "Melle", "Mle")
_MEN = ("Mr", "Monsieur", "M.")

SEX = Choices(
    {
        Sex.FEMALE: (
            *("female", "féminin", "femme", "woman", "fille", "girl", "2", "fém", "dame"),
            *("2.0", "02", "féminine", "feminine"),
            *_WOMEN,
        ),
        Sex.MALE: (
            *("male", "masculin", "homme", "man", "h", "garçon", "boy", "1", "masc"),
            *("1.0", "01", "masculine", "fils"),
            *_MEN,
        ),
        Sex.INDETERMINATE: ("indeterminate", "indéterminé", "inconnu(e)", "unknown"),
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
        ArchiveReason.DECEASED: ("deceased", "décédé(e)", "dcd", "décès"),
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

SOURCES = Choices(
    {
        IdentitySource.MANUAL: ("manual", "manuelle"),
        IdentitySource.VITALE: ("carte Vitale",),
        IdentitySource.INSI: ("INSi",),
        IdentitySource.DATAMATRIX: ("datamatrix",),
        IdentitySource.IMPORT: ("import",),
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

OF_PATIENTS: dict[type[StrEnum], Choices[Any]] = {
    Sex: SEX,
    PhoneType: PHONE_TYPES,
    PrivacyPolicy: PRIVACY,
    ArchiveReason: ARCHIVE_REASONS,
    IdentityFlag: FLAGS,
    IdentitySource: SOURCES,
    IdentityStatus: STATUSES,
    CheckingDocument: DOCUMENTS,
    RightsState: RIGHTS_STATES,
}
"""The words of each of these lists, by its type."""


def words_of(field: str) -> Choices[Any]:
    """The words of a field of a patient that holds one of a fixed list, or yes or no."""
    kind = FIELD[field].words
    return OF_PATIENTS[kind] if kind else SWITCH
