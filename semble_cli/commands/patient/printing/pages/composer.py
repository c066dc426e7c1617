"""The pages about a patient: the summary, the current treatments, the complete record."""

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.patient.display.summary import alerts_of
from semble_cli.commands.patient.printing.pages.care import (
    allergies,
    appointments,
    consultations,
    documents,
    history,
    past_treatments,
    treatments,
    treatments_to_come,
    unread,
)
from semble_cli.commands.patient.printing.pages.identity import (
    administrative,
    contacts,
    coverage,
    identity,
    ins_line,
    preferences,
)
from semble_cli.commands.ui.language import speaking, tr, tr_about
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.tables import shown_day, shown_time
from semble_cli.commands.ui.times.ages import shown_age
from semble_cli.errors import Sentence
from semble_cli.identity.place_doubts import recorded_label
from semble_cli.patient.pages.parts import Notice, PageDocument, Title
from semble_cli.services.paper.summary import PaperKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.pages.parts import Part
    from semble_cli.services.paper.summary import Edition
    from semble_cli.services.patients.show import Shown

_NAMES = {
    PaperKind.SUMMARY: Sentence("Summary of the record"),
    PaperKind.TREATMENTS: Sentence("Current treatments"),
    PaperKind.RECORD: Sentence("Complete record"),
}


class PatientPages(NamedTuple):
    """Composes the pages of a kind in a language; the NIRs that stand in texts are masked unless
    they are to be *revealed*."""

    kind: PaperKind
    language: str = "fr"
    reveal: bool = False

    def __call__(self, found: "Shown", edition: "Edition") -> PageDocument:
        """The pages about a patient, for `services.paper.summary`."""
        if not self.reveal:
            found = found._replace(document=discreet(found.document))
            edition = edition._replace(
                login=discreet(edition.login), practice=discreet(edition.practice)
            )
        with speaking(self.language):
            return PageDocument(
                about=Sentence("Patient {id}", id=found.patient.id),
                head=head_of(found),
                foot=foot_of(edition),
                parts=(*_top(found), *_BODIES[self.kind](found, edition)),
                head_end=tr(_NAMES[self.kind]),
            )


def head_of(found: "Shown") -> str:
    """Who it is about, on every page."""
    document = found.document
    born = tr_about("born {day}", document["sex"], day=shown_day(document["birth_date"]))
    number = tr("record {id}", id=document["id"])
    return " · ".join(filter(None, (document["full_name"], born, ins_line(document), number)))


def foot_of(edition: "Edition") -> str:
    """When pages were made and by whom, below each; what looks like a NIR is always masked."""
    made = tr("Made on {at} by {who}", at=shown_time(edition.at), who=edition.login)
    foot: str = discreet(f"{edition.practice} · {made}" if edition.practice else made)
    return foot


def _top(found: "Shown") -> "Iterator[Part]":
    """Who it is about; first of all the allergies, then what else must not be missed."""
    patient, document = found.patient, found.document
    born = tr_about(
        "{sex}, born {born}{fictive} ({age}) in {place}",
        patient.sex,
        sex=tr(_SEXES[patient.sex.value]),
        born=shown_day(document["birth_date"]),
        fictive=" " + tr("(date completed by rule)") if patient.birth_date_fictive else "",
        age=shown_age(patient.birth_date, patient.deceased_on or found.today),
        place=recorded_label(patient.birth_place_code, document["birth_place"]),
    )
    name = " ".join(filter(None, (document["title"], document["full_name"])))
    yield Title(name, born)
    yield from allergies(document)
    # Why somebody is blocked is between them and the practice: paper goes on to others.
    others = alerts_of(document | {"allergies": (), "blocked": None})
    said = [alert.plain.lstrip("⚠✝▤ ") for alert in others]
    if said:
        yield Notice("\n".join(said))


def _summary(found: "Shown", edition: "Edition") -> "Iterator[Part]":
    document = found.document
    yield from identity(found)
    yield from coverage(found)
    yield from contacts(found)
    yield from unread(document, edition)
    yield from treatments(document)
    yield from treatments_to_come(document)
    yield from history(document)
    yield from preferences(document)


def _treatments(found: "Shown", _: "Edition") -> "Iterator[Part]":
    yield from treatments(found.document)
    yield from treatments_to_come(found.document)


def _record(found: "Shown", edition: "Edition") -> "Iterator[Part]":
    document = found.document
    yield from identity(found)
    yield from coverage(found, whole=True)
    yield from contacts(found, past=True)
    yield from preferences(document)
    yield from administrative(document)
    yield from unread(document, edition)
    yield from treatments(document)
    yield from treatments_to_come(document)
    yield from past_treatments(document)
    yield from consultations(document)
    yield from appointments(document)
    yield from documents(document)


_BODIES = {
    PaperKind.SUMMARY: _summary,
    PaperKind.TREATMENTS: _treatments,
    PaperKind.RECORD: _record,
}

_SEXES = {
    "F": Sentence("Female"),
    "M": Sentence("Male"),
    "I": Sentence("Sex indeterminate"),
}
