"""Letters written: prepared from the register, laid out, and kept among the documents in one
transaction, so that one command takes all of them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import CannotBePrinted, InvalidInput, InvalidRecord
from semble_cli.paper.letters.page import letter_pages
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.actions import Action
from semble_cli.patient.around.document_description import parse_title
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.patient.around.stored_document import DocumentKind, StoredDocument
from semble_cli.patient.letters.letter import KIND, Letter
from semble_cli.patient.letters.template import parse_letter_template, subject_spans
from semble_cli.patient.letters.values import LetterFacts, values_of
from semble_cli.patient.texts import LONGEST_LINE, parse_line
from semble_cli.services.access import Permission
from semble_cli.services.agenda.rules import practice_zone
from semble_cli.services.audit.noting import note_export
from semble_cli.services.letters.facts import around_patients, letter_practice
from semble_cli.services.letters.recipients import find_recipient
from semble_cli.services.letters.templates import template_text
from semble_cli.services.record import keeping
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import contents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from semble_cli.errors import Sentence
    from semble_cli.paper.pages.layout import LaidOutPage
    from semble_cli.patient.letters.template import LetterTemplate
    from semble_cli.patient.record import Patient
    from semble_cli.services.letters.facts import AroundPatient
    from semble_cli.services.letters.recipients import FoundRecipient
    from semble_cli.services.practice.settings import Own
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

_MEDIA_TYPE = "application/pdf"
_PROBLEMS_TOLD = 20


class LetterAsked(NamedTuple):
    """A letter as it is asked for: a *template* by its name, or the *text* of one, which may be
    plain; to whom; a subject instead of the template's, and a title instead of the subject."""

    to: str
    template: str | None = None
    text: str | None = None
    is_plain: bool = False
    subject: str | None = None
    title: str | None = None


class PreparedLetter(NamedTuple):
    """A letter that nobody has yet: whose, as it was read; what it is called; and what is asked
    before it is written."""

    patient: Patient
    letter: Letter
    title: str
    questions: tuple[Sentence, ...] = ()


class WrittenLetter(NamedTuple):
    """A letter that is kept: the document that it is, its pages and its bytes."""

    prepared: PreparedLetter
    document: StoredDocument
    pages: Sequence[LaidOutPage]
    pdf: bytes


class Writer:
    """Prepares letters of one template, within a reading."""

    def __init__(
        self, connection: Connection, asked: LetterAsked, own: Own, clock: datetime
    ) -> None:
        """
        Raises:
            InvalidSetting: there is no such template, or something that a letter bears is not set.
            InvalidInput: the text is no template.
        """
        self.connection = connection
        self.asked = asked
        self.practice = letter_practice(connection, own)
        self.now = clock.astimezone(practice_zone(connection, own))
        self.template = _template(connection, asked, own)

    def prepared(
        self, patient: Patient, found: FoundRecipient, around: AroundPatient
    ) -> PreparedLetter:
        """The letter about a patient.

        Raises:
            InvalidInput: nothing is known for a field of it.
        """
        facts = LetterFacts(patient, found.recipient, self.practice, self.now, *around)
        values = values_of(facts, self.template.fields)
        self._refuse_empty(patient, values)
        text = self.template.filled(values)
        letter = Letter(patient.id or 0, found.recipient, self.practice, text, self.now)
        return PreparedLetter(patient, letter, self._title(letter), found.questions)

    def _refuse_empty(self, patient: Patient, values: Mapping[str, str]) -> None:
        written = self.template.written
        empty = [written[name] for name, value in values.items() if not value.strip()]
        if empty:
            raise InvalidInput(
                "template",
                "patient {id}: nothing is known for {fields}. Nothing is written.",
                id=patient.id,
                fields=", ".join(empty),
            )

    def _title(self, letter: Letter) -> str:
        """What a letter is called among the documents."""
        if self.asked.title is not None:
            return parse_title(self.asked.title)
        return (letter.text.subject_text or f"{KIND} à {letter.recipient.name}")[:LONGEST_LINE]


def prepare_letter(
    register: Register, patient_id: int, asked: LetterAsked, own: Own
) -> PreparedLetter:
    """A letter about a patient, which nothing is written of yet.

    Raises:
        NoSuchRecord: nobody has this id, or the patient has no such relation. InvalidInput: the
            text is no template, or nothing is known for a field. InvalidSetting: as `Writer`.
        Refused: who works here may not read medical contents; or nobody can be written to.
    """
    with register.reading(Permission.EDIT_CARE) as connection:
        writer = Writer(connection, asked, own, register.clock())
        patient = patients.get(connection, patient_id)
        found = find_recipient(connection, patient, asked.to, writer.now.date())
        fields = writer.template.fields
        around = around_patients(connection, [patient_id], fields, writer.now)
        return writer.prepared(patient, found, around[patient_id])


def refuse_unprintable(prepared: PreparedLetter) -> None:
    """Refuse a letter that paper has no room or no letters for, while its text can be changed.

    Raises:
        InvalidInput: paper has not.
    """
    try:
        letter_pages(prepared.letter)
    except CannotBePrinted as problem:
        raise InvalidInput("template", "{problem}", problem=problem.sentence) from None


def keep_letters(
    register: Register,
    prepared: Sequence[PreparedLetter],
    made: Callable[[int], None] = lambda _: None,
) -> list[WrittenLetter]:
    """Write letters: each is kept among the documents of its patient, all in one transaction. Their
    pages are made before it begins, so that nobody waits for that; who waits for them is told how
    many more are *made*.

    Raises:
        CannotBePrinted: an address has no room, or something is in letters that paper has not.
        Conflict: a record was changed meanwhile. NoSuchRecord: or is gone. Nothing is written.
    """
    at = register.clock()
    all_pages = [letter_pages(each.letter) for each in prepared]
    pdfs = []
    for pages in all_pages:
        pdfs.append(pages_pdf(pages, KIND, at))
        made(1)
    written = []
    with register.writing(Permission.EDIT_CARE) as work:
        for each, pages, pdf in zip(prepared, all_pages, pdfs, strict=True):
            patient = work.patient(each.patient.id or 0, each.patient.version)
            content = contents.InMemory(pdf)
            contents.keep(work.connection, content)
            day = each.letter.at.date()
            new = StoredDocument(
                patient_id=patient.id or 0,
                title=each.title,
                file_name=f"courrier-{day.isoformat()}.pdf",
                media_type=_MEDIA_TYPE,
                sha256=content.sha256,
                added_at=work.at,
                added_by=work.actor,
                kind=DocumentKind.LETTER.value,
                dated_on=day,
            )
            document = keeping.add(work, DOCUMENT, new, Action.DOCUMENT_ADD)
            written.append(WrittenLetter(each, document, pages, pdf))
    return written


def note_handed_out(
    register: Register, written: Sequence[WrittenLetter], printer: str | None
) -> None:
    """Note, before they go, that letters leave the register: one as its document does, several as a
    list.

    Raises:
        As `services.audit.noting.note_export`.
    """
    told: dict[str, object] = {} if printer is None else {"printer": printer}
    if len(written) == 1:
        (one,) = written
        told = {"document": one.document.id} | told
        note_export(register, Action.DOCUMENT_GET, told, one.document.patient_id)
        return
    told = {"list": "letters", "form": "pdf", "patients": len(written)} | told
    note_export(register, Action.PATIENT_EXPORT, told)


def together(problems: Sequence[InvalidInput]) -> InvalidInput | InvalidRecord:
    """The problems of several letters as one error; of very many, the first."""
    first, *others = problems
    if not others:
        return first
    told = list(problems[:_PROBLEMS_TOLD])
    if len(problems) > _PROBLEMS_TOLD:
        more = len(problems) - _PROBLEMS_TOLD
        told.append(InvalidInput("template", "and of other patients: {count}.", count=more))
    return InvalidRecord(tuple(told))


def _template(connection: Connection, asked: LetterAsked, own: Own) -> LetterTemplate:
    text = asked.text
    if text is None:
        text = template_text(connection, asked.template or "", own)
    template = parse_letter_template("template", text, is_plain=asked.is_plain)
    if asked.subject is None:
        return template
    subject = parse_line("subject", asked.subject)
    return template._replace(subject=subject_spans(subject, is_plain=asked.is_plain))
