"""The questions of `patient prefs`: which consent is answered, and how."""

from __future__ import annotations

from typing import Any

from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.prompts import choose
from semble_cli.commands.ui.tables import shown
from semble_cli.patient.consents.answers import NOT_ASKED
from semble_cli.patient.consents.rules import VISIBILITIES
from semble_cli.patient.record import Answer

_ANSWERS = (Answer.ACCEPTED.value, Answer.REFUSED.value, NOT_ASKED)
_DMP = "dmp_consent"
_POLICY = "privacy_policy"
_DONE = ""


def ask_consents(document: dict[str, Any]) -> dict[str, Any]:
    """The answers that are given for the privacy policy and the consents of a document; nothing
    where the person leaves all of them as they are.

    Raises:
        KeyboardInterrupt: the person gave up.
    """
    now = {_POLICY: document[_POLICY]}
    now |= {name: consent["answer"] for name, consent in document["consents"].items()}
    given: dict[str, Any] = {}
    while name := _which(now | given):
        given[name] = choose(
            field_label(name), [(answer, shown(name, answer)) for answer in _ANSWERS]
        )
        if name == _DMP and given[name] == Answer.ACCEPTED:
            given |= _seen_by()
    return given


def _which(answers: dict[str, Any]) -> str:
    asked = [name for name in answers if name not in VISIBILITIES]
    named = [
        (name, tr("{consent}: {answer}", consent=field_label(name), answer=shown(name, answer)))
        for name in asked
        if (answer := answers[name])
    ]
    return choose(tr("Which answer is to be changed?"), [(_DONE, tr("none")), *named])


def _seen_by() -> dict[str, bool]:
    """To whom the documents in the DMP are visible."""
    to_patient, to_professionals = VISIBILITIES
    answer = choose(
        tr("Who sees the documents in the DMP?"),
        [
            ("both", tr("the patient and professionals")),
            ("patient", tr("the patient")),
            ("professionals", tr("professionals")),
            ("nobody", tr("nobody")),
        ],
    )
    return {
        to_patient: answer in ("both", "patient"),
        to_professionals: answer in ("both", "professionals"),
    }
