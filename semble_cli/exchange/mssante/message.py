"""What a message of MSSanté says beside its documents: headers, subject, the names of its PDFs.

All by the ANS's "Référentiel socle MSSanté #2, Clients de Messageries Sécurisées de Santé" v1.0.1,
whose requirements are named ECO. Subject and names tell the patient, as it asks: they are for this
trusted space alone, never for an ordinary mail, a list or the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.exchange.mssante.cda import PDF
from semble_cli.exchange.mssante.xdm import ARCHIVE_NAME, xdm_archive
from semble_cli.identity.names import strict_given_names, strict_name
from semble_cli.patient.sharing.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from semble_cli.exchange.mssante.parties import HealthDocument, MssanteSender, Subject
    from semble_cli.patient.record import Patient

_LONGEST_LABEL = 40


def mss_headers(nil: str, documents: Sequence[HealthDocument], subject: Subject) -> dict[str, str]:
    """The headers of a message; without documents, the product number alone.

    - X-MSS-NIL: the product number, in every message (ECO.2.4.3).
    - X-MSS-INS: O where the archive has a qualified INS: matricule, OID and the traits; else N;
      only in a message with documents (ECO.2.4.2).
    - X-MSS-CODECDA: the types of the documents, one each, separated by commas (ECO.2.4.1).
    """
    headers = {"X-MSS-NIL": nil}
    if documents:
        headers["X-MSS-INS"] = "N" if subject.ins is None else "O"
        headers["X-MSS-CODECDA"] = ",".join(each.type.code for each in documents)
    return headers


def mss_subject(documents: Sequence[HealthDocument], patient: Patient) -> str:
    """The subject, by which programs know the archive (ECO.2.1.3): what is sent, and whose."""
    label = _label(documents[0]) if len(documents) == 1 else f"{len(documents)} documents"
    name, first = _name_of(patient)
    return f"XDM/1.0/DDM+{label} {name} {first} {patient.birth_date:%d/%m/%Y}"


def mss_parts(
    documents: Sequence[HealthDocument], subject: Subject, sender: MssanteSender, at: datetime
) -> list[Part]:
    """All that is attached to a message: the archive, then the PDFs as they are in it (ECO.2.1.1).

    Raises:
        InvalidInput: as `xdm_archive`.
    """
    archive = Part(ARCHIVE_NAME, "application/zip", xdm_archive(documents, subject, sender, at))
    names = pdf_names(documents, subject.patient)
    pdfs = [Part(name, PDF, each.pdf) for name, each in zip(names, documents, strict=True)]
    return [archive, *pdfs]


def pdf_names(documents: Sequence[HealthDocument], patient: Patient) -> list[str]:
    """What the PDFs are called that stand beside the archive, the same as in it (ECO.2.1.1, 2.1.5,
    2.1.6): the day of the act, the type, whose it is; where several would be called the same, then
    a number."""
    name, first = _name_of(patient)
    names: list[str] = []
    for each in documents:
        day = each.dated_on or each.written_at.date()
        stem = f"{day:%Y%m%d}_{_label(each)}_{name}_{first}"
        number = sum(other.startswith((f"{stem}.", f"{stem}_")) for other in names)
        names.append(f"{stem}_{number + 1}.pdf" if number else f"{stem}.pdf")
    return names


def _label(document: HealthDocument) -> str:
    return document.type.label[:_LONGEST_LABEL].rstrip()


def _name_of(patient: Patient) -> tuple[str, str]:
    """Birth name and first given name as the INS has them: capitals without accents."""
    return (
        strict_name(patient.birth_name),
        strict_given_names(patient.first_given_name, "first_given_name"),
    )
