"""What our kinds of documents are for the CI-SIS: a type, and a class that follows from it.

Types are of the ANS's JDV_J07-XdsTypeCode-CISIS (version 20240927), to which the volet
"Structuration minimale de documents de santé" binds `ClinicalDocument/code`; classes follow from
them by ASS_X04-CorrespondanceType-Classe-CISIS (version 20240426).
"""

from __future__ import annotations

from semble_cli.errors import InvalidInput
from semble_cli.patient.around.stored_document import DocumentKind
from semble_cli.patient.sharing.coded import CLASSES, LOINC, Coded

TYPE_OF: dict[DocumentKind, Coded] = {
    DocumentKind.LETTER: Coded("96349-6", "Lettre d'adressage", LOINC),
    DocumentKind.REPORT: Coded("11488-4", "CR ou fiche de consultation ou de visite", LOINC),
    DocumentKind.RESULT: Coded("11502-2", "CR d'examens biologiques", LOINC),
    DocumentKind.IMAGING: Coded("18748-4", "CR d'imagerie médicale", LOINC),
    DocumentKind.PRESCRIPTION: Coded("57828-6", "Prescription (autre)", LOINC),
    DocumentKind.CERTIFICATE: Coded("89601-9", "Certificat médical", LOINC),
    DocumentKind.CONSENT: Coded("59284-0", "Attestation de consentement", LOINC),
    DocumentKind.ADMINISTRATIVE: Coded("51851-4", "Document administratif", LOINC),
}
"""The type of a document of each kind; there is none for the kind `other`."""

_REPORT = Coded("10", "Compte rendu", CLASSES)
_MANAGEMENT = Coded("95", "Document de gestion", CLASSES)
_CLASS_OF = {
    "96349-6": _REPORT,
    "11488-4": _REPORT,
    "11502-2": _REPORT,
    "18748-4": Coded("31", "Imagerie médicale", CLASSES),
    "57828-6": Coded("42", "Prescription", CLASSES),
    "89601-9": Coded("52", "Certificat, déclaration", CLASSES),
    "59284-0": _MANAGEMENT,
    "51851-4": _MANAGEMENT,
}


def type_of(kind: str | None, document_id: int | None) -> Coded:
    """The type of a document by its kind.

    Raises:
        InvalidInput: it has none, or one that the CI-SIS has no type for: that is not guessed.
    """
    found = TYPE_OF.get(DocumentKind(kind)) if kind else None
    if found is None:
        raise InvalidInput(
            "kind",
            "MSSanté wants to know what a document is, which is not said of document {id}. Say it:"
            " semble document edit {id} --kind KIND, any but other.",
            id=document_id,
        )
    return found


def class_of(of: Coded) -> Coded:
    """The class of a type that `type_of` gave."""
    return _CLASS_OF[of.code]
