"""Consents in a patient's document and in the columns of flat files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.answers import NOT_ASKED
from semble_cli.patient.consents.rules import ANSWERS, consent_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.patient.record import Patient


def in_document(patient: Patient) -> dict[str, dict[str, Any]]:
    """The key `consents` of a patient's document."""
    return {
        name: {
            "answer": answer.value if answer else NOT_ASKED,
            "on": on and on.isoformat(),
            "by": by,
        }
        for name in CONSENTS
        for answer, on, by in (consent_of(patient, name),)
    }


def from_document(given: Any) -> dict[str, Any]:
    """The fields that the key `consents` of a document gives: for each consent an answer, or an
    object with it.

    Raises:
        InvalidInput: it is built otherwise.
    """
    if given is None:
        return dict.fromkeys(ANSWERS)
    if not hasattr(given, "items"):
        known = ", ".join(CONSENTS)
        raise InvalidInput(
            "consents", "an object with some of these keys is expected: {keys}.", keys=known
        )
    flat: dict[str, Any] = {}
    for name, consent in given.items():
        said = consent if hasattr(consent, "items") else {"answer": consent}
        of_what = name if name in CONSENTS else f"consents.{name}"
        flat |= {f"{of_what}_{part}": value for part, value in said.items()}
    return flat


def columns_of(consents: Mapping[str, Mapping[str, Any]] | None) -> dict[str, Any]:
    """The columns of a flat file that the key `consents` of a document takes."""
    return {
        f"{name}_{part}": consents[name][part] if consents else None
        for name in CONSENTS
        for part in ("answer", "on", "by")
    }
